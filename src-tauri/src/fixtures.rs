//! Views for tests.

use captrack_contract::{DeskStatus, HullView, MainView, Monitoring, Snapshot};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{ItemId, PilotId, TypeId};
use captrack_domain::section::Freshness;

/// How a desk is doing that has nothing to complain of.
pub fn status_of(monitoring: Monitoring) -> DeskStatus {
    DeskStatus {
        monitoring,
        pilots: 1,
        need_sign_in: Vec::new(),
        last_check: None,
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

/// A main with hulls, each of a level, a class and a pilot.
pub fn main_with(id: i64, name: &str, hulls: &[(Level, HullClass, i64)]) -> MainView {
    MainView {
        main_id: PilotId(id),
        main_name: name.to_owned(),
        corporation_id: None,
        corporation_name: None,
        alliance_id: None,
        alliance_name: None,
        level: hulls.iter().map(|(level, ..)| *level).min().unwrap_or(Level::Informational),
        hulls: (1..).zip(hulls).map(|(nth, hull)| hull_view(id * 1000 + nth, *hull)).collect(),
    }
}

fn hull_view(item: i64, (level, class, pilot): (Level, HullClass, i64)) -> HullView {
    HullView {
        hull_key: HullKey::Item(ItemId(item)),
        item_id: Some(ItemId(item)),
        type_id: TypeId(11_567),
        type_name: "Avatar".to_owned(),
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
        why: String::new(),
        snooze: None,
        observed_at: jiff::Timestamp::UNIX_EPOCH,
        freshness: Freshness::Fresh,
    }
}

/// A snapshot of those mains.
pub fn snapshot_of(mains: Vec<MainView>) -> Snapshot {
    let of = |level| mains.iter().flat_map(|main| &main.hulls).filter(|hull| hull.level == level).count();
    Snapshot {
        revision: 1,
        generated_at: jiff::Timestamp::UNIX_EPOCH,
        counts: Level::ALL.into_iter().map(|level| (level, of(level))).collect(),
        mains,
        sections: Vec::new(),
    }
}
