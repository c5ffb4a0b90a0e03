-- What a line of the activity log says, as texts that can be worded in any language: JSON of the texts of `subject`, `old` and `new`; null: a
-- name, or words that an earlier version kept. `subject`, `old` and `new` stay in English.
ALTER TABLE activity ADD COLUMN texts TEXT;
-- The same of what a message to Discord named: JSON of the text of `what`.
ALTER TABLE deliveries ADD COLUMN what_text TEXT;
