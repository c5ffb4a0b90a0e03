-- Alerts of watch rules. `subject` is the ship (its key) or the place; `alert` is JSON.
CREATE TABLE watch_alerts (
    id        TEXT PRIMARY KEY,
    subject   TEXT NOT NULL,
    closed_at INTEGER,
    alert     TEXT NOT NULL
) STRICT;
CREATE INDEX watch_alerts_by_subject ON watch_alerts (subject);
CREATE INDEX watch_alerts_by_end ON watch_alerts (closed_at);

-- What somebody has seen of them; the alert is open.
CREATE TABLE watch_acknowledgements (
    alert  TEXT PRIMARY KEY,
    at     INTEGER NOT NULL,
    set_by TEXT NOT NULL,
    why    TEXT,
    count  INTEGER NOT NULL
) STRICT;

-- How long ships have been in space by now, for the rules that ask; `episode` is JSON.
CREATE TABLE watch_episodes (
    hull    TEXT PRIMARY KEY,
    episode TEXT NOT NULL
) STRICT;
