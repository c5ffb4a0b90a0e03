//! The activity log: one line for everything that is done here or happens by itself, in the transaction of what it tells of.

use captrack_contract::{ActivityLine, ActivityPage, ActivityQuery, Refusal, TextFile};
use captrack_domain::acknowledgement::AcknowledgementEnd;
use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::ids::PilotId;
use captrack_domain::snooze::Snooze;
use captrack_store::StoreError;
use jiff::Timestamp;

use crate::monitor::Monitor;
use crate::shared::csv;
use crate::shared::refusal::store_refused;
use crate::state::State;

/// Who does what nobody does.
pub(crate) const BY_ITSELF: &str = "CapTrack";
/// So many lines are one page.
const PAGE: usize = 100;
/// So many are read at once for a file.
const BATCH: usize = 1000;

/// What a line is about.
pub(crate) fn line(
    at: Timestamp,
    by: &str,
    kind: ActivityKind,
    subject: impl Into<String>,
    old: Option<String>,
    new: Option<String>,
) -> Activity {
    Activity { at, by: by.to_owned(), kind, subject: subject.into(), old, new }
}

/// `until 2026-11-22 18:40 EVE`, `until cleared`.
pub(crate) fn until_words(until: Option<Timestamp>) -> String {
    until.map_or_else(|| "until cleared".to_owned(), |until| format!("until {} EVE", until.strftime("%Y-%m-%d %H:%M")))
}

/// A phrase with the reason that was given for it.
pub(crate) fn with_reason(phrase: String, why: Option<&str>) -> String {
    match why {
        Some(why) => format!("{phrase}: {why}"),
        None => phrase,
    }
}

/// What has ended by itself: snoozes whose time has come, acknowledgements.
pub(crate) fn ended(
    state: &State,
    snoozes: &[Snooze],
    acknowledgements: &[(PilotId, AcknowledgementEnd)],
    now: Timestamp,
) -> Vec<Activity> {
    let snoozes = snoozes.iter().map(|snooze| {
        let at = snooze.until.unwrap_or(now);
        let old = Some(until_words(snooze.until));
        line(at, BY_ITSELF, ActivityKind::SnoozeEnded, state.pilot_name(snooze.pilot), old, None)
    });
    let acknowledgements = acknowledgements.iter().map(|(main, end)| {
        let why = match end {
            AcknowledgementEnd::Broken => "a further hull alerts",
            AcknowledgementEnd::Over => "nothing alerts any more",
        };
        let new = Some(why.to_owned());
        line(now, BY_ITSELF, ActivityKind::AcknowledgementEnded, state.pilot_name(*main), None, new)
    });
    snoozes.chain(acknowledgements).collect()
}

impl Monitor {
    /// Lines of the activity log, newest first; the next page begins before the last of them.
    pub async fn activity(&self, query: ActivityQuery) -> Result<ActivityPage, Refusal> {
        let mut lines = self.lines(&query, query.before, PAGE + 1).await.map_err(|error| store_refused(&error))?;
        let more = lines.len() > PAGE;
        lines.truncate(PAGE);
        Ok(ActivityPage { lines, more })
    }

    /// All lines that a query asks for, newest first, as CSV.
    pub async fn activity_csv(&self, query: ActivityQuery) -> Result<TextFile, Refusal> {
        let mut text = csv::row(["at", "by", "kind", "subject", "old", "new"]);
        let mut before = query.before;
        loop {
            let lines = self.lines(&query, before, BATCH).await.map_err(|error| store_refused(&error))?;
            for ActivityLine { activity, .. } in &lines {
                let Activity { at, by, kind, subject, old, new } = activity;
                let (old, new) = (old.as_deref().unwrap_or_default(), new.as_deref().unwrap_or_default());
                text.push_str(&csv::row([&at.to_string(), by, kind.name(), subject, old, new]));
            }
            match lines.last() {
                Some(last) if lines.len() == BATCH => before = Some(last.id),
                _ => return Ok(TextFile { name: "captrack-activity.csv".to_owned(), text }),
            }
        }
    }

    /// Writes down what was done outside the monitor.
    pub async fn note(
        &self,
        kind: ActivityKind,
        by: &str,
        subject: &str,
        old: Option<String>,
        new: Option<String>,
    ) -> Result<(), Refusal> {
        let line = line(self.now(), by, kind, subject, old, new);
        let written = async {
            let mut tx = self.store.begin().await?;
            tx.append_activity(&[line]).await?;
            tx.commit().await
        };
        written.await.map_err(|error| store_refused(&error))
    }

    async fn lines(
        &self,
        query: &ActivityQuery,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<ActivityLine>, StoreError> {
        let lines = self.store.activity(&query.text, &query.kinds, before, limit).await?;
        Ok(lines.into_iter().map(|(id, activity)| ActivityLine { id, activity }).collect())
    }
}
