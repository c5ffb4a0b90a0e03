//! What cannot be seen, sent or trusted at this moment: one list, from which the tray, the window, notifications, Discord, `check` and `status`
//! all read. Pure.

mod disk;
pub mod out_of_sight;
mod watched_time;
mod windows;
mod words;

use captrack_contract::{Problem, ProblemKind};
use captrack_domain::pilot::Pilot;
use jiff::Timestamp;

use crate::notices::auth_trouble::auth_trouble;
use crate::notices::silent_sources::{silence_words, silent_since};
use crate::notices::webhook_outage::{outage_words, undeliverable};
use crate::shared::troubles::Health;
use crate::state::State;
use crate::state::auth::roster_drop::RosterDrop;
use crate::state::auth::{AuthConnection, AuthState};
use captrack_domain::watch_event::SourceName;
use captrack_domain::words::{eve_date_time, eve_time, sentence};
use words::pilots_words;

pub use words::ahead_words;

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
        let sentence = format!(
            "CapTrack has saved nothing since {}. {} Alerts go on, but may be sent again after a restart.",
            eve_time(*since, now),
            sentence(why)
        );
        problems.push(urgent(ProblemKind::CannotSave, Some(*since), sentence));
    }
    if let (Some(since), Some(free)) = (health.disk_low_since, health.disk_free) {
        problems.push(disk::low_disk(free, since));
    }
    if let Some(risk) = &health.data_at_risk {
        // Nothing is missed because of it yet: it is shown, and raises no alarm.
        problems.push(Problem { kind: ProblemKind::DataAtRisk, since: None, sentence: risk.clone(), urgent: false });
    }
    if let Some((since, why)) = &health.cannot_notify {
        let sentence = format!(
            "This desktop has shown no notifications since {}. {} Until they work again, look at the window.",
            eve_time(*since, now),
            sentence(why)
        );
        problems.push(urgent(ProblemKind::CannotNotify, Some(*since), sentence));
    }
    if let Some((since, trouble)) = health.windows {
        problems.push(Problem {
            kind: ProblemKind::WindowLost,
            since: Some(since),
            sentence: windows::window_sentence(trouble, since, now),
            urgent: trouble.is_lasting(),
        });
    }
    problems.extend(health.faults.iter().map(|fault| Problem {
        kind: ProblemKind::Crashed,
        since: Some(fault.since),
        sentence: fault.sentence(now),
        urgent: fault.lasting,
    }));
    if let Some(ahead) = health.clock_ahead {
        let sentence = format!(
            "This computer's clock is {} EVE's. CapTrack goes by EVE's; set the clock right.",
            ahead_words(ahead)
        );
        problems.push(Problem { kind: ProblemKind::ClockWrong, since: None, sentence, urgent: false });
    }
    problems
}

/// A pause without an end that somebody may have forgotten: said after a day, and in other words every day.
fn paused(state: &State, now: Timestamp) -> Option<Problem> {
    let pause = state.pause.filter(|pause| pause.until.is_none())?;
    let since = eve_date_time(pause.since);
    let for_days = match pause.days(now) {
        0 => return None,
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    };
    let sentence = format!(
        "CapTrack has been paused for {for_days}, since {since}. It polls nothing and sends no alerts until you resume."
    );
    Some(urgent(ProblemKind::Paused, Some(pause.since), sentence))
}

const fn urgent(kind: ProblemKind, since: Option<Timestamp>, sentence: String) -> Problem {
    Problem { kind, since, sentence, urgent: true }
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
    Some(urgent(kind, Some(since), silence_words(state, source, since, now)))
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
        let sentence = words::hidden_words(&state.policy, source, hidden, now);
        Some(urgent(kind, hidden.iter().map(|class| class.since).min(), sentence))
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
    let next = eve_time(next.max(now), now);
    let nobody_left = good.is_empty() && now.duration_since(since).unsigned_abs() >= PATIENCE;
    let said = if certain.is_empty() {
        format!(
            "EVE has refused the sign-in of {} since {}; next try {next}.",
            pilots_words(&names),
            eve_time(since, now)
        )
    } else {
        format!(
            "EVE has refused the sign-in of {} since {}. Sign in again; CapTrack goes on trying, next at {next}.",
            pilots_words(&certain),
            eve_time(since, now)
        )
    };
    // Of one alone there is room for what EVE said, where it said more than that.
    let sentence = match refused.as_slice() {
        [one] => one
            .needs_sign_in()
            .filter(|why| !why.starts_with("EVE refused the sign-in"))
            .map_or_else(|| said.clone(), |why| format!("{said} {}", sentence(why))),
        _ => said,
    };
    let sentence = if nobody_left { format!("CapTrack watches no pilots any more. {sentence}") } else { sentence };
    Some(Problem {
        kind: ProblemKind::SignInsRefused,
        since: Some(since),
        sentence,
        urgent: !certain.is_empty() || nobody_left,
    })
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
    let shown = silent.map(|since| format!(" What CapTrack shows is from {}.", eve_time(since, now)));
    Some(Problem {
        kind: ProblemKind::AllianceAuthRefused,
        since: connection.refused.as_ref().map(|refused| refused.since),
        sentence: format!("{}{}", auth_trouble(connection, now)?, shown.unwrap_or_default()),
        urgent: silent.is_some() || connection.refused.as_ref().is_some_and(|refused| refused.is_certain(now)),
    })
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
    let sentence = format!(
        "AllianceAuth no longer names {lacks} of {of} pilots since {}. Their ships stay as they were last seen; ask an admin whether your account may still read them.",
        eve_time(since, now)
    );
    Some(urgent(ProblemKind::RosterShrunk, Some(since), sentence))
}

/// AllianceAuth suddenly lists far fewer ships of the pilots whom it names.
fn ships_unlisted(state: &State, now: Timestamp) -> Option<Problem> {
    state.auth.connection.as_ref()?;
    let (lacks, of, since) = state.auth.unlisted.doubtful()?;
    let sentence = format!(
        "AllianceAuth has not listed {lacks} of {of} ships since {}. They stay as they were last seen until it has read them several times; ask an admin whether it reads assets.",
        eve_time(since, now)
    );
    Some(urgent(ProblemKind::RosterShrunk, Some(since), sentence))
}

/// Tokens that died or lost scopes, characters that are registered no more: their ships are not read from then on.
fn coverage_dropped(state: &State, now: Timestamp) -> Option<Problem> {
    let best = state.auth.connection.as_ref()?.best_coverage?;
    let since = best.dropped_since?;
    let lost = best.readable.saturating_sub(best.now);
    let sentence = format!(
        "AllianceAuth can read {lost} of {} characters no more since {}. Pilots and coverage shows whose tokens or registrations are missing.",
        best.readable,
        eve_time(since, now)
    );
    Some(urgent(ProblemKind::CoverageDropped, Some(since), sentence))
}

/// Webhooks that take nothing, packed.
fn webhook_refused(state: &State, now: Timestamp) -> Option<Problem> {
    let outages = undeliverable(&state.relay, now);
    let since = outages.iter().map(|outage| outage.since).min()?;
    let is_refused = outages.iter().any(|outage| outage.refused);
    let kind = if is_refused { ProblemKind::WebhookRefused } else { ProblemKind::DiscordUnreachable };
    Some(urgent(kind, Some(since), outage_words(&outages)))
}

/// A problem as it is said where more people read: neither names nor places.
pub fn without_names(problem: &Problem, now: Timestamp) -> String {
    let since = problem.since.map(|since| format!(" since {}", eve_time(since, now))).unwrap_or_default();
    match problem.kind {
        ProblemKind::SignInsRefused => format!("EVE refuses sign-ins{since}: those pilots are not seen."),
        // The first sentence has numbers only; what follows are a server's reasons.
        // Why is a sentence of its own: it may name a folder.
        _ => problem.sentence.split_inclusive(". ").next().unwrap_or_default().trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests;
