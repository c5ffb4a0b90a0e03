//! Times in which a source said nothing at all: gaps in every trail that it tells of.

use jiff::Timestamp;

use crate::watch_event::{SourceName, WatchChange, WatchEvent};

/// A time in which a source was silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceGap {
    /// The source that was silent.
    pub source: SourceName,
    /// When it last answered.
    pub from: Timestamp,
    /// When it answered again; none: it is silent still.
    pub until: Option<Timestamp>,
}

/// The silences of a source, oldest first, from what was recorded of all of them.
pub fn source_gaps(source: SourceName, events: &[WatchEvent]) -> Vec<SourceGap> {
    let mut events: Vec<&WatchEvent> = events.iter().collect();
    events.sort_by_key(|event| event.at);
    let mut gaps: Vec<SourceGap> = Vec::new();
    for event in events {
        let open = gaps.last_mut().filter(|gap| gap.until.is_none());
        match (event.what, open) {
            (WatchChange::Silent { source: silent }, None) if silent == source => {
                gaps.push(SourceGap { source, from: event.before.unwrap_or(event.at), until: None });
            }
            (WatchChange::Answers { source: answers }, Some(gap)) if answers == source => gap.until = Some(event.at),
            _ => {}
        }
    }
    gaps
}
