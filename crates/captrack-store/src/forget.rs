//! Forgetting a pilot: nothing of theirs stays, in any table, nor in the space that deleted rows stood in.
//!
//! Alts of a forgotten main become their own mains. What they share with the pilot (a fleet alert, a notice that names hulls of several pilots)
//! stays without the pilot's part.

use std::collections::BTreeSet;

use captrack_domain::alert::{Alert, AlertId};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::watch::{WatchAlert, WatchAlertId, WatchSubject};

use crate::acknowledgements;
use crate::alerts;
use crate::column::{StoreRow, json};
use crate::error::StoreError;
use crate::forgotten_names::{reason_without, without};
use crate::messages::StoredPart;
use crate::outbox::StoredNotice;
use crate::pending_deletion::PendingDeletion;
use crate::tx::Tx;
use crate::watch_alerts;

/// Stands where the pilot's name stood in what is told of others, such as who set a snooze.
const NOBODY: &str = "a forgotten pilot";

/// Who leaves, and with which hulls.
struct Leaving {
    pilots: BTreeSet<PilotId>,
    hulls: BTreeSet<HullKey>,
}

impl Leaving {
    fn is(&self, pilot: PilotId) -> bool {
        self.pilots.contains(&pilot)
    }

    /// Whether a hull is theirs.
    fn has(&self, key: HullKey) -> bool {
        self.hulls.contains(&key) || matches!(key, HullKey::PilotType(owner, _) if self.is(owner))
    }

    /// Whether the alert is theirs by its very name.
    fn names(&self, alert: AlertId) -> bool {
        match alert {
            AlertId::Hull(key) | AlertId::Watch(WatchAlertId { subject: WatchSubject::Hull(key), .. }) => self.has(key),
            AlertId::Fleet(main, _) => self.is(main),
            // A massing is what all of them make together.
            AlertId::Watch(_) => false,
        }
    }
}

impl Tx {
    /// Deletes everything of a pilot: status rows, answers, hulls, snooze, acknowledgement, events, cached name, closed card, alerts
    /// notices and messages that only concern them, and their part in those that concern others too. In the activity log and among the
    /// deliveries their name makes way for `a forgotten pilot`. Tokens are not here, nor is what stands on Discord: an open message that
    /// named them is due to be edited at once; of one that is about them alone nothing is left but that it is there.
    ///
    /// It is done at the commit, after all else that the transaction writes, wherever in it this is called. Afterwards the
    /// files are rewritten without the freed space, which takes a moment for a large database.
    pub async fn forget_pilot(&mut self, pilot: PilotId) -> Result<(), StoreError> {
        let name = sqlx::query_scalar("SELECT name FROM pilots WHERE id = ?1")
            .bind(pilot.0)
            .fetch_optional(self.connection())
            .await?;
        self.say_farewell([pilot].into(), name).await
    }

    /// [`Tx::forget_pilot`] for many at once that a source does not tell about any more. What leaders did to them stays in the activity log
    /// and among the deliveries as it was written: it tells what the leaders did.
    pub async fn forget_pilots(&mut self, pilots: BTreeSet<PilotId>) -> Result<(), StoreError> {
        self.say_farewell(pilots, None).await
    }

    async fn say_farewell(&mut self, pilots: BTreeSet<PilotId>, name: Option<String>) -> Result<(), StoreError> {
        let (hulls, _) = self.hulls_of(&pilots).await?;
        self.pending_deletions.push(PendingDeletion { pilots, name, hulls });
        Ok(())
    }

    pub(crate) async fn carry_out(&mut self, pending_deletion: PendingDeletion) -> Result<(), StoreError> {
        let PendingDeletion { pilots, name, mut hulls } = pending_deletion;
        let (now_theirs, others) = self.hulls_of(&pilots).await?;
        hulls.extend(now_theirs);
        hulls.retain(|key| !others.contains(key));
        let leaving = Leaving { pilots, hulls };
        self.forget_alerts(&leaving).await?;
        self.forget_watch_alerts(&leaving).await?;
        self.forget_notices(&leaving).await?;
        self.forget_messages(&leaving).await?;
        self.forget_events(&leaving).await?;
        self.forget_acknowledged(&leaving).await?;
        if let Some(name) = name {
            self.forget_name(&name).await?;
        }
        let pilots = json("pilots", &leaving.pilots)?;
        for statement in [
            "UPDATE pilots SET main = NULL WHERE main IN (SELECT value FROM json_each(?1))",
            "DELETE FROM names WHERE id IN (SELECT value FROM json_each(?1))",
            "DELETE FROM cards WHERE key IN (SELECT 'main/' || value FROM json_each(?1))",
            "DELETE FROM acknowledgements WHERE main IN (SELECT value FROM json_each(?1))",
            "DELETE FROM shared_decisions WHERE subject IN (SELECT value FROM json_each(?1))",
            "DELETE FROM pilots WHERE id IN (SELECT value FROM json_each(?1))", // takes sections, hulls and snooze along
        ] {
            sqlx::query(statement).bind(&pilots).execute(self.connection()).await?;
        }
        Ok(())
    }

    /// The hulls the pilots have or are remembered to have had, and those that somebody else has now.
    async fn hulls_of(
        &mut self,
        pilots: &BTreeSet<PilotId>,
    ) -> Result<(BTreeSet<HullKey>, BTreeSet<HullKey>), StoreError> {
        let rows: Vec<(String, i64)> =
            sqlx::query_as("SELECT key, pilot FROM hulls").fetch_all(self.connection()).await?;
        let (mut theirs, mut others) = (BTreeSet::new(), BTreeSet::new());
        for (key, owner) in rows {
            let key = StoreRow { table: "hulls", key: &key }.parse(&key)?;
            if pilots.contains(&PilotId(owner)) {
                theirs.insert(key)
            } else {
                others.insert(key)
            };
        }
        let past = self.hulls_in_events(&json("pilots", pilots)?).await?;
        for key in past {
            theirs.insert(StoreRow { table: "events", key: &key }.parse(&key)?);
        }
        for (_, stored) in self.stored_notices().await? {
            theirs.extend(stored.notice.hulls.iter().filter(|line| pilots.contains(&line.pilot)).map(|line| line.key));
        }
        theirs.retain(|key| !others.contains(key));
        Ok((theirs, others))
    }

    async fn forget_alerts(&mut self, leaving: &Leaving) -> Result<(), StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT id, alert FROM alerts").fetch_all(self.connection()).await?;
        for (id, alert) in rows {
            let mut alert: Alert = StoreRow { table: alerts::TABLE, key: &id }.json(&alert)?;
            let before = alert.clone();
            alert.hulls.retain(|key| !leaving.has(*key));
            alert.sent_hulls.retain(|key| !leaving.has(*key));
            alert.sent_regions.retain(|key, _| !leaving.has(*key));
            alert.since.retain(|key, _| !leaving.has(*key));
            if leaving.names(alert.id) || (alert.hulls.is_empty() && !before.hulls.is_empty()) {
                sqlx::query("DELETE FROM alerts WHERE id = ?1").bind(&id).execute(self.connection()).await?;
                continue;
            }
            if leaving.is(alert.main)
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

    async fn forget_watch_alerts(&mut self, leaving: &Leaving) -> Result<(), StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT id, alert FROM watch_alerts").fetch_all(self.connection()).await?;
        for (id, alert) in rows {
            let before: WatchAlert = StoreRow { table: watch_alerts::TABLE, key: &id }.json(&alert)?;
            let mut alert = before.without(|pilot| leaving.is(pilot), |key| leaving.has(key));
            if leaving.names(AlertId::Watch(alert.id)) || (alert.hulls.is_empty() && !before.hulls.is_empty()) {
                for statement in
                    ["DELETE FROM watch_alerts WHERE id = ?1", "DELETE FROM watch_acknowledgements WHERE alert = ?1"]
                {
                    sqlx::query(statement).bind(&id).execute(self.connection()).await?;
                }
                continue;
            }
            if let WatchSubject::Hull(key) = alert.id.subject
                && alert.main.is_some_and(|main| leaving.is(main))
            {
                alert.main = self.owner_of(key).await?.or(alert.main);
            }
            if alert != before {
                self.put_watch_alerts(&[alert]).await?;
            }
        }
        let hulls = json("watch_episodes", &leaving.hulls)?;
        sqlx::query("DELETE FROM watch_episodes WHERE hull IN (SELECT value FROM json_each(?1))")
            .bind(hulls)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn owner_of(&mut self, key: HullKey) -> Result<Option<PilotId>, StoreError> {
        let owner: Option<i64> = sqlx::query_scalar("SELECT pilot FROM hulls WHERE key = ?1")
            .bind(key.to_string())
            .fetch_optional(self.connection())
            .await?;
        Ok(owner.map(PilotId))
    }

    async fn stored_notices(&mut self) -> Result<Vec<(i64, StoredNotice)>, StoreError> {
        let rows: Vec<(i64, String, Option<String>)> =
            sqlx::query_as("SELECT id, notice, remaining FROM outbox ORDER BY id").fetch_all(self.connection()).await?;
        let mut notices = Vec::with_capacity(rows.len());
        for (id, notice, remaining) in rows {
            match StoredNotice::read(id, &notice, remaining.as_deref()) {
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

    async fn forget_notices(&mut self, leaving: &Leaving) -> Result<(), StoreError> {
        for (id, mut stored) in self.stored_notices().await? {
            let before = stored.notice.clone();
            stored.notice.hulls.retain(|line| !leaving.is(line.pilot) && !leaving.has(line.key));
            if let Some(keys) = &mut stored.remaining {
                keys.retain(|key| !leaving.has(*key));
            }
            let emptied = stored.notice.hulls.is_empty() && (!before.hulls.is_empty() || leaving.is(before.main));
            if emptied || leaving.names(before.alert) {
                sqlx::query("DELETE FROM outbox WHERE id = ?1").bind(id).execute(self.connection()).await?;
                continue;
            }
            // A notice under the forgotten main is now under the first pilot it still names.
            if leaving.is(before.main)
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
    async fn forget_messages(&mut self, leaving: &Leaving) -> Result<(), StoreError> {
        for (id, before, is_open) in self.stored_messages().await? {
            let after: Vec<StoredPart> = before
                .iter()
                .filter_map(|message_part| {
                    message_part.without(
                        |pilot| leaving.is(pilot),
                        |told| leaving.is(told.line.pilot) || leaving.has(told.line.key) || leaving.names(told.alert),
                    )
                })
                .collect();
            if after == before {
                continue;
            }
            // One that tells of nobody else goes on without a word until Discord says so, too.
            if after.is_empty() && !is_open {
                self.delete_message(id).await?;
            } else {
                self.put_stripped(id, &after).await?;
            }
        }
        Ok(())
    }

    async fn forget_events(&mut self, leaving: &Leaving) -> Result<(), StoreError> {
        self.delete_events_of(&json("pilots", &leaving.pilots)?, &json("hulls", &leaving.hulls)?).await
    }

    /// What somebody has seen under another main stays seen, without the pilot's hulls.
    async fn forget_acknowledged(&mut self, leaving: &Leaving) -> Result<(), StoreError> {
        let rows: Vec<(i64, String)> =
            sqlx::query_as("SELECT main, hulls FROM acknowledgements").fetch_all(self.connection()).await?;
        for (main, hulls) in rows {
            let before: BTreeSet<HullKey> = StoreRow { table: acknowledgements::TABLE, key: main }.json(&hulls)?;
            let after: BTreeSet<_> = before.iter().copied().filter(|key| !leaving.has(*key)).collect();
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
            "UPDATE watch_acknowledgements SET set_by = ?2 WHERE set_by = ?1",
        ] {
            sqlx::query(statement).bind(name).bind(NOBODY).execute(self.connection()).await?;
        }
        self.forget_name_in_reasons(name).await?;
        self.forget_name_in_activity(name, NOBODY).await?;
        self.forget_name_in_deliveries(name, NOBODY).await?;
        Ok(())
    }

    async fn forget_name_in_reasons(&mut self, name: &str) -> Result<(), StoreError> {
        for (select, update) in REASONS {
            let rows: Vec<(String, String)> = sqlx::query_as(select).bind(name).fetch_all(self.connection()).await?;
            for (id, why) in rows {
                sqlx::query(update).bind(id).bind(without(&why, name, NOBODY)).execute(self.connection()).await?;
            }
        }
        for (table, select, update) in REFUSALS {
            let rows: Vec<(i64, Option<String>)> =
                sqlx::query_as(select).bind(name).fetch_all(self.connection()).await?;
            for (id, reason) in rows {
                let reason = reason_without(table, reason, name, NOBODY)?;
                sqlx::query(update).bind(id).bind(reason).execute(self.connection()).await?;
            }
        }
        Ok(())
    }
}

/// What somebody gave as a reason may speak of the pilot.
const REASONS: [(&str, &str); 3] = [
    (
        "SELECT CAST(pilot AS TEXT), why FROM snoozes WHERE instr(why, ?1) > 0",
        "UPDATE snoozes SET why = ?2 WHERE pilot = CAST(?1 AS INTEGER)",
    ),
    (
        "SELECT CAST(main AS TEXT), why FROM acknowledgements WHERE instr(why, ?1) > 0",
        "UPDATE acknowledgements SET why = ?2 WHERE main = CAST(?1 AS INTEGER)",
    ),
    (
        "SELECT alert, why FROM watch_acknowledgements WHERE instr(why, ?1) > 0",
        "UPDATE watch_acknowledgements SET why = ?2 WHERE alert = ?1",
    ),
];

/// What Discord gave as a reason may repeat the name.
const REFUSALS: [(&str, &str, &str); 2] = [
    (
        "outbox",
        "SELECT id, reason FROM outbox WHERE instr(reason, ?1) > 0",
        "UPDATE outbox SET reason = ?2 WHERE id = ?1",
    ),
    (
        "messages",
        "SELECT id, reason FROM messages WHERE instr(reason, ?1) > 0",
        "UPDATE messages SET reason = ?2 WHERE id = ?1",
    ),
];
