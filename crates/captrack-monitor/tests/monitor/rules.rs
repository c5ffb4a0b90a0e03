use captrack_contract::{CardKey, ErrorCode, PilotRef};
use captrack_domain::activity::ActivityKind;
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::ids::{GroupId, ItemId, TypeId};
use captrack_domain::policy::{ClassMode, Policy};
use captrack_domain::preferences::Preferences;
use captrack_domain::reading::{ActiveShip, OwnedHull, Reading};
use captrack_domain::section::SectionKind;
use captrack_ports::ShipGroup;
use captrack_testing::eden::MONITOR;

use crate::stage::{DESK, KARA, Stage, carriers, in_jita, titan};

const FLAG_CRUISERS: GroupId = GroupId(1972);
const MINERALS: GroupId = GroupId(18);

fn cruiser(n: i64) -> ItemId {
    ItemId(1_040_000_000_000 + n)
}

fn with_group(group: GroupId) -> Policy {
    let mut policy = Policy::default();
    policy.classes.get_mut(&HullClass::Titan).unwrap().groups.push(group);
    policy
}

/// Kara flies a flag cruiser and owns another one; New Eden knows of two groups that are no capitals.
async fn with_cruisers() -> Stage {
    let stage = Stage::watching_kara().await;
    let group =
        |name: &str, category, types: &[TypeId]| ShipGroup { name: name.to_owned(), category, types: types.to_vec() };
    stage.world.groups.lock().insert(FLAG_CRUISERS, group("Flag Cruiser", 6, &[MONITOR]));
    stage.world.groups.lock().insert(MINERALS, group("Mineral", 4, &[TypeId(34)]));
    stage.world.says(KARA, Reading::Ship(Some(ActiveShip { item: cruiser(1), type_id: MONITOR })));
    stage.world.says(
        KARA,
        Reading::Assets(vec![OwnedHull { item: cruiser(2), type_id: MONITOR, place: in_jita(), packaged: None }]),
    );
    stage.cycle(4000).await;
    assert!(stage.hulls().await.is_empty(), "no capitals");
    stage
}

#[tokio::test]
async fn a_group_that_is_none_of_ships_is_refused_and_nothing_is_changed() {
    let stage = with_cruisers().await;
    for (group, told) in
        [(MINERALS, "Group 18, Mineral, is no group of ships"), (GroupId(99_999), "There is no group 99999")]
    {
        let refusal = stage.monitor.edit().save_policy(with_group(group), DESK).await.unwrap_err();
        assert_eq!(refusal.code, ErrorCode::Invalid);
        assert!(refusal.sentence.contains(told), "{refusal}");
        let preview = stage.monitor.edit().preview(with_group(group)).await;
        assert_eq!(preview.refused, Some(refusal));
    }
    assert_eq!(stage.monitor.views().policy().await, Policy::default());
    assert!(stage.all_activity().await.iter().all(|line| line.kind != ActivityKind::Policy));
}

#[tokio::test]
async fn a_group_that_cannot_be_checked_now_is_refused_for_now() {
    let stage = with_cruisers().await;
    *stage.world.names_fail.lock() = true;
    let refusal = stage.monitor.edit().save_policy(with_group(FLAG_CRUISERS), DESK).await.unwrap_err();
    assert_eq!(refusal.code, ErrorCode::Unavailable);
    assert!(refusal.sentence.contains("could not be checked now"), "{refusal}");
    stage.monitor.edit().save_policy(with_group(GroupId(4594)), DESK).await.unwrap_err();
    stage.monitor.edit().save_policy(Policy { group_wait_secs: 60, ..Policy::default() }, DESK).await.unwrap();
    *stage.world.names_fail.lock() = false;
    stage.monitor.edit().save_policy(with_group(FLAG_CRUISERS), DESK).await.unwrap();
    *stage.world.names_fail.lock() = true;
    let stage = stage.restarted().await;
    assert_eq!(
        stage.monitor.poll().find_group(FLAG_CRUISERS).await.unwrap().name,
        "Flag Cruiser",
        "what was learnt is kept"
    );
    assert_eq!(stage.monitor.poll().find_group(GroupId(30)).await.unwrap().name, "Titan");
}

#[tokio::test]
async fn ships_of_a_tracked_group_are_hulls_from_now_on_and_assets_are_read_in_full() {
    let stage = with_cruisers().await;
    stage.world.names.lock().insert(MONITOR.0, "Monitor".to_owned());
    stage.world.asked.lock().clear();
    stage.monitor.edit().save_policy(with_group(FLAG_CRUISERS), DESK).await.unwrap();
    assert_eq!(stage.hulls().await.len(), 2, "both are known already");
    stage.drain(4010).await;
    assert_eq!((stage.posted(), stage.raised().len()), (1, 0), "an edit: one packed message, no toast");
    stage.cycle(8000).await;
    let hulls = stage.hulls().await;
    assert!(hulls.iter().all(|hull| hull.type_name == "Monitor" && hull.level == Level::Critical), "{hulls:?}");
    let assets = stage.world.asked.lock().iter().find(|(id, _)| id.kind == SectionKind::Assets).cloned();
    assert_eq!(assets.unwrap().1, None, "unconditionally");
    let stage = stage.restarted().await;
    stage.cycle(12_000).await;
    assert_eq!(stage.hulls().await.len(), 2);
}

#[tokio::test]
async fn ships_of_a_group_that_is_tracked_no_longer_leave_quietly() {
    let stage = with_cruisers().await;
    stage.monitor.edit().save_policy(with_group(FLAG_CRUISERS), DESK).await.unwrap();
    stage.drain(4010).await;
    let preview = stage.monitor.edit().preview(Policy::default()).await;
    assert_eq!((preview.mains_now, preview.mains_then, preview.falls_silent.len()), (1, 0, 1));
    assert_eq!((preview.falls_silent[0].now.as_str(), preview.falls_silent[0].then.as_str()), ("2 titans", ""));
    stage.monitor.edit().save_policy(Policy::default(), DESK).await.unwrap();
    assert!(stage.hulls().await.is_empty());
    for second in [8000, 12_000] {
        stage.cycle(second).await;
        stage.drain(second + 100).await;
    }
    assert_eq!(stage.posted(), 1, "nobody is told that they are gone");
    assert!(stage.hulls().await.is_empty() && stage.monitor.shared().store().hulls().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_preview_says_who_begins_to_alert_and_writes_nothing() {
    let stage = Stage::watching_kara().await;
    stage.world.says(KARA, carriers(10, 3, in_jita()));
    stage.cycle(4000).await;
    let mut draft = Policy::default();
    let rule = draft.classes.get_mut(&HullClass::Carrier).unwrap();
    (rule.mode, rule.display_name) = (ClassMode::Threshold { n: 3 }, Some("Flattops".to_owned()));
    let preview = stage.monitor.edit().preview(draft.clone()).await;
    assert_eq!((preview.mains_now, preview.mains_then), (0, 1));
    let begins = &preview.begins[0];
    assert_eq!((begins.name.as_str(), begins.level), ("Kara Volkov", Level::Alerting));
    assert_eq!((begins.now.as_str(), begins.then.as_str()), ("", "3 Flattops"));
    stage.drain(4040).await;
    assert_eq!((stage.posted(), stage.monitor.views().policy().await), (0, Policy::default()));
    draft.snooze_durations = vec![60];
    let refused = stage.monitor.edit().preview(draft).await.refused;
    let refused = refused.map(|refusal| refusal.said());
    assert_eq!(refused.as_deref(), Some("A snooze must last between 5 minutes and 30 days: choose another length."));
}

#[tokio::test]
async fn every_setting_that_changes_has_a_line_of_its_own() {
    let stage = Stage::watching_kara().await;
    let mut policy = Policy { group_wait_secs: 60, ..Policy::default() };
    policy.classes.get_mut(&HullClass::Dreadnought).unwrap().mode = ClassMode::Threshold { n: 3 };
    stage.monitor.edit().save_policy(policy.clone(), "Mira Solace").await.unwrap();
    stage.monitor.edit().save_policy(policy, "Mira Solace").await.unwrap();
    let lines = stage.activity(ActivityKind::Policy).await;
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines.iter().all(|line| line.by == "Mira Solace" && line.old.is_some() && line.new.is_some()), "{lines:?}");
    let preferences = Preferences { sound: false, ..Preferences::default() };
    stage.monitor.edit().save_preferences(preferences, DESK).await.unwrap();
    assert_eq!(stage.activity(ActivityKind::Preferences).await.len(), 1);
    stage.monitor.edit().pause(None, DESK).await.unwrap();
    stage.monitor.edit().pause(None, DESK).await.unwrap();
    stage.monitor.edit().resume(DESK).await.unwrap();
    let lines = stage.activity(ActivityKind::Monitoring).await;
    let news: Vec<_> = lines.iter().rev().filter_map(|line| line.new.as_deref()).collect();
    assert_eq!(news, ["off", "on"]);
}

#[tokio::test]
async fn preferences_that_cannot_be_meant_are_refused() {
    let stage = Stage::new().await;
    let too_often = Preferences { refresh_secs: 4, ..Preferences::default() };
    let refusal = stage.monitor.edit().save_preferences(too_often, DESK).await.unwrap_err();
    assert_eq!(refusal.sentence, "The window can ask every 5 seconds at most: choose 5 or more, not 4.");
    assert_eq!(stage.monitor.views().preferences().await, Preferences::default());
}

#[tokio::test]
async fn cards_are_remembered_over_a_restart_only_where_the_user_wants_it() {
    for remember_collapse in [true, false] {
        let stage = Stage::new().await;
        let preferences = Preferences { remember_collapse, ..Preferences::default() };
        stage.monitor.edit().save_preferences(preferences, DESK).await.unwrap();
        stage.monitor.edit().set_collapsed(CardKey::Main(KARA), true).await.unwrap();
        let kept = stage.monitor.shared().store().closed_cards().await.unwrap();
        assert_eq!(kept.get("main/2112000001").copied().unwrap_or_default(), remember_collapse);
    }
}

#[tokio::test]
async fn a_titan_tracked_no_longer_is_a_capital_all_the_same() {
    let stage = Stage::watching_kara().await;
    stage.world.says(KARA, titan(1));
    stage.cycle(60).await;
    let mut policy = Policy::default();
    policy.classes.get_mut(&HullClass::Titan).unwrap().groups.clear();
    stage.monitor.edit().save_policy(policy, DESK).await.unwrap();
    let hulls = stage.hulls().await;
    assert_eq!((hulls.len(), hulls[0].level), (1, Level::Unclassified), "it does not vanish");
    let kara = [PilotRef::Id(KARA)];
    assert!(stage.monitor.edit().acknowledge(&kara, None, DESK).await.is_err());
}
