//! What an edit tells as well as a post: that an alert is over which a message speaks of.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::alert::AlertId;
use captrack_domain::hull::HullKey;
use captrack_domain::moment::later;
use captrack_domain::notice::{Notice, NoticeKind};
use captrack_ports::MessagePart;
use captrack_store::{PostedMessage, StoreError, Tx, WaitingNotice};
use jiff::Timestamp;

use crate::commit::outbox::edit_wait;
use crate::deliver::Dispatcher;
use crate::notices::live_messages::followed;
use crate::state::relay::webhook_named;

/// A hull in an alert.
pub(super) type HullInAlert = (AlertId, HullKey);

/// The hulls of which nothing waits to be told but their end. Oldest first.
pub(super) fn ended<'a>(waiting: impl IntoIterator<Item = &'a Notice>) -> BTreeSet<HullInAlert> {
    let mut said: BTreeMap<HullInAlert, (bool, NoticeKind)> = BTreeMap::new();
    for notice in waiting {
        let begins = matches!(notice.kind, NoticeKind::Opened | NoticeKind::Grew | NoticeKind::SnoozeEnded);
        for line in &notice.hulls {
            let entry = said.entry((notice.alert, line.key)).or_insert((false, notice.kind));
            *entry = (entry.0 || begins, notice.kind);
        }
    }
    let over = said.into_iter().filter(|(_, (begins, last))| !begins && *last == NoticeKind::Resolved);
    over.map(|(told, _)| told).collect()
}

/// What open messages follow: of anything else that they name a later one tells.
pub(super) fn followed_in(messages: &[PostedMessage]) -> BTreeSet<HullInAlert> {
    let message_parts = messages.iter().filter_map(|message| message.message_parts::<MessagePart>().ok());
    message_parts.flat_map(|message_parts| followed(&message_parts).collect::<Vec<_>>()).collect()
}

/// Takes hulls out of what waits: they are told otherwise. Gives what is left to be told.
pub(super) async fn take_out(
    tx: &mut Tx,
    waiting: Vec<WaitingNotice>,
    told: &BTreeSet<HullInAlert>,
    now: Timestamp,
) -> Result<Vec<WaitingNotice>, StoreError> {
    let mut rest = Vec::with_capacity(waiting.len());
    for mut row in waiting {
        let all = row.notice.hulls.len();
        let alert = row.notice.alert;
        let taken: Vec<HullKey> =
            row.notice.hulls.iter().map(|line| line.key).filter(|key| told.contains(&(alert, *key))).collect();
        row.notice.hulls.retain(|line| !taken.contains(&line.key));
        if !taken.is_empty() && row.notice.hulls.is_empty() {
            tx.mark_delivered(row.id, now).await?;
        } else if !taken.is_empty() {
            tx.leave_out(row.id, &taken).await?;
        }
        if !row.notice.hulls.is_empty() || all == 0 {
            rest.push(row);
        }
    }
    Ok(rest)
}

impl Dispatcher<'_> {
    /// Leaves the ends that edits tell to them, unless ends are to be posted. Gives what is left to be posted.
    pub(super) async fn leave_ends_to_edits(
        &self,
        waiting: Vec<WaitingNotice>,
        now: Timestamp,
    ) -> Result<Vec<WaitingNotice>, StoreError> {
        let told = self.ends_of_edits(&waiting).await?;
        if told.is_empty() {
            return Ok(waiting);
        }
        let alerts: BTreeSet<AlertId> = told.iter().map(|(alert, _)| *alert).collect();
        let alerts: Vec<AlertId> = alerts.into_iter().collect();
        let mut tx = self.store.begin().await?;
        tx.mark_messages_due(&alerts, later(now, edit_wait())).await?;
        let rest = take_out(&mut tx, waiting, &told, now).await?;
        tx.commit().await?;
        Ok(rest)
    }

    /// What waits without the ends that edits tell.
    pub(crate) async fn without_ends(&self, mut waiting: Vec<WaitingNotice>) -> Result<Vec<WaitingNotice>, StoreError> {
        let told = self.ends_of_edits(&waiting).await?;
        for row in &mut waiting {
            let alert = row.notice.alert;
            row.notice.hulls.retain(|line| !told.contains(&(alert, line.key)));
        }
        waiting.retain(|row| !row.notice.hulls.is_empty());
        Ok(waiting)
    }

    /// The ends that edits tell.
    async fn ends_of_edits(&self, waiting: &[WaitingNotice]) -> Result<BTreeSet<HullInAlert>, StoreError> {
        let ended = ended(waiting.iter().map(|row| &row.notice));
        if ended.is_empty() || self.lock().await.relay.options.post_resolved {
            return Ok(BTreeSet::new());
        }
        let alerts: BTreeSet<AlertId> = ended.iter().map(|(alert, _)| *alert).collect();
        let alerts: Vec<AlertId> = alerts.into_iter().collect();
        let mut messages = self.store.messages_about(&alerts).await?;
        let (relay, now) = (self.lock().await.relay.clone(), self.now());
        let usable =
            |message: &PostedMessage| webhook_named(&message.webhook).is_some_and(|name| relay.usable(name, now));
        messages.retain(usable);
        Ok(ended.intersection(&followed_in(&messages)).copied().collect())
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::evaluate::AlertLevel;
    use captrack_domain::notice::{NoticeOccasion, Receiver};

    use super::*;
    use crate::test_state::{KARA, at, hull_line, key};

    fn notice(hulls: &[i64], kind: NoticeKind) -> Notice {
        Notice {
            receiver: Receiver::DiscordCritical,
            main: KARA,
            main_name: "Kara Volkov".to_owned(),
            affiliation: None,
            alert: AlertId::Hull(key(1)),
            level: AlertLevel::Critical,
            kind,
            occasion: NoticeOccasion::News,
            hulls: hulls.iter().map(|n| hull_line(*n)).collect(),
            named_before: 0,
            opened_at: at(0),
            decided_at: at(0),
            not_before: at(0),
            massing: None,
        }
    }

    fn keys(waiting: &[Notice]) -> Vec<HullKey> {
        ended(waiting).into_iter().map(|(_, key)| key).collect()
    }

    #[test]
    fn an_end_is_left_to_an_edit_only_if_its_beginning_was_told() {
        use NoticeKind::{Grew, Moved, Opened, Resolved};
        assert_eq!(keys(&[notice(&[1], Resolved)]), [key(1)]);
        assert_eq!(keys(&[notice(&[1], Moved), notice(&[1], Resolved)]), [key(1)]);
        assert!(keys(&[notice(&[1], Opened), notice(&[1], Resolved)]).is_empty());
        assert!(keys(&[notice(&[1], Resolved), notice(&[1], Opened)]).is_empty());
        assert_eq!(keys(&[notice(&[2], Grew), notice(&[1, 2], Resolved)]), [key(1)]);
    }
}
