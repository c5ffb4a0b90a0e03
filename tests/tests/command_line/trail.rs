use captrack_sim::{Place, Placement};
use captrack_testing::eden::{AVATAR, DELVE};

use crate::program::Program;

#[test]
fn the_trail_is_printed_for_people_as_json_and_as_csv() {
    let program = Program::new();
    let kara = program.pilot("Kara Volkov");
    let titan = program.world.place(Placement::flown(kara, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    program.login(kara);
    assert_eq!(program.run(&["check"]).code, 20);

    let lines = program.run(&["trail", "Kara Volkov"]);
    assert_eq!(lines.code, 0, "{lines:?}");
    assert!(lines.out.contains("Avatar, Kara Volkov: first seen: 1DQ1-A (in space)"), "{lines:?}");

    let json = program.run(&["trail", &titan.to_string(), "--since", "2d", "--json"]);
    let trail: captrack_contract::Trail = serde_json::from_str(&json.out).unwrap();
    assert_eq!(trail.hull_key.map(|key| key.to_string()), Some(format!("item/{titan}")));
    assert!(trail.entries.iter().any(|entry| entry.kind == "appeared"), "{trail:?}");

    let csv = program.run(&["trail", &format!("item/{titan}"), "--csv"]);
    assert!(csv.out.starts_with("at,before,about,kind,hull_key,"), "{csv:?}");
    assert!(csv.out.lines().any(|line| line.contains(",hull,appeared,") && line.contains("1DQ1-A")), "{csv:?}");

    let nobody = program.run(&["trail", "Nobody"]);
    assert_eq!((nobody.code, nobody.out.as_str()), (1, ""));
    assert!(nobody.err.contains("No pilot or ship called \"Nobody\" is known here"), "{nobody:?}");
    let nothing = program.run(&["trail", "Kara Volkov", "--since", "2199-01-01"]);
    assert_eq!(nothing.out, "No movements of Kara Volkov are recorded since 2199-01-01 00:00 EVE.\n");
}
