//! Rules for all desks: where an admin has published some, every desk follows them, and a change here is a publication.

use std::collections::BTreeMap;
use std::convert::Infallible;

use captrack_contract::{ErrorCode, Refusal};
use captrack_domain::activity::ActivityKind;
use captrack_domain::policy::{ClassRule, Policy};
use captrack_domain::text;
use captrack_domain::text::{Argument, Joined, Text};
use captrack_ports::{AuthAccess, AuthError, AuthServer, ConditionalAnswer, PublishOutcome, PublishedPolicy};
use captrack_store::StoreError;
use captrack_text::english;
use serde_json::Value;

use crate::commit::edit::{EditDraft, edit};
use crate::edit::Editor;
use crate::edit::auth_connection::refused;
use crate::edit::overlay::{MergedPolicy, overlaid, published_again};
use crate::edit::rules::NewSettings;
use crate::poll::auth_round::RoundAnswers;
use crate::shared::refusal::{secrets_refused, store_refused};
use crate::state::auth::{AuthConnection, AuthState, KnownVersion, TOKEN};

impl Editor<'_> {
    /// Whether rules are published that this desk follows.
    pub(crate) async fn follows_published_rules(&self) -> bool {
        self.lock().await.auth.connection.as_ref().is_some_and(|connection| connection.policy_published)
    }

    /// Publishes the rules in force for all desks, or takes back what was published; the rules here stay as they are.
    pub async fn publish_policy(&self, publish: bool, by: &str) -> Result<(), Refusal> {
        let policy = self.policy_in_force().await;
        let published = self.publish(publish.then_some(&policy)).await?;
        self.put_settings(NewSettings { published: Some(published), ..NewSettings::default() }, by).await
    }

    async fn policy_in_force(&self) -> Policy {
        self.lock().await.policy.clone()
    }

    /// Publishes rules, or takes back what is published. Nothing has changed here yet when the server has taken it.
    pub(crate) async fn publish(&self, policy: Option<&Policy>) -> Result<PublishedPolicy, Refusal> {
        let connection = self.connection().await?;
        let access = self.access(&connection).await?;
        let server = self.auth_server()?;
        let base = connection.policy_revision;
        let publication = match policy {
            Some(policy) => self.publish_over(&*server, &access, policy, base).await,
            None => take_back(&*server, &access, base).await,
        };
        match publication.map_err(|error| refused(&error))? {
            PublishOutcome::Done(published) => Ok(published),
            PublishOutcome::Overtaken(theirs) => {
                let who = theirs.by.clone();
                self.follow(theirs).await.map_err(|error| store_refused(&error))?;
                let who = who.map_or_else(|| text!("an-admin"), |who| text!("someone", name = who));
                Err(Refusal::of(ErrorCode::Invalid, text!("refused-other-rules", who = who)))
            }
        }
    }

    /// Publishes with all that is published now and not known here: another CapTrack may know it.
    async fn publish_over(
        &self,
        server: &dyn AuthServer,
        access: &AuthAccess,
        policy: &Policy,
        base: u64,
    ) -> Result<PublishOutcome, AuthError> {
        let ConditionalAnswer::New(theirs, _) = server.policy(access, None).await? else {
            return Err(AuthError::Later { why: text!("auth-odd-policy"), after: None });
        };
        let body = published_again(policy, &self.policy_in_force().await, theirs.policy.as_ref());
        if theirs.revision == base {
            return server.publish(access, Some(&body), base).await;
        }
        // The answer to an earlier publication of the same may have been lost.
        let is_ours = theirs.policy.as_ref() == Some(&body);
        Ok(if is_ours { PublishOutcome::Done(theirs) } else { PublishOutcome::Overtaken(theirs) })
    }

    pub(super) async fn connection(&self) -> Result<AuthConnection, Refusal> {
        let not_connected = || Refusal::of(ErrorCode::Invalid, text!("refused-not-connected"));
        self.lock().await.auth.connection.clone().ok_or_else(not_connected)
    }

    pub(super) async fn access(&self, connection: &AuthConnection) -> Result<AuthAccess, Refusal> {
        let token = self.ports.secrets.get(TOKEN).await.map_err(|error| secrets_refused(&error))?;
        let lost = || {
            let text = text!("refused-token-lost", server = connection.address.to_string());
            Refusal::of(ErrorCode::SecretsUnavailable, text)
        };
        Ok(AuthAccess { address: connection.address.clone(), token: token.ok_or_else(lost)? })
    }

    pub(super) fn auth_server(&self) -> Result<std::sync::Arc<dyn AuthServer>, Refusal> {
        let none = || Refusal::of(ErrorCode::Unavailable, text!("refused-no-allianceauth"));
        self.ports.auth.clone().ok_or_else(none)
    }

    /// What the last round said of the published rules. Those that could not be followed are asked for again, and tried again.
    pub(crate) async fn take_published(&self, answers: &RoundAnswers) -> Result<(), StoreError> {
        let revision = answers.revisions.policy.clone();
        let (published, etag) = match &answers.policy {
            Some(ConditionalAnswer::New(published, etag)) => (published, etag.clone()),
            Some(ConditionalAnswer::Unchanged) => {
                if let Some(mark) = &mut self.lock().await.auth.etags.policy {
                    mark.revision = revision;
                }
                return Ok(());
            }
            None => return Ok(()),
        };
        self.follow(published.clone()).await?;
        let AuthState { connection, etags, .. } = &mut self.lock().await.auth;
        let has_taken_effect = connection.as_ref().is_some_and(|connection| {
            connection.policy_revision == published.revision && connection.policy_trouble.is_none()
        });
        etags.policy = has_taken_effect.then_some(KnownVersion { etag, revision });
        Ok(())
    }

    /// Puts published rules in force here, if they are other than the last that were seen.
    async fn follow(&self, published: PublishedPolicy) -> Result<(), StoreError> {
        let known = {
            let state = self.lock().await;
            let Some(connection) = &state.auth.connection else { return Ok(()) };
            (connection.policy_revision, connection.policy_trouble.is_some())
        };
        if known == (published.revision, false) {
            return Ok(());
        }
        let by = published.by.clone().unwrap_or_else(|| english(&text!("an-admin")));
        let trouble = match &published.policy {
            Some(rules) => self.follow_rules(rules, &by).await,
            None => None,
        };
        let follow = |draft: &mut EditDraft| {
            let Some(connection) = &mut draft.state.auth.connection else { return Ok::<_, Infallible>(()) };
            let before = connection.clone();
            connection.policy_revision = published.revision;
            connection.policy_published = published.policy.is_some();
            connection.policy_trouble = trouble;
            draft.change.absorbed.auth = *connection != before;
            Ok(())
        };
        edit(self.shared, &mut *self.lock().await, follow).await?;
        Ok(())
    }

    /// Puts rules in force as far as they can be used here; says what cannot, and stays as it was.
    async fn follow_rules(&self, rules: &Value, by: &str) -> Option<Text> {
        let in_force = self.policy_in_force().await;
        let refused = self.refused_classes(rules).await;
        let MergedPolicy { policy, left_out } = match overlaid(&in_force, rules, &refused) {
            Ok(overlaid) => overlaid,
            Err(why) => {
                return Some(text!("rules-cannot-be-used", by = by, why = why));
            }
        };
        if policy != in_force
            && let Err(refusal) = self.put_in_force(policy, by).await
        {
            let Refusal { sentence, text, .. } = refusal;
            let why = text.unwrap_or_else(|| Text::said(sentence));
            return Some(text!("rules-are-refused", by = by, why = why));
        }
        left_out_text(&left_out, by)
    }

    /// Classes of published rules with groups that are none of ships, or that nobody can be asked about now.
    async fn refused_classes(&self, rules: &Value) -> BTreeMap<String, Text> {
        let mut refused = BTreeMap::new();
        for (class, rule) in rules.get("classes").and_then(Value::as_object).into_iter().flatten() {
            let Ok(ClassRule { groups, .. }) = serde_json::from_value(rule.clone()) else { continue };
            for group in groups {
                if let Err(refusal) = self.poll.find_group(group).await {
                    let Refusal { sentence, text, .. } = refusal;
                    let why = text.unwrap_or_else(|| Text::said(sentence));
                    refused.insert(class.clone(), why);
                }
            }
        }
        refused
    }
}

/// Takes back what is published.
async fn take_back(server: &dyn AuthServer, access: &AuthAccess, base: u64) -> Result<PublishOutcome, AuthError> {
    match server.publish(access, None, base).await? {
        // The answer to an earlier one may have been lost, or could not be written: nothing is left to be taken back.
        PublishOutcome::Overtaken(theirs) if theirs.policy.is_none() => Ok(PublishOutcome::Done(theirs)),
        publication => Ok(publication),
    }
}

/// What the server has taken is what this desk knows of the published rules from now on.
pub(crate) fn note_publication(draft: &mut EditDraft, published: &PublishedPolicy, by: &str) {
    let auth = &mut draft.state.auth;
    let Some(connection) = &mut auth.connection else { return };
    connection.policy_revision = published.revision;
    connection.policy_published = published.policy.is_some();
    if published.policy.is_none() {
        connection.policy_trouble = None;
    }
    auth.etags.policy = None;
    let is_published = published.policy.is_some();
    let new = if is_published { text!("activity-published") } else { text!("activity-no-longer-published") };
    let subject = text!("activity-rules-on", server = connection.whoami.server.as_str());
    draft.change.absorbed.auth = true;
    draft.log(by, ActivityKind::AllianceAuth, subject, None, Some(new.into()));
}

/// Which rules stay as they were, and why.
fn left_out_text(left_out: &BTreeMap<String, Option<Text>>, by: &str) -> Option<Text> {
    let unknown: Vec<&str> = left_out.iter().filter(|(_, why)| why.is_none()).map(|(rule, _)| rule.as_str()).collect();
    let unknown = (!unknown.is_empty())
        .then(|| text!("rules-not-understood", by = by, rules = Argument::list(Joined::Comma, unknown)));
    let others = left_out.iter().filter_map(|(rule, why)| {
        Some(text!("rule-cannot-be-used", by = by, rule = rule.as_str(), why = why.clone()?))
    });
    let sentences: Vec<Text> = unknown.into_iter().chain(others).collect();
    (!sentences.is_empty()).then(|| Text::sentences(sentences))
}
