//! What watch rules make of all ships: what holds now, whether it was open before or not.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use super::alert::{WatchAlert, WatchDetail};
use super::id::{WatchAlertId, WatchRuleId, WatchSubject};
use super::index::{RuleMask, WatchIndex, bits};
use super::massing::{self, Gathered, Gathering};
use super::moves::{self, Ends, ON_ITS_WAY};
use super::rule::{MoveTrigger, WatchKind};
use super::sight::HullSight;
use crate::evaluate::{AlertLevel, HullFact};
use crate::hull::HullKey;
use crate::ids::PilotId;
use crate::moment::later;
use crate::movement::{HullMovement, StarMap};
use crate::place::Place;
use crate::scope::SystemLocation;
use crate::snooze::Snoozes;

/// What is judged.
#[derive(Clone, Copy)]
pub struct WatchView<'a> {
    /// Corrected time.
    pub now: Timestamp,
    /// Every ship.
    pub facts: &'a [HullFact],
    /// Every ship as it was last seen, in the same order.
    pub sights: &'a [HullSight],
    /// The movements that became known since the last judgement; none with an edit.
    pub movements: &'a [HullMovement],
    /// The same is news: somebody who is seen to have come online has done so just now.
    pub is_news: bool,
    /// What a place lies in, as far as it is known.
    pub locate: &'a dyn Fn(&Place) -> Option<SystemLocation>,
    /// The alerts as they were.
    pub alerts: &'a BTreeMap<WatchAlertId, WatchAlert>,
    /// Ships of snoozed pilots count for nothing.
    pub snoozes: &'a Snoozes,
    /// Ships that are expected where they are: they count for nothing either.
    pub expected: &'a BTreeSet<HullKey>,
}

/// Something that a rule alerts about now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldWatch {
    /// Of a ship, the main that it alerts under.
    pub main: Option<PilotId>,
    /// The rule's.
    pub level: AlertLevel,
    /// The ships, without those of snoozed pilots while anything else holds.
    pub hulls: BTreeSet<HullKey>,
    /// It holds only if what is snoozed or expected counts: nobody is told.
    pub silent: bool,
    /// What holds.
    pub detail: WatchDetail,
}

/// What holds, and until when only news can change that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WatchJudgement {
    /// By alert.
    pub held: BTreeMap<WatchAlertId, HeldWatch>,
    /// When to judge again at the latest; none: with the next news.
    pub until: Option<Timestamp>,
}

/// Judges every rule. The order of facts changes nothing.
pub fn judge(index: &mut WatchIndex, view: &WatchView<'_>, map: &impl StarMap) -> WatchJudgement {
    if index.rules().is_empty() {
        return WatchJudgement::default();
    }
    let masks: Vec<RuleMask> =
        view.facts.iter().map(|fact| if counts(fact) { index.of_class(fact.class) } else { 0 }).collect();
    let looked_at: Vec<RuleMask> = view
        .facts
        .iter()
        .zip(&masks)
        .map(|(fact, mask)| if *mask == 0 { 0 } else { mask & index.looking_at(fact.whereabouts, map) })
        .collect();
    let mut round = Round {
        view,
        hulls: HashMap::new(),
        silenced: silenced(view),
        masks,
        looked_at,
        judgement: WatchJudgement::default(),
    };
    round.moves(index, map);
    round.in_space(index);
    round.massing(index, map);
    round.judgement
}

/// Nobody flies what is packaged, who has left is nobody's pilot, and of whom not all is known yet nothing is news.
fn counts(fact: &HullFact) -> bool {
    fact.introduced && !fact.left && fact.packaged.is_none()
}

fn silenced(view: &WatchView<'_>) -> BTreeSet<PilotId> {
    view.snoozes.0.values().filter(|snooze| snooze.holds(view.now)).map(|snooze| snooze.pilot).collect()
}

struct Round<'a> {
    view: &'a WatchView<'a>,
    /// Where each ship is among the facts; made when it is first needed.
    hulls: HashMap<HullKey, usize>,
    silenced: BTreeSet<PilotId>,
    /// By ship, the rules that have its class.
    masks: Vec<RuleMask>,
    /// By ship, those of them that look at where it is.
    looked_at: Vec<RuleMask>,
    judgement: WatchJudgement,
}

impl Round<'_> {
    fn fact_of(&mut self, key: HullKey) -> Option<usize> {
        if self.hulls.is_empty() {
            self.hulls = self.view.facts.iter().enumerate().map(|(at, fact)| (fact.key, at)).collect();
        }
        self.hulls.get(&key).copied()
    }

    fn is_silent(&self, fact: &HullFact) -> bool {
        self.silenced.contains(&fact.pilot) || self.view.expected.contains(&fact.key)
    }

    fn hold(&mut self, rule: (WatchRuleId, AlertLevel), at: usize, detail: WatchDetail) {
        let fact = &self.view.facts[at];
        let id = WatchAlertId { rule: rule.0, subject: WatchSubject::Hull(fact.key) };
        let held = HeldWatch {
            main: Some(fact.main),
            level: rule.1,
            hulls: BTreeSet::from([fact.key]),
            silent: self.is_silent(fact),
            detail,
        };
        self.judgement.held.insert(id, held);
    }

    fn moves(&mut self, index: &mut WatchIndex, map: &impl StarMap) {
        let of_moves = index.of_kind(|kind| matches!(kind, WatchKind::Moves { .. }));
        if of_moves == 0 {
            return;
        }
        let mut found: BTreeMap<(usize, usize), WatchDetail> = BTreeMap::new();
        self.go_on(index, &mut found);
        let everywhere = index.looking_at(None, map);
        for movement in self.view.movements {
            let Some(at) = self.fact_of(movement.key) else { continue };
            let rules = self.masks[at] & of_moves;
            if rules == 0 {
                continue;
            }
            let mut end = |place: Option<Place>| {
                let location = place.and_then(|place| (self.view.locate)(&place));
                location.map(|location| index.looking_at(Some(location), map))
            };
            let ends = Ends { from: end(movement.from), to: end(Some(movement.to)) };
            for (trigger, mask) in moves::triggers(movement, ends, everywhere) {
                for bit in bits(mask & rules) {
                    if waits_for(index, bit, trigger) {
                        self.trigger(&mut found, (bit, at), trigger, movement);
                    }
                }
            }
        }
        if self.view.is_news {
            self.log_ons(index, of_moves, &mut found);
        }
        for ((bit, at), detail) in found {
            if let WatchDetail::Moves { active, judged_at, .. } = &detail
                && active.contains(&MoveTrigger::Moves)
            {
                self.judge_again(later(*judged_at, ON_ITS_WAY));
            }
            let rule = &index.rules()[bit];
            self.hold((rule.id, rule.level), at, detail);
        }
    }

    fn judge_again(&mut self, at: Timestamp) {
        self.judgement.until = Some(self.judgement.until.map_or(at, |until| until.min(at)));
    }

    /// What triggered an alert that is open, as far as it still holds.
    fn go_on(&mut self, index: &WatchIndex, found: &mut BTreeMap<(usize, usize), WatchDetail>) {
        for alert in self.view.alerts.values().filter(|alert| !alert.is_closed()) {
            let WatchSubject::Hull(key) = alert.id.subject else { continue };
            let Some(bit) = index.rules().iter().position(|rule| rule.id == alert.id.rule) else { continue };
            let WatchDetail::Moves { active, judged_at, .. } = &alert.detail else { continue };
            let Some(at) = self.fact_of(key).filter(|at| self.masks[*at] >> bit & 1 == 1) else { continue };
            let (fact, sight) = (&self.view.facts[at], &self.view.sights[at]);
            let looks_there = fact.whereabouts.map(|_| self.looked_at[at] >> bit & 1 == 1);
            let still: BTreeSet<MoveTrigger> = active
                .iter()
                .copied()
                .filter(|trigger| waits_for(index, bit, *trigger))
                .filter(|trigger| moves::holds(*trigger, sight, looks_there, *judged_at, self.view.now))
                .collect();
            if still.is_empty() {
                continue;
            }
            let mut detail = alert.detail.clone();
            if let WatchDetail::Moves { active, .. } = &mut detail {
                *active = still;
            }
            found.insert((bit, at), detail);
        }
    }

    fn trigger(
        &self,
        found: &mut BTreeMap<(usize, usize), WatchDetail>,
        (bit, at): (usize, usize),
        trigger: MoveTrigger,
        movement: &HullMovement,
    ) {
        let mut active = match found.get(&(bit, at)) {
            Some(WatchDetail::Moves { active, .. }) => active.clone(),
            _ => BTreeSet::new(),
        };
        active.insert(trigger);
        let region = (self.view.locate)(&movement.to).map(|location| location.region);
        let detail = WatchDetail::Moves {
            active,
            trigger,
            before: movement.before,
            at: movement.at,
            judged_at: self.view.now,
            from: movement.from,
            to: movement.to,
            region,
        };
        found.insert((bit, at), detail);
    }

    fn log_ons(&self, index: &WatchIndex, of_moves: RuleMask, found: &mut BTreeMap<(usize, usize), WatchDetail>) {
        for (at, sight) in self.view.sights.iter().enumerate() {
            let rules = self.looked_at[at] & of_moves;
            let Some((offline, online)) = sight.logged_on().filter(|_| rules != 0) else { continue };
            for bit in bits(rules).filter(|bit| waits_for(index, *bit, MoveTrigger::LogsOn)) {
                let rule = &index.rules()[bit];
                // Who went on to another place may have logged on anywhere.
                let was_there = sight.place_since.is_none_or(|since| since <= online);
                let is_known = self.knows_session(rule.id, &self.view.facts[at], online);
                let is_active = matches!(
                    found.get(&(bit, at)),
                    Some(WatchDetail::Moves { active, .. }) if active.contains(&MoveTrigger::LogsOn)
                );
                if is_active || is_known || !(was_there || rule.places.is_everywhere()) {
                    continue;
                }
                let mut active = match found.get(&(bit, at)) {
                    Some(WatchDetail::Moves { active, .. }) => active.clone(),
                    _ => BTreeSet::new(),
                };
                active.insert(MoveTrigger::LogsOn);
                let detail = WatchDetail::Moves {
                    active,
                    trigger: MoveTrigger::LogsOn,
                    before: Some(offline),
                    at: online,
                    judged_at: self.view.now,
                    from: None,
                    to: sight.place,
                    region: self.view.facts[at].whereabouts.map(|location| location.region),
                };
                found.insert((bit, at), detail);
            }
        }
    }

    /// Whether an alert, open or over, was about a time that is no earlier than this session.
    fn knows_session(&self, rule: WatchRuleId, fact: &HullFact, online: Timestamp) -> bool {
        let id = WatchAlertId { rule, subject: WatchSubject::Hull(fact.key) };
        self.view.alerts.get(&id).is_some_and(|alert| match &alert.detail {
            WatchDetail::Moves { at, judged_at, .. } => *at >= online || alert.is_closed() && *judged_at >= online,
            _ => false,
        })
    }

    fn in_space(&mut self, index: &WatchIndex) {
        let of_kind = index.of_kind(|kind| matches!(kind, WatchKind::InSpace { .. }));
        if of_kind == 0 {
            return;
        }
        for (at, sight) in self.view.sights.iter().enumerate() {
            let Some(space) = sight.space else { continue };
            for bit in bits(self.looked_at[at] & of_kind) {
                let rule = &index.rules()[bit];
                let WatchKind::InSpace { stages, .. } = &rule.kind else { continue };
                let reached = stages.iter().take_while(|stage| space.minutes() >= u64::from(stage.minutes)).count();
                if reached == 0 {
                    continue;
                }
                let detail = WatchDetail::InSpace {
                    stage: reached as u32,
                    since: space.began,
                    minutes: space.minutes(),
                    seen_at: space.seen_at,
                };
                self.hold((rule.id, rule.level), at, detail);
            }
        }
    }

    fn massing(&mut self, index: &mut WatchIndex, map: &impl StarMap) {
        let gathering = Gathering { view: self.view, looked_at: &self.looked_at, is_silenced: &self.silenced };
        for (id, level, Gathered { hulls, silent, detail }) in massing::gathered(&gathering, index, map) {
            self.judgement.held.insert(id, HeldWatch { main: None, level, hulls, silent, detail });
        }
    }
}

fn waits_for(index: &WatchIndex, bit: usize, trigger: MoveTrigger) -> bool {
    matches!(&index.rules()[bit].kind, WatchKind::Moves { on } if on.contains(&trigger))
}

/// What watch rules make of single ships: a critical rule makes its ships critical, a standard one alerting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WatchLevels {
    /// The highest level that they give to each ship, with the rule.
    pub open: BTreeMap<HullKey, (AlertLevel, WatchRuleId)>,
    /// Ships that would have one, were nobody snoozed and nothing expected.
    pub silenced: BTreeSet<HullKey>,
}

/// The levels of ships after a judgement.
pub fn levels(judgement: &WatchJudgement) -> WatchLevels {
    let mut levels = WatchLevels::default();
    for (id, held) in &judgement.held {
        if held.silent {
            levels.silenced.extend(&held.hulls);
            continue;
        }
        for hull in &held.hulls {
            let given = (held.level, id.rule);
            levels.open.entry(*hull).and_modify(|level| *level = given.min(*level)).or_insert(given);
        }
    }
    levels
}
