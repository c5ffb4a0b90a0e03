//! Holds what was told against the truth. It knows nothing of how movements are derived.

use std::collections::BTreeMap;

use captrack_domain::place::Place;

use crate::readings::{Arrived, Read};
use crate::told::Told;
use crate::truth::History;

/// Who has flown a hull for so many seconds before and after has surely logged on or off in it, and is known to fly it.
const SURELY: i64 = 15 * 60;

/// In minutes: every question is asked once in one.
const TWO_LOST_READINGS: i64 = 2;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judgement {
    /// What is false or was missed, in words.
    pub wrong: Vec<String>,
    /// How many movements two readings have shown.
    pub expected: usize,
    /// How many movements were told, by kind.
    pub told: BTreeMap<&'static str, usize>,
    /// How many of them said how.
    pub how: BTreeMap<&'static str, usize>,
}

impl Judgement {
    pub fn add(&mut self, other: &Self) {
        self.expected += other.expected;
        for (kind, count) in &other.told {
            *self.told.entry(kind).or_default() += count;
        }
        for (how, count) in &other.how {
            *self.how.entry(how).or_default() += count;
        }
    }

    pub fn count(&self, kind: &str) -> usize {
        self.told.get(kind).copied().unwrap_or_default()
    }
}

pub fn judge(history: &History, readings: &[Arrived], told: &[Told]) -> Judgement {
    let mut judgement = Judgement::default();
    for one in told {
        *judgement.told.entry(one.kind).or_default() += 1;
        if let Some(how) = one.how {
            *judgement.how.entry(how).or_default() += 1;
        }
        if let Some(why) = falsehood(history, told, one) {
            judgement.wrong.push(format!("false, {why}: {one:?}"));
        }
    }
    for pilot in 0..2 {
        for expected in shown(readings, pilot) {
            expected.missed(history, told, &mut judgement);
        }
    }
    judgement
}

pub fn is_docked(place: Place) -> bool {
    place.location().is_some()
}

fn is_wormhole(place: Place) -> bool {
    place.system.is_some_and(|system| system.0 >= 31_000_000)
}

/// Why something that was told is not true; none: it is.
fn falsehood(history: &History, told: &[Told], one: &Told) -> Option<&'static str> {
    let after = history.at(one.at);
    let (hull, pilot) = (one.hull, one.pilot);
    if one.kind == "appeared" {
        let known_before = told.iter().any(|other| {
            other.hull == hull
                && other.at < one.at
                && other.kind != "gone"
                && !gone_between(told, hull, other.at, one.at)
        });
        return known_before.then_some("it was known");
    }
    if one.kind == "located" {
        return (one.to != Some(after.hulls[hull].place)).then_some("it was not there");
    }
    if one.kind == "disputed" {
        return Some("no two readings disagree");
    }
    let Some(before_at) = one.before else { return Some("it has no time before") };
    let before = history.at(before_at);
    if one.at < before_at {
        return Some("its times are in the wrong order");
    }
    match one.kind {
        "undocked" | "docked" | "moved" | "entered" | "came_out" => {
            let (Some(from), Some(to)) = (one.from, one.to) else { return Some("it has no places") };
            if !went(history, hull, (before_at, one.at), from, to) {
                return Some("it was not there");
            }
            let is_so = match one.kind {
                "undocked" => is_docked(from) && !is_docked(to),
                "docked" => !is_docked(from) && is_docked(to),
                "entered" => !is_wormhole(from) && is_wormhole(to),
                "came_out" => is_wormhole(from) && !is_wormhole(to),
                _ => from.system != to.system && is_wormhole(from) == is_wormhole(to),
            };
            if !is_so {
                return Some("the places are no such movement");
            }
            let minutes = |at: i64| usize::try_from(at / 60).unwrap();
            let jumped = history
                .jumps
                .iter()
                .any(|(minute, who)| *who == hull && (minutes(before_at) + 1..=minutes(one.at)).contains(minute));
            match one.how {
                Some("jumped") if !jumped => Some("it did not jump"),
                Some("gates") if jumped => Some("it jumped"),
                Some("bridged") => Some("no titan passes a bridge"),
                _ => None,
            }
        }
        "changed_pilot" => {
            let is_so = Some(before.hulls[hull].owner) == one.former && after.hulls[hull].owner == pilot;
            (!is_so).then_some("it did not change hands")
        }
        "boarded" => {
            let is_so = before.pilots[pilot].flies != Some(hull) && after.pilots[pilot].flies == Some(hull);
            (!is_so).then_some("nobody boarded it")
        }
        "left" => {
            let is_so = before.pilots[pilot].flies == Some(hull) && after.pilots[pilot].flies != Some(hull);
            (!is_so).then_some("nobody left it")
        }
        "logged_on" | "logged_off" => {
            let on = one.kind == "logged_on";
            let was = |minute: &crate::truth::Minute| minute.pilots[pilot].said_online;
            let is_so = was(before) != on && was(after) == on && after.pilots[pilot].flies == Some(hull);
            (!is_so).then_some("EVE did not say so")
        }
        "seen_again" => (one.at - before_at <= 1800).then_some("it was not out of sight"),
        "gone" => {
            let is_listed = after.hulls[hull].owner == pilot && is_docked(after.hulls[hull].place);
            is_listed.then_some("the pilot has it")
        }
        _ => Some("there is no such kind"),
    }
}

/// Whether it truly was in the one place and then in the other. What was the same in two readings may have been otherwise between them, for as
/// long as a lost reading or two: it counts that it was there within that time.
pub fn went(history: &History, hull: usize, (before, at): (i64, i64), from: Place, to: Place) -> bool {
    let place = |minute: i64| history.at(minute * 60).hulls[hull].place;
    let (first, last) = (before / 60, at / 60);
    let left = (first..=last).find(|minute| place(*minute) == from);
    left.is_some_and(|left| (left..=last + TWO_LOST_READINGS).any(|minute| place(minute) == to))
}

fn gone_between(told: &[Told], hull: usize, first: i64, last: i64) -> bool {
    told.iter().any(|one| one.hull == hull && one.kind == "gone" && one.at >= first && one.at <= last)
}

/// Two moments that readings have shown one after the other, the second newer than anything that had arrived of that pilot before.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    pub pilot: usize,
    pub what: ShownFact,
    pub first: i64,
    pub last: i64,
    /// When the second of the two has arrived.
    pub arrives: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownFact {
    /// What the pilot flies.
    Ship,
    /// Ship and place of one moment.
    Place,
    Online,
}

pub fn shown(readings: &[Arrived], pilot: usize) -> Vec<Shown> {
    let mut all = Vec::new();
    let mut newest = i64::MIN;
    let mut last: [Option<i64>; 3] = [None; 3];
    let mut newest_online = i64::MIN;
    let (mut ship_of, mut location_of) = (None, None);
    for arrived in readings.iter().filter(|arrived| arrived.pilot == pilot) {
        let at = arrived.as_of;
        let mut show = |index: usize, what| {
            if let Some(first) = last[index].filter(|first| *first < at) {
                all.push(Shown { pilot, what, first, last: at, arrives: arrived.arrives });
            }
            last[index] = Some(at);
        };
        match arrived.read {
            Read::Online(_) => {
                if at > newest_online {
                    show(2, ShownFact::Online);
                }
                newest_online = newest_online.max(at);
                continue;
            }
            Read::Ship(_) => {
                if at > newest {
                    show(0, ShownFact::Ship);
                }
                ship_of = Some(at);
            }
            Read::Location(_) => location_of = Some(at),
            _ => {}
        }
        if at >= newest && ship_of == Some(at) && location_of == Some(at) {
            show(1, ShownFact::Place);
        }
        newest = newest.max(at);
    }
    all
}

impl Shown {
    /// What must have been told of it and was not.
    fn missed(self, history: &History, told: &[Told], judgement: &mut Judgement) {
        let Self { pilot, what, first, last, .. } = self;
        let (before, after) = (&history.at(first).pilots[pilot], &history.at(last).pilots[pilot]);
        let is_told = |hull: usize, kinds: &[&str]| {
            told.iter().any(|one| one.hull == hull && kinds.contains(&one.kind) && one.may_be_between(first, last))
        };
        let mut expect = |hull: usize, kinds: &[&str]| {
            judgement.expected += 1;
            if !is_told(hull, kinds) {
                judgement.wrong.push(format!("missed, {kinds:?} of hull {hull}: {self:?}"));
            }
        };
        match what {
            ShownFact::Ship if before.flies != after.flies => {
                if let Some(hull) = before.flies {
                    expect(hull, &["left", "changed_pilot"]);
                }
                if let Some(hull) = after.flies {
                    // From one who flies it to another who does: that is one change.
                    expect(hull, &["boarded", "appeared", "changed_pilot"]);
                }
            }
            ShownFact::Place => {
                let Some(hull) = after.flies.filter(|hull| before.flies == Some(*hull)) else { return };
                if before.place != after.place {
                    expect(hull, &["undocked", "docked", "moved", "entered", "came_out"]);
                }
            }
            ShownFact::Online if before.said_online != after.said_online => {
                let surely = (first - SURELY..last + SURELY).step_by(60);
                let Some(hull) = after.flies.filter(|hull| {
                    first > SURELY && surely.clone().all(|at| history.at(at).pilots[pilot].flies == Some(*hull))
                }) else {
                    return;
                };
                expect(hull, if after.said_online { &["logged_on"] } else { &["logged_off"] });
            }
            _ => {}
        }
    }
}
