//! The port, one question after the other.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use captrack_domain::ids::{GroupId, PilotId};
use captrack_domain::moment::later;
use captrack_domain::roster::Roster;
use captrack_domain::text;
use captrack_http::{HttpClient, Method};
use captrack_ports::{
    AcknowledgementDecision, AuthAccess, AuthAddress, AuthAttempt, AuthCoverage, AuthError, AuthServer, Clock,
    ConditionalAnswer, DecisionList, PublishOutcome, PublishedPolicy, RefreshAnswer, Secret, ShareOutcome,
    SnoozeDecision, Whoami,
};
use jiff::SignedDuration;
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::form_urlencoded;

use crate::answer::BridgeResponse;
use crate::asked::Asked;
use crate::batches::{MOST_AT_ONCE, batches};
use crate::connect;
use crate::http::{BridgeRequest, send};
use crate::wire::{
    acknowledgements, broken, capitals, coverage, parse, policy, refresh, results, roster, snoozes, whoami,
};

/// Time for a whole answer: that of a large alliance takes a second to make and some to send.
const TOTAL: Duration = Duration::from_secs(60);
/// So many groups the bridge takes at once.
const MOST_GROUPS: usize = 100;
/// A cursor beyond this is not kept: everything is asked for then.
const LONGEST_CURSOR: usize = 2048;

/// AllianceAuth through its bridge. One for all addresses; it remembers nothing between two questions.
pub struct Bridge {
    client: HttpClient,
    clock: Arc<dyn Clock>,
}

impl Bridge {
    /// Gets ready; nothing is asked yet.
    pub fn open(client: &HttpClient, clock: Arc<dyn Clock>) -> Self {
        Self { client: client.clone().with_timeout(TOTAL), clock }
    }

    /// How long an answer may take; 60 s if nothing else is said.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        Self { client: self.client.with_timeout(timeout), ..self }
    }

    async fn ask(
        &self,
        access: &AuthAccess,
        what: &'static str,
        query: Option<String>,
        etag: Option<&str>,
    ) -> Result<BridgeResponse, AuthError> {
        let (address, token) = (&access.address, Some(&access.token));
        send(&self.client, &BridgeRequest { method: Method::GET, what, query, address, token, etag, body: None }).await
    }

    async fn tell(
        &self,
        access: &AuthAccess,
        method: Method,
        what: &'static str,
        body: Value,
    ) -> Result<BridgeResponse, AuthError> {
        let (address, token) = (&access.address, Some(&access.token));
        let call = BridgeRequest { method, what, query: None, address, token, etag: None, body: Some(body) };
        send(&self.client, &call).await
    }
}

/// `groups=30,659`
fn listed(groups: &BTreeSet<GroupId>) -> String {
    let list: Vec<String> = groups.iter().map(ToString::to_string).collect();
    format!("groups={}", list.join(","))
}

/// Refuses what the bridge would not take.
fn can_be_asked_for(groups: &BTreeSet<GroupId>) -> Result<(), AuthError> {
    if (1..=MOST_GROUPS).contains(&groups.len()) {
        return Ok(());
    }
    Err(AuthError::Setup { why: text!("auth-too-many-groups", n = groups.len(), most = MOST_GROUPS) })
}

/// The body of an answer, in full.
fn read<T: DeserializeOwned>(what: Asked, answer: &BridgeResponse) -> Result<T, AuthError> {
    if answer.head.status == 409 {
        // Of an answer that only a publication has.
        return Err(broken(what));
    }
    parse(what, &answer.body)
}

/// The body of a conditional answer, turned into what the program knows.
fn conditional<W: DeserializeOwned, T>(
    what: Asked,
    answer: BridgeResponse,
    turn: impl FnOnce(W) -> Option<T>,
) -> Result<ConditionalAnswer<T>, AuthError> {
    if answer.is_unchanged() {
        return Ok(ConditionalAnswer::Unchanged);
    }
    let value = turn(read(what, &answer)?).ok_or_else(|| broken(what))?;
    Ok(ConditionalAnswer::New(value, answer.head.etag))
}

#[async_trait]
impl AuthServer for Bridge {
    fn begin(&self, address: &AuthAddress, computer: &str) -> Result<AuthAttempt, AuthError> {
        connect::begin(address, computer)
    }

    async fn finish(&self, attempt: &AuthAttempt, code: &Secret) -> Result<Secret, AuthError> {
        let call = BridgeRequest {
            method: Method::POST,
            what: "connect",
            query: None,
            address: &attempt.address,
            token: None,
            etag: None,
            body: Some(connect::request(attempt, code)),
        };
        let answer = send(&self.client, &call).await?;
        let connected: connect::ConnectedAccount = read(Asked::SignIn, &answer)?;
        connected.token().ok_or_else(|| broken(Asked::SignIn))
    }

    async fn whoami(&self, access: &AuthAccess, groups: &BTreeSet<GroupId>) -> Result<Whoami, AuthError> {
        let asked = self.clock.now();
        let of_these = Some(groups).filter(|groups| (1..=MOST_GROUPS).contains(&groups.len())).map(listed);
        let answer = self.ask(access, "whoami", of_these, None).await?;
        let answered = self.clock.now();
        // The server read its clock somewhere in between.
        let took = answered.duration_since(asked).max(SignedDuration::ZERO);
        read::<whoami::Body>(Asked::Token, &answer).map(|body| body.read(&access.address, later(asked, took / 2)))
    }

    async fn roster(
        &self,
        access: &AuthAccess,
        groups: &BTreeSet<GroupId>,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<Roster>, AuthError> {
        can_be_asked_for(groups)?;
        let answer = self.ask(access, "capitals", Some(listed(groups)), etag).await?;
        conditional(Asked::Capitals, answer, |body: capitals::Body| roster::roster(body, groups))
    }

    async fn roster_changes(
        &self,
        access: &AuthAccess,
        groups: &BTreeSet<GroupId>,
        cursor: Option<&str>,
    ) -> Result<(Roster, Option<String>), AuthError> {
        can_be_asked_for(groups)?;
        let since: String = form_urlencoded::byte_serialize(cursor.unwrap_or_default().as_bytes()).collect();
        let query = format!("since={since}&{}", listed(groups));
        let answer = self.ask(access, "capitals", Some(query), None).await?;
        let mut body: capitals::Body = read(Asked::Capitals, &answer)?;
        let next = body.cursor.take().filter(|next| !next.is_empty() && next.len() <= LONGEST_CURSOR);
        let roster = roster::roster(body, groups).ok_or_else(|| broken(Asked::Capitals))?;
        // Changes that nobody asked for are changes of what nobody knows.
        if cursor.is_none() && roster.removed.is_some() {
            return Err(broken(Asked::Capitals));
        }
        Ok((roster, next))
    }

    async fn snoozes(
        &self,
        access: &AuthAccess,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<DecisionList<SnoozeDecision>>, AuthError> {
        let answer = self.ask(access, "snoozes", None, etag).await?;
        conditional(Asked::Snoozes, answer, |body: snoozes::Body| Some(body.read()))
    }

    async fn acknowledgements(
        &self,
        access: &AuthAccess,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<DecisionList<AcknowledgementDecision>>, AuthError> {
        let answer = self.ask(access, "acknowledgements", None, etag).await?;
        conditional(Asked::Acknowledgements, answer, |body: acknowledgements::Body| Some(body.read()))
    }

    async fn send_snoozes(
        &self,
        access: &AuthAccess,
        decisions: &[SnoozeDecision],
    ) -> Result<Vec<ShareOutcome<SnoozeDecision>>, AuthError> {
        let mut outcomes = Vec::with_capacity(decisions.len());
        for some in batches(decisions, snoozes::size) {
            let answer = self.tell(access, Method::POST, "snoozes", snoozes::request(some)).await?;
            let results: results::Body<snoozes::WireSnooze> = read(Asked::Snoozes, &answer)?;
            let sent = some.iter().map(|decision| decision.subject.0);
            outcomes.extend(results.read(sent).ok_or_else(|| broken(Asked::Snoozes))?);
        }
        Ok(outcomes)
    }

    async fn send_acknowledgements(
        &self,
        access: &AuthAccess,
        decisions: &[AcknowledgementDecision],
    ) -> Result<Vec<ShareOutcome<AcknowledgementDecision>>, AuthError> {
        let mut outcomes = Vec::with_capacity(decisions.len());
        for some in batches(decisions, acknowledgements::size) {
            let answer = self.tell(access, Method::POST, "acknowledgements", acknowledgements::request(some)).await?;
            let results: results::Body<acknowledgements::WireAcknowledgement> = read(Asked::Acknowledgements, &answer)?;
            let sent = some.iter().map(|decision| decision.subject.0);
            outcomes.extend(results.read(sent).ok_or_else(|| broken(Asked::Acknowledgements))?);
        }
        Ok(outcomes)
    }

    async fn coverage(
        &self,
        access: &AuthAccess,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<AuthCoverage>, AuthError> {
        let answer = self.ask(access, "coverage", None, etag).await?;
        conditional(Asked::Coverage, answer, coverage::Body::read)
    }

    async fn refresh(&self, access: &AuthAccess, pilots: &[PilotId]) -> Result<RefreshAnswer, AuthError> {
        let mut all = RefreshAnswer::default();
        for some in pilots.chunks(MOST_AT_ONCE) {
            let answer = self.tell(access, Method::POST, "refresh", refresh::request(some)).await?;
            let RefreshAnswer { queued, refused } = read::<refresh::Body>(Asked::Refresh, &answer)?.read(some);
            all.queued.extend(queued);
            all.refused.extend(refused);
        }
        Ok(all)
    }

    async fn policy(
        &self,
        access: &AuthAccess,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<PublishedPolicy>, AuthError> {
        let answer = self.ask(access, "policy", None, etag).await?;
        conditional(Asked::Policy, answer, |body: policy::Body| Some(body.read()))
    }

    async fn publish(
        &self,
        access: &AuthAccess,
        policy: Option<&Value>,
        base_revision: u64,
    ) -> Result<PublishOutcome, AuthError> {
        let answer = self.tell(access, Method::PUT, "policy", policy::request(policy, base_revision)).await?;
        if answer.head.status == 409 {
            let body: policy::NewerPolicy = parse(Asked::Policy, &answer.body)?;
            return Ok(PublishOutcome::Overtaken(body.current.read()));
        }
        read::<policy::Body>(Asked::Policy, &answer).map(|body| PublishOutcome::Done(body.read()))
    }

    async fn revoke(&self, access: &AuthAccess) -> Result<(), AuthError> {
        let (address, token) = (&access.address, Some(&access.token));
        let call = BridgeRequest {
            method: Method::DELETE,
            what: "token",
            query: None,
            address,
            token,
            etag: None,
            body: None,
        };
        match send(&self.client, &call).await {
            // The answer to the first time may have been lost; and what is not known is useless already.
            Ok(_) | Err(AuthError::Token { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }
}
