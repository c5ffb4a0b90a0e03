//! What a message says of a hull, out of all that waits to be said of it.

use std::time::Duration;

use captrack_domain::notice::{Notice, NoticeKind};
use captrack_domain::text;
use captrack_domain::words::capitalised;
use captrack_ports::HullNews;

use crate::said::said;

/// One tale out of what notices say of a hull, oldest first: what was overtaken before it was sent is not told by itself.
/// `None`: they say nothing.
pub(crate) fn news(said: &[NoticeKind]) -> Option<HullNews> {
    let (first, last) = (*said.first()?, *said.last()?);
    let begins = |kind: NoticeKind| matches!(kind, NoticeKind::Opened | NoticeKind::Grew | NoticeKind::SnoozeEnded);
    if last == NoticeKind::Resolved {
        let opened = said.iter().any(|said| begins(*said));
        return Some(if opened { HullNews::OpenedAndResolved } else { HullNews::Resolved });
    }
    // What ended and began again before anybody heard of it has simply begun.
    if !begins(first) && said.contains(&NoticeKind::Resolved) {
        return Some(HullNews::Reopened);
    }
    let news = |kind: NoticeKind| match kind {
        NoticeKind::Opened => HullNews::Opened,
        NoticeKind::Grew => HullNews::Grew,
        NoticeKind::SnoozeEnded => HullNews::SnoozeEnded,
        NoticeKind::Reminder => HullNews::Reminder,
        NoticeKind::Moved | NoticeKind::Resolved => HullNews::Moved,
    };
    said.iter().map(|said| news(*said)).min()
}

/// The words, in the middle of a line.
pub(crate) fn words(news: HullNews) -> String {
    said(&match news {
        HullNews::Opened => text!("news-opened"),
        HullNews::Grew => text!("news-more"),
        HullNews::SnoozeEnded => text!("news-snooze-ended"),
        HullNews::Reopened => text!("news-reopened"),
        HullNews::Moved => text!("news-moved"),
        HullNews::Reminder => text!("news-still-open"),
        HullNews::OpenedAndResolved => text!("news-opened-and-resolved"),
        HullNews::Resolved => text!("news-resolved"),
    })
}

/// The words, as a heading.
pub(crate) fn heading(news: HullNews) -> String {
    capitalised(&words(news))
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
        use NoticeKind::{Grew, Moved, Opened, Reminder, Resolved, SnoozeEnded};
        let all_news = [
            (vec![Opened], HullNews::Opened),
            (vec![Grew], HullNews::Grew),
            (vec![Moved], HullNews::Moved),
            (vec![Reminder], HullNews::Reminder),
            (vec![Reminder, Moved], HullNews::Moved),
            (vec![Reminder, Resolved], HullNews::Resolved),
            (vec![SnoozeEnded], HullNews::SnoozeEnded),
            (vec![Resolved], HullNews::Resolved),
            (vec![Opened, Moved, Moved], HullNews::Opened),
            (vec![Grew, Moved], HullNews::Grew),
            (vec![Moved, SnoozeEnded], HullNews::SnoozeEnded),
            (vec![Opened, Resolved], HullNews::OpenedAndResolved),
            (vec![SnoozeEnded, Moved, Resolved], HullNews::OpenedAndResolved),
            (vec![Moved, Resolved], HullNews::Resolved),
            (vec![Opened, Resolved, Opened], HullNews::Opened),
            (vec![Resolved, Opened], HullNews::Reopened),
            (vec![Moved, Resolved, Opened, Moved], HullNews::Reopened),
            (vec![Resolved, Opened, Resolved], HullNews::OpenedAndResolved),
        ];
        for (said, told) in all_news {
            assert_eq!(news(&said), Some(told), "{said:?}");
        }
        assert_eq!(news(&[]), None);
    }
}
