//! Times of the day as people type them. Always 24 hours, whatever the desktop's language.

use jiff::civil::Time;

/// `22:30`, `2230`, `7:05`, `7`: the time of the day, if it is one.
pub fn parsed(text: &str) -> Option<Time> {
    let text = text.trim();
    let (hours, minutes) = match text.split_once([':', '.']) {
        Some(parts) => parts,
        None if text.len() > 2 => text.split_at_checked(text.len() - 2)?,
        None => (text, "0"),
    };
    let number = |digits: &str| {
        let digits_only = (1..=2).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
        digits.parse::<i8>().ok().filter(|_| digits_only)
    };
    Time::new(number(hours)?, number(minutes)?, 0, 0).ok()
}

/// `07:05`.
pub fn text(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_type_them_and_written_in_one_way() {
        for (typed, written) in [
            ("22:30", "22:30"),
            (" 7:05 ", "07:05"),
            ("7", "07:00"),
            ("0", "00:00"),
            ("2230", "22:30"),
            ("705", "07:05"),
            ("8.15", "08:15"),
            ("23:59", "23:59"),
        ] {
            assert_eq!(parsed(typed).map(text).as_deref(), Some(written), "{typed}");
        }
    }

    #[test]
    fn what_is_no_time_of_the_day_is_none() {
        for typed in ["", "24:00", "12:60", "noon", "7 pm", "1:2:3", "12345", "-1", "+5", "7:", ":30", "é30"] {
            assert_eq!(parsed(typed), None, "{typed}");
        }
    }
}
