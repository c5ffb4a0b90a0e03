//! Durations as people write them: `45s`, `90m`, `6h`, `2d`.

use captrack_domain::text;
use captrack_domain::text::Text;

const MINUTE: u64 = 60;
const HOUR: u64 = 3600;
const DAY: u64 = 86_400;

/// The seconds of a number with its unit: `s`, `m` or `min`, `h`, `d`.
pub fn read_duration(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let unit = match &text[digits.len()..] {
        "s" => 1,
        "m" | "min" => MINUTE,
        "h" => HOUR,
        "d" => DAY,
        _ => return None,
    };
    let digits = digits.trim_end();
    // Rust's own reading allows a sign.
    let count: u64 = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
    count.checked_mul(unit)
}

/// Exactly these seconds in the largest unit that fits: `30s`, `5m`, `24h`, `2d`.
pub fn duration_text(secs: u64) -> String {
    match in_unit(secs) {
        (count, Unit::Second) => format!("{count}s"),
        (count, Unit::Minute) => format!("{count}m"),
        (count, Unit::Hour) => format!("{count}h"),
        (count, Unit::Day) => format!("{count}d"),
    }
}

/// The same in running text: `30 s`, `5 min`, `24 h`, `2 d`.
pub(super) fn exact_length(secs: u64) -> Text {
    match in_unit(secs) {
        (count, Unit::Second) => text!("length-seconds", n = count),
        (count, Unit::Minute) => text!("length-minutes", n = count),
        (count, Unit::Hour) => text!("length-hours", n = count),
        (count, Unit::Day) => text!("length-days", n = count),
    }
}

#[derive(Clone, Copy)]
enum Unit {
    Second,
    Minute,
    Hour,
    Day,
}

const fn in_unit(secs: u64) -> (u64, Unit) {
    // One of a unit is said in the smaller one, as clocks and menus do: 60 s, 24 h.
    match secs {
        secs if secs >= 2 * DAY && secs.is_multiple_of(DAY) => (secs / DAY, Unit::Day),
        secs if secs >= HOUR && secs.is_multiple_of(HOUR) => (secs / HOUR, Unit::Hour),
        secs if secs >= 2 * MINUTE && secs.is_multiple_of(MINUTE) => (secs / MINUTE, Unit::Minute),
        secs => (secs, Unit::Second),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_people_write_them() {
        for (text, secs) in
            [("45s", 45), ("90m", 5400), ("90min", 5400), ("1 h", 3600), (" 6h ", 21_600), ("2d", 172_800), ("0s", 0)]
        {
            assert_eq!(read_duration(text), Some(secs), "{text}");
        }
        for wrong in ["", "h", "1", "-1h", "+1h", "1w", "1.5h", "1h30m", "99999999999999999999d", "1 hour", "１h"] {
            assert_eq!(read_duration(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_written_is_read_as_the_same() {
        for (secs, text) in [
            (0, "0s"),
            (30, "30s"),
            (60, "60s"),
            (90, "90s"),
            (300, "5m"),
            (3600, "1h"),
            (86_400, "24h"),
            (172_800, "2d"),
        ] {
            assert_eq!(duration_text(secs), text);
        }
        for secs in [0, 1, 59, 60, 61, 119, 120, 3599, 3600, 5400, 86_399, 86_400, 129_600, 172_800, u64::MAX] {
            assert_eq!(read_duration(&duration_text(secs)), Some(secs), "{secs}");
        }
    }
}
