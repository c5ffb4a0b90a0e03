//! The status rows of what is polled, each with its last good answer.

use captrack_domain::ids::PilotId;
use captrack_domain::reading::DatedReading;
use captrack_domain::section::{ReadErrorCode, SectionId, SectionKind, SectionStatus};
use captrack_domain::text;
use captrack_domain::text::Text;

use crate::column::{StoreRow, json, ms, ms_opt};
use crate::error::StoreError;
use crate::open::Store;
use crate::tx::Tx;

const TABLE: &str = "sections";

#[derive(sqlx::FromRow)]
struct SectionRow {
    pilot: i64,
    kind: String,
    last_success: Option<i64>,
    last_attempt: Option<i64>,
    last_error: Option<String>,
    last_error_code: Option<String>,
    failures: u32,
    expires: Option<i64>,
    due_at: i64,
    validators: Option<String>,
    as_of: Option<i64>,
    reading: Option<String>,
}

impl TryFrom<SectionRow> for (SectionStatus, Option<DatedReading>) {
    type Error = StoreError;
    fn try_from(row: SectionRow) -> Result<Self, StoreError> {
        let at = StoreRow { table: TABLE, key: format!("{} of {}", row.kind, row.pilot) };
        let kind = SectionKind::ALL.into_iter().find(|kind| kind.name() == row.kind);
        let kind = kind.ok_or_else(|| at.wrong(text!("row-no-such-kind")))?;
        let status = SectionStatus {
            id: SectionId { kind, pilot: PilotId(row.pilot) },
            last_success: at.time_opt(row.last_success)?,
            last_attempt: at.time_opt(row.last_attempt)?,
            last_error: row.last_error.map(kept_text),
            last_error_code: row.last_error_code.as_deref().map(ReadErrorCode::from_name),
            failures: row.failures,
            expires: at.time_opt(row.expires)?,
            due_at: at.time(row.due_at)?,
            validators: row.validators,
        };
        let dated = match (row.as_of, row.reading) {
            (Some(as_of), Some(reading)) => Some(DatedReading { as_of: at.time(as_of)?, reading: at.json(&reading)? }),
            _ => None,
        };
        Ok((status, dated))
    }
}

/// Why a read failed: a text as JSON, or the sentence that an older version wrote in its place.
fn kept_text(kept: String) -> Text {
    serde_json::from_str(&kept).unwrap_or_else(|_| Text::said(kept))
}

impl Store {
    /// Every section with its last good answer, if it ever had one.
    pub async fn sections(&self) -> Result<Vec<(SectionStatus, Option<DatedReading>)>, StoreError> {
        let rows: Vec<SectionRow> = sqlx::query_as(
            "SELECT pilot, kind, last_success, last_attempt, last_error, last_error_code, failures, expires, due_at, validators,
                 as_of, reading
             FROM sections ORDER BY pilot, kind",
        )
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(TryFrom::try_from).collect()
    }
}

impl Tx {
    /// Writes a section's status. `None` keeps the answer that is stored: unknown is not gone.
    pub async fn put_section(
        &mut self,
        status: &SectionStatus,
        answer: Option<&DatedReading>,
    ) -> Result<(), StoreError> {
        self.subjects.insert(status.id.pilot);
        let last_error = status.last_error.as_ref().map(|error| json(TABLE, error)).transpose()?;
        let reading = answer.map(|dated| json(TABLE, &dated.reading)).transpose()?;
        sqlx::query(
            "INSERT INTO sections
                 (pilot, kind, last_success, last_attempt, last_error, failures, expires, due_at, validators, as_of, reading,
                  last_error_code)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
             ON CONFLICT (pilot, kind) DO UPDATE SET
                 last_success = excluded.last_success, last_attempt = excluded.last_attempt, last_error = excluded.last_error,
                 last_error_code = excluded.last_error_code,
                 failures = excluded.failures, expires = excluded.expires, due_at = excluded.due_at,
                 validators = excluded.validators,
                 as_of = coalesce(excluded.as_of, as_of), reading = coalesce(excluded.reading, reading)",
        )
        .bind(status.id.pilot.0)
        .bind(status.id.kind.name())
        .bind(ms_opt(status.last_success))
        .bind(ms_opt(status.last_attempt))
        .bind(last_error)
        .bind(status.failures)
        .bind(ms_opt(status.expires))
        .bind(ms(status.due_at))
        .bind(&status.validators)
        .bind(answer.map(|dated| ms(dated.as_of)))
        .bind(reading)
        .bind(status.last_error_code.map(ReadErrorCode::name))
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
