-- Rows in the form in which the version with migration 0002 left them, in what was new in it.
INSERT INTO acknowledgements (main, at, set_by, why, hulls) VALUES
    (2112000001, 1793534400125, 'this desk', 'on purpose', '["item/1040000000001","item/1040000000002"]');
INSERT INTO activity (at, kind, done_by, subject, old, new) VALUES
    (1793534400125, 'acknowledged', 'this desk', 'Kara Volkov', NULL, '1 titan: on purpose');
INSERT INTO type_groups (id, name, category, types, fetched_at) VALUES (1972, 'Flag Cruiser', 6, '[45534,45649]', 1793534400125);
INSERT INTO cards (key, closed) VALUES ('region/10000002', 1);
