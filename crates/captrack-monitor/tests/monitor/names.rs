use captrack_domain::ids::LocationId;
use captrack_domain::place::{Place, Site};
use captrack_testing::eden::JITA;

use crate::stage::{KARA, MIRA, Stage, carriers};

const CORPORATION: i64 = 98_000_001;
const STRUCTURE: LocationId = LocationId(1_035_466_617_946);

#[tokio::test]
async fn a_name_is_asked_for_once_a_week_and_a_missing_one_once_a_day() {
    let day = 86_400;
    for (known, again) in [(true, 7 * day), (false, day)] {
        let stage = Stage::new().await;
        if known {
            stage.world.names.lock().insert(CORPORATION, "Null Logistics".to_owned());
        }
        stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
        stage.cycle(0).await;
        let stage = stage.restarted().await;
        stage.cycle(again).await;
        assert_eq!(*stage.world.names_asked.lock(), [[CORPORATION]], "known: {known}");
        stage.cycle(again + 60).await;
        assert_eq!(stage.world.names_asked.lock().len(), 2, "known: {known}");
    }
}

#[tokio::test]
async fn after_a_failure_names_are_left_alone_for_a_minute_and_readings_go_on() {
    let stage = Stage::new().await;
    *stage.world.names_fail.lock() = true;
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    stage.world.says(KARA, carriers(1, 1, Place::space(JITA)));
    stage.cycle(0).await;
    assert_eq!(stage.hulls().await.len(), 1);
    stage.cycle(59).await;
    assert_eq!(stage.world.names_asked.lock().len(), 1);
    *stage.world.names_fail.lock() = false;
    stage.world.names.lock().insert(CORPORATION, "Null Logistics".to_owned());
    stage.cycle(60).await;
    assert_eq!(stage.snapshot().await.mains[0].corporation_name.as_deref(), Some("Null Logistics"));
}

#[tokio::test]
async fn a_structure_that_denies_one_pilot_is_asked_about_with_another() {
    let stage = Stage::new().await;
    let docked = Place { system: None, site: Site::Structure(STRUCTURE) };
    stage.world.says(KARA, carriers(1, 1, docked));
    stage.world.says(MIRA, carriers(2, 1, docked));
    stage.world.structures.lock().insert((MIRA, STRUCTURE), ("1DQ1-A - Staging".to_owned(), JITA));
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    for second in [0, 60, 120, 180] {
        stage.cycle(second).await;
    }
    assert_eq!(*stage.world.structures_asked.lock(), [(KARA, STRUCTURE), (MIRA, STRUCTURE)]);
    let names: Vec<_> = stage.hulls().await.into_iter().map(|hull| hull.place_name).collect();
    assert_eq!(names, [Some("1DQ1-A - Staging".to_owned()), Some("1DQ1-A - Staging".to_owned())]);
}

#[tokio::test]
async fn a_structure_nobody_may_dock_at_is_asked_about_once_a_day() {
    let stage = Stage::new().await;
    let docked = Place { system: None, site: Site::Structure(STRUCTURE) };
    stage.world.says(KARA, carriers(1, 1, docked));
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    for second in [0, 60, 3600, 86_400] {
        stage.cycle(second).await;
    }
    let stage = stage.restarted().await;
    stage.cycle(86_400).await;
    assert_eq!(stage.world.structures_asked.lock().len(), 1, "each refusal costs the limit that all share");
    stage.cycle(86_460).await;
    assert_eq!(stage.world.structures_asked.lock().len(), 2);
}
