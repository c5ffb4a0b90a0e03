//! Writing down what was done outside the monitor.

use captrack_contract::Refusal;
use captrack_domain::activity::ActivityKind;

use crate::edit::Editor;
use crate::notices::activity::{Phrase, line};
use crate::shared::refusal::store_refused;

impl Editor<'_> {
    /// Writes down what was done outside the monitor.
    pub async fn note(
        &self,
        kind: ActivityKind,
        by: &str,
        subject: &str,
        old: Option<String>,
        new: Option<String>,
    ) -> Result<(), Refusal> {
        let line = line(self.now(), by, kind, subject, old.map(Phrase::from), new.map(Phrase::from));
        let written = async {
            let mut tx = self.store.begin().await?;
            tx.append_activity(&[line]).await?;
            tx.commit().await
        };
        written.await.map_err(|error| store_refused(&error))
    }
}
