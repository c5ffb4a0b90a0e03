//! Changing what the servers do.

use super::Control;
use crate::discord::{DiscordMessage, Webhook};
use crate::esi::{BudgetOwner, RateGroup};
use crate::sso::{RefreshState, grant};
use crate::{AutoAnswer, SimError, TokenDefect};
use jiff::Timestamp;

impl Control {
    /// Hands out a refresh token, as a sign-in by `pilot` with these scopes would have.
    pub fn grant(&self, pilot: i64, client_id: &str, scopes: &[&str]) -> Result<String, SimError> {
        self.core.world.lock().pilot(pilot)?;
        let scopes: Vec<String> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        Ok(grant(&mut self.core.sso.lock(), pilot, client_id, &scopes))
    }

    /// Revokes all refresh tokens of a pilot, as its player can on the third-party-applications page.
    pub fn revoke_tokens(&self, pilot: i64) {
        for entry in self.core.sso.lock().refresh.values_mut().filter(|entry| entry.pilot == pilot) {
            entry.state = RefreshState::Revoked;
        }
    }

    /// How many refresh tokens of a pilot work.
    pub fn live_refresh_tokens(&self, pilot: i64) -> usize {
        let sso = self.core.sso.lock();
        sso.refresh.values().filter(|entry| entry.pilot == pilot && entry.state == RefreshState::Live).count()
    }

    /// Answers the authorize page for the person in front of it.
    pub fn auto_answer(&self, answer: AutoAnswer) {
        self.core.sso.lock().auto = answer;
    }

    /// Every sign-in is this pilot's from now on, at once.
    pub fn auto_approve(&self, pilot: i64) {
        self.auto_answer(AutoAnswer::Approve(pilot));
    }

    /// Gives the next access token a defect.
    pub fn spoil_next_token(&self, defect: TokenDefect) {
        self.core.sso.lock().defect = Some(defect);
    }

    /// Signs with another key from now on; both keys are published.
    pub fn rotate_signing_key(&self) {
        self.core.sso.lock().keys.rotate();
    }

    /// Every code, access token, refresh token, webhook token and token of AllianceAuth that was ever handed out: none of them may be found in a
    /// database, a log or a page.
    pub fn secrets(&self) -> Vec<String> {
        let mut secrets: Vec<String> = self.core.sso.lock().secrets.iter().cloned().collect();
        secrets.extend(self.core.discord.lock().webhooks.iter().map(|webhook| webhook.token.clone()));
        secrets.extend(self.core.auth.lock().secrets());
        secrets.sort();
        secrets
    }

    /// Downtime: every route of ESI answers 503.
    pub fn set_downtime(&self, down: bool) {
        let now = self.core.now();
        let mut esi = self.core.esi.lock();
        if esi.down && !down {
            esi.started = now;
        }
        esi.down = down;
    }

    /// VIP mode: `/status` says so.
    pub fn set_vip(&self, vip: bool) {
        self.core.esi.lock().vip = vip;
    }

    /// Takes tokens out of a rate-limit bucket, so that it runs dry without a thousand requests.
    pub fn spend_tokens(&self, group: RateGroup, pilot: i64, client_id: &str, tokens: u32) {
        let now = self.core.now();
        let asker = BudgetOwner::Pilot(pilot, client_id.to_owned());
        self.core.esi.lock().buckets.spend(group, &asker, tokens, now);
    }

    /// Uses up errors of the old error limit; a hundred close every route for the rest of the minute.
    pub fn spend_errors(&self, errors: u32) {
        let now = self.core.now();
        self.core.esi.lock().error_limit.spend(errors, now);
    }

    /// The URL of a webhook by its name; `critical` and `standard` stand from the start.
    pub fn webhook_url(&self, name: &str) -> Result<String, SimError> {
        self.webhook(name).map(|webhook| webhook.url(&self.core.addresses.discord_host))
    }

    /// Creates a webhook and returns its URL.
    pub fn create_webhook(&self, name: &str) -> Result<String, SimError> {
        self.core.discord.lock().create_webhook(name, false);
        self.webhook_url(name)
    }

    /// Creates a webhook of a forum channel, whose messages need a thread, and returns its URL.
    pub fn create_forum_webhook(&self, name: &str) -> Result<String, SimError> {
        self.core.discord.lock().create_webhook(name, true);
        self.webhook_url(name)
    }

    /// Deletes a webhook: it answers 404 from now on.
    pub fn delete_webhook(&self, name: &str) -> Result<(), SimError> {
        let id = self.webhook(name)?.id;
        self.core.discord.lock().delete_webhook(&id);
        Ok(())
    }

    /// Puts a webhook into the channel of another: they share the limit of that channel.
    pub fn share_channel(&self, name: &str, of: &str) -> Result<(), SimError> {
        let (id, channel) = (self.webhook(name)?.id, self.webhook(of)?.channel_id);
        self.core.discord.lock().share_channel(&id, &channel);
        Ok(())
    }

    /// So many answers of 401, 403 or 429 in ten minutes shut the asker out: 10,000 at Discord, no number from the start.
    pub fn limit_invalid_requests(&self, limit: Option<usize>) {
        self.core.discord.lock().limit_invalid_requests(limit);
    }

    /// So many edits in an hour are taken of a message that is older than an hour; any number from the start.
    pub fn limit_edits_of_old_messages(&self, limit: Option<usize>) {
        self.core.discord.lock().limit_edits_of_old_messages(limit);
    }

    /// All messages that were accepted, oldest first, deleted ones too.
    pub fn messages(&self) -> Vec<DiscordMessage> {
        self.core.discord.lock().messages.clone()
    }

    /// Forgets what messages of before this moment say and said: they are still there, and can be edited.
    pub fn forget_texts(&self, before: Timestamp) {
        for message in &mut self.core.discord.lock().messages {
            message.edits = Vec::new();
            if message.posted_at < before {
                message.payload = serde_json::Value::Null;
            }
        }
    }

    /// Method and body of the latest requests to Discord that had one, oldest first, also of those that were refused.
    pub fn discord_bodies(&self) -> Vec<(String, serde_json::Value)> {
        self.core.discord.lock().bodies.iter().cloned().collect()
    }

    /// The messages of one webhook, oldest first.
    pub fn messages_of(&self, webhook: &str) -> Vec<DiscordMessage> {
        let mut messages = self.messages();
        messages.retain(|message| message.webhook == webhook);
        messages
    }

    fn webhook(&self, name: &str) -> Result<Webhook, SimError> {
        let discord = self.core.discord.lock();
        let found = discord.webhooks.iter().rev().find(|webhook| webhook.name == name);
        found.cloned().ok_or_else(|| SimError::Unknown { what: "webhook", id: name.to_owned() })
    }
}
