//! Messages that live: each is edited when what it says has changed, and posted anew when it was deleted.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use captrack_domain::alert::{AlertId, Transition};
use captrack_domain::hull::HullKey;
use captrack_domain::moment::{earlier, later};
use captrack_domain::notice::{HullLine, Notice, NoticeKind, NoticeOccasion, Receiver};
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{DeliveryVerdict, HullAlertState, MessagePart, WebhookRequest};
use captrack_store::{DeliveryKind, MessageState, PostedMessage, StoreError, Tx, WaitingNotice, settings};
use jiff::{SignedDuration, Timestamp};

use super::DrainStep;
use super::delivery_attempt::DeliveryAttempt;
use super::refused_parts::RefusalStep;
use super::reopened_alerts::settle_returns;
use super::resolved_alerts::{HullInAlert, ended, followed_in, take_out};
use super::wording_parts::WordingParts;
use crate::deliver::Dispatcher;
use crate::notices::live_messages::{
    EditContext, brought_up_to_date, followed, in_alerts, is_its_own, is_open_now, is_over, named, say_the_same,
    without_forgotten_pilots,
};
use crate::notices::transition_notices::notices;
use crate::state::State;
use crate::state::relay::discord_receiver;
use crate::state::watch::as_told;

/// No edit waits for longer, unless the clock was put back.
const LONGEST_WAIT: Duration = Duration::from_secs(600);
/// For so long a message follows all that it names. After that it says of what a later one names that it goes on there: else every ship that comes and
/// goes would be edited into ever more messages, and each of them looked at for as long as its alert is open.
const FOLLOWED_FOR: Duration = Duration::from_secs(12 * 3600);
/// What a message is due at that says on Discord what is not in its row any more: it is edited whatever has changed.
const AT_ONCE: Timestamp = Timestamp::UNIX_EPOCH;
/// One message that Discord does not let be edited now is tried again after this; shorter than the longest wait of an edit.
const NOT_NOW: Duration = Duration::from_secs(480);
/// Alerts are kept that long after they are over.
const KEPT_DAYS: i64 = 90;
/// Both of Discord's.
const DISCORD: [Receiver; 2] = [Receiver::DiscordCritical, Receiver::DiscordStandard];
/// So many notices that wait are looked at before a hull is added to a message.
const WAITING: u32 = 5000;
/// And so many that were refused.
const REFUSED: u32 = 1000;

/// A message that is edited.
struct Edit {
    webhook: WebhookName,
    message: PostedMessage,
    /// As it stands on Discord.
    before: Vec<MessagePart>,
    /// As it is to be.
    fresh: Vec<MessagePart>,
    /// What later messages name and follow.
    named_later: BTreeSet<HullInAlert>,
    /// What waits to be told of alerts that are back, as it was before that.
    returns: Vec<WaitingNotice>,
}

impl Edit {
    /// Whether all of it is over or goes on in a later message, and nothing of it that it still follows stands now.
    fn is_over(&self, state: &State) -> bool {
        let follows = |told: &HullInAlert| !self.named_later.contains(told);
        is_over(&self.fresh) && !named(&self.fresh).filter(follows).any(|(alert, key)| is_open_now(state, alert, key))
    }
}

impl Dispatcher<'_> {
    /// Edits the message that has been due for longest, if one is.
    pub(super) async fn edit_next(&self, webhook: WebhookName, now: Timestamp) -> Result<DrainStep, StoreError> {
        if !self.may_ask(webhook, WebhookRequest::Edit).await {
            return Ok(DrainStep::Idle);
        }
        let Some(message) = self.next_edit(webhook, now).await? else { return Ok(DrainStep::Idle) };
        let before: Vec<MessagePart> = match message.message_parts() {
            Ok(message_parts) => message_parts,
            Err(error) => {
                tracing::error!(%error, "a message cannot be read and is not edited any more");
                let mut tx = self.store.begin().await?;
                tx.put_message_state(message.id, MessageState::Gone).await?;
                tx.commit().await?;
                return Ok(DrainStep::Sent);
            }
        };
        let waiting = self.store.waiting(&DISCORD, WAITING).await?;
        let returns = self.returns_to_tell(&waiting).await?;
        let context = self.context(&message, &before, &waiting).await?;
        let plainness = self.memory.refused_parts.lock().of_edit(message.id);
        let (fresh, speech) = {
            let state = self.lock().await;
            (
                brought_up_to_date(&state, &before, &context, now),
                WordingParts::quiet(&state, now).with_plainness(plainness),
            )
        };
        // One whose pilot was forgotten says on Discord what is not in its row any more.
        let must = message.edit_due == Some(AT_ONCE) || message.attempts > 0;
        let edit = Edit { webhook, message, before, fresh, named_later: context.named_later, returns };
        if !must && say_the_same(&edit.before, &edit.fresh) {
            self.let_be(&edit).await?;
            return Ok(DrainStep::Sent);
        }
        let body = self.ports.webhook.rewrite(&speech.of_message_parts(&edit.fresh), &speech.wording());
        let began = Instant::now();
        let verdict = self.ports.webhook.edit(webhook, &edit.message.discord_id, &body).await;
        self.settle_edit(&edit, verdict, began.elapsed()).await
    }

    async fn next_edit(&self, webhook: WebhookName, now: Timestamp) -> Result<Option<PostedMessage>, StoreError> {
        let Some(due) = self.store.next_edit_due(webhook.name()).await? else { return Ok(None) };
        if due > now && due < later(now, LONGEST_WAIT) {
            return Ok(None);
        }
        Ok(self.store.messages_due(webhook.name(), due.max(now), 1).await?.pop())
    }

    /// What must be known besides the state to bring a message up to date.
    async fn context(
        &self,
        message: &PostedMessage,
        message_parts: &[MessagePart],
        waiting: &[WaitingNotice],
    ) -> Result<EditContext, StoreError> {
        let alerts: Vec<AlertId> =
            named(message_parts).map(|(alert, _)| alert).collect::<BTreeSet<_>>().into_iter().collect();
        let mut others = self.store.messages_about(&alerts).await?;
        others.retain(|other| other.id != message.id);
        let is_followed = |posted_at: Timestamp| later(posted_at, FOLLOWED_FOR) > self.now();
        let mut context = EditContext { posted_at: message.posted_at, ..EditContext::default() };
        if !is_followed(message.posted_at) {
            context.named_later = self.store.named_later(message, &alerts).await?;
            context.older.extend(&alerts);
        }
        for other in &others {
            let Ok(message_parts) = other.message_parts::<MessagePart>() else { continue };
            let is_older = other.id < message.id;
            if is_older && is_followed(other.posted_at) {
                context.older.extend(named(&message_parts).map(|(alert, _)| alert));
            }
            // What an older one names has not come since, however it came to be named there.
            let hulls = message_parts.iter().flat_map(|message_part| &message_part.hulls);
            let told = hulls.filter(|told| is_older || is_its_own(told));
            context.elsewhere.extend(told.flat_map(in_alerts));
        }
        // What Discord refused to name must not come in by an edit either.
        let refused = self.store.undeliverable_to(&DISCORD, REFUSED).await?;
        let notices = waiting.iter().map(|row| &row.notice).chain(refused.iter().filter_map(|row| row.notice.as_ref()));
        for notice in notices {
            context.elsewhere.extend(notice.hulls.iter().map(|line| (notice.alert, line.key)));
        }
        let unknown: BTreeSet<AlertId> = {
            let state = self.lock().await;
            alerts.into_iter().filter(|alert| state.told_alert(*alert).is_none()).collect()
        };
        if !unknown.is_empty() {
            let since = earlier(self.now(), SignedDuration::from_hours(24 * KEPT_DAYS));
            let mut old = self.store.alerts(since).await?;
            if unknown.iter().any(|alert| alert.watch().is_some()) {
                old.extend(self.store.watch_alerts(since).await?.iter().map(as_told));
            }
            context.old_alerts =
                old.into_iter().filter(|old| unknown.contains(&old.id)).map(|old| (old.id, old)).collect();
        }
        Ok(context)
    }

    /// It says what is so.
    async fn let_be(&self, edit: &Edit) -> Result<(), StoreError> {
        let state = self.lock().await;
        let mut tx = self.store.begin().await?;
        tx.mark_up_to_date(&edit.message).await?;
        settle_returns(&mut tx, &edit.returns, &followed(&edit.fresh).collect(), self.now()).await?;
        if edit.is_over(&state) {
            tx.put_message_state(edit.message.id, MessageState::Closed).await?;
        }
        tx.commit().await
    }

    async fn settle_edit(
        &self,
        edit: &Edit,
        verdict: DeliveryVerdict,
        took: Duration,
    ) -> Result<DrainStep, StoreError> {
        let (webhook, now) = (edit.webhook, self.now());
        let asking = DeliveryAttempt { webhook, kind: DeliveryKind::Edit, verdict: &verdict, took, at: now };
        let is_refused = matches!(verdict, DeliveryVerdict::Undeliverable(_));
        let is_made_again =
            is_refused && self.memory.refused_parts.lock().edit_refused(edit.message.id) == RefusalStep::SentAgain;
        match &verdict {
            DeliveryVerdict::Delivered(_) => {
                let written = self.mark_edited(edit, &asking).await;
                if written.is_err() {
                    // It says the same again until that can be written: not all the time.
                    self.memory.relay_pause.lock().fail(webhook, WebhookRequest::Edit, now, rand::random());
                }
                written?;
                self.memory.refused_parts.lock().edit_taken(edit.message.id);
                self.memory.relay_pause.lock().clear(webhook, WebhookRequest::Edit);
                self.webhook_works(webhook).await?;
                return Ok(DrainStep::Sent);
            }
            DeliveryVerdict::Undeliverable(why) if is_made_again => {
                tracing::warn!(%webhook, %why, "Discord refused an edit; it is made more plainly");
                let state = self.lock().await;
                let mut tx = self.store.begin().await?;
                tx.append_delivery(&asking.about(&state, &edit.fresh)).await?;
                tx.retry_edit_later(edit.message.id, now, why).await?;
                tx.commit().await?;
                return Ok(DrainStep::Sent);
            }
            DeliveryVerdict::MessageGone | DeliveryVerdict::Undeliverable(_) => {
                tracing::warn!(%webhook, ?verdict, "a message can no longer be edited; what still stands is posted anew");
                self.repost(edit, &asking).await?;
                return Ok(DrainStep::Sent);
            }
            DeliveryVerdict::Wait(_)
            | DeliveryVerdict::Retry(_)
            | DeliveryVerdict::NotNow(_)
            | DeliveryVerdict::WebhookDead(_) => {}
        }
        // The state is held, so that nobody is forgotten while a name is written down.
        let state = self.lock().await;
        let mut tx = self.store.begin().await?;
        tx.append_delivery(&asking.about(&state, &edit.fresh)).await?;
        match verdict {
            DeliveryVerdict::Wait(wait) => {
                self.memory.relay_pause.lock().wait(webhook, WebhookRequest::Edit, now, wait);
            }
            DeliveryVerdict::Retry(why) => {
                tracing::warn!(%webhook, %why, "a message was not edited; it is tried again");
                let wait = self.memory.relay_pause.lock().fail(webhook, WebhookRequest::Edit, now, rand::random());
                tx.retry_edit_later(edit.message.id, later(now, wait), &why).await?;
            }
            DeliveryVerdict::NotNow(why) => {
                tracing::warn!(%webhook, %why, "Discord takes no edit of one message now; it is tried again later");
                tx.retry_edit_later(edit.message.id, later(now, NOT_NOW), &why).await?;
                tx.commit().await?;
                return Ok(DrainStep::Sent);
            }
            DeliveryVerdict::WebhookDead(why) => {
                tx.commit().await?;
                drop(state);
                self.webhook_refused(webhook, why).await?;
                return Ok(DrainStep::Idle);
            }
            DeliveryVerdict::Delivered(_) | DeliveryVerdict::MessageGone | DeliveryVerdict::Undeliverable(_) => {}
        }
        tx.commit().await?;
        Ok(DrainStep::Idle)
    }

    async fn mark_edited(&self, edit: &Edit, asking: &DeliveryAttempt<'_>) -> Result<(), StoreError> {
        let now = self.now();
        let mut state = self.lock().await;
        let waiting =
            if state.relay.options.post_resolved { Vec::new() } else { self.store.waiting(&DISCORD, WAITING).await? };
        let resolved: BTreeSet<HullInAlert> = ended(waiting.iter().map(|row| &row.notice))
            .into_iter()
            .filter(|told| resolved(&edit.fresh).any(|one| one == *told))
            .collect();
        let mut tx = self.store.begin().await?;
        let fresh = without_forgotten_pilots(&state, &edit.fresh);
        let is_there = tx.mark_edited(&edit.message, &fresh, now).await?;
        if fresh != edit.fresh {
            must_be_edited(&mut tx, &fresh).await?;
        }
        if is_there && edit.is_over(&state) {
            tx.put_message_state(edit.message.id, MessageState::Closed).await?;
        }
        settle_returns(&mut tx, &edit.returns, &followed(&fresh).collect(), now).await?;
        if !resolved.is_empty() {
            take_out(&mut tx, waiting, &resolved, now).await?;
        }
        tx.append_delivery(&asking.about(&state, &edit.fresh)).await?;
        tx.commit().await?;
        state.relay.delivered(edit.webhook, now);
        Ok(())
    }

    /// Somebody deleted it: what it would have said now is posted.
    async fn repost(&self, edit: &Edit, asking: &DeliveryAttempt<'_>) -> Result<(), StoreError> {
        let now = self.now();
        let alerts: Vec<AlertId> =
            named(&edit.fresh).map(|(alert, _)| alert).collect::<BTreeSet<_>>().into_iter().collect();
        let mut others = self.store.messages_about(&alerts).await?;
        others.retain(|other| other.id != edit.message.id);
        let mut elsewhere = followed_in(&others);
        for row in self.store.waiting(&DISCORD, WAITING).await? {
            elsewhere.extend(row.notice.hulls.iter().map(|line| (row.notice.alert, line.key)));
        }
        let mut state = self.lock().await;
        let mut again = notices(&state, &reopened_hulls(&state, &edit.fresh, &elsewhere), false, now);
        let mut ends = unsent_resolutions(&state, edit, &elsewhere, now);
        ends.retain(|end| end.hulls.iter().all(|told| state.pilots.contains_key(&told.pilot)));
        again.extend(ends);
        let mut relay = state.relay.clone();
        if !again.is_empty() {
            // It has pinged already.
            relay.first_read_pinged = Some(now);
        }
        let mut tx = self.store.begin().await?;
        tx.put_message_state(edit.message.id, MessageState::Gone).await?;
        tx.enqueue(&again).await?;
        tx.put_setting(settings::RELAY, &relay).await?;
        tx.append_delivery(&asking.about(&state, &edit.fresh)).await?;
        tx.commit().await?;
        state.relay = relay;
        Ok(())
    }
}

/// What was just sent names somebody who was forgotten meanwhile: it is edited as soon as may be.
pub(super) async fn must_be_edited(tx: &mut Tx, message_parts: &[MessagePart]) -> Result<(), StoreError> {
    let alerts: Vec<AlertId> = named(message_parts).map(|(alert, _)| alert).collect();
    tx.mark_messages_due(&alerts, AT_ONCE).await.map(drop)
}

fn resolved(message_parts: &[MessagePart]) -> impl Iterator<Item = HullInAlert> {
    let over = |alert_state: HullAlertState| matches!(alert_state, HullAlertState::Resolved { .. });
    let hulls =
        message_parts.iter().flat_map(|message_part| &message_part.hulls).filter(move |told| over(told.alert_state));
    hulls.flat_map(in_alerts)
}

/// What still stands of a message and is said nowhere else.
fn reopened_hulls(state: &State, fresh: &[MessagePart], elsewhere: &BTreeSet<HullInAlert>) -> Vec<Transition> {
    let mut hulls: BTreeMap<AlertId, Vec<HullKey>> = BTreeMap::new();
    let standing = fresh
        .iter()
        .flat_map(|message_part| &message_part.hulls)
        .filter(|told| told.alert_state == HullAlertState::Open);
    for told in standing.filter(|told| !elsewhere.contains(&(told.alert, told.line.key))) {
        hulls.entry(told.alert).or_default().push(told.line.key);
    }
    let transition = |(alert, hulls): (AlertId, Vec<HullKey>)| {
        let standing = state.open_alert(alert)?;
        Some(Transition {
            alert,
            main: standing.main,
            level: standing.level,
            kind: NoticeKind::Opened,
            occasion: NoticeOccasion::FirstRead,
            hulls,
            opened_at: state.told_alert(alert).map(|alert| alert.opened_at)?,
        })
    };
    hulls.into_iter().filter_map(transition).collect()
}

/// The ends that the edit would have told.
fn unsent_resolutions(state: &State, edit: &Edit, elsewhere: &BTreeSet<HullInAlert>, now: Timestamp) -> Vec<Notice> {
    let stood = |told: &HullInAlert| {
        let before = edit.before.iter().flat_map(|message_part| &message_part.hulls);
        let mut same = before.filter(|one| (one.alert, one.line.key) == *told);
        same.any(|one| one.alert_state == HullAlertState::Open)
    };
    let mut ends = Vec::new();
    for message_part in edit.fresh.iter().filter(|message_part| state.relay.reaches(message_part.level)) {
        let mut lines: BTreeMap<(AlertId, Duration), Vec<HullLine>> = BTreeMap::new();
        for told in &message_part.hulls {
            let one = (told.alert, told.line.key);
            if let HullAlertState::Resolved { after } = told.alert_state
                && stood(&one)
                && !elsewhere.contains(&one)
            {
                lines.entry((told.alert, after)).or_default().push(told.line.clone());
            }
        }
        ends.extend(lines.into_iter().map(|((alert, after), hulls)| Notice {
            receiver: discord_receiver(message_part.level),
            main: message_part.main,
            main_name: message_part.main_name.clone(),
            affiliation: message_part.affiliation.clone(),
            alert,
            level: message_part.level,
            kind: NoticeKind::Resolved,
            occasion: NoticeOccasion::News,
            hulls,
            named_before: 0,
            opened_at: earlier(now, after),
            decided_at: now,
            not_before: now,
            massing: message_part.massing.clone(),
        }));
    }
    ends
}
