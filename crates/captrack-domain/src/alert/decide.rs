//! The alert life cycle: the difference between what stood and what stands, as transitions to be told.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::Timestamp;

use super::{Alert, AlertId, AlertState};
use crate::evaluate::{AlertLevel, Evaluation, HullFact, Level, Standing, Verdict};
use crate::hull::HullKey;
use crate::ids::{PilotId, RegionId};
use crate::notice::{Occasion, Said};

/// A threshold alert closes when it has been below its threshold for this long.
pub const FADE: Duration = Duration::from_secs(15 * 60);
/// At most one move a main is told in this time.
pub const MOVE_PAUSE: Duration = Duration::from_secs(5 * 60);

/// What the decision depends on besides the evaluation.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// The time.
    pub now: Timestamp,
    /// News from polling, or an edit by the user.
    pub occasion: Occasion,
    /// The facts that were evaluated.
    pub facts: &'a [HullFact],
    /// Pilots whose hulls became known just now: what stands of theirs is a first read.
    pub introduced_now: &'a BTreeSet<PilotId>,
    /// Hulls taken back from the outbox before they were sent: nobody has been told of them after all.
    pub withdrawn: &'a BTreeSet<(AlertId, HullKey)>,
}

/// One thing to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// Of which alert.
    pub alert: AlertId,
    /// Under which main.
    pub main: PilotId,
    /// How urgent.
    pub level: AlertLevel,
    /// What happened.
    pub said: Said,
    /// What led to it.
    pub occasion: Occasion,
    /// The hulls it names.
    pub hulls: Vec<HullKey>,
    /// When the alert opened.
    pub opened_at: Timestamp,
}

/// What changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decision {
    /// Alerts that are new or differ from before.
    pub alerts: Vec<Alert>,
    /// What is to be told.
    pub transitions: Vec<Transition>,
    /// Alerts of which nothing that still waits may be sent.
    pub withdraw: Vec<AlertId>,
}

/// Compares what stands now with what stood before.
pub fn decide(before: &BTreeMap<AlertId, Alert>, evaluation: &Evaluation, context: &Context<'_>) -> Decision {
    let mut round = Round {
        context,
        facts: context.facts.iter().map(|fact| (fact.key, fact)).collect(),
        snoozed: snoozed(evaluation, context.facts),
        moved_at: last_moves(before),
        decision: Decision::default(),
    };
    for (id, would) in &evaluation.would_stand {
        let previous = before.get(id).filter(|alert| !alert.is_closed()).map(|alert| round.as_told(alert));
        let standing = evaluation.standing.get(id);
        // Of one that was over before, only the pause after its last move still counts.
        let moved_at = before.get(id).and_then(|alert| alert.moved_at);
        let after = match (&previous, standing) {
            (None, Some(standing)) => Alert { moved_at, ..round.open(*id, standing) },
            (None, None) => Alert { moved_at, ..silent(*id, would, context.now) },
            (Some(alert), Some(standing)) => round.go_on(alert, standing),
            (Some(alert), None) => round.silence(alert, would),
        };
        round.keep(before.get(id), after);
    }
    for alert in before.values().filter(|alert| !alert.is_closed() && !evaluation.would_stand.contains_key(&alert.id)) {
        let after = round.end(&round.as_told(alert));
        round.keep(Some(alert), after);
    }
    round.decision
}

struct Round<'a> {
    context: &'a Context<'a>,
    facts: BTreeMap<HullKey, &'a HullFact>,
    /// Hulls of snoozed pilots: not even their end is told.
    snoozed: BTreeSet<HullKey>,
    moved_at: BTreeMap<PilotId, Timestamp>,
    decision: Decision,
}

impl Round<'_> {
    fn keep(&mut self, before: Option<&Alert>, after: Alert) {
        if before != Some(&after) {
            self.decision.alerts.push(after);
        }
    }

    /// The alert without what was taken back: nobody has been told of that after all.
    fn as_told(&self, before: &Alert) -> Alert {
        let mut alert = before.clone();
        for (_, hull) in self.context.withdrawn.iter().filter(|(id, _)| *id == alert.id) {
            alert.told.remove(hull);
            alert.told_regions.remove(hull);
        }
        alert
    }

    fn tell(&mut self, alert: &Alert, said: Said, occasion: Occasion, hulls: Vec<HullKey>) {
        self.decision.transitions.push(Transition {
            alert: alert.id,
            main: alert.main,
            level: alert.level,
            said,
            occasion,
            hulls,
            opened_at: alert.opened_at,
        });
    }

    /// News of a pilot who has just become known is a first read.
    fn occasion(&self, hulls: &[HullKey]) -> Occasion {
        let first_read = hulls
            .iter()
            .filter_map(|key| self.facts.get(key))
            .any(|fact| self.context.introduced_now.contains(&fact.pilot));
        match self.context.occasion {
            Occasion::News if first_read => Occasion::FirstRead,
            occasion => occasion,
        }
    }

    fn open(&mut self, id: AlertId, standing: &Standing) -> Alert {
        let hulls: Vec<HullKey> = standing.hulls.keys().copied().collect();
        let alert = Alert {
            told: hulls.iter().copied().collect(),
            told_regions: regions(standing),
            state: AlertState::Standing,
            ..silent(id, standing, self.context.now)
        };
        self.tell(&alert, Said::Opened, self.occasion(&hulls), hulls);
        alert
    }

    /// It stood and stands: has it grown, moved, or woken from a snooze?
    fn go_on(&mut self, before: &Alert, standing: &Standing) -> Alert {
        let mut alert = Alert {
            main: standing.main,
            level: standing.level,
            hulls: standing.hulls.keys().copied().collect(),
            state: AlertState::Standing,
            ..before.clone()
        };
        forget_absent(&mut alert);
        if self.has_woken(before, &alert) {
            let all = alert.hulls.iter().copied().collect();
            self.tell(&alert, Said::SnoozeEnded, Occasion::News, all);
            alert.told.clone_from(&alert.hulls);
            alert.told_regions = regions(standing);
            return alert;
        }
        let untold: Vec<HullKey> = alert.hulls.difference(&alert.told).copied().collect();
        if alert.told.is_empty() {
            self.tell(&alert, Said::Opened, self.occasion(&untold), untold);
            alert.told.clone_from(&alert.hulls);
            alert.told_regions = regions(standing);
            return alert;
        }
        self.follow(before, &mut alert, standing);
        if !untold.is_empty() {
            self.tell(&alert, Said::Grew, self.occasion(&untold), untold);
            alert.told.clone_from(&alert.hulls);
        }
        note_regions(&mut alert, standing);
        alert
    }

    /// A snooze has ended. One that was silent and stands because of a further hull has grown, it has not woken; and what an edit
    /// wakes is not news.
    fn has_woken(&self, before: &Alert, alert: &Alert) -> bool {
        before.state == AlertState::Silenced
            && self.context.occasion != Occasion::Edit
            && alert.hulls.is_subset(&before.hulls)
    }

    /// Is a hull that was told in another region than the one told, or under another main?
    fn follow(&mut self, before: &Alert, alert: &mut Alert, standing: &Standing) {
        if self.context.occasion == Occasion::Edit {
            // An edit gives another main without a word, and who clears a snooze sees where its hulls are. It moves none: a move that
            // waits for the end of its pause goes on waiting.
            if before.state == AlertState::Silenced {
                alert.told_regions.extend(regions(standing));
            }
            return;
        }
        let another_main = before.main != alert.main;
        let is_elsewhere = |key: &HullKey| {
            let now = standing.hulls.get(key).copied().flatten();
            alert.told_regions.get(key).is_some_and(|told| now.is_some_and(|now| now != *told))
        };
        let moved: Vec<HullKey> = alert.told.iter().copied().filter(|key| another_main || is_elsewhere(key)).collect();
        if moved.is_empty() {
            return;
        }
        if self.moved_at.get(&alert.main).is_some_and(|at| self.context.now < *at + MOVE_PAUSE) {
            // It stays where it was told to be, so that the move is told when the pause is over.
            alert.main = before.main;
            return;
        }
        alert.moved_at = Some(self.context.now);
        for key in &moved {
            if let Some(region) = standing.hulls.get(key).copied().flatten() {
                alert.told_regions.insert(*key, region);
            }
        }
        self.tell(alert, Said::Moved, self.context.occasion, moved);
    }

    /// It would stand, but its pilots are snoozed: nothing that waits is sent.
    fn silence(&mut self, before: &Alert, would: &Standing) -> Alert {
        if before.state != AlertState::Silenced {
            self.decision.withdraw.push(before.id);
        }
        let mut alert = Alert {
            main: would.main,
            hulls: would.hulls.keys().copied().collect(),
            state: AlertState::Silenced,
            ..before.clone()
        };
        forget_absent(&mut alert);
        alert
    }

    /// It no longer stands, snoozed or not.
    fn end(&mut self, before: &Alert) -> Alert {
        let now = self.context.now;
        let unknown_yet = before.hulls.iter().any(|key| self.facts.get(key).is_some_and(|fact| !fact.introduced));
        if unknown_yet {
            return before.clone();
        }
        let closed = Alert { state: AlertState::Closed { at: now }, ..before.clone() };
        match (&before.state, before.id) {
            // What faded had ended before: that is told in its time, whatever was edited meanwhile.
            (AlertState::Fading { since }, _) if now < *since + FADE || self.context.occasion == Occasion::Edit => {
                before.clone()
            }
            _ if self.context.occasion == Occasion::Edit => {
                self.decision.withdraw.push(before.id);
                closed
            }
            (AlertState::Silenced, _) => closed,
            (AlertState::Standing, AlertId::Fleet(..)) => {
                Alert { state: AlertState::Fading { since: now }, ..before.clone() }
            }
            _ => {
                let told: Vec<HullKey> = before.told.difference(&self.snoozed).copied().collect();
                if !told.is_empty() {
                    self.tell(before, Said::Resolved, Occasion::News, told);
                }
                closed
            }
        }
    }
}

/// An alert of which nobody is told.
fn silent(id: AlertId, standing: &Standing, now: Timestamp) -> Alert {
    Alert {
        id,
        main: standing.main,
        level: standing.level,
        class: standing.class,
        hulls: standing.hulls.keys().copied().collect(),
        told: BTreeSet::new(),
        told_regions: BTreeMap::new(),
        moved_at: None,
        opened_at: now,
        state: AlertState::Silenced,
    }
}

fn regions(standing: &Standing) -> BTreeMap<HullKey, RegionId> {
    standing.hulls.iter().filter_map(|(key, region)| Some((*key, (*region)?))).collect()
}

/// What was told of hulls that are no longer in it counts no longer: when they come back, they are told again.
fn forget_absent(alert: &mut Alert) {
    alert.told.retain(|key| alert.hulls.contains(key));
    alert.told_regions.retain(|key, _| alert.hulls.contains(key));
}

/// A region that was not known before is no move: it is only noted.
fn note_regions(alert: &mut Alert, standing: &Standing) {
    for (key, region) in regions(standing) {
        alert.told_regions.entry(key).or_insert(region);
    }
}

fn snoozed(evaluation: &Evaluation, facts: &[HullFact]) -> BTreeSet<HullKey> {
    let is_snoozed =
        |verdict: &Option<Verdict>| verdict.as_ref().is_some_and(|verdict| verdict.level == Level::Snoozed);
    facts
        .iter()
        .zip(&evaluation.verdicts)
        .filter(|(_, verdict)| is_snoozed(verdict))
        .map(|(fact, _)| fact.key)
        .collect()
}

fn last_moves(before: &BTreeMap<AlertId, Alert>) -> BTreeMap<PilotId, Timestamp> {
    let mut moves = BTreeMap::new();
    for alert in before.values() {
        if let Some(at) = alert.moved_at {
            moves.entry(alert.main).and_modify(|last: &mut Timestamp| *last = at.max(*last)).or_insert(at);
        }
    }
    moves
}

#[cfg(test)]
mod tests;
