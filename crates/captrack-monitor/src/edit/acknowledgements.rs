//! Acknowledging: somebody has seen what alerts under a main. It stays where it is and is silent until another ship alerts there.

use std::collections::{BTreeMap, BTreeSet};

use captrack_contract::{ErrorCode, PilotRef, Refusal};
use captrack_domain::acknowledgement::{Acknowledgement, hulls_seen};
use captrack_domain::activity::ActivityKind;
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use captrack_domain::watch::{WatchAcknowledgement, WatchAlert, WatchAlertId, WatchDetail, WatchRuleId};
use jiff::Timestamp;

use crate::commit::edit::EditDraft;
use crate::edit::Editor;
use crate::edit::auth_decisions::{LoggedDecision, decide};
use crate::edit::snoozes::find;
use crate::notices::activity::with_reason;
use crate::notices::notification::counted;
use crate::state::State;
use crate::state::edits::StateEdits;

impl Editor<'_> {
    /// Has seen what alerts under mains, also what would if it were not snoozed. A main under which nothing alerts is refused by name.
    pub async fn acknowledge(&self, mains: &[PilotRef], why: Option<String>, by: &str) -> Result<(), Refusal> {
        let why = why.map(|why| why.trim().to_owned()).filter(|why| !why.is_empty());
        let acknowledge = |draft: &mut EditDraft| {
            let (mut wanted, mut watched) = (BTreeMap::new(), BTreeMap::new());
            let of_rules = |draft: &EditDraft, is_meant: &dyn Fn(&WatchAlert) -> bool| {
                seen_of_rules(&draft.state, is_meant, draft.now, by, why.as_deref())
            };
            for meant in find_meant(&draft.state, mains)? {
                let state = &draft.state;
                let main = match meant {
                    Meant::Main(main) => main,
                    Meant::Rule(rule) => {
                        watched.extend(of_rules(draft, &|alert| alert.id.rule == rule));
                        continue;
                    }
                };
                let own = of_rules(draft, &|alert| alert.main == Some(main));
                let by_class = state.watch.alerts.is_empty() || class_alerts(state, main);
                if own.is_empty() && (alerting(state, main).is_empty() || !by_class) {
                    let text = text!("refused-nothing-to-acknowledge", main = state.pilot_name(main));
                    return Err(Refusal::of(ErrorCode::Invalid, text));
                }
                watched.extend(own);
                if by_class {
                    let hulls = hulls_seen(main, &state.facts, &state.evaluation, &state.alerts);
                    let (at, by, why) = (draft.now, by.to_owned(), why.clone());
                    wanted.insert(main, Some(Acknowledgement { main, at, by, why, hulls }));
                }
            }
            decide(draft, wanted, by);
            put_watch_acknowledgements(draft, watched, by);
            Ok(())
        };
        self.change(acknowledge).await.map(drop)
    }

    /// Takes acknowledgements back. A main that was not acknowledged is no error: the wish is fulfilled.
    pub async fn clear_acknowledgement(&self, mains: &[PilotRef], by: &str) -> Result<(), Refusal> {
        let clear = |draft: &mut EditDraft| {
            let (mut wanted, mut watched) = (BTreeMap::new(), BTreeMap::new());
            for meant in find_meant(&draft.state, mains)? {
                let state = &draft.state;
                let is_meant = |alert: &&WatchAlert| match meant {
                    Meant::Main(main) => alert.main == Some(main),
                    Meant::Rule(rule) => alert.id.rule == rule,
                };
                let seen = state.watch.alerts.values().filter(is_meant).map(|alert| alert.id);
                watched.extend(seen.filter(|id| state.watch.acknowledged.contains_key(id)).map(|id| (id, None)));
                if let Meant::Main(main) = meant
                    && state.acknowledgements.of(main).is_some()
                {
                    wanted.insert(main, None);
                }
            }
            decide::<Acknowledgement>(draft, wanted, by);
            put_watch_acknowledgements(draft, watched, by);
            Ok(())
        };
        self.change(clear).await.map(drop)
    }
}

impl LoggedDecision for Acknowledgement {
    const MADE: ActivityKind = ActivityKind::Acknowledged;
    const ENDED: ActivityKind = ActivityKind::AcknowledgementCleared;

    /// `2 titans: moving to staging`
    fn words(&self, state: &State) -> Text {
        let alerting = alerting(state, self.main);
        let what = if alerting.is_empty() { text!("activity-seen") } else { counted(state, &alerting) };
        with_reason(what, self.why.as_deref())
    }

    /// `by Mira Solace: moving to staging`
    fn words_of_before(&self) -> Text {
        with_reason(text!("activity-by", by = self.by.as_str()), self.why.as_deref())
    }

    fn only_here(why: Argument) -> Text {
        text!("acknowledgement-only-here", why = why)
    }
}

/// What somebody acknowledges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Meant {
    /// A main's card, with what watch rules alert about its ships.
    Main(PilotId),
    /// All that a watch rule alerts about: how a massing is meant, which stands under no main.
    Rule(WatchRuleId),
}

fn find_meant(state: &State, named: &[PilotRef]) -> Result<BTreeSet<Meant>, Refusal> {
    let meant = |named: &PilotRef| {
        let found = find_main(state, named).map(Meant::Main);
        let PilotRef::Name(name) = named else { return found };
        let is_open =
            |rule: &WatchRuleId| state.watch.alerts.values().any(|one| one.id.rule == *rule && !one.is_closed());
        let rule = state.policy.watch.iter().find(|rule| rule.name.eq_ignore_ascii_case(name)).map(|rule| rule.id);
        found.or_else(|refusal| rule.filter(is_open).map(Meant::Rule).ok_or(refusal))
    };
    named.iter().map(meant).collect()
}

/// What somebody has seen who acknowledges alerts of watch rules, also silent ones and those that are about to end.
fn seen_of_rules(
    state: &State,
    is_meant: &dyn Fn(&WatchAlert) -> bool,
    now: Timestamp,
    by: &str,
    why: Option<&str>,
) -> BTreeMap<WatchAlertId, Option<WatchAcknowledgement>> {
    let seen = |alert: &WatchAlert| WatchAcknowledgement {
        alert: alert.id,
        at: now,
        by: by.to_owned(),
        why: why.map(str::to_owned),
        count: match alert.detail {
            WatchDetail::Massing { count, .. } => count,
            WatchDetail::Moves { .. } | WatchDetail::InSpace { .. } => 0,
        },
    };
    let open = state.watch.alerts.values().filter(|alert| !alert.is_closed() && is_meant(alert));
    open.map(|alert| (alert.id, Some(seen(alert)))).collect()
}

/// Puts them in force, each main and each massing with its line in the activity log.
pub(crate) fn put_watch_acknowledgements(
    draft: &mut EditDraft,
    wanted: BTreeMap<WatchAlertId, Option<WatchAcknowledgement>>,
    by: &str,
) {
    let subject = |state: &State, id: &WatchAlertId| {
        let main = state.watch.alerts.get(id).and_then(|alert| alert.main);
        let rule = || state.watch_rule(*id).map_or_else(|| id.rule.to_string(), |rule| rule.name.clone());
        main.map_or_else(rule, |main| state.pilot_name(main))
    };
    let mut lines: BTreeMap<(String, bool), Text> = BTreeMap::new();
    for (id, seen) in &wanted {
        let rule = draft.state.watch_rule(*id).map_or_else(String::new, |rule| rule.name.clone());
        let before = draft.state.watch.acknowledged.get(id).and_then(|seen| seen.why.clone());
        let why = seen.as_ref().map_or(before, |seen| seen.why.clone());
        let words = with_reason(text!("activity-watch-rule", rule = rule), why.as_deref());
        lines.insert((subject(&draft.state, id), seen.is_some()), words);
    }
    for ((subject, is_made), words) in lines {
        let (kind, old, new) = if is_made {
            (ActivityKind::Acknowledged, None, Some(words.into()))
        } else {
            (ActivityKind::AcknowledgementCleared, Some(words.into()), None)
        };
        draft.log(by, kind, subject, old, new);
    }
    if !wanted.is_empty() {
        draft.put(StateEdits { watch_acknowledgements: wanted, ..StateEdits::default() });
    }
}

/// Whether any class alerts under a main, or would if nobody were snoozed, or is about to end.
fn class_alerts(state: &State, main: PilotId) -> bool {
    state.evaluation.without_snoozes.values().any(|would| would.main == main)
        || state.alerts.values().any(|alert| alert.main == main && !alert.is_closed())
}

/// The main that is meant: a main by id or name, watched or not; of a pilot that has one, that one.
pub(crate) fn find_main(state: &State, main: &PilotRef) -> Result<PilotId, Refusal> {
    let unwatched = state.pilots.values().filter_map(Pilot::other_main).find(|id| match main {
        PilotRef::Id(wanted) => wanted == id,
        PilotRef::Name(wanted) => state.name(id.0).is_some_and(|name| name.eq_ignore_ascii_case(wanted)),
    });
    match (find(state, main), unwatched) {
        (Ok(pilot), _) => Ok(state.pilots.get(&pilot).map_or(pilot, Pilot::main_id)),
        (Err(_), Some(main)) => Ok(main),
        (Err(refusal), None) => Err(refusal),
    }
}

/// The facts of a main that alert, or would if nobody were snoozed.
fn alerting(state: &State, main: PilotId) -> Vec<usize> {
    let judged = state.facts.iter().zip(&state.evaluation.verdicts).enumerate();
    let alerting = judged.filter(|(_, (fact, verdict))| {
        fact.main == main && verdict.as_ref().is_some_and(|verdict| verdict.would_alert)
    });
    alerting.map(|(index, _)| index).collect()
}
