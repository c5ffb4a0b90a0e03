//! Leaders' decisions on all desks alike: snoozes and acknowledgements go to AllianceAuth and come from it, and the newest counts.

use std::collections::BTreeSet;
use std::convert::Infallible;

use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::activity::ActivityKind;
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;
use captrack_domain::snooze::Snooze;
use captrack_domain::words::sentence;
use captrack_ports::{
    AcknowledgementDecision, Conditional, DecisionList, Revisions, Shared, SharedAcknowledgement, SnoozeDecision,
};
use captrack_store::StoreError;
use jiff::Timestamp;

use crate::commit::edit::{Draft, edit};
use crate::edit::Edit;
use crate::notices::activity::{until_words, with_reason};
use crate::poll::asking::Answers;
use crate::state::State;
use crate::state::auth::decided::{Decided, watched};
use crate::state::auth::{Decisions, Mark};
use crate::state::edits::Edits;

/// What the server's answers make of the decisions: what is kept as known, and what of it is new here.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// To be kept.
    pub keep: Vec<Decided>,
    /// Decisions by others that are to take effect here.
    pub snoozes: Vec<SnoozeDecision>,
    /// The same of acknowledgements.
    pub acknowledgements: Vec<AcknowledgementDecision>,
    /// What the server does not take, about whom, and why.
    pub refused: Vec<(PilotId, &'static str, String)>,
}

/// Why a decision about somebody whom the server does not know is not shared.
const UNKNOWN: &str = "AllianceAuth does not know the character, or your account may not see it.";

fn here_alone(sent: &SnoozeDecision, why: &str) -> SnoozeDecision {
    SnoozeDecision { local: Some(why.to_owned()), ..sent.clone() }
}

fn seen_here_alone(sent: &AcknowledgementDecision, why: &str) -> AcknowledgementDecision {
    AcknowledgementDecision { local: Some(why.to_owned()), ..sent.clone() }
}

/// Compares what the server says with what is known here. A decision about somebody who is not watched here is left for later: with the
/// pilot it is asked for again.
pub fn hear(state: &State, answers: &Answers) -> Heard {
    let mut heard = Heard::default();
    for (sent, outcome) in &answers.sent_snoozes {
        let is_latest = state.auth.snoozes.get(&sent.pilot).is_some_and(|(known, _)| known == sent);
        match outcome {
            // The user has decided otherwise while it was under way.
            _ if !is_latest => {}
            // As of the server's clock, which decides between desks.
            Shared::Stored(stored) => heard.keep.push(Decided::Snooze(stored.clone(), false)),
            Shared::Unknown => heard.keep.push(Decided::Snooze(here_alone(sent, UNKNOWN), false)),
            Shared::Refused(why) => {
                heard.keep.push(Decided::Snooze(here_alone(sent, why), false));
                heard.refused.push((sent.pilot, "The snooze", why.clone()));
            }
            Shared::Superseded(newer) => heard.snooze(newer.clone()),
        }
    }
    for (sent, outcome) in &answers.sent_acknowledgements {
        let is_latest = state.auth.acknowledgements.get(&sent.main).is_some_and(|(known, _)| known == sent);
        match outcome {
            _ if !is_latest => {}
            Shared::Stored(stored) => heard.keep.push(Decided::Acknowledgement(stored.clone(), false)),
            Shared::Unknown => heard.keep.push(Decided::Acknowledgement(seen_here_alone(sent, UNKNOWN), false)),
            Shared::Refused(why) => {
                heard.keep.push(Decided::Acknowledgement(seen_here_alone(sent, why), false));
                heard.refused.push((sent.main, "The acknowledgement", why.clone()));
            }
            Shared::Superseded(newer) => heard.acknowledgement(newer.clone()),
        }
    }
    // What waits to be sent is weighed by the server first.
    let may_send = state.auth.connection.as_ref().is_some_and(|connection| connection.whoami.may_snooze);
    if let Some(Conditional::New(DecisionList { decisions, .. }, _)) = &answers.snoozes {
        let waits = |pilot: &PilotId| may_send && state.auth.snoozes.get(pilot).is_some_and(|(_, unsent)| *unsent);
        let is_new = |decision: &&SnoozeDecision| {
            state.pilots.contains_key(&decision.pilot)
                && !waits(&decision.pilot)
                && is_newer(&state.auth.snoozes, decision.pilot, decision.decided_at, |known| known.decided_at)
        };
        decisions.iter().filter(is_new).for_each(|decision| heard.snooze(decision.clone()));
    }
    if let Some(Conditional::New(DecisionList { decisions, .. }, _)) = &answers.acknowledgements {
        let waits =
            |main: &PilotId| may_send && state.auth.acknowledgements.get(main).is_some_and(|(_, unsent)| *unsent);
        let mains: BTreeSet<PilotId> = state.pilots.values().map(Pilot::main_id).collect();
        let is_new = |decision: &&AcknowledgementDecision| {
            is_newer(&state.auth.acknowledgements, decision.main, decision.decided_at, |known| known.decided_at)
                && !waits(&decision.main)
                && mains.contains(&decision.main)
        };
        decisions.iter().filter(is_new).for_each(|decision| heard.acknowledgement(decision.clone()));
    }
    heard
}

/// The server cuts times to whole microseconds: what was sent and comes back is no news.
fn is_newer<T>(
    known: &Decisions<T>,
    subject: PilotId,
    decided_at: Timestamp,
    time_of: impl Fn(&T) -> Timestamp,
) -> bool {
    known.get(&subject).is_none_or(|(known, _)| decided_at.as_microsecond() > time_of(known).as_microsecond())
}

impl Heard {
    fn snooze(&mut self, decision: SnoozeDecision) {
        self.keep.push(Decided::Snooze(decision.clone(), false));
        self.snoozes.push(decision);
    }

    fn acknowledgement(&mut self, decision: AcknowledgementDecision) {
        self.keep.push(Decided::Acknowledgement(decision.clone(), false));
        self.acknowledgements.push(decision);
    }
}

impl Edit<'_> {
    /// Puts what other leaders decided in force here, as edits: nobody is told of them but the log.
    pub(crate) async fn take_decisions(&self, answers: &Answers) -> Result<(), StoreError> {
        let mut state = self.lock().await;
        let heard = hear(&state, answers);
        if heard.keep.is_empty() {
            note_etags(&mut state, answers);
            return Ok(());
        }
        let take = |draft: &mut Draft| {
            for decision in heard.snoozes {
                put_snooze(draft, decision);
            }
            for decision in heard.acknowledgements {
                put_acknowledgement(draft, decision);
            }
            tell_refused(draft, &heard.refused);
            draft.change.decided = heard.keep;
            note_etags(&mut draft.state, answers);
            Ok::<_, Infallible>(())
        };
        let taken = edit(self.shared, &mut state, take).await;
        drop(state);
        self.after_edit().await;
        taken?;
        Ok(())
    }
}

/// What the server does not take is told: it counts on this computer alone, and is not sent again.
fn tell_refused(draft: &mut Draft, refused: &[(PilotId, &str, String)]) {
    let connection = draft.state.auth.connection.as_ref();
    let by = &*connection.map_or_else(|| "AllianceAuth".to_owned(), |connection| connection.whoami.server.clone());
    for (subject, what, why) in refused {
        tracing::warn!(why, "AllianceAuth does not take a decision: it counts on this computer alone");
        let said = format!("{what} is only on this computer: {}", sentence(why));
        draft.log(by, ActivityKind::AllianceAuth, draft.state.pilot_name(*subject), None, Some(said));
    }
}

/// What came with these has taken effect for those who are watched now.
fn note_etags(state: &mut State, answers: &Answers) {
    let watched = watched(state);
    let Revisions { snoozes, acknowledgements, .. } = &answers.revisions;
    note_etag(&mut state.auth.etags.snoozes, watched, answers.snoozes.as_ref(), snoozes.as_ref());
    note_etag(
        &mut state.auth.etags.acknowledgements,
        watched,
        answers.acknowledgements.as_ref(),
        acknowledgements.as_ref(),
    );
}

fn note_etag<T>(
    kept: &mut Option<(u64, Mark)>,
    watched: u64,
    answer: Option<&Conditional<T>>,
    revision: Option<&String>,
) {
    match (answer, kept) {
        (Some(Conditional::New(_, etag)), kept) => {
            *kept = Some((watched, Mark { etag: etag.clone(), revision: revision.cloned() }));
        }
        (Some(Conditional::Unchanged), Some((of, mark))) if *of == watched => mark.revision = revision.cloned(),
        _ => {}
    }
}

fn put_snooze(draft: &mut Draft, decision: SnoozeDecision) {
    let SnoozeDecision { pilot, snooze, by, .. } = decision;
    let told = |snooze: &Snooze| with_reason(until_words(snooze.until), snooze.why.as_deref());
    let old = draft.state.snoozes.of(pilot, draft.now).map(told);
    let name = draft.state.pilot_name(pilot);
    let new = snooze
        .map(|shared| Snooze { pilot, since: shared.since, until: shared.until, by: by.clone(), why: shared.why })
        .filter(|snooze| snooze.holds(draft.now));
    match &new {
        Some(snooze) => draft.log(&by, ActivityKind::Snoozed, name, old, Some(told(snooze))),
        None if draft.state.snoozes.0.contains_key(&pilot) => {
            draft.log(&by, ActivityKind::SnoozeCleared, name, old, None);
        }
        None => return,
    }
    draft.put(Edits { snoozes: [(pilot, new)].into(), ..Edits::default() });
}

fn put_acknowledgement(draft: &mut Draft, decision: AcknowledgementDecision) {
    let AcknowledgementDecision { main, acknowledged, decided_at, by, .. } = decision;
    let name = draft.state.pilot_name(main);
    let seen = if let Some(SharedAcknowledgement { hulls, why }) = acknowledged {
        let new = Some(with_reason("seen".to_owned(), why.as_deref()));
        draft.log(&by, ActivityKind::Acknowledged, name, None, new);
        Some(Acknowledgement { main, at: decided_at, by, why, hulls })
    } else {
        let Some(seen) = draft.state.acknowledgements.of(main) else { return };
        let old = Some(with_reason(format!("by {}", seen.by), seen.why.as_deref()));
        draft.log(&by, ActivityKind::AcknowledgementCleared, name, old, None);
        None
    };
    draft.put(Edits { acknowledgements: [(main, seen)].into(), ..Edits::default() });
}

#[cfg(test)]
mod tests;
