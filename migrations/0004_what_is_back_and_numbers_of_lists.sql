-- A notice about an alert that is back within the hour: the message that told of its end goes on, so it is told by an edit where there is such a
-- message, and as what has ended and begun again where there is none.
ALTER TABLE outbox ADD COLUMN continues INTEGER NOT NULL DEFAULT 0 CHECK (continues IN (0, 1));

-- So many hulls of the list that the notice is a part of were named by messages that had no room for all.
ALTER TABLE outbox ADD COLUMN named_before INTEGER NOT NULL DEFAULT 0;
