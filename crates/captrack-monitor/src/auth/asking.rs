//! One round of questions to AllianceAuth, without the state: who am I, what did leaders decide, who has which hulls, which rules.

use std::collections::BTreeSet;
use std::sync::Arc;

use captrack_domain::ids::GroupId;
use captrack_domain::roster::Roster;
use jiff::{SignedDuration, Timestamp};

use super::{Auth, Etags, TOKEN};
use crate::ports::{
    AcknowledgementDecision, AuthAccess, AuthAddress, AuthError, AuthServer, Conditional, Published, Secrets, Shared,
    SnoozeDecision, Whoami,
};
use crate::state::State;
use crate::supervised::{Faults, Supervised};

/// The server takes so many groups in a question.
const GROUPS: usize = 100;
/// The server takes so many decisions at once.
const DECISIONS: usize = 500;

/// What is asked.
#[derive(Debug)]
pub struct Question {
    address: AuthAddress,
    connected_at: Timestamp,
    groups: BTreeSet<GroupId>,
    etags: Etags,
    snoozes: Vec<SnoozeDecision>,
    acknowledgements: Vec<AcknowledgementDecision>,
    /// Everything is due; else only the decisions are sent.
    whole: bool,
    may_read: bool,
    may_snooze: bool,
    /// Times of decisions are told as the server's clock would have had them.
    shift: SignedDuration,
}

/// What came back, as far as it came: each part is complete by itself.
#[derive(Debug)]
pub struct Answers {
    /// Of which connection.
    pub connected_at: Timestamp,
    /// Everything was asked.
    pub whole: bool,
    /// Whom the token belongs to.
    pub whoami: Option<Whoami>,
    /// What became of the decisions that were sent.
    pub sent_snoozes: Vec<(SnoozeDecision, Shared<SnoozeDecision>)>,
    /// The same of acknowledgements.
    pub sent_acknowledgements: Vec<(AcknowledgementDecision, Shared<AcknowledgementDecision>)>,
    /// What leaders decided.
    pub snoozes: Option<Conditional<Vec<SnoozeDecision>>>,
    /// The same of acknowledgements.
    pub acknowledgements: Option<Conditional<Vec<AcknowledgementDecision>>>,
    /// The hulls, with the groups that were asked for.
    pub roster: Option<(BTreeSet<GroupId>, Conditional<Roster>)>,
    /// The published rules.
    pub policy: Option<Conditional<Published>>,
    /// What went wrong first; nothing was asked after it.
    pub error: Option<AuthError>,
}

impl Question {
    /// What is due now; none: nothing.
    pub fn due(state: &mut State, now: Timestamp) -> Option<Self> {
        if !state.auth.is_due(now) {
            return None;
        }
        let groups: BTreeSet<GroupId> = state.policy.tracked_groups().take(GROUPS).collect();
        let Auth { connection, asking, etags, snoozes, acknowledgements } = &mut state.auth;
        let connection = connection.as_ref()?;
        *asking = true;
        let copied = Etags {
            roster: etags.roster.clone().filter(|(asked, _)| *asked == groups),
            snoozes: etags.snoozes.clone(),
            acknowledgements: etags.acknowledgements.clone(),
            policy: etags.policy.clone(),
        };
        Some(Self {
            address: connection.address.clone(),
            connected_at: connection.connected_at,
            groups,
            etags: copied,
            snoozes: unsent(snoozes.values()),
            acknowledgements: unsent(acknowledgements.values()),
            whole: connection.due_at <= now,
            may_read: connection.whoami.may_read,
            may_snooze: connection.whoami.may_snooze,
            shift: SignedDuration::from_secs(connection.clock_shift_secs),
        })
    }

    /// Asks, in an order that makes each part useful by itself, until something goes wrong.
    pub(crate) async fn ask(
        self,
        server: Arc<dyn AuthServer>,
        secrets: Arc<dyn Secrets>,
        faults: &Faults,
        now: Timestamp,
    ) -> Answers {
        let mut answers = Answers {
            connected_at: self.connected_at,
            whole: self.whole,
            whoami: None,
            sent_snoozes: Vec::new(),
            sent_acknowledgements: Vec::new(),
            snoozes: None,
            acknowledgements: None,
            roster: None,
            policy: None,
            error: None,
        };
        // A defect must not leave the round under way for ever; what came before it counts.
        let asked = self.ask_all(&*server, &*secrets, &mut answers);
        let asked = faults.caught(Supervised::AllianceAuthRound, now, asked).await;
        let broken =
            || Err(AuthError::Later { why: "Asking AllianceAuth failed inside CapTrack.".into(), after: None });
        answers.error = asked.unwrap_or_else(broken).err();
        answers
    }

    async fn ask_all(
        mut self,
        server: &dyn AuthServer,
        secrets: &dyn Secrets,
        answers: &mut Answers,
    ) -> Result<(), AuthError> {
        let token =
            secrets.get(TOKEN).await.map_err(|error| AuthError::Later { why: error.to_string(), after: None })?;
        let lost =
            || AuthError::Token { why: format!("The token for {} is not kept any more: connect again.", self.address) };
        let access = AuthAccess { token: token.ok_or_else(lost)?, address: self.address.clone() };
        if self.whole {
            let whoami = server.whoami(&access).await?;
            (self.may_read, self.may_snooze) = (whoami.may_read, whoami.may_snooze);
            answers.whoami = Some(whoami);
        }
        if self.may_snooze && self.may_read {
            if !self.snoozes.is_empty() {
                let told = self.snoozes.iter().cloned();
                let told: Vec<_> = told
                    .map(|decision| SnoozeDecision { decided_at: decision.decided_at + self.shift, ..decision })
                    .collect();
                let outcomes = server.send_snoozes(&access, &told).await?;
                answers.sent_snoozes = self.snoozes.into_iter().zip(outcomes).collect();
            }
            if !self.acknowledgements.is_empty() {
                let told = self.acknowledgements.iter().cloned();
                let told: Vec<_> = told
                    .map(|decision| AcknowledgementDecision {
                        decided_at: decision.decided_at + self.shift,
                        ..decision
                    })
                    .collect();
                let outcomes = server.send_acknowledgements(&access, &told).await?;
                answers.sent_acknowledgements = self.acknowledgements.into_iter().zip(outcomes).collect();
            }
        }
        if !self.whole {
            return Ok(());
        }
        if !self.may_read {
            let problem = answers.whoami.as_ref().and_then(|whoami| whoami.problems.first().cloned());
            let why =
                problem.unwrap_or_else(|| "Your AllianceAuth account may not read hulls: ask an admin.".to_owned());
            return Err(AuthError::Permission { why });
        }
        // The hulls before the decisions: those about a pilot who is new need the pilot.
        let etag = self.etags.roster.as_ref().map(|(_, etag)| etag.as_str());
        let roster = server.roster(&access, &self.groups, etag).await?;
        answers.roster = Some((self.groups, roster));
        answers.snoozes = Some(server.snoozes(&access, self.etags.snoozes.as_deref()).await?);
        answers.acknowledgements =
            Some(server.acknowledgements(&access, self.etags.acknowledgements.as_deref()).await?);
        answers.policy = Some(server.policy(&access, self.etags.policy.as_deref()).await?);
        Ok(())
    }
}

fn unsent<'a, T: Clone + 'a>(decisions: impl Iterator<Item = &'a (T, bool)>) -> Vec<T> {
    decisions.filter(|(_, unsent)| *unsent).map(|(decision, _)| decision.clone()).take(DECISIONS).collect()
}
