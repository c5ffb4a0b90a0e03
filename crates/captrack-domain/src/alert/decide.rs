//! The alert life cycle: the difference between what stood and what stands, as transitions to be told.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::Timestamp;

use super::{Alert, AlertId, AlertState};
use crate::acknowledgement::{Acknowledgement, AcknowledgementEnd, Acknowledgements};
use crate::evaluate::{AlertLevel, Evaluation, HullFact, HullVerdict, Level, OpenAlert};
use crate::hull::HullKey;
use crate::ids::{PilotId, RegionId};
use crate::notice::{NoticeKind, NoticeOccasion};
use crate::policy::Repeat;

/// A threshold alert closes when it has been below its threshold for this long.
pub const FADE: Duration = Duration::from_secs(15 * 60);
/// At most one move a main is told in this time.
pub const MOVE_PAUSE: Duration = Duration::from_secs(5 * 60);

/// What the decision depends on besides the evaluation.
#[derive(Debug, Clone)]
pub struct DecideContext<'a> {
    /// Corrected time; all moments that come out are this one.
    pub now: Timestamp,
    /// News from polling, or an edit by the user.
    pub occasion: NoticeOccasion,
    /// The hulls that were evaluated, in the order of the evaluation's verdicts.
    pub facts: &'a [HullFact],
    /// Pilots whose hulls became known just now: what stands of theirs is a first read.
    pub introduced_now: &'a BTreeSet<PilotId>,
    /// Hulls taken back from the outbox before they were sent: nobody has been told of them after all.
    pub withdrawn: &'a BTreeSet<(AlertId, HullKey)>,
    /// What somebody has seen: nothing of it is told but that it is over.
    pub acknowledged: &'a Acknowledgements,
    /// When what still stands is told again.
    pub repeat: Repeat,
}

/// One change in the life of an alert that receivers are to be told of; it becomes a notice for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// The alert that changed.
    pub alert: AlertId,
    /// The main under whom it alerts.
    pub main: PilotId,
    /// Which receivers are told.
    pub level: AlertLevel,
    /// Which change: opened, grew, moved, resolved …
    pub kind: NoticeKind,
    /// Whether it may draw attention.
    pub occasion: NoticeOccasion,
    /// The hulls to be named: of a threshold that grew only the further ones.
    pub hulls: Vec<HullKey>,
    /// When the alert opened: how long it was open counts from here.
    pub opened_at: Timestamp,
}

/// What a judgement changes: alerts to be written, transitions to be told, notices to be taken back. Written in one transaction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AlertChanges {
    /// Alerts that are new or differ from before.
    pub alerts: Vec<Alert>,
    /// What receivers are to be told of.
    pub transitions: Vec<Transition>,
    /// Alerts of which nothing that still waits may be sent.
    pub withdraw: Vec<AlertId>,
    /// Acknowledgements that go on with fewer hulls.
    pub acknowledgements: Vec<Acknowledgement>,
    /// Acknowledgements that are over, by main.
    pub acknowledgements_ended: Vec<(PilotId, AcknowledgementEnd)>,
}

/// Compares what stands now with what stood before.
pub fn decide(before: &BTreeMap<AlertId, Alert>, evaluation: &Evaluation, context: &DecideContext<'_>) -> AlertChanges {
    let mut round = DecideRound {
        context,
        facts: context.facts.iter().map(|fact| (fact.key, fact)).collect(),
        snoozed: snoozed(evaluation, context.facts),
        moved_at: last_moves(before),
        after: BTreeMap::new(),
        ended: BTreeSet::new(),
        decision: AlertChanges::default(),
    };
    for (id, would) in &evaluation.without_snoozes {
        let previous = before.get(id).filter(|alert| !alert.is_closed()).map(|alert| round.without_withdrawn(alert));
        let mut after = match (&previous, evaluation.open_alerts.get(id)) {
            (None, Some(open_alert)) => round.open(*id, open_alert, before.get(id)),
            (None, None) => unsent_alert(*id, would, before.get(id), context.now),
            (Some(alert), Some(open_alert)) => round.continue_alert(alert, open_alert),
            (Some(alert), None) => round.silence_or_end(alert, would),
        };
        after.since = since(previous.as_ref(), &after, context.now);
        round.after.insert(*id, after);
    }
    for alert in
        before.values().filter(|alert| !alert.is_closed() && !evaluation.without_snoozes.contains_key(&alert.id))
    {
        let after = round.end(&round.without_withdrawn(alert), None);
        round.after.insert(alert.id, after);
    }
    round.review_acknowledgements();
    round.remind(before, evaluation);
    round.decided(before)
}

/// One decision in the making.
pub(super) struct DecideRound<'a> {
    pub(super) context: &'a DecideContext<'a>,
    pub(super) facts: BTreeMap<HullKey, &'a HullFact>,
    /// Hulls of snoozed pilots: not even their end is told.
    pub(super) snoozed: BTreeSet<HullKey>,
    pub(super) moved_at: BTreeMap<PilotId, Timestamp>,
    /// Every alert that was open or is, as it is now.
    pub(super) after: BTreeMap<AlertId, Alert>,
    /// Alerts that are over since now, also those that go on unheard because of snoozed pilots.
    pub(super) ended: BTreeSet<AlertId>,
    pub(super) decision: AlertChanges,
}

impl DecideRound<'_> {
    fn decided(mut self, before: &BTreeMap<AlertId, Alert>) -> AlertChanges {
        self.decision.alerts = self.after.into_values().filter(|after| before.get(&after.id) != Some(after)).collect();
        self.decision
    }

    /// The alert without what was taken back: nobody has been told of that after all.
    fn without_withdrawn(&self, before: &Alert) -> Alert {
        let mut alert = before.clone();
        for (_, hull) in self.context.withdrawn.iter().filter(|(id, _)| *id == alert.id) {
            alert.sent_hulls.remove(hull);
            alert.sent_regions.remove(hull);
        }
        alert
    }

    /// Nobody is told of no hulls.
    pub(super) fn tell(&mut self, alert: &mut Alert, kind: NoticeKind, occasion: NoticeOccasion, hulls: Vec<HullKey>) {
        if hulls.is_empty() {
            return;
        }
        alert.sent_at = Some(self.context.now);
        self.decision.transitions.push(Transition {
            alert: alert.id,
            main: alert.main,
            level: alert.level,
            kind,
            occasion,
            hulls,
            opened_at: alert.opened_at,
        });
    }

    /// News of a pilot who has just become known is a first read.
    pub(super) fn occasion(&self, hulls: &[HullKey]) -> NoticeOccasion {
        let first_read = hulls
            .iter()
            .filter_map(|key| self.facts.get(key))
            .any(|fact| self.context.introduced_now.contains(&fact.pilot));
        match self.context.occasion {
            NoticeOccasion::News if first_read => NoticeOccasion::FirstRead,
            occasion => occasion,
        }
    }
}

/// An alert of which nobody is told. Of one that was over before, only the pauses after its last move and its last reminder count.
pub(super) fn unsent_alert(id: AlertId, open_alert: &OpenAlert, before: Option<&Alert>, now: Timestamp) -> Alert {
    Alert {
        id,
        main: open_alert.main,
        level: open_alert.level,
        class: open_alert.class,
        hulls: open_alert.hulls.keys().copied().collect(),
        since: BTreeMap::new(),
        sent_hulls: BTreeSet::new(),
        sent_regions: BTreeMap::new(),
        moved_at: before.and_then(|alert| alert.moved_at),
        handover_waits: false,
        sent_at: None,
        reminded_at: before.and_then(|alert| alert.reminded_at),
        opened_at: now,
        state: AlertState::Silenced,
    }
}

/// Since when each hull has stood in an alert. What opened anew has nothing of what it was.
fn since(before: Option<&Alert>, after: &Alert, now: Timestamp) -> BTreeMap<HullKey, Timestamp> {
    let before = before.filter(|before| before.opened_at == after.opened_at);
    let since = |hull: &HullKey| before.and_then(|before| before.open_since(*hull)).unwrap_or(now);
    after.hulls.iter().map(|hull| (*hull, since(hull))).collect()
}

pub(super) fn regions(open_alert: &OpenAlert) -> BTreeMap<HullKey, RegionId> {
    open_alert.hulls.iter().filter_map(|(key, region)| Some((*key, (*region)?))).collect()
}

/// What was told of hulls that are no longer in it counts no longer: when they come back, they are told again.
pub(super) fn forget_absent_hulls(alert: &mut Alert) {
    alert.sent_hulls.retain(|key| alert.hulls.contains(key));
    alert.sent_regions.retain(|key, _| alert.hulls.contains(key));
}

fn snoozed(evaluation: &Evaluation, facts: &[HullFact]) -> BTreeSet<HullKey> {
    let is_snoozed =
        |verdict: &Option<HullVerdict>| verdict.as_ref().is_some_and(|verdict| verdict.level == Level::Snoozed);
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
