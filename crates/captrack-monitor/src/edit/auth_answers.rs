//! A round's answers are taken in: how the server answers, who is named, the hulls; then what leaders decided and published, and whom nobody
//! names any more.

use crate::notices::activity::Phrase;
use std::collections::BTreeSet;
use std::convert::Infallible;

use captrack_domain::activity::ActivityKind;
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;
use captrack_domain::roster::Roster;
use captrack_domain::text;
use captrack_ports::{AuthError, ConditionalAnswer};
use captrack_store::StoreError;
use jiff::{SignedDuration, Timestamp};

use crate::commit::edit::{EditDraft, edit};
use crate::commit::{PendingChange, commit};
use crate::edit::Editor;
use crate::edit::pilots::strike_unlisted;
use crate::notices::activity::BY_ITSELF;
use crate::poll::auth_round::RoundAnswers;
use crate::poll::membership::{MembershipChange, join, long_missing};
use crate::poll::rosters::{RosterNames, apply_roster, learn};
use crate::state::State;
use crate::state::auth::coverage::{BestCoverage, ReportedCoverage};
use crate::state::auth::{AuthState, RosterVersion};

/// So many pilots who come under another main have a line each in the activity log.
const ONE_BY_ONE: usize = 10;

impl Editor<'_> {
    /// Takes a round's answers in: how the server answers; who is named, as an edit where somebody comes under another main; then the
    /// hulls, as news.
    pub(crate) async fn take_auth(&self, answers: &RoundAnswers) -> Result<(), StoreError> {
        let mut state = self.lock().await;
        if !is_of_now(&state, answers) {
            return Ok(());
        }
        let now = self.now();
        note_round(&mut state, answers, now);
        state.unsaved.auth = true;
        let mut learned = RosterNames::default();
        let edited = match &answers.roster {
            // Changes of what is not known here: everything is asked for the next time.
            Some((_, ConditionalAnswer::New(roster, _))) if !follows(&state, answers, roster) => {
                state.auth.etags.roster = None;
                false
            }
            Some((groups, ConditionalAnswer::New(roster, etag))) => {
                let shift = state.auth.connection.as_ref().map_or(0, |connection| connection.clock_shift_secs);
                let roster = roster.clone().put_back(SignedDuration::from_secs(shift), now);
                learned = learn(&mut state, &roster, now);
                let members = self.take_members(&mut state, Some(&roster), now).await?;
                let absorbed = apply_roster(&mut state, groups, &roster, &members.first_named, now);
                state.unsaved = absorbed.joined(std::mem::take(&mut state.unsaved));
                commit(self.shared, &mut state, PendingChange::news()).await?;
                // Only now: before, it had not taken effect.
                state.auth.etags.roster = mark(answers, &roster, etag.as_ref()).map(|mark| (groups.clone(), mark));
                members.edited
            }
            Some((groups, ConditionalAnswer::Unchanged)) => {
                let edited = self.take_members(&mut state, None, now).await?.edited;
                if let Some((asked, mark)) = &mut state.auth.etags.roster
                    && asked == groups
                {
                    mark.revision.clone_from(&answers.revisions.roster);
                }
                edited
            }
            None => {
                // A question that is not taken may be one with a cursor that is none.
                if matches!(answers.error, Some(AuthError::Request { .. } | AuthError::Setup { .. })) {
                    state.auth.etags.roster = None;
                }
                false
            }
        };
        drop(state);
        if edited {
            self.after_edit().await;
        }
        self.store.put_names(&learned.names).await?;
        self.store.put_structures(&learned.structures).await?;
        self.settle_rights().await;
        Ok(())
    }

    /// Mains that change at AllianceAuth are edits like those that are changed here: nobody is called for them. What was read until now is
    /// judged as news before.
    async fn take_members(
        &self,
        state: &mut State,
        roster: Option<&Roster>,
        now: Timestamp,
    ) -> Result<Members, StoreError> {
        let take = |draft: &mut EditDraft| {
            let shrunk_before = AuthState::shrunk(&draft.state);
            let mut joined = join(&mut draft.state, roster, now);
            if let Some(shrunk) = AuthState::shrunk(&draft.state).filter(|_| shrunk_before.is_none()) {
                tracing::warn!(lacks = shrunk.lacks, of = shrunk.of, "AllianceAuth suddenly names fewer pilots");
            }
            if joined.new > 0 {
                tracing::info!(pilots = joined.new, "AllianceAuth names pilots who are new here");
            }
            let first_named = std::mem::take(&mut joined.first_named);
            let edited = !joined.regrouped.is_empty() || !joined.left.is_empty();
            let absorbed = std::mem::take(&mut joined.absorbed);
            if edited {
                draft.change.absorbed = absorbed;
                tell_log(draft, &joined);
            } else {
                // Written and judged as news, with the hulls.
                draft.state.unsaved = absorbed.joined(std::mem::take(&mut draft.state.unsaved));
            }
            Ok::<_, Infallible>(Members { first_named, edited })
        };
        Ok(edit(self.shared, state, take).await?.value)
    }

    /// What follows a round once its facts are judged: decisions, rules, and whom nobody names any more. One that cannot be written holds
    /// up none of the others.
    pub(crate) async fn follow_auth(&self, answers: &RoundAnswers) -> Result<(), StoreError> {
        if !is_of_now(&*self.lock().await, answers) {
            return Ok(());
        }
        let decisions = self.take_decisions(answers).await;
        let rules = self.take_published(answers).await;
        // A round that brought no roster says nothing of anybody.
        let gone = if answers.roster.is_some() { self.forget_long_missing().await } else { Ok(()) };
        decisions.and(rules).and(gone)
    }

    async fn forget_long_missing(&self) -> Result<(), StoreError> {
        let mut state = self.lock().await;
        let missing = long_missing(&state);
        if missing.is_empty() {
            return Ok(());
        }
        let let_go = |draft: &mut EditDraft| {
            let new = Some(text!("activity-unnamed-for-a-day").into());
            let subject = text!("pilots-many", n = missing.len());
            draft.log(BY_ITSELF, ActivityKind::AllianceAuth, subject, None, new);
            leave(draft, missing);
            Ok::<_, Infallible>(())
        };
        edit(self.shared, &mut state, let_go).await?;
        drop(state);
        self.after_edit().await;
        Ok(())
    }
}

/// AllianceAuth does not name these any more. Whoever is signed in here stays, without its word.
pub(super) fn leave(draft: &mut EditDraft, members: BTreeSet<PilotId>) {
    let state = &mut draft.state;
    let (signed_in, gone): (BTreeSet<_>, BTreeSet<_>) =
        members.into_iter().partition(|id| state.pilots.get(id).is_some_and(Pilot::is_signed_in));
    for id in &signed_in {
        if let Some(pilot) = state.pilots.get_mut(id) {
            pilot.auth = None;
        }
    }
    draft.change.absorbed.pilots.extend(signed_in);
    strike_unlisted(draft, gone);
}

/// What taking the members in has come to.
struct Members {
    /// Whom it names for the first time.
    first_named: BTreeSet<PilotId>,
    /// Somebody has come under another main.
    edited: bool,
}

/// Whether the answers are those of the connection that there is now.
fn is_of_now(state: &State, answers: &RoundAnswers) -> bool {
    state.auth.connection.as_ref().is_some_and(|connection| connection.connected_at == answers.connected_at)
}

/// Whether an answer is of everybody, or of what has changed since what was taken in last: none twice, and none after a later one.
fn follows(state: &State, answers: &RoundAnswers, roster: &Roster) -> bool {
    let taken = state.auth.etags.roster.as_ref().and_then(|(_, mark)| mark.cursor.as_ref());
    roster.removed.is_none() || (taken.is_some() && taken == answers.cursor.as_ref())
}

/// What a roster that has taken effect is known by. One of which not all was understood has to be told again as a whole.
fn mark(answers: &RoundAnswers, roster: &Roster, told: Option<&String>) -> Option<RosterVersion> {
    let revision = answers.revisions.roster.clone();
    match (told.cloned(), answers.tells_changes) {
        (None, _) => None,
        (Some(_), true) if roster.doubt.rows > 0 => None,
        (cursor, true) => Some(RosterVersion { etag: None, cursor, revision }),
        (etag, false) => Some(RosterVersion { etag, cursor: None, revision: None }),
    }
}

fn note_round(state: &mut State, answers: &RoundAnswers, now: Timestamp) {
    let Some(connection) = &mut state.auth.connection else { return };
    if let Some(whoami) = &answers.whoami {
        connection.whoami = whoami.clone();
        connection.note_clock();
        connection.refused = None;
    }
    match &answers.error {
        Some(error) => {
            tracing::info!(%error, "AllianceAuth did not answer everything");
            connection.failed(error, now);
        }
        None if answers.whole => connection.answered(now),
        None => {}
    }
    if answers.roster.is_some() {
        connection.note_hulls_read(now);
    }
    match &answers.coverage {
        Some(ConditionalAnswer::New(coverage, etag)) => {
            let readable = coverage.pilots.iter().filter(|pilot| pilot.is_readable()).count();
            connection.best_coverage = Some(BestCoverage::after(connection.best_coverage, readable, now));
            let (etag, coverage) = (etag.clone(), coverage.clone());
            state.auth.coverage = Some(ReportedCoverage { told_at: now, etag, coverage }).into();
        }
        Some(ConditionalAnswer::Unchanged) => {
            if let Some(told) = &mut *state.auth.coverage {
                told.told_at = now;
            }
        }
        None => {}
    }
    let odd = &mut connection.odd_rows;
    if let Some((_, ConditionalAnswer::New(roster, _))) = &answers.roster {
        odd.roster = roster.doubt.rows;
    }
    if let Some(ConditionalAnswer::New(list, _)) = &answers.snoozes.told {
        odd.snoozes = list.left_out;
    }
    if let Some(ConditionalAnswer::New(list, _)) = &answers.acknowledgements.told {
        odd.acknowledgements = list.left_out;
    }
}

fn tell_log(draft: &mut EditDraft, joined: &MembershipChange) {
    let connection = draft.state.auth.connection.as_ref();
    let by = &*connection.map_or_else(|| BY_ITSELF.to_owned(), |connection| connection.whoami.server.clone());
    if joined.regrouped.len() > ONE_BY_ONE {
        let subject = text!("pilots-many", n = joined.regrouped.len());
        draft.log(by, ActivityKind::Main, subject, None, Some(text!("activity-other-mains").into()));
    } else {
        for (pilot, from, to) in &joined.regrouped {
            let [subject, old, new] = [pilot, from, to].map(|id| draft.state.pilot_name(*id));
            draft.log(by, ActivityKind::Main, subject, Some(old.into()), Some(new.into()));
        }
    }
    let left: Vec<Phrase> = if joined.left.len() > ONE_BY_ONE {
        vec![text!("pilots-many", n = joined.left.len()).into()]
    } else {
        joined.left.iter().map(|id| draft.state.pilot_name(*id).into()).collect()
    };
    for subject in left {
        draft.log(by, ActivityKind::AllianceAuth, subject, None, Some(text!("activity-left").into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_state::auth::connected;
    use crate::test_state::{at, kara};

    fn knowing(cursor: Option<&str>) -> State {
        let mut state = connected(kara(), at(0));
        let mark = RosterVersion { cursor: cursor.map(str::to_owned), ..RosterVersion::default() };
        state.auth.etags.roster = Some((BTreeSet::new(), mark));
        state
    }

    #[test]
    fn changes_count_once_and_only_after_what_they_follow() {
        let answers = |cursor: Option<&str>| RoundAnswers {
            cursor: cursor.map(str::to_owned),
            ..RoundAnswers::none(at(0), true)
        };
        let changes = Roster { removed: Some(BTreeSet::new()), ..Roster::default() };
        assert!(follows(&knowing(Some("a")), &answers(Some("a")), &changes));
        assert!(!follows(&knowing(Some("b")), &answers(Some("a")), &changes), "they are taken in already");
        assert!(!follows(&knowing(None), &answers(Some("a")), &changes), "of what is not known");
        assert!(!follows(&knowing(None), &answers(None), &changes));
        assert!(follows(&knowing(Some("b")), &answers(Some("a")), &Roster::default()), "everything follows anything");
    }

    #[test]
    fn what_was_not_understood_is_asked_for_again_as_a_whole() {
        let answers = |tells_changes| RoundAnswers { tells_changes, ..RoundAnswers::none(at(0), true) };
        let mut roster = Roster::default();
        let told = "a".to_owned();
        let of = |answers: &RoundAnswers, roster: &Roster| mark(answers, roster, Some(&told));
        assert_eq!(of(&answers(true), &roster).unwrap().cursor, Some("a".to_owned()));
        assert_eq!(of(&answers(false), &roster).unwrap().etag, Some("a".to_owned()));
        roster.doubt.note_row(None);
        assert_eq!(of(&answers(true), &roster), None);
        assert_eq!(mark(&answers(true), &Roster::default(), None), None);
    }
}
