use captrack_contract::{PilotRef, commands};
use captrack_domain::policy::{Policy, Repeat};
use captrack_sim::{Place, Placement};
use captrack_testing::eden::{AVATAR, DELVE};

use crate::stage::Stage;

#[tokio::test]
async fn what_still_stands_is_told_again_once_an_interval_without_drawing_attention() {
    let stage = Stage::new().await;
    let repeat = Repeat { critical: Some(3600), alerting: None };
    let policy = Policy { repeat, ..Policy::default() };
    stage.desk.ask(commands::SavePolicy { policy }).await.unwrap();
    let (kara, oran) = (stage.pilot("Kara Volkov"), stage.pilot("Oran Vaari"));
    for pilot in [kara, oran] {
        stage.sign_in(pilot).await;
    }
    stage.relay().await;
    stage.after(1).await;
    for pilot in [kara, oran] {
        stage.world.place(Placement::flown(pilot.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    }
    stage.after(60).await;
    stage.send().await;
    let told_at_first = stage.told().len();
    let raised = stage.desktop.raised.lock().len();
    for _ in 0..65 {
        stage.after(60).await;
    }
    stage.send().await;
    assert_eq!(stage.told().len(), told_at_first + 1, "one packed reminder: {:?}", stage.told());
    let reminder = stage.told().pop().unwrap();
    assert!(reminder.contains("Kara Volkov") && reminder.contains("Oran Vaari"), "{reminder}");
    assert!(reminder.contains("4096"), "without a sound: {reminder}");
    assert_eq!(stage.desktop.raised.lock().len(), raised, "the desktop is not disturbed");

    let acknowledge = commands::Acknowledge { mains: vec![PilotRef::Id(kara), PilotRef::Id(oran)], why: None };
    stage.desk.ask(acknowledge).await.unwrap();
    for _ in 0..65 {
        stage.after(60).await;
    }
    stage.send().await;
    assert_eq!(stage.told().len(), told_at_first + 1, "what was seen is not told again: {:?}", stage.told());
}
