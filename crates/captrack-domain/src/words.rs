//! How texts begin and end, and how times and lengths of time are said.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The same text with a capital letter in front.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let mut capitalised = String::with_capacity(text.len());
    capitalised.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    capitalised.push_str(letters.as_str());
    capitalised
}

/// A sentence of what an error says: with a capital letter in front and a full stop at the end.
pub fn sentence(text: &str) -> String {
    let mut sentence = capitalised(text);
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}

/// A moment as it is said at `now`: `14:05 EVE` on the same day, `27 Nov 23:59 EVE` on another, with the year where that is another.
pub fn eve_time(at: Timestamp, now: Timestamp) -> String {
    let [day, today] = [at, now].map(|at| at.to_zoned(TimeZone::UTC).date());
    let form = if day == today {
        "%H:%M EVE"
    } else if day.year() == today.year() {
        "%-d %b %H:%M EVE"
    } else {
        "%-d %b %Y %H:%M EVE"
    };
    at.strftime(form).to_string()
}

/// A moment that is kept or sent, whenever it is read: `2026-11-27 23:59 EVE`.
pub fn eve_date_time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M EVE").to_string()
}

/// A length that was measured, in two units at most: `2 h 10 min`.
pub fn length(length: Duration) -> String {
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

/// A length that somebody chose, in the one unit in which it is whole, and never shorter than it is: `1 h`, `90 min`, `2 d`.
pub fn chosen_length(seconds: u64) -> String {
    match seconds {
        seconds if seconds > 86_400 && seconds.is_multiple_of(86_400) => format!("{} d", seconds / 86_400),
        seconds if seconds >= 3600 && seconds.is_multiple_of(3600) => format!("{} h", seconds / 3600),
        seconds => format!("{} min", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_begins_and_ends_as_sentences_do() {
        assert_eq!(sentence("the keyring is locked"), "The keyring is locked.");
        assert_eq!(sentence("élan!"), "Élan!");
        assert_eq!(capitalised("force auxiliaries"), "Force auxiliaries");
        assert_eq!((capitalised(""), sentence("")), (String::new(), ".".to_owned()));
    }

    #[test]
    fn a_moment_says_that_it_is_eve_time_and_of_another_day_which() {
        let now = "2026-11-28T14:00:00Z".parse().unwrap();
        let said = |at: &str| eve_time(at.parse().unwrap(), now);
        assert_eq!(said("2026-11-28T13:20:59Z"), "13:20 EVE");
        assert_eq!(said("2026-11-28T00:00:00Z"), "00:00 EVE");
        assert_eq!(said("2026-11-27T23:59:00Z"), "27 Nov 23:59 EVE", "hours ago, and yesterday");
        assert_eq!(said("2026-11-29T00:05:00Z"), "29 Nov 00:05 EVE");
        assert_eq!(said("2025-11-28T13:20:00Z"), "28 Nov 2025 13:20 EVE");
        assert_eq!(eve_date_time(now), "2026-11-28 14:00 EVE");
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

    #[test]
    fn a_length_that_was_chosen_is_said_in_one_unit() {
        let said = [300, 3600, 5400, 6 * 3600, 24 * 3600, 36 * 3600, 2 * 86_400, 30 * 86_400].map(chosen_length);
        assert_eq!(said, ["5 min", "1 h", "90 min", "6 h", "24 h", "36 h", "2 d", "30 d"]);
        assert_eq!(chosen_length(61), "2 min", "never said shorter than it is");
    }
}
