//! A server that fails in every way: it is told, nothing is lost, and all is well again afterwards.

use jiff::Timestamp;
use serde_json::json;

use crate::desk::{connect, told, trouble_after_check};
use crate::program::{Program, until};
use crate::server::Server;

#[test]
fn answers_that_make_no_sense_take_no_hull_away() {
    let mut server = Server::start(60, 300);
    let program = Program::new();
    assert_eq!(connect(&program, &server.url, &server.token).code, 0);
    let before = told(&program.snapshot());
    for fault in [json!(500), json!(502), json!("html"), json!("login"), json!("half")] {
        server.make(&json!({"do": "fail", "with": fault, "path": "capitals"}));
        let trouble = trouble_after_check(&program);
        assert!(trouble.is_some(), "{fault}");
        assert_eq!(told(&program.snapshot()), before, "{fault}");
        assert_eq!(trouble_after_check(&program), None, "{fault}");
    }
    assert_eq!(told(&program.snapshot()), before);
}

#[test]
fn a_server_that_is_gone_is_told_of_and_takes_no_hull_along() {
    let mut server = Server::start(60, 300);
    let program = Program::new();
    assert_eq!(connect(&program, &server.url, &server.token).code, 0);
    let before = told(&program.snapshot());
    server.stop();
    let running = program.headless();
    until("the desk says so", || program.snapshot()["allianceauth"]["last_error"].as_str().map(str::to_owned));
    assert_eq!(told(&program.snapshot()), before);
    running.kill();
    assert!(trouble_after_check(&program).is_some());
    assert_eq!(told(&program.snapshot()), before);
}

#[test]
fn a_server_whose_clock_is_an_hour_off_is_read_all_the_same() {
    for offset in [3600, -3600] {
        let mut server = Server::start(60, 300);
        server.make(&json!({"do": "clock", "offset": offset}));
        let program = Program::new();
        assert_eq!(connect(&program, &server.url, &server.token).code, 0);
        let before = told(&program.snapshot());
        assert_eq!(before.len(), crate::desk::expected(&server.hulls).len());

        let row = server.hulls.iter().find(|row| row.flown == Some(false) && row.group_id == 485).unwrap();
        let (item, key) = (row.item_id, format!("item/{}", row.item_id.unwrap()));
        server.make(&json!({"do": "move", "item_id": item, "location_id": 60_003_760}));
        assert_eq!(trouble_after_check(&program), None);
        let after = told(&program.snapshot());
        assert_eq!(after[&key].system_id, Some(30_000_142), "{offset}");
        assert_eq!(after.len(), before.len());
        if offset < 0 {
            assert!(after[&key].observed_at < Timestamp::now());
        }
    }
}
