//! The life of alerts of watch rules: the difference between what held and what holds, as transitions to be told.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::alert::{WatchAcknowledgement, WatchAcknowledgements, WatchAlert, WatchDetail};
use super::id::{WatchAlertId, WatchRuleId, WatchSubject};
use super::judge::{HeldWatch, WatchJudgement};
use super::massing::grown_by_half;
use super::rule::{REPEAT_EVERY, REPEATS_AT_MOST, WatchKind, WatchRule};
use crate::acknowledgement::AcknowledgementEnd;
use crate::alert::{AlertState, FADE, MOVE_PAUSE};
use crate::evaluate::{AlertLevel, HullFact};
use crate::hull::HullKey;
use crate::ids::PilotId;
use crate::moment::later;
use crate::notice::{NoticeKind, NoticeOccasion, Receiver};
use crate::section::Freshness;

/// What the decision depends on besides the judgement.
#[derive(Debug, Clone, Copy)]
pub struct WatchDecideContext<'a> {
    /// Corrected time; all moments that come out are this one.
    pub now: Timestamp,
    /// News from polling, or an edit by the user.
    pub occasion: NoticeOccasion,
    /// Every rule, also those that are off.
    pub rules: &'a [WatchRule],
    /// Rules that were made or changed with this edit: what they hold already is shown, not sent.
    pub saved: &'a BTreeSet<WatchRuleId>,
    /// The ships that were judged.
    pub facts: &'a [HullFact],
    /// Pilots whose ships became known just now: what holds of theirs is a first read.
    pub introduced_now: &'a BTreeSet<PilotId>,
    /// Alerts that were taken back from the outbox before they were sent: nobody has been told of them after all.
    pub withdrawn: &'a BTreeSet<WatchAlertId>,
    /// What somebody has seen.
    pub acknowledged: &'a BTreeMap<WatchAlertId, WatchAcknowledgement>,
}

/// One change that receivers are to be told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchTransition {
    /// The alert that changed.
    pub alert: WatchAlertId,
    /// The main under whom it alerts; none: a massing.
    pub main: Option<PilotId>,
    /// The rule's level.
    pub level: AlertLevel,
    /// Which change. A further stage, or a massing that has grown, is [`NoticeKind::Grew`].
    pub kind: NoticeKind,
    /// Whether it may draw attention.
    pub occasion: NoticeOccasion,
    /// Who is told, where the rule says so; none: those of the level.
    pub receivers: Option<BTreeSet<Receiver>>,
    /// Its ships.
    pub hulls: BTreeSet<HullKey>,
    /// What holds, or last held.
    pub detail: WatchDetail,
    /// When the alert opened.
    pub opened_at: Timestamp,
}

/// What a judgement changes, written in one transaction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WatchChanges {
    /// Alerts that are new or differ from before.
    pub alerts: Vec<WatchAlert>,
    /// What receivers are to be told of.
    pub transitions: Vec<WatchTransition>,
    /// Alerts of which nothing that still waits may be sent.
    pub withdraw: Vec<WatchAlertId>,
    /// Acknowledgements that are over.
    pub acknowledgements_ended: Vec<(WatchAlertId, AcknowledgementEnd)>,
    /// When to decide again at the latest, because of time alone; none: with the next news.
    pub until: Option<Timestamp>,
}

/// Compares what holds now with the alerts of before.
pub fn decide(
    before: &BTreeMap<WatchAlertId, WatchAlert>,
    judgement: &WatchJudgement,
    context: &WatchDecideContext<'_>,
) -> WatchChanges {
    let rules = context.rules.iter().map(|rule| (rule.id, rule)).collect();
    let facts = context.facts.iter().map(|fact| (fact.key, fact)).collect();
    let mut round = Round { context, rules, facts, changes: WatchChanges::default() };
    let mut after: BTreeMap<WatchAlertId, WatchAlert> = BTreeMap::new();
    for (id, held) in &judgement.held {
        let previous = before.get(id).filter(|alert| !alert.is_closed()).map(|alert| round.without_withdrawn(alert));
        let alert = match previous {
            None => round.open(*id, held),
            Some(previous) if held.silent => round.silence(&previous, held),
            Some(previous) => round.go_on(&previous, held),
        };
        after.insert(*id, alert);
    }
    for alert in before.values().filter(|alert| !alert.is_closed() && !judgement.held.contains_key(&alert.id)) {
        after.insert(alert.id, round.end(&round.without_withdrawn(alert)));
    }
    round.review_acknowledgements(&after);
    round.changes.until = round.until(after.values()).into_iter().chain(judgement.until).min();
    round.changes.alerts = after.into_values().filter(|after| before.get(&after.id) != Some(after)).collect();
    round.changes
}

struct Round<'a> {
    context: &'a WatchDecideContext<'a>,
    rules: BTreeMap<WatchRuleId, &'a WatchRule>,
    facts: BTreeMap<HullKey, &'a HullFact>,
    changes: WatchChanges,
}

impl Round<'_> {
    fn is_edit(&self) -> bool {
        self.context.occasion == NoticeOccasion::Edit
    }

    fn acknowledgement(&self, id: WatchAlertId) -> Option<&WatchAcknowledgement> {
        self.context.acknowledged.get(&id)
    }

    /// The alert as it is if nobody was told.
    fn without_withdrawn(&self, alert: &WatchAlert) -> WatchAlert {
        let mut alert = alert.clone();
        if self.context.withdrawn.contains(&alert.id) {
            (alert.sent, alert.sent_region) = (0, None);
        }
        alert
    }

    /// It holds and did not before.
    fn open(&mut self, id: WatchAlertId, held: &HeldWatch) -> WatchAlert {
        let mut alert = WatchAlert {
            id,
            main: held.main,
            level: held.level,
            hulls: held.hulls.clone(),
            detail: held.detail.clone(),
            sent: 0,
            sent_region: None,
            sent_at: None,
            repeats: 0,
            opened_at: self.context.now,
            state: if held.silent { AlertState::Silenced } else { AlertState::Open },
        };
        if held.silent {
            return alert;
        }
        if self.context.saved.contains(&id.rule) {
            note_as_sent(&mut alert);
        } else {
            self.announce(&mut alert, NoticeKind::Opened);
        }
        alert
    }

    /// It holds only because of ships that are snoozed or expected. A massing that news made too small has ended: that the ships of snoozed
    /// pilots would fill it up must not hide that.
    fn silence(&mut self, before: &WatchAlert, held: &HeldWatch) -> WatchAlert {
        let is_place = !matches!(before.id.subject, WatchSubject::Hull(_));
        if is_place && !self.is_edit() && before.state != AlertState::Silenced {
            return self.end(before);
        }
        if before.state != AlertState::Silenced {
            self.changes.withdraw.push(before.id);
        }
        WatchAlert { state: AlertState::Silenced, ..continued(before, held) }
    }

    fn go_on(&mut self, before: &WatchAlert, held: &HeldWatch) -> WatchAlert {
        let mut alert = WatchAlert { state: AlertState::Open, ..continued(before, held) };
        let is_saved = self.context.saved.contains(&alert.id.rule);
        if is_saved {
            note_as_sent(&mut alert);
        } else if self.has_woken(before, &alert) {
            self.announce(&mut alert, NoticeKind::SnoozeEnded);
        } else if alert.sent == 0 {
            self.announce(&mut alert, NoticeKind::Opened);
        } else {
            self.follow(&mut alert);
        }
        alert
    }

    /// A snooze has ended. One that was silent and holds because of a further ship has grown, it has not woken; and what an edit wakes is not
    /// news.
    fn has_woken(&self, before: &WatchAlert, alert: &WatchAlert) -> bool {
        before.state == AlertState::Silenced && !self.is_edit() && alert.hulls.is_subset(&before.hulls)
    }

    /// What is new about an alert that was told.
    fn follow(&mut self, alert: &mut WatchAlert) {
        match alert.detail {
            WatchDetail::Moves { region, .. } => {
                let is_elsewhere = region.is_some() && alert.sent_region.is_some_and(|told| Some(told) != region);
                if alert.sent_region.is_none() {
                    alert.sent_region = region;
                }
                let paused = alert.sent_at.is_some_and(|at| self.context.now < later(at, MOVE_PAUSE));
                if is_elsewhere && !paused {
                    self.announce(alert, NoticeKind::Moved);
                }
            }
            WatchDetail::InSpace { stage, .. } if stage > alert.sent => self.announce(alert, NoticeKind::Grew),
            WatchDetail::InSpace { .. } => self.repeat(alert),
            WatchDetail::Massing { count, .. } => {
                let seen = self.acknowledgement(alert.id).map_or(0, |acknowledgement| acknowledgement.count);
                if count >= grown_by_half(alert.sent.max(seen)) {
                    self.announce(alert, NoticeKind::Grew);
                }
            }
        }
    }

    /// The last stage is told again until somebody acknowledges it, while the ship is seen.
    fn repeat(&mut self, alert: &mut WatchAlert) {
        let Some(WatchKind::InSpace { stages, repeat: true }) = self.rules.get(&alert.id.rule).map(|rule| &rule.kind)
        else {
            return;
        };
        let is_last = alert.sent as usize >= stages.len();
        let is_due = alert.sent_at.is_none_or(|at| self.context.now >= later(at, REPEAT_EVERY));
        let is_seen =
            alert.hulls.iter().filter_map(|key| self.facts.get(key)).all(|fact| fact.freshness == Freshness::Fresh);
        if !is_last || !is_due || !is_seen || self.is_edit() || alert.repeats >= REPEATS_AT_MOST {
            return;
        }
        if self.acknowledgement(alert.id).is_none() {
            alert.repeats += 1;
            self.announce(alert, NoticeKind::Reminder);
        }
    }

    /// It does not hold any more.
    fn end(&mut self, before: &WatchAlert) -> WatchAlert {
        let now = self.context.now;
        let closed = || WatchAlert { state: AlertState::Closed { at: now }, ..before.clone() };
        let hull = match before.id.subject {
            WatchSubject::Hull(key) => self.facts.get(&key),
            _ => None,
        };
        // Its pilot's ships are not all known: what has become of it shows when they are.
        if hull.is_some_and(|fact| !fact.introduced) {
            return before.clone();
        }
        let fades = !matches!(before.detail, WatchDetail::InSpace { .. });
        match before.state {
            AlertState::Fading { since } if now < later(since, FADE) || self.is_edit() => before.clone(),
            _ if self.is_edit() || hull.is_some_and(|fact| fact.left) => {
                self.changes.withdraw.push(before.id);
                closed()
            }
            AlertState::Silenced => closed(),
            AlertState::Open if fades => WatchAlert { state: AlertState::Fading { since: now }, ..before.clone() },
            _ => {
                let mut alert = closed();
                if alert.sent > 0 {
                    self.tell(&mut alert, NoticeKind::Resolved, NoticeOccasion::News, None);
                }
                alert
            }
        }
    }

    /// Tells what holds, unless somebody has acknowledged it.
    fn announce(&mut self, alert: &mut WatchAlert, kind: NoticeKind) {
        let receivers = self.receivers(alert, kind);
        let is_seen = self.acknowledgement(alert.id).is_some_and(|acknowledgement| match alert.detail {
            WatchDetail::Massing { count, .. } => count < grown_by_half(acknowledgement.count),
            _ => true,
        });
        note_as_sent(alert);
        if is_seen {
            return;
        }
        let first_read = alert
            .hulls
            .iter()
            .filter_map(|key| self.facts.get(key))
            .any(|fact| self.context.introduced_now.contains(&fact.pilot));
        let occasion = match self.context.occasion {
            _ if kind == NoticeKind::SnoozeEnded => NoticeOccasion::News,
            NoticeOccasion::News if first_read => NoticeOccasion::FirstRead,
            occasion => occasion,
        };
        self.tell(alert, kind, occasion, receivers);
    }

    /// Those of every stage that was reached since the last was told; of a repetition those of the last.
    fn receivers(&self, alert: &WatchAlert, kind: NoticeKind) -> Option<BTreeSet<Receiver>> {
        let WatchDetail::InSpace { stage, .. } = alert.detail else { return None };
        let WatchKind::InSpace { stages, .. } = &self.rules.get(&alert.id.rule)?.kind else { return None };
        let first = if kind == NoticeKind::Reminder { stage.saturating_sub(1) } else { alert.sent };
        let reached = stages.iter().take(stage as usize).skip(first as usize);
        Some(reached.flat_map(|stage| stage.receivers.iter().copied()).collect())
    }

    fn tell(
        &mut self,
        alert: &mut WatchAlert,
        kind: NoticeKind,
        occasion: NoticeOccasion,
        receivers: Option<BTreeSet<Receiver>>,
    ) {
        alert.sent_at = Some(self.context.now);
        self.changes.transitions.push(WatchTransition {
            alert: alert.id,
            main: alert.main,
            level: alert.level,
            kind,
            occasion,
            receivers,
            hulls: alert.hulls.clone(),
            detail: alert.detail.clone(),
            opened_at: alert.opened_at,
        });
    }

    /// Which acknowledgements are over, and which a massing has outgrown.
    fn review_acknowledgements(&mut self, after: &BTreeMap<WatchAlertId, WatchAlert>) {
        let acknowledged: &WatchAcknowledgements = self.context.acknowledged;
        for (id, acknowledgement) in acknowledged {
            let open = after.get(id).filter(|alert| !alert.is_closed());
            let end = match open.map(|alert| (&alert.state, &alert.detail)) {
                None => Some(AcknowledgementEnd::Over),
                Some((AlertState::Open, WatchDetail::Massing { count, .. }))
                    if *count >= grown_by_half(acknowledgement.count) =>
                {
                    Some(AcknowledgementEnd::Broken)
                }
                Some(_) => None,
            };
            self.changes.acknowledgements_ended.extend(end.map(|end| (*id, end)));
        }
    }

    /// When time alone changes something: an alert that fades is over, a stage is told again, a move that waits may be told.
    fn until<'w>(&self, alerts: impl Iterator<Item = &'w WatchAlert>) -> Option<Timestamp> {
        let at = |alert: &WatchAlert| match (&alert.state, &alert.detail) {
            (AlertState::Fading { since }, _) => Some(later(*since, FADE)),
            (AlertState::Open, WatchDetail::Moves { region: Some(region), .. })
                if alert.sent_region.is_some_and(|told| told != *region) =>
            {
                alert.sent_at.map(|at| later(at, MOVE_PAUSE))
            }
            (AlertState::Open, WatchDetail::InSpace { .. }) if alert.repeats < REPEATS_AT_MOST => {
                let rule = self.rules.get(&alert.id.rule).map(|rule| &rule.kind);
                let repeats = matches!(rule, Some(WatchKind::InSpace { repeat: true, .. }));
                alert.sent_at.filter(|_| repeats).map(|at| later(at, REPEAT_EVERY))
            }
            _ => None,
        };
        alerts.filter_map(at).filter(|at| *at > self.context.now).min()
    }
}

/// The same alert with what holds now.
fn continued(before: &WatchAlert, held: &HeldWatch) -> WatchAlert {
    WatchAlert {
        main: held.main,
        level: held.level,
        hulls: held.hulls.clone(),
        detail: held.detail.clone(),
        ..before.clone()
    }
}

/// Somebody has been told of all of it, or sees it anyway.
fn note_as_sent(alert: &mut WatchAlert) {
    alert.sent = match alert.detail {
        WatchDetail::Moves { region, .. } => {
            alert.sent_region = region.or(alert.sent_region);
            1
        }
        WatchDetail::InSpace { stage, .. } => stage.max(alert.sent),
        WatchDetail::Massing { count, .. } => count.max(alert.sent),
    };
}
