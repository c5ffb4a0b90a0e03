use captrack_sim::{Fault, FaultEffect, Place, Placement, Service};
use captrack_testing::eden::{ARCHON, AVATAR, DELVE};

use crate::program::Program;

#[test]
fn check_tells_by_its_exit_code_what_stands() {
    let program = Program::new();
    assert_eq!(program.run(&["check"]).code, 30, "nobody is signed in: it could not be known");
    let kara = program.pilot("Kara Volkov");
    program.login(kara);
    assert_eq!(program.run(&["check"]).code, 0);

    let oran = program.pilot("Oran Vaari");
    for _ in 0..5 {
        program.world.place(Placement::stored(oran, ARCHON.0, Place::Space(DELVE.0))).unwrap();
    }
    program.login(oran);
    assert_eq!(program.run(&["check"]).code, 10);

    let mira = program.pilot("Mira Tan");
    program.world.place(Placement::flown(mira, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    program.login(mira);
    assert_eq!(program.run(&["check"]).code, 20);
}

#[test]
fn check_says_so_when_it_could_not_know() {
    let program = Program::new();
    let kara = program.pilot("Kara Volkov");
    program.login(kara);
    let down = FaultEffect::Answer { status: 503, body: None, headers: Vec::new() };
    program.world.inject(Fault::new(Service::Esi, "*", down));
    assert_eq!(program.run(&["check"]).code, 30);
}

#[test]
fn the_snapshot_has_the_documented_shape() {
    let program = Program::new();
    let kara = program.pilot("Kara Volkov");
    program.world.place(Placement::flown(kara, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    program.login(kara);
    program.run(&["check"]);
    let snapshot = program.snapshot();
    let keys = |value: &serde_json::Value, wanted: &[&str]| {
        for key in wanted {
            assert!(value.get(key).is_some(), "{key} is missing in {value}");
        }
    };
    keys(&snapshot, &["revision", "generated_at", "counts", "mains", "sections"]);
    keys(&snapshot["counts"], &["critical", "alerting", "informational", "unclassified", "snoozed"]);
    let main = &snapshot["mains"][0];
    keys(main, &["main_id", "main_name", "corporation_name", "alliance_name", "level", "hulls"]);
    let hull = &main["hulls"][0];
    keys(
        hull,
        &[
            "hull_key",
            "item_id",
            "type_id",
            "type_name",
            "class",
            "pilot_id",
            "pilot_name",
            "system_id",
            "system_name",
            "region_id",
            "region_name",
            "place_name",
            "level",
            "why",
            "why_code",
            "snooze",
            "observed_at",
            "freshness",
        ],
    );
    assert!(hull["snooze"].is_null());
    assert_eq!(hull["why_code"], "always");
    keys(&snapshot["sections"][0], &["kind", "subject", "last_success", "last_error", "last_error_code", "due_at"]);

    program.run(&["snooze", &kara.to_string(), "until-cleared", "--why", "on deployment"]);
    let snooze = program.snapshot()["mains"][0]["hulls"][0]["snooze"].clone();
    assert!(snooze["until"].is_null());
    assert_eq!(snooze["why"], "on deployment");
    program.run(&["snooze", &kara.to_string(), "clear"]);
    assert!(program.snapshot()["mains"][0]["hulls"][0]["snooze"].is_null());
}

#[test]
fn a_webhook_is_set_tested_switched_and_cleared() {
    let program = Program::new();
    let url = program.world.webhook_url("standard").unwrap();
    assert_eq!(program.run_with_input(&["webhook", "standard", "--stdin"], &format!("{url}\n")).code, 0);
    let tested = program.run(&["webhook", "standard", "--test"]);
    assert_eq!(tested.code, 0, "{tested:?}");
    assert_eq!(program.world.messages_of("standard").len(), 1);
    assert_eq!(program.run(&["relay", "off"]).code, 0);
    assert_eq!(program.run(&["relay", "on"]).code, 0);
    let stands_in = || program.run(&["relay", "status"]).out.contains("gets critical alerts while Discord refuses");
    for (word, expected) in [("stand-in-on", true), ("stand-in-off", false)] {
        assert_eq!(program.run(&["relay", word]).code, 0);
        assert_eq!(stands_in(), expected, "{word}");
    }
    let status = program.run(&["relay", "status"]);
    assert_eq!(status.code, 0, "{status:?}");
    let told = ["The relay to Discord is on.", "critical webhook: not set", "standard webhook: http", "waiting: 0"];
    assert!(told.iter().all(|line| status.out.contains(line)), "{status:?}");
    assert!(!status.out.contains(&url), "its token is masked: {status:?}");
    assert_eq!(program.run(&["webhook", "standard", "--clear"]).code, 0);
    let tested = program.run(&["webhook", "standard", "--test"]);
    assert_eq!(tested.code, 1);
    assert!(tested.err.contains("no address"), "{tested:?}");
}

#[test]
fn logout_forgets_a_pilot() {
    let program = Program::new();
    let kara = program.pilot("Kara Volkov");
    program.login(kara);
    let ended = program.run(&["logout", "Kara Volkov"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert_eq!(program.world.live_refresh_tokens(kara), 0);
    assert_eq!(program.run(&["check"]).code, 30);
    assert_eq!(program.run(&["logout", "Kara Volkov"]).code, 1);
}

#[test]
fn a_snooze_is_as_long_as_it_is_said_to_be_wherever_this_computer_stands() {
    let program = Program::new();
    let kara = program.pilot("Kara Volkov");
    program.world.place(Placement::flown(kara, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    program.login(kara);
    assert_eq!(program.run(&["check"]).code, 20);
    let time = |value: &serde_json::Value| value.as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    // Ten hours ahead of EVE, half a day behind it, and one with half an hour.
    for zone in ["UTC-10", "UTC+12", "Asia/Kolkata"] {
        let before = time(&program.snapshot()["generated_at"]);
        let snoozed = program.command(&["snooze", "Kara Volkov", "6h"]).env("TZ", zone).output().unwrap();
        assert!(snoozed.status.success(), "{zone}: {snoozed:?}");
        let snapshot = program.snapshot();
        let (until, after) =
            (time(&snapshot["mains"][0]["hulls"][0]["snooze"]["until"]), time(&snapshot["generated_at"]));
        let hours = jiff::SignedDuration::from_hours(6);
        assert!(until >= before + hours && until <= after + hours, "{zone}: {before} {until} {after}");
    }
}
