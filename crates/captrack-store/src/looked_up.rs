//! What was looked up once and nothing refers to any more goes after a while: it is asked again if it comes back.

use captrack_domain::ids::GroupId;
use jiff::Timestamp;

use crate::column::{json, ms};
use crate::error::StoreError;
use crate::tx::Tx;

/// Who is watched, and who stands for them.
macro_rules! mains_and_pilots {
    () => {
        "SELECT id FROM pilots UNION SELECT main FROM pilots WHERE main IS NOT NULL
         UNION SELECT json_extract(auth, '$.main') FROM pilots WHERE json_extract(auth, '$.main') IS NOT NULL"
    };
}

impl Tx {
    /// Drops names, structures, types and groups that were asked for before then and that nobody is or has, decisions of that time about
    /// characters who are not watched, and closed cards of such mains; gives how many. `groups`: those that the policy names.
    pub async fn prune_looked_up(&mut self, before: Timestamp, groups: &[GroupId]) -> Result<u64, StoreError> {
        let groups: Vec<i64> = groups.iter().map(|group| group.0).collect();
        let groups = json("type_groups", &groups)?;
        let mut dropped = 0;
        for statement in [
            concat!(
                "DELETE FROM names WHERE fetched_at < ?1 AND ?2 <> '' AND id NOT IN (",
                mains_and_pilots!(),
                " UNION SELECT corporation FROM pilots WHERE corporation IS NOT NULL
                  UNION SELECT alliance FROM pilots WHERE alliance IS NOT NULL)"
            ),
            "DELETE FROM structures WHERE fetched_at < ?1 AND ?2 <> ''
                 AND id NOT IN (SELECT location FROM event_places WHERE site = 2)
                 AND id NOT IN (SELECT json_extract(place, '$.site.id') FROM hulls
                     WHERE json_extract(place, '$.site.id') IS NOT NULL)",
            "DELETE FROM types WHERE fetched_at < ?1 AND ?2 <> ''
                 AND id NOT IN (SELECT type FROM hulls) AND id NOT IN (SELECT type FROM event_hulls)",
            "DELETE FROM type_groups WHERE fetched_at < ?1 AND id NOT IN (SELECT value FROM json_each(?2))",
            concat!(
                "DELETE FROM shared_decisions WHERE unsent = 0 AND ?2 <> ''
                     AND coalesce(json_extract(decision, '$.decided_at') < strftime('%Y-%m-%dT%H:%M:%SZ', ?1 / 1000, 'unixepoch'), 1)
                     AND subject NOT IN (",
                mains_and_pilots!(),
                ")"
            ),
            concat!(
                "DELETE FROM cards WHERE ?1 <> 0 AND ?2 <> '' AND key LIKE 'main/%'
                     AND CAST(substr(key, 6) AS INTEGER) NOT IN (",
                mains_and_pilots!(),
                ")"
            ),
        ] {
            let done = sqlx::query(statement).bind(ms(before)).bind(&groups).execute(self.connection()).await?;
            dropped += done.rows_affected();
        }
        Ok(dropped)
    }
}
