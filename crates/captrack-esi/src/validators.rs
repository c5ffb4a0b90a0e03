//! What is handed back for a conditional request: opaque to everybody else, a small JSON text.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Which reader made the reading that a 304 would confirm. A newer program may read more out of the same body (a hull type that
/// the older one did not know), so its first request is never conditional.
const READER: &str = concat!(env!("CARGO_PKG_VERSION"), "/2");

/// ETags and `Last-Modified` of the last answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Validators {
    reader: String,
    /// One a page.
    pub etags: Vec<String>,
    /// When the list was of one moment, by the server's clock. The ETags decide whether it still is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<Timestamp>,
    /// What the reader was told to look for besides what it always does, as a digest; 0: nothing. Under another one the same body
    /// would be another reading.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub also: u64,
    /// Types on an asset list that ESI did not know when it was read. When one of them turns out to be a hull the list must be read in
    /// full again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown_types: Vec<i64>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape that serde wants")]
const fn is_nothing(also: &u64) -> bool {
    *also == 0
}

impl Validators {
    /// Of these pages.
    pub(crate) fn new(etags: Vec<String>, last_modified: Option<Timestamp>) -> Self {
        Self { reader: READER.to_owned(), etags, last_modified, also: 0, unknown_types: Vec::new() }
    }

    /// Of a reading for which this was looked for besides.
    pub(crate) fn looking_also(self, also: u64) -> Self {
        Self { also, ..self }
    }

    /// Of a list on which ESI did not know these types.
    pub(crate) fn with_unknown_types(self, unknown_types: Vec<i64>) -> Self {
        Self { unknown_types, ..self }
    }

    /// As the text that is kept; none without an ETag.
    pub(crate) fn keep(&self) -> Option<String> {
        if self.etags.is_empty() {
            return None;
        }
        serde_json::to_string(self).ok()
    }

    /// From the text that was kept. What cannot be read, or was made by another reader, is as good as none.
    pub(crate) fn read(kept: Option<&str>) -> Option<Self> {
        let validators: Self = serde_json::from_str(kept?).ok()?;
        (validators.reader == READER && !validators.etags.is_empty()).then_some(validators)
    }

    /// The ETag of a section with one page.
    pub(crate) fn only(kept: Option<&str>) -> Option<String> {
        let mut etags = Self::read(kept)?.etags;
        (etags.len() == 1).then(|| etags.remove(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn validators_survive_being_kept() {
        let kept = Validators::new(vec!["\"a\"".into(), "W/\"b\"".into()], None).keep();
        assert_eq!(Validators::read(kept.as_deref()).unwrap().etags, ["\"a\"", "W/\"b\""]);
    }

    #[test]
    fn what_another_reader_kept_is_not_trusted() {
        assert_eq!(Validators::only(Some(r#"{"reader":"0.0.0/0","etags":["\"a\""]}"#)), None);
        assert_eq!(Validators::only(Some("\"a\"")), None);
        assert_eq!(Validators::only(Some("")), None);
        assert_eq!(Validators::only(None), None);
    }

    #[test]
    fn what_was_looked_for_is_kept_with_them() {
        let new = || Validators::new(vec!["\"a\"".into()], None);
        let read = |validators: Validators| Validators::read(validators.keep().as_deref()).unwrap().also;
        assert_eq!(read(new()), 0);
        assert_eq!(read(new().looking_also(u64::MAX)), u64::MAX);
        assert!(!new().keep().unwrap().contains("also"));
    }

    #[test]
    fn nothing_is_kept_of_an_answer_without_an_etag() {
        assert_eq!(Validators::new(Vec::new(), None).keep(), None);
    }
}
