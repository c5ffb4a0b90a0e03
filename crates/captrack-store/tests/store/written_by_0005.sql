-- Rows in the form in which the version with migration 0005 left them, in what was new in it.
UPDATE pilots SET auth = '{"main":2112000001,"assets_at":"2026-11-01T12:00:00.125Z","location_at":null,"missing_since":null}' WHERE id = 2112000001;
INSERT INTO shared_decisions (kind, subject, decision, unsent) VALUES
    ('snooze', 2112000002, '{"pilot":2112000002,"snooze":{"since":"2026-11-01T12:00:00Z","until":null,"why":null},"decided_at":"2026-11-01T12:00:00Z","by":"Fleet Leader"}', 1);
INSERT INTO events (at, kind, hull, pilot, detail) VALUES
    (1793534460125, 'moved', 'item/1040000000001', 2112000001, '{"from":{"site":{"kind":"space"},"system":30000142},"to":{"site":{"kind":"space"},"system":30000144},"type_id":11567}');
