//! What was over for less than an hour and is back: the message that told its end goes on. An edit says so, not a post, as the end was told by
//! an edit; where ends are posted, or no message is left to go on, a post says that it ended and began again.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::alert::AlertId;
use captrack_domain::moment::later;
use captrack_domain::notice::{Notice, NoticeKind};
use captrack_store::{NoticeId, StoreError, Tx, WaitingNotice};
use jiff::Timestamp;

use super::resolved_alerts::{HullInAlert, followed_in, take_out};
use crate::commit::outbox::edit_wait;
use crate::deliver::Dispatcher;
use crate::state::relay::webhook_named;

/// The rows that an edit tells: of alerts that are back, and what waited to be told of their end. `named`: by messages that can be edited.
fn left_to_edits(waiting: &[WaitingNotice], named: &BTreeSet<HullInAlert>) -> Vec<NoticeId> {
    let is_named =
        |row: &WaitingNotice| row.notice.hulls.iter().all(|line| named.contains(&(row.notice.alert, line.key)));
    let mut last: BTreeMap<AlertId, NoticeId> = BTreeMap::new();
    for row in waiting.iter().filter(|row| row.continues && is_named(row)) {
        let newest = last.entry(row.notice.alert).or_insert(row.id);
        *newest = row.id.max(*newest);
    }
    let before = |row: &&WaitingNotice| last.get(&row.notice.alert).is_some_and(|last| row.id <= *last);
    waiting.iter().filter(before).filter(|row| is_named(row)).map(|row| row.id).collect()
}

/// What is posted of rows: one that says what is back stands for two, an end and a beginning.
pub(crate) fn as_posted(due: Vec<WaitingNotice>) -> Vec<(i64, Notice)> {
    let mut waiting = Vec::with_capacity(due.len());
    for row in due {
        if row.continues {
            waiting.push((row.id.0, Notice { kind: NoticeKind::Resolved, ..row.notice.clone() }));
        }
        waiting.push((row.id.0, row.notice));
    }
    waiting
}

impl Dispatcher<'_> {
    /// What waits without what edits tell: of alerts that are back, whose messages go on.
    pub(crate) async fn without_returns(&self, waiting: Vec<WaitingNotice>) -> Result<Vec<WaitingNotice>, StoreError> {
        let left = self.returns(&waiting).await?;
        Ok(waiting.into_iter().filter(|row| !left.contains(&row.id)).collect())
    }

    /// Holds back what is left to edits, and sees to it that they are made.
    pub(super) async fn leave_returns_to_edits(
        &self,
        due: Vec<WaitingNotice>,
        now: Timestamp,
    ) -> Result<Vec<WaitingNotice>, StoreError> {
        let left = self.returns(&due).await?;
        if left.is_empty() {
            return Ok(due);
        }
        let (left, rest): (Vec<WaitingNotice>, Vec<WaitingNotice>) =
            due.into_iter().partition(|row| left.contains(&row.id));
        let rows: Vec<NoticeId> = left.iter().map(|row| row.id).collect();
        let alerts: BTreeSet<AlertId> = left.iter().map(|row| row.notice.alert).collect();
        let alerts: Vec<AlertId> = alerts.into_iter().collect();
        let mut tx = self.store.begin().await?;
        tx.hold_back(&rows, later(now, edit_wait())).await?;
        tx.mark_messages_due(&alerts, now).await?;
        tx.commit().await?;
        Ok(rest)
    }

    async fn returns(&self, waiting: &[WaitingNotice]) -> Result<Vec<NoticeId>, StoreError> {
        let back: BTreeSet<AlertId> = waiting.iter().filter(|row| row.continues).map(|row| row.notice.alert).collect();
        if back.is_empty() {
            return Ok(Vec::new());
        }
        let (relay, now) = (self.lock().await.relay.clone(), self.now());
        if relay.options.post_resolved {
            return Ok(Vec::new());
        }
        let alerts: Vec<AlertId> = back.into_iter().collect();
        let mut messages = self.store.messages_about(&alerts).await?;
        messages.retain(|message| webhook_named(&message.webhook).is_some_and(|name| relay.usable(name, now)));
        Ok(left_to_edits(waiting, &followed_in(&messages)))
    }

    /// The rows that an edit tells which is made now. Read before it is worded: what is decided later it does not tell.
    pub(super) async fn returns_to_tell(&self, waiting: &[WaitingNotice]) -> Result<Vec<WaitingNotice>, StoreError> {
        let left = self.returns(waiting).await?;
        Ok(waiting.iter().filter(|row| left.contains(&row.id)).cloned().collect())
    }
}

/// Takes out of what waits what a message has just told by an edit.
pub(super) async fn settle_returns(
    tx: &mut Tx,
    returns: &[WaitingNotice],
    told: &BTreeSet<HullInAlert>,
    now: Timestamp,
) -> Result<(), StoreError> {
    if !returns.is_empty() {
        take_out(tx, returns.to_vec(), told, now).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use captrack_domain::class::HullClass;
    use captrack_testing::data::notice;

    use super::*;
    use crate::test_state::{KARA, at, hull_line, key};

    fn fleet() -> AlertId {
        AlertId::Fleet(KARA, HullClass::Carrier)
    }

    fn row(id: i64, hulls: &[i64], kind: NoticeKind, continues: bool) -> WaitingNotice {
        let hulls = hulls.iter().map(|n| hull_line(*n)).collect();
        let notice = Notice { kind, ..notice(fleet(), KARA, hulls, at(id)) };
        WaitingNotice { id: NoticeId(id), notice, attempts: 0, due_at: at(id), reason: None, continues }
    }

    fn told(hulls: &[i64]) -> BTreeSet<HullInAlert> {
        hulls.iter().map(|n| (fleet(), key(*n))).collect()
    }

    fn left(waiting: &[WaitingNotice], named: &[i64]) -> Vec<i64> {
        left_to_edits(waiting, &told(named)).into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn what_is_back_is_left_to_an_edit_with_the_end_that_was_not_told_yet() {
        let resolved = row(1, &[1, 2], NoticeKind::Resolved, false);
        let back = row(2, &[1, 2], NoticeKind::Opened, true);
        let moved = row(3, &[1], NoticeKind::Moved, false);
        assert_eq!(left(&[resolved.clone(), back.clone(), moved.clone()], &[1, 2]), [1, 2]);
        assert!(left(&[resolved.clone(), back, moved], &[1]).is_empty(), "no message tells of all of it");
        assert!(left(&[resolved], &[1, 2]).is_empty());
    }
}
