//! Test data: small boards.

use std::collections::BTreeMap;

use captrack_contract as contract;
use captrack_contract::{
    BoardQuery, CardHead, CardKey, CardSnooze, ClassCount, DeskStatus, Monitoring, Preferences, Rights, SnoozeView,
};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;
use jiff::Timestamp;

use crate::board::Board;

/// When everything in the fixtures was true.
pub fn then() -> Timestamp {
    "2026-11-22T15:42:07Z".parse().unwrap()
}

/// A main's card with one titan of its own, on that level; open when it is critical.
pub fn card(id: i64, level: Level) -> CardHead {
    let alerts = Some(level).filter(|level| matches!(level, Level::Critical | Level::Alerting));
    CardHead {
        key: CardKey::Main(PilotId(id)),
        name: format!("Pilot {id}"),
        corporation_id: None,
        alliance_id: None,
        belongs: vec!["Null Logistics".into(), "Synthetic Coalition".into()],
        level,
        why: "Titans always alert".into(),
        classes: vec![ClassCount { class: HullClass::Titan, count: 1, alerts }],
        rows: 1,
        stale: 0,
        pilots: vec![PilotId(id)],
        snooze: CardSnooze::Nobody,
        acknowledged: None,
        closed: level != Level::Critical,
        digest: 1,
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
        quiet_until: None,
        rights: Rights::default(),
    }
}

/// What a desk says that knows these cards.
pub fn said(cards: Vec<CardHead>) -> contract::Board {
    let mut counts: BTreeMap<Level, usize> = Level::ALL.map(|level| (level, 0)).into();
    for card in &cards {
        *counts.entry(card.level).or_default() += card.rows as usize;
    }
    contract::Board {
        revision: 1,
        generated_at: then(),
        status: status(),
        matched: counts.values().sum(),
        counts,
        cards,
        corporations: Vec::new(),
        regions: Vec::new(),
        class_names: BTreeMap::new(),
        snooze_durations: vec![3600, 21_600, 86_400],
        preferences: Preferences::default(),
    }
}

/// The board of these cards.
pub fn board(cards: Vec<CardHead>) -> Board {
    Board::of(BoardQuery::default(), said(cards), None)
}
