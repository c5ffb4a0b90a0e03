//! What is kept for later: pilots who come and go, sources that fall silent, the fleet of each day.

use captrack_domain::fleet::HullChange;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::ItemId;
use captrack_domain::place::Place;
use captrack_domain::reading::Reading;
use captrack_domain::section::SectionKind;
use captrack_domain::text::Text;
use captrack_domain::watch_event::{SourceName, WatchChange, WatchEvent};
use captrack_ports::PollError;
use captrack_store::HistoryEvent;
use captrack_testing::eden::DELVE;
use jiff::Timestamp;

use crate::stage::{KARA, Stage, at, in_jita, titan};

const TITAN: HullKey = HullKey::Item(ItemId(1_040_000_000_001));

async fn of_sources(stage: &Stage) -> Vec<WatchEvent> {
    let events = stage.monitor.shared().store().events_since(Timestamp::MIN).await.unwrap();
    let of_source = |event| match event {
        HistoryEvent::Watch(event)
            if matches!(event.what, WatchChange::Silent { .. } | WatchChange::Answers { .. }) =>
        {
            Some(event)
        }
        _ => None,
    };
    events.into_iter().filter_map(of_source).collect()
}

#[tokio::test]
async fn a_pilot_who_comes_and_goes_is_kept_with_both_times_and_nothing_else_is() {
    let stage = Stage::new().await;
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    for (second, online) in [(0, false), (100, false), (200, true), (300, true), (400, false)] {
        stage.world.says(KARA, Reading::Online(online));
        stage.cycle(second).await;
    }
    let kept = stage.monitor.shared().store().comings_and_goings(KARA, at(0)).await.unwrap();
    let (online, offline) = (WatchChange::Online { pilot: KARA }, WatchChange::Offline { pilot: KARA });
    assert_eq!(
        kept,
        [
            WatchEvent { at: at(0), before: None, what: offline },
            WatchEvent { at: at(200), before: Some(at(100)), what: online },
            WatchEvent { at: at(400), before: Some(at(300)), what: offline },
        ]
    );
}

#[tokio::test]
async fn a_source_that_falls_silent_is_kept_once_and_once_that_it_answers_again() {
    let stage = Stage::new().await;
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    stage.cycle(0).await;
    let silent = PollError::Later { why: Text::said("ESI does not answer."), after: None };
    for kind in SectionKind::ALL {
        stage.world.fails(kind, KARA, silent.clone());
    }
    for minute in 1..120 {
        stage.cycle(minute * 60).await;
    }
    let kept = of_sources(&stage).await;
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!((kept[0].before, kept[0].what), (Some(at(0)), WatchChange::Silent { source: SourceName::Eve }));
    assert!(kept[0].at >= at(1800) && kept[0].at < at(3600), "{kept:?}");

    let stage = stage.restarted().await;
    for minute in 120..200 {
        stage.cycle(minute * 60).await;
    }
    assert_eq!(of_sources(&stage).await.len(), 1, "after a restart too");
    stage.world.sections.lock().clear();
    for minute in 200..260 {
        stage.cycle(minute * 60).await;
    }
    let kept = of_sources(&stage).await;
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert_eq!(kept[1].what, WatchChange::Answers { source: SourceName::Eve });
    assert!(kept[1].at >= at(200 * 60) && kept[1].before >= Some(kept[0].at), "{kept:?}");
}

#[tokio::test]
async fn the_fleet_is_written_down_once_a_day_and_any_moment_since_can_be_asked_for() {
    let stage = Stage::new().await;
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    stage.world.says(KARA, titan(1));
    stage.world.says(KARA, Reading::Location(in_jita()));
    stage.cycle(0).await;
    stage.monitor.upkeep().keep_history().await.unwrap();
    let elsewhere = Place::space(DELVE);
    stage.world.says(KARA, Reading::Location(elsewhere));
    stage.cycle(1000).await;
    stage.monitor.upkeep().keep_history().await.unwrap();

    let store = stage.monitor.shared().store();
    let place = async |second| store.fleet_at(at(second)).await.unwrap().first().map(|hull| (hull.place, hull.flown));
    assert_eq!(place(999).await, Some((in_jita(), true)));
    assert_eq!(place(1000).await, Some((elsewhere, true)));
    assert_eq!(place(-1).await, None);
    let trail = store.trail(TITAN, at(0), at(9999)).await.unwrap();
    let moved = trail.last().unwrap();
    assert_eq!(moved.what, HullChange::Moved { from: in_jita(), to: elsewhere });
    assert_eq!((moved.before, moved.at), (Some(at(0)), at(1000)));
}
