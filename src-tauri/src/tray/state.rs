//! What the tray shows: pure, from how things stand.

use captrack_contract::{AlertingMain, DeskStatus, MonitoringState, Overview, Problem};
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;
use captrack_domain::words::eve_date_time;

use crate::text::{args, say, say_with};

/// So many mains have a submenu; the window has them all.
const MAINS: usize = 5;

/// The tray's picture: shape and colour both differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrayPicture {
    /// Watching, nothing alerts.
    Calm,
    /// A threshold is reached.
    Alerting,
    /// Something alerts, and all of it is acknowledged.
    Acknowledged,
    /// Something critical stands that nobody has acknowledged.
    Critical,
    /// It cannot be known now: nobody signed in, no answers.
    Unknown,
    /// The user paused it.
    Paused,
}

/// All that the tray shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrayState {
    /// The picture.
    pub picture: TrayPicture,
    /// One line about how things stand.
    pub line: String,
    /// What else the user should know, if anything.
    pub note: Option<String>,
    /// Beside the picture, where the desktop has room for it: critical hulls that nobody has acknowledged, else what is acknowledged, and a mark while not everything is seen or gets through.
    pub badge: Option<String>,
    /// Monitoring is off.
    pub paused: bool,
    /// The user may pause and resume.
    pub may_administer: bool,
    /// The user may snooze and acknowledge.
    pub may_snooze: bool,
    /// The mains that alert, the most critical first.
    pub mains: Vec<TrayMain>,
    /// The snooze durations on offer, in seconds.
    pub snooze_durations: Vec<u64>,
}

/// A main that alerts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrayMain {
    /// Who.
    pub main: PilotId,
    /// Its name.
    pub name: String,
    /// What alerts there, such as `1 titan, 6 dreadnoughts`.
    pub hulls: String,
    /// Whom a snooze acts on: the pilots of what alerts.
    pub pilots: Vec<PilotId>,
    /// Somebody has seen it already.
    pub acknowledged: bool,
}

/// What the tray shows when things stand like this.
pub fn tray_state(overview: &Overview) -> TrayState {
    let status = &overview.status;
    let of = |level| overview.counts.get(&level).copied().unwrap_or_default();
    let (critical, alerting) = (of(Level::Critical), of(Level::Alerting));
    let open = |level| overview.unacknowledged.get(&level).copied().unwrap_or_default();
    let picture = picture(status, [open(Level::Critical), open(Level::Alerting)], critical + alerting);
    let unacknowledged = open(Level::Critical) + open(Level::Alerting);
    let standing = standing_words([critical, alerting], unacknowledged, overview.alerting_mains);
    let number = match picture {
        TrayPicture::Acknowledged => critical + alerting,
        _ => open(Level::Critical),
    };
    let watching = status.monitoring == MonitoringState::Watching;
    let line = match status.monitoring {
        MonitoringState::Watching => standing.clone().unwrap_or_else(|| quiet_words(overview)),
        _ => monitoring_words(status),
    };
    let unless_said = standing.filter(|_| !watching);
    TrayState {
        picture,
        line,
        note: unless_said
            .or_else(|| problem_words(status, true))
            .or_else(|| need_sign_in_words(status))
            .or_else(|| status.said_relay_trouble())
            .or_else(|| status.said_auth_trouble())
            .or_else(|| problem_words(status, false)),
        badge: (number > 0).then(|| if is_blind(status) { format!("{number} !") } else { number.to_string() }),
        paused: status.monitoring == MonitoringState::Paused,
        may_administer: status.rights.administer.is_granted(),
        may_snooze: status.rights.snooze.is_granted(),
        mains: overview.mains.iter().take(MAINS).map(shown).collect(),
        snooze_durations: overview.snooze_durations.clone(),
    }
}

fn shown(main: &AlertingMain) -> TrayMain {
    TrayMain {
        main: main.main,
        name: main.name.clone(),
        hulls: main.words.clone(),
        pilots: main.pilots.clone(),
        acknowledged: main.acknowledged,
    }
}

/// The first that holds wins. `all`: how many hulls alert, acknowledged or not.
fn picture(status: &DeskStatus, [critical, alerting]: [usize; 2], all: usize) -> TrayPicture {
    match status.monitoring {
        MonitoringState::Paused => TrayPicture::Paused,
        MonitoringState::SignedOut
        | MonitoringState::Starting
        | MonitoringState::Offline
        | MonitoringState::Downtime => TrayPicture::Unknown,
        MonitoringState::Watching if critical > 0 => TrayPicture::Critical,
        MonitoringState::Watching if is_blind(status) => TrayPicture::Unknown,
        MonitoringState::Watching if alerting > 0 => TrayPicture::Alerting,
        MonitoringState::Watching if all > 0 => TrayPicture::Acknowledged,
        MonitoringState::Watching => TrayPicture::Calm,
    }
}

/// Ships that alert are out of sight, or what is known of them does not get through: nothing is calm.
fn is_blind(status: &DeskStatus) -> bool {
    status.problems.iter().any(|problem| problem.urgent)
}

/// `open`: how many of all of these nobody has acknowledged.
fn standing_words([critical, alerting]: [usize; 2], open: usize, mains: usize) -> Option<String> {
    let args = args!("critical" => critical, "alerting" => alerting, "open" => open, "mains" => mains);
    match (critical, alerting) {
        (0, 0) => None,
        (_, 0) => Some(say_with("tray-critical", &args)),
        (0, _) => Some(say_with("tray-alerting", &args)),
        _ => Some(say_with("tray-both", &args)),
    }
}

fn quiet_words(overview: &Overview) -> String {
    let hulls: usize = overview.counts.values().sum();
    say_with("tray-quiet", &args!("hulls" => hulls))
}

fn monitoring_words(status: &DeskStatus) -> String {
    match status.monitoring {
        MonitoringState::SignedOut => say("tray-signed-out"),
        MonitoringState::Starting | MonitoringState::Watching => say("tray-starting"),
        MonitoringState::Offline => match status.said_trouble() {
            Some(trouble) => say_with("tray-offline", &args!("trouble" => trouble.trim_end_matches('.'))),
            None => say("tray-offline-unexplained"),
        },
        MonitoringState::Downtime => say("tray-downtime"),
        MonitoringState::Paused => match status.paused_until {
            Some(until) => say_with("tray-paused-until", &args!("time" => eve_date_time(until))),
            None => say("tray-paused"),
        },
    }
}

/// The worst thing that cannot be seen, sent or trusted, of what is urgent or not.
fn problem_words(status: &DeskStatus, urgent: bool) -> Option<String> {
    status.problems.iter().find(|problem| problem.urgent == urgent).map(Problem::said)
}

fn need_sign_in_words(status: &DeskStatus) -> Option<String> {
    let pilots = status.need_sign_in.len();
    (pilots > 0).then(|| say_with("tray-need-sign-in", &args!("pilots" => pilots)))
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
