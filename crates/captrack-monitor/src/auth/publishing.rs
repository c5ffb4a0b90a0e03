//! Rules for all desks: where an admin has published some, every desk follows them, and a change here is a publication.

use captrack_contract::{ErrorCode, Refusal};
use captrack_domain::activity::ActivityKind;
use captrack_domain::policy::Policy;
use captrack_store::StoreError;
use serde_json::Value;

use super::asking::Answers;
use super::connecting::refused;
use super::{Connection, TOKEN};
use crate::activity::line;
use crate::commit::Change;
use crate::monitor::Monitor;
use crate::ports::{AuthAccess, AuthServer, Conditional, Publication, Published};
use crate::refusal::{secrets_refused, store_refused};

/// Who published what nobody has put a name to.
const AN_ADMIN: &str = "an admin on AllianceAuth";

impl Monitor {
    /// Whether rules are published that this desk follows.
    pub(crate) async fn follows_published_rules(&self) -> bool {
        self.lock().await.auth.connection.as_ref().is_some_and(|connection| connection.policy_published)
    }

    /// Publishes the rules in force for all desks, or takes back what was published; the rules here stay as they are.
    pub async fn publish_policy(&self, publish: bool, by: &str) -> Result<(), Refusal> {
        let policy = self.policy().await;
        let published = self.publish(publish.then_some(&policy)).await?;
        self.note_publication(&published, by).await.map_err(|error| store_refused(&error))
    }

    /// Publishes changed rules. Nothing changes anywhere unless the server has taken them; they are in force here afterwards.
    pub(crate) async fn publish_changed(&self, policy: Policy, by: &str) -> Result<(), Refusal> {
        let published = self.publish(Some(&policy)).await?;
        self.put_in_force(policy, by).await?;
        self.note_publication(&published, by).await.map_err(|error| store_refused(&error))
    }

    async fn publish(&self, policy: Option<&Policy>) -> Result<Published, Refusal> {
        let connection = self.connection().await?;
        let access = self.access(&connection).await?;
        let server = self.auth_server()?;
        let publication = server.publish(&access, policy, connection.policy_revision).await;
        match publication.map_err(|error| refused(&error))? {
            Publication::Done(published) => Ok(published),
            Publication::Overtaken(theirs) => {
                let who = theirs.by.clone().unwrap_or_else(|| AN_ADMIN.to_owned());
                self.follow(theirs).await.map_err(|error| store_refused(&error))?;
                let sentence = format!(
                    "Nothing was changed: {who} published other rules meanwhile, and they are in force now. Look at them and save again."
                );
                Err(Refusal::new(ErrorCode::Invalid, sentence))
            }
        }
    }

    pub(super) async fn connection(&self) -> Result<Connection, Refusal> {
        let not_connected =
            || Refusal::new(ErrorCode::Invalid, "This desk is not connected to an AllianceAuth: connect it first.");
        self.lock().await.auth.connection.clone().ok_or_else(not_connected)
    }

    pub(super) async fn access(&self, connection: &Connection) -> Result<AuthAccess, Refusal> {
        let token = self.ports.secrets.get(TOKEN).await.map_err(|error| secrets_refused(&error))?;
        let lost = || {
            let sentence = format!("The token for {} is not kept any more: connect again.", connection.address);
            Refusal::new(ErrorCode::SecretsUnavailable, sentence)
        };
        Ok(AuthAccess { address: connection.address.clone(), token: token.ok_or_else(lost)? })
    }

    pub(super) fn auth_server(&self) -> Result<std::sync::Arc<dyn AuthServer>, Refusal> {
        let none = || Refusal::new(ErrorCode::Unavailable, "This CapTrack cannot speak to an AllianceAuth.");
        self.ports.auth.clone().ok_or_else(none)
    }

    async fn note_publication(&self, published: &Published, by: &str) -> Result<(), StoreError> {
        let mut state = self.lock().await;
        let now = self.now();
        let Some(connection) = &mut state.auth.connection else { return Ok(()) };
        connection.policy_revision = published.revision;
        connection.policy_published = published.policy.is_some();
        connection.policy_trouble = None;
        let new = if published.policy.is_some() { "published for all desks" } else { "taken back" };
        let subject = format!("Rules on {}", connection.whoami.server);
        state.auth.etags.policy = None;
        let mut change = Change::edit();
        change.absorbed.auth = true;
        change.activity.push(line(now, by, ActivityKind::AllianceAuth, subject, None, Some(new.to_owned())));
        self.commit(&mut state, change).await?;
        drop(state);
        self.after_edit().await;
        Ok(())
    }

    /// What the last round said of the published rules.
    pub(crate) async fn take_published(&self, answers: &Answers) -> Result<(), StoreError> {
        match &answers.policy {
            Some(Conditional::New(published, _)) => self.follow(published.clone()).await,
            Some(Conditional::Unchanged) | None => Ok(()),
        }
    }

    /// Puts published rules in force here, if they are other than the last that were seen.
    async fn follow(&self, published: Published) -> Result<(), StoreError> {
        let known = {
            let state = self.lock().await;
            let Some(connection) = &state.auth.connection else { return Ok(()) };
            (connection.policy_revision, connection.policy_trouble.is_some())
        };
        if known == (published.revision, false) {
            return Ok(());
        }
        let by = published.by.clone().unwrap_or_else(|| AN_ADMIN.to_owned());
        let trouble = match &published.policy {
            Some(rules) => self.follow_rules(rules, &by).await.err(),
            None => None,
        };
        let mut state = self.lock().await;
        let Some(connection) = &mut state.auth.connection else { return Ok(()) };
        connection.policy_revision = published.revision;
        connection.policy_published = published.policy.is_some();
        connection.policy_trouble = trouble;
        let mut change = Change::edit();
        change.absorbed.auth = true;
        self.commit(&mut state, change).await
    }

    /// Rules that cannot be followed leave those in force; one sentence says why.
    async fn follow_rules(&self, rules: &Value, by: &str) -> Result<(), String> {
        let policy = overlaid(&self.policy().await, rules).map_err(|why| {
            format!("The rules that {by} published cannot be used here, so those of before hold: {why}.")
        })?;
        self.put_in_force(policy, by).await.map_err(|refusal| {
            format!("The rules that {by} published cannot be used here, so those of before hold. {}", refusal.sentence)
        })
    }
}

/// The published settings over those in force: what was imported from another plugin has only some.
fn overlaid(in_force: &Policy, published: &Value) -> Result<Policy, String> {
    let mut rules = serde_json::to_value(in_force).map_err(|error| error.to_string())?;
    let (Value::Object(rules_of_here), Value::Object(theirs)) = (&mut rules, published) else {
        return Err("they are no list of settings".to_owned());
    };
    rules_of_here.extend(theirs.clone());
    serde_json::from_value(rules).map_err(|error| error.to_string())
}
