-- What CapTrack knows, what it has decided, and what it still has to tell.

PRAGMA application_id = 1130459220; -- "CapT": another program's database is never taken for ours

-- Watched pilots.
CREATE TABLE pilots (
    id            INTEGER PRIMARY KEY,
    name          TEXT    NOT NULL,
    corporation   INTEGER,
    alliance      INTEGER,
    main          INTEGER,            -- NULL: its own main
    added_at      INTEGER NOT NULL,
    introduced_at INTEGER,            -- NULL: its hulls are not all known yet
    sign_in       TEXT    NOT NULL    -- JSON
) STRICT;

-- What is polled, each with its status and the last good answer.
-- References are checked at the commit, so that the order of writes does not matter.
CREATE TABLE sections (
    pilot        INTEGER NOT NULL REFERENCES pilots (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    kind         TEXT    NOT NULL,
    last_success INTEGER,
    last_attempt INTEGER,
    last_error   TEXT,
    failures     INTEGER NOT NULL,
    expires      INTEGER,
    due_at       INTEGER NOT NULL,
    validators   TEXT,
    as_of        INTEGER,             -- when the reading was true
    reading      TEXT,                -- JSON
    PRIMARY KEY (pilot, kind),
    CHECK ((as_of IS NULL) = (reading IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE hulls (
    key           TEXT    PRIMARY KEY, -- item/ID or pilot/ID/TYPE
    pilot         INTEGER NOT NULL REFERENCES pilots (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    type          INTEGER NOT NULL,
    place         TEXT    NOT NULL,    -- JSON
    last_system   INTEGER,
    place_at      INTEGER NOT NULL,
    seen_at       INTEGER NOT NULL,
    first_seen_at INTEGER NOT NULL,
    berth         TEXT    NOT NULL,    -- JSON
    absences      INTEGER NOT NULL,
    last_absence  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX hulls_of_pilot ON hulls (pilot);

-- What happened, in order; only ever appended to, and pruned from the far end.
CREATE TABLE events (
    id     INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    kind   TEXT    NOT NULL,
    hull   TEXT,
    pilot  INTEGER,
    detail TEXT    NOT NULL            -- JSON
) STRICT;
CREATE INDEX events_by_time ON events (at);
CREATE INDEX events_of_pilot ON events (pilot) WHERE pilot IS NOT NULL;

-- Names of characters, corporations and alliances. NULL: asked, and there is none.
CREATE TABLE names (
    id         INTEGER PRIMARY KEY,
    name       TEXT,
    category   TEXT,
    fetched_at INTEGER NOT NULL
) STRICT;

-- Player structures. NULL: asked, and nobody signed in may dock there.
CREATE TABLE structures (
    id         INTEGER PRIMARY KEY,
    name       TEXT,
    system     INTEGER,
    fetched_at INTEGER NOT NULL,
    CHECK ((name IS NULL) = (system IS NULL))
) STRICT;

-- Types that are newer than the embedded New Eden.
CREATE TABLE types (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL,
    group_id   INTEGER NOT NULL,
    is_capital INTEGER NOT NULL CHECK (is_capital IN (0, 1)),
    fetched_at INTEGER NOT NULL
) STRICT;

CREATE TABLE snoozes (
    pilot    INTEGER PRIMARY KEY REFERENCES pilots (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    since    INTEGER NOT NULL,
    until    INTEGER,                  -- NULL: until cleared
    set_by   TEXT    NOT NULL,
    why      TEXT
) STRICT;

CREATE TABLE alerts (
    id        TEXT    PRIMARY KEY,     -- hull/KEY or fleet/MAIN/CLASS
    closed_at INTEGER,
    alert     TEXT    NOT NULL         -- JSON
) STRICT, WITHOUT ROWID;

-- One row a notice, written in the transaction of the transition it tells of.
CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    receiver   TEXT    NOT NULL,
    rank       INTEGER NOT NULL,       -- 0 critical, 1 standard
    alert      TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('pending', 'delivered', 'undeliverable', 'withdrawn')),
    decided_at INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,       -- not to be sent before: gathering, then the next attempt
    attempts   INTEGER NOT NULL,
    settled_at INTEGER,                -- when it was delivered or given up
    reason     TEXT,                   -- why the last attempt failed
    notice     TEXT    NOT NULL,       -- JSON, with every hull it names
    remaining  TEXT                    -- JSON: keys of the hulls still to be named; NULL: all of them
) STRICT;
CREATE INDEX outbox_pending ON outbox (receiver, rank, decided_at, id) WHERE state = 'pending';
CREATE INDEX outbox_settled ON outbox (state, settled_at) WHERE state <> 'pending';

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL                -- JSON
) STRICT, WITHOUT ROWID;

-- Where the windows stood, as the window wrote it.
CREATE TABLE windows (
    label TEXT PRIMARY KEY,
    state TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Cards whose chevron was turned by hand.
CREATE TABLE cards (
    main      INTEGER PRIMARY KEY,
    collapsed INTEGER NOT NULL CHECK (collapsed IN (0, 1))
) STRICT;
