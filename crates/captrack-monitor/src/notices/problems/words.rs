//! How problems are worded.

use std::time::Duration;

use captrack_domain::policy::Policy;
use captrack_domain::watch_event::SourceName;
use captrack_domain::words::{eve_time, length};
use jiff::Timestamp;

use super::out_of_sight::OutOfSightHulls;

/// `Kara Volkov`, `Kara Volkov and Mira Solace`, `12 pilots`.
pub fn pilots_words(names: &[&str]) -> String {
    match names {
        [one] => (*one).to_owned(),
        [one, other] => format!("{one} and {other}"),
        many => format!("{} pilots", many.len()),
    }
}

/// `3 h ahead of`, `5 min behind`.
pub fn ahead_words(ahead: i64) -> String {
    let way = if ahead > 0 { "ahead of" } else { "behind" };
    let off = ahead.unsigned_abs();
    // To the nearest minute.
    let length = length(Duration::from_secs(off.saturating_add(30) / 60 * 60));
    format!("{length} {way}")
}

/// `3 of 41 titans not seen since 13:20 EVE, 2 of 9 carriers not seen since 12:02 EVE.`
pub fn hidden_words(policy: &Policy, source: SourceName, hidden: &[OutOfSightHulls], now: Timestamp) -> String {
    let class = |class: &OutOfSightHulls| {
        let all = policy.counted(class.class, class.all);
        let of = if class.hidden == class.all { all } else { format!("{} of {all}", class.hidden) };
        format!("{of} not seen since {}", eve_time(class.since, now))
    };
    let classes = hidden.iter().map(class).collect::<Vec<_>>().join(", ");
    let why = hidden.iter().find_map(|class| class.why.as_deref()).unwrap_or_default();
    let source = match source {
        SourceName::Eve => String::new(),
        SourceName::AllianceAuth => " by AllianceAuth".to_owned(),
    };
    format!("{classes}{source}. {why}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_clock_is_said_in_the_unit_that_fits() {
        assert_eq!(ahead_words(10_790), "3 h ahead of");
        assert_eq!(ahead_words(-125), "2 min behind");
        assert_eq!(ahead_words(3600 + 61 * 30), "1 h 31 min ahead of");
        assert_eq!(ahead_words(26 * 3600), "1 d 2 h ahead of");
        assert_eq!(ahead_words(-400 * 86_400), "400 d behind");
    }
}
