//! Messages that no alert waits for: the digest, that EVE does not answer, that the other webhook takes nothing. None makes a sound; each is told
//! once, over restarts too.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use captrack_contract::{Problem, ProblemKind};
use captrack_domain::alert::AlertId;
use captrack_domain::moment::later;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_domain::watch_event::SourceName;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{DeliveryVerdict, WebhookRequest};
use captrack_store::{Delivery, DeliveryKind, StoreError, settings};
use captrack_text::{Language, english, sentence};
use jiff::Timestamp;

use super::DrainStep;
use super::delivery_attempt::{DeliveryAttempt, plain};
use super::wording_parts::WordingParts;
use crate::deliver::Dispatcher;
use crate::notices::digest::{due, summary};
use crate::notices::problems::{problems, without_names};
use crate::notices::silent_sources::{PATIENCE, last_success, silence_note, silent_since};
use crate::notices::webhook_outage::outage;
use crate::shared::troubles::Health;
use crate::state::State;
use crate::state::relay::Relay;

/// A reminder of a pause comes again after this.
const A_DAY: Duration = Duration::from_secs(86_400);
/// So many notices are looked at to count the alerts that cannot be delivered.
const COUNTED: u32 = 5000;

/// A message of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Note {
    Digest,
    /// A source has not answered since then.
    Silence(SourceName, Timestamp, Text),
    /// It answers again.
    Answers(SourceName),
    /// The other webhook has taken nothing since then.
    Outage(WebhookName, Timestamp, Text),
    /// It takes messages again.
    Delivers(WebhookName),
    /// What cannot be seen or trusted, each since when.
    Problems(Vec<(ProblemKind, Timestamp)>, String),
    /// That is so no more.
    Mended(Vec<ProblemKind>, Text),
}

impl Note {
    /// As the history of deliveries calls it.
    fn what(&self) -> Text {
        match self {
            Self::Digest => text!("note-digest"),
            Self::Silence(source, ..) => text!("note-silent", source = source.name()),
            Self::Answers(source) => text!("note-answers", source = source.name()),
            Self::Outage(..) => text!("note-outage"),
            Self::Delivers(_) => text!("note-delivers"),
            Self::Problems(..) => text!("note-problems"),
            Self::Mended(..) => text!("note-mended"),
        }
    }

    /// The relay's memory once it is told.
    fn told(&self, relay: &Relay, now: Timestamp) -> Relay {
        let mut relay = relay.clone();
        match self {
            Self::Digest => relay.digest_at = Some(now),
            Self::Silence(source, since, _) => *relay.silence_of(*source) = Some(*since),
            Self::Answers(source) => *relay.silence_of(*source) = None,
            Self::Outage(other, since, _) => drop(relay.outages_told.insert(*other, *since)),
            Self::Delivers(other) => drop(relay.outages_told.remove(other)),
            Self::Problems(problems, _) => {
                // Of a pause one is reminded again a day after the last time.
                let told_at = |(kind, since): (ProblemKind, Timestamp)| {
                    (kind, if kind == ProblemKind::Paused { now } else { since })
                };
                relay.problems_told.extend(problems.iter().copied().map(told_at));
            }
            Self::Mended(kinds, _) => relay.problems_told.retain(|kind, _| !kinds.contains(kind)),
        }
        relay
    }
}

/// What is to be told through a webhook now. `started_at`: when this program began to ask; what was silent before says nothing.
/// `undelivered`: how many alerts wait for the other webhook.
fn note(
    state: &State,
    webhook: WebhookName,
    undelivered: usize,
    health: &Health,
    started_at: Timestamp,
    now: Timestamp,
) -> Option<Note> {
    let relay = &state.relay;
    if let Some(note) = outage_note(relay, webhook, undelivered, now) {
        return Some(note);
    }
    if WebhookName::ALL.into_iter().find(|webhook| relay.usable(*webhook, now)) == Some(webhook) {
        for source in SourceName::ALL {
            let told = *relay.clone().silence_of(source);
            let since = silent_since(state, source, now).filter(|_| later(started_at, PATIENCE) <= now);
            let again = told.is_some_and(|told| last_success(state, source).is_some_and(|last| told < last));
            match since {
                Some(since) if told.is_none() => {
                    return Some(Note::Silence(source, since, silence_note(state, source, since, now)));
                }
                None if again => return Some(Note::Answers(source)),
                _ => {}
            }
        }
        if let Some(note) = problems_note(state, health, now) {
            return Some(note);
        }
    }
    let digest = relay.options.digest.as_ref().filter(|digest| through(relay, digest.webhook) == webhook)?;
    due(digest, relay.digest_at, now).map(|_| Note::Digest)
}

/// Whether a problem is told to Discord by itself: silence and webhooks have notes of their own.
const fn is_sent_here(kind: ProblemKind) -> bool {
    match kind {
        ProblemKind::EveSilent
        | ProblemKind::AllianceAuthSilent
        | ProblemKind::AllianceAuthRefused
        | ProblemKind::WebhookRefused
        | ProblemKind::DiscordUnreachable => false,
        ProblemKind::Paused
        | ProblemKind::EveOutOfSight
        | ProblemKind::AllianceAuthOutOfSight
        | ProblemKind::SignInsRefused
        | ProblemKind::RosterShrunk
        | ProblemKind::CoverageDropped
        | ProblemKind::CannotNotify
        | ProblemKind::CannotSave
        | ProblemKind::WindowLost
        | ProblemKind::DiskLow
        | ProblemKind::DataAtRisk
        | ProblemKind::Crashed
        | ProblemKind::ClockWrong => true,
    }
}

/// New problems, packed; else those that are mended.
fn problems_note(state: &State, health: &Health, now: Timestamp) -> Option<Note> {
    let told = &state.relay.problems_told;
    let mut wanted = problems(state, health, now);
    wanted.retain(|problem| problem.urgent && is_sent_here(problem.kind));
    let is_told = |problem: &&Problem| {
        told.get(&problem.kind).is_some_and(|at| problem.kind != ProblemKind::Paused || now < later(*at, A_DAY))
    };
    let new: Vec<_> = wanted.iter().filter(|problem| !is_told(problem)).collect();
    if !new.is_empty() {
        let text = new.iter().map(|problem| without_names(problem, now)).collect::<Vec<_>>().join(" ");
        let kinds = new.iter().map(|problem| (problem.kind, problem.since.unwrap_or(now))).collect();
        return Some(Note::Problems(kinds, text));
    }
    let mended: Vec<ProblemKind> =
        told.keys().copied().filter(|kind| wanted.iter().all(|problem| problem.kind != *kind)).collect();
    // Neither a pause nor a source that answers nothing at all mends what is out of sight.
    let is_hidden =
        state.is_paused() || SourceName::ALL.into_iter().any(|source| silent_since(state, source, now).is_some());
    if mended.is_empty() || is_hidden {
        return None;
    }
    let text = Text::sentences(mended.iter().map(|kind| mended_text(*kind)));
    Some(Note::Mended(mended, text))
}

fn mended_text(kind: ProblemKind) -> Text {
    match kind {
        ProblemKind::Paused => text!("mended-pause"),
        ProblemKind::SignInsRefused => text!("mended-sign-ins"),
        ProblemKind::RosterShrunk => text!("mended-roster"),
        ProblemKind::CoverageDropped => text!("mended-coverage"),
        ProblemKind::CannotNotify => text!("mended-notifications"),
        ProblemKind::CannotSave => text!("mended-saving"),
        ProblemKind::WindowLost => text!("mended-window"),
        ProblemKind::DiskLow => text!("mended-disk"),
        ProblemKind::Crashed => text!("mended-parts"),
        _ => text!("mended-ships"),
    }
}

/// That the other webhook takes nothing although something waits for it, or that it does again. More people may read this channel than that
/// one: neither names nor places are told.
fn outage_note(relay: &Relay, webhook: WebhookName, undelivered: usize, now: Timestamp) -> Option<Note> {
    let other = webhook.other();
    let outage = outage(relay, other, now);
    let is_told = relay.outages_told.contains_key(&other);
    match outage {
        Some(outage) if !is_told && relay.stands_in() && other == WebhookName::Critical => {
            let text = text!("outage-sent-here", what = outage.what);
            Some(Note::Outage(other, outage.since, text))
        }
        Some(outage) if !is_told && undelivered > 0 => {
            let text = match other {
                WebhookName::Critical => text!("outage-critical-undelivered", n = undelivered, what = outage.what),
                WebhookName::Standard => text!("outage-undelivered", n = undelivered, what = outage.what),
            };
            Some(Note::Outage(other, outage.since, text))
        }
        None if is_told => Some(Note::Delivers(other)),
        _ => None,
    }
}

/// In the language that the program speaks.
fn said(text: &Text) -> String {
    sentence(text, Language::spoken())
}

/// Where a digest goes: to the other webhook if that one has no address.
fn through(relay: &Relay, wanted: WebhookName) -> WebhookName {
    let other = WebhookName::ALL.into_iter().find(|webhook| relay.webhooks.contains_key(webhook));
    if relay.webhooks.contains_key(&wanted) { wanted } else { other.unwrap_or(wanted) }
}

impl Dispatcher<'_> {
    /// Posts a message that no alert waits for, if one is due.
    pub(super) async fn note_next(&self, webhook: WebhookName, now: Timestamp) -> Result<DrainStep, StoreError> {
        if !self.may_ask(webhook, WebhookRequest::Post).await {
            return Ok(DrainStep::Idle);
        }
        let undelivered = self.undelivered_of(webhook.other(), now).await?;
        let health = self.health();
        let note = note(&*self.lock().await, webhook, undelivered, &health, self.started_at, now);
        let Some(note) = note else { return Ok(DrainStep::Idle) };
        let speech = WordingParts::quiet(&*self.lock().await, now);
        let body = match &note {
            Note::Digest => {
                let since = self.lock().await.relay.digest_at.filter(|since| *since <= now);
                let alerts = self.store.alerts(since.unwrap_or(now)).await?;
                let summary = summary(&*self.lock().await, &alerts, since, now);
                self.ports.webhook.digest(&summary, &speech.wording())
            }
            Note::Silence(_, _, text) | Note::Outage(_, _, text) | Note::Mended(_, text) => {
                self.ports.webhook.note(&said(text), &speech.wording())
            }
            Note::Problems(_, text) => self.ports.webhook.note(text, &speech.wording()),
            Note::Delivers(WebhookName::Critical) => {
                self.ports.webhook.note(&said(&text!("outage-critical-over")), &speech.wording())
            }
            Note::Delivers(WebhookName::Standard) => {
                self.ports.webhook.note(&said(&text!("outage-over")), &speech.wording())
            }
            Note::Answers(source) => {
                let text = text!("source-answers", source = source.name());
                self.ports.webhook.note(&said(&text), &speech.wording())
            }
        };
        let began = Instant::now();
        let verdict = self.ports.webhook.post(webhook, &plain(body)).await;
        let took = began.elapsed();
        let now = self.now();
        let asking = DeliveryAttempt { webhook, kind: DeliveryKind::Post, verdict: &verdict, took, at: now };
        // One that is not taken as it is must not hold up alerts.
        let is_told = matches!(
            verdict,
            DeliveryVerdict::Delivered(_) | DeliveryVerdict::Undeliverable(_) | DeliveryVerdict::NotNow(_)
        );
        let mut state = self.lock().await;
        let relay = if is_told { note.told(&state.relay, now) } else { state.relay.clone() };
        // Also where it cannot be written it is told once in this run of the program: that it cannot may be just what it tells.
        let written = self.write_note(&asking.line(&note.what()), &relay).await;
        state.relay = relay;
        if matches!(verdict, DeliveryVerdict::Delivered(_)) {
            state.relay.delivered(webhook, now);
        }
        drop(state);
        match verdict {
            DeliveryVerdict::Delivered(_) => {
                self.memory.relay_pause.lock().clear(webhook, WebhookRequest::Post);
                self.webhook_works(webhook).await?;
            }
            DeliveryVerdict::Undeliverable(why) | DeliveryVerdict::NotNow(why) => {
                tracing::error!(%webhook, %why, what = english(&note.what()), "Discord refused a message");
            }
            DeliveryVerdict::Wait(wait) => self.note_rate_limit(webhook, WebhookRequest::Post, wait).await,
            DeliveryVerdict::Retry(why) => {
                tracing::warn!(%webhook, %why, what = english(&note.what()), "a message was not delivered; it is tried again");
                self.failed(webhook, WebhookRequest::Post, &why).await;
            }
            DeliveryVerdict::WebhookDead(why) => self.webhook_refused(webhook, why).await?,
            DeliveryVerdict::MessageGone => {
                self.memory.relay_pause.lock().fail(webhook, WebhookRequest::Post, now, rand::random());
            }
        }
        written.map(|()| if is_told { DrainStep::Sent } else { DrainStep::Idle })
    }

    async fn write_note(&self, delivery: &Delivery, relay: &Relay) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        tx.append_delivery(delivery).await?;
        tx.put_setting(settings::RELAY, relay).await?;
        tx.commit().await
    }

    /// How many alerts wait for a webhook that takes nothing; not counted while it takes messages.
    async fn undelivered_of(&self, webhook: WebhookName, now: Timestamp) -> Result<usize, StoreError> {
        let receivers = {
            let relay = &self.lock().await.relay;
            let is_told = relay.outages_told.contains_key(&webhook);
            if is_told || outage(relay, webhook, now).is_none() {
                return Ok(0);
            }
            relay.receivers_of(webhook)
        };
        let waiting = self.store.waiting(&receivers, COUNTED).await?;
        let alerts: BTreeSet<AlertId> = waiting.iter().map(|row| row.notice.alert).collect();
        Ok(alerts.len())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use WebhookName::{Critical, Standard};
    use captrack_domain::refused_access::RefusedAccess;

    use super::*;
    use crate::state::relay::RelayWebhook;
    use crate::test_state::at;

    fn text(note: Option<Note>) -> String {
        match note {
            Some(Note::Outage(_, _, text)) => said(&text),
            other => panic!("{other:?}"),
        }
    }

    fn refused(webhook: WebhookName) -> Relay {
        let mut relay = Relay { on: true, ..Relay::default() };
        for name in WebhookName::ALL {
            relay.webhooks.insert(name, RelayWebhook::default());
        }
        relay.webhooks.get_mut(&webhook).unwrap().refused = Some(RefusedAccess::new(at(0), Text::said("Unknown")));
        relay
    }

    #[test]
    fn that_alerts_cannot_be_delivered_is_told_once_with_their_number_and_taken_back() {
        let mut relay = refused(Critical);
        assert_eq!(outage_note(&relay, Standard, 0, at(1)), None, "nothing waits");
        let note = outage_note(&relay, Standard, 3, at(1));
        assert_eq!(
            text(note.clone()),
            "3 critical alerts cannot be delivered: Discord has refused the critical webhook since 12:00 EVE. \
             CapTrack keeps what waits and tries again."
        );
        relay = note.unwrap().told(&relay, at(1));
        assert_eq!(outage_note(&relay, Standard, 4, at(2)), None, "once");
        relay.webhooks.insert(Critical, RelayWebhook::default());
        let back = outage_note(&relay, Standard, 0, at(3)).unwrap();
        assert_eq!(back, Note::Delivers(Critical));
        assert_eq!(outage_note(&back.told(&relay, at(3)), Standard, 0, at(4)), None);
    }

    #[test]
    fn the_critical_channel_is_told_of_the_other_webhook_too_and_of_what_does_not_reach_discord() {
        assert!(
            text(outage_note(&refused(Standard), Critical, 1, at(1)))
                .starts_with("1 alert cannot be delivered: Discord has refused the standard")
        );
        let mut relay = refused(Critical);
        let mut webhook = RelayWebhook::default();
        webhook.fails(at(0), &Text::said("x"));
        relay.webhooks.insert(Critical, webhook);
        assert_eq!(outage_note(&relay, Standard, 1, at(100)), None);
        let note = text(outage_note(&relay, Standard, 1, at(0) + Duration::from_secs(120)));
        assert!(note.starts_with("1 critical alert cannot be delivered: nothing has reached Discord"), "{note}");
    }

    #[test]
    fn where_the_standard_webhook_stands_in_it_says_so() {
        let mut relay = refused(Critical);
        relay.options.critical_to_standard = true;
        let note = text(outage_note(&relay, Standard, 0, at(1)));
        assert!(note.starts_with("Critical alerts are sent here for now: Discord has refused"), "{note}");
    }
}
