-- What AllianceAuth says of a pilot, as JSON; NULL: it never named it.
ALTER TABLE pilots ADD COLUMN auth TEXT;

-- The newest decision of each kind about each character that leaders share through AllianceAuth, whoever made it.
CREATE TABLE shared_decisions (
    kind     TEXT    NOT NULL CHECK (kind IN ('snooze', 'acknowledgement')),
    subject  INTEGER NOT NULL,        -- the pilot or the main; need not be watched
    decision TEXT    NOT NULL,        -- JSON
    unsent   INTEGER NOT NULL CHECK (unsent IN (0, 1)),
    PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;
