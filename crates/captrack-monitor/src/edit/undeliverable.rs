//! What Discord refused: sent again, as far as it is still so, or discarded.

use captrack_contract::Refusal;
use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::notice::{Notice, NoticeKind};
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_store::{NoticeId, StoreError, UndeliverableNotice};
use jiff::Timestamp;

use crate::edit::Editor;
use crate::notices::activity::line;
use crate::notices::live_messages::is_open_now;
use crate::notices::named_hulls::NamedHulls;
use crate::shared::refusal::store_refused;
use crate::state::State;

/// So many rows are looked at.
pub(crate) const LISTED: u32 = 1000;

/// Without the hulls that are not to be told any more: they no longer stand, or their pilots are snoozed.
fn still_so(state: &State, notice: &Notice, now: Timestamp) -> Notice {
    let mut rest = notice.clone();
    rest.hulls.retain(|told| {
        let is_over = !is_open_now(state, notice.alert, told.key);
        let is_so = if notice.kind == NoticeKind::Resolved { is_over } else { !is_over };
        is_so && state.snoozes.of(told.pilot, state.certain(now)).is_none()
    });
    rest
}

fn named_text(state: &State, rows: &[&UndeliverableNotice]) -> Text {
    let mut named = NamedHulls::default();
    for notice in rows.iter().filter_map(|row| row.notice.as_ref()) {
        named.add(notice.main, &notice.hulls);
    }
    if named.is_empty() { text!("delivery-unreadable") } else { named.text(state) }
}

/// What became of them, for the activity log.
fn refused_line(at: Timestamp, by: &str, what: Text, became: Text) -> Activity {
    line(at, by, ActivityKind::Relay, text!("activity-refused-notices"), Some(what.into()), Some(became.into()))
}

impl Editor<'_> {
    /// Puts what Discord refused back among what waits, as far as it is still so; the rest is discarded.
    pub async fn retry_undeliverable(&self, rows: &[i64], by: &str) -> Result<(), Refusal> {
        self.retry(rows, by).await.map_err(|error| store_refused(&error))?;
        self.after_edit().await;
        Ok(())
    }

    /// Takes what Discord refused out of the list.
    pub async fn discard_undeliverable(&self, rows: &[i64], by: &str) -> Result<(), Refusal> {
        self.discard(rows, by).await.map_err(|error| store_refused(&error))
    }

    async fn retry(&self, rows: &[i64], by: &str) -> Result<(), StoreError> {
        let listed = self.store.undeliverable(LISTED).await?;
        let now = self.now();
        let state = self.lock().await;
        let wanted: Vec<&UndeliverableNotice> = listed.iter().filter(|row| rows.contains(&row.id.0)).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let mut tx = self.store.begin().await?;
        for row in &wanted {
            let rest = row.notice.as_ref().map(|notice| still_so(&state, notice, now));
            match rest.filter(|rest| !rest.hulls.is_empty()) {
                None => drop(tx.discard_undeliverable(row.id).await?),
                Some(rest) => {
                    tx.retry_undeliverable(row.id, now).await?;
                    let over = row.notice.iter().flat_map(|notice| &notice.hulls).map(|line| line.key);
                    let over: Vec<_> = over.filter(|key| rest.hulls.iter().all(|line| line.key != *key)).collect();
                    tx.leave_out(row.id, &over).await?;
                }
            }
        }
        let told = refused_line(now, by, named_text(&state, &wanted), text!("activity-sent-again"));
        tx.append_activity(&[told]).await?;
        tx.commit().await
    }

    async fn discard(&self, rows: &[i64], by: &str) -> Result<(), StoreError> {
        let listed = self.store.undeliverable(LISTED).await?;
        let state = self.lock().await;
        let mut tx = self.store.begin().await?;
        let mut discarded = Vec::new();
        for row in rows {
            if tx.discard_undeliverable(NoticeId(*row)).await? {
                discarded.extend(listed.iter().filter(|listed| listed.id.0 == *row));
            }
        }
        if !discarded.is_empty() {
            let told = refused_line(self.now(), by, named_text(&state, &discarded), text!("activity-discarded"));
            tx.append_activity(&[told]).await?;
        }
        tx.commit().await
    }
}
