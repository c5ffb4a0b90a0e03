//! The activity log as it is shown and exported.

use captrack_contract::{ActivityLine, ActivityPage, ActivityQuery, Refusal, TextFile};
use captrack_domain::activity::Activity;
use captrack_store::StoreError;

use crate::shared::csv;
use crate::shared::refusal::store_refused;
use crate::views::Views;

/// So many lines are one page.
const PAGE: usize = 100;
/// So many are read at once for a file.
const BATCH: usize = 1000;

impl Views<'_> {
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
