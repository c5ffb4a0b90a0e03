//! Leaders share what they decide: snoozes and acknowledgements go both ways, rules come from the server.

use captrack_contract::{ErrorCode, PilotRef, Right, SnoozeLength, SnoozesChanged, commands};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;
use captrack_domain::policy::{ClassMode, Policy};
use captrack_sim::{AuthPermission, FaultEffect, Place, Placement};
use captrack_testing::eden::{AVATAR, DELVE};
use serde_json::{Value, json};

use crate::auth_stage::AuthStage;

struct Shared {
    on: AuthStage,
    kara: PilotId,
    other: PilotId,
    titan: i64,
}

/// A desk that knows Kara's titan through AllianceAuth, and another leader.
async fn shared() -> Shared {
    let on = AuthStage::new().await;
    let (kara, other) = (on.member("Kara Volkov"), on.member("Other Leader"));
    let titan = on.stage.world.place(Placement::stored(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    on.connect().await;
    Shared { on, kara, other, titan }
}

fn state_of(decisions: &[Value]) -> Vec<&str> {
    decisions.iter().filter_map(|decision| decision["state"].as_str()).collect()
}

#[tokio::test]
async fn a_snooze_here_reaches_the_other_desks_at_once_and_so_does_its_end() {
    let Shared { on, kara, .. } = shared().await;
    on.stage.snooze(kara, 3600).await;
    on.stage.after(1).await;
    let known = on.auth.snoozes();
    assert_eq!((state_of(&known), known[0]["by"].as_str()), (vec!["snoozed"], Some("Fleet Leader")));
    assert_eq!(on.view().await.unsent, 0);
    on.stage.desk.ask(commands::ClearSnooze { pilots: vec![PilotRef::Id(kara)] }).await.unwrap();
    on.stage.after(1).await;
    assert_eq!(state_of(&on.auth.snoozes()), ["cleared"]);
}

#[tokio::test]
async fn a_snooze_by_another_leader_silences_here_and_is_cleared_by_them_too() {
    let Shared { on, kara, other, .. } = shared().await;
    on.auth.snooze(other.0, kara.0, None, Some("moving day")).unwrap();
    on.stage.after(300).await;
    let hull = on.stage.only_hull().await;
    let snooze = hull.snooze.expect("it is snoozed");
    assert_eq!(
        (hull.level, snooze.by.as_str(), snooze.why.as_deref()),
        (Level::Snoozed, "Other Leader", Some("moving day"))
    );
    on.stage.world.advance(std::time::Duration::from_secs(60));
    on.auth.clear_snooze(other.0, kara.0).unwrap();
    on.stage.after(300).await;
    assert_eq!(on.stage.only_hull().await.level, Level::Critical);
}

#[tokio::test]
async fn what_is_decided_while_the_server_is_away_is_sent_later_even_after_a_restart() {
    let Shared { mut on, kara, .. } = shared().await;
    on.auth.fail(FaultEffect::Reset);
    on.stage.snooze(kara, 7200).await;
    on.stage.after(60).await;
    assert!(on.auth.snoozes().is_empty());
    assert_eq!(on.view().await.unsent, 1);
    on.stage.die_and_restart().await;
    on.stage.world.clear_faults();
    on.stage.after(300).await;
    on.stage.after(300).await;
    assert_eq!(state_of(&on.auth.snoozes()), ["snoozed"]);
    assert_eq!(on.view().await.unsent, 0);
}

#[tokio::test]
async fn the_newest_decision_wins_whoever_was_away() {
    let Shared { on, kara, other, .. } = shared().await;
    on.auth.fail(FaultEffect::Reset);
    on.stage.snooze(kara, 7200).await;
    on.stage.after(60).await;
    // Meanwhile, and later, another leader decides that Kara is not to be snoozed.
    on.auth.clear_snooze(other.0, kara.0).unwrap();
    on.stage.world.clear_faults();
    on.stage.after(300).await;
    on.stage.after(300).await;
    assert_eq!(on.stage.only_hull().await.level, Level::Critical, "the newer decision counts here too");
    assert_eq!(state_of(&on.auth.snoozes()), ["cleared"]);
}

#[tokio::test]
async fn decisions_of_a_server_whose_clock_is_off_still_count_in_their_order() {
    for hours in [-1, 1] {
        let Shared { on, kara, other, .. } = shared().await;
        on.auth.set_clock_ahead(jiff::SignedDuration::from_hours(hours));
        on.stage.after(300).await;
        on.stage.snooze(kara, 86_400).await;
        on.stage.after(60).await;
        assert_eq!(state_of(&on.auth.snoozes()), ["snoozed"], "{hours}");
        on.auth.clear_snooze(other.0, kara.0).unwrap();
        on.stage.after(300).await;
        assert_eq!(on.stage.only_hull().await.level, Level::Critical, "{hours}: the later one, by another leader");
        on.stage.snooze(kara, 86_400).await;
        on.stage.after(60).await;
        assert_eq!(state_of(&on.auth.snoozes()), ["snoozed"], "{hours}: and later still one from here");
    }
}

/// The undo of what a command has changed.
fn undo_of(changed: SnoozesChanged) -> commands::PutSnoozes {
    commands::PutSnoozes { snoozes: changed.undo }
}

#[tokio::test]
async fn undo_puts_a_snooze_back_on_every_desk_alike() {
    let Shared { on, kara, other, .. } = shared().await;
    on.auth.snooze(other.0, kara.0, None, Some("on deployment")).unwrap();
    on.stage.after(300).await;
    let pilots = vec![PilotRef::Id(kara)];
    let cleared = on.stage.desk.ask(commands::ClearSnooze { pilots }).await.unwrap();
    on.stage.after(1).await;
    assert_eq!(state_of(&on.auth.snoozes()), ["cleared"]);
    on.stage.world.advance(std::time::Duration::from_secs(5));
    let put = on.stage.desk.ask(undo_of(cleared)).await.unwrap();
    assert_eq!(put.decided_since, []);
    on.stage.after(1).await;
    let known = on.auth.snoozes();
    assert_eq!((state_of(&known), known[0]["why"].as_str()), (vec!["snoozed"], Some("on deployment")));
    on.stage.after(300).await;
    let snooze = on.stage.only_hull().await.snooze.expect("it is snoozed");
    assert_eq!((snooze.by.as_str(), snooze.until), ("Other Leader", None), "as it was");
    assert_eq!(on.view().await.unsent, 0);
}

#[tokio::test]
async fn what_another_leader_decided_since_is_not_undone_and_they_are_named() {
    let Shared { on, kara, other, .. } = shared().await;
    let snooze = commands::Snooze { pilots: vec![PilotRef::Id(kara)], length: SnoozeLength::Seconds(7200), why: None };
    let snoozed = on.stage.desk.ask(snooze).await.unwrap();
    on.stage.after(60).await;
    on.auth.clear_snooze(other.0, kara.0).unwrap();
    on.stage.after(300).await;
    let refusal = on.stage.desk.ask(undo_of(snoozed)).await.unwrap_err();
    assert!(refusal.sentence.contains("Other Leader") && refusal.sentence.contains("Kara Volkov"), "{refusal}");
    on.stage.after(60).await;
    assert_eq!(state_of(&on.auth.snoozes()), ["cleared"]);
}

#[tokio::test]
async fn an_acknowledgement_goes_both_ways() {
    let Shared { on, kara, other, titan } = shared().await;
    let mains = || vec![PilotRef::Id(kara)];
    on.stage.desk.ask(commands::Acknowledge { mains: mains(), why: Some("known".to_owned()) }).await.unwrap();
    on.stage.after(1).await;
    let known = on.auth.acknowledgements();
    assert_eq!(known[0]["hulls"], json!([format!("item/{titan}")]));
    on.stage.world.advance(std::time::Duration::from_secs(60));
    on.auth.clear_acknowledgement(other.0, kara.0).unwrap();
    on.stage.after(300).await;
    assert!(on.stage.card(kara).await.unwrap().acknowledged.is_none());
    on.stage.world.advance(std::time::Duration::from_secs(60));
    on.auth.acknowledge(other.0, kara.0, &[&format!("item/{titan}")], None).unwrap();
    on.stage.after(300).await;
    assert_eq!(on.stage.card(kara).await.unwrap().acknowledged.map(|seen| seen.by), Some("Other Leader".to_owned()));
}

#[tokio::test]
async fn snoozes_from_before_the_connection_are_shared_by_it() {
    let on = AuthStage::new().await;
    let kara = on.stage.pilot("Kara Volkov");
    on.stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    on.stage.sign_in(kara).await;
    on.stage.after(1).await;
    on.stage.snooze(kara, 86_400).await;
    on.connect().await;
    on.stage.after(1).await;
    assert_eq!(state_of(&on.auth.snoozes()), ["snoozed"]);
    // A new token is no new decision.
    let decided = on.auth.snoozes();
    on.stage.world.advance(std::time::Duration::from_secs(60));
    on.connect().await;
    assert_eq!((on.auth.snoozes(), on.view().await.unsent), (decided, 0));
}

#[tokio::test]
async fn a_token_without_the_permissions_snoozes_on_this_computer_alone_and_changes_no_rules() {
    let Shared { on, kara, .. } = shared().await;
    on.auth.forbid(on.leader.0, AuthPermission::SnoozeAccess);
    on.auth.forbid(on.leader.0, AuthPermission::AdminAccess);
    on.stage.after(300).await;
    let rights = on.stage.status().await.rights;
    assert!(matches!((&rights.snooze, &rights.administer), (Right::Granted, Right::Withheld(_))), "{rights:?}");
    let snooze = commands::Snooze { pilots: vec![PilotRef::Id(kara)], length: SnoozeLength::UntilCleared, why: None };
    on.stage.desk.ask(snooze).await.unwrap();
    on.stage.after(300).await;
    let shown = on.stage.only_hull().await.snooze.expect("it is snoozed here");
    assert!(shown.by.contains("only on this computer"), "{shown:?}");
    assert_eq!((on.auth.snoozes().len(), on.view().await.unsent), (0, 0), "nobody else hears of it");
    let save = commands::SavePolicy { policy: Policy::default() };
    assert_eq!(on.stage.desk.ask(save).await.unwrap_err().code, ErrorCode::NotAllowed);
    on.auth.allow(on.leader.0, AuthPermission::SnoozeAccess).unwrap();
    on.stage.after(300).await;
    assert_eq!(on.stage.status().await.rights.snooze, Right::Granted);
}

fn titans_are(mode: ClassMode) -> Policy {
    let mut policy = Policy::default();
    policy.classes.get_mut(&HullClass::Titan).unwrap().mode = mode;
    policy
}

#[tokio::test]
async fn rules_that_an_admin_publishes_hold_here_and_a_change_here_is_published() {
    let Shared { on, other, .. } = shared().await;
    let published = serde_json::to_value(titans_are(ClassMode::TrackOnly)).unwrap();
    on.auth.publish(other.0, Some(published)).unwrap();
    on.stage.after(300).await;
    assert_eq!(on.stage.only_hull().await.level, Level::Informational);
    assert!(on.view().await.rules_published);

    let policy = titans_are(ClassMode::Always);
    on.stage.desk.ask(commands::SavePolicy { policy: policy.clone() }).await.unwrap();
    assert_eq!(on.stage.only_hull().await.level, Level::Critical);
    assert_eq!(on.auth.policy()["policy"], serde_json::to_value(&policy).unwrap());
    on.stage.after(300).await;
    assert_eq!(on.stage.only_hull().await.level, Level::Critical, "what was published comes back as it is");
}

#[tokio::test]
async fn who_publishes_first_wins_and_the_other_is_told_and_looks_again() {
    let Shared { on, other, .. } = shared().await;
    on.auth.publish(other.0, Some(serde_json::to_value(Policy::default()).unwrap())).unwrap();
    on.stage.after(300).await;
    let theirs = titans_are(ClassMode::TrackOnly);
    on.auth.publish(other.0, Some(serde_json::to_value(&theirs).unwrap())).unwrap();
    let mine = titans_are(ClassMode::Threshold { n: 2 });
    let refusal = on.stage.desk.ask(commands::SavePolicy { policy: mine }).await.unwrap_err();
    assert!(refusal.sentence.contains("Other Leader"), "{refusal}");
    assert_eq!(on.stage.settings().await.policy, theirs, "theirs are in force");
}

#[tokio::test]
async fn a_server_that_is_away_lets_no_published_rule_be_changed() {
    let Shared { on, other, .. } = shared().await;
    on.auth.publish(other.0, Some(serde_json::to_value(Policy::default()).unwrap())).unwrap();
    on.stage.after(300).await;
    on.auth.fail(FaultEffect::Reset);
    let command = commands::SavePolicy { policy: titans_are(ClassMode::TrackOnly) };
    assert_eq!(on.stage.desk.ask(command).await.unwrap_err().code, ErrorCode::Unavailable);
    assert_eq!(on.stage.settings().await.policy, Policy::default());
}

#[tokio::test]
async fn rules_in_part_come_over_those_in_force_and_nonsense_leaves_them() {
    let Shared { on, other, .. } = shared().await;
    let scope = json!({"kind": "only_listed", "regions": [10_000_002]});
    on.auth.publish(other.0, Some(json!({"scope": scope}))).unwrap();
    on.stage.after(300).await;
    assert_eq!(on.stage.only_hull().await.level, Level::Informational, "Delve is not listed");
    assert_eq!(on.stage.settings().await.policy.classes, Policy::default().classes);
    let before = on.stage.settings().await.policy;
    for nonsense in [json!({"scope": {"kind": "only_listed"}}), json!({"classes": 3}), json!([1])] {
        on.auth.publish(other.0, Some(nonsense.clone())).unwrap();
        on.stage.after(300).await;
        assert_eq!(on.stage.settings().await.policy, before, "{nonsense}");
        let trouble = on.view().await.rules_trouble.unwrap_or_default();
        assert!(trouble.contains("Other Leader"), "{nonsense}: {trouble}");
    }
}

#[tokio::test]
async fn the_rules_here_are_published_for_all_and_taken_back_and_stay_here() {
    let Shared { on, .. } = shared().await;
    let policy = titans_are(ClassMode::TrackOnly);
    on.stage.desk.ask(commands::SavePolicy { policy: policy.clone() }).await.unwrap();
    assert!(on.auth.policy()["policy"].is_null(), "nothing is published unless it is wanted");
    on.stage.desk.ask(commands::PublishPolicy { publish: true }).await.unwrap();
    assert_eq!(on.auth.policy()["policy"], serde_json::to_value(&policy).unwrap());
    on.stage.desk.ask(commands::PublishPolicy { publish: false }).await.unwrap();
    assert!(on.auth.policy()["policy"].is_null());
    on.stage.after(300).await;
    assert_eq!(on.stage.settings().await.policy, policy);
    assert!(!on.view().await.rules_published);
}

#[tokio::test]
async fn signing_in_through_the_browser_ends_in_a_connection_and_only_with_its_own_answer() {
    let on = AuthStage::new().await;
    on.auth.read_all();
    for permission in AuthPermission::LEADER {
        on.auth.allow(on.leader.0, permission).unwrap();
    }
    let begin = commands::BeginAuthSignIn { address: on.auth.url() };
    let authorize_url = on.stage.desk.ask(begin).await.unwrap().authorize_url;
    let link = on.auth.agree(&authorize_url, on.leader.0).unwrap();
    let answer = |text: &str| commands::FinishAuthSignIn { answer: captrack_contract::Confidential(text.to_owned()) };
    let foreign = link.replace("state=", "state=x");
    assert!(on.stage.desk.ask(answer(&foreign)).await.is_err());
    on.stage.desk.ask(answer(&link)).await.unwrap();
    assert_eq!(on.view().await.main_name, "Fleet Leader");
    assert!(on.stage.desk.ask(answer(&link)).await.is_err(), "a link is good for one sign-in");
}
