//! Messages that no alert waits for: the digest, and that nothing answers. None makes a sound; each is told once, over restarts too.

use std::time::Instant;

use captrack_store::{DeliveryKind, StoreError, settings};
use jiff::Timestamp;

use super::Drained;
use super::record::{Asking, plain};
use super::speech::Speech;
use crate::digest::{due, summary};
use crate::dispatch::silence::{PATIENCE, Told};
use crate::monitor::Monitor;
use crate::ports::{Asked, Verdict, WebhookName};
use crate::relay::{Relay, meant};
use crate::state::State;

/// A message of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Note {
    Digest,
    /// A source has not answered since then.
    Silence(Told, Timestamp, String),
    /// It answers again.
    Answers(Told),
}

impl Note {
    fn what(&self) -> &'static str {
        match self {
            Self::Digest => "the digest",
            Self::Silence(Told::Eve, ..) => "that nothing answers",
            Self::Silence(Told::AllianceAuth, ..) => "that AllianceAuth does not answer",
            Self::Answers(Told::Eve) => "that EVE answers again",
            Self::Answers(Told::AllianceAuth) => "that AllianceAuth answers again",
        }
    }

    /// The relay's memory once it is told.
    fn told(&self, relay: &Relay, now: Timestamp) -> Relay {
        let mut relay = relay.clone();
        match self {
            Self::Digest => relay.digest_at = Some(now),
            Self::Silence(source, since, _) => *relay.silence_of(*source) = Some(*since),
            Self::Answers(source) => *relay.silence_of(*source) = None,
        }
        relay
    }
}

/// What is to be told through a webhook now. `started_at`: when this program began to ask; what was silent before says nothing.
fn note(state: &State, webhook: WebhookName, started_at: Timestamp, now: Timestamp) -> Option<Note> {
    let relay = &state.relay;
    if WebhookName::ALL.into_iter().find(|webhook| relay.usable(*webhook)) == Some(webhook) {
        for source in Told::ALL {
            let told = *relay.clone().silence_of(source);
            let since = source.silent_since(state, now).filter(|_| started_at + PATIENCE <= now);
            let again = told.is_some_and(|told| source.last_success(state).is_some_and(|last| told < last));
            match since {
                Some(since) if told.is_none() => {
                    return Some(Note::Silence(source, since, source.words(state, since, "has told")));
                }
                None if again => return Some(Note::Answers(source)),
                _ => {}
            }
        }
    }
    let digest = relay.options.digest.as_ref().filter(|digest| through(relay, meant(digest.webhook)) == webhook)?;
    due(digest, relay.digest_at, now).map(|_| Note::Digest)
}

/// Where a digest goes: to the other webhook if that one has no address.
fn through(relay: &Relay, wanted: WebhookName) -> WebhookName {
    let other = WebhookName::ALL.into_iter().find(|webhook| relay.webhooks.contains_key(webhook));
    if relay.webhooks.contains_key(&wanted) { wanted } else { other.unwrap_or(wanted) }
}

impl Monitor {
    /// Posts a message that no alert waits for, if one is due.
    pub(super) async fn note_next(&self, webhook: WebhookName, now: Timestamp) -> Result<Drained, StoreError> {
        let Some(note) = note(&*self.lock().await, webhook, self.started_at, now) else { return Ok(Drained::Idle) };
        if !self.may_ask(webhook, Asked::Post).await {
            return Ok(Drained::Idle);
        }
        let speech = Speech::quiet(&*self.lock().await);
        let body = match &note {
            Note::Digest => {
                let since = self.lock().await.relay.digest_at.filter(|since| *since <= now);
                let alerts = self.store.alerts(since.unwrap_or(now)).await?;
                let summary = summary(&*self.lock().await, &alerts, since, now);
                self.ports.webhook.digest(&summary, &speech.wording())
            }
            Note::Silence(_, _, text) => self.ports.webhook.note(text, &speech.wording()),
            Note::Answers(source) => {
                let text = format!("{} answers again: what CapTrack tells is up to date.", source.name());
                self.ports.webhook.note(&text, &speech.wording())
            }
        };
        let began = Instant::now();
        let verdict = self.ports.webhook.post(webhook, &plain(body)).await;
        let took = began.elapsed();
        let now = self.now();
        let asking = Asking { webhook, kind: DeliveryKind::Post, verdict: &verdict, took, at: now };
        let is_told = matches!(verdict, Verdict::Delivered(_) | Verdict::Undeliverable(_));
        let mut state = self.lock().await;
        let relay = if is_told { note.told(&state.relay, now) } else { state.relay.clone() };
        let mut tx = self.store.begin().await?;
        tx.append_delivery(&asking.line(note.what().to_owned())).await?;
        tx.put_setting(settings::RELAY, &relay).await?;
        tx.commit().await?;
        state.relay = relay;
        if matches!(verdict, Verdict::Delivered(_)) {
            state.relay.delivered(webhook, now);
        }
        drop(state);
        match verdict {
            Verdict::Delivered(_) => self.relay_pause.lock().works(webhook, Asked::Post),
            Verdict::Undeliverable(why) => tracing::error!(%webhook, why, "Discord refused {}", note.what()),
            Verdict::Wait(wait) => self.relay_pause.lock().wait(webhook, Asked::Post, now, wait),
            Verdict::Retry(why) => {
                tracing::warn!(%webhook, why, "{} was not delivered; it is tried again", note.what());
                self.relay_pause.lock().fail(webhook, Asked::Post, now, rand::random());
            }
            Verdict::WebhookDead(why) => self.webhook_died(webhook, why).await?,
            Verdict::MessageGone => drop(self.relay_pause.lock().fail(webhook, Asked::Post, now, rand::random())),
        }
        Ok(if is_told { Drained::Sent } else { Drained::Idle })
    }
}
