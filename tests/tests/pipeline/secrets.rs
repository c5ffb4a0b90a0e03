use captrack_contract::{ActivityQuery, AnyCommand, BoardQuery, commands};
use captrack_domain::ids::PilotId;
use captrack_ports::Secrets;
use captrack_sim::{Place, Placement};
use captrack_testing::eden::{AVATAR, DELVE};

use crate::stage::Stage;

#[tokio::test]
async fn no_secret_is_in_the_folder_or_on_a_page() {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.sign_in(kara).await;
    stage.relay().await;
    stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    // Past the life of an access token, so that it has been renewed as well.
    for _ in 0..4 {
        stage.after(1000).await;
        stage.send().await;
    }
    assert!(stage.world.stats().sso.refreshes > 0);
    let secrets = stage.world.secrets();
    assert!(secrets.len() > 3, "the test knows what to look for");

    let mut places: Vec<(String, Vec<u8>)> = vec![
        ("status".into(), serde_json::to_vec(&stage.status().await).unwrap()),
        ("board".into(), serde_json::to_vec(&stage.board(&BoardQuery::default()).await).unwrap()),
        ("snapshot".into(), serde_json::to_vec(&stage.snapshot().await).unwrap()),
    ];
    places.push(("settings".into(), serde_json::to_vec(&stage.settings().await).unwrap()));
    let exports: [AnyCommand; 2] =
        [commands::ExportConfig.into(), commands::ExportActivity { query: ActivityQuery::default() }.into()];
    for command in exports {
        let reply = stage.desk.answer(command.clone()).await.unwrap();
        places.push((format!("{command:?}"), serde_json::to_vec(&reply).unwrap()));
    }
    for entry in std::fs::read_dir(stage.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            places.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
    let holds = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    let stored = places.iter().any(|(name, bytes)| name.contains("captrack.db") && holds(bytes, "Kara Volkov"));
    assert!(stored, "the test looks where the data are");
    for secret in &secrets {
        for (name, bytes) in &places {
            assert!(!holds(bytes, secret), "a secret of {} characters is in {name}", secret.len());
        }
    }
}

/// Signs in with a store that fails; whether it came to that.
async fn sign_in_fails_at(stage: &Stage, pilot: PilotId, statement: u32) -> bool {
    stage.desk.monitor().shared().store().fail_at(statement).await.unwrap();
    stage.world.auto_approve(pilot.0);
    let authorize_url = stage.desk.ask(commands::BeginSignIn).await.unwrap().authorize_url;
    reqwest::get(authorize_url).await.unwrap();
    let done = stage.desk.ask(commands::FinishSignIn).await;
    let failed = stage.desk.monitor().shared().store().has_failed();
    stage.desk.monitor().shared().store().fail_at(0).await.unwrap();
    assert_eq!(done.is_err(), failed, "statement {statement}: {done:?}");
    failed
}

#[tokio::test]
async fn a_sign_in_that_cannot_be_written_leaves_no_token_behind_and_succeeds_later() {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    let kept = async || stage.secrets.get(&format!("refresh/{kara}")).await.unwrap().is_some();
    let watched = async || stage.desk.monitor().views().pilots().await.len();
    let mut statement = 1;
    while sign_in_fails_at(&stage, kara, statement).await {
        assert_eq!((watched().await, kept().await), (0, false), "statement {statement}");
        statement += 1;
    }
    assert!(statement > 2, "something was written");
    assert_eq!((watched().await, kept().await), (1, true));
    // Who signs in again and cannot be written is signed in as before.
    assert!(sign_in_fails_at(&stage, kara, 1).await);
    assert_eq!((watched().await, kept().await), (1, true));
    stage.after(60).await;
    assert_eq!(stage.status().await.need_sign_in, Vec::<String>::new());
}
