-- What alerts under a main has been seen: silent until a further hull alerts there or all of it is over.
-- The main need not be a watched pilot.
CREATE TABLE acknowledgements (
    main   INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    set_by TEXT    NOT NULL,
    why    TEXT,
    hulls  TEXT    NOT NULL            -- JSON: keys of the hulls that were seen and have not stopped since
) STRICT;

-- What was done at this desk, by whom, and what became of it. Only ever appended to, and pruned from the far end.
CREATE TABLE activity (
    id      INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again: a page of the log goes on before a number
    at      INTEGER NOT NULL,
    kind    TEXT    NOT NULL,
    done_by TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    old     TEXT,
    new     TEXT
) STRICT;
CREATE INDEX activity_by_time ON activity (at);

-- Groups of types that a policy names and the embedded New Eden does not know.
CREATE TABLE type_groups (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL,
    category   INTEGER NOT NULL,       -- 6: ships
    types      TEXT    NOT NULL,       -- JSON: ids
    fetched_at INTEGER NOT NULL
) STRICT;

-- Cards stand for mains, systems or regions now.
ALTER TABLE cards RENAME TO cards_of_mains;
CREATE TABLE cards (
    key    TEXT    PRIMARY KEY,        -- main/ID, system/ID, region/ID, …
    closed INTEGER NOT NULL CHECK (closed IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO cards (key, closed) SELECT 'main/' || main, collapsed FROM cards_of_mains;
DROP TABLE cards_of_mains;
