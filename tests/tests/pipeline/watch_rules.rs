//! Watch rules: what moves is told, and lives as every alert does.

use std::collections::BTreeSet;

use captrack_contract::{PilotRef, commands};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{AlertLevel, Level};
use captrack_domain::ids::PilotId;
use captrack_domain::notice::Receiver;
use captrack_domain::policy::{Policy, ScopeKind};
use captrack_domain::preferences::Preferences;
use captrack_domain::watch::{
    MassingArea, MassingCount, MoveTrigger, Stage as SpaceStage, WatchKind, WatchPlace, WatchPlaces, WatchRule,
    WatchRuleId,
};
use captrack_sim::{Place, Placement, STAGING_KEEPSTAR};
use captrack_testing::eden::{ARCHON, AVATAR, DELVE, DELVE_REGION, JITA};

use crate::stage::Stage;

const RULE: &str = "Carriers that leave";

fn rule(kind: WatchKind) -> WatchRule {
    WatchRule {
        id: WatchRuleId(7),
        name: RULE.to_owned(),
        enabled: true,
        classes: [HullClass::Carrier, HullClass::Titan].into(),
        places: WatchPlaces::default(),
        level: AlertLevel::Critical,
        kind,
    }
}

fn undocks() -> WatchRule {
    rule(WatchKind::Moves { on: [MoveTrigger::Undocks].into() })
}

async fn save(stage: &Stage, rules: Vec<WatchRule>) {
    let policy = Policy { watch: rules, ..Policy::default() };
    stage.desk.ask(commands::SavePolicy { policy }).await.unwrap();
}

/// Kara sits in a docked carrier, one alone, which its class says nothing about.
async fn with_a_docked_carrier() -> (Stage, PilotId, i64) {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    let carrier = stage.world.place(Placement::flown(kara.0, ARCHON.0, Place::Structure(STAGING_KEEPSTAR))).unwrap();
    stage.sign_in(kara).await;
    stage.relay().await;
    minutes(&stage, 5).await;
    assert_eq!((stage.told().len(), stage.desktop.raised.lock().len()), (0, 0));
    (stage, kara, carrier)
}

async fn minutes(stage: &Stage, minutes: u64) {
    for _ in 0..minutes {
        stage.after(60).await;
    }
    stage.send().await;
}

fn to_space(stage: &Stage, hull: i64) {
    stage.world.move_hull(hull, Place::Space(DELVE.0)).unwrap();
}

fn to_dock(stage: &Stage, hull: i64) {
    stage.world.move_hull(hull, Place::Structure(STAGING_KEEPSTAR)).unwrap();
}

async fn acknowledge(stage: &Stage, whom: PilotRef) {
    stage.desk.ask(commands::Acknowledge { mains: vec![whom], why: None }).await.unwrap();
}

fn raised(stage: &Stage) -> usize {
    stage.desktop.raised.lock().len()
}

#[tokio::test]
async fn a_carrier_that_undocks_is_told_acknowledged_and_resolved() {
    let (mut stage, kara, carrier) = with_a_docked_carrier().await;
    save(&stage, vec![undocks()]).await;
    minutes(&stage, 1).await;
    assert_eq!((stage.told().len(), raised(&stage)), (0, 0), "nothing has moved");

    to_space(&stage, carrier);
    minutes(&stage, 2).await;
    let told = stage.told();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("Archon") && told[0].contains(RULE) && told[0].contains("Undocked in"), "{told:?}");
    assert_eq!(raised(&stage), 1);
    let shown = stage.desktop.standing.lock().values().next().unwrap().body.clone();
    assert!(shown.contains(RULE) && shown.contains("Undocked in"), "{shown}");
    let hull = stage.only_hull().await;
    assert_eq!((hull.level, hull.why.as_str()), (Level::Critical, "Watch rule \"Carriers that leave\""));

    acknowledge(&stage, PilotRef::Id(kara)).await;
    stage.send().await;
    assert!(stage.desktop.standing.lock().is_empty(), "its notification is closed");
    stage.die_and_restart().await;
    minutes(&stage, 3).await;
    assert!(stage.head(kara).await.unwrap().acknowledged.is_some(), "also after a restart");
    assert_eq!(stage.head(kara).await.unwrap().level, Level::Critical);
    assert_eq!((stage.told().len(), raised(&stage)), (1, 0), "nothing is told again");

    to_dock(&stage, carrier);
    minutes(&stage, 20).await;
    assert_eq!(stage.head(kara).await.unwrap().level, Level::Informational);
    assert!(stage.head(kara).await.unwrap().acknowledged.is_none());
    let told = stage.told();
    assert!(told.len() == 1 && told[0].contains("now resolved"), "the message says so: {told:?}");
}

#[tokio::test]
async fn a_snooze_silences_it_and_its_end_is_told() {
    let (stage, kara, carrier) = with_a_docked_carrier().await;
    save(&stage, vec![undocks()]).await;
    to_space(&stage, carrier);
    stage.after(60).await;
    stage.snooze(kara, 1800).await;
    minutes(&stage, 2).await;
    assert_eq!((stage.told().len(), raised(&stage)), (0, 0), "what waited is taken back");
    assert_eq!(stage.head(kara).await.unwrap().level, Level::Snoozed);
    minutes(&stage, 35).await;
    let told = stage.told();
    assert!(told.len() == 1 && told[0].contains("snooze ended") && told[0].contains(RULE), "{told:?}");
}

#[tokio::test]
async fn what_holds_when_a_rule_is_saved_is_shown_and_not_sent() {
    let (stage, kara, carrier) = with_a_docked_carrier().await;
    let home = WatchPlaces { kind: ScopeKind::OnlyListed, listed: vec![WatchPlace::Region(DELVE_REGION)] };
    let both = WatchKind::Massing { n: 2, count: MassingCount::Ships, area: MassingArea::System, minutes: 60 };
    to_space(&stage, carrier);
    let second = stage.pilot("Oran Vaari");
    stage.world.place(Placement::flown(second.0, ARCHON.0, Place::Space(DELVE.0))).unwrap();
    stage.sign_in(second).await;
    minutes(&stage, 5).await;
    save(&stage, vec![WatchRule { places: home, ..rule(both) }]).await;
    minutes(&stage, 2).await;
    assert_eq!((stage.told().len(), raised(&stage)), (0, 0), "{:?}", stage.told());
    assert_eq!(stage.head(kara).await.unwrap().level, Level::Critical);
    save(&stage, Vec::new()).await;
    minutes(&stage, 20).await;
    assert_eq!(stage.told().len(), 0, "an edit resolves nothing: {:?}", stage.told());
    assert_eq!(stage.head(kara).await.unwrap().level, Level::Informational);
}

#[tokio::test]
async fn a_titan_that_its_class_and_a_rule_alert_about_is_one_notice() {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    let titan = stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(JITA.0))).unwrap();
    stage.sign_in(kara).await;
    stage.relay().await;
    let home = WatchPlaces { kind: ScopeKind::OnlyListed, listed: vec![WatchPlace::Region(DELVE_REGION)] };
    let enters = WatchKind::Moves { on: [MoveTrigger::Enters].into() };
    let mut policy = Policy {
        watch: vec![WatchRule { places: home, level: AlertLevel::Alerting, ..rule(enters) }],
        ..Policy::default()
    };
    (policy.scope.kind, policy.scope.regions) = (ScopeKind::OnlyListed, [DELVE_REGION].into());
    stage.desk.ask(commands::SavePolicy { policy }).await.unwrap();
    minutes(&stage, 5).await;
    assert_eq!((stage.told().len(), raised(&stage)), (0, 0));
    to_space(&stage, titan);
    minutes(&stage, 2).await;
    let told = stage.told();
    assert_eq!((told.len(), raised(&stage)), (1, 1), "{told:?}");
    assert!(told[0].contains(RULE) && told[0].contains("Entered the listed places"), "{told:?}");
    assert_eq!(told[0].matches("Avatar").count(), 1, "{told:?}");
    assert_eq!(stage.only_hull().await.why, "Titans always alert, watch rule \"Carriers that leave\"");
}

#[tokio::test]
async fn a_carrier_left_in_space_is_told_stage_by_stage_until_it_is_acknowledged() {
    let (mut stage, kara, carrier) = with_a_docked_carrier().await;
    let at = |minutes, receivers: &[Receiver]| SpaceStage { minutes, receivers: receivers.iter().copied().collect() };
    let stages = vec![at(10, &[Receiver::Os]), at(20, &[Receiver::DiscordStandard])];
    save(&stage, vec![rule(WatchKind::InSpace { stages, repeat: true })]).await;
    to_space(&stage, carrier);
    minutes(&stage, 9).await;
    assert_eq!((stage.told().len(), raised(&stage)), (0, 0));
    minutes(&stage, 3).await;
    assert_eq!((stage.told().len(), raised(&stage)), (0, 1), "the first stage is for the desktop");
    stage.die_and_restart().await;
    minutes(&stage, 10).await;
    assert_eq!(stage.world.messages_of("standard").len(), 1, "the time before the restart counts: {:?}", stage.told());
    assert!(stage.told()[0].contains("stage 2 of 2"), "{:?}", stage.told());
    minutes(&stage, 6).await;
    let told = stage.told().len();
    assert!(told >= 2, "it is repeated: {:?}", stage.told());
    acknowledge(&stage, PilotRef::Id(kara)).await;
    minutes(&stage, 15).await;
    assert_eq!(stage.told().len(), told, "until somebody has seen it: {:?}", stage.told());
    to_dock(&stage, carrier);
    minutes(&stage, 3).await;
    assert!(stage.told()[0].contains("now resolved"), "{:?}", stage.told());
    assert!(stage.world.messages_of("critical").is_empty(), "nobody else hears of its end");
    assert!(stage.head(kara).await.unwrap().acknowledged.is_none());
}

#[tokio::test]
async fn carriers_of_three_mains_that_gather_are_one_massing() {
    let mut stage = Stage::new().await;
    stage.relay().await;
    let mut ships = Vec::new();
    for name in ["Kara Volkov", "Mira Solace", "Oran Vaari"] {
        let pilot = stage.pilot(name);
        let at = Place::Structure(STAGING_KEEPSTAR);
        ships.push(stage.world.place(Placement::flown(pilot.0, ARCHON.0, at)).unwrap());
        stage.sign_in(pilot).await;
    }
    for ship in &ships {
        stage.world.move_hull(*ship, Place::Space(JITA.0)).unwrap();
    }
    minutes(&stage, 5).await;
    let home = WatchPlaces { kind: ScopeKind::OnlyListed, listed: vec![WatchPlace::Region(DELVE_REGION)] };
    let gather = WatchKind::Massing { n: 3, count: MassingCount::Mains, area: MassingArea::System, minutes: 30 };
    save(&stage, vec![WatchRule { places: home, ..rule(gather) }]).await;
    to_space(&stage, ships[0]);
    to_space(&stage, ships[1]);
    minutes(&stage, 3).await;
    assert_eq!((stage.told().len(), raised(&stage)), (0, 0), "two are too few: {:?}", stage.told());
    to_space(&stage, ships[2]);
    minutes(&stage, 3).await;
    let told = stage.told();
    assert_eq!((told.len(), raised(&stage)), (1, 1), "{told:?}");
    assert!(told[0].contains(RULE) && told[0].contains("3 different mains with"), "{told:?}");
    for name in ["Kara Volkov", "Mira Solace", "Oran Vaari"] {
        assert!(told[0].contains(name), "{told:?}");
    }
    let shown: BTreeSet<String> = stage.desktop.standing.lock().keys().cloned().collect();
    assert_eq!(shown.into_iter().collect::<Vec<_>>(), ["massing/watch/0000000000000007/system/30004759"]);

    acknowledge(&stage, PilotRef::Name(RULE.to_owned())).await;
    stage.send().await;
    assert!(stage.desktop.standing.lock().is_empty(), "its notification is closed");
    stage.die_and_restart().await;
    stage.world.move_hull(ships[0], Place::Space(JITA.0)).unwrap();
    minutes(&stage, 3).await;
    to_space(&stage, ships[0]);
    minutes(&stage, 3).await;
    assert_eq!((stage.told().len(), raised(&stage)), (1, 0), "who comes back is no news: {:?}", stage.told());
    stage.world.move_hull(ships[0], Place::Space(JITA.0)).unwrap();
    stage.world.move_hull(ships[1], Place::Space(JITA.0)).unwrap();
    minutes(&stage, 20).await;
    let told = stage.told();
    assert!(told.len() == 1 && told[0].contains("now resolved"), "{told:?}");
}

#[tokio::test]
async fn quiet_hours_hold_what_is_not_critical() {
    let (stage, _, carrier) = with_a_docked_carrier().await;
    let now = stage.world.now().to_zoned(jiff::tz::TimeZone::UTC).time();
    let hours = captrack_domain::quiet::QuietHours {
        from: now.saturating_sub(jiff::Span::new().hours(1)),
        to: now.saturating_add(jiff::Span::new().hours(2)),
        critical_breaks_through: true,
    };
    let preferences = Preferences { quiet_hours: Some(hours), notify_alerting: true, ..Preferences::default() };
    stage.desk.ask(commands::SavePreferences { preferences }).await.unwrap();
    save(&stage, vec![WatchRule { level: AlertLevel::Alerting, ..undocks() }]).await;
    to_space(&stage, carrier);
    minutes(&stage, 2).await;
    assert_eq!((stage.world.messages_of("standard").len(), raised(&stage)), (1, 0), "{:?}", stage.told());
}
