//! Holds alerts against the truth. It knows nothing of how rules are judged.

use super::{Rule, Said, Step, ToldAlert};
use crate::judge::{Shown, ShownFact, is_docked, shown, went};
use crate::readings::{Arrived, Read};
use crate::systems::Systems;
use crate::truth::History;

/// Minutes after which a ship in space has surely been seen there twice, its pilot online before, between and after.
const SURELY_SEEN: i64 = 9;
const STAGE: i64 = 15;

#[derive(Debug, Default)]
pub struct Judgement {
    pub wrong: Vec<String>,
    /// How often the readings showed that an alert had to be open.
    pub expected: usize,
}

pub fn judge(history: &History, readings: &[Arrived], steps: &[Step], systems: &Systems) -> Judgement {
    let mut judgement = Judgement::default();
    let shown: Vec<Shown> = (0..2).flat_map(|pilot| shown(readings, pilot)).collect();
    for (number, step) in steps.iter().enumerate() {
        for told in &step.told {
            if let Some(why) = falsehood(history, &shown, steps, number, told, systems) {
                judgement.wrong.push(format!("false at {}, {why}: {told:?}", step.arrives));
            }
        }
    }
    for one in &shown {
        // Readings of one second are taken one after the other: after the last of them it must be so.
        let step = steps.iter().rfind(|step| step.arrives <= one.arrives).unwrap();
        for (rule, hull) in demanded(history, readings, *one, systems) {
            judgement.expected += 1;
            if !step.open.contains(&(rule, hull)) {
                judgement.wrong.push(format!("missed at {}, {rule:?} of hull {hull}: {one:?}", step.arrives));
            }
        }
    }
    judgement
}

/// Why something that was told is not true; none: it is.
fn falsehood(
    history: &History,
    shown: &[Shown],
    steps: &[Step],
    number: usize,
    told: &ToldAlert,
    systems: &Systems,
) -> Option<&'static str> {
    let beyond =
        |place: captrack_domain::place::Place| place.system.is_some_and(|system| systems.beyond.contains(&system));
    let opened = |step: &Step| {
        step.told.iter().any(|one| (one.rule, one.hull) == (told.rule, told.hull) && one.said == Said::Opened)
    };
    if told.said == Said::Resolved {
        let since = steps[..number].iter().rfind(|step| opened(step))?;
        let from = since.told.iter().map(|one| one.at).min()?;
        let mut minutes = (from / 60..=steps[number].arrives / 60).map(|minute| history.at(minute * 60));
        let was_over = |minute: &crate::truth::Minute| {
            let hull = minute.hulls[told.hull];
            let pilot = hull.flown_by.map(|pilot| minute.pilots[pilot]);
            let offline = pilot.is_none_or(|pilot| !pilot.said_online);
            match told.rule {
                Rule::Undocks | Rule::InSpace => is_docked(hull.place) || offline,
                Rule::LogsOn => offline,
                Rule::Moves => true,
                Rule::Enters => !beyond(hull.place),
                Rule::Leaves => beyond(hull.place),
            }
        };
        return (!minutes.any(was_over)).then_some("it goes on");
    }
    if told.said == Said::Opened {
        let is_open = number > 0 && steps[number - 1].open.contains(&(told.rule, told.hull));
        if is_open {
            return Some("it was open");
        }
    }
    let (before, after) = (history.at(told.before), history.at(told.at));
    match told.rule {
        Rule::LogsOn => {
            // Who was offline in it came online in it, and may have left it at once.
            let Some(pilot) = before.hulls[told.hull].flown_by else { return Some("nobody was in it") };
            let came = !before.pilots[pilot].said_online && after.pilots[pilot].said_online;
            (!came).then_some("nobody came online in it")
        }
        Rule::InSpace => {
            // What was the same in two readings may have been otherwise between them, for as long as a lost reading or two.
            let is_there = |second: i64| {
                (-2..=2).any(|minutes| {
                    let minute = history.at(second + minutes * 60);
                    let hull = minute.hulls[told.hull];
                    !is_docked(hull.place) && hull.flown_by.is_some_and(|pilot| minute.pilots[pilot].said_online)
                })
            };
            let interrupted = shown.iter().any(|one| {
                let truth = &history.at(one.last).pilots[one.pilot];
                let is_over = match one.what {
                    ShownFact::Ship => false,
                    ShownFact::Place => is_docked(truth.place),
                    ShownFact::Online => !truth.said_online,
                };
                let arrived = one.arrives <= steps[number].arrives && (told.before..=told.at).contains(&one.last);
                truth.flies == Some(told.hull) && arrived && is_over
            });
            match () {
                () if told.minutes < STAGE || told.minutes * 60 > told.at - told.before => Some("it was not so long"),
                () if !is_there(told.before) || !is_there(told.at) => Some("it was not there"),
                () if interrupted => Some("it was seen otherwise in between"),
                () => None,
            }
        }
        _ => {
            let Some(from) = told.from else { return Some("it has no place before") };
            if !went(history, told.hull, (told.before, told.at), from, told.to) {
                return Some("it was not there");
            }
            let is_so = match told.rule {
                Rule::Undocks => is_docked(from) && !is_docked(told.to),
                Rule::Moves => from.system != told.to.system,
                Rule::Enters => !beyond(from) && beyond(told.to),
                _ => beyond(from) && !beyond(told.to),
            };
            (!is_so).then_some("the places are no such movement")
        }
    }
}

/// The alerts that must be open as soon as this is shown.
fn demanded(history: &History, readings: &[Arrived], one: Shown, systems: &Systems) -> Vec<(Rule, usize)> {
    let (before, after) = (&history.at(one.first).pilots[one.pilot], &history.at(one.last).pilots[one.pilot]);
    let Some(hull) = after.flies.filter(|hull| before.flies == Some(*hull)) else { return Vec::new() };
    let mut all = Vec::new();
    match one.what {
        ShownFact::Place => {
            let (from, to) = (before.place, after.place);
            let beyond = |place: captrack_domain::place::Place| systems.beyond.contains(&place.system.unwrap());
            let rules = [
                (Rule::Undocks, is_docked(from) && !is_docked(to)),
                (Rule::Moves, from.system != to.system),
                (Rule::Enters, !beyond(from) && beyond(to)),
                (Rule::Leaves, beyond(from) && !beyond(to)),
                (Rule::InSpace, stays(history, one, hull)),
            ];
            all.extend(rules.into_iter().filter(|(_, is_so)| *is_so).map(|(rule, _)| (rule, hull)));
        }
        ShownFact::Online if !before.said_online && after.said_online => {
            let mut surely = (one.first - 900..one.last + 900).step_by(60);
            let flies = surely.all(|at| history.at(at).pilots[one.pilot].flies == Some(hull));
            let is_read = readings.iter().any(|reading| {
                reading.pilot == one.pilot
                    && matches!(reading.read, Read::Ship(_))
                    && reading.arrives < one.arrives
                    && (one.first..one.last + 900).contains(&reading.as_of)
            });
            if one.first > 900 && flies && is_read {
                all.push((Rule::LogsOn, hull));
            }
        }
        _ => {}
    }
    all
}

/// Whether it has been in space, its pilot online, for the stage and for so long that this was surely read.
fn stays(history: &History, one: Shown, hull: usize) -> bool {
    let first = one.last - (STAGE + SURELY_SEEN) * 60;
    first > 0
        && (first..=one.last).step_by(60).all(|at| {
            let minute = history.at(at);
            let is_flown = minute.pilots[one.pilot].flies == Some(hull) && minute.pilots[one.pilot].said_online;
            is_flown && !is_docked(minute.hulls[hull].place)
        })
}
