//! What a card says about its hulls, in short. Pure.

use std::collections::BTreeMap;

use captrack_contract::{MainView, SnoozeView};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;
use captrack_domain::section::Freshness;

/// So many hulls of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassCount {
    /// The class.
    pub class: HullClass,
    /// How many.
    pub count: usize,
    /// The highest level among them, if it alerts.
    pub alerts: Option<Level>,
}

/// The classes of a card's hulls, titans first.
pub fn class_counts(main: &MainView) -> Vec<ClassCount> {
    let mut counts: BTreeMap<HullClass, ClassCount> = BTreeMap::new();
    for hull in &main.hulls {
        let count = counts.entry(hull.class).or_insert(ClassCount { class: hull.class, count: 0, alerts: None });
        count.count += 1;
        if matches!(hull.level, Level::Critical | Level::Alerting) {
            count.alerts = Some(count.alerts.map_or(hull.level, |level| level.min(hull.level)));
        }
    }
    counts.into_values().collect()
}

/// The pilots of a card, each once, in the order of its hulls.
pub fn pilots(main: &MainView) -> Vec<PilotId> {
    let mut pilots = Vec::new();
    for hull in &main.hulls {
        if !pilots.contains(&hull.pilot_id) {
            pilots.push(hull.pilot_id);
        }
    }
    pilots
}

/// How many hulls have not been heard of for a while.
pub fn stale_hulls(main: &MainView) -> usize {
    main.hulls.iter().filter(|hull| hull.freshness != Freshness::Fresh).count()
}

/// How a card's pilots are snoozed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardSnooze {
    /// Nobody is.
    Nobody,
    /// All of them, by one and the same snooze.
    All(SnoozeView),
    /// All of them, by snoozes of their own, or only so many of them.
    Some {
        /// How many pilots.
        pilots: usize,
        /// The snooze that ends first; those until cleared never do.
        first: SnoozeView,
    },
}

/// How a card's pilots are snoozed.
pub fn snooze(main: &MainView) -> CardSnooze {
    let mut snoozes: BTreeMap<PilotId, &SnoozeView> = BTreeMap::new();
    for hull in &main.hulls {
        if let Some(snooze) = &hull.snooze {
            snoozes.insert(hull.pilot_id, snooze);
        }
    }
    let ends_first = snoozes.values().min_by_key(|snooze| (snooze.until.is_none(), snooze.until));
    let Some(first) = ends_first.map(|snooze| SnoozeView::clone(snooze)) else {
        return CardSnooze::Nobody;
    };
    let all_alike = snoozes.values().all(|snooze| **snooze == first);
    if all_alike && snoozes.len() == pilots(main).len() {
        CardSnooze::All(first)
    } else {
        CardSnooze::Some { pilots: snoozes.len(), first }
    }
}

/// Up to two letters that stand for a name until its picture is there.
pub fn initials(name: &str) -> String {
    name.split(|letter: char| letter.is_whitespace() || letter == '-')
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()))
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{hull, main, snoozed_until};

    #[test]
    fn classes_are_counted_titans_first_and_hot_when_they_alert() {
        let mut card = main(1, Level::Critical);
        card.hulls = vec![
            hull(1, HullClass::CapitalIndustrial, Level::Informational),
            hull(1, HullClass::Dreadnought, Level::Alerting),
            hull(2, HullClass::Dreadnought, Level::Alerting),
            hull(3, HullClass::Titan, Level::Snoozed),
            hull(1, HullClass::Titan, Level::Critical),
        ];
        let said: Vec<_> =
            class_counts(&card).into_iter().map(|count| (count.class, count.count, count.alerts)).collect();
        assert_eq!(
            said,
            [
                (HullClass::Titan, 2, Some(Level::Critical)),
                (HullClass::Dreadnought, 2, Some(Level::Alerting)),
                (HullClass::CapitalIndustrial, 1, None),
            ]
        );
    }

    #[test]
    fn a_pilot_with_two_hulls_is_one_pilot() {
        let mut card = main(1, Level::Critical);
        card.hulls = vec![
            hull(2, HullClass::Titan, Level::Critical),
            hull(1, HullClass::Carrier, Level::Informational),
            hull(2, HullClass::Carrier, Level::Informational),
        ];
        assert_eq!(pilots(&card), [PilotId(2), PilotId(1)]);
    }

    #[test]
    fn one_snooze_for_all_is_told_as_one() {
        let mut card = main(1, Level::Snoozed);
        card.hulls = vec![hull(1, HullClass::Titan, Level::Snoozed), hull(2, HullClass::Carrier, Level::Snoozed)];
        assert_eq!(snooze(&card), CardSnooze::Nobody);
        let evening = snoozed_until(Some("2026-11-22T18:40:00Z"));
        card.hulls[0].snooze = Some(evening.clone());
        assert_eq!(snooze(&card), CardSnooze::Some { pilots: 1, first: evening.clone() });
        card.hulls[1].snooze = Some(evening.clone());
        assert_eq!(snooze(&card), CardSnooze::All(evening));
    }

    #[test]
    fn of_several_snoozes_the_one_that_ends_first_is_told() {
        let mut card = main(1, Level::Snoozed);
        card.hulls = vec![hull(1, HullClass::Titan, Level::Snoozed), hull(2, HullClass::Carrier, Level::Snoozed)];
        let evening = snoozed_until(Some("2026-11-22T18:40:00Z"));
        card.hulls[0].snooze = Some(snoozed_until(None));
        card.hulls[1].snooze = Some(evening.clone());
        assert_eq!(snooze(&card), CardSnooze::Some { pilots: 2, first: evening });
    }

    #[test]
    fn what_was_never_heard_of_is_as_stale_as_what_was_heard_long_ago() {
        let mut card = main(1, Level::Informational);
        card.hulls = vec![hull(1, HullClass::Carrier, Level::Informational); 3];
        assert_eq!(stale_hulls(&card), 0);
        card.hulls[0].freshness = Freshness::Stale;
        card.hulls[1].freshness = Freshness::Never;
        assert_eq!(stale_hulls(&card), 2);
    }

    #[test]
    fn initials_are_two_letters_at_most() {
        assert_eq!(initials("Kara Volkov II"), "KV");
        assert_eq!(initials("xin"), "X");
        assert_eq!(initials("Jean-Luc Oryx"), "JL");
        assert_eq!(initials("'Mad' Max"), "MM");
        assert_eq!(initials(""), "");
    }
}
