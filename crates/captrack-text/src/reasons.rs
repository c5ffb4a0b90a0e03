//! Why ships alert or do not, and why cards stand where they stand.

use captrack_domain::class_text::{ClassNames, class, classes, counted, counted_list};
use captrack_domain::evaluate::{
    CardReason, ClassCounts, FleetReason, LeftOut, NearestThreshold, QuietKind, SnoozeEnds,
};
use captrack_domain::text;
use captrack_domain::text::{Argument, Joined, Text, author};
use captrack_domain::why::{DecidingRule, LevelReason};

use crate::sentence::until;

/// Why a ship has its level.
pub fn level_reason(reason: &LevelReason, names: &impl ClassNames) -> Text {
    match &reason.reason {
        DecidingRule::OutOfScope { .. } if reason.place_unknown => text!("why-never-known"),
        rule if reason.place_unknown => text!("why-place-unknown", why = deciding_rule(rule, names)),
        rule => deciding_rule(rule, names),
    }
}

fn deciding_rule(rule: &DecidingRule, names: &impl ClassNames) -> Text {
    match rule {
        DecidingRule::Always { class } => text!("why-always", classes = classes(*class, names)),
        DecidingRule::Count { class, have, need, stale } => fleet(counted(*class, *have, names), *need, *stale),
        DecidingRule::TrackOnly { class } => text!("why-track-only", classes = classes(*class, names)),
        DecidingRule::OutOfScope { listed: true } => text!("why-outside"),
        DecidingRule::OutOfScope { listed: false } => text!("why-left-out"),
        DecidingRule::Snoozed { by, until: end } => text!("why-snoozed", by = author(by), until = until(*end)),
        DecidingRule::Unclassified => text!("why-unclassified"),
        DecidingRule::Packaged { class } => text!("why-packaged", classes = classes(*class, names)),
        DecidingRule::LeftAuth => text!("why-left-auth"),
        DecidingRule::Watch { rule, class: None } => text!("why-watch", rule = rule.as_str()),
        DecidingRule::Watch { rule, class: Some(class) } => {
            text!("why-watch-and", rule = rule.as_str(), why = deciding_rule(class, names))
        }
    }
}

fn fleet(ships: Text, need: u32, stale: u32) -> Text {
    match stale {
        0 => text!("why-count", ships = ships, need = need),
        stale => text!("why-count-stale", ships = ships, stale = stale, need = need),
    }
}

/// Why a card stands where it stands.
pub fn card_reason(reason: &CardReason, names: &impl ClassNames) -> Text {
    match reason {
        CardReason::NoShips => text!("card-no-ships"),
        CardReason::Alerts { .. } => {
            text!("card-alerts", parts = Argument::list(Joined::Comma, what_alerts(reason, names)))
        }
        CardReason::Watched { rules, besides } => {
            let watched = rules.iter().map(|(rule, ships)| {
                text!("card-watched", rule = rule.as_str(), ships = counted_list(Joined::And, ships, names))
            });
            let besides = besides.iter().flat_map(|besides| what_alerts(besides, names));
            text!("card-alerts", parts = Argument::list(Joined::Comma, watched.chain(besides)))
        }
        CardReason::AllSnoozed { pilots, ends } => {
            text!("card-all-snoozed", pilots = *pilots, snoozed = snoozed(*ends))
        }
        CardReason::WouldAlert { ships, snoozed: asleep, pilots, ends } => {
            let (n, ends) = (total(ships), snoozed(*ends));
            let ships = counted_list(Joined::And, ships, names);
            match (*asleep, *pilots) {
                (1, 1) => text!("card-would-alert", ships = ships, n = n, snoozed = ends),
                (some, all) if some == all => text!("card-would-alert-all", ships = ships, snoozed = ends),
                (some, all) => {
                    text!("card-would-alert-some", ships = ships, asleep = some, pilots = all, snoozed = ends)
                }
            }
        }
        CardReason::TooFew { left_out: None, nearest: class } => {
            text!("card-nearest", nearest = nearest(*class, names))
        }
        CardReason::TooFew { left_out: Some(LeftOut { ships, kinds }), nearest: class } => text!(
            "card-nearest-and-left-out",
            ships = counted_list(Joined::And, ships, names),
            kinds = quiet_kinds(kinds),
            nearest = nearest(*class, names),
        ),
        CardReason::Quiet { ships, kinds } => quiet(*ships, kinds),
    }
}

/// What classes alert about, in parts.
fn what_alerts(reason: &CardReason, names: &impl ClassNames) -> Vec<Text> {
    let CardReason::Alerts { always, fleets } = reason else { return Vec::new() };
    let always = (!always.is_empty()).then(|| always_alert(always, names));
    let fleets = fleets.iter().map(|fleet| fleet_reason(*fleet, names));
    always.into_iter().chain(fleets).collect()
}

fn always_alert(ships: &ClassCounts, names: &impl ClassNames) -> Text {
    text!("card-always", ships = counted_list(Joined::And, ships, names), n = total(ships))
}

fn total(ships: &ClassCounts) -> u32 {
    ships.iter().fold(0, |total: u32, (_, n)| total.saturating_add(*n))
}

/// `6 dreadnoughts (alerts at 5)`; where there are only some of a main's, or those of several mains, it says so.
fn fleet_reason(reason: FleetReason, names: &impl ClassNames) -> Text {
    let FleetReason { class, here, mains, have, need, stale } = reason;
    let ships = counted(class, here, names);
    match mains {
        0 => ships,
        1 if have == here => fleet(ships, need, stale),
        1 => text!("card-fleet-in-part", ships = ships, have = have, need = need),
        mains => text!("card-fleet-of-mains", ships = ships, mains = mains, need = need),
    }
}

fn snoozed(ends: SnoozeEnds) -> Text {
    let until = until(ends.first);
    if ends.differ { text!("snoozed-first-until", until = until) } else { text!("snoozed-until", until = until) }
}

fn nearest(nearest: NearestThreshold, names: &impl ClassNames) -> Text {
    let NearestThreshold { class: of, have, need, of_one_main } = nearest;
    let of = if need == 1 { class(of, names) } else { classes(of, names) };
    if of_one_main {
        text!("nearest-of-one-main", have = have, need = need, classes = of)
    } else {
        text!("nearest", have = have, need = need, classes = of)
    }
}

/// Of ships none of which counts towards anything.
fn quiet(ships: u32, kinds: &[(QuietKind, u32)]) -> Text {
    match kinds {
        [(kind @ (QuietKind::NoClass | QuietKind::Packaged | QuietKind::Left), _)] => {
            text!("card-quiet-ships", n = ships, kind = quiet_kind(*kind, ships))
        }
        [(kind @ QuietKind::PlaceUnknown, _)] => {
            text!("card-quiet-never-known", kind = quiet_kind(*kind, ships))
        }
        kinds => text!("card-quiet", kinds = quiet_kinds(kinds)),
    }
}

fn quiet_kinds(kinds: &[(QuietKind, u32)]) -> Argument {
    Argument::list(Joined::Or, kinds.iter().map(|(kind, n)| quiet_kind(*kind, *n)))
}

fn quiet_kind(kind: QuietKind, n: u32) -> Text {
    match kind {
        QuietKind::Outside => text!("quiet-outside"),
        QuietKind::LeftOut => text!("quiet-left-out", n = n),
        QuietKind::PlaceUnknown => text!("quiet-place-unknown", n = n),
        QuietKind::Tracked => text!("quiet-tracked"),
        QuietKind::NoClass => text!("quiet-no-class", n = n),
        QuietKind::Packaged => text!("quiet-packaged"),
        QuietKind::Left => text!("quiet-left", n = n),
    }
}

#[cfg(test)]
mod card_tests;
#[cfg(test)]
mod tests;
