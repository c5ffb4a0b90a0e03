//! AllianceAuth on a bad day, part by part.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use captrack_contract::ErrorCode;
use captrack_domain::activity::ActivityKind;
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::ids::{GroupId, PilotId};
use captrack_domain::policy::{ClassMode, Policy};
use captrack_domain::roster::{RosterHull, RosterPilot};
use captrack_domain::section::Freshness;
use captrack_domain::text::Text;
use captrack_ports::{
    AcknowledgementDecision, AuthError, ReadPeriod, ReadPeriods, Secret, Secrets, SharedAcknowledgement, SharedSnooze,
    ShipGroup, SnoozeDecision,
};
use captrack_testing::eden::{AVATAR, JITA, REVELATION};
use serde_json::json;

use crate::auth_server::{Auth, address, beside, connected, later, member, read_at, stored};
use crate::stage::{DESK, KARA, MIRA, Stage, at, said};

/// Six dreadnoughts of four characters of one account, all read at a time.
fn fleet(main: Option<PilotId>, owned: bool, read: i64) -> (Vec<RosterPilot>, Vec<RosterHull>) {
    let pilot = |n: i64| PilotId(2_112_000_010 + n);
    let pilots =
        (0..4).map(|n| RosterPilot { owned, ..read_at(at(read), pilot(n), &format!("Pilot {n}"), main) }).collect();
    let hulls = (0..6).map(|n| stored(n, pilot(n % 4), REVELATION.0, JITA, at(read))).collect();
    (pilots, hulls)
}

async fn levels(stage: &Stage) -> BTreeSet<Level> {
    stage.hulls().await.iter().map(|hull| hull.level).collect()
}

/// Asks and sends, every five minutes.
async fn goes_on(stage: &Stage, from: i64, to: i64) {
    for second in (from..=to).step_by(300) {
        stage.cycle(second).await;
        stage.drain(second + 60).await;
    }
}

#[tokio::test]
async fn mains_that_are_lost_for_an_hour_dissolve_no_fleet_and_tell_nobody() {
    let (pilots, hulls) = fleet(Some(PilotId(2_112_000_010)), true, 0);
    let (stage, auth) = connected(pilots, hulls).await;
    stage
        .monitor
        .edit()
        .set_webhook(captrack_domain::webhook_name::WebhookName::Standard, &Secret::new("w"), DESK)
        .await
        .unwrap();
    goes_on(&stage, 300, 600).await;
    let (told, posted) = (stage.raised().len(), stage.posted());
    assert_eq!(levels(&stage).await, [Level::Alerting].into());
    // A password was changed: everybody is a guest.
    let (pilots, hulls) = fleet(None, false, 0);
    auth.tells(pilots, hulls);
    goes_on(&stage, 900, 4500).await;
    assert_eq!(levels(&stage).await, [Level::Alerting].into(), "the fleet stands");
    let (pilots, hulls) = fleet(Some(PilotId(2_112_000_010)), true, 0);
    auth.tells(pilots, hulls);
    goes_on(&stage, 4800, 7200).await;
    assert_eq!((stage.raised().len(), stage.posted()), (told, posted), "nothing is told anew");
    assert!(stage.activity(ActivityKind::Main).await.is_empty());
}

#[tokio::test]
async fn mains_that_change_at_allianceauth_are_an_edit() {
    let (pilots, mut hulls) = fleet(Some(PilotId(2_112_000_010)), true, 0);
    hulls.push(stored(20, PilotId(2_112_000_011), AVATAR.0, JITA, at(0)));
    let (stage, auth) = connected(pilots, hulls.clone()).await;
    stage
        .monitor
        .edit()
        .set_webhook(captrack_domain::webhook_name::WebhookName::Standard, &Secret::new("w"), DESK)
        .await
        .unwrap();
    goes_on(&stage, 300, 600).await;
    let told = stage.raised().len();
    let (pilots, _) = fleet(Some(MIRA), true, 0);
    auth.tells(pilots, hulls);
    goes_on(&stage, 900, 2700).await;
    assert_eq!(stage.raised().len(), told, "no toast");
    let mains: BTreeSet<PilotId> = stage.snapshot().await.mains.iter().map(|card| card.main_id).collect();
    assert_eq!(mains, [MIRA].into());
    let resolved = stage.world.shown.lock().iter().any(|shown| shown.body.to_lowercase().contains("resolved"));
    assert!(!resolved);
    assert_eq!(stage.activity(ActivityKind::Main).await.len(), 4);
}

#[tokio::test]
async fn a_first_connection_beside_pilots_who_are_signed_in_calls_nobody_for_their_mains() {
    let (stage, auth) = beside().await;
    let pilots = [KARA, PilotId(2_112_000_020), PilotId(2_112_000_021)];
    for (n, pilot) in (1..).zip(pilots) {
        stage.monitor.edit().add_pilot(pilot, "Somebody").await.unwrap();
        stage.world.says(pilot, crate::stage::owned_titans(n * 10, 1));
    }
    stage.cycle(0).await;
    stage.drain(100).await;
    let told = stage.raised().len();
    let members = pilots.iter().map(|pilot| member(&stage.world, *pilot, "Somebody", Some(MIRA))).collect();
    auth.tells(members, Vec::new());
    stage.monitor.connect_auth(address(), Secret::new("ctb_first")).await.unwrap();
    stage.drain(200).await;
    assert_eq!(stage.raised().len(), told);
    assert_eq!(stage.snapshot().await.mains.len(), 1);
}

#[tokio::test]
async fn one_part_that_fails_leaves_the_others_alone() {
    for part in ["whoami", "capitals", "send snoozes", "snoozes", "acknowledgements", "policy"] {
        let (pilots, hulls) = fleet(None, true, 0);
        let (stage, auth) = connected(pilots, hulls).await;
        let pilot = captrack_contract::PilotRef::Id(PilotId(2_112_000_010));
        stage.monitor.edit().snooze(&[pilot], captrack_contract::SnoozeLength::UntilCleared, DESK, None).await.unwrap();
        auth.asked.lock().clear();
        auth.fails(part, later("This part is broken."));
        stage.cycle(300).await;
        for asked in ["whoami", "capitals", "send snoozes", "snoozes", "acknowledgements", "policy"] {
            assert_eq!(auth.asked_for(asked), 1, "{asked} beside {part}");
        }
        let trouble = stage.status().await.auth_trouble.unwrap();
        assert!(trouble.contains("This part is broken."), "{trouble}");
        auth.fails.lock().clear();
        stage.cycle(900).await;
        assert_eq!(stage.status().await.auth_trouble, None);
    }
}

#[tokio::test]
async fn nobody_is_asked_on_who_says_nothing_or_wishes_for_a_pause() {
    let stop = |error: AuthError, asked: usize| async move {
        let (stage, auth) = connected(Vec::new(), Vec::new()).await;
        auth.asked.lock().clear();
        for part in ["whoami", "capitals", "snoozes", "acknowledgements", "policy"] {
            auth.fails(part, error.clone());
        }
        stage.cycle(300).await;
        assert_eq!(auth.asked.lock().len(), asked, "{error:?}");
    };
    stop(AuthError::Silent { why: Text::said("Nothing answers.") }, 1).await;
    stop(AuthError::Token { why: Text::said("It was revoked.") }, 1).await;
    stop(AuthError::Later { why: Text::said("Slower."), after: Some(Duration::from_secs(60)) }, 1).await;
    stop(later("A web page."), 5).await;
}

#[tokio::test]
async fn an_acknowledgement_of_a_main_that_becomes_one_later_is_taken_then() {
    let hull = stored(1, KARA, AVATAR.0, JITA, at(0));
    let kara = |main| read_at(at(0), KARA, "Kara Volkov", main);
    let (stage, auth) = connected(vec![kara(None)], vec![hull]).await;
    auth.shares(vec![AcknowledgementDecision {
        subject: MIRA,
        made: Some(SharedAcknowledgement { hulls: [hull.key].into(), why: None }),
        decided_at: at(-60),
        by: "Torvald".to_owned(),
        local: None,
    }]);
    stage.cycle(300).await;
    let acknowledged = async || stage.monitor.shared().store().acknowledgements().await.unwrap().len();
    assert_eq!(acknowledged().await, 0, "nobody is under Mira");
    // At AllianceAuth, or by hand: the decision is the same as before, and was told already.
    auth.tells(vec![kara(Some(MIRA))], vec![hull]);
    goes_on(&stage, 600, 900).await;
    assert_eq!(acknowledged().await, 1);
    goes_on(&stage, 1200, 1500).await;
    let etags: Vec<_> = auth.asked.lock().iter().filter(|(what, _)| *what == "acknowledgements").cloned().collect();
    assert!(etags.last().unwrap().1.is_some(), "then it is known: {etags:?}");
}

const FLAG_CRUISERS: GroupId = GroupId(1972);

#[tokio::test]
async fn rules_that_could_not_be_followed_are_tried_again_and_the_others_hold_meanwhile() {
    let (stage, auth) = connected(Vec::new(), Vec::new()).await;
    let mut theirs = Policy::default();
    theirs.classes.get_mut(&HullClass::Titan).unwrap().groups.push(FLAG_CRUISERS);
    theirs.classes.get_mut(&HullClass::Carrier).unwrap().mode = ClassMode::Ignore;
    // EVE's downtime.
    *stage.world.names_fail.lock() = true;
    auth.publishes(serde_json::to_value(&theirs).unwrap());
    stage.cycle(300).await;
    assert_eq!(stage.monitor.views().policy().await.mode(HullClass::Carrier), ClassMode::Ignore);
    let trouble = stage.monitor.views().auth_view().await.unwrap().rules_trouble.unwrap();
    assert!(trouble.contains("titan") && trouble.contains("1972"), "{trouble}");
    stage.cycle(600).await;
    let titans = async || stage.monitor.views().policy().await.classes[&HullClass::Titan].groups.clone();
    assert!(!titans().await.contains(&FLAG_CRUISERS));
    *stage.world.names_fail.lock() = false;
    let cruisers = ShipGroup { name: "Flag Cruiser".to_owned(), category: 6, types: Vec::new() };
    stage.world.groups.lock().insert(FLAG_CRUISERS, cruisers);
    stage.cycle(900).await;
    assert!(titans().await.contains(&FLAG_CRUISERS), "nobody has published anything meanwhile");
    assert_eq!(stage.monitor.views().auth_view().await.unwrap().rules_trouble, None);
    stage.cycle(1200).await;
    assert!(auth.asked.lock().iter().rfind(|(what, _)| *what == "policy").unwrap().1.is_some(), "now it is known");
}

#[tokio::test]
async fn who_publishes_keeps_what_a_newer_captrack_has_published() {
    let (stage, auth) = connected(Vec::new(), Vec::new()).await;
    let mut theirs = serde_json::to_value(Policy::default()).unwrap();
    theirs["watch_rules"] = json!([{"id": "a"}]);
    theirs["classes"]["carrier"]["colour"] = json!("red");
    auth.publishes(theirs);
    stage.cycle(300).await;
    let mut ours = Policy::default();
    ours.classes.get_mut(&HullClass::Titan).unwrap().mode = ClassMode::TrackOnly;
    stage.monitor.edit().save_policy(ours.clone(), DESK).await.unwrap();
    let published = auth.policy.lock().policy.clone().unwrap();
    assert_eq!(published["watch_rules"], json!([{"id": "a"}]));
    assert_eq!(published["classes"]["carrier"]["colour"], "red");
    assert_eq!(published["classes"]["titan"]["mode"], "track_only");
    assert_eq!(stage.monitor.views().policy().await, ours);
}

#[tokio::test]
async fn a_token_that_is_not_found_is_a_fault_of_the_place_of_secrets() {
    let (pilots, hulls) = fleet(None, true, 0);
    let (stage, auth) = connected(pilots, hulls).await;
    stage.world.secrets.delete("allianceauth/token").await.unwrap();
    stage.cycle(300).await;
    let view = stage.monitor.views().auth_view().await.unwrap();
    let trouble = view.trouble.unwrap();
    assert!(!view.needs_user && trouble.contains("where CapTrack keeps its secrets"), "{trouble}");
    assert_eq!(auth.asked_for("whoami"), 2, "nothing was asked without it");
    // The keyring is there again.
    stage.world.secrets.put("allianceauth/token", &Secret::new("ctb_first")).await.unwrap();
    stage.cycle(320).await;
    assert_eq!(stage.monitor.views().auth_view().await.unwrap().trouble, None);
}

#[tokio::test]
async fn a_new_token_revokes_the_one_that_it_replaces_and_parting_its_own() {
    let (stage, auth) = connected(Vec::new(), Vec::new()).await;
    let token = async || stage.world.secrets.get("allianceauth/token").await.unwrap();
    assert!(auth.revoked.lock().is_empty());
    stage.monitor.connect_auth(address(), Secret::new("ctb_first")).await.unwrap();
    assert!(auth.revoked.lock().is_empty(), "it is the same");
    stage.monitor.connect_auth(address(), Secret::new("ctb_second")).await.unwrap();
    assert_eq!(auth.revoked.lock().as_slice(), [Secret::new("ctb_first")]);
    assert_eq!(token().await, Some(Secret::new("ctb_second")));
    let said = said(&stage.monitor.edit().disconnect_auth(DESK).await.unwrap());
    assert!(said.contains("was revoked"), "{said}");
    assert_eq!(auth.revoked.lock().last(), Some(&Secret::new("ctb_second")));
    assert_eq!(token().await, None);
}

#[tokio::test]
async fn parting_works_while_the_server_is_away_and_says_what_remains() {
    let (stage, auth) = connected(Vec::new(), Vec::new()).await;
    auth.fails("revoke", AuthError::Silent { why: Text::said("Nothing answers.") });
    let said = said(&stage.monitor.edit().disconnect_auth(DESK).await.unwrap());
    assert!(said.contains("revoke “desk” on AllianceAuth's CapTrack page"), "{said}");
    assert!(stage.monitor.views().auth_view().await.is_none());
    assert_eq!(stage.world.secrets.get("allianceauth/token").await.unwrap(), None);
}

#[tokio::test]
async fn a_connection_that_cannot_be_written_leaves_the_secrets_as_they_were() {
    let (stage, auth) = beside().await;
    stage.monitor.shared().store().close().await;
    let refusal = stage.monitor.connect_auth(address(), Secret::new("ctb_first")).await.unwrap_err();
    assert_eq!(refusal.code, ErrorCode::Internal);
    assert_eq!(stage.world.secrets.get("allianceauth/token").await.unwrap(), None);
    assert!(stage.monitor.views().auth_view().await.is_none());

    let (stage, _auth) = connected(Vec::new(), Vec::new()).await;
    stage.monitor.shared().store().close().await;
    stage.monitor.connect_auth(address(), Secret::new("ctb_second")).await.unwrap_err();
    assert_eq!(stage.world.secrets.get("allianceauth/token").await.unwrap(), Some(Secret::new("ctb_first")));
    assert!(auth.revoked.lock().is_empty());
}

/// Somebody else polls meanwhile.
async fn in_the_background(stage: &Stage) -> tokio::task::JoinHandle<()> {
    let monitor = stage.monitor.clone();
    let cycle = tokio::spawn(async move { drop(monitor.run_cycle().await) });
    crate::stage::until("the round has begun", async || {
        stage.monitor.views().auth_view().await.unwrap().next_check.is_none()
    })
    .await;
    cycle
}

#[tokio::test]
async fn two_rounds_never_run_at_once_also_when_a_new_token_comes_in_the_middle() {
    let (stage, auth) = connected(Vec::new(), Vec::new()).await;
    let gate = Arc::new(tokio::sync::Semaphore::new(0));
    *auth.held.lock() = Some(gate.clone());
    stage.world.set_now(at(300));
    let cycle = in_the_background(&stage).await;
    let (monitor, second) = (stage.monitor.clone(), Secret::new("ctb_second"));
    let connecting = tokio::spawn(async move { monitor.connect_auth(address(), second).await });
    crate::stage::until("the new token is kept", async || {
        stage.world.secrets.get("allianceauth/token").await.unwrap() == Some(Secret::new("ctb_second"))
    })
    .await;
    gate.add_permits(10);
    connecting.await.unwrap().unwrap();
    cycle.await.unwrap();
    assert_eq!(*auth.at_once.lock(), (0, 1), "one after the other");
}

#[tokio::test]
async fn what_a_round_brings_after_the_desk_has_parted_counts_for_nothing() {
    let (pilots, hulls) = fleet(None, true, 0);
    let (stage, auth) = connected(pilots, hulls).await;
    let gate = Arc::new(tokio::sync::Semaphore::new(0));
    *auth.held.lock() = Some(gate.clone());
    stage.world.set_now(at(300));
    let cycle = in_the_background(&stage).await;
    stage.monitor.edit().disconnect_auth(DESK).await.unwrap();
    gate.add_permits(10);
    cycle.await.unwrap();
    assert!(stage.monitor.views().auth_view().await.is_none());
    assert!(stage.hulls().await.is_empty());
}

#[tokio::test]
async fn rounds_that_fail_forget_nobody_however_long() {
    let (pilots, hulls) = fleet(None, true, 0);
    let (stage, auth) = connected(pilots.clone(), hulls.clone()).await;
    // A hiccup on Friday evening: one of four is lacking.
    auth.tells(pilots[..3].to_vec(), hulls.iter().filter(|hull| hull.pilot != pilots[3].id).copied().collect());
    stage.cycle(300).await;
    auth.fails("capitals", later("It is down."));
    for hours in [1, 24, 48, 72] {
        stage.cycle(hours * 3600).await;
        assert_eq!(stage.hulls().await.len(), 6, "{hours} h");
    }
    auth.fails.lock().clear();
    stage.cycle(72 * 3600 + 600).await;
    assert_eq!(stage.hulls().await.len(), 6, "the first answer after the weekend lacks them too");
    auth.tells(pilots, hulls);
    stage.cycle(72 * 3600 + 900).await;
    assert_eq!(stage.monitor.views().auth_view().await.unwrap().missing, 0);
}

#[tokio::test]
async fn a_clock_at_the_end_of_time_stops_no_round() {
    let (pilots, hulls) = fleet(None, true, 0);
    let (stage, auth) = connected(pilots, hulls).await;
    for ahead in [i64::MAX, i64::MIN, 251_000_000_000, -251_000_000_000] {
        auth.whoami.lock().clock_ahead_secs = ahead;
        stage.cycle(300).await;
        let pilot = captrack_contract::PilotRef::Id(PilotId(2_112_000_010));
        stage.monitor.edit().snooze(&[pilot], captrack_contract::SnoozeLength::UntilCleared, DESK, None).await.unwrap();
        stage.cycle(900).await;
        assert!(stage.monitor.shared().faults().is_empty(), "{ahead}");
        assert_eq!(stage.monitor.views().auth_view().await.unwrap().unsent, 0, "{ahead}");
    }
    assert_eq!(stage.hulls().await.len(), 6);
    let _: &Auth = &auth;
}

#[tokio::test]
async fn a_clock_that_is_told_once_makes_nothing_older_and_one_that_is_told_twice_counts_at_once() {
    let (pilots, hulls) = fleet(None, true, 0);
    let (stage, auth) = connected(pilots, hulls).await;
    let hour = Some(ReadPeriod { usual_secs: 3600, slowest_secs: 3600, observed: true });
    auth.whoami.lock().reads = ReadPeriods { assets: hour, location: hour };
    let said = async |second, odd: &[i64]| {
        auth.odd_clocks.lock().extend(odd);
        let asked = auth.asked_for("whoami");
        stage.cycle(second).await;
        let fresh = stage.hulls().await.iter().all(|hull| hull.freshness == Freshness::Fresh);
        let view = stage.monitor.views().auth_view().await.unwrap();
        (fresh, auth.asked_for("whoami") - asked, view.trouble)
    };
    assert_eq!(said(300, &[]).await, (true, 1, None));
    assert_eq!(said(600, &[86_400]).await, (true, 2, None), "the second answer counts");
    let (fresh, _, trouble) = said(900, &[86_400, -7200]).await;
    assert!(fresh && trouble.is_some_and(|why| why.contains("another time")), "nobody knows which of them is right");
    auth.whoami.lock().clock_ahead_secs = 3600;
    let (pilots, hulls) = fleet(None, true, 3600 + 900);
    auth.tells(pilots, hulls);
    assert_eq!(said(1500, &[]).await, (true, 2, None));
    assert_eq!(said(1800, &[]).await, (true, 1, None), "it is known now");
}

#[tokio::test]
async fn a_decision_that_the_server_does_not_take_keeps_none_of_the_others() {
    let pilots: Vec<PilotId> = (1..=40).map(|n| PilotId(2_112_000_000 + n)).collect();
    let members = pilots.iter().map(|pilot| read_at(at(0), *pilot, "Somebody", None)).collect();
    let (stage, auth) = connected(members, Vec::new()).await;
    auth.refused.lock().extend([pilots[7], pilots[31]]);
    let all: Vec<_> = pilots.iter().map(|pilot| captrack_contract::PilotRef::Id(*pilot)).collect();
    stage.monitor.edit().snooze(&all, captrack_contract::SnoozeLength::UntilCleared, DESK, None).await.unwrap();
    stage.cycle(10).await;
    let sent: BTreeSet<PilotId> = auth.sent.lock().iter().map(|decision| decision.subject).collect();
    let taken: BTreeSet<PilotId> =
        pilots.iter().copied().filter(|pilot| !auth.refused.lock().contains(pilot)).collect();
    assert_eq!((sent, auth.sent.lock().len()), (taken, 38), "each once");
    let asked = auth.asked_for("send snoozes");
    assert!(asked < 30, "{asked}");
    let view = stage.monitor.views().auth_view().await.unwrap();
    assert_eq!((view.unsent, view.trouble), (0, None), "nothing is tried for ever");
    stage.cycle(310).await;
    assert_eq!(auth.asked_for("send snoozes"), asked);
    let told: Vec<_> =
        stage.activity(ActivityKind::AllianceAuth).await.into_iter().filter_map(|line| line.new).collect();
    assert_eq!(told.iter().filter(|said| said.contains("only on this computer: The request")).count(), 2, "{told:?}");
}

/// A round that brings something of everything cannot be written at one point. Whether there was such a point.
async fn round_fails_at(statement: u32) -> bool {
    let kara = |main| read_at(at(0), KARA, "Kara Volkov", main);
    let titan = stored(1, KARA, AVATAR.0, JITA, at(0));
    let (stage, auth) = connected(vec![kara(None)], vec![titan]).await;
    goes_on(&stage, 300, 300).await;
    auth.tells(vec![kara(Some(MIRA))], vec![titan, stored(2, KARA, REVELATION.0, JITA, at(400))]);
    let shared = SharedSnooze { since: at(500), until: None, why: None };
    *auth.snoozes.lock() = (
        1,
        vec![SnoozeDecision {
            subject: KARA,
            made: Some(shared),
            decided_at: at(500),
            by: "Torvald".to_owned(),
            local: None,
        }],
    );
    let mut rules = Policy::default();
    rules.classes.get_mut(&HullClass::Carrier).unwrap().mode = ClassMode::Ignore;
    auth.publishes(serde_json::to_value(&rules).unwrap());
    stage.world.set_now(at(600));
    stage.monitor.shared().store().fail_at(statement).await.unwrap();
    drop(stage.monitor.run_cycle().await);
    let has_failed = stage.monitor.shared().store().has_failed();
    stage.monitor.shared().store().fail_at(0).await.unwrap();
    goes_on(&stage, 900, 1500).await;
    let mains: BTreeSet<PilotId> = stage.snapshot().await.mains.iter().map(|card| card.main_id).collect();
    assert_eq!((mains, stage.hulls().await.len()), ([MIRA].into(), 2), "statement {statement}");
    assert!(stage.hulls().await.iter().all(|hull| hull.snooze.is_some()), "statement {statement}");
    assert_eq!(stage.monitor.views().policy().await, rules, "statement {statement}");
    let pilots = stage.monitor.shared().store().pilots().await.unwrap();
    assert_eq!(pilots[0].main_id(), MIRA, "statement {statement}: it is written too");
    assert_eq!(stage.raised().len(), 1, "statement {statement}: the first read, and nothing for the main");
    has_failed
}

#[tokio::test]
async fn a_round_that_cannot_be_written_at_any_point_takes_effect_with_the_next() {
    let mut statement = 1;
    while round_fails_at(statement).await {
        statement += 1;
    }
    assert!(statement > 10, "{statement}");
}
