//! The life of alerts, step by step. What must hold on any walk is in `tests/`.

use super::*;
use crate::acknowledgement::hulls_seen;
use crate::class::HullClass;
use crate::data::fact;
use crate::evaluate::evaluate;
use crate::ids::{ConstellationId, ItemId, SystemId};
use crate::policy::{ClassMode, Policy, SystemLocation};
use crate::section::Freshness;
use crate::snooze::{Snooze, Snoozes};

mod acknowledgements;
mod edits;
mod first_read;
mod reminders;
mod shortfalls;
mod snoozes;

const DELVE: i64 = 10_000_060;
const QUERIOUS: i64 = 10_000_050;
const CATCH: i64 = 10_000_014;

/// A desk that judges and decides in steps, and tells what it says.
struct Desk {
    facts: Vec<HullFact>,
    policy: Policy,
    snoozes: Snoozes,
    alerts: BTreeMap<AlertId, Alert>,
    now: Timestamp,
    introduced_now: BTreeSet<PilotId>,
    withdrawn: BTreeSet<(AlertId, HullKey)>,
    acknowledged: Acknowledgements,
    /// The alerts of which what waits is withdrawn, of the last step.
    taken_back: Vec<String>,
    /// The acknowledgements that were over with the last step.
    ended: Vec<(i64, AcknowledgementEnd)>,
}

impl Desk {
    fn with(facts: Vec<HullFact>) -> Self {
        Self {
            facts,
            policy: Policy::default(),
            snoozes: Snoozes::default(),
            alerts: BTreeMap::new(),
            now: "2026-11-22T15:00:00Z".parse().unwrap(),
            introduced_now: BTreeSet::new(),
            withdrawn: BTreeSet::new(),
            acknowledged: Acknowledgements::default(),
            taken_back: Vec::new(),
            ended: Vec::new(),
        }
    }

    /// A desk whose alerts have been told.
    fn that_told(facts: Vec<HullFact>) -> Self {
        let mut desk = Self::with(facts);
        assert!(!desk.news().is_empty());
        desk
    }

    fn later(&mut self, seconds: u64) -> &mut Self {
        self.now += Duration::from_secs(seconds);
        self
    }

    fn news(&mut self) -> Vec<String> {
        self.step(NoticeOccasion::News)
    }

    fn edit(&mut self) -> Vec<String> {
        self.step(NoticeOccasion::Edit)
    }

    fn step(&mut self, occasion: NoticeOccasion) -> Vec<String> {
        let evaluation = evaluate(&self.facts, &self.policy, &self.snoozes, self.now);
        let context = DecideContext {
            now: self.now,
            occasion,
            facts: &self.facts,
            introduced_now: &self.introduced_now,
            withdrawn: &self.withdrawn,
            acknowledged: &self.acknowledged,
            repeat: self.policy.repeat,
        };
        let decision = decide(&self.alerts, &evaluation, &context);
        for alert in decision.alerts {
            self.alerts.insert(alert.id, alert);
        }
        for one in decision.acknowledgements {
            self.acknowledged.0.insert(one.main, one);
        }
        self.ended = decision.acknowledgements_ended.iter().map(|(main, end)| (main.0, *end)).collect();
        for (main, _) in decision.acknowledgements_ended {
            self.acknowledged.0.remove(&main);
        }
        self.introduced_now.clear();
        self.withdrawn.clear();
        self.taken_back = decision.withdraw.iter().map(ToString::to_string).collect();
        decision.transitions.iter().map(in_words).collect()
    }

    fn hull(&mut self, item: i64) -> &mut HullFact {
        self.facts.iter_mut().find(|fact| fact.key == key(item)).unwrap()
    }

    fn remove(&mut self, item: i64) -> &mut Self {
        self.facts.retain(|fact| fact.key != key(item));
        self
    }

    fn snooze(&mut self, pilot: i64, seconds: u64) -> &mut Self {
        let pilot = PilotId(pilot);
        let until = Some(self.now + Duration::from_secs(seconds));
        self.snoozes.0.insert(pilot, Snooze { pilot, since: self.now, until, by: "Mira".into(), why: None });
        self
    }

    fn clear(&mut self, pilot: i64) -> &mut Self {
        self.snoozes.0.remove(&PilotId(pilot));
        self
    }

    /// Somebody has seen what alerts under a main.
    fn acknowledge(&mut self, main: i64) -> &mut Self {
        let main = PilotId(main);
        let evaluation = evaluate(&self.facts, &self.policy, &self.snoozes, self.now);
        let hulls = hulls_seen(main, &self.facts, &evaluation, &self.alerts);
        let (at, by) = (self.now, "Mira".into());
        self.acknowledged.0.insert(main, Acknowledgement { main, at, by, why: None, hulls });
        self
    }

    /// The hulls of an acknowledgement that goes on.
    fn seen(&self, main: i64) -> Vec<i64> {
        let hulls = self.acknowledged.of(PilotId(main)).map(|one| one.hulls.iter());
        hulls.into_iter().flatten().map(|key| key.item().unwrap().0).collect()
    }

    fn mode(&mut self, class: HullClass, mode: ClassMode) -> &mut Self {
        self.policy.classes.get_mut(&class).unwrap().mode = mode;
        self
    }

    fn repeat(&mut self, critical: Option<u64>, alerting: Option<u64>) -> &mut Self {
        self.policy.repeat = Repeat { critical, alerting };
        self
    }

    fn state(&self, id: &str) -> &AlertState {
        &self.alerts[&id.parse().unwrap()].state
    }
}

/// `Opened hull/item/1 [1]`, with the occasion when it is not news.
fn in_words(transition: &Transition) -> String {
    let hulls: Vec<i64> = transition.hulls.iter().map(|key| key.item().unwrap().0).collect();
    let occasion = match transition.occasion {
        NoticeOccasion::News => String::new(),
        occasion => format!(" ({occasion:?})"),
    };
    format!("{:?} {} {hulls:?}{occasion}", transition.kind, transition.alert)
}

fn key(item: i64) -> HullKey {
    HullKey::Item(ItemId(item))
}

fn system(region: i64) -> SystemLocation {
    SystemLocation {
        system: SystemId(30_000_000 + region % 1000),
        constellation: ConstellationId(20_000_000 + region % 1000),
        region: RegionId(region),
    }
}

/// A hull in Delve under main 1 whose pilot has its number.
fn hull(item: i64, class: HullClass) -> HullFact {
    HullFact { whereabouts: Some(system(DELVE)), ..fact(item, class) }
}

fn titan(item: i64) -> HullFact {
    hull(item, HullClass::Titan)
}

fn carriers(items: std::ops::Range<i64>) -> Vec<HullFact> {
    items.map(|item| hull(item, HullClass::Carrier)).collect()
}

const NOTHING: [&str; 0] = [];

// Opened, grew

#[test]
fn a_titan_that_shows_up_opens_an_alert_once() {
    let mut desk = Desk::with(vec![titan(1)]);
    assert_eq!(desk.news(), ["Opened hull/item/1 [1]"]);
    assert_eq!(desk.news(), NOTHING);
    assert_eq!(desk.later(3600).news(), NOTHING);
}

#[test]
fn a_fleet_opens_at_its_threshold_and_then_names_only_what_is_new() {
    let mut desk = Desk::with(carriers(1..5));
    assert_eq!(desk.news(), NOTHING);
    desk.facts.extend(carriers(5..6));
    assert_eq!(desk.news(), ["Opened fleet/1/carrier [1, 2, 3, 4, 5]"]);
    desk.facts.extend(carriers(6..8));
    assert_eq!(desk.news(), ["Grew fleet/1/carrier [6, 7]"]);
    assert_eq!(desk.news(), NOTHING);
}

#[test]
fn a_hull_that_left_a_fleet_and_came_back_is_told_again() {
    let mut desk = Desk::that_told(carriers(1..7));
    let gone = desk.hull(6).clone();
    assert_eq!(desk.remove(6).news(), NOTHING);
    desk.facts.push(gone);
    assert_eq!(desk.news(), ["Grew fleet/1/carrier [6]"]);
}

#[test]
fn an_alert_knows_since_when_it_stands() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    let opened = desk.now;
    desk.later(600).news();
    assert_eq!(desk.alerts[&AlertId::Hull(key(1))].opened_at, opened);
}

#[test]
fn each_hull_of_a_fleet_knows_since_when_it_stands_and_whoever_comes_back_stands_anew() {
    let mut desk = Desk::that_told(carriers(1..6));
    let (began, fleet) = (desk.now, AlertId::Fleet(PilotId(1), HullClass::Carrier));
    let since = |desk: &Desk, item| desk.alerts[&fleet].open_since(key(item));
    desk.facts.extend(carriers(6..7));
    desk.later(60).news();
    assert_eq!((since(&desk, 1), since(&desk, 6)), (Some(began), Some(desk.now)));
    let grown = desk.now;
    desk.remove(1).later(60).news();
    assert_eq!((since(&desk, 1), since(&desk, 6)), (None, Some(grown)), "it is not in it any more");
    desk.facts.extend(carriers(1..2));
    desk.later(60).news();
    assert_eq!((since(&desk, 1), since(&desk, 2)), (Some(desk.now), Some(began)));
}

#[test]
fn an_alert_that_was_kept_before_its_hulls_had_times_stands_since_it_opened() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    let began = desk.now;
    let id = AlertId::Hull(key(1));
    let mut old = serde_json::to_value(&desk.alerts[&id]).unwrap();
    old.as_object_mut().unwrap().remove("since");
    desk.alerts.insert(id, serde_json::from_value(old).unwrap());
    assert_eq!(desk.alerts[&id].open_since(key(1)), Some(began));
    desk.later(60).news();
    assert_eq!(desk.alerts[&id].since, [(key(1), began)].into(), "and is kept with it from now on");
}

// Moved

#[test]
fn another_region_is_a_move_and_another_system_is_not() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.hull(1).whereabouts = Some(SystemLocation { system: SystemId(30_000_999), ..system(DELVE) });
    assert_eq!(desk.news(), NOTHING);
    desk.hull(1).whereabouts = Some(system(QUERIOUS));
    assert_eq!(desk.news(), ["Moved hull/item/1 [1]"]);
    assert_eq!(desk.later(3600).news(), NOTHING);
}

#[test]
fn a_place_that_becomes_known_is_no_move() {
    let mut desk = Desk::that_told(vec![HullFact { whereabouts: None, ..titan(1) }]);
    desk.hull(1).whereabouts = Some(system(DELVE));
    assert_eq!(desk.news(), NOTHING);
    desk.later(600).hull(1).whereabouts = Some(system(QUERIOUS));
    assert_eq!(desk.news(), ["Moved hull/item/1 [1]"]);
}

#[test]
fn one_hull_of_a_fleet_whose_place_becomes_known_has_not_moved() {
    let mut fleet = carriers(1..6);
    fleet[4].whereabouts = None;
    let mut desk = Desk::that_told(fleet);
    desk.hull(5).whereabouts = Some(system(QUERIOUS));
    assert_eq!(desk.news(), NOTHING);
    desk.hull(5).whereabouts = Some(system(CATCH));
    assert_eq!(desk.news(), ["Moved fleet/1/carrier [5]"]);
}

#[test]
fn a_place_that_is_no_longer_known_is_no_move_and_where_it_was_is_remembered() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.hull(1).whereabouts = None;
    assert_eq!(desk.news(), NOTHING);
    desk.hull(1).whereabouts = Some(system(DELVE));
    assert_eq!(desk.news(), NOTHING);
    desk.hull(1).whereabouts = Some(system(QUERIOUS));
    assert_eq!(desk.news(), ["Moved hull/item/1 [1]"]);
}

#[test]
fn a_main_is_told_to_move_once_in_five_minutes_and_never_is_a_move_lost() {
    let mut desk = Desk::that_told(vec![titan(1), titan(2)]);
    desk.hull(1).whereabouts = Some(system(QUERIOUS));
    assert_eq!(desk.news(), ["Moved hull/item/1 [1]"]);
    desk.later(60).hull(1).whereabouts = Some(system(CATCH));
    desk.hull(2).whereabouts = Some(system(CATCH));
    assert_eq!(desk.news(), NOTHING, "within the pause, whichever titan it is");
    assert_eq!(desk.later(239).news(), NOTHING);
    assert_eq!(desk.later(1).news(), ["Moved hull/item/1 [1]", "Moved hull/item/2 [2]"]);
    assert_eq!(desk.later(600).news(), NOTHING);
}

#[test]
fn who_moves_away_and_back_within_the_pause_has_not_moved() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.hull(1).whereabouts = Some(system(QUERIOUS));
    desk.news();
    desk.later(60).hull(1).whereabouts = Some(system(CATCH));
    desk.news();
    desk.later(60).hull(1).whereabouts = Some(system(QUERIOUS));
    assert_eq!(desk.later(600).news(), NOTHING);
}

#[test]
fn a_titan_that_is_over_and_comes_back_keeps_its_pause() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.hull(1).whereabouts = Some(system(QUERIOUS));
    assert_eq!(desk.news(), ["Moved hull/item/1 [1]"]);
    let titan = desk.hull(1).clone();
    desk.remove(1).later(60).news();
    desk.facts.push(titan);
    assert_eq!(desk.later(60).news(), ["Opened hull/item/1 [1]"]);
    desk.hull(1).whereabouts = Some(system(CATCH));
    assert_eq!(desk.later(60).news(), NOTHING);
    assert_eq!(desk.later(120).news(), ["Moved hull/item/1 [1]"]);
}

#[test]
fn the_pause_is_of_one_main() {
    let mut desk = Desk::that_told(vec![titan(1), HullFact { main: PilotId(2), ..titan(2) }]);
    desk.hull(1).whereabouts = Some(system(QUERIOUS));
    assert_eq!(desk.news().len(), 1);
    desk.later(10).hull(2).whereabouts = Some(system(QUERIOUS));
    assert_eq!(desk.news(), ["Moved hull/item/2 [2]"]);
}

#[test]
fn titans_of_one_main_that_move_together_are_told_together() {
    let mut desk = Desk::that_told(vec![titan(1), titan(2)]);
    desk.hull(1).whereabouts = Some(system(QUERIOUS));
    desk.hull(2).whereabouts = Some(system(QUERIOUS));
    assert_eq!(desk.news(), ["Moved hull/item/1 [1]", "Moved hull/item/2 [2]"]);
}

#[test]
fn a_move_is_told_also_when_the_fleet_grows_at_the_same_time() {
    let mut desk = Desk::that_told(carriers(1..6));
    desk.hull(3).whereabouts = Some(system(QUERIOUS));
    desk.facts.push(HullFact { whereabouts: Some(system(QUERIOUS)), ..hull(6, HullClass::Carrier) });
    assert_eq!(desk.news(), ["Moved fleet/1/carrier [3]", "Grew fleet/1/carrier [6]"]);
    assert_eq!(desk.later(600).news(), NOTHING);
}

#[test]
fn a_titan_under_another_owner_moves_its_alert_instead_of_ending_it() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.hull(1).pilot = PilotId(7);
    desk.hull(1).main = PilotId(7);
    assert_eq!(desk.news(), ["Moved hull/item/1 [1]"]);
    assert_eq!(desk.alerts.values().map(|alert| alert.main).collect::<Vec<_>>(), [PilotId(7)]);
    assert_eq!(desk.later(600).news(), NOTHING);
}

#[test]
fn another_owner_within_the_pause_is_told_when_it_is_over() {
    let mut desk = Desk::that_told(vec![titan(1), HullFact { main: PilotId(7), ..titan(2) }]);
    desk.hull(2).whereabouts = Some(system(QUERIOUS));
    assert_eq!(desk.news(), ["Moved hull/item/2 [2]"]);
    desk.later(10).hull(1).main = PilotId(7);
    assert_eq!(desk.news(), NOTHING);
    assert_eq!(desk.later(290).news(), ["Moved hull/item/1 [1]"]);
}

// Resolved

#[test]
fn a_titan_that_is_gone_is_resolved_at_once() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    assert_eq!(desk.remove(1).later(600).news(), ["Resolved hull/item/1 [1]"]);
    assert_eq!(desk.state("hull/item/1"), &AlertState::Closed { at: desk.now });
    assert_eq!(desk.news(), NOTHING);
}

#[test]
fn a_titan_that_leaves_the_listed_places_is_resolved() {
    let mut desk = Desk::with(vec![titan(1)]);
    desk.policy.scope.kind = crate::policy::ScopeKind::OnlyListed;
    desk.policy.scope.regions.insert(RegionId(DELVE));
    assert_eq!(desk.news(), ["Opened hull/item/1 [1]"]);
    desk.hull(1).whereabouts = Some(system(QUERIOUS));
    assert_eq!(desk.news(), ["Resolved hull/item/1 [1]"]);
}

#[test]
fn a_fleet_below_its_threshold_fades_for_fifteen_minutes() {
    let mut desk = Desk::that_told(carriers(1..6));
    desk.remove(5).later(60);
    let since = desk.now;
    assert_eq!(desk.news(), NOTHING);
    assert_eq!(desk.state("fleet/1/carrier"), &AlertState::Fading { since });
    assert_eq!(desk.later(899).news(), NOTHING);
    assert_eq!(desk.later(1).news(), ["Resolved fleet/1/carrier [1, 2, 3, 4, 5]"]);
    assert_eq!(desk.news(), NOTHING);
}

#[test]
fn a_fleet_that_flaps_says_nothing() {
    let mut desk = Desk::that_told(carriers(1..6));
    for _ in 0..10 {
        let fifth = desk.hull(5).clone();
        assert_eq!(desk.remove(5).later(300).news(), NOTHING);
        desk.facts.push(fifth);
        assert_eq!(desk.later(300).news(), NOTHING);
        assert_eq!(desk.state("fleet/1/carrier"), &AlertState::Open);
    }
}

#[test]
fn what_was_resolved_and_comes_back_opens_again() {
    let mut desk = Desk::that_told(vec![titan(1)]);
    desk.remove(1).later(60).news();
    desk.facts.push(titan(1));
    assert_eq!(desk.later(60).news(), ["Opened hull/item/1 [1]"]);
    assert_eq!(desk.alerts[&AlertId::Hull(key(1))].opened_at, desk.now);
}

#[test]
fn stale_facts_resolve_nothing() {
    let mut desk = Desk::that_told([vec![titan(10)], carriers(1..6)].concat());
    for fact in &mut desk.facts {
        fact.freshness = Freshness::Stale;
    }
    assert_eq!(desk.later(86_400).news(), NOTHING);
    assert!(desk.alerts.values().all(|alert| alert.state == AlertState::Open));
}

// Texts

#[test]
fn an_alert_id_survives_its_text() {
    let of_classes = ["hull/item/1040000000001", "hull/pilot/2112000001/11567", "fleet/2112000001/lancer_dreadnought"];
    let of_rules = ["watch/00c0ffee00c0ffee/item/1040000000001", "watch/00c0ffee00c0ffee/system/30000142"];
    for text in of_classes.into_iter().chain(of_rules) {
        assert_eq!(text.parse::<AlertId>().unwrap().to_string(), text);
    }
    for text in
        ["", "hull/", "hull/item/x", "fleet/1", "fleet/1/battleship", "fleet/x/carrier", "watch/1/item/1", "watch/"]
    {
        assert_eq!(
            text.parse::<AlertId>().unwrap_err().to_string(),
            format!("{text} is not an alert id: use hull/KEY, fleet/MAIN/CLASS or watch/RULE/KEY")
        );
    }
}

#[test]
fn an_alert_that_was_kept_before_reminders_existed_is_read() {
    let desk = Desk::that_told(vec![titan(1)]);
    let mut json = serde_json::to_value(&desk.alerts[&AlertId::Hull(key(1))]).unwrap();
    for field in ["handover_waits", "told_at", "reminded_at"] {
        assert!(json.as_object_mut().unwrap().remove(field).is_some());
    }
    let alert: Alert = serde_json::from_value(json).unwrap();
    assert_eq!((alert.handover_waits, alert.sent_at, alert.reminded_at), (false, None, None));
}

#[test]
fn an_alert_survives_json() {
    let mut desk = Desk::that_told(carriers(1..6));
    desk.hull(1).whereabouts = Some(system(QUERIOUS));
    desk.news();
    for alert in desk.alerts.values() {
        let json = serde_json::to_string(alert).unwrap();
        assert_eq!(&serde_json::from_str::<Alert>(&json).unwrap(), alert);
    }
}
