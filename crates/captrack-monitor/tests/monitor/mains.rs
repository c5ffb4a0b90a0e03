use captrack_contract::{ErrorCode, PilotRef};
use captrack_domain::activity::ActivityKind;
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;

use crate::stage::{DESK, KARA, MIRA, Stage, carriers, in_jita};

const ELSEWHERE: PilotId = PilotId(2_112_000_099);

/// Kara with three carriers and Mira with two.
async fn five_carriers() -> Stage {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    stage.world.says(KARA, carriers(10, 3, in_jita()));
    stage.world.says(MIRA, carriers(20, 2, in_jita()));
    stage.cycle(4000).await;
    stage
}

async fn under(stage: &Stage, pilot: PilotId, main: PilotId) {
    stage.monitor.edit().set_main(&[PilotRef::Id(pilot)], Some(&PilotRef::Id(main)), DESK).await.unwrap();
}

async fn mains(stage: &Stage) -> Vec<(String, Level, usize)> {
    let mains = stage.snapshot().await.mains;
    mains.into_iter().map(|main| (main.main_name, main.level, main.hulls.len())).collect()
}

#[tokio::test]
async fn a_threshold_is_reached_at_once_and_raises_no_toast() {
    let stage = five_carriers().await;
    under(&stage, MIRA, KARA).await;
    assert_eq!(mains(&stage).await, [("Kara Volkov".to_owned(), Level::Alerting, 5)]);
    stage.drain(4040).await;
    assert_eq!((stage.posted(), stage.raised().len()), (1, 0));
    let line = stage.activity(ActivityKind::Main).await.remove(0);
    assert_eq!(line.subject, "Mira Solace");
    assert_eq!((line.old.as_deref(), line.new.as_deref()), (Some("Mira Solace"), Some("Kara Volkov")));
    let stage = stage.restarted().await;
    assert_eq!(mains(&stage).await.len(), 1, "it lasts");
    stage.monitor.edit().set_main(&[PilotRef::Name("mira solace".into())], None, DESK).await.unwrap();
    assert_eq!(mains(&stage).await.len(), 2);
}

#[tokio::test]
async fn a_main_that_is_not_watched_is_given_by_its_id_and_its_name_is_looked_up() {
    let stage = five_carriers().await;
    stage.world.names.lock().insert(ELSEWHERE.0, "Old Hand".to_owned());
    under(&stage, KARA, ELSEWHERE).await;
    assert!(mains(&stage).await.iter().any(|(name, ..)| name == "Pilot 2112000099"));
    stage.cycle(4060).await;
    assert!(mains(&stage).await.iter().any(|(name, ..)| name == "Old Hand"));
    let by_name = PilotRef::Name("Old Hand".to_owned());
    stage.monitor.edit().set_main(&[PilotRef::Id(MIRA)], Some(&by_name), DESK).await.unwrap();
    assert_eq!(mains(&stage).await, [("Old Hand".to_owned(), Level::Alerting, 5)]);
}

#[tokio::test]
async fn who_cannot_be_found_is_refused() {
    let stage = five_carriers().await;
    let kara = [PilotRef::Id(KARA)];
    for main in [PilotRef::Name("Nobody".into()), PilotRef::Id(PilotId(-1)), PilotRef::Id(PilotId(1_040_000_000_001))] {
        let refusal = stage.monitor.edit().set_main(&kara, Some(&main), DESK).await.unwrap_err();
        assert_eq!(refusal.code, ErrorCode::UnknownPilot, "{refusal}");
    }
    assert!(
        stage.monitor.edit().set_main(&[PilotRef::Id(ELSEWHERE)], None, DESK).await.is_err(),
        "nobody watches them"
    );
}

#[tokio::test]
async fn a_file_says_first_what_it_would_do() {
    let stage = five_carriers().await;
    let csv = format!("pilot_id,main_id\n{MIRA},{KARA}\n{KARA},\n{ELSEWHERE},{KARA}\n");
    let plan = stage.monitor.edit().import_mains(&csv, false, DESK).await.unwrap();
    assert_eq!((plan.changes.len(), plan.unchanged, plan.applied), (1, 1, false));
    assert_eq!(plan.unknown_pilots, [ELSEWHERE]);
    let change = &plan.changes[0];
    assert_eq!(
        (change.pilot.as_str(), change.from.as_str(), change.to.as_str()),
        ("Mira Solace", "Mira Solace", "Kara Volkov")
    );
    assert_eq!(mains(&stage).await.len(), 2);

    assert!(stage.monitor.edit().import_mains(&csv, true, DESK).await.unwrap().applied);
    assert_eq!(mains(&stage).await.len(), 1);
    assert_eq!(
        stage.monitor.edit().mains_csv().await.text,
        format!("pilot_id,main_id\n{KARA},{KARA}\n{MIRA},{KARA}\n")
    );
    let again = stage.monitor.edit().import_mains(&csv, true, DESK).await.unwrap();
    assert_eq!((again.changes.len(), again.unchanged), (0, 2));
    assert_eq!(stage.activity(ActivityKind::Main).await.len(), 1);
}

#[tokio::test]
async fn a_file_with_names_says_whom_it_does_not_know_and_what_is_exported_changes_nothing() {
    let stage = five_carriers().await;
    let csv =
        "Main;Corporation;Alt\nkara volkov;Null;MIRA SOLACE\nKara Volkov;Null;Old Hand\nNew Hand;Null;Kara Volkov\n";
    let plan = stage.monitor.edit().import_mains(csv, true, DESK).await.unwrap();
    assert_eq!((plan.changes.len(), plan.unchanged, plan.applied), (1, 0, true));
    let columns = plan.columns.unwrap();
    assert_eq!((columns.pilots.as_str(), columns.mains.as_str()), ("Alt", "Main"));
    assert_eq!(
        plan.unmatched.iter().map(captrack_text::english).collect::<Vec<_>>(),
        ["Line 3: nobody watched here is called “Old Hand”.", "Line 4: nobody watched here is called “New Hand”."]
    );
    assert_eq!(mains(&stage).await.len(), 1);
    let exported = stage.monitor.edit().mains_csv().await.text;
    let again = stage.monitor.edit().import_mains(&exported, true, DESK).await.unwrap();
    assert_eq!((again.changes.len(), again.unchanged, again.unmatched.len()), (0, 2, 0));
}

#[tokio::test]
async fn a_file_with_a_bad_line_changes_nothing() {
    let stage = five_carriers().await;
    for (csv, told) in [
        ("Item,Amount\nTritanium,12\n".to_owned(), "the first line must name a column for pilots"),
        (format!("pilot_id,main_id\n{MIRA},{KARA}\nKara,Mira\n"), "line 3 does not have a pilot and a main"),
        (
            format!("pilot_id,main_id\n{MIRA},{KARA}\n{MIRA},\n"),
            "line 3 puts Mira Solace under another main than line 2",
        ),
        (
            format!("pilot_id,main_id\n{MIRA},{KARA}\n{KARA},{MIRA}\n"),
            "Kara Volkov and Mira Solace would be under each other",
        ),
    ] {
        let refusal = stage.monitor.edit().import_mains(&csv, true, DESK).await.unwrap_err();
        assert!(refusal.sentence.contains(told), "{refusal}");
        assert!(refusal.sentence.starts_with("Nothing was changed: "), "{refusal}");
        assert_eq!(mains(&stage).await.len(), 2);
    }
}
