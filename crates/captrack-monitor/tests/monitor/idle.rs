use std::collections::BTreeMap;

use captrack_domain::reading::Reading;
use captrack_domain::section::{SectionId, SectionKind, SectionStatus};
use jiff::Timestamp;

use crate::stage::{KARA, Stage, titan};

#[tokio::test]
async fn a_desk_where_nothing_changes_writes_a_section_and_a_flown_hull_every_ten_minutes_at_most() {
    let stage = Stage::new().await;
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    // Online and in a capital: asked every five seconds.
    stage.world.says(KARA, Reading::Online(true));
    stage.world.says(KARA, titan(1));
    stage.cycle(0).await;
    let store = stage.monitor.shared().store();
    let mut rows: BTreeMap<SectionId, SectionStatus> = BTreeMap::new();
    let mut seen_at: Option<Timestamp> = None;
    let (mut section_writes, mut hull_writes) = (BTreeMap::<SectionId, u32>::new(), 0_u32);
    for second in (5..=3600).step_by(5) {
        stage.cycle(second).await;
        for (status, _) in store.sections().await.unwrap() {
            if rows.insert(status.id, status.clone()).is_some_and(|before| before != status) {
                *section_writes.entry(status.id).or_default() += 1;
            }
        }
        let seen = store.hulls().await.unwrap()[0].seen_at;
        hull_writes += u32::from(seen_at.replace(seen).is_some_and(|before| before != seen));
    }
    assert!(stage.world.asked.lock().len() > 1000, "it was asked all the time");
    let ship = SectionId { kind: SectionKind::Ship, pilot: KARA };
    assert!(section_writes.values().all(|writes| *writes <= 6), "{section_writes:?}");
    assert!((5..=6).contains(&section_writes[&ship]), "it is written now and then: {section_writes:?}");
    assert!((5..=6).contains(&hull_writes), "{hull_writes}");
}

#[tokio::test]
async fn what_was_not_written_costs_no_more_than_asking_earlier() {
    let stage = Stage::new().await;
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    stage.world.says(KARA, titan(1));
    for second in [0, 60, 120, 180] {
        stage.cycle(second).await;
    }
    let stage = stage.restarted().await;
    assert_eq!(stage.hulls().await.len(), 1);
    stage.drain(190).await;
    stage.cycle(200).await;
    stage.drain(210).await;
    assert_eq!(stage.raised(), ["summary"], "what was told before the restart is not told again");
}
