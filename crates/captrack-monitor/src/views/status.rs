//! How the program is doing, and the small things that a window asks for.

use std::collections::HashMap;
use std::time::Duration;

use captrack_contract::{
    AuthView, CheckVerdict, DeskStatus, MonitoringState, PilotView, RelayTroubleCode, Rights, Snapshot, SourceStatus,
    WebhookView,
};
use captrack_domain::downtime::is_downtime;
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;
use captrack_domain::moment::later;
use captrack_domain::pilot::Pilot;
use captrack_domain::policy::Policy;
use captrack_domain::preferences::Preferences;
use captrack_domain::section::SectionKind;
use captrack_domain::text::Text;
use captrack_domain::watch_event::SourceName;
use captrack_domain::webhook_name::WebhookName;
use captrack_store::StoreError;
use captrack_text::english;
use jiff::Timestamp;

use crate::judge::facts::refresh::refresh_for_show;
use crate::notices::auth_trouble::{auth_trouble, auth_trouble_code};
use crate::notices::problems::problems;
use crate::notices::quiet::quiet_until;
use crate::notices::silent_sources::last_success;
use crate::notices::webhook_outage::{outage, outages_text, undeliverable};
use crate::shared::troubles::Health;
use crate::state::State;
use crate::state::auth::{RHYTHM, is_known_through_auth_alone};
use crate::views::Views;
use crate::views::auth::{audit_page, auth_view};
use crate::views::snapshot::snapshot;

/// Nothing has answered for so long: the desk is offline.
const OFFLINE_AFTER: Duration = Duration::from_secs(150);

/// What the composition knows and the monitor does not.
#[derive(Debug, Clone, Default)]
pub struct HostStatus {
    /// It is the demo.
    pub demo: bool,
    /// Other servers than EVE's own, for the banner.
    pub other_servers: Option<String>,
    /// A client id is known.
    pub can_sign_in: bool,
    /// What this desk's user may do.
    pub rights: Rights,
}

/// Messages that wait for Discord; or why that is not known, in one sentence.
pub(crate) type WaitingCount = Result<usize, Text>;

impl Views<'_> {
    /// The documented snapshot.
    pub async fn snapshot(&self) -> Snapshot {
        let mut state = self.lock().await;
        let now = self.now();
        refresh_for_show(&mut state, now);
        snapshot(&state, now)
    }

    /// How the desk is doing.
    pub async fn status(&self, surroundings: &HostStatus) -> DeskStatus {
        let waiting = self.relay_waiting().await;
        let health = self.health();
        let state = self.lock().await;
        status(&state, surroundings, &waiting, &health, self.now())
    }

    /// For a process that lives for seconds: what is out of sight is counted from the last answers, not from the start.
    pub async fn count_from_last_answers(&self) {
        self.lock().await.watching_since = None;
    }

    /// What a check finds: critical before alerting; "could not be known" only when nothing known alerts.
    pub async fn verdict(&self) -> CheckVerdict {
        let state = self.lock().await;
        let highest = state.evaluation.cards.iter().map(|card| card.level).min();
        match highest {
            Some(Level::Critical) => CheckVerdict::Critical,
            Some(Level::Alerting) => CheckVerdict::Alerting,
            _ if all_was_read(&state) => CheckVerdict::Quiet,
            _ => CheckVerdict::Unknown,
        }
    }

    /// Signed-in pilots, for the settings window.
    pub async fn pilot_views(&self) -> Vec<PilotView> {
        let now = self.now();
        let state = self.lock().await;
        let mut hulls: HashMap<PilotId, usize> = HashMap::new();
        for hull in state.fleet.hulls.values() {
            *hulls.entry(hull.pilot).or_default() += 1;
        }
        state
            .pilots
            .values()
            .filter(|pilot| !is_known_through_auth_alone(pilot))
            .map(|pilot| PilotView {
                id: pilot.id,
                name: pilot.name.clone(),
                corporation_name: pilot.corporation.and_then(|id| state.name(id.0)).map(str::to_owned),
                added_at: pilot.added_at,
                needs_sign_in: pilot.needs_sign_in().map(english),
                needs_sign_in_text: pilot.needs_sign_in().cloned(),
                next_try: next_try(pilot, now),
                hulls: hulls.get(&pilot.id).copied().unwrap_or_default(),
            })
            .collect()
    }

    /// AllianceAuth's own page about a main's account; none: there is none.
    pub async fn audit_page(&self, main: PilotId) -> Option<String> {
        audit_page(&*self.lock().await, main)
    }

    /// The AllianceAuth that the desk is connected to, if it is.
    pub async fn auth_view(&self) -> Option<AuthView> {
        auth_view(&*self.lock().await, self.now())
    }

    /// Both webhooks, masked.
    pub async fn webhook_views(&self) -> Result<Vec<WebhookView>, StoreError> {
        let queues = self.store.queue_lengths().await?;
        let relay = self.lock().await.relay.clone();
        let now = self.now();
        let view = |name: WebhookName| {
            let known = relay.webhooks.get(&name);
            let receivers = relay.receivers_of(name);
            let trouble = outage(&relay, name, now).map(|outage| outage.text);
            WebhookView {
                webhook: name,
                masked_url: known.map(|webhook| webhook.masked.clone()),
                trouble: trouble.as_ref().map(english),
                trouble_text: trouble,
                waiting: receivers
                    .iter()
                    .filter_map(|receiver| queues.get(receiver))
                    .map(|queue| queue.pending as usize)
                    .sum(),
                last_delivery: known.and_then(|webhook| webhook.last_delivery),
            }
        };
        Ok(WebhookName::ALL.map(view).into())
    }

    /// The rules in force.
    pub async fn policy(&self) -> Policy {
        self.lock().await.policy.clone()
    }

    /// Look and behaviour.
    pub async fn preferences(&self) -> Preferences {
        self.lock().await.preferences.clone()
    }

    /// Whether monitoring is off.
    pub async fn is_paused(&self) -> bool {
        self.lock().await.is_paused()
    }

    /// Every watched pilot.
    pub async fn pilots(&self) -> Vec<Pilot> {
        self.lock().await.pilots.values().cloned().collect()
    }

    /// Whether this desk relays.
    pub async fn relays(&self) -> bool {
        self.lock().await.relay.on
    }

    /// Asked before the state is held: the store takes its time.
    pub(crate) async fn relay_waiting(&self) -> WaitingCount {
        match self.webhook_views().await {
            Ok(webhooks) => Ok(webhooks.iter().map(|webhook| webhook.waiting).sum()),
            Err(error) => {
                tracing::error!(%error, "what waits for Discord is not known");
                Err(error.text())
            }
        }
    }
}

fn all_was_read(state: &State) -> bool {
    let matters = |kind| matches!(kind, SectionKind::Ship | SectionKind::Location | SectionKind::Assets);
    // What EVE said of others before they signed out here is no question any more.
    let is_asked = |pilot: PilotId| state.pilots.get(&pilot).is_some_and(Pilot::is_signed_in);
    !state.pilots.is_empty()
        && state.pilots.values().all(|pilot| pilot.needs_sign_in().is_none())
        && state.auth.connection.as_ref().is_none_or(|connection| connection.last_error.is_none())
        && state
            .sections
            .values()
            .filter(|section| matters(section.status.id.kind) && is_asked(section.status.id.pilot))
            .all(|section| section.status.last_success.is_some() && section.status.last_error.is_none())
}

pub(crate) fn status(
    state: &State,
    surroundings: &HostStatus,
    waiting: &WaitingCount,
    health: &Health,
    now: Timestamp,
) -> DeskStatus {
    let monitoring = monitoring(state, now);
    let need_sign_in =
        state.pilots.values().filter(|pilot| must_sign_in_again(pilot, now)).map(|pilot| pilot.name.clone()).collect();
    let troubled = matches!(monitoring, MonitoringState::Offline);
    let outages = undeliverable(&state.relay, now);
    let auth_trouble_text = state.auth.connection.as_ref().and_then(|connection| auth_trouble(connection, now));
    let relay_trouble_text = outages_text(&outages).or_else(|| waiting.as_ref().err().cloned());
    let relay_trouble_code = if outages.iter().any(|outage| outage.refused) {
        Some(RelayTroubleCode::WebhookRefused)
    } else if outages.is_empty() {
        waiting.is_err().then_some(RelayTroubleCode::NotReadable)
    } else {
        Some(RelayTroubleCode::DiscordUnreachable)
    };
    let trouble_text = state.last_failure.as_ref().filter(|_| troubled).map(|(_, why)| why);
    DeskStatus {
        monitoring,
        pilots: state.pilots.len(),
        need_sign_in,
        last_check: state.last_answer(),
        next_check: if state.is_paused() { None } else { state.next_due() },
        trouble: trouble_text.map(english),
        trouble_text: trouble_text.cloned(),
        trouble_code: state.last_failure_code.filter(|_| troubled),
        auth_trouble: auth_trouble_text.as_ref().map(english),
        auth_trouble_text,
        auth_trouble_code: state.auth.connection.as_ref().and_then(auth_trouble_code),
        demo: surroundings.demo,
        other_servers: surroundings.other_servers.clone(),
        can_sign_in: surroundings.can_sign_in,
        relay: state.relay.on,
        relay_waiting: waiting.as_ref().copied().unwrap_or_default(),
        relay_trouble: relay_trouble_text.as_ref().map(english),
        relay_trouble_text,
        relay_trouble_code,
        quiet_until: quiet_until(state, now),
        paused_since: state.pause.map(|pause| pause.since),
        paused_until: state.pause.and_then(|pause| pause.until),
        rights: surroundings.rights.clone(),
        problems: problems(state, health, now),
        sources: sources(state),
        clock_ahead_secs: health.clock_ahead,
        disk_free_bytes: health.disk_free,
    }
}

/// Whether EVE has refused its sign-in so often, over so long, that only a new one helps.
fn must_sign_in_again(pilot: &Pilot, now: Timestamp) -> bool {
    pilot.refused().is_some_and(|refused| refused.is_certain(now))
}

/// When EVE is asked again about a sign-in that it refuses, as long as that may help.
pub(crate) fn next_try(pilot: &Pilot, now: Timestamp) -> Option<Timestamp> {
    pilot.refused().filter(|refused| !refused.is_certain(now)).map(|refused| refused.next_try.max(now))
}

/// When each source that is asked last told anything.
fn sources(state: &State) -> Vec<SourceStatus> {
    let eve = state.pilots.values().any(Pilot::is_signed_in).then_some(SourceName::Eve);
    let auth = state.auth.connection.as_ref().map(|_| SourceName::AllianceAuth);
    let source =
        |source: SourceName| SourceStatus { name: source.name().to_owned(), last_success: last_success(state, source) };
    eve.into_iter().chain(auth).map(source).collect()
}

/// When the source that is asked most often last answered, and how long it need not: AllianceAuth, which is asked more seldom, does not
/// hide that EVE is silent, and its own silence is told by itself.
fn pulse(state: &State) -> (Option<Timestamp>, Duration) {
    if state.pilots.values().any(Pilot::is_signed_in) {
        (state.last_success, OFFLINE_AFTER)
    } else {
        (state.last_answer(), RHYTHM + OFFLINE_AFTER)
    }
}

fn monitoring(state: &State, now: Timestamp) -> MonitoringState {
    if state.pilots.is_empty() && state.auth.connection.is_none() {
        return MonitoringState::SignedOut;
    }
    if state.is_paused() {
        return MonitoringState::Paused;
    }
    let (last, patience) = pulse(state);
    match last {
        Some(last) if now < later(last, patience) => MonitoringState::Watching,
        _ if is_downtime(now) => MonitoringState::Downtime,
        None if state.last_failure.is_none() && !auth_fails(state) => MonitoringState::Starting,
        _ => MonitoringState::Offline,
    }
}

fn auth_fails(state: &State) -> bool {
    state.auth.connection.as_ref().is_some_and(|connection| connection.last_error.is_some())
}

#[cfg(test)]
mod tests;
