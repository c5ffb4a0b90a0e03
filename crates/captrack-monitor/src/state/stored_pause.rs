//! How the store keeps a pause. Earlier versions knew only that there is one.

use captrack_domain::pause::Pause;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The setting [`captrack_store::settings::PAUSED`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum StoredPause {
    /// Monitoring is on when false. True is of an earlier version: paused until somebody resumes, nobody knows since when.
    Flag(bool),
    /// It is paused.
    Pause(Pause),
}

impl StoredPause {
    /// As read at that moment.
    pub const fn at(self, now: Timestamp) -> Option<Pause> {
        match self {
            Self::Flag(false) => None,
            Self::Flag(true) => Some(Pause { since: now, until: None }),
            Self::Pause(pause) => Some(pause),
        }
    }
}

impl From<Option<Pause>> for StoredPause {
    fn from(pause: Option<Pause>) -> Self {
        pause.map_or(Self::Flag(false), Self::Pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_state::at;

    #[test]
    fn what_is_written_is_read_again_and_what_earlier_versions_wrote_is_understood() {
        let read = |text: &str| serde_json::from_str::<StoredPause>(text).unwrap().at(at(7));
        for pause in [None, Some(Pause { since: at(1), until: None }), Some(Pause { since: at(1), until: Some(at(9)) })]
        {
            assert_eq!(read(&serde_json::to_string(&StoredPause::from(pause)).unwrap()), pause);
        }
        assert_eq!(read("false"), None);
        assert_eq!(read("true"), Some(Pause { since: at(7), until: None }));
    }
}
