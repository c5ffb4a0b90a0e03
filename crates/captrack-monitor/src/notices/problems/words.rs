//! How problems are worded.

use std::time::Duration;

use captrack_domain::policy::Policy;
use captrack_domain::text;
use captrack_domain::text::{Argument, Joined, Text};
use captrack_domain::watch_event::SourceName;
use captrack_text::counted;
use jiff::Timestamp;

use super::out_of_sight::OutOfSightHulls;

/// `Kara Volkov`, `Kara Volkov and Mira Solace`, `12 pilots`.
pub fn pilots_text(names: &[&str]) -> Text {
    match names {
        [one] => text!("pilots-one", pilot = *one),
        [one, other] => text!("pilots-two", pilot = *one, other = *other),
        many => text!("pilots-many", n = many.len()),
    }
}

/// `3 h ahead of`, `5 min behind`.
pub fn ahead_text(ahead: i64) -> Text {
    // To the nearest minute.
    let length = Duration::from_secs(ahead.unsigned_abs().saturating_add(30) / 60 * 60);
    if ahead > 0 { text!("clock-ahead", length = length) } else { text!("clock-behind", length = length) }
}

/// `3 of 41 titans not seen since 13:20 EVE, 2 of 9 carriers not seen since 12:02 EVE.`
pub fn hidden_text(policy: &Policy, source: SourceName, hidden: &[OutOfSightHulls], now: Timestamp) -> Text {
    let class = |class: &OutOfSightHulls| {
        let all = counted(class.class, u32::try_from(class.all).unwrap_or(u32::MAX), policy);
        let since = Argument::at(class.since, now);
        if class.hidden == class.all {
            text!("hidden-all", ships = all, since = since)
        } else {
            text!("hidden-some", hidden = class.hidden, ships = all, since = since)
        }
    };
    let classes = Argument::list(Joined::Comma, hidden.iter().map(class));
    let what = match source {
        SourceName::Eve => text!("hidden", classes = classes),
        SourceName::AllianceAuth => text!("hidden-by-allianceauth", classes = classes),
    };
    let why = hidden.iter().find_map(|class| class.why.clone());
    Text::sentences([Argument::from(what)].into_iter().chain(why))
}

#[cfg(test)]
mod tests {
    use captrack_text::{Language, sentence};

    use super::*;

    #[test]
    fn a_wrong_clock_is_said_in_the_unit_that_fits() {
        let said = |ahead| sentence(&ahead_text(ahead), Language::English);
        assert_eq!(said(10_790), "3 h ahead of");
        assert_eq!(said(-125), "2 min behind");
        assert_eq!(said(3600 + 61 * 30), "1 h 31 min ahead of");
        assert_eq!(said(26 * 3600), "1 d 2 h ahead of");
        assert_eq!(said(-400 * 86_400), "400 d behind");
    }
}
