use captrack_contract::commands;
use captrack_domain::evaluate::Level;
use captrack_sim::{Place, Placement, STAGING_KEEPSTAR, SimNewPilot};
use captrack_testing::eden::{ARCHON, AVATAR, DELVE, NYX};

use crate::stage::Stage;

#[tokio::test]
async fn what_already_stands_makes_one_summary_and_one_message() {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    for type_id in [AVATAR.0, NYX.0, NYX.0] {
        stage.world.place(Placement::stored(kara.0, type_id, Place::Structure(STAGING_KEEPSTAR))).unwrap();
    }
    stage.relay().await;
    stage.sign_in(kara).await;
    stage.after(1).await;
    stage.send().await;

    let raised = stage.desktop.raised.lock().clone();
    assert_eq!(raised.len(), 1, "{raised:?}");
    assert_eq!(raised[0].tag, "summary");
    assert_eq!(stage.told().len(), 1, "{:?}", stage.told());
    assert_eq!(stage.snapshot().await.counts[&Level::Critical], 3);
}

#[tokio::test]
async fn a_threshold_counts_hulls_of_one_class_under_one_main() {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.sign_in(kara).await;
    stage.relay().await;
    for _ in 0..4 {
        stage.world.place(Placement::stored(kara.0, ARCHON.0, Place::Structure(STAGING_KEEPSTAR))).unwrap();
    }
    stage.after(1).await;
    stage.send().await;
    assert!(stage.told().is_empty());
    assert_eq!(stage.card(kara).await.unwrap().level, Level::Informational);
    assert_eq!(stage.card(kara).await.unwrap().hulls[0].why, "4 carriers (alerts at 5)");

    stage.world.place(Placement::flown(kara.0, ARCHON.0, Place::Space(DELVE.0))).unwrap();
    stage.after(60).await;
    stage.send().await;
    assert_eq!(stage.card(kara).await.unwrap().level, Level::Alerting);
    assert_eq!(stage.told().len(), 1, "{:?}", stage.told());
    assert!(stage.desktop.raised.lock().is_empty(), "only critical is shown on the desktop by default");
}

#[tokio::test]
async fn a_relay_that_is_switched_on_posts_what_stands_once() {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    stage.sign_in(kara).await;
    stage.after(1).await;
    stage.send().await;
    assert!(stage.told().is_empty());
    stage.relay().await;
    stage.send().await;
    assert_eq!(stage.told().len(), 1, "{:?}", stage.told());
    stage.desk.ask(commands::SetRelay { on: false }).await.unwrap();
    stage.world.place(Placement::stored(kara.0, NYX.0, Place::Structure(STAGING_KEEPSTAR))).unwrap();
    stage.after(3700).await;
    stage.send().await;
    assert_eq!(stage.told().len(), 1, "switched off it posts nothing");
    stage.desk.ask(commands::SetRelay { on: true }).await.unwrap();
    stage.send().await;
    assert_eq!(stage.told().len(), 2, "{:?}", stage.told());
}

#[tokio::test]
async fn the_card_names_corporation_alliance_structure_and_region() {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.world.create_pilot(SimNewPilot::named("Somebody Else")).unwrap();
    stage.world.place(Placement::stored(kara.0, AVATAR.0, Place::Structure(STAGING_KEEPSTAR))).unwrap();
    stage.sign_in(kara).await;
    stage.after(1).await;
    stage.after(60).await;
    let card = stage.card(kara).await.unwrap();
    assert!(card.corporation_name.is_some() && card.alliance_name.is_some(), "{card:?}");
    let hull = &card.hulls[0];
    assert!(hull.place_name.is_some() && hull.region_name.is_some() && !hull.flown, "{hull:?}");
}
