//! Notices to compose messages of.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use captrack_domain::alert::AlertId;
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::ids::{PilotId, TypeId};
use captrack_domain::notice::{HullLine, Notice, NoticeKind, Receiver};
use captrack_domain::relay_options::RelayOptions;
use captrack_ports::{Post, SnoozedPilot, Wording};
use captrack_testing::data;
use jiff::{SignedDuration, Timestamp};

static PLAIN: LazyLock<RelayOptions> = LazyLock::new(RelayOptions::default);
static NO_NAMES: BTreeMap<HullClass, String> = BTreeMap::new();
static NOBODY: BTreeMap<PilotId, Vec<SnoozedPilot>> = BTreeMap::new();

/// All that a notice can say.
pub const KINDS: [NoticeKind; 6] = [
    NoticeKind::Opened,
    NoticeKind::Grew,
    NoticeKind::Moved,
    NoticeKind::SnoozeEnded,
    NoticeKind::Resolved,
    NoticeKind::Reminder,
];

/// As somebody gets it who has set nothing.
pub fn plain() -> Wording<'static> {
    as_chosen(&PLAIN)
}

/// As somebody has chosen it. Pings may be sent.
pub fn as_chosen(options: &RelayOptions) -> Wording<'_> {
    Wording {
        options,
        pings: true,
        pinged_at: None,
        first_read_pings: true,
        class_names: &NO_NAMES,
        snoozed: &NOBODY,
        only: None,
    }
}

/// A Sunday afternoon.
pub fn at(minute: i64) -> Timestamp {
    Timestamp::constant(1_795_359_600, 0) + SignedDuration::from_mins(minute)
}

pub use captrack_testing::data::key;

/// A hull of that class with everything known.
pub fn hull(item: i64, class: HullClass) -> HullLine {
    let (type_id, type_name) = match class {
        HullClass::Titan => (11_567, "Avatar"),
        HullClass::Supercarrier => (23_919, "Aeon"),
        HullClass::Dreadnought => (19_720, "Revelation"),
        HullClass::ForceAuxiliary => (37_604, "Apostle"),
        _ => (23_757, "Archon"),
    };
    HullLine {
        pilot_name: format!("Pilot {item}"),
        type_id: TypeId(type_id),
        type_name: type_name.to_owned(),
        class,
        system_name: Some("1DQ1-A".to_owned()),
        region_name: Some("Delve".to_owned()),
        place_name: Some("1DQ1-A - Keepstar".to_owned()),
        ..data::hull_line(key(item), PilotId(2_112_000_000 + item), at(0))
    }
}

/// News of a titan under a main, decided in that minute.
pub fn titan(main: i64, item: i64, kind: NoticeKind, minute: i64) -> Notice {
    let line = hull(item, HullClass::Titan);
    Notice { kind, opened_at: at(0), ..data::notice(AlertId::Hull(line.key), PilotId(main), vec![line], at(minute)) }
}

/// News of carriers under a main.
pub fn carriers(main: i64, items: std::ops::Range<i64>, kind: NoticeKind, minute: i64) -> Notice {
    Notice {
        receiver: Receiver::DiscordStandard,
        alert: AlertId::Fleet(PilotId(main), HullClass::Carrier),
        level: AlertLevel::Alerting,
        hulls: items.map(|item| hull(item, HullClass::Carrier)).collect(),
        ..titan(main, 0, kind, minute)
    }
}

pub fn numbered(notices: Vec<Notice>) -> Vec<(i64, Notice)> {
    (1..).zip(notices).collect()
}

/// Takes what a message names out of the rows, as the outbox does when it is delivered.
pub fn deliver(waiting: &mut Vec<(i64, Notice)>, post: &Post) {
    for (row, keys) in &post.covers {
        let (_, notice) = waiting.iter_mut().find(|(waits, _)| waits == row).unwrap();
        let all = notice.hulls.len();
        notice.hulls.retain(|line| !keys.contains(&line.key));
        notice.named_before += u32::try_from(all - notice.hulls.len()).unwrap();
    }
    waiting.retain(|(_, notice)| !notice.hulls.is_empty());
}
