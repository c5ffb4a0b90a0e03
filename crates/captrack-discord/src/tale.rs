//! What a message says of a hull, out of all that waits to be said of it.

use std::time::Duration;

use captrack_domain::notice::{Notice, Said};

/// What is said of a hull. When several notices of it wait, they become one: what was overtaken before it was sent is not told by
/// itself. In the order in which an embed names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tale {
    /// It alerts.
    Opened,
    /// It alerts besides others that were told before.
    Grew,
    /// It alerts since a snooze has ended.
    SnoozeEnded,
    /// It stopped alerting and does so again.
    Reopened,
    /// It alerts in another region than last told.
    Moved,
    /// It still alerts.
    Stands,
    /// It alerted and no longer does.
    OpenedAndResolved,
    /// It no longer alerts, as was told that it did.
    Resolved,
}

impl Tale {
    /// One tale out of what notices say of a hull, oldest first. `None`: they say nothing.
    pub(crate) fn of(said: &[Said]) -> Option<Self> {
        let (first, last) = (*said.first()?, *said.last()?);
        let begins = |said: Said| matches!(said, Said::Opened | Said::Grew | Said::SnoozeEnded);
        if last == Said::Resolved {
            let opened = said.iter().any(|said| begins(*said));
            return Some(if opened { Self::OpenedAndResolved } else { Self::Resolved });
        }
        // What ended and began again before anybody heard of it has simply begun.
        if !begins(first) && said.contains(&Said::Resolved) {
            return Some(Self::Reopened);
        }
        let tale = |said: Said| match said {
            Said::Opened => Self::Opened,
            Said::Grew => Self::Grew,
            Said::SnoozeEnded => Self::SnoozeEnded,
            Said::Reminder => Self::Stands,
            Said::Moved | Said::Resolved => Self::Moved,
        };
        said.iter().map(|said| tale(*said)).min()
    }

    /// The words, in the middle of a line.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Grew => "further hulls",
            Self::SnoozeEnded => "snooze ended",
            Self::Reopened => "resolved and opened again",
            Self::Moved => "moved",
            Self::Stands => "still stands",
            Self::OpenedAndResolved => "opened and resolved",
            Self::Resolved => "resolved",
        }
    }

    /// The words, as a heading.
    pub(crate) const fn heading(self) -> &'static str {
        match self {
            Self::Opened => "Opened",
            Self::Grew => "Further hulls",
            Self::SnoozeEnded => "Snooze ended",
            Self::Reopened => "Resolved and opened again",
            Self::Moved => "Moved",
            Self::Stands => "Still stands",
            Self::OpenedAndResolved => "Opened and resolved",
            Self::Resolved => "Resolved",
        }
    }

    /// Whether it is over.
    pub(crate) const fn is_over(self) -> bool {
        matches!(self, Self::OpenedAndResolved | Self::Resolved)
    }
}

/// How long the alert of a resolution stood: `2 h 10 min`.
pub(crate) fn stood(resolution: &Notice) -> String {
    let stood = resolution.decided_at.duration_since(resolution.opened_at).max(jiff::SignedDuration::ZERO);
    length(stood.unsigned_abs())
}

fn length(length: Duration) -> String {
    let seconds = length.as_secs();
    let two = |large: u64, large_unit: &str, small: u64, small_unit: &str| match small {
        0 => format!("{large} {large_unit}"),
        _ => format!("{large} {large_unit} {small} {small_unit}"),
    };
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min", seconds / 60),
        3600..86_400 => two(seconds / 3600, "h", seconds % 3600 / 60, "min"),
        _ => two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_overtaken_before_it_was_sent_is_told_in_one() {
        use Said::{Grew, Moved, Opened, Reminder, Resolved, SnoozeEnded};
        let tales = [
            (vec![Opened], Tale::Opened),
            (vec![Grew], Tale::Grew),
            (vec![Moved], Tale::Moved),
            (vec![Reminder], Tale::Stands),
            (vec![Reminder, Moved], Tale::Moved),
            (vec![Reminder, Resolved], Tale::Resolved),
            (vec![SnoozeEnded], Tale::SnoozeEnded),
            (vec![Resolved], Tale::Resolved),
            (vec![Opened, Moved, Moved], Tale::Opened),
            (vec![Grew, Moved], Tale::Grew),
            (vec![Moved, SnoozeEnded], Tale::SnoozeEnded),
            (vec![Opened, Resolved], Tale::OpenedAndResolved),
            (vec![SnoozeEnded, Moved, Resolved], Tale::OpenedAndResolved),
            (vec![Moved, Resolved], Tale::Resolved),
            (vec![Opened, Resolved, Opened], Tale::Opened),
            (vec![Resolved, Opened], Tale::Reopened),
            (vec![Moved, Resolved, Opened, Moved], Tale::Reopened),
            (vec![Resolved, Opened, Resolved], Tale::OpenedAndResolved),
        ];
        for (said, tale) in tales {
            assert_eq!(Tale::of(&said), Some(tale), "{said:?}");
        }
        assert_eq!(Tale::of(&[]), None);
    }

    #[test]
    fn lengths_have_two_units_at_most() {
        let lengths = [
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min"),
            (3599, "59 min"),
            (7800, "2 h 10 min"),
            (7200, "2 h"),
            (86_400 * 3 + 3600 * 4 + 59, "3 d 4 h"),
        ];
        for (seconds, text) in lengths {
            assert_eq!(length(Duration::from_secs(seconds)), text);
        }
    }
}
