//! Small texts of the command line: durations, places of secrets, pilots.

use std::path::PathBuf;

use captrack_contract::{PilotRef, SnoozeLength};
use captrack_domain::ids::PilotId;
use captrack_domain::{text, time_of_day};
use captrack_monitor::config::read_duration;

use crate::args::{PauseEnd, SecretsChoice, SnoozeArgs};
use crate::said::said;

/// `keyring`, `session` or `file:PATH`.
pub(crate) fn parse_secrets(text: &str) -> Result<SecretsChoice, String> {
    match text.split_once(':') {
        None if text == "keyring" => Ok(SecretsChoice::Keyring),
        None if text == "session" => Ok(SecretsChoice::Session),
        Some(("file", path)) if !path.is_empty() => Ok(SecretsChoice::File(PathBuf::from(path))),
        _ => Err(said(&text!("usage-secrets"))),
    }
}

/// `1h`, `90 minutes`, `2d`; `until 18:00`, `until downtime`; `until-cleared` or `clear`.
pub(crate) fn parse_snooze(text: &str) -> Result<SnoozeArgs, String> {
    let text = text.trim().to_lowercase();
    let until = text.strip_prefix("until").map(|end| end.trim_start_matches([' ', '-']));
    match (text.as_str(), until) {
        ("clear", _) => return Ok(SnoozeArgs::Clear),
        (_, Some("cleared")) => return Ok(SnoozeArgs::For(SnoozeLength::UntilCleared)),
        (_, Some("downtime")) => return Ok(SnoozeArgs::UntilDowntime),
        _ => {}
    }
    let until = until.and_then(time_of_day::parsed).map(SnoozeArgs::UntilTime);
    let secs = read_duration(&with_short_unit(&text)).filter(|secs| *secs > 0);
    let length = secs.map(|secs| SnoozeArgs::For(SnoozeLength::Seconds(secs)));
    until.or(length).ok_or_else(|| said(&text!("usage-snooze")))
}

/// `1 hour` as `1h`.
fn with_short_unit(text: &str) -> String {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let unit = match &text[digits.len()..] {
        "sec" | "second" | "seconds" => "s",
        "mins" | "minute" | "minutes" => "m",
        "hour" | "hours" => "h",
        "day" | "days" => "d",
        short => short,
    };
    format!("{}{unit}", digits.trim_end())
}

/// `1h`, `2d`; `tomorrow`; `18:00`.
pub(crate) fn parse_pause(text: &str) -> Result<PauseEnd, String> {
    if text == "tomorrow" {
        return Ok(PauseEnd::Tomorrow);
    }
    // Digits alone may be meant as either.
    let time = || time_of_day::parsed(text).filter(|_| text.contains(':')).map(PauseEnd::At);
    let length = read_duration(text).filter(|secs| *secs > 0).map(PauseEnd::After);
    length.or_else(time).ok_or_else(|| said(&text!("usage-pause")))
}

/// All digits: an id; anything else: a name.
pub(crate) fn pilot_ref(text: &str) -> PilotRef {
    text.parse().map_or_else(|_| PilotRef::Name(text.to_owned()), |id| PilotRef::Id(PilotId(id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_people_write_them() {
        let secs = |text: &str| match parse_snooze(text) {
            Ok(SnoozeArgs::For(SnoozeLength::Seconds(secs))) => Some(secs),
            _ => None,
        };
        assert_eq!(secs("1h"), Some(3600));
        assert_eq!(secs("90m"), Some(5400));
        assert_eq!(secs("90min"), Some(5400));
        assert_eq!(secs("2d"), Some(172_800));
        assert_eq!(secs("45s"), Some(45));
        assert_eq!(secs("1 hour"), Some(3600));
        assert_eq!(secs("90 minutes"), Some(5400));
        assert_eq!(secs("2 Days"), Some(172_800));
        for wrong in
            ["", "h", "1", "0h", "-1h", "1w", "99999999999999999999d", "hour", "until", "until soon", "until 25:00"]
        {
            assert!(parse_snooze(wrong).is_err(), "{wrong}");
        }
        assert_eq!(parse_snooze("until 18:00"), Ok(SnoozeArgs::UntilTime(jiff::civil::time(18, 0, 0, 0))));
        assert_eq!(parse_snooze("until downtime"), Ok(SnoozeArgs::UntilDowntime));
        assert_eq!(parse_snooze("until cleared"), Ok(SnoozeArgs::For(SnoozeLength::UntilCleared)));
        assert_eq!(parse_snooze("clear"), Ok(SnoozeArgs::Clear));
        assert_eq!(parse_snooze("until-cleared"), Ok(SnoozeArgs::For(SnoozeLength::UntilCleared)));
    }

    #[test]
    fn a_pause_ends_after_a_while_tomorrow_or_at_a_time() {
        assert_eq!(parse_pause("90m"), Ok(PauseEnd::After(5400)));
        assert_eq!(parse_pause("tomorrow"), Ok(PauseEnd::Tomorrow));
        assert_eq!(parse_pause("18:00"), Ok(PauseEnd::At(jiff::civil::time(18, 0, 0, 0))));
        for wrong in ["", "0h", "18", "1800", "25:00", "soon"] {
            assert!(parse_pause(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_pilot_is_an_id_or_a_name() {
        assert_eq!(pilot_ref("2112000001"), PilotRef::Id(PilotId(2_112_000_001)));
        assert_eq!(pilot_ref("Kara Volkov"), PilotRef::Name("Kara Volkov".into()));
    }
}
