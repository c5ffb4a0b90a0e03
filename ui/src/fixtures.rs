//! Test data: small dashboards.

use std::collections::BTreeMap;

use captrack_contract::{Dashboard, DeskStatus, HullView, MainView, Monitoring, Preferences, Snapshot, SnoozeView};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{ItemId, PilotId, TypeId};
use captrack_domain::section::Freshness;
use jiff::Timestamp;

use crate::board::Board;

/// When everything in the fixtures was true.
pub fn then() -> Timestamp {
    "2026-11-22T15:42:07Z".parse().unwrap()
}

/// A hull of a pilot.
pub fn hull(pilot: i64, class: HullClass, level: Level) -> HullView {
    HullView {
        hull_key: HullKey::Item(ItemId(1_040_000_000_000 + pilot)),
        item_id: Some(ItemId(1_040_000_000_000 + pilot)),
        type_id: TypeId(11567),
        type_name: "Avatar".into(),
        class,
        pilot_id: PilotId(pilot),
        pilot_name: format!("Pilot {pilot}"),
        system_id: None,
        system_name: None,
        security: None,
        region_id: None,
        region_name: None,
        place_name: None,
        flown: false,
        level,
        why: "Titans always alert".into(),
        snooze: None,
        observed_at: then(),
        freshness: Freshness::Fresh,
    }
}

/// A main with one titan of its own, on that level.
pub fn main(id: i64, level: Level) -> MainView {
    MainView {
        main_id: PilotId(id),
        main_name: format!("Pilot {id}"),
        corporation_id: None,
        corporation_name: None,
        alliance_id: None,
        alliance_name: None,
        level,
        hulls: vec![hull(id, HullClass::Titan, level)],
    }
}

/// A snooze by Mira.
pub fn snoozed_until(until: Option<&str>) -> SnoozeView {
    SnoozeView { until: until.map(|until| until.parse().unwrap()), by: "Mira".into(), why: None }
}

/// A desk that watches.
pub fn status() -> DeskStatus {
    DeskStatus {
        monitoring: Monitoring::Watching,
        pilots: 3,
        need_sign_in: Vec::new(),
        last_check: Some(then()),
        next_check: None,
        trouble: None,
        demo: false,
        other_servers: None,
        can_sign_in: true,
        relay: false,
        relay_trouble: None,
        relay_waiting: 0,
    }
}

/// A dashboard with these cards.
pub fn dashboard(mains: Vec<MainView>) -> Dashboard {
    let mut counts: BTreeMap<Level, usize> = Level::ALL.map(|level| (level, 0)).into();
    for hull in mains.iter().flat_map(|main| &main.hulls) {
        *counts.entry(hull.level).or_default() += 1;
    }
    Dashboard {
        snapshot: Snapshot { revision: 1, generated_at: then(), counts, mains, sections: Vec::new() },
        status: status(),
        collapsed: BTreeMap::new(),
        snooze_durations: vec![3600, 21_600, 86_400],
        preferences: Preferences::default(),
    }
}

/// The board of these cards.
pub fn board(mains: Vec<MainView>) -> Board {
    Board::of(dashboard(mains), None)
}
