use std::time::Duration;

use captrack_sim::{Fault, FaultEffect, Place, Placement, Service};
use captrack_testing::eden::{AVATAR, DELVE};

use crate::program::{Program, until};

#[test]
fn sign_in_watch_alert_snooze_and_restart_from_the_command_line_alone() {
    let program = Program::new();
    let kara = program.pilot("Kara Volkov");
    let login = program.login(kara);
    assert_eq!((login.code, login.out.trim()), (0, "Kara Volkov"), "{login:?}");

    let set =
        program.run_with_input(&["webhook", "critical", "--stdin"], &program.world.webhook_url("critical").unwrap());
    assert_eq!(set.code, 0, "{set:?}");

    let running = program.headless();
    until("the pilot's sections answer", || {
        let snapshot = program.snapshot();
        let sections = snapshot["sections"].as_array().unwrap();
        sections.iter().all(|section| !section["last_success"].is_null()).then_some(())
    });
    let titan = Placement::flown(kara, AVATAR.0, Place::Space(DELVE.0));
    program.world.place(titan).unwrap();
    let message = until("the webhook hears of it", || program.world.messages().first().cloned());
    assert!(message.payload.to_string().contains("Avatar"), "{}", message.payload);

    let snapshot = program.snapshot();
    let hull = &snapshot["mains"][0]["hulls"][0];
    assert_eq!(hull["level"], "critical");
    assert_eq!(hull["system_name"], "1DQ1-A");
    assert_eq!(hull["class"], "titan");
    assert_eq!(hull["freshness"], "fresh");
    assert_eq!(snapshot["counts"]["critical"], 1);

    let snoozed = program.run(&["snooze", "Kara Volkov", "1h"]);
    assert_eq!(snoozed.code, 0, "{snoozed:?}");
    assert_eq!(program.snapshot()["mains"][0]["level"], "snoozed", "it has taken effect when the command returns");

    let (code, took) = running.terminate();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(20), "{took:?}");

    let snapshot = program.snapshot();
    let hull = &snapshot["mains"][0]["hulls"][0];
    assert_eq!(hull["level"], "snoozed");
    assert_eq!(hull["snooze"]["by"], "this desk");
    assert_eq!(program.world.messages().len(), 1);
}

#[test]
fn a_killed_desk_delivers_after_its_restart_what_it_had_decided() {
    let program = Program::new();
    let kara = program.pilot("Kara Volkov");
    program.login(kara);
    program.run_with_input(&["webhook", "critical", "--stdin"], &program.world.webhook_url("critical").unwrap());
    assert_eq!(program.run(&["check"]).code, 0);
    program.world.place(Placement::flown(kara, AVATAR.0, Place::Space(DELVE.0))).unwrap();

    // Discord takes nothing before the kill.
    program.world.inject(Fault::new(
        Service::Discord,
        "*",
        FaultEffect::Answer { status: 503, body: None, headers: Vec::new() },
    ));
    let running = program.headless();
    until("it is decided and tried", || {
        let tried = program.world.requests().iter().any(|request| request.service == Service::Discord);
        (tried && program.snapshot()["counts"]["critical"] == 1).then_some(())
    });
    running.kill();
    assert_eq!(program.world.messages().len(), 0, "nothing was sent before the kill");
    program.world.clear_faults();
    let running = program.headless();
    until("the webhook hears of it", || program.world.messages().first().cloned());
    until("nothing waits any more", || program.run(&["relay", "status"]).out.contains("waiting: 0").then_some(()));
    assert_eq!(running.terminate().0, Some(0));
    assert_eq!(program.world.messages().len(), 1, "and that is told once");
}
