//! What the tray shows: pure, from how things stand.

use std::collections::{BTreeMap, BTreeSet};

use captrack_contract::{DeskStatus, MainView, Monitoring, Snapshot};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;

use crate::text::{args, say, say_with};

/// So many mains have a submenu; the window has them all.
const MAINS: usize = 5;

/// The tray's picture: shape and colour both differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// Watching, nothing alerts.
    Calm,
    /// A threshold is reached.
    Alerting,
    /// Something critical stands.
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
    pub picture: Picture,
    /// One line about how things stand.
    pub line: String,
    /// What else the user should know, if anything.
    pub note: Option<String>,
    /// Beside the picture, where the desktop has room for it: critical hulls.
    pub badge: Option<String>,
    /// Monitoring is off.
    pub paused: bool,
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
}

/// What the tray shows when things stand like this.
pub fn tray_state(status: &DeskStatus, snapshot: &Snapshot, snooze_durations: &[u64]) -> TrayState {
    let mut alarms: Vec<Alarm<'_>> = snapshot.mains.iter().filter_map(Alarm::of).collect();
    alarms
        .sort_by(|a, b| (b.critical, b.alerting, &a.view.main_name).cmp(&(a.critical, a.alerting, &b.view.main_name)));
    let critical = alarms.iter().map(|alarm| alarm.critical).sum();
    let alerting = alarms.iter().map(|alarm| alarm.alerting).sum();
    let standing = standing_words(critical, alerting, alarms.len());
    let watching = status.monitoring == Monitoring::Watching;
    let line = match status.monitoring {
        Monitoring::Watching => standing.clone().unwrap_or_else(|| quiet_words(snapshot)),
        other => monitoring_words(other, status.trouble.as_deref()),
    };
    let unless_said = standing.filter(|_| !watching);
    TrayState {
        picture: picture(status.monitoring, critical, alerting),
        line,
        note: unless_said.or_else(|| need_sign_in_words(status)).or_else(|| status.relay_trouble.clone()),
        badge: (critical > 0).then(|| critical.to_string()),
        paused: status.monitoring == Monitoring::Paused,
        mains: alarms.iter().take(MAINS).map(Alarm::shown).collect(),
        snooze_durations: snooze_durations.to_vec(),
    }
}

/// What alerts under one main.
struct Alarm<'a> {
    view: &'a MainView,
    critical: usize,
    alerting: usize,
    by_class: BTreeMap<HullClass, usize>,
    pilots: BTreeSet<PilotId>,
}

impl<'a> Alarm<'a> {
    fn of(view: &'a MainView) -> Option<Self> {
        let mut alarm = Self { view, critical: 0, alerting: 0, by_class: BTreeMap::new(), pilots: BTreeSet::new() };
        for hull in &view.hulls {
            match hull.level {
                Level::Critical => alarm.critical += 1,
                Level::Alerting => alarm.alerting += 1,
                Level::Snoozed | Level::Informational | Level::Unclassified => continue,
            }
            *alarm.by_class.entry(hull.class).or_default() += 1;
            alarm.pilots.insert(hull.pilot_id);
        }
        (alarm.critical + alarm.alerting > 0).then_some(alarm)
    }

    fn shown(&self) -> TrayMain {
        let hulls: Vec<String> = self.by_class.iter().map(|(class, count)| class.counted(*count)).collect();
        TrayMain {
            main: self.view.main_id,
            name: self.view.main_name.clone(),
            hulls: hulls.join(", "),
            pilots: self.pilots.iter().copied().collect(),
        }
    }
}

const fn picture(monitoring: Monitoring, critical: usize, alerting: usize) -> Picture {
    match monitoring {
        Monitoring::Paused => Picture::Paused,
        Monitoring::SignedOut | Monitoring::Starting | Monitoring::Offline | Monitoring::Downtime => Picture::Unknown,
        Monitoring::Watching if critical > 0 => Picture::Critical,
        Monitoring::Watching if alerting > 0 => Picture::Alerting,
        Monitoring::Watching => Picture::Calm,
    }
}

fn standing_words(critical: usize, alerting: usize, mains: usize) -> Option<String> {
    match (critical, alerting) {
        (0, 0) => None,
        (critical, 0) => Some(say_with("tray-critical", &args!("critical" => critical, "mains" => mains))),
        (0, alerting) => Some(say_with("tray-alerting", &args!("alerting" => alerting, "mains" => mains))),
        (critical, alerting) => {
            let args = args!("critical" => critical, "alerting" => alerting, "mains" => mains);
            Some(say_with("tray-both", &args))
        }
    }
}

fn quiet_words(snapshot: &Snapshot) -> String {
    let hulls: usize = snapshot.counts.values().sum();
    say_with("tray-quiet", &args!("hulls" => hulls))
}

fn monitoring_words(monitoring: Monitoring, trouble: Option<&str>) -> String {
    match monitoring {
        Monitoring::SignedOut => say("tray-signed-out"),
        Monitoring::Starting | Monitoring::Watching => say("tray-starting"),
        Monitoring::Offline => match trouble {
            Some(trouble) => say_with("tray-offline", &args!("trouble" => trouble.trim_end_matches('.'))),
            None => say("tray-offline-unexplained"),
        },
        Monitoring::Downtime => say("tray-downtime"),
        Monitoring::Paused => say("tray-paused"),
    }
}

fn need_sign_in_words(status: &DeskStatus) -> Option<String> {
    let pilots = status.need_sign_in.len();
    (pilots > 0).then(|| say_with("tray-need-sign-in", &args!("pilots" => pilots)))
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
