//! The trail of a ship or a pilot on the command line.

use captrack_contract::{Trail, TrailStart, commands};
use captrack_domain::text;
use captrack_domain::text::Argument;
use captrack_domain::words::eve_date_time;
use captrack_monitor::trail_csv;

use super::Performer;
use super::files::{print, print_line};
use crate::args::TrailArgs;
use crate::error::DeskError;
use crate::said::said;

/// `captrack trail`: a line an entry for a person, or all of it as JSON or CSV.
pub(super) async fn tell(performer: &Performer, args: TrailArgs) -> Result<(), DeskError> {
    let TrailArgs { of, since, json, csv } = args;
    let trail = performer.ask(commands::Trail { of, since }).await?;
    if json {
        let json = serde_json::to_string_pretty(&trail)
            .map_err(|error| DeskError::Other(text!("trail-unwritten", error = Argument::Said(error.to_string()))))?;
        return print_line(&json);
    }
    if csv {
        return print(&trail_csv(&trail));
    }
    lines(&trail).iter().try_for_each(|line| print_line(line))
}

/// `2026-11-28 13:15 EVE  Avatar, Kara Volkov: undocked from …`.
fn lines(trail: &Trail) -> Vec<String> {
    if trail.entries.is_empty() {
        return vec![said(&text!("trail-nothing", of = trail.name.as_str(), since = trail.since))];
    }
    trail.entries.iter().map(|entry| format!("{}  {}", eve_date_time(entry.at), entry.said())).collect()
}

/// `30m`, `6h`, `7d`, a date or a time: where a trail begins.
pub(crate) fn parse_start(text: &str) -> Result<TrailStart, String> {
    let number = |unit: char| text.strip_suffix(unit).and_then(|number| number.parse::<u64>().ok());
    let units = [('s', 1), ('m', 60), ('h', 3600), ('d', 86_400)];
    if let Some(seconds) = units.into_iter().find_map(|(unit, seconds)| number(unit)?.checked_mul(seconds)) {
        return Ok(TrailStart::Ago(seconds));
    }
    let day = || text.parse::<jiff::civil::Date>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok();
    let at = text.parse().ok().or_else(|| day().map(|day| day.timestamp()));
    at.map(TrailStart::At).ok_or_else(|| "write it as 6h, 7d, 2026-11-20 or 2026-11-20T18:00:00Z".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trail_begins_so_long_ago_or_at_a_day_or_a_time() {
        let at = |text: &str| TrailStart::At(text.parse().unwrap());
        for (text, start) in [
            ("90m", TrailStart::Ago(5400)),
            ("7d", TrailStart::Ago(7 * 86_400)),
            ("2026-11-20", at("2026-11-20T00:00:00Z")),
            ("2026-11-20T18:00:00Z", at("2026-11-20T18:00:00Z")),
        ] {
            assert_eq!(parse_start(text), Ok(start), "{text}");
        }
        for wrong in ["", "7", "d", "-7d", "99999999999999999999d", "18446744073709551615d", "yesterday", "2026-13-01"]
        {
            assert!(parse_start(wrong).is_err(), "{wrong}");
        }
    }
}
