//! What cannot be seen, sent or trusted at this moment: one list, from which the tray, the window, notifications, Discord, `check` and `status`
//! all read. Pure.

mod disk;
pub mod out_of_sight;
mod watched_time;
mod windows;
mod words;

use captrack_contract::{Problem, ProblemKind};
use captrack_domain::pilot::Pilot;
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use captrack_domain::watch_event::SourceName;
use captrack_text::{Language, sentence};
use jiff::Timestamp;

use crate::notices::auth_trouble::auth_trouble;
use crate::notices::silent_sources::{silence_text, silent_since};
use crate::notices::webhook_outage::{outages_text, undeliverable};
use crate::shared::faults::Crash;
use crate::shared::troubles::Health;
use crate::state::State;
use crate::state::auth::roster_drop::RosterDrop;
use crate::state::auth::{AuthConnection, AuthState};
use words::pilots_text;

pub use words::ahead_text;

/// So long sign-ins of everybody may be refused before that is told: an incident of minutes is none.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30 * 60);

/// More than a fifth of the pilots, and at least so many.
const MANY: usize = 5;

/// All problems, the worst first.
pub fn problems(state: &State, health: &Health, now: Timestamp) -> Vec<Problem> {
    let mut problems: Vec<Problem> = paused(state, now).into_iter().collect();
    if !state.is_paused() {
        problems.extend(SourceName::ALL.into_iter().filter_map(|source| silent(state, source, now)));
        problems.extend(out_of_sight(state, now));
        problems.extend(sign_ins_refused(state, now));
        problems.extend(auth_refused(state, now));
        problems.extend(roster_shrunk(state, now).or_else(|| ships_unlisted(state, now)));
        problems.extend(coverage_dropped(state, now));
    }
    problems.extend(webhook_refused(state, now));
    if let Some((since, why)) = &health.cannot_save {
        let text = text!("cannot-save", since = Argument::at(*since, now), why = why.clone().as_sentence());
        problems.push(urgent(ProblemKind::CannotSave, Some(*since), text));
    }
    if let (Some(since), Some(free)) = (health.disk_low_since, health.disk_free) {
        problems.push(disk::low_disk(free, since));
    }
    if let Some(risk) = &health.data_at_risk {
        // Nothing is missed because of it yet: it is shown, and raises no alarm.
        problems.push(Problem::new(ProblemKind::DataAtRisk, None, risk.clone(), false));
    }
    if let Some((since, why)) = &health.cannot_notify {
        let text = text!("cannot-notify", since = Argument::at(*since, now), why = why.clone().as_sentence());
        problems.push(urgent(ProblemKind::CannotNotify, Some(*since), text));
    }
    if let Some((since, trouble)) = health.windows {
        let text = windows::window_text(trouble, since, now);
        problems.push(Problem::new(ProblemKind::WindowLost, Some(since), text, trouble.is_lasting()));
    }
    let crashed = |fault: &Crash| Problem::new(ProblemKind::Crashed, Some(fault.since), fault.text(now), fault.lasting);
    problems.extend(health.faults.iter().map(crashed));
    if let Some(ahead) = health.clock_ahead {
        let text = text!("clock-wrong", off = ahead_text(ahead));
        problems.push(Problem::new(ProblemKind::ClockWrong, None, text, false));
    }
    problems
}

/// A pause without an end that somebody may have forgotten: said after a day, and in other words every day.
fn paused(state: &State, now: Timestamp) -> Option<Problem> {
    let pause = state.pause.filter(|pause| pause.until.is_none())?;
    let days = pause.days(now);
    let text = text!("paused-for-days", days = days, since = pause.since);
    (days > 0).then(|| urgent(ProblemKind::Paused, Some(pause.since), text))
}

fn urgent(kind: ProblemKind, since: Option<Timestamp>, text: Text) -> Problem {
    Problem::new(kind, since, text, true)
}

/// A source that answers nothing at all. One that answers with a refusal is said otherwise.
fn silent(state: &State, source: SourceName, now: Timestamp) -> Option<Problem> {
    if source == SourceName::AllianceAuth && refusing(state).is_some() {
        return None;
    }
    let since = silent_since(state, source, now)?;
    let kind = match source {
        SourceName::Eve => ProblemKind::EveSilent,
        SourceName::AllianceAuth => ProblemKind::AllianceAuthSilent,
    };
    Some(urgent(kind, Some(since), silence_text(state, source, since, now)))
}

/// Ships that alert and that a source has not told of for a while, packed by source. Where it answers nothing at all that is said already.
fn out_of_sight(state: &State, now: Timestamp) -> Vec<Problem> {
    let hidden = out_of_sight::out_of_sight(state, now);
    let of_source = |source: SourceName| {
        if silent_since(state, source, now).is_some() {
            return None;
        }
        let hidden = hidden.get(&source).filter(|hidden| !hidden.is_empty())?;
        let kind = match source {
            SourceName::Eve => ProblemKind::EveOutOfSight,
            SourceName::AllianceAuth => ProblemKind::AllianceAuthOutOfSight,
        };
        let text = words::hidden_text(&state.policy, source, hidden, now);
        Some(urgent(kind, hidden.iter().map(|class| class.since).min(), text))
    };
    SourceName::ALL.into_iter().filter_map(of_source).collect()
}

/// Sign-ins that EVE refuses. It is urgent when it is certain, or when nobody is left who can be asked about.
fn sign_ins_refused(state: &State, now: Timestamp) -> Option<Problem> {
    let signed_in = state.pilots.values().filter(|pilot| pilot.is_signed_in());
    let (refused, good): (Vec<_>, Vec<_>) = signed_in.partition(|pilot| pilot.refused().is_some());
    let since = refused.iter().filter_map(|pilot| pilot.refused()).map(|refused| refused.since).min()?;
    let next = refused.iter().filter_map(|pilot| pilot.refused()).map(|refused| refused.next_try).min()?;
    let certain: Vec<&str> = refused
        .iter()
        .filter(|pilot| pilot.refused().is_some_and(|refused| refused.is_certain(now)))
        .map(|pilot| pilot.name.as_str())
        .collect();
    let names: Vec<&str> = refused.iter().map(|pilot| pilot.name.as_str()).collect();
    let next = Argument::at(next.max(now), now);
    let nobody_left = good.is_empty() && now.duration_since(since).unsigned_abs() >= PATIENCE;
    let at = Argument::at(since, now);
    let said = if certain.is_empty() {
        text!("sign-ins-refused", pilots = pilots_text(&names), since = at, next = next)
    } else {
        text!("sign-ins-refused-long", pilots = pilots_text(&certain), since = at, next = next)
    };
    // Of one alone there is room for what EVE said, where it said more than that.
    let why = match refused.as_slice() {
        [one] => one.needs_sign_in().filter(|why| says_more_than_refused(why)),
        _ => None,
    };
    let nobody = nobody_left.then(|| Argument::from(text!("sign-ins-nobody-left")));
    let why = why.map(|why| Argument::from(why.clone().as_sentence()));
    let text = Text::sentences(nobody.into_iter().chain([said.into()]).chain(why));
    Some(Problem::new(ProblemKind::SignInsRefused, Some(since), text, !certain.is_empty() || nobody_left))
}

/// Whether EVE's refusal of a sign-in says more than that; an older version kept the words.
fn says_more_than_refused(why: &Text) -> bool {
    why.code != "access-sign-in-refused" && !why.to_string().starts_with("EVE refused the sign-in")
}

/// The AllianceAuth that refuses what this computer asks: its token, or what the account may read.
fn refusing(state: &State) -> Option<&AuthConnection> {
    let is_refused = |connection: &&AuthConnection| connection.refused.is_some() || connection.is_refused_for_user();
    state.auth.connection.as_ref().filter(is_refused)
}

/// AllianceAuth refuses. It is urgent when it is certain, or when nothing has been heard from it for a while.
fn auth_refused(state: &State, now: Timestamp) -> Option<Problem> {
    let connection = refusing(state)?;
    let silent = silent_since(state, SourceName::AllianceAuth, now);
    let shown = silent.map(|since| text!("auth-shown-from", since = Argument::at(since, now)));
    let text = Text::sentences([auth_trouble(connection, now)?].into_iter().chain(shown));
    let refused = connection.refused.as_ref();
    let is_urgent = silent.is_some() || refused.is_some_and(|refused| refused.is_certain(now));
    Some(Problem::new(ProblemKind::AllianceAuthRefused, refused.map(|refused| refused.since), text, is_urgent))
}

/// AllianceAuth suddenly names far fewer pilots: a permission that was taken away looks like an alliance that has left.
fn roster_shrunk(state: &State, now: Timestamp) -> Option<Problem> {
    let RosterDrop { of, since, .. } = AuthState::shrunk(state)?;
    // Those without an owner are still named, and their ships are seen.
    let is_missing = |pilot: &&Pilot| pilot.auth.as_ref().is_some_and(|auth| auth.missing_since.is_some());
    let lacks = state.pilots.values().filter(is_missing).count();
    if lacks < MANY || lacks * 5 <= of {
        return None;
    }
    let text = text!("roster-shrunk", lacks = lacks, of = of, since = Argument::at(since, now));
    Some(urgent(ProblemKind::RosterShrunk, Some(since), text))
}

/// AllianceAuth suddenly lists far fewer ships of the pilots whom it names.
fn ships_unlisted(state: &State, now: Timestamp) -> Option<Problem> {
    state.auth.connection.as_ref()?;
    let (lacks, of, since) = state.auth.unlisted.doubtful()?;
    let text = text!("ships-unlisted", lacks = lacks, of = of, since = Argument::at(since, now));
    Some(urgent(ProblemKind::RosterShrunk, Some(since), text))
}

/// Tokens that died or lost scopes, characters that are registered no more: their ships are not read from then on.
fn coverage_dropped(state: &State, now: Timestamp) -> Option<Problem> {
    let best = state.auth.connection.as_ref()?.best_coverage?;
    let since = best.dropped_since?;
    let lost = best.readable.saturating_sub(best.now);
    let text = text!("coverage-dropped", lost = lost, of = best.readable, since = Argument::at(since, now));
    Some(urgent(ProblemKind::CoverageDropped, Some(since), text))
}

/// Webhooks that take nothing, packed.
fn webhook_refused(state: &State, now: Timestamp) -> Option<Problem> {
    let outages = undeliverable(&state.relay, now);
    let since = outages.iter().map(|outage| outage.since).min()?;
    let is_refused = outages.iter().any(|outage| outage.refused);
    let kind = if is_refused { ProblemKind::WebhookRefused } else { ProblemKind::DiscordUnreachable };
    Some(urgent(kind, Some(since), outages_text(&outages)?))
}

/// A problem as it is said where more people read: neither names nor places.
pub fn without_names(problem: &Problem, now: Timestamp) -> String {
    match problem.kind {
        ProblemKind::SignInsRefused => {
            let since = Argument::at(problem.since.unwrap_or(now), now);
            sentence(&text!("sign-ins-without-names", since = since), Language::spoken())
        }
        // The first sentence has numbers only; what follows are a server's reasons.
        // Why is a sentence of its own: it may name a folder.
        _ => problem.said().split_inclusive(". ").next().unwrap_or_default().trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests;
