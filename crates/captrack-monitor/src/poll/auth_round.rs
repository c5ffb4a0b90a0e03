//! One round of questions to AllianceAuth, without the state: who am I, who has which hulls, what did leaders decide, which rules.

use std::collections::BTreeSet;
use std::sync::Arc;

use captrack_domain::ids::GroupId;
use captrack_domain::roster::Roster;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_ports::{
    AcknowledgementDecision, AuthAccess, AuthAddress, AuthCoverage, AuthError, AuthServer, ConditionalAnswer, Decision,
    DecisionList, PublishedPolicy, Revisions, Secrets, ShareOutcome, SharedAcknowledgement, SharedSnooze,
    SnoozeDecision, Whoami,
};
use jiff::{SignedDuration, Timestamp};

use crate::shared::faults::{Crashes, SupervisedPart};
use crate::state::State;
use crate::state::auth::coverage::ReportedCoverage;
use crate::state::auth::decisions::watched;
use crate::state::auth::{AuthState, KnownVersion, RosterVersion, RoundGuard, TOKEN, is_the_same, shifts_alike};

/// The server takes so many groups in a question.
const GROUPS: usize = 100;
/// The server takes so many decisions at once.
const DECISIONS: usize = 500;

/// What is asked.
#[derive(Debug)]
pub struct RoundQuestions {
    under_way: RoundGuard,
    address: AuthAddress,
    connected_at: Timestamp,
    groups: BTreeSet<GroupId>,
    /// What is known of each part as it is asked for now.
    known: Known,
    snoozes: Vec<SnoozeDecision>,
    acknowledgements: Vec<AcknowledgementDecision>,
    /// Everything is due; else only the decisions are sent.
    whole: bool,
    may_read: bool,
    may_snooze: bool,
    /// Times of decisions are told as the server's clock would have had them.
    shift: SignedDuration,
}

/// What the parts are known by.
#[derive(Debug, Default)]
struct Known {
    roster: RosterVersion,
    snoozes: KnownVersion,
    acknowledgements: KnownVersion,
    policy: KnownVersion,
    /// The server has told revisions the last time.
    tells_changes: bool,
    /// Its coverage is asked for.
    asks_coverage: bool,
    /// With this ETag.
    coverage: Option<String>,
}

/// What came back of decisions of one kind.
#[derive(Debug)]
pub struct DecisionAnswers<T> {
    /// What became of those that were sent.
    pub sent: Vec<(Decision<T>, ShareOutcome<Decision<T>>)>,
    /// What the server tells of them.
    pub told: Option<ConditionalAnswer<DecisionList<Decision<T>>>>,
}

impl<T> Default for DecisionAnswers<T> {
    fn default() -> Self {
        Self { sent: Vec::new(), told: None }
    }
}

/// A kind of decisions that are asked for and sent.
trait Asked: Clone {
    /// Its place among the answers.
    fn among(answers: &mut RoundAnswers) -> &mut DecisionAnswers<Self>;
    async fn list(
        server: &dyn AuthServer,
        access: &AuthAccess,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<DecisionList<Decision<Self>>>, AuthError>;
    async fn send(
        server: &dyn AuthServer,
        access: &AuthAccess,
        decisions: &[Decision<Self>],
    ) -> Result<Vec<ShareOutcome<Decision<Self>>>, AuthError>;
}

impl Asked for SharedSnooze {
    fn among(answers: &mut RoundAnswers) -> &mut DecisionAnswers<Self> {
        &mut answers.snoozes
    }

    async fn list(
        server: &dyn AuthServer,
        access: &AuthAccess,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<DecisionList<Decision<Self>>>, AuthError> {
        server.snoozes(access, etag).await
    }

    async fn send(
        server: &dyn AuthServer,
        access: &AuthAccess,
        decisions: &[Decision<Self>],
    ) -> Result<Vec<ShareOutcome<Decision<Self>>>, AuthError> {
        server.send_snoozes(access, decisions).await
    }
}

impl Asked for SharedAcknowledgement {
    fn among(answers: &mut RoundAnswers) -> &mut DecisionAnswers<Self> {
        &mut answers.acknowledgements
    }

    async fn list(
        server: &dyn AuthServer,
        access: &AuthAccess,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<DecisionList<Decision<Self>>>, AuthError> {
        server.acknowledgements(access, etag).await
    }

    async fn send(
        server: &dyn AuthServer,
        access: &AuthAccess,
        decisions: &[Decision<Self>],
    ) -> Result<Vec<ShareOutcome<Decision<Self>>>, AuthError> {
        server.send_acknowledgements(access, decisions).await
    }
}

/// What came back, as far as it came: each part is complete by itself.
#[derive(Debug)]
pub struct RoundAnswers {
    /// Until they are taken in, no other round begins.
    pub under_way: Option<RoundGuard>,
    /// Of which connection.
    pub connected_at: Timestamp,
    /// Everything was asked.
    pub whole: bool,
    /// Whom the token belongs to.
    pub whoami: Option<Whoami>,
    /// What leaders decided about snoozes.
    pub snoozes: DecisionAnswers<SharedSnooze>,
    /// The same of acknowledgements.
    pub acknowledgements: DecisionAnswers<SharedAcknowledgement>,
    /// The hulls, with the groups that were asked for.
    pub roster: Option<(BTreeSet<GroupId>, ConditionalAnswer<Roster>)>,
    /// The published rules.
    pub policy: Option<ConditionalAnswer<PublishedPolicy>>,
    /// What it lacks of its characters.
    pub coverage: Option<ConditionalAnswer<AuthCoverage>>,
    /// What came before all these: what they are known by the next time.
    pub revisions: Revisions,
    /// The cursor from which on changes were asked for; none: everything was.
    pub cursor: Option<String>,
    /// The server tells changes: what came with the roster is a cursor, else it is an ETag.
    pub tells_changes: bool,
    /// What went wrong first.
    pub error: Option<AuthError>,
}

impl RoundQuestions {
    /// What is due now; none: nothing.
    pub fn due(state: &State, now: Timestamp) -> Option<Self> {
        if !state.auth.is_due(now) {
            return None;
        }
        let groups: BTreeSet<GroupId> = state.policy.tracked_groups().take(GROUPS).collect();
        let AuthState { connection, rounds, etags, snoozes, acknowledgements, .. } = &state.auth;
        let connection = connection.as_ref()?;
        // Decisions about somebody who was not watched then were left for later.
        let watched = watched(state);
        let of_the_same = |mark: &Option<(u64, KnownVersion)>| {
            mark.as_ref().filter(|(of, _)| *of == watched).map(|(_, mark)| mark.clone()).unwrap_or_default()
        };
        let roster = etags.roster.as_ref().filter(|(asked, _)| *asked == groups).map(|(_, mark)| mark.clone());
        let known = Known {
            roster: roster.unwrap_or_default(),
            snoozes: of_the_same(&etags.snoozes),
            acknowledgements: of_the_same(&etags.acknowledgements),
            policy: etags.policy.clone().unwrap_or_default(),
            tells_changes: connection.whoami.revisions.is_some(),
            asks_coverage: ReportedCoverage::is_due(state.auth.coverage.as_ref(), now),
            coverage: state.auth.coverage.as_ref().and_then(|told| told.etag.clone()),
        };
        Some(Self {
            under_way: rounds.begin(),
            address: connection.address.clone(),
            connected_at: connection.connected_at,
            known,
            groups,
            snoozes: unsent(snoozes.values()),
            acknowledgements: unsent(acknowledgements.values()),
            whole: connection.due_at <= now,
            may_read: connection.whoami.may_read,
            may_snooze: connection.whoami.may_snooze,
            shift: SignedDuration::from_secs(connection.clock_shift_secs),
        })
    }

    /// Asks, in an order that makes each part useful by itself. A part that fails leaves the others alone, unless nobody can be asked now.
    pub(crate) async fn ask(
        self,
        server: Arc<dyn AuthServer>,
        secrets: Arc<dyn Secrets>,
        faults: &Crashes,
        now: Timestamp,
    ) -> RoundAnswers {
        let mut answers = RoundAnswers::none(self.connected_at, self.whole);
        // A defect must not lose the round; what came before it counts.
        let asked = self.ask_all(&*server, &*secrets, &mut answers);
        if faults.caught(SupervisedPart::AllianceAuthRound, now, asked).await.is_none() {
            let why = text!("auth-round-crashed");
            answers.error.get_or_insert(AuthError::Later { why, after: None });
        }
        answers.under_way = Some(self.under_way);
        answers
    }

    async fn ask_all(&self, server: &dyn AuthServer, secrets: &dyn Secrets, answers: &mut RoundAnswers) {
        let token = match secrets.get(TOKEN).await {
            Ok(Some(token)) => token,
            Ok(None) => return answers.lack_the_token(&self.address),
            Err(error) => {
                let why = error.text();
                answers.error = Some(AuthError::Later { why, after: None });
                return;
            }
        };
        let access = AuthAccess { token, address: self.address.clone() };
        let mut parts = Parts { answers, silent: true, is_over: false };
        let (mut may_read, mut may_snooze) = (self.may_read, self.may_snooze);
        if self.whole {
            parts.answers.whoami = parts.note(self.who_am_i(server, &access).await);
            parts.answers.tells_changes = self.known.tells_changes;
            if let Some(whoami) = &parts.answers.whoami {
                (may_read, may_snooze) = (whoami.may_read, whoami.may_snooze);
                parts.answers.tells_changes = whoami.revisions.is_some();
                parts.answers.revisions = whoami.revisions.clone().unwrap_or_default();
            }
        }
        let told = parts.answers.revisions.clone();
        if self.whole && !may_read {
            parts.lack_the_permission();
        }
        // The hulls before the decisions: those about a pilot who is new need the pilot.
        if self.whole && may_read && !parts.is_over {
            let roster = self.ask_roster(server, &access, &told, &mut parts).await;
            parts.answers.roster = roster.map(|roster| (self.groups.clone(), roster));
        }
        if may_read && may_snooze {
            self.send(&self.snoozes, server, &access, &mut parts).await;
            self.send(&self.acknowledgements, server, &access, &mut parts).await;
        }
        if self.whole && may_read {
            list::<SharedSnooze>(&self.known.snoozes, told.snoozes.as_ref(), server, &access, &mut parts).await;
            let (known, told) = (&self.known.acknowledgements, told.acknowledgements.as_ref());
            list::<SharedAcknowledgement>(known, told, server, &access, &mut parts).await;
        }
        if self.whole && !parts.is_over {
            let KnownVersion { etag, revision } = &self.known.policy;
            parts.answers.policy = if is_the_same(revision.as_ref(), told.policy.as_ref()) {
                Some(ConditionalAnswer::Unchanged)
            } else {
                parts.note(server.policy(&access, etag.as_deref()).await)
            };
        }
        if self.known.asks_coverage && self.whole && may_read && !parts.is_over {
            // Nothing that alerts depends on it: what is wrong with it spoils no round.
            match server.coverage(&access, self.known.coverage.as_deref()).await {
                Ok(coverage) => parts.answers.coverage = Some(coverage),
                Err(error) => tracing::info!(%error, "AllianceAuth did not tell its coverage"),
            }
        }
    }

    /// Whom the token belongs to. That the server's clock differs from what is known of it is believed when a second answer says the same: one odd
    /// answer would make everything that it has read hours old, or young.
    async fn who_am_i(&self, server: &dyn AuthServer, access: &AuthAccess) -> Result<Whoami, AuthError> {
        let first = server.whoami(access, &self.groups).await?;
        if shifts_alike(first.clock_ahead_secs, self.shift.as_secs()) {
            return Ok(first);
        }
        let second = server.whoami(access, &self.groups).await?;
        let ahead = second.clock_ahead_secs;
        if shifts_alike(ahead, first.clock_ahead_secs) || shifts_alike(ahead, self.shift.as_secs()) {
            return Ok(second);
        }
        Err(AuthError::Later { why: text!("auth-wavering-clock"), after: None })
    }

    /// The hulls: not at all where nothing has changed, else what has, of a server that tells it.
    async fn ask_roster(
        &self,
        server: &dyn AuthServer,
        access: &AuthAccess,
        told: &Revisions,
        parts: &mut Parts<'_>,
    ) -> Option<ConditionalAnswer<Roster>> {
        let RosterVersion { etag, cursor, revision } = &self.known.roster;
        if is_the_same(revision.as_ref(), told.roster.as_ref()) {
            return Some(ConditionalAnswer::Unchanged);
        }
        if !parts.answers.tells_changes {
            return parts.note(server.roster(access, &self.groups, etag.as_deref()).await);
        }
        parts.answers.cursor.clone_from(cursor);
        let changes = parts.note(server.roster_changes(access, &self.groups, cursor.as_deref()).await);
        changes.map(|(roster, cursor)| ConditionalAnswer::New(roster, cursor))
    }

    async fn send<T: Asked>(
        &self,
        unsent: &[Decision<T>],
        server: &dyn AuthServer,
        access: &AuthAccess,
        parts: &mut Parts<'_>,
    ) {
        let there = |at: Timestamp| at.checked_add(self.shift).unwrap_or(at);
        let mut batches = Batches::of(unsent.to_vec());
        while let Some(batch) = batches.next().filter(|_| !parts.is_over) {
            let told = batch.iter().cloned();
            let told: Vec<_> =
                told.map(|decision| Decision { decided_at: there(decision.decided_at), ..decision }).collect();
            match T::send(server, access, &told).await {
                Err(AuthError::Request { why }) => {
                    let refused = batches.halve(batch).map(|one| (one, ShareOutcome::Refused(why)));
                    T::among(parts.answers).sent.extend(refused);
                }
                sent => {
                    let Some(outcomes) = parts.note(sent) else { break };
                    T::among(parts.answers).sent.extend(batch.into_iter().zip(outcomes));
                }
            }
        }
    }
}

/// Asks what leaders decided, unless that is as it was by the server's own word.
async fn list<T: Asked>(
    known: &KnownVersion,
    told: Option<&String>,
    server: &dyn AuthServer,
    access: &AuthAccess,
    parts: &mut Parts<'_>,
) {
    if parts.is_over {
        return;
    }
    T::among(parts.answers).told = if is_the_same(known.revision.as_ref(), told) {
        Some(ConditionalAnswer::Unchanged)
    } else {
        let list = T::list(server, access, known.etag.as_deref()).await;
        parts.note(list)
    };
}

/// Decisions that are sent: all at once, and in halves where the server does not take them, for one that is refused must not keep the others.
struct Batches<T>(Vec<Vec<T>>);

impl<T> Batches<T> {
    fn of(decisions: Vec<T>) -> Self {
        Self(if decisions.is_empty() { Vec::new() } else { vec![decisions] })
    }

    fn next(&mut self) -> Option<Vec<T>> {
        self.0.pop()
    }

    /// A batch was refused. Gives the one decision that it was, which then counts on this desk alone.
    fn halve(&mut self, mut refused: Vec<T>) -> Option<T> {
        if refused.len() > 1 {
            let half = refused.split_off(refused.len() / 2);
            self.0.extend([half, refused]);
            return None;
        }
        refused.pop()
    }
}

impl RoundAnswers {
    /// Nothing was answered yet.
    pub fn none(connected_at: Timestamp, whole: bool) -> Self {
        Self {
            under_way: None,
            connected_at,
            whole,
            whoami: None,
            snoozes: DecisionAnswers::default(),
            acknowledgements: DecisionAnswers::default(),
            roster: None,
            policy: None,
            coverage: None,
            revisions: Revisions::default(),
            cursor: None,
            tells_changes: false,
            error: None,
        }
    }

    /// A token that is not found says something of the place of secrets, and nothing of the token.
    fn lack_the_token(&mut self, address: &AuthAddress) {
        let why = text!("auth-token-not-found", address = address.to_string());
        self.error = Some(AuthError::Later { why, after: None });
    }
}

/// The parts of a round, one after the other.
struct Parts<'a> {
    answers: &'a mut RoundAnswers,
    /// Nobody answered the last of them, or none was asked yet.
    silent: bool,
    /// Nothing else is worth asking now.
    is_over: bool,
}

impl Parts<'_> {
    fn note<T>(&mut self, part: Result<T, AuthError>) -> Option<T> {
        let error = match part {
            Ok(answer) => {
                self.silent = false;
                return Some(answer);
            }
            Err(error) => error,
        };
        let was_silent = std::mem::replace(&mut self.silent, matches!(error, AuthError::Silent { .. }));
        self.is_over |= match &error {
            AuthError::Token { .. } | AuthError::Later { after: Some(_), .. } => true,
            // One that is answered too late may be a large one.
            AuthError::Silent { .. } => was_silent,
            AuthError::Permission { .. }
            | AuthError::Request { .. }
            | AuthError::Setup { .. }
            | AuthError::Later { after: None, .. } => false,
        };
        self.answers.error.get_or_insert(error);
        None
    }

    fn lack_the_permission(&mut self) {
        let problem = self.answers.whoami.as_ref().and_then(|whoami| whoami.problems.first().cloned());
        let why = problem.map_or_else(|| text!("refused-may-not-read"), Text::said);
        self.answers.error.get_or_insert(AuthError::Permission { why });
    }
}

fn unsent<'a, T: Clone + 'a>(decisions: impl Iterator<Item = &'a (T, bool)>) -> Vec<T> {
    decisions.filter(|(_, unsent)| *unsent).map(|(decision, _)| decision.clone()).take(DECISIONS).collect()
}
