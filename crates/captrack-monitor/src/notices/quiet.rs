//! Quiet hours: until when the desktop is not disturbed, by the clock on this computer's wall.

use std::time::Duration;

use captrack_domain::evaluate::AlertLevel;
use captrack_domain::moment::later;
use captrack_domain::quiet::QuietHours;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::state::State;

/// When nothing lies ahead it is looked again after this.
const A_MINUTE: Duration = Duration::from_secs(60);

/// Until when quiet hours hold, if they do now.
pub fn quiet_until(state: &State, now: Timestamp) -> Option<Timestamp> {
    let hours = state.preferences.quiet_hours?;
    let zone = state.time_zone.clone().unwrap_or(TimeZone::UTC);
    hours.hold(zone.to_datetime(now).time()).then(|| end(hours, &zone, now))
}

/// Whether news of a level may pop up at that moment.
pub fn may_pop_up(state: &State, level: AlertLevel, at: Timestamp) -> bool {
    let breaks_through = state.preferences.quiet_hours.is_some_and(|hours| hours.critical_breaks_through);
    quiet_until(state, at).is_none() || (breaks_through && level == AlertLevel::Critical)
}

/// The end of quiet hours that hold now. Where clocks are put back it may come twice: the one that lies ahead counts.
fn end(hours: QuietHours, zone: &TimeZone, now: Timestamp) -> Timestamp {
    let local = zone.to_datetime(now);
    let ends_today = local.time() < hours.to;
    let date = if ends_today { Ok(local.date()) } else { local.date().tomorrow() };
    let ambiguous = || date.as_ref().ok().map(|date| zone.to_ambiguous_timestamp(date.to_datetime(hours.to)));
    let first = ambiguous().and_then(|end| end.compatible().ok());
    let second = ambiguous().and_then(|end| end.later().ok());
    // Nothing lies ahead only at the end of the calendar.
    [first, second].into_iter().flatten().find(|end| *end > now).unwrap_or(later(now, A_MINUTE))
}

#[cfg(test)]
mod tests;
