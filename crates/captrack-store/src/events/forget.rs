//! What events tell of a pilot goes by number: through the hulls beside which they are named.

use crate::error::StoreError;
use crate::tx::Tx;

impl Tx {
    /// The hulls beside which the pilots (a JSON list of ids) are named.
    pub(crate) async fn hulls_in_events(&mut self, pilots: &str) -> Result<Vec<String>, StoreError> {
        let keys = sqlx::query_scalar(
            "SELECT h.key FROM event_holders o JOIN event_hulls h ON h.id = o.hull
             WHERE o.pilot IN (SELECT id FROM event_pilots WHERE pilot IN (SELECT value FROM json_each(?1)))
             UNION SELECT hull FROM old_events
             WHERE pilot IN (SELECT value FROM json_each(?1)) AND hull IS NOT NULL",
        )
        .bind(pilots)
        .fetch_all(self.connection())
        .await?;
        Ok(keys)
    }

    /// For figures: deletes what is told of a pilot's hulls, without all else that forgetting a pilot is.
    #[doc(hidden)]
    pub async fn forget_movements(&mut self, pilot: captrack_domain::ids::PilotId) -> Result<(), StoreError> {
        let pilots = crate::column::json("pilots", &[pilot])?;
        let hulls = self.hulls_in_events(&pilots).await?;
        let hulls = crate::column::json("hulls", &hulls)?;
        self.delete_events_of(&pilots, &hulls).await
    }

    /// Deletes what is told of the pilots and of the hulls, both as JSON lists, and that they ever had numbers.
    pub(crate) async fn delete_events_of(&mut self, pilots: &str, hulls: &str) -> Result<(), StoreError> {
        for statement in [
            "DELETE FROM events WHERE ?1 <> '' AND hull IN
                 (SELECT id FROM event_hulls WHERE key IN (SELECT value FROM json_each(?2)))",
            "DELETE FROM events WHERE ?2 <> '' AND hull IN
                 (SELECT hull FROM event_holders WHERE pilot IN
                     (SELECT id FROM event_pilots WHERE pilot IN (SELECT value FROM json_each(?1))))
                 AND (pilot IN (SELECT id FROM event_pilots WHERE pilot IN (SELECT value FROM json_each(?1)))
                     OR former IN (SELECT id FROM event_pilots WHERE pilot IN (SELECT value FROM json_each(?1))))",
            "DELETE FROM events WHERE ?2 <> '' AND hull IS NULL AND pilot IN
                 (SELECT id FROM event_pilots WHERE pilot IN (SELECT value FROM json_each(?1)))",
            "DELETE FROM event_holders WHERE
                 pilot IN (SELECT id FROM event_pilots WHERE pilot IN (SELECT value FROM json_each(?1)))
                 OR hull IN (SELECT id FROM event_hulls WHERE key IN (SELECT value FROM json_each(?2)))",
            "DELETE FROM event_hulls WHERE ?1 <> '' AND key IN (SELECT value FROM json_each(?2))",
            "DELETE FROM event_pilots WHERE ?2 <> '' AND pilot IN (SELECT value FROM json_each(?1))",
            // What is not moved yet.
            "DELETE FROM old_events WHERE pilot IN (SELECT value FROM json_each(?1))
                 OR hull IN (SELECT value FROM json_each(?2))
                 OR (kind = 'changed' AND json_extract(detail, '$.from') IN (SELECT value FROM json_each(?1)))",
        ] {
            sqlx::query(statement).bind(pilots).bind(hulls).execute(self.connection()).await?;
        }
        Ok(())
    }
}
