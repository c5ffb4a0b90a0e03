-- Why the last read of a section failed, for programs: one of a few words beside the sentence. NULL: it did not fail, or an earlier version
-- wrote the row.
ALTER TABLE sections ADD COLUMN last_error_code TEXT;
