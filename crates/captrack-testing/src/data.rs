//! Test data: one of each, to be changed where a test cares. Whatever has a time is of the moment that is given.

use captrack_domain::alert::{Alert, AlertId, AlertState};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{AlertLevel, HullFact};
use captrack_domain::hull::{Hull, HullKey, Occupancy};
use captrack_domain::ids::{ConstellationId, ItemId, PilotId};
use captrack_domain::notice::{HullLine, Notice, NoticeKind, NoticeOccasion, Receiver};
use captrack_domain::pilot::{Pilot, SignInState};
use captrack_domain::place::Place;
use captrack_domain::reading::{ActiveShip, OwnedHull, Reading};
use captrack_domain::scope::SystemLocation;
use captrack_domain::section::Freshness;
use jiff::Timestamp;

use crate::eden::{ARCHON, AVATAR, DELVE, DELVE_REGION, THE_FORGE};

/// The hull with that number.
pub const fn item(n: i64) -> ItemId {
    ItemId(1_040_000_000_000 + n)
}

/// The same, as it is known.
pub const fn key(n: i64) -> HullKey {
    HullKey::Item(item(n))
}

/// A pilot who has signed in and was introduced at once, under no main and in no corporation.
pub fn pilot(id: PilotId, name: &str, added_at: Timestamp) -> Pilot {
    Pilot {
        id,
        name: name.to_owned(),
        corporation: None,
        alliance: None,
        main: None,
        added_at,
        introduced_at: Some(added_at),
        sign_in: SignInState::Valid,
        auth: None,
    }
}

/// A pilot's ship is a titan.
pub fn titan(n: i64) -> Reading {
    Reading::Ship(Some(ActiveShip { item: item(n), type_id: AVATAR }))
}

/// A pilot owns so many stored carriers, and nothing else.
pub fn carriers(from: i64, count: i64, place: Place) -> Reading {
    let hull = |n| OwnedHull { item: item(n), type_id: ARCHON, place, packaged: None };
    Reading::Assets((from..from.saturating_add(count)).map(hull).collect())
}

/// A titan that is flown.
pub fn hull(key: HullKey, pilot: PilotId, place: Place, seen_at: Timestamp) -> Hull {
    Hull {
        key,
        type_id: AVATAR,
        pilot,
        place,
        last_system: place.system,
        place_at: seen_at,
        seen_at,
        first_seen_at: seen_at,
        occupancy: Occupancy::Flown,
        absences: 0,
        last_absence: None,
        flown_at: None,
        packaged: None,
    }
}

/// What is judged of a hull in Delve, under main 1 and with a pilot of its own number.
pub fn fact(n: i64, class: HullClass) -> HullFact {
    HullFact {
        key: HullKey::Item(ItemId(n)),
        class,
        pilot: PilotId(n),
        main: PilotId(1),
        whereabouts: Some(in_delve()),
        freshness: Freshness::Fresh,
        introduced: true,
        packaged: None,
        left: false,
    }
}

/// 1DQ1-A.
pub const fn in_delve() -> SystemLocation {
    SystemLocation { system: DELVE, constellation: ConstellationId(20_000_700), region: DELVE_REGION }
}

/// An alert of titans in The Forge that stands and was told.
pub fn alert(id: AlertId, main: PilotId, hulls: &[HullKey], opened_at: Timestamp) -> Alert {
    Alert {
        id,
        main,
        level: AlertLevel::Critical,
        class: HullClass::Titan,
        hulls: hulls.iter().copied().collect(),
        since: hulls.iter().map(|key| (*key, opened_at)).collect(),
        sent_hulls: hulls.iter().copied().collect(),
        sent_regions: hulls.iter().map(|key| (*key, THE_FORGE)).collect(),
        moved_at: None,
        handover_waits: false,
        sent_at: Some(opened_at),
        reminded_at: None,
        opened_at,
        state: AlertState::Open,
    }
}

/// What is told of a titan in Jita.
pub fn hull_line(key: HullKey, pilot: PilotId, observed_at: Timestamp) -> HullLine {
    HullLine {
        key,
        pilot,
        pilot_name: format!("Pilot {pilot}"),
        type_id: AVATAR,
        type_name: "Avatar".to_owned(),
        class: HullClass::Titan,
        system_name: Some("Jita".to_owned()),
        region_name: Some("The Forge".to_owned()),
        place_name: None,
        observed_at,
        freshness: Freshness::Fresh,
        watch: None,
    }
}

/// News for the critical webhook, which may be sent at once.
pub fn notice(alert: AlertId, main: PilotId, hulls: Vec<HullLine>, decided_at: Timestamp) -> Notice {
    Notice {
        receiver: Receiver::DiscordCritical,
        main,
        main_name: format!("Main {main}"),
        affiliation: Some("Null Logistics · Synthetic Coalition".to_owned()),
        alert,
        level: AlertLevel::Critical,
        kind: NoticeKind::Opened,
        occasion: NoticeOccasion::News,
        hulls,
        named_before: 0,
        opened_at: decided_at,
        decided_at,
        not_before: decided_at,
        massing: None,
    }
}
