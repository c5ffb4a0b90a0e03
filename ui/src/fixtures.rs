//! Test data: small boards.

use std::collections::BTreeMap;

use captrack_contract as contract;
use captrack_contract::{
    BoardQuery, CardHead, CardKey, CardSnooze, ClassCount, Coverage, DeskStatus, HullRow, HullView, MonitoringState,
    Overview, PilotRow, PilotsView, Rights, SnoozeView,
};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{CardReason, Level};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{ItemId, PilotId, TypeId};
use captrack_domain::preferences::Preferences;
use captrack_domain::section::Freshness;
use captrack_domain::why::ReasonCode;
use jiff::Timestamp;

use crate::dashboard::board::BoardModel;

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
        why: CardReason::Alerts { always: vec![(HullClass::Titan, 1)], fleets: Vec::new() },
        since: alerts.map(|_| then()),
        new: 0,
        all_acknowledged: false,
        left_auth: false,
        has_audit: false,
        can_be_read: false,
        read_asked: None,
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

/// The row of a pilot's only hull, a titan under a main of its own.
pub fn hull_row(pilot: i64) -> HullRow {
    let item = ItemId(1_040_000_000_000 + pilot);
    let hull = HullView {
        hull_key: HullKey::Item(item),
        item_id: Some(item),
        type_id: TypeId(11567),
        type_name: "Avatar".into(),
        class: HullClass::Titan,
        pilot_id: PilotId(pilot),
        pilot_name: format!("Pilot {pilot}"),
        system_id: None,
        system_name: None,
        security: None,
        region_id: None,
        region_name: None,
        place_name: None,
        flown: false,
        level: Level::Critical,
        why: "Titans always alert".into(),
        why_code: Some(ReasonCode::Always),
        reason: None,
        since: Some(then()),
        snooze: None,
        observed_at: then(),
        freshness: Freshness::Fresh,
    };
    HullRow { hull, new: false, main_id: PilotId(pilot), main_name: format!("Pilot {pilot}") }
}

/// A pilot under a main, of whom nothing is known.
pub fn pilot_row(id: i64, main: i64) -> PilotRow {
    PilotRow {
        id: PilotId(id),
        name: format!("Pilot {id}"),
        corporation_name: None,
        alliance_name: None,
        main_id: PilotId(main),
        main_name: format!("Pilot {main}"),
        hulls: 0,
        level: None,
        why: "No capital ship is known.".into(),
        reason: None,
        snooze: None,
        needs_sign_in: None,
        needs_sign_in_text: None,
        next_try: None,
        through_auth: false,
        through_auth_alone: false,
        left_auth: false,
        main_is_given: false,
        added_at: then(),
        sections: Vec::new(),
    }
}

/// The settings of a desk on which nothing was done yet.
pub fn settings_view() -> contract::SettingsView {
    contract::SettingsView {
        pilots: Vec::new(),
        sign_in: contract::SignInView {
            client_id: None,
            client_id_is_own: false,
            callback_url: "http://localhost:8635/callback".into(),
            scopes: Vec::new(),
        },
        auth: None,
        auth_sign_in: None,
        auth_offer: None,
        webhooks: Vec::new(),
        relay: false,
        paused: false,
        rights: Rights::default(),
        places: Vec::new(),
        groups: Vec::new(),
        policy: captrack_domain::policy::Policy::default(),
        default_policy: captrack_domain::policy::Policy::default(),
        preferences: Preferences::default(),
        demo: false,
        data_folder: String::new(),
        secrets_in: String::new(),
        version: "0.1.0".into(),
    }
}

/// A connection to an AllianceAuth where all is well.
pub fn auth_view() -> contract::AuthView {
    contract::AuthView {
        address: "https://auth.example.com".into(),
        server: "Test Auth".into(),
        bridge: "1.0.0".into(),
        main_id: PilotId(1),
        main_name: "Mira Solace".into(),
        token_name: "desk".into(),
        token_expires_at: "2027-05-01T00:00:00Z".parse().unwrap(),
        may_snooze: true,
        may_publish: true,
        connected_at: then(),
        last_success: Some(then()),
        next_check: Some(then()),
        trouble: None,
        trouble_text: None,
        needs_user: false,
        pilots: 500,
        missing: 0,
        hulls: 3000,
        stale: 0,
        assets_read: Some((then(), then())),
        assets_every_secs: None,
        place_every_secs: None,
        lane: Vec::new(),
        clock_ahead_secs: None,
        unsent: 0,
        rules_published: false,
        rules_trouble: None,
        rules_trouble_text: None,
    }
}

/// These pilots, all of them.
pub fn pilots_view(pilots: Vec<PilotRow>) -> PilotsView {
    PilotsView { coverage: Coverage::default(), matched: pilots.len(), pilots, auth_coverage: None }
}

/// A snooze by Mira.
pub fn snoozed_until(until: Option<&str>) -> SnoozeView {
    SnoozeView { until: until.map(|until| until.parse().unwrap()), by: "Mira".into(), why: None }
}

/// A desk that watches.
pub fn status() -> DeskStatus {
    DeskStatus {
        monitoring: MonitoringState::Watching,
        pilots: 3,
        need_sign_in: Vec::new(),
        last_check: Some(then()),
        next_check: None,
        trouble: None,
        trouble_code: None,
        demo: false,
        other_servers: None,
        can_sign_in: true,
        relay: false,
        relay_trouble: None,
        relay_trouble_code: None,
        relay_trouble_text: None,
        trouble_text: None,
        auth_trouble: None,
        auth_trouble_code: None,
        auth_trouble_text: None,
        relay_waiting: 0,
        quiet_until: None,
        paused_since: None,
        paused_until: None,
        rights: Rights::default(),
        problems: Vec::new(),
        sources: Vec::new(),
        clock_ahead_secs: None,
        disk_free_bytes: None,
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
        number: 1,
        generated_at: then(),
        status: status(),
        stale_pilots: 0,
        matched: counts.values().sum(),
        counts,
        cards,
        corporations: Vec::new(),
        regions: Vec::new(),
        class_names: BTreeMap::new(),
        snooze_durations: vec![3600, 21_600, 86_400],
        preferences: (&Preferences::default()).into(),
    }
}

/// The board of these cards.
pub fn board(cards: Vec<CardHead>) -> BoardModel {
    BoardModel::of(BoardQuery::default(), said(cards), None)
}

/// Nothing alerts.
pub fn overview() -> Overview {
    Overview {
        status: status(),
        counts: BTreeMap::new(),
        unacknowledged: BTreeMap::new(),
        alerting_mains: 0,
        mains: Vec::new(),
        snooze_durations: Vec::new(),
    }
}
