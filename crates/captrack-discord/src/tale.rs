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
        Tale::Opened => "new",
        Tale::Grew => "more",
        Tale::SnoozeEnded => "snooze ended",
        Tale::Reopened => "resolved and open again",
        Tale::Moved => "moved",
        Tale::Stands => "still open",
        Tale::OpenedAndResolved => "new and resolved",
        Tale::Resolved => "resolved",
    }
}

/// The words, as a heading.
pub(crate) const fn heading(tale: Tale) -> &'static str {
    match tale {
        Tale::Opened => "New",
        Tale::Grew => "More",
        Tale::SnoozeEnded => "Snooze ended",
        Tale::Reopened => "Resolved and open again",
        Tale::Moved => "Moved",
        Tale::Stands => "Still open",
        Tale::OpenedAndResolved => "New and resolved",
        Tale::Resolved => "Resolved",
    }
}

/// How long the alert of a resolution stood.
pub(crate) fn stood(resolution: &Notice) -> Duration {
    resolution.decided_at.duration_since(resolution.opened_at).max(jiff::SignedDuration::ZERO).unsigned_abs()
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
}
