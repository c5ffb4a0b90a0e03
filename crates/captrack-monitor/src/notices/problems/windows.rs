//! How trouble with a window is worded.

use captrack_domain::words::eve_time;
use jiff::Timestamp;

use crate::shared::troubles::WindowTrouble;

/// For a person.
pub fn window_sentence(trouble: WindowTrouble, since: Timestamp, now: Timestamp) -> String {
    let since = eve_time(since, now);
    match trouble {
        WindowTrouble::Silent => format!(
            "CapTrack's window has not responded since {since}. It is reloaded automatically. Alerts, notifications and Discord go on."
        ),
        WindowTrouble::KeepsCrashing => format!(
            "CapTrack's window has kept crashing since {since}. Alerts, notifications and Discord go on without it. Open it again; if it \
             crashes again, restart CapTrack or your computer."
        ),
        WindowTrouble::NoWebView => format!(
            "CapTrack has had no window since {since}: Microsoft's WebView2 runtime is missing. Alerts, notifications and Discord go on without \
             it. Get the Evergreen Bootstrapper from developer.microsoft.com/microsoft-edge/webview2."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_state::at;

    #[test]
    fn every_trouble_says_since_when_what_goes_on_and_what_comes_next() {
        for (trouble, next) in [
            (WindowTrouble::Silent, "reloaded automatically"),
            (WindowTrouble::KeepsCrashing, "Open it again"),
            (WindowTrouble::NoWebView, "Get the Evergreen Bootstrapper"),
        ] {
            let sentence = window_sentence(trouble, at(0), at(60));
            assert!(sentence.contains("since 12:00 EVE") && sentence.contains("go on"), "{sentence}");
            assert!(sentence.contains(next), "{sentence}");
        }
    }
}
