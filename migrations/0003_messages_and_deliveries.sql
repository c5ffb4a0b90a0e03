-- Messages that were posted to Discord and are edited when what they say changes.
CREATE TABLE messages (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook    TEXT    NOT NULL,      -- critical, standard
    discord_id TEXT    NOT NULL,      -- Discord's id of the message
    thread     TEXT,                  -- the thread it stands in
    state      TEXT    NOT NULL CHECK (state IN ('open', 'closed', 'gone')),
    posted_at  INTEGER NOT NULL,
    edited_at  INTEGER,               -- the last edit that Discord took
    revision   INTEGER NOT NULL,      -- grows with each change of what it names, so that none is missed while an edit is under way
    edit_due   INTEGER,               -- to be edited, but not before; NULL: it says what is so
    attempts   INTEGER NOT NULL,      -- edits in vain since the last that Discord took
    reason     TEXT,                  -- why the last of them failed
    tellings   TEXT    NOT NULL       -- JSON: what it says
) STRICT;
CREATE INDEX messages_open ON messages (webhook, id) WHERE state = 'open';
CREATE INDEX messages_settled ON messages (state) WHERE state <> 'open';

-- Which hulls of which alerts a message names.
CREATE TABLE message_hulls (
    alert   TEXT    NOT NULL,
    hull    TEXT    NOT NULL,
    message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    PRIMARY KEY (alert, hull, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX hulls_of_message ON message_hulls (message);

-- What became of each request to Discord, in order; pruned from the far end.
CREATE TABLE deliveries (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook    TEXT    NOT NULL,
    at         INTEGER NOT NULL,      -- when Discord answered, or was given up
    latency_ms INTEGER NOT NULL,
    edit       INTEGER NOT NULL CHECK (edit IN (0, 1)),
    outcome    TEXT    NOT NULL,
    hulls      INTEGER NOT NULL,      -- how many it named
    what       TEXT    NOT NULL,      -- which, in a phrase
    reason     TEXT
) STRICT;
CREATE INDEX deliveries_of_webhook ON deliveries (webhook, id);
CREATE INDEX deliveries_by_time ON deliveries (at);
