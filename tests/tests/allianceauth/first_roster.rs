//! A whole alliance, hull by hull.

use std::collections::BTreeSet;

use crate::desk::{connect, expected, told};
use crate::program::Program;
use crate::server::Server;

#[test]
fn three_thousand_hulls_of_five_hundred_accounts_stand_on_the_desk_as_allianceauth_knows_them() {
    let server = Server::start(500, 3000);
    let program = Program::new();
    let connected = connect(&program, &server.url, &server.token);
    assert_eq!(connected.code, 0, "{connected:?}");
    let ships = format!("{} ships", server.hulls.len());
    assert!(connected.out.starts_with("Connected to Test Auth as Reader"), "{connected:?}");
    assert!(connected.out.contains(&ships), "{connected:?}");

    let snapshot = program.snapshot();
    let (told, expected) = (told(&snapshot), expected(&server.hulls));
    assert!(expected.len() > 2_000);
    let keys = |hulls: &crate::desk::Hulls| hulls.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(keys(&told), keys(&expected));
    for (key, hull) in &expected {
        assert_eq!(&told[key], hull);
    }
    let at = |level: &str| expected.values().filter(|hull| hull.level == level).count();
    assert_eq!(snapshot["counts"]["critical"], at("critical"));
    assert_eq!(snapshot["counts"]["alerting"], at("alerting"));
    assert_eq!(snapshot["allianceauth"]["address"], server.url);
    assert_eq!(program.run(&["check"]).code, 20);
}

#[test]
fn who_sees_one_corporation_in_the_browser_sees_no_more_on_the_desk() {
    let server = Server::start(120, 600);
    let program = Program::new();
    let connected = connect(&program, &server.url, &server.limited_token);
    assert_eq!(connected.code, 0, "{connected:?}");
    let mut theirs = server.hulls.clone();
    theirs.retain(|row| row.item_id.is_some() && server.limited.contains(&row.item_id));
    let listed: BTreeSet<String> = expected(&theirs).into_keys().collect();
    let shown: BTreeSet<String> =
        told(&program.snapshot()).into_keys().filter(|key| key.starts_with("item/")).collect();
    assert_eq!(shown, listed);
    assert!(!listed.is_empty() && listed.len() < server.hulls.len() / 2);
}
