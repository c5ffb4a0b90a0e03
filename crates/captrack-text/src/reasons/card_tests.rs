//! What a leader reads on a card.

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{Evaluation, HullFact, card_reason as reason_of, evaluate};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{ConstellationId, ItemId, PilotId, RegionId, SystemId};
use captrack_domain::policy::{ClassMode, Policy, Scope, ScopeKind, SystemLocation};
use captrack_domain::section::Freshness;
use captrack_domain::snooze::{Snooze, Snoozes};
use jiff::Timestamp;

use super::card_reason;
use crate::{Language, sentence};

const DELVE: SystemLocation = SystemLocation {
    system: SystemId(30_004_759),
    constellation: ConstellationId(20_000_700),
    region: RegionId(10_000_060),
};
const FAR: SystemLocation = SystemLocation {
    system: SystemId(30_000_142),
    constellation: ConstellationId(20_000_020),
    region: RegionId(10_000_002),
};

fn now() -> Timestamp {
    "2026-11-22T15:00:00Z".parse().unwrap()
}

/// Hulls under one main, each with a pilot of its own, in Delve.
struct Alliance {
    facts: Vec<HullFact>,
    policy: Policy,
    snoozes: Snoozes,
}

impl Alliance {
    fn of(hulls: &[(HullClass, usize)]) -> Self {
        let mut alliance = Self { facts: Vec::new(), policy: Policy::default(), snoozes: Snoozes::default() };
        for (class, n) in hulls {
            alliance.add(1, *class, *n);
        }
        alliance
    }

    fn add(&mut self, main: i64, class: HullClass, n: usize) -> &mut [HullFact] {
        let first = self.facts.len();
        for _ in 0..n {
            let item = self.facts.len() as i64 + 1;
            self.facts.push(HullFact {
                key: HullKey::Item(ItemId(item)),
                class,
                pilot: PilotId(item),
                main: PilotId(main),
                whereabouts: Some(DELVE),
                freshness: Freshness::Fresh,
                introduced: true,
                packaged: None,
                left: false,
            });
        }
        &mut self.facts[first..]
    }

    fn and(mut self, class: HullClass, n: usize, change: impl Fn(&mut HullFact)) -> Self {
        self.add(1, class, n).iter_mut().for_each(change);
        self
    }

    fn scoped(mut self, kind: ScopeKind) -> Self {
        self.policy.scope = Scope { kind, regions: [DELVE.region].into(), ..Scope::default() };
        self
    }

    fn snoozed(mut self, pilot: i64, hours: Option<i64>) -> Self {
        let until = hours.map(|hours| now() + jiff::SignedDuration::from_hours(hours));
        let snooze = Snooze { pilot: PilotId(pilot), since: now(), until, by: "Mira".into(), why: None };
        self.snoozes.0.insert(PilotId(pilot), snooze);
        self
    }

    fn ruled(mut self, class: HullClass, mode: ClassMode) -> Self {
        self.policy.classes.get_mut(&class).unwrap().mode = mode;
        self
    }

    fn named(mut self, class: HullClass, name: &str) -> Self {
        self.policy.classes.get_mut(&class).unwrap().display_name = Some(name.into());
        self
    }

    fn why(&self) -> String {
        self.why_of(|_| true)
    }

    fn why_of(&self, which: impl Fn(&HullFact) -> bool) -> String {
        let Evaluation { verdicts, .. } = evaluate(&self.facts, &self.policy, &self.snoozes, now());
        let judged = self.facts.iter().zip(&verdicts).filter_map(|(fact, verdict)| Some((fact, verdict.as_ref()?)));
        let reason = reason_of(judged.filter(|(fact, _)| which(fact)), &self.policy);
        sentence(&card_reason(&reason, &self.policy), Language::English)
    }
}

use HullClass::{CapitalIndustrial, Carrier, Dreadnought, Freighter, Supercarrier, Titan, Unclassified};

fn far(fact: &mut HullFact) {
    fact.whereabouts = Some(FAR);
}

fn lost(fact: &mut HullFact) {
    fact.whereabouts = None;
}

fn stale(fact: &mut HullFact) {
    fact.freshness = Freshness::Stale;
}

fn snapshot(cards: Vec<(&str, Alliance)>) -> String {
    cards.into_iter().map(|(what, alliance)| format!("{what}\n    {}", alliance.why())).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_card_that_alerts_says_what_alerts() {
    let cards = vec![
        ("one titan", Alliance::of(&[(Titan, 1)])),
        ("two titans", Alliance::of(&[(Titan, 2)])),
        ("titans and a supercarrier", Alliance::of(&[(Titan, 2), (Supercarrier, 1)])),
        ("a titan and a fleet", Alliance::of(&[(Titan, 1), (Dreadnought, 6)])),
        (
            "two fleets and what is only tracked",
            Alliance::of(&[(Dreadnought, 5), (Carrier, 7), (CapitalIndustrial, 2)]),
        ),
        ("a fleet, some of it stale", Alliance::of(&[(Carrier, 4)]).and(Carrier, 2, stale)),
        (
            "a fleet without those far away",
            Alliance::of(&[(Carrier, 5)]).and(Carrier, 3, far).scoped(ScopeKind::OnlyListed),
        ),
        ("a threshold of one", Alliance::of(&[(Carrier, 1)]).ruled(Carrier, ClassMode::Threshold { n: 1 })),
        (
            "names of one's own",
            Alliance::of(&[(Titan, 1), (Dreadnought, 6)]).named(Titan, "Big one").named(Dreadnought, "Dreads"),
        ),
        ("a titan, beside a snoozed one", Alliance::of(&[(Titan, 2)]).snoozed(2, None)),
        ("a place never known", Alliance::of(&[]).and(Titan, 1, lost)),
    ];
    insta::assert_snapshot!(snapshot(cards), @r"
    one titan
        1 titan always alerts
    two titans
        2 titans always alert
    titans and a supercarrier
        2 titans and 1 supercarrier always alert
    a titan and a fleet
        1 titan always alerts, 6 dreadnoughts (alerts at 5)
    two fleets and what is only tracked
        5 dreadnoughts (alerts at 5), 7 carriers (alerts at 5)
    a fleet, some of it stale
        6 carriers, 2 out of date (alerts at 5)
    a fleet without those far away
        5 carriers (alerts at 5)
    a threshold of one
        1 carrier (alerts at 1)
    names of one's own
        1 Big one always alerts, 6 Dreads (alerts at 5)
    a titan, beside a snoozed one
        1 titan always alerts
    a place never known
        1 titan always alerts
    ");
}

#[test]
fn a_snoozed_card_says_until_when() {
    let cards = vec![
        ("one pilot", Alliance::of(&[(Titan, 1)]).snoozed(1, Some(3))),
        ("one pilot until cleared", Alliance::of(&[(Titan, 1)]).snoozed(1, None)),
        ("all until the same time", Alliance::of(&[(Titan, 2)]).snoozed(1, Some(3)).snoozed(2, Some(3))),
        ("all until different times", Alliance::of(&[(Titan, 2)]).snoozed(1, Some(3)).snoozed(2, None)),
        ("one titan and others", Alliance::of(&[(Titan, 1), (Carrier, 2)]).snoozed(1, Some(3))),
        ("two titans and others", Alliance::of(&[(Titan, 2), (Carrier, 2)]).snoozed(1, Some(6)).snoozed(2, Some(3))),
        ("one of a fleet", Alliance::of(&[(Carrier, 5)]).snoozed(3, Some(3))),
        ("two of a fleet", Alliance::of(&[(Carrier, 5)]).snoozed(3, Some(3)).snoozed(4, None)),
        (
            "a titan and one of a fleet",
            Alliance::of(&[(Titan, 1), (Carrier, 5)]).snoozed(1, Some(3)).snoozed(4, Some(3)),
        ),
        ("all, and nothing would alert", Alliance::of(&[(Carrier, 1)]).snoozed(1, Some(3))),
    ];
    insta::assert_snapshot!(snapshot(cards), @r"
    one pilot
        Its pilot is snoozed until 2026-11-22 18:00 EVE
    one pilot until cleared
        Its pilot is snoozed until cleared
    all until the same time
        All of its pilots are snoozed until 2026-11-22 18:00 EVE
    all until different times
        All of its pilots are snoozed, the first until 2026-11-22 18:00 EVE
    one titan and others
        1 titan would alert, but its pilot is snoozed until 2026-11-22 18:00 EVE
    two titans and others
        2 titans would alert, but their pilots are snoozed, the first until 2026-11-22 18:00 EVE
    one of a fleet
        5 carriers would alert, but 1 of their 5 pilots is snoozed until 2026-11-22 18:00 EVE
    two of a fleet
        5 carriers would alert, but 2 of their 5 pilots are snoozed, the first until 2026-11-22 18:00 EVE
    a titan and one of a fleet
        1 titan and 5 carriers would alert, but 2 of their 6 pilots are snoozed until 2026-11-22 18:00 EVE
    all, and nothing would alert
        Its pilot is snoozed until 2026-11-22 18:00 EVE
    ");
}

#[test]
fn a_quiet_card_says_how_far_it_is_from_an_alert() {
    let cards = vec![
        ("three carriers", Alliance::of(&[(Carrier, 3)])),
        ("the nearest of two", Alliance::of(&[(Carrier, 3), (Dreadnought, 4)])),
        (
            "the nearest by its share",
            Alliance::of(&[(Carrier, 3), (Dreadnought, 8)]).ruled(Dreadnought, ClassMode::Threshold { n: 10 }),
        ),
        ("equally near", Alliance::of(&[(Carrier, 2), (Dreadnought, 2)])),
        ("beside a snoozed one that would not alert", Alliance::of(&[(Carrier, 3)]).snoozed(1, None)),
        ("a titan elsewhere", Alliance::of(&[(Carrier, 3)]).and(Titan, 1, far).scoped(ScopeKind::OnlyListed)),
        ("carriers elsewhere", Alliance::of(&[(Carrier, 3)]).and(Carrier, 3, far).scoped(ScopeKind::OnlyListed)),
    ];
    insta::assert_snapshot!(snapshot(cards), @r"
    three carriers
        Nearest: 3 of 5 carriers
    the nearest of two
        Nearest: 4 of 5 dreadnoughts
    the nearest by its share
        Nearest: 8 of 10 dreadnoughts
    equally near
        Nearest: 2 of 5 dreadnoughts
    beside a snoozed one that would not alert
        Nearest: 2 of 5 carriers
    a titan elsewhere
        1 titan outside the listed places; nearest: 3 of 5 carriers
    carriers elsewhere
        Nearest: 3 of 5 carriers
    ");
}

#[test]
fn a_card_on_which_nothing_can_alert_says_why_not() {
    let never_known = |mut alliance: Alliance| {
        alliance.policy.never_known_in_scope = false;
        alliance.scoped(ScopeKind::OnlyListed)
    };
    let cards = vec![
        ("industrials", Alliance::of(&[(CapitalIndustrial, 2)])),
        ("all outside", Alliance::of(&[]).and(Titan, 2, far).scoped(ScopeKind::OnlyListed)),
        ("one left out", Alliance::of(&[(Titan, 1)]).scoped(ScopeKind::AllButListed)),
        ("several left out", Alliance::of(&[(Titan, 1), (Carrier, 1)]).scoped(ScopeKind::AllButListed)),
        (
            "outside and tracked",
            Alliance::of(&[(CapitalIndustrial, 1)]).and(Titan, 1, far).scoped(ScopeKind::OnlyListed),
        ),
        ("one of an unknown place", never_known(Alliance::of(&[]).and(Titan, 1, lost))),
        ("some of unknown places", never_known(Alliance::of(&[]).and(Titan, 2, lost).and(Titan, 1, far))),
        ("one of no class", Alliance::of(&[(Unclassified, 1)])),
        ("several of no class", Alliance::of(&[(Unclassified, 2)])),
        ("tracked and of no class", Alliance::of(&[(CapitalIndustrial, 1), (Unclassified, 1)])),
        ("only ignored ones", Alliance::of(&[(Freighter, 1)])),
    ];
    insta::assert_snapshot!(snapshot(cards), @r"
    industrials
        Only tracked
    all outside
        Outside the listed places
    one left out
        In a place that the rules leave out
    several left out
        In places that the rules leave out
    outside and tracked
        Outside the listed places or only tracked
    one of an unknown place
        At a location that was never known, and the rules leave such ships out
    some of unknown places
        Outside the listed places or at locations that were never known
    one of no class
        A capital ship of a group that is in no class
    several of no class
        Capital ships of groups that are in no class
    tracked and of no class
        Only tracked or of a group that is in no class
    only ignored ones
        No capital ships are known
    ");
}

#[test]
fn a_card_of_a_place_says_whose_hulls_are_counted() {
    let mut alliance = Alliance::of(&[(Dreadnought, 6), (Titan, 1)]);
    alliance.add(2, Dreadnought, 5);
    alliance.add(2, Carrier, 2);
    alliance.add(3, Carrier, 4);
    let cards = [
        alliance.why(),
        alliance.why_of(|fact| fact.key == HullKey::Item(ItemId(2))),
        alliance.why_of(|fact| fact.class == Dreadnought && fact.pilot.0 < 4),
        alliance.why_of(|fact| fact.class == Carrier),
    ];
    insta::assert_snapshot!(cards.join("\n"), @r"
    1 titan always alerts, 11 dreadnoughts under 2 mains (alerts at 5)
    1 dreadnought here, 6 in all (alerts at 5)
    3 dreadnoughts here, 6 in all (alerts at 5)
    Nearest: 4 of 5 carriers under one main
    ");
}
