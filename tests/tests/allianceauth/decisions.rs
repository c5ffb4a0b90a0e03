//! What leaders decide at one desk counts at all of them.

use crate::desk::{connect, trouble_after_check};
use crate::program::Program;
use crate::server::Server;

/// The level of a pilot's first hull, and the snooze that holds there.
fn of(program: &Program, pilot: i64) -> (String, serde_json::Value) {
    let snapshot = program.snapshot();
    let mains = snapshot["mains"].as_array().unwrap();
    let mut hulls = mains.iter().flat_map(|main| main["hulls"].as_array().unwrap());
    let hull = hulls.find(|hull| hull["pilot_id"] == pilot).unwrap();
    (hull["level"].as_str().unwrap().to_owned(), hull["snooze"].clone())
}

#[test]
fn a_snooze_goes_from_desk_to_desk_and_so_does_its_end() {
    let server = Server::start(60, 300);
    let (one, other) = (Program::new(), Program::new());
    for desk in [&one, &other] {
        assert_eq!(connect(desk, &server.url, &server.token).code, 0);
    }
    let titan = server.hulls.iter().find(|row| row.group_id == 30).unwrap();
    let pilot = titan.character_id;
    assert_eq!(of(&other, pilot).0, "critical");

    let snoozed = one.run(&["snooze", &pilot.to_string(), "6h", "--why", "moving day"]);
    assert_eq!(snoozed.code, 0, "{snoozed:?}");
    for desk in [&one, &other] {
        assert_eq!(trouble_after_check(desk), None);
        let (level, snooze) = of(desk, pilot);
        assert_eq!((level.as_str(), &snooze["why"]), ("snoozed", &"moving day".into()), "{snooze}");
    }
    assert_eq!(of(&other, pilot).1["by"], "Reader", "who decided it by AllianceAuth's word");

    assert_eq!(other.run(&["snooze", &pilot.to_string(), "clear"]).code, 0);
    for desk in [&other, &one] {
        assert_eq!(trouble_after_check(desk), None);
        assert_eq!(of(desk, pilot).0, "critical");
    }
}
