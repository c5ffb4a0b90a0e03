//! Whatever may wait, written however somebody may choose.

use std::collections::BTreeMap;

use captrack_domain::alert::AlertId;
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{Notice, NoticeKind, NoticeOccasion};
use captrack_domain::relay_options::{DiscordId, Include, MessageMode, PingPolicy, Pings, RelayOptions};
use captrack_domain::section::Freshness;
use captrack_ports::{SnoozedPilot, Wording};
use proptest::prelude::*;

use crate::hostile::name;
use crate::notices::{KINDS, at, hull, titan};

fn said() -> impl Strategy<Value = NoticeKind> {
    prop::sample::select(&KINDS[..])
}

fn occasion() -> impl Strategy<Value = NoticeOccasion> {
    prop_oneof![
        4 => Just(NoticeOccasion::News),
        1 => Just(NoticeOccasion::FirstRead),
        1 => Just(NoticeOccasion::Edit),
        1 => Just(NoticeOccasion::Reminder),
    ]
}

/// How many hulls a notice has: mostly few, now and then a whole fleet.
fn size() -> impl Strategy<Value = usize> {
    prop_oneof![6 => 0_usize..4, 2 => 4_usize..20, 1 => 20_usize..150]
}

pub fn freshness() -> impl Strategy<Value = Freshness> {
    prop::sample::select(vec![Freshness::Fresh, Freshness::Stale, Freshness::Never])
}

prop_compose! {
    pub fn notice()(
        main in 0_i64..16,
        critical in any::<bool>(),
        said in said(),
        occasion in occasion(),
        size in size(),
        first in 0_i64..20,
        minute in 0_i64..30,
        names in prop::collection::vec(name(), 6),
        known in any::<[bool; 3]>(),
        freshness in freshness(),
        classified in prop::bool::weighted(0.9),
    ) -> Notice {
        let class = match (critical, classified) {
            (_, false) => HullClass::Unclassified,
            (true, true) => HullClass::Titan,
            (false, true) => HullClass::Carrier,
        };
        let hulls = (first..).take(size).map(|item| {
            let item = main * 1000 + item + if critical { 500 } else { 0 };
            let mut hull = hull(item, class);
            // The mark shows that the hull was named; the rest of the name tries to hide it.
            hull.pilot_name = format!("{}Mark{item}X{}", names[0], names[1]);
            hull.type_name.clone_from(&names[2]);
            hull.system_name = known[0].then(|| names[3].clone());
            hull.region_name = known[1].then(|| names[4].clone());
            hull.place_name = known[2].then(|| names[5].repeat(3));
            hull.freshness = freshness;
            hull
        }).collect();
        Notice {
            main_name: names[3].clone(),
            affiliation: known[0].then(|| names[4].repeat(9)),
            alert: AlertId::Fleet(PilotId(main), class),
            level: if critical { AlertLevel::Critical } else { AlertLevel::Alerting },
            hulls,
            occasion,
            ..titan(main, 0, said, minute)
        }
    }
}

fn ids() -> impl Strategy<Value = Vec<DiscordId>> {
    // Few different ones, so that some are there twice.
    prop::collection::vec((1_u64..8).prop_map(|n| DiscordId(1_442_000_000_000_000_000 + n)), 0..4)
}

prop_compose! {
    fn pings()(
        policy in prop::option::of(prop::sample::select(vec![PingPolicy::None, PingPolicy::CriticalOnly, PingPolicy::All])),
        roles in ids(),
        users in ids(),
    ) -> Pings {
        Pings { policy, roles, users, apart_minutes: 0 }
    }
}

prop_compose! {
    pub fn options()(
        detailed in any::<bool>(),
        include in any::<[bool; 7]>(),
        desk in prop::option::of(name()),
        link in prop::sample::select(vec![
            None,
            Some("https://auth.example.org/captrack"),
            Some("https://auth.example.org/?list=all#/titans"),
            Some("https://bücher.example/a b"),
            Some("http://plain.example"),
            Some("not an address"),
        ]),
        pings in pings(),
    ) -> RelayOptions {
        let [system, region, place, age, corporation, portrait, snoozed] = include;
        RelayOptions {
            mode: if detailed { MessageMode::Detailed } else { MessageMode::Compact },
            include: Include { system, region, place, age, corporation, portrait, snoozed },
            desk,
            link: link.map(str::to_owned),
            pings,
            ..RelayOptions::default()
        }
    }
}

/// All that decides how a message is written.
#[derive(Debug, Clone)]
pub struct Chosen {
    pub options: RelayOptions,
    pub pings: bool,
    pub first_read_pings: bool,
    pub class_names: BTreeMap<HullClass, String>,
    pub snoozed: BTreeMap<PilotId, Vec<SnoozedPilot>>,
}

impl Chosen {
    pub fn wording(&self) -> Wording<'_> {
        Wording {
            options: &self.options,
            pings: self.pings,
            pinged_at: None,
            first_read_pings: self.first_read_pings,
            class_names: &self.class_names,
            snoozed: &self.snoozed,
            only: None,
        }
    }
}

prop_compose! {
    fn snoozed_pilot()(
        pilot in 0_i64..1000,
        name in name(),
        critical in any::<bool>(),
        until in prop::option::of(0_i64..10_000),
    ) -> SnoozedPilot {
        let (level, class) =
            if critical { (AlertLevel::Critical, HullClass::Titan) } else { (AlertLevel::Alerting, HullClass::Carrier) };
        SnoozedPilot { pilot: PilotId(pilot), name, level, hulls: [(class, 1)].into(), until: until.map(at) }
    }
}

fn snoozed() -> impl Strategy<Value = BTreeMap<PilotId, Vec<SnoozedPilot>>> {
    prop::collection::btree_map((0_i64..16).prop_map(PilotId), prop::collection::vec(snoozed_pilot(), 0..40), 0..8)
}

prop_compose! {
    pub fn chosen()(
        options in options(),
        pings in prop::bool::weighted(0.8),
        first_read_pings in any::<bool>(),
        class in prop::option::of(name()),
        snoozed in snoozed(),
    ) -> Chosen {
        let class_names = class.into_iter().map(|name| (HullClass::Titan, name)).collect();
        Chosen { options, pings, first_read_pings, class_names, snoozed }
    }
}
