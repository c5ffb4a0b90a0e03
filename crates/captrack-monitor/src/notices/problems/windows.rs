//! How trouble with a window is worded.

use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use jiff::Timestamp;

use crate::shared::troubles::WindowTrouble;

/// For a person.
pub fn window_text(trouble: WindowTrouble, since: Timestamp, now: Timestamp) -> Text {
    let since = Argument::at(since, now);
    match trouble {
        WindowTrouble::Silent => text!("window-silent", since = since),
        WindowTrouble::KeepsCrashing => text!("window-keeps-crashing", since = since),
        WindowTrouble::NoWebView => text!("window-no-web-view", since = since),
    }
}

#[cfg(test)]
mod tests {
    use captrack_text::{Language, sentence};

    use super::*;
    use crate::test_state::at;

    #[test]
    fn every_trouble_says_since_when_what_goes_on_and_what_comes_next() {
        for (trouble, next) in [
            (WindowTrouble::Silent, "reloaded automatically"),
            (WindowTrouble::KeepsCrashing, "Open it again"),
            (WindowTrouble::NoWebView, "Get the Evergreen Bootstrapper"),
        ] {
            let sentence = sentence(&window_text(trouble, at(0), at(60)), Language::English);
            assert!(sentence.contains("since 12:00 EVE") && sentence.contains("go on"), "{sentence}");
            assert!(sentence.contains(next), "{sentence}");
        }
    }
}
