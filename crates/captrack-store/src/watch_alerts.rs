//! Alerts of watch rules, what somebody has seen of them, and how long ships have been in space.

use captrack_domain::alert::AlertState;
use captrack_domain::hull::HullKey;
use captrack_domain::watch::{SpaceEpisode, WatchAcknowledgement, WatchAlert, WatchAlertId};
use jiff::Timestamp;

use crate::column::{StoreRow, json, ms};
use crate::error::StoreError;
use crate::open::Store;
use crate::tx::Tx;

pub(crate) const TABLE: &str = "watch_alerts";
pub(crate) const ACKNOWLEDGEMENTS: &str = "watch_acknowledgements";
const EPISODES: &str = "watch_episodes";

impl Store {
    /// The alerts that are not closed, and those that closed after that time.
    pub async fn watch_alerts(&self, closed_after: Timestamp) -> Result<Vec<WatchAlert>, StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT id, alert FROM watch_alerts WHERE closed_at IS NULL OR closed_at > ?1 ORDER BY id")
                .bind(ms(closed_after))
                .fetch_all(&self.readers)
                .await?;
        rows.into_iter().map(|(id, alert)| StoreRow { table: TABLE, key: id }.json(&alert)).collect()
    }

    /// Every acknowledgement of one of them.
    pub async fn watch_acknowledgements(&self) -> Result<Vec<WatchAcknowledgement>, StoreError> {
        type Row = (String, i64, String, Option<String>, i64);
        let rows: Vec<Row> =
            sqlx::query_as("SELECT alert, at, set_by, why, count FROM watch_acknowledgements ORDER BY alert")
                .fetch_all(&self.readers)
                .await?;
        let read = |(alert, at, by, why, count): Row| {
            let row = StoreRow { table: ACKNOWLEDGEMENTS, key: &alert };
            let id: WatchAlertId = row.parse(&alert)?;
            Ok(WatchAcknowledgement { alert: id, at: row.time(at)?, by, why, count: u32::try_from(count).unwrap_or(0) })
        };
        rows.into_iter().map(read).collect()
    }

    /// The ships that are in space, as far as a rule asks.
    pub async fn watch_episodes(&self) -> Result<Vec<(HullKey, SpaceEpisode)>, StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT hull, episode FROM watch_episodes ORDER BY hull").fetch_all(&self.readers).await?;
        let read = |(hull, episode): (String, String)| {
            let row = StoreRow { table: EPISODES, key: &hull };
            Ok((row.parse(&hull)?, row.json(&episode)?))
        };
        rows.into_iter().map(read).collect()
    }
}

impl Tx {
    /// Writes alerts of watch rules as they are now.
    pub async fn put_watch_alerts(&mut self, alerts: &[WatchAlert]) -> Result<(), StoreError> {
        for alert in alerts {
            let closed_at = match alert.state {
                AlertState::Closed { at } => Some(ms(at)),
                _ => None,
            };
            sqlx::query(
                "INSERT INTO watch_alerts (id, subject, closed_at, alert) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE SET closed_at = excluded.closed_at, alert = excluded.alert",
            )
            .bind(alert.id.to_string())
            .bind(alert.id.subject.to_string())
            .bind(closed_at)
            .bind(json(TABLE, alert)?)
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }

    /// Drops those that closed before then; gives how many.
    pub async fn prune_watch_alerts(&mut self, closed_before: Timestamp) -> Result<u64, StoreError> {
        let done = sqlx::query("DELETE FROM watch_alerts WHERE closed_at < ?1")
            .bind(ms(closed_before))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected())
    }

    /// Somebody has seen it.
    pub async fn put_watch_acknowledgement(&mut self, seen: &WatchAcknowledgement) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO watch_acknowledgements (alert, at, set_by, why, count) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (alert) DO UPDATE SET
                 at = excluded.at, set_by = excluded.set_by, why = excluded.why, count = excluded.count",
        )
        .bind(seen.alert.to_string())
        .bind(ms(seen.at))
        .bind(&seen.by)
        .bind(&seen.why)
        .bind(i64::from(seen.count))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Nobody has seen it any more. Does nothing if nobody had.
    pub async fn clear_watch_acknowledgement(&mut self, alert: WatchAlertId) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM watch_acknowledgements WHERE alert = ?1")
            .bind(alert.to_string())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// How long a ship has been in space; none: it is not any more.
    pub async fn put_watch_episode(&mut self, hull: HullKey, episode: Option<&SpaceEpisode>) -> Result<(), StoreError> {
        let statement = match episode {
            Some(_) => {
                "INSERT INTO watch_episodes (hull, episode) VALUES (?1, ?2)
                 ON CONFLICT (hull) DO UPDATE SET episode = excluded.episode"
            }
            None => "DELETE FROM watch_episodes WHERE hull = ?1 AND ?2 IS NULL",
        };
        let episode = episode.map(|episode| json(EPISODES, episode)).transpose()?;
        sqlx::query(statement).bind(hull.to_string()).bind(episode).execute(self.connection()).await?;
        Ok(())
    }
}
