//! What happens to hulls in AllianceAuth happens on the desk.

use captrack_testing::eden::JITA_STATION;
use serde_json::json;

use crate::desk::{connect, told, trouble_after_check};
use crate::program::{Program, until};
use crate::server::Server;

/// A hull that lies somewhere else and that nobody flies: its item.
fn stored_elsewhere(server: &Server) -> i64 {
    let stored = |row: &&crate::server::Expected| {
        row.flown == Some(false) && row.site == "structure" && row.item_id.is_some() && row.group_id == 485
    };
    server.hulls.iter().find(stored).unwrap().item_id.unwrap()
}

#[test]
fn a_hull_that_is_moved_and_sold_in_allianceauth_is_moved_and_goes_on_the_desk() {
    let mut server = Server::start(60, 300);
    let program = Program::new();
    assert_eq!(connect(&program, &server.url, &server.token).code, 0);
    let item = stored_elsewhere(&server);
    let key = format!("item/{item}");

    server.make(&json!({"do": "move", "item_id": item, "location_id": JITA_STATION.0}));
    assert_eq!(trouble_after_check(&program), None);
    let moved = told(&program.snapshot());
    assert_eq!(moved[&key].system_id, Some(30_000_142));
    assert_eq!(moved[&key].place_name.as_deref(), Some("Jita IV - Moon 4 - Caldari Navy Assembly Plant"));

    let number = moved.len();
    let owner = moved[&key].pilot_id;
    server.make(&json!({"do": "sell", "item_id": item}));
    assert_eq!(trouble_after_check(&program), None);
    assert!(told(&program.snapshot()).contains_key(&key), "one read without it is not enough");
    // Times are told to the second: the next read is another one when it is a second later.
    until("the hull is gone after two reads that lack it", || {
        server.make(&json!({"do": "read", "character_id": owner}));
        assert_eq!(trouble_after_check(&program), None);
        (!told(&program.snapshot()).contains_key(&key)).then_some(())
    });
    assert_eq!(told(&program.snapshot()).len(), number - 1);
}
