//! What a message says of a hull, out of all that waits to be said of it.

use std::time::Duration;

use captrack_domain::notice::{Notice, Said};
use captrack_ports::NoticeKind;

/// One tale out of what notices say of a hull, oldest first: what was overtaken before it was sent is not told by itself.
/// `None`: they say nothing.
pub(crate) fn tale(said: &[Said]) -> Option<NoticeKind> {
    let (first, last) = (*said.first()?, *said.last()?);
    let begins = |said: Said| matches!(said, Said::Opened | Said::Grew | Said::SnoozeEnded);
    if last == Said::Resolved {
        let opened = said.iter().any(|said| begins(*said));
        return Some(if opened { NoticeKind::OpenedAndResolved } else { NoticeKind::Resolved });
    }
    // What ended and began again before anybody heard of it has simply begun.
    if !begins(first) && said.contains(&Said::Resolved) {
        return Some(NoticeKind::Reopened);
    }
    let tale = |said: Said| match said {
        Said::Opened => NoticeKind::Opened,
        Said::Grew => NoticeKind::Grew,
        Said::SnoozeEnded => NoticeKind::SnoozeEnded,
        Said::Reminder => NoticeKind::Reminder,
        Said::Moved | Said::Resolved => NoticeKind::Moved,
    };
    said.iter().map(|said| tale(*said)).min()
}

/// The words, in the middle of a line.
pub(crate) const fn words(tale: NoticeKind) -> &'static str {
    match tale {
        NoticeKind::Opened => "new",
        NoticeKind::Grew => "more",
        NoticeKind::SnoozeEnded => "snooze ended",
        NoticeKind::Reopened => "resolved and open again",
        NoticeKind::Moved => "moved",
        NoticeKind::Reminder => "still open",
        NoticeKind::OpenedAndResolved => "new and resolved",
        NoticeKind::Resolved => "resolved",
    }
}

/// The words, as a heading.
pub(crate) const fn heading(tale: NoticeKind) -> &'static str {
    match tale {
        NoticeKind::Opened => "New",
        NoticeKind::Grew => "More",
        NoticeKind::SnoozeEnded => "Snooze ended",
        NoticeKind::Reopened => "Resolved and open again",
        NoticeKind::Moved => "Moved",
        NoticeKind::Reminder => "Still open",
        NoticeKind::OpenedAndResolved => "New and resolved",
        NoticeKind::Resolved => "Resolved",
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
            (vec![Opened], NoticeKind::Opened),
            (vec![Grew], NoticeKind::Grew),
            (vec![Moved], NoticeKind::Moved),
            (vec![Reminder], NoticeKind::Reminder),
            (vec![Reminder, Moved], NoticeKind::Moved),
            (vec![Reminder, Resolved], NoticeKind::Resolved),
            (vec![SnoozeEnded], NoticeKind::SnoozeEnded),
            (vec![Resolved], NoticeKind::Resolved),
            (vec![Opened, Moved, Moved], NoticeKind::Opened),
            (vec![Grew, Moved], NoticeKind::Grew),
            (vec![Moved, SnoozeEnded], NoticeKind::SnoozeEnded),
            (vec![Opened, Resolved], NoticeKind::OpenedAndResolved),
            (vec![SnoozeEnded, Moved, Resolved], NoticeKind::OpenedAndResolved),
            (vec![Moved, Resolved], NoticeKind::Resolved),
            (vec![Opened, Resolved, Opened], NoticeKind::Opened),
            (vec![Resolved, Opened], NoticeKind::Reopened),
            (vec![Moved, Resolved, Opened, Moved], NoticeKind::Reopened),
            (vec![Resolved, Opened, Resolved], NoticeKind::OpenedAndResolved),
        ];
        for (said, told) in tales {
            assert_eq!(tale(&said), Some(told), "{said:?}");
        }
        assert_eq!(tale(&[]), None);
    }
}
