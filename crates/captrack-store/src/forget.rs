//! Forgetting a pilot: nothing of theirs stays, in any table, nor in the space that deleted rows stood in.
//!
//! Alts of a forgotten main become their own mains. What they share with the pilot (a fleet alert, a notice that names hulls of several pilots)
//! stays without the pilot's part.

use std::collections::BTreeSet;

use captrack_domain::alert::{Alert, AlertId};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;

use crate::acknowledgements;
use crate::activity::without;
use crate::alerts;
use crate::column::{Row, json};
use crate::error::StoreError;
use crate::messages::Telling;
use crate::outbox::Stored;
use crate::tx::Tx;

/// Stands where the pilot's name stood in what is told of others, such as who set a snooze.
const NOBODY: &str = "a forgotten pilot";

/// What is known of a pilot who is to be forgotten.
pub(crate) struct Farewell {
    pilot: PilotId,
    name: Option<String>,
    hulls: BTreeSet<HullKey>,
}

impl Tx {
    /// Deletes everything of a pilot: status rows, answers, hulls, snooze, acknowledgement, events, cached name, closed card, alerts
    /// notices and messages that only concern them, and their part in those that concern others too. In the activity log and among the
    /// deliveries their name makes way for `a forgotten pilot`. Tokens are not here, nor is what stands on Discord: a message that
    /// named others too is due to be edited, one that is about them alone is no longer known.
    ///
    /// It is done at the commit, after all else that the transaction writes, wherever in it this is called. Afterwards the
    /// files are rewritten without the freed space, which takes a moment for a large database.
    pub async fn forget_pilot(&mut self, pilot: PilotId) -> Result<(), StoreError> {
        let name = sqlx::query_scalar("SELECT name FROM pilots WHERE id = ?1")
            .bind(pilot.0)
            .fetch_optional(self.connection())
            .await?;
        let (hulls, _) = self.hulls_of(pilot).await?;
        self.farewells.push(Farewell { pilot, name, hulls });
        Ok(())
    }

    pub(crate) async fn carry_out(&mut self, farewell: Farewell) -> Result<(), StoreError> {
        let Farewell { pilot, name, hulls: mut theirs } = farewell;
        let (now_theirs, others) = self.hulls_of(pilot).await?;
        theirs.extend(now_theirs);
        theirs.retain(|key| !others.contains(key));
        self.forget_alerts(pilot, &theirs).await?;
        self.forget_notices(pilot, &theirs).await?;
        self.forget_messages(pilot, &theirs).await?;
        self.forget_events(pilot, &theirs).await?;
        self.forget_acknowledged(pilot, &theirs).await?;
        if let Some(name) = name {
            self.forget_name(&name).await?;
        }
        for statement in [
            "UPDATE pilots SET main = NULL WHERE main = ?1",
            "DELETE FROM names WHERE id = ?1",
            "DELETE FROM cards WHERE key = 'main/' || ?1",
            "DELETE FROM acknowledgements WHERE main = ?1",
            "DELETE FROM pilots WHERE id = ?1", // takes sections, hulls and snooze along
        ] {
            sqlx::query(statement).bind(pilot.0).execute(self.connection()).await?;
        }
        Ok(())
    }

    /// The hulls the pilot has or is remembered to have had, and those that somebody else has now.
    async fn hulls_of(&mut self, pilot: PilotId) -> Result<(BTreeSet<HullKey>, BTreeSet<HullKey>), StoreError> {
        let rows: Vec<(String, i64)> =
            sqlx::query_as("SELECT key, pilot FROM hulls").fetch_all(self.connection()).await?;
        let (mut theirs, mut others) = (BTreeSet::new(), BTreeSet::new());
        for (key, owner) in rows {
            let key = Row { table: "hulls", key: &key }.parse(&key)?;
            if owner == pilot.0 {
                theirs.insert(key)
            } else {
                others.insert(key)
            };
        }
        let past: Vec<String> =
            sqlx::query_scalar("SELECT DISTINCT hull FROM events WHERE pilot = ?1 AND hull IS NOT NULL")
                .bind(pilot.0)
                .fetch_all(self.connection())
                .await?;
        for key in past {
            theirs.insert(Row { table: "events", key: &key }.parse(&key)?);
        }
        for (_, stored) in self.stored_notices().await? {
            theirs.extend(stored.notice.hulls.iter().filter(|line| line.pilot == pilot).map(|line| line.key));
        }
        theirs.retain(|key| !others.contains(key));
        Ok((theirs, others))
    }

    async fn forget_alerts(&mut self, pilot: PilotId, theirs: &BTreeSet<HullKey>) -> Result<(), StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT id, alert FROM alerts").fetch_all(self.connection()).await?;
        for (id, alert) in rows {
            let mut alert: Alert = Row { table: alerts::TABLE, key: &id }.json(&alert)?;
            let before = alert.clone();
            alert.hulls.retain(|key| !is_of(*key, pilot, theirs));
            alert.told.retain(|key| !is_of(*key, pilot, theirs));
            alert.told_regions.retain(|key, _| !is_of(*key, pilot, theirs));
            if names(alert.id, pilot, theirs) || (alert.hulls.is_empty() && !before.hulls.is_empty()) {
                sqlx::query("DELETE FROM alerts WHERE id = ?1").bind(&id).execute(self.connection()).await?;
                continue;
            }
            if alert.main == pilot
                && let AlertId::Hull(key) = alert.id
                && let Some(owner) = self.owner_of(key).await?
            {
                alert.main = owner;
            }
            if alert != before {
                self.put_alerts(&[alert]).await?;
            }
        }
        Ok(())
    }

    async fn owner_of(&mut self, key: HullKey) -> Result<Option<PilotId>, StoreError> {
        let owner: Option<i64> = sqlx::query_scalar("SELECT pilot FROM hulls WHERE key = ?1")
            .bind(key.to_string())
            .fetch_optional(self.connection())
            .await?;
        Ok(owner.map(PilotId))
    }

    async fn stored_notices(&mut self) -> Result<Vec<(i64, Stored)>, StoreError> {
        let rows: Vec<(i64, String, Option<String>)> =
            sqlx::query_as("SELECT id, notice, remaining FROM outbox ORDER BY id").fetch_all(self.connection()).await?;
        let mut notices = Vec::with_capacity(rows.len());
        for (id, notice, remaining) in rows {
            match Stored::read(id, &notice, remaining.as_deref()) {
                Ok(stored) => notices.push((id, stored)),
                // Nobody can say whom it names, and nobody can send it.
                Err(error) => {
                    tracing::error!(%error, "a notice cannot be read and is deleted with a forgotten pilot");
                    sqlx::query("DELETE FROM outbox WHERE id = ?1").bind(id).execute(self.connection()).await?;
                }
            }
        }
        Ok(notices)
    }

    async fn forget_notices(&mut self, pilot: PilotId, theirs: &BTreeSet<HullKey>) -> Result<(), StoreError> {
        for (id, mut stored) in self.stored_notices().await? {
            let before = stored.notice.clone();
            stored.notice.hulls.retain(|line| line.pilot != pilot && !is_of(line.key, pilot, theirs));
            if let Some(keys) = &mut stored.remaining {
                keys.retain(|key| !is_of(*key, pilot, theirs));
            }
            let emptied = stored.notice.hulls.is_empty() && (!before.hulls.is_empty() || before.main == pilot);
            if emptied || names(before.alert, pilot, theirs) {
                sqlx::query("DELETE FROM outbox WHERE id = ?1").bind(id).execute(self.connection()).await?;
                continue;
            }
            // A notice under the forgotten main is now under the first pilot it still names.
            if before.main == pilot
                && let Some(line) = stored.notice.hulls.first()
            {
                stored.notice.main = line.pilot;
                stored.notice.main_name = line.pilot_name.clone();
                stored.notice.affiliation = None;
            }
            if stored.notice != before {
                stored.write(id, self).await?;
            }
            if stored.remaining.is_some_and(|keys| keys.is_empty()) {
                self.settle_told_part(id).await?;
            }
        }
        Ok(())
    }

    /// What stands on Discord is edited as soon as may be: until then it still names them there.
    async fn forget_messages(&mut self, pilot: PilotId, theirs: &BTreeSet<HullKey>) -> Result<(), StoreError> {
        for (id, before) in self.stored_messages().await? {
            let after: Vec<Telling> = before
                .iter()
                .filter_map(|telling| {
                    telling.without(pilot, |told| {
                        told.line.pilot == pilot
                            || is_of(told.line.key, pilot, theirs)
                            || names(told.alert, pilot, theirs)
                    })
                })
                .collect();
            if after == before {
                continue;
            }
            if after.is_empty() {
                self.delete_message(id).await?;
            } else {
                self.put_stripped(id, &after).await?;
            }
        }
        Ok(())
    }

    async fn forget_events(&mut self, pilot: PilotId, theirs: &BTreeSet<HullKey>) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM events WHERE pilot = ?1").bind(pilot.0).execute(self.connection()).await?;
        sqlx::query("DELETE FROM events WHERE hull IN (SELECT value FROM json_each(?1))")
            .bind(json("events", theirs)?)
            .execute(self.connection())
            .await?;
        sqlx::query("DELETE FROM events WHERE kind = 'changed' AND json_extract(detail, '$.from') = ?1")
            .bind(pilot.0)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// What somebody has seen under another main stays seen, without the pilot's hulls.
    async fn forget_acknowledged(&mut self, pilot: PilotId, theirs: &BTreeSet<HullKey>) -> Result<(), StoreError> {
        let rows: Vec<(i64, String)> =
            sqlx::query_as("SELECT main, hulls FROM acknowledgements").fetch_all(self.connection()).await?;
        for (main, hulls) in rows {
            let before: BTreeSet<HullKey> = Row { table: acknowledgements::TABLE, key: main }.json(&hulls)?;
            let after: BTreeSet<_> = before.iter().copied().filter(|key| !is_of(*key, pilot, theirs)).collect();
            if after.len() == before.len() {
                continue;
            }
            if after.is_empty() {
                self.clear_acknowledgement(PilotId(main)).await?;
                continue;
            }
            sqlx::query("UPDATE acknowledgements SET hulls = ?2 WHERE main = ?1")
                .bind(main)
                .bind(json(acknowledgements::TABLE, &after)?)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }

    /// What the pilot did to others stays done, by nobody.
    async fn forget_name(&mut self, name: &str) -> Result<(), StoreError> {
        for statement in [
            "UPDATE snoozes SET set_by = ?2 WHERE set_by = ?1",
            "UPDATE acknowledgements SET set_by = ?2 WHERE set_by = ?1",
        ] {
            sqlx::query(statement).bind(name).bind(NOBODY).execute(self.connection()).await?;
        }
        self.forget_name_in_reasons(name).await?;
        self.forget_name_in_activity(name, NOBODY).await?;
        self.forget_name_in_deliveries(name, NOBODY).await?;
        sqlx::query("UPDATE events SET detail = replace(detail, ?1, ?2) WHERE instr(detail, ?1) > 0")
            .bind(json("events", &name)?)
            .bind(json("events", &NOBODY)?)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn forget_name_in_reasons(&mut self, name: &str) -> Result<(), StoreError> {
        for (select, update) in REASONS {
            let rows: Vec<(i64, String)> = sqlx::query_as(select).bind(name).fetch_all(self.connection()).await?;
            for (id, why) in rows {
                sqlx::query(update).bind(id).bind(without(&why, name, NOBODY)).execute(self.connection()).await?;
            }
        }
        Ok(())
    }
}

/// What somebody gave as a reason may speak of the pilot.
const REASONS: [(&str, &str); 2] = [
    ("SELECT pilot, why FROM snoozes WHERE instr(why, ?1) > 0", "UPDATE snoozes SET why = ?2 WHERE pilot = ?1"),
    (
        "SELECT main, why FROM acknowledgements WHERE instr(why, ?1) > 0",
        "UPDATE acknowledgements SET why = ?2 WHERE main = ?1",
    ),
];

/// Whether a hull is the pilot's.
fn is_of(key: HullKey, pilot: PilotId, theirs: &BTreeSet<HullKey>) -> bool {
    theirs.contains(&key) || matches!(key, HullKey::PilotType(owner, _) if owner == pilot)
}

/// Whether the alert is the pilot's by its very name.
fn names(alert: AlertId, pilot: PilotId, theirs: &BTreeSet<HullKey>) -> bool {
    match alert {
        AlertId::Hull(key) => is_of(key, pilot, theirs),
        AlertId::Fleet(main, _) => main == pilot,
    }
}
