//! What a message says of a hull, out of all that waits to be said of it.

use std::time::Duration;

use captrack_domain::notice::{Notice, Said};
use captrack_ports::Tale;

/// One tale out of what notices say of a hull, oldest first: what was overtaken before it was sent is not told by itself.
/// `None`: they say nothing.
pub(crate) fn tale(said: &[Said]) -> Option<Tale> {
    let (first, last) = (*said.first()?, *said.last()?);
    let begins = |said: Said| matches!(said, Said::Opened | Said::Grew | Said::SnoozeEnded);
    if last == Said::Resolved {
        let opened = said.iter().any(|said| begins(*said));
        return Some(if opened { Tale::OpenedAndResolved } else { Tale::Resolved });
    }
    // What ended and began again before anybody heard of it has simply begun.
    if !begins(first) && said.contains(&Said::Resolved) {
        return Some(Tale::Reopened);
    }
    let tale = |said: Said| match said {
        Said::Opened => Tale::Opened,
        Said::Grew => Tale::Grew,
        Said::SnoozeEnded => Tale::SnoozeEnded,
        Said::Reminder => Tale::Stands,
        Said::Moved | Said::Resolved => Tale::Moved,
    };
    said.iter().map(|said| tale(*said)).min()
}

/// The words, in the middle of a line.
pub(crate) const fn words(tale: Tale) -> &'static str {
    match tale {
        Tale::Opened => "opened",
        Tale::Grew => "further hulls",
        Tale::SnoozeEnded => "snooze ended",
        Tale::Reopened => "resolved and opened again",
        Tale::Moved => "moved",
        Tale::Stands => "still stands",
        Tale::OpenedAndResolved => "opened and resolved",
        Tale::Resolved => "resolved",
    }
}

/// The words, as a heading.
pub(crate) const fn heading(tale: Tale) -> &'static str {
    match tale {
        Tale::Opened => "Opened",
        Tale::Grew => "Further hulls",
        Tale::SnoozeEnded => "Snooze ended",
        Tale::Reopened => "Resolved and opened again",
        Tale::Moved => "Moved",
        Tale::Stands => "Still stands",
        Tale::OpenedAndResolved => "Opened and resolved",
        Tale::Resolved => "Resolved",
    }
}

/// How long the alert of a resolution stood.
pub(crate) fn stood(resolution: &Notice) -> Duration {
    resolution.decided_at.duration_since(resolution.opened_at).max(jiff::SignedDuration::ZERO).unsigned_abs()
}

/// `2 h 10 min`.
pub(crate) fn length(length: Duration) -> String {
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
        for (said, told) in tales {
            assert_eq!(tale(&said), Some(told), "{said:?}");
        }
        assert_eq!(tale(&[]), None);
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
