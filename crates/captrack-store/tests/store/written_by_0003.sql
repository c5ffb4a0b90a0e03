-- Rows in the form in which the version with migration 0003 left them, in what was new in it.
INSERT INTO messages (webhook, discord_id, thread, state, posted_at, edited_at, revision, edit_due, attempts, reason, tellings) VALUES
    ('critical', '1442000000000000001', NULL, 'open', 1793534400125, 1793534460125, 3, NULL, 0, NULL, '[{"main":2112000001,"main_name":"Kara Volkov","affiliation":"Null Logistics","level":"critical","tone":"news","hulls":[{"alert":"hull/item/1040000000001","line":{"key":"item/1040000000001","pilot":2112000001,"pilot_name":"Kara Volkov","type_id":11567,"type_name":"Avatar","class":"titan","system_name":"Jita","region_name":"The Forge","place_name":"In space","observed_at":"2026-11-01T12:00:00.125Z","freshness":"fresh","why":"Titans always alert"},"tale":"opened","stands":{"state":"standing"},"added":false}],"before":0,"after":0}]');
INSERT INTO message_hulls (alert, hull, message) VALUES ('hull/item/1040000000001', 'item/1040000000001', 1);
INSERT INTO deliveries (webhook, at, latency_ms, edit, outcome, hulls, what, reason) VALUES
    ('critical', 1793534400125, 120, 0, 'delivered', 1, 'Kara Volkov: 1 titan', NULL);
