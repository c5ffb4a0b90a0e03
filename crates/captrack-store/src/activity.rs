//! The activity log. Only ever appended to.

use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::text;
use jiff::Timestamp;

use crate::column::{StoreRow, json, ms};
use crate::error::StoreError;
use crate::forgotten_names;
use crate::open::Store;
use crate::tx::Tx;

const TABLE: &str = "activity";

/// So many lines are read at once when most of them may not be wanted.
const BATCH: usize = 512;

#[derive(sqlx::FromRow)]
struct ActivityRow {
    id: i64,
    at: i64,
    kind: String,
    done_by: String,
    subject: String,
    old: Option<String>,
    new: Option<String>,
    texts: Option<String>,
}

impl TryFrom<ActivityRow> for Activity {
    type Error = StoreError;
    fn try_from(row: ActivityRow) -> Result<Self, StoreError> {
        let at = StoreRow { table: TABLE, key: row.id };
        let kind = ActivityKind::from_name(&row.kind).ok_or_else(|| at.wrong(text!("row-no-such-kind")))?;
        // The words stay where their texts cannot be read, as after an older version.
        let texts = row.texts.and_then(|texts| serde_json::from_str(&texts).ok()).unwrap_or_default();
        Ok(Self {
            at: at.time(row.at)?,
            by: row.done_by,
            kind,
            subject: row.subject,
            old: row.old,
            new: row.new,
            texts,
        })
    }
}

impl ActivityRow {
    /// Whether every word stands somewhere in the line. The words are in lower case.
    fn holds(&self, words: &[String]) -> bool {
        let texts = [Some(&self.done_by), Some(&self.subject), self.old.as_ref(), self.new.as_ref()];
        let texts: Vec<String> = texts.into_iter().flatten().map(|text| text.to_lowercase()).collect();
        words.iter().all(|word| texts.iter().any(|text| text.contains(word)))
    }
}

impl Store {
    /// Lines of the activity log with their numbers, newest first: those in which every word of `text` stands (case counts for
    /// nothing), of these `kinds` (none: all), numbered below `before`, so many at most.
    pub async fn activity(
        &self,
        text: &str,
        kinds: &[ActivityKind],
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<(i64, Activity)>, StoreError> {
        // SQLite compares only ASCII without case, names are also written in other letters.
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let batch = if words.is_empty() { limit } else { limit.max(BATCH) };
        let mut before = before.unwrap_or(i64::MAX);
        let mut lines = Vec::new();
        while lines.len() < limit {
            let rows = self.activity_before(before, kinds, batch).await?;
            let is_last = rows.len() < batch;
            before = rows.last().map_or(before, |row| row.id);
            let wanted = rows.into_iter().filter(|row| row.holds(&words)).take(limit - lines.len());
            for row in wanted {
                lines.push((row.id, row.try_into()?));
            }
            if is_last {
                break;
            }
        }
        Ok(lines)
    }

    /// Lines of these kinds about any of these subjects, by their exact names, from then on, oldest first.
    pub async fn activity_about(
        &self,
        subjects: &[&str],
        kinds: &[ActivityKind],
        since: Timestamp,
    ) -> Result<Vec<Activity>, StoreError> {
        let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
        let rows: Vec<ActivityRow> = sqlx::query_as(
            "SELECT id, at, kind, done_by, subject, old, new, texts FROM activity
             WHERE at >= ?1 AND kind IN (SELECT value FROM json_each(?2))
                 AND subject IN (SELECT value FROM json_each(?3))
             ORDER BY at, id",
        )
        .bind(ms(since))
        .bind(json(TABLE, &names)?)
        .bind(json(TABLE, &subjects)?)
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(Activity::try_from).collect()
    }

    async fn activity_before(
        &self,
        before: i64,
        kinds: &[ActivityKind],
        limit: usize,
    ) -> Result<Vec<ActivityRow>, StoreError> {
        let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
        let rows = sqlx::query_as(
            "SELECT id, at, kind, done_by, subject, old, new, texts FROM activity
             WHERE id < ?1 AND (?2 = '[]' OR kind IN (SELECT value FROM json_each(?2)))
             ORDER BY id DESC LIMIT ?3",
        )
        .bind(before)
        .bind(json(TABLE, &names)?)
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&self.readers)
        .await?;
        Ok(rows)
    }
}

impl Tx {
    /// Writes down what was done.
    pub async fn append_activity(&mut self, lines: &[Activity]) -> Result<(), StoreError> {
        for line in lines {
            let texts = if line.texts.is_empty() { None } else { Some(json(TABLE, &line.texts)?) };
            sqlx::query(
                "INSERT INTO activity (at, kind, done_by, subject, old, new, texts)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )
            .bind(ms(line.at))
            .bind(line.kind.name())
            .bind(&line.by)
            .bind(&line.subject)
            .bind(&line.old)
            .bind(&line.new)
            .bind(texts)
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }

    /// Drops what was done before then; gives how many lines.
    pub async fn prune_activity(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        let done =
            sqlx::query("DELETE FROM activity WHERE at < ?1").bind(ms(before)).execute(self.connection()).await?;
        Ok(done.rows_affected())
    }

    /// Takes a name out of the log, wherever it stands in words of its own; `nobody` stands there then. Settings have names that
    /// are nobody's, such as `Titan`: of what was done to them only the doer is a person.
    pub(crate) async fn forget_name_in_activity(&mut self, name: &str, nobody: &str) -> Result<(), StoreError> {
        let rows: Vec<ActivityRow> = sqlx::query_as(
            "SELECT id, at, kind, done_by, subject, old, new, texts FROM activity
             WHERE instr(done_by, ?1) > 0 OR instr(subject, ?1) > 0 OR instr(old, ?1) > 0 OR instr(new, ?1) > 0
                 OR instr(texts, ?1) > 0",
        )
        .bind(name)
        .fetch_all(self.connection())
        .await?;
        for row in rows {
            let about_people = !ActivityKind::from_name(&row.kind).is_some_and(is_about_settings);
            let without =
                |text: &str| if about_people { forgotten_names::without(text, name, nobody) } else { text.to_owned() };
            // Words without the name need no text; a setting's text has no name of a person.
            let texts = row.texts.filter(|_| !about_people);
            sqlx::query("UPDATE activity SET done_by = ?2, subject = ?3, old = ?4, new = ?5, texts = ?6 WHERE id = ?1")
                .bind(row.id)
                .bind(forgotten_names::without(&row.done_by, name, nobody))
                .bind(without(&row.subject))
                .bind(row.old.as_deref().map(without))
                .bind(row.new.as_deref().map(without))
                .bind(texts)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }
}

fn is_about_settings(kind: ActivityKind) -> bool {
    matches!(
        kind,
        ActivityKind::Policy
            | ActivityKind::Preferences
            | ActivityKind::Monitoring
            | ActivityKind::Webhook
            | ActivityKind::Relay
    )
}
