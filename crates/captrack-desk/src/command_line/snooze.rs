//! `captrack snooze`.

use captrack_contract::{PilotRef, SnoozeLength, commands};
use captrack_domain::moment::seconds_until;
use captrack_domain::{downtime, time_of_day};
use captrack_ports::{Clock, WallClock};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Performer;
use crate::args::SnoozeArgs;
use crate::error::DeskError;

/// Snoozes, or ends that. Nothing to take it back with is offered here: `captrack undo` does.
pub async fn snooze(
    performer: &Performer,
    pilots: Vec<PilotRef>,
    args: SnoozeArgs,
    why: Option<String>,
) -> Result<(), DeskError> {
    match length(args, &WallClock.time_zone(), WallClock.now()) {
        Some(length) => performer.ask(commands::Snooze { pilots, length, why }).await.map(drop),
        None => performer.ask(commands::ClearSnooze { pilots }).await.map(drop),
    }
}

/// How long; none: no longer.
fn length(args: SnoozeArgs, zone: &TimeZone, now: Timestamp) -> Option<SnoozeLength> {
    let until = match args {
        SnoozeArgs::Clear => return None,
        SnoozeArgs::For(length) => return Some(length),
        SnoozeArgs::UntilTime(time) => time_of_day::next(time, zone, now),
        SnoozeArgs::UntilDowntime => downtime::next(now),
    };
    Some(SnoozeLength::Seconds(until.map_or(1, |until| seconds_until(until, now))))
}

#[cfg(test)]
mod tests {
    use jiff::tz::Offset;

    use super::*;

    #[test]
    fn a_snooze_ends_when_the_clock_shows_that_time_or_at_the_next_downtime() {
        let berlin = TimeZone::fixed(Offset::constant(1));
        let now = "2026-11-22T15:40:00Z".parse().unwrap();
        let secs = |secs| Some(SnoozeLength::Seconds(secs));
        assert_eq!(length(SnoozeArgs::UntilTime(jiff::civil::time(18, 0, 0, 0)), &berlin, now), secs(80 * 60));
        assert_eq!(length(SnoozeArgs::UntilDowntime, &berlin, now), secs((19 * 60 + 20) * 60));
        assert_eq!(length(SnoozeArgs::For(SnoozeLength::UntilCleared), &berlin, now), Some(SnoozeLength::UntilCleared));
        assert_eq!(length(SnoozeArgs::Clear, &berlin, now), None);
    }
}
