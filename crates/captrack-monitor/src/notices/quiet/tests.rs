use jiff::civil::Time;

use super::*;
use crate::test_state::kara;

fn ts(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn time(text: &str) -> Time {
    text.parse().unwrap()
}

/// A desk in Berlin that is quiet between two times.
fn quiet(from: &str, to: &str) -> State {
    let mut state = kara();
    state.preferences.quiet_hours = Some(QuietHours { from: time(from), to: time(to), critical_breaks_through: false });
    state.time_zone = Some(TimeZone::get("Europe/Berlin").unwrap());
    state
}

#[test]
fn without_quiet_hours_it_is_never_quiet() {
    assert_eq!(quiet_until(&kara(), ts("2026-11-22T03:00:00Z")), None);
}

#[test]
fn the_hours_are_those_of_the_clock_on_the_wall() {
    let night = quiet("22:30", "07:00");
    // Berlin is an hour ahead in November.
    for (now, until) in [
        ("2026-11-22T21:29:59Z", None),
        ("2026-11-22T21:30:00Z", Some("2026-11-23T06:00:00Z")),
        ("2026-11-22T23:30:00Z", Some("2026-11-23T06:00:00Z")),
        ("2026-11-23T05:59:59Z", Some("2026-11-23T06:00:00Z")),
        ("2026-11-23T06:00:00Z", None),
    ] {
        assert_eq!(quiet_until(&night, ts(now)), until.map(ts), "{now}");
    }
    let nap = quiet("13:00", "14:00");
    assert_eq!(quiet_until(&nap, ts("2026-11-22T12:30:00Z")), Some(ts("2026-11-22T13:00:00Z")));
    assert_eq!(quiet_until(&nap, ts("2026-11-22T13:00:00Z")), None);
}

#[test]
fn a_clock_that_is_not_told_where_it_stands_is_eves() {
    let mut night = quiet("22:30", "07:00");
    night.time_zone = None;
    assert_eq!(quiet_until(&night, ts("2026-11-22T22:30:00Z")), Some(ts("2026-11-23T07:00:00Z")));
}

#[test]
fn the_end_lies_ahead_also_in_the_night_in_which_clocks_are_put_back() {
    // On 2026-10-25 it is 02:30 in Berlin at 00:30Z and again at 01:30Z.
    let night = quiet("22:30", "02:45");
    assert_eq!(quiet_until(&night, ts("2026-10-25T00:30:00Z")), Some(ts("2026-10-25T00:45:00Z")));
    assert_eq!(quiet_until(&night, ts("2026-10-25T01:30:00Z")), Some(ts("2026-10-25T01:45:00Z")));
}

#[test]
fn an_end_that_is_skipped_when_clocks_are_put_forward_comes_all_the_same() {
    // On 2026-03-29 Berlin goes from 02:00 to 03:00, at 01:00Z.
    let night = quiet("22:30", "02:30");
    let until = quiet_until(&night, ts("2026-03-29T00:30:00Z")).unwrap();
    assert!(until > ts("2026-03-29T00:30:00Z") && until <= ts("2026-03-29T01:30:00Z"), "{until}");
    assert_eq!(quiet_until(&night, ts("2026-03-29T01:00:00Z")), None, "it is three already");
}

#[test]
fn only_what_is_critical_may_break_through_and_only_when_it_was_allowed_to() {
    let mut night = quiet("22:30", "07:00");
    let (dark, day) = (ts("2026-11-22T23:00:00Z"), ts("2026-11-22T12:00:00Z"));
    for level in [AlertLevel::Critical, AlertLevel::Alerting] {
        assert!(may_pop_up(&night, level, day));
        assert!(!may_pop_up(&night, level, dark));
    }
    night.preferences.quiet_hours.as_mut().unwrap().critical_breaks_through = true;
    assert!(may_pop_up(&night, AlertLevel::Critical, dark));
    assert!(!may_pop_up(&night, AlertLevel::Alerting, dark));
}
