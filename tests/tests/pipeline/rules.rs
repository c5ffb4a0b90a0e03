use captrack_contract::{Preview, SettingsImport, commands};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::ids::{GroupId, PilotId};
use captrack_domain::policy::{ClassMode, Policy, ScopeKind};
use captrack_sim::{Place, Placement, STAGING_KEEPSTAR};
use captrack_testing::eden::{ARCHON, AVATAR, DELVE, DELVE_REGION};

use crate::stage::Stage;

/// Kara with a titan in Delve and two carriers in the staging system.
async fn stage_of_kara() -> (Stage, PilotId) {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.sign_in(kara).await;
    stage.relay().await;
    stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    for _ in 0..2 {
        stage.world.place(Placement::stored(kara.0, ARCHON.0, Place::Structure(STAGING_KEEPSTAR))).unwrap();
    }
    stage.after(1).await;
    stage.send().await;
    (stage, kara)
}

async fn preview(stage: &Stage, policy: &Policy) -> Preview {
    stage.desk.ask(commands::PreviewPolicy { policy: policy.clone() }).await.unwrap()
}

fn with_mode(class: HullClass, mode: ClassMode) -> Policy {
    let mut policy = Policy::default();
    policy.classes.get_mut(&class).unwrap().mode = mode;
    policy
}

#[tokio::test]
async fn a_preview_says_what_a_change_would_do_and_changes_nothing() {
    let (stage, kara) = stage_of_kara().await;
    let looser = with_mode(HullClass::Carrier, ClassMode::Threshold { n: 2 });
    let shown = preview(&stage, &looser).await;
    assert_eq!((shown.mains_now, shown.mains_then, shown.changes.len()), (1, 1, 1));
    assert_eq!((shown.changes[0].main, shown.changes[0].now.as_str()), (kara, "1 titan"));
    assert_eq!(shown.changes[0].then, "1 titan, 2 carriers");

    let silent = with_mode(HullClass::Titan, ClassMode::Ignore);
    let shown = preview(&stage, &silent).await;
    assert_eq!((shown.mains_then, shown.falls_silent.len()), (0, 1));

    let told = stage.told().len();
    assert_eq!(stage.head(kara).await.unwrap().level, Level::Critical);
    assert_eq!(stage.settings().await.policy, Policy::default());

    stage.desk.ask(commands::SavePolicy { policy: silent }).await.unwrap();
    assert_eq!(stage.head(kara).await.unwrap().level, Level::Informational, "the carriers are left");
    stage.send().await;
    assert_eq!(stage.told().len(), told, "an edit never says that something is over: {:?}", stage.told());
}

#[tokio::test]
async fn a_preview_of_a_policy_that_cannot_be_used_says_why() {
    let (stage, _) = stage_of_kara().await;
    let shown = preview(&stage, &with_mode(HullClass::Carrier, ClassMode::Threshold { n: 0 })).await;
    assert!(shown.refused.unwrap().said().contains("between 1 and 1000"));
}

#[tokio::test]
async fn a_scope_of_listed_regions_silences_what_is_elsewhere() {
    let (stage, kara) = stage_of_kara().await;
    let mut policy = Policy::default();
    policy.scope.kind = ScopeKind::AllButListed;
    policy.places.entry("home".into()).or_default().regions.insert(DELVE_REGION);
    policy.scope.sets.insert("home".into());
    stage.desk.ask(commands::SavePolicy { policy }).await.unwrap();
    let card = stage.head(kara).await.unwrap();
    assert_eq!(card.level, Level::Informational, "{:?}", card.why);
    let settings = stage.settings().await;
    assert!(settings.places.iter().any(|place| place.name == "Delve"), "{:?}", settings.places);
}

#[tokio::test]
async fn a_group_that_is_no_ship_is_refused_and_one_that_is_becomes_a_hull() {
    let (stage, _) = stage_of_kara().await;
    let with_group = |group: i64| {
        let mut policy = Policy::default();
        policy.classes.get_mut(&HullClass::Dreadnought).unwrap().groups.push(GroupId(group));
        commands::SavePolicy { policy }
    };
    // Minerals are of category 4.
    let refusal = stage.desk.ask(with_group(18)).await.unwrap_err();
    assert!(refusal.sentence.contains("18"), "{refusal}");
    assert_eq!(stage.settings().await.policy, Policy::default(), "nothing was changed");
    // Flag cruisers are ships.
    stage.desk.ask(with_group(1972)).await.unwrap();
    let groups = stage.settings().await.groups;
    assert!(groups.iter().any(|group| group.group == GroupId(1972) && group.name == "Flag Cruiser"), "{groups:?}");
}

#[tokio::test]
async fn settings_travel_as_a_file_that_tells_first_what_it_changes() {
    let (stage, _) = stage_of_kara().await;
    let import = async |toml: &str, apply| -> SettingsImport {
        let command = commands::ImportConfig { toml: toml.into(), apply };
        stage.desk.ask(command).await.unwrap()
    };
    let file = "[classes]\ncarrier = { mode = \"threshold\", n = 2 }\n";
    let plan = import(file, false).await;
    assert_eq!((plan.changes.len(), plan.applied), (1, false));
    assert_eq!(stage.settings().await.policy, Policy::default());
    assert!(import(file, true).await.applied);
    assert_eq!(stage.settings().await.policy.mode(HullClass::Carrier), ClassMode::Threshold { n: 2 });

    let exported = stage.desk.ask(commands::ExportConfig).await.unwrap();
    assert!(import(&exported.text, false).await.changes.is_empty(), "{}", exported.text);

    let bad = commands::ImportConfig { toml: "[classes]\nbattleship = { mode = \"always\" }\n".into(), apply: true };
    let refusal = stage.desk.ask(bad).await.unwrap_err();
    assert!(refusal.sentence.contains("battleship"), "{refusal}");
}
