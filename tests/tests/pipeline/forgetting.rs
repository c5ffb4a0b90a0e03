use captrack_contract::{Command, PilotRef, Reply};
use captrack_domain::evaluate::Level;
use captrack_monitor::ports::Secrets;
use captrack_sim::{Place, Placement};

use crate::stage::{AVATAR, DELVE, Stage};

#[tokio::test]
async fn a_pilot_who_is_forgotten_leaves_nothing_and_is_not_resolved() {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    let oran = stage.pilot("Oran Vaari");
    for pilot in [kara, oran] {
        stage.sign_in(pilot).await;
    }
    stage.relay().await;
    stage.after(1).await;
    stage.world.place(Placement::flown(kara.0, AVATAR, Place::Space(DELVE))).unwrap();
    stage.after(60).await;
    stage.send().await;
    stage.snooze(kara, 3600).await;

    let command = Command::SignOut { pilot: PilotRef::Name("Kara Volkov".into()) };
    let reply = stage.desk.execute(command).await.unwrap();
    assert!(matches!(reply, Reply::SignedOut { name, .. } if name == "Kara Volkov"));
    stage.send().await;

    assert_eq!(stage.told().len(), 1, "closed quietly: {:?}", stage.told());
    assert!(stage.card(kara).await.is_none());
    assert_eq!(stage.world.live_refresh_tokens(kara.0), 0, "revoked");
    assert!(stage.secrets.get(&format!("refresh/{kara}")).await.unwrap().is_none());
    stage.desk.shutdown().await;
    let id = kara.to_string();
    for entry in std::fs::read_dir(stage.folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for trace in ["Kara Volkov", id.as_str()] {
            let found = bytes.windows(trace.len()).any(|window| window == trace.as_bytes());
            assert!(!found, "{trace} is still in the folder");
        }
    }
}

#[tokio::test]
async fn a_revoked_sign_in_is_shown_and_tried_again_seldom() {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.sign_in(kara).await;
    stage.world.place(Placement::flown(kara.0, AVATAR, Place::Space(DELVE))).unwrap();
    stage.after(1).await;
    stage.world.revoke_tokens(kara.0);
    for _ in 0..5 {
        stage.after(1300).await;
    }
    let status = stage.status().await;
    assert_eq!(status.need_sign_in, ["Kara Volkov"]);
    let refused = || stage.world.stats().sso.refusals["invalid_grant"];
    let before = refused();
    stage.after(4000).await;
    assert!(refused() <= before + 1, "it is tried again once an hour, and by one section: {before}, {}", refused());
    assert_eq!(stage.only_hull().await.level, Level::Critical, "unknown is not gone");

    stage.sign_in(kara).await;
    stage.after(1).await;
    assert!(stage.status().await.need_sign_in.is_empty());
}

#[tokio::test]
async fn a_character_that_was_sold_must_sign_in_again() {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.sign_in(kara).await;
    stage.after(1).await;
    stage.world.sell_character(kara.0).unwrap();
    for _ in 0..3 {
        stage.after(1300).await;
    }
    assert_eq!(stage.status().await.need_sign_in, ["Kara Volkov"]);
    assert!(stage.secrets.get(&format!("refresh/{kara}")).await.unwrap().is_none());
}
