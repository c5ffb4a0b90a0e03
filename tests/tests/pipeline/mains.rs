use captrack_contract::{PilotRef, commands};
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;
use captrack_sim::{Place, Placement, STAGING_KEEPSTAR};
use captrack_testing::eden::ARCHON;

use crate::stage::Stage;

/// Three pilots with three, one and one carriers.
async fn five_carriers() -> (Stage, [PilotId; 3]) {
    let stage = Stage::new().await;
    let pilots = ["Kara Volkov", "Kara Volkov II", "Torvald Okada"].map(|name| stage.pilot(name));
    for pilot in pilots {
        stage.sign_in(pilot).await;
    }
    stage.relay().await;
    let [kara, second, torvald] = pilots;
    for pilot in [kara, kara, kara, second, torvald] {
        stage.world.place(Placement::stored(pilot.0, ARCHON.0, Place::Structure(STAGING_KEEPSTAR))).unwrap();
    }
    stage.after(1).await;
    stage.send().await;
    assert!(stage.told().is_empty(), "{:?}", stage.told());
    (stage, pilots)
}

#[tokio::test]
async fn pilots_put_under_one_main_reach_its_threshold_at_once_without_a_toast() {
    let (stage, [kara, second, torvald]) = five_carriers().await;
    for alt in [second, torvald] {
        let command = commands::SetMain { pilots: vec![PilotRef::Id(alt)], main: Some(PilotRef::Id(kara)) };
        stage.desk.ask(command).await.unwrap();
    }
    let card = stage.head(kara).await.unwrap();
    assert_eq!((card.level, card.rows), (Level::Alerting, 5));
    stage.send().await;
    assert_eq!(stage.told().len(), 1, "one packed message: {:?}", stage.told());
    assert!(stage.desktop.raised.lock().is_empty(), "an edit raises no toast");

    let own = commands::SetMain { pilots: vec![PilotRef::Id(torvald)], main: None };
    stage.desk.ask(own).await.unwrap();
    assert_eq!(stage.head(kara).await.unwrap().level, Level::Informational);
    assert_eq!(stage.head(torvald).await.unwrap().rows, 1);
    stage.send().await;
    assert!(!stage.told().iter().any(|told| told.contains("esolved")), "{:?}", stage.told());
}

#[tokio::test]
async fn a_main_of_a_main_is_followed_and_alts_come_along() {
    let (stage, [kara, second, torvald]) = five_carriers().await;
    let under = async |pilot: PilotId, main: PilotId| {
        let command = commands::SetMain { pilots: vec![PilotRef::Id(pilot)], main: Some(PilotRef::Id(main)) };
        stage.desk.ask(command).await.unwrap();
    };
    under(torvald, second).await;
    under(second, kara).await;
    assert_eq!(stage.head(kara).await.unwrap().rows, 5, "torvald came along with his main");
    under(torvald, second).await;
    assert_eq!(stage.head(kara).await.unwrap().rows, 5, "the main of the second is Kara");
}

#[tokio::test]
async fn mains_go_out_and_come_in_as_a_file() {
    let (stage, [kara, second, torvald]) = five_carriers().await;
    let csv = format!("pilot_id,main_id\n{second},{kara}\n{torvald},{kara}\n99,{kara}\n");
    let import = |apply| commands::ImportMains { csv: csv.clone(), apply };
    let plan = stage.desk.ask(import(false)).await.unwrap();
    assert_eq!((plan.changes.len(), plan.unknown_pilots.as_slice(), plan.applied), (2, &[PilotId(99)][..], false));
    assert_eq!(stage.head(kara).await.unwrap().rows, 3, "it only told what it would do");

    let done = stage.desk.ask(import(true)).await.unwrap();
    assert!(done.applied);
    assert_eq!(stage.head(kara).await.unwrap().level, Level::Alerting);

    let file = stage.desk.ask(commands::ExportMains).await.unwrap();
    assert!(file.text.starts_with("pilot_id,main_id"), "{}", file.text);
    assert!(file.text.contains(&format!("{torvald},{kara}")), "{}", file.text);

    let broken = commands::ImportMains { csv: "pilot_id,main_id\nKara,Torvald\n".into(), apply: true };
    let refusal = stage.desk.ask(broken).await.unwrap_err();
    assert!(refusal.sentence.contains("line 2"), "{refusal}");
}
