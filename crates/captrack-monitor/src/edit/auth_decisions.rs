//! Leaders' decisions on all desks alike: snoozes and acknowledgements go to AllianceAuth and come from it, and the newest counts.

use crate::notices::activity::Phrase;
use std::collections::BTreeMap;
use std::convert::Infallible;

use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::activity::ActivityKind;
use captrack_domain::ids::PilotId;
use captrack_domain::snooze::Snooze;
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use captrack_ports::{ConditionalAnswer, Decision, DecisionList, Revisions, ShareOutcome};
use captrack_store::StoreError;
use captrack_text::english;

use crate::commit::edit::{EditDraft, edit};
use crate::edit::Editor;
use crate::poll::auth_round::{DecisionAnswers, RoundAnswers};
use crate::state::State;
use crate::state::auth::KnownVersion;
use crate::state::auth::decisions::{Decidable, NewestDecision, watched};
use crate::state::edits::StateEdits;

/// A decision as the activity log tells of it.
pub(crate) trait LoggedDecision: Decidable {
    const MADE: ActivityKind;
    const ENDED: ActivityKind;
    /// What holds from now on.
    fn words(&self, state: &State) -> Text;
    /// The same of what held until now.
    fn words_of_before(&self) -> Text;
    /// That it counts on this computer alone, and why.
    fn only_here(why: Argument) -> Text;
}

/// This computer's user decides, for all desks where an AllianceAuth shares it; none: what there is ends.
pub(crate) fn decide<K: LoggedDecision>(draft: &mut EditDraft, wanted: BTreeMap<PilotId, Option<K>>, by: &str) {
    let decided = wanted.iter().map(|(subject, made)| (*subject, made.as_ref()));
    let decided = draft.state.auth.decide(decided, draft.now, by);
    draft.change.decided.extend(decided);
    put(draft, wanted, by);
}

/// Puts decisions in force, each with its line in the activity log; nothing is said, or done, where there is nothing to end.
fn put<K: LoggedDecision>(draft: &mut EditDraft, mut wanted: BTreeMap<PilotId, Option<K>>, by: &str) {
    wanted.retain(|subject, made| made.is_some() || K::in_force(&draft.state).contains_key(subject));
    for (subject, made) in &wanted {
        let old = K::in_force(&draft.state).get(subject).filter(|old| old.holds(draft.now)).map(K::words_of_before);
        let new = made.as_ref().map(|made| made.words(&draft.state));
        if old.is_some() || new.is_some() {
            let kind = if new.is_some() { K::MADE } else { K::ENDED };
            draft.log(by, kind, draft.state.pilot_name(*subject), old.map(Phrase::from), new.map(Phrase::from));
        }
    }
    let mut edits = StateEdits::default();
    *K::among(&mut edits) = wanted;
    draft.put(edits);
}

/// What the server's answers make of the decisions of one kind.
#[derive(Debug)]
pub(crate) struct DecisionResults<K: Decidable> {
    /// To be kept as known.
    keep: Vec<NewestDecision>,
    /// Decisions by others that are to take effect here.
    news: Vec<Decision<K::Shared>>,
    /// What the server does not take, about whom, and why.
    refused: Vec<(PilotId, Text)>,
}

/// Compares what the server says with what is known here. A decision about somebody who is not watched here is left for later: with the
/// pilot it is asked for again.
pub(crate) fn hear<K: Decidable>(state: &State, answers: &DecisionAnswers<K::Shared>) -> DecisionResults<K> {
    let mut heard = DecisionResults { keep: Vec::new(), news: Vec::new(), refused: Vec::new() };
    let known = K::known(&state.auth);
    let here_alone = |sent: &Decision<K::Shared>, why: &str| Decision { local: Some(why.to_owned()), ..sent.clone() };
    for (sent, outcome) in &answers.sent {
        let is_latest = known.get(&sent.subject).is_some_and(|(known, _)| known == sent);
        match outcome {
            // The user has decided otherwise while it was under way.
            _ if !is_latest => {}
            // As of the server's clock, which decides between desks.
            ShareOutcome::Stored(stored) => heard.keep.push(K::to_keep(stored.clone(), false)),
            ShareOutcome::Unknown => {
                heard.keep.push(K::to_keep(here_alone(sent, &english(&text!("decision-of-unknown"))), false));
            }
            ShareOutcome::Refused(why) => {
                heard.keep.push(K::to_keep(here_alone(sent, &english(why)), false));
                heard.refused.push((sent.subject, why.clone()));
            }
            ShareOutcome::Superseded(newer) => heard.is_news(newer),
        }
    }
    let Some(ConditionalAnswer::New(DecisionList { decisions, .. }, _)) = &answers.told else { return heard };
    // What waits to be sent is weighed by the server first.
    let may_send = state.auth.connection.as_ref().is_some_and(|connection| connection.whoami.may_snooze);
    let subjects = K::subjects(state);
    for told in decisions.iter().filter(|told| subjects.contains(&told.subject)) {
        // The server cuts times to whole microseconds: what was sent and comes back is no news.
        let is_new = known.get(&told.subject).is_none_or(|(known, unsent)| {
            let waits = may_send && *unsent;
            !waits && told.decided_at.as_microsecond() > known.decided_at.as_microsecond()
        });
        if is_new {
            heard.is_news(told);
        }
    }
    heard
}

impl<K: Decidable> DecisionResults<K> {
    fn is_news(&mut self, decision: &Decision<K::Shared>) {
        self.keep.push(K::to_keep(decision.clone(), false));
        self.news.push(decision.clone());
    }
}

impl<K: LoggedDecision> DecisionResults<K> {
    fn take_effect(self, draft: &mut EditDraft) {
        for decision in self.news {
            let (subject, by) = (decision.subject, decision.by.clone());
            let made = K::of(decision).filter(|made| made.holds(draft.now));
            put(draft, [(subject, made)].into(), &by);
        }
        tell_refused::<K>(draft, &self.refused);
        draft.change.decided.extend(self.keep);
    }
}

impl Editor<'_> {
    /// Puts what other leaders decided in force here, as edits: nobody is told of them but the log.
    pub(crate) async fn take_decisions(&self, answers: &RoundAnswers) -> Result<(), StoreError> {
        let mut state = self.lock().await;
        let (snoozes, seen) = (hear::<Snooze>(&state, &answers.snoozes), hear(&state, &answers.acknowledgements));
        if snoozes.keep.is_empty() && seen.keep.is_empty() {
            note_etags(&mut state, answers);
            return Ok(());
        }
        let take = |draft: &mut EditDraft| {
            snoozes.take_effect(draft);
            DecisionResults::<Acknowledgement>::take_effect(seen, draft);
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
fn tell_refused<K: LoggedDecision>(draft: &mut EditDraft, refused: &[(PilotId, Text)]) {
    let connection = draft.state.auth.connection.as_ref();
    let by = &*connection.map_or_else(|| "AllianceAuth".to_owned(), |connection| connection.whoami.server.clone());
    for (subject, why) in refused {
        tracing::warn!(%why, "AllianceAuth does not take a decision: it counts on this computer alone");
        let said = K::only_here(why.clone().as_sentence().into()).into();
        draft.log(by, ActivityKind::AllianceAuth, draft.state.pilot_name(*subject), None, Some(said));
    }
}

/// What came with these has taken effect for those who are watched now.
fn note_etags(state: &mut State, answers: &RoundAnswers) {
    let watched = watched(state);
    let (etags, Revisions { snoozes, acknowledgements, .. }) = (&mut state.auth.etags, &answers.revisions);
    note_etag(&mut etags.snoozes, watched, answers.snoozes.told.as_ref(), snoozes.as_ref());
    let told = answers.acknowledgements.told.as_ref();
    note_etag(&mut etags.acknowledgements, watched, told, acknowledgements.as_ref());
}

fn note_etag<T>(
    kept: &mut Option<(u64, KnownVersion)>,
    watched: u64,
    answer: Option<&ConditionalAnswer<T>>,
    revision: Option<&String>,
) {
    match (answer, kept) {
        (Some(ConditionalAnswer::New(_, etag)), kept) => {
            *kept = Some((watched, KnownVersion { etag: etag.clone(), revision: revision.cloned() }));
        }
        (Some(ConditionalAnswer::Unchanged), Some((of, mark))) if *of == watched => mark.revision = revision.cloned(),
        _ => {}
    }
}

#[cfg(test)]
mod tests;
