//! The digest: when it is due, and what it is made of. Pure.

use std::collections::BTreeMap;
use std::time::Duration;

use captrack_domain::alert::{Alert, AlertState};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::ids::PilotId;
use captrack_domain::moment::later;
use captrack_domain::relay_options::Digest;
use captrack_domain::section::Freshness;
use captrack_domain::text;
use captrack_domain::watch_event::SourceName;
use captrack_ports::{DigestContent, DigestMain};
use captrack_text::{Language, sentence};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::notices::silent_sources::silent_since;
use crate::notices::snoozed::snoozed_pilots;
use crate::state::State;

/// A digest that could not be posted in this time is left out: the next one tells more.
const LATEST: Duration = Duration::from_secs(6 * 3600);

/// The moment at which a digest was due that has not been posted yet. `last`: when the last one was, or since when there are any.
pub fn due(digest: &Digest, last: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    let due = latest(digest, now)?;
    let is_told = last.is_some_and(|last| due <= last && last <= now);
    (!is_told && now < later(due, LATEST)).then_some(due)
}

/// The latest of its moments, in EVE time, which is UTC.
fn latest(digest: &Digest, now: Timestamp) -> Option<Timestamp> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let candidates = (0..8).filter_map(|days| today.checked_sub(days.days()).ok());
    let mut days = candidates.filter(|day| digest.on.is_none_or(|on| on.weekday() == day.weekday()));
    days.find_map(|day| {
        let due = day.to_datetime(digest.at).to_zoned(TimeZone::UTC).ok()?.timestamp();
        (due <= now).then_some(due)
    })
}

/// What it tells. `alerts`: all that stand, and those that were over since the last one.
pub fn summary(state: &State, alerts: &[Alert], since: Option<Timestamp>, now: Timestamp) -> DigestContent {
    let mut open: BTreeMap<(AlertLevel, HullClass), usize> = BTreeMap::new();
    let mut mains: BTreeMap<PilotId, (AlertLevel, BTreeMap<HullClass, usize>)> = BTreeMap::new();
    for one in state.evaluation.open_alerts.values() {
        *open.entry((one.level, one.class)).or_default() += one.hulls.len();
        let (level, hulls) = mains.entry(one.main).or_insert_with(|| (one.level, BTreeMap::new()));
        *level = one.level.min(*level);
        *hulls.entry(one.class).or_default() += one.hulls.len();
    }
    let main = |(main, (level, hulls)): (PilotId, (AlertLevel, BTreeMap<HullClass, usize>))| DigestMain {
        main,
        name: state.pilot_name(main),
        level,
        hulls,
    };
    let mut mains: Vec<DigestMain> = mains.into_iter().map(main).collect();
    mains.sort_by(|one, other| (one.level, &one.name).cmp(&(other.level, &other.name)));
    let all: usize = state.evaluation.without_snoozes.values().map(|would| would.hulls.len()).sum();
    let is_since = |at: Timestamp| since.is_none_or(|since| since < at);
    let opened = |alert: &&Alert| alert.state != AlertState::Silenced && is_since(alert.opened_at);
    // An end that was told is one of New Eden, not of an edit.
    let resolved =
        |alert: &&Alert| matches!(alert.state, AlertState::Closed { at } if alert.sent_at == Some(at) && is_since(at));
    DigestContent {
        since,
        snoozed: all.saturating_sub(open.values().sum()),
        snoozed_pilots: snoozed_pilots(state, now).into_iter().map(|(_, pilot)| pilot).collect(),
        open,
        mains,
        opened: alerts.iter().filter(opened).count(),
        resolved: alerts.iter().filter(resolved).count(),
        coverage: coverage(state, now),
    }
}

/// What is not seen, or not seen in time, in the language that the program speaks.
fn coverage(state: &State, now: Timestamp) -> Vec<String> {
    let mut texts = Vec::new();
    if state.is_paused() {
        texts.push(text!("digest-paused"));
    } else if let Some(since) = silent_since(state, SourceName::Eve, now) {
        texts.push(text!("digest-eve-silent", since = since));
    }
    let refused = state.pilots.values().filter(|pilot| pilot.needs_sign_in().is_some()).count();
    if refused > 0 {
        texts.push(text!("digest-refused", n = refused));
    }
    let unconfirmed = state.facts.iter().filter(|fact| fact.freshness != Freshness::Fresh).count();
    if unconfirmed > 0 {
        texts.push(text!("digest-unconfirmed", n = unconfirmed));
    }
    texts.iter().map(|text| sentence(text, Language::spoken())).collect()
}

#[cfg(test)]
mod tests {
    use captrack_domain::relay_options::DigestDay;
    use captrack_domain::webhook_name::WebhookName;
    use jiff::civil::Time;

    use super::*;

    fn time(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn daily() -> Digest {
        Digest { on: None, at: Time::constant(18, 0, 0, 0), webhook: WebhookName::Standard }
    }

    #[test]
    fn a_daily_digest_is_due_once_a_day_at_its_hour() {
        let noon = time("2026-11-22T12:00:00Z");
        let yesterday = time("2026-11-21T18:00:03Z");
        assert_eq!(due(&daily(), Some(yesterday), noon), None);
        let evening = time("2026-11-22T18:00:00Z");
        assert_eq!(due(&daily(), Some(yesterday), evening - 1.second()), None);
        assert_eq!(due(&daily(), Some(yesterday), evening), Some(evening));
        assert_eq!(due(&daily(), Some(evening + 2.seconds()), evening + 3.seconds()), None, "once");
    }

    #[test]
    fn a_weekly_digest_is_due_on_its_day() {
        let weekly = Digest { on: Some(DigestDay::Sunday), ..daily() };
        let sunday = time("2026-11-22T18:00:00Z");
        assert_eq!(due(&weekly, Some(sunday - 168.hours()), sunday), Some(sunday));
        assert_eq!(due(&weekly, Some(sunday), sunday + 24.hours()), None);
        assert_eq!(due(&weekly, Some(sunday), sunday + 168.hours()), Some(sunday + 168.hours()));
    }

    #[test]
    fn after_a_night_off_it_is_left_out_and_after_a_short_one_it_is_posted_late() {
        let evening = time("2026-11-22T18:00:00Z");
        let before = Some(evening - 24.hours());
        assert_eq!(due(&daily(), before, evening + 5.hours() + 59.minutes()), Some(evening));
        assert_eq!(due(&daily(), before, evening + 6.hours()), None);
    }

    #[test]
    fn a_clock_that_was_put_back_leaves_nothing_out() {
        let evening = time("2026-11-22T18:00:00Z");
        assert_eq!(due(&daily(), Some(evening + 48.hours()), evening), Some(evening));
    }
}
