//! What the shell notices of its windows: a page that does not answer, one that was given up, a window that cannot be made.

use captrack_ports::Clock as _;
use jiff::Timestamp;

use crate::monitor::Monitor;
use crate::notices::problems::moment;

/// Why a window that somebody wants does not show what is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowTrouble {
    /// Its page has not answered for a while; it will be loaded again.
    Silent,
    /// Its page crashed too often and is not loaded again.
    KeepsCrashing,
    /// This computer lacks what draws pages.
    NoWebView,
}

impl WindowTrouble {
    /// What is seen of alerts may be missing until somebody acts.
    pub(crate) const fn is_lasting(self) -> bool {
        !matches!(self, Self::Silent)
    }

    /// For a person.
    pub(crate) fn sentence(self, since: Timestamp, now: Timestamp) -> String {
        let since = moment(since, now);
        match self {
            Self::Silent => format!(
                "CapTrack's window has not responded since {since}. It is reloaded automatically. Alerts, notifications and Discord go on."
            ),
            Self::KeepsCrashing => format!(
                "CapTrack's window has kept crashing since {since}. Alerts, notifications and Discord go on without it. Open it again; if it \
                 crashes again, restart CapTrack or your computer."
            ),
            Self::NoWebView => format!(
                "CapTrack has had no window since {since}: Microsoft's WebView2 runtime is missing. Alerts, notifications and Discord go on without \
                 it. Get the Evergreen Bootstrapper from developer.microsoft.com/microsoft-edge/webview2."
            ),
        }
    }
}

/// Since when there is which trouble.
pub(crate) type WindowHealth = Option<(Timestamp, WindowTrouble)>;

/// It is so now; whether that is a change.
fn note(known: &mut WindowHealth, trouble: Option<WindowTrouble>, now: Timestamp) -> bool {
    let before = known.map(|(_, trouble)| trouble);
    *known = trouble.map(|trouble| match *known {
        // What was silent and then crashed began with the silence.
        Some((since, _)) => (since, trouble),
        None => (now, trouble),
    });
    before != trouble
}

impl Monitor {
    /// How the windows are; none: as they should be, or nobody wants one.
    pub async fn note_windows(&self, trouble: Option<WindowTrouble>) {
        let changed = note(&mut self.troubles.lock().windows, trouble, self.ports.clock.now());
        if changed {
            tracing::info!(?trouble, "what is wrong with a window has changed");
            self.announce().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::at;

    #[test]
    fn it_counts_since_the_first_sign_of_trouble_and_a_change_is_told_once() {
        let mut known = None;
        assert!(!note(&mut known, None, at(0)));
        assert!(note(&mut known, Some(WindowTrouble::Silent), at(10)));
        assert!(!note(&mut known, Some(WindowTrouble::Silent), at(15)));
        assert!(note(&mut known, Some(WindowTrouble::KeepsCrashing), at(60)));
        assert_eq!(known, Some((at(10), WindowTrouble::KeepsCrashing)));
        assert!(note(&mut known, None, at(90)));
        assert_eq!(known, None);
    }

    #[test]
    fn every_trouble_says_since_when_what_goes_on_and_what_comes_next() {
        for (trouble, next) in [
            (WindowTrouble::Silent, "reloaded automatically"),
            (WindowTrouble::KeepsCrashing, "Open it again"),
            (WindowTrouble::NoWebView, "Get the Evergreen Bootstrapper"),
        ] {
            let sentence = trouble.sentence(at(0), at(60));
            assert!(sentence.contains("since 12:00 EVE") && sentence.contains("go on"), "{sentence}");
            assert!(sentence.contains(next), "{sentence}");
        }
    }
}
