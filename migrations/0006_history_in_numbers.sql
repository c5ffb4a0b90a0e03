-- What happened, in numbers: a tenth of the room, and a trail of a hull by an index. The rows written before are moved into it in slices
-- while CapTrack runs (captrack-store/src/events/old_rows.rs), under the numbers that they have: new ones follow.
ALTER TABLE events RENAME TO old_events;

-- Hulls, pilots and places of which events tell. A number is never used again: a checkpoint may name one that is forgotten.
CREATE TABLE event_hulls (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    key  TEXT    NOT NULL UNIQUE,      -- item/ID or pilot/ID/TYPE
    type INTEGER NOT NULL
) STRICT;
CREATE TABLE event_pilots (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    pilot INTEGER NOT NULL UNIQUE
) STRICT;
CREATE TABLE event_places (
    id       INTEGER PRIMARY KEY,
    site     INTEGER NOT NULL,         -- 0 space, 1 station, 2 structure, 3 asset safety, 4 not known
    location INTEGER NOT NULL,         -- the station or structure; of a place that is none its system, 0: not known
    system   INTEGER,                  -- NULL: not known yet
    UNIQUE (site, location)
) STRICT;
-- Who is named beside which hull, now or before: what forgetting a pilot looks up.
CREATE TABLE event_holders (
    pilot INTEGER NOT NULL,
    hull  INTEGER NOT NULL,
    PRIMARY KEY (pilot, hull)
) STRICT, WITHOUT ROWID;

-- In the order in which it became known; only ever appended to, and pruned from the far end.
CREATE TABLE events (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL,       -- first known to be so
    before     INTEGER,                -- what was before was last known to be so; NULL: nothing was known of it
    kind       INTEGER NOT NULL,       -- 1 appeared, 2 moved, 3 boarded, 4 left, 5 changed hands, 6 gone,
                                       -- 7 online, 8 offline, 9 a source fell silent, 10 it answers again
    hull       INTEGER,                -- event_hulls
    pilot      INTEGER,                -- event_pilots
    former     INTEGER,                -- event_pilots: whose it was before
    place      INTEGER,                -- event_places: where it is, or was last
    from_place INTEGER,                -- event_places: where it was before
    source     INTEGER                 -- 1 EVE, 2 AllianceAuth
) STRICT;
CREATE INDEX events_of_hull ON events (hull, at) WHERE hull IS NOT NULL;
CREATE INDEX events_in_time ON events (at);
CREATE INDEX events_without_hull ON events (pilot, at) WHERE hull IS NULL;
INSERT INTO sqlite_sequence (name, seq) SELECT 'events', coalesce(max(id), 0) FROM old_events;

-- The whole fleet once a day, from which the events after it lead to any later moment.
CREATE TABLE checkpoints (
    day         INTEGER PRIMARY KEY,   -- since 1970, EVE time
    at          INTEGER NOT NULL,
    after_event INTEGER NOT NULL,      -- the last event that it holds
    fleet       BLOB    NOT NULL       -- captrack-store/src/events/checkpoint.rs
) STRICT;

-- A hull whose item becomes known is looked up by its old name.
CREATE INDEX messages_of_hull ON message_hulls (hull);
