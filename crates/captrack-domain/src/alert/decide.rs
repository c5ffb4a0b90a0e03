//! The alert life cycle: the difference between what stood and what stands, as transitions to be told.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::Timestamp;

use super::{Alert, AlertId, AlertState};
use crate::evaluate::{AlertLevel, Evaluation, HullFact, Standing};
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
pub fn decide(
    before: &BTreeMap<AlertId, Alert>,
    evaluation: &Evaluation,
    context: &Context<'_>,
) -> Decision {
    let mut round = Round {
        context,
        facts: context.facts.iter().map(|fact| (fact.key, fact)).collect(),
        moved_at: last_moves(before),
        decision: Decision::default(),
    };
    for (id, would) in &evaluation.would_stand {
        let previous = before.get(id).filter(|alert| !alert.is_closed());
        let standing = evaluation.standing.get(id);
        let after = match (previous, standing) {
            (None, Some(standing)) => round.open(*id, standing),
            (None, None) => silent(*id, would, context.now),
            (Some(alert), Some(standing)) => round.go_on(alert, standing),
            (Some(alert), None) => round.silence(alert, would),
        };
        round.keep(before.get(id), after);
    }
    for alert in before
        .values()
        .filter(|alert| !alert.is_closed() && !evaluation.would_stand.contains_key(&alert.id))
    {
        let after = round.end(alert);
        round.keep(Some(alert), after);
    }
    round.decision
}

struct Round<'a> {
    context: &'a Context<'a>,
    facts: BTreeMap<HullKey, &'a HullFact>,
    moved_at: BTreeMap<PilotId, Timestamp>,
    decision: Decision,
}

impl Round<'_> {
    fn keep(&mut self, before: Option<&Alert>, mut after: Alert) {
        for (id, hull) in self.context.withdrawn {
            if *id == after.id {
                after.told.remove(hull);
            }
        }
        if before != Some(&after) {
            self.decision.alerts.push(after);
        }
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
        for (id, hull) in self.context.withdrawn {
            if *id == alert.id {
                alert.told.remove(hull);
            }
        }
        alert.told.retain(|key| alert.hulls.contains(key));
        let untold: Vec<HullKey> = alert.hulls.difference(&alert.told).copied().collect();
        let woken = before.state == AlertState::Silenced && self.context.occasion != Occasion::Edit;
        if woken {
            let all = alert.hulls.iter().copied().collect();
            self.tell(&alert, Said::SnoozeEnded, Occasion::News, all);
        } else if !untold.is_empty() {
            let said = if alert.told.is_empty() {
                Said::Opened
            } else {
                Said::Grew
            };
            self.tell(&alert, said, self.occasion(&untold), untold);
        } else {
            return self.follow(before, alert, standing);
        }
        alert.told.clone_from(&alert.hulls);
        alert.told_regions = regions(standing);
        alert
    }

    /// No hull is new: is one of them in a region that was not told, or under another main?
    fn follow(&mut self, before: &Alert, mut alert: Alert, standing: &Standing) -> Alert {
        let now_in = regions(standing);
        let another_main = before.main != alert.main;
        if alert.told_regions.is_empty() && !another_main {
            alert.told_regions = now_in;
            return alert;
        }
        let moved: Vec<HullKey> = standing
            .hulls
            .iter()
            .filter(|(_, region)| {
                another_main || region.is_some_and(|region| !alert.told_regions.contains(&region))
            })
            .map(|(key, _)| *key)
            .collect();
        if moved.is_empty() {
            return alert;
        }
        if self.context.occasion == Occasion::Edit {
            alert.told_regions = now_in;
            return alert;
        }
        let paused = self
            .moved_at
            .get(&alert.main)
            .is_some_and(|at| self.context.now < *at + MOVE_PAUSE);
        if !paused {
            self.moved_at.insert(alert.main, self.context.now);
            alert.moved_at = Some(self.context.now);
            alert.told_regions = now_in;
            self.tell(&alert, Said::Moved, self.context.occasion, moved);
        }
        alert
    }

    /// It would stand, but its pilots are snoozed: nothing that waits is sent.
    fn silence(&mut self, before: &Alert, would: &Standing) -> Alert {
        if before.state != AlertState::Silenced {
            self.decision.withdraw.push(before.id);
        }
        Alert {
            main: would.main,
            state: AlertState::Silenced,
            ..before.clone()
        }
    }

    /// It no longer stands, snoozed or not.
    fn end(&mut self, before: &Alert) -> Alert {
        let now = self.context.now;
        let closed = Alert {
            state: AlertState::Closed { at: now },
            ..before.clone()
        };
        if self.context.occasion == Occasion::Edit {
            self.decision.withdraw.push(before.id);
            return closed;
        }
        let unknown_yet = before
            .hulls
            .iter()
            .any(|key| self.facts.get(key).is_some_and(|fact| !fact.introduced));
        if unknown_yet {
            return before.clone();
        }
        match (&before.state, before.id) {
            (AlertState::Silenced, _) => closed,
            (AlertState::Standing, AlertId::Fleet(..)) => Alert {
                state: AlertState::Fading { since: now },
                ..before.clone()
            },
            (AlertState::Fading { since }, _) if now < *since + FADE => before.clone(),
            _ => {
                let told: Vec<HullKey> = before.told.iter().copied().collect();
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
        told_regions: BTreeSet::new(),
        moved_at: None,
        opened_at: now,
        state: AlertState::Silenced,
    }
}

fn regions(standing: &Standing) -> BTreeSet<RegionId> {
    standing
        .hulls
        .values()
        .filter_map(|region| *region)
        .collect()
}

fn last_moves(before: &BTreeMap<AlertId, Alert>) -> BTreeMap<PilotId, Timestamp> {
    let mut moves = BTreeMap::new();
    for alert in before.values() {
        if let Some(at) = alert.moved_at {
            moves
                .entry(alert.main)
                .and_modify(|last: &mut Timestamp| *last = at.max(*last))
                .or_insert(at);
        }
    }
    moves
}

#[cfg(test)]
mod tests;
