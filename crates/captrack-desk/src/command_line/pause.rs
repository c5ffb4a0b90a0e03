//! `captrack pause`.

use captrack_contract::commands;
use captrack_domain::moment::{later, seconds_until};
use captrack_domain::text;
use captrack_domain::time_of_day;
use captrack_ports::{Clock, WallClock};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::time::Duration;

use super::{Performer, print_line};
use crate::args::PauseEnd;
use crate::error::DeskError;
use crate::said::said;

/// Pauses, and says until when.
pub async fn pause(performer: &Performer, end: Option<PauseEnd>) -> Result<(), DeskError> {
    let now = WallClock.now();
    let seconds = end.map(|end| seconds(end, &WallClock.time_zone(), now));
    performer.ask(commands::SetPaused { paused: true, seconds }).await?;
    print_line(&said(&match seconds {
        Some(seconds) => text!("paused-until", until = later(now, Duration::from_secs(seconds))),
        None => text!("paused-until-resumed"),
    }))
}

/// How long it is until then.
fn seconds(end: PauseEnd, zone: &TimeZone, now: Timestamp) -> u64 {
    let until = match end {
        PauseEnd::After(seconds) => return seconds,
        PauseEnd::Tomorrow => time_of_day::tomorrow(zone, now),
        PauseEnd::At(time) => time_of_day::next(time, zone, now),
    };
    until.map_or(1, |until| seconds_until(until, now))
}

#[cfg(test)]
mod tests {
    use jiff::tz::Offset;

    use super::*;

    #[test]
    fn an_end_is_so_many_seconds_away() {
        let berlin = TimeZone::fixed(Offset::constant(1));
        let now = "2026-11-22T15:40:00Z".parse().unwrap();
        assert_eq!(seconds(PauseEnd::After(90), &berlin, now), 90);
        assert_eq!(seconds(PauseEnd::At(jiff::civil::time(18, 0, 0, 0)), &berlin, now), 80 * 60);
        assert_eq!(seconds(PauseEnd::Tomorrow, &berlin, now), (15 * 60 + 20) * 60);
    }
}
