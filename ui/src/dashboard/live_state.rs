//! What the monitor does right now, counting by itself.

use captrack_contract::{DeskStatus, MonitoringState};
use jiff::Timestamp;
use yew::prelude::*;

use crate::platform::clock::use_as_of_now;
use crate::platform::dom;
use crate::platform::shared::SharedRef;
use crate::window::context::use_main_window;
use crate::window::main_page::MainPage;
use crate::words;
use crate::words::text::{args, say, say_with};
use crate::words::time::{self, ShownAge};

/// What there is to say, as of now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiveSummary {
    /// No pilot is signed in.
    SignedOut,
    /// First answers are awaited.
    Starting,
    /// It watches.
    Watching {
        /// How long ago something answered.
        checked: Option<ShownAge>,
        /// How long until the next question; none: it is due.
        next: Option<ShownAge>,
    },
    /// Nothing answers.
    Offline(Option<ShownAge>),
    /// EVE sleeps.
    Downtime,
    /// The user paused it.
    Paused {
        /// How long ago something answered.
        checked: Option<ShownAge>,
        /// When it ends, and as of when that is said; none: when somebody resumes.
        until: Option<(Timestamp, Timestamp)>,
    },
}

/// What there is to say about a desk at `now`.
pub fn live(status: &DeskStatus, now: Timestamp) -> LiveSummary {
    let checked = status.last_check.map(|at| ShownAge::of(at, now));
    match status.monitoring {
        MonitoringState::SignedOut => LiveSummary::SignedOut,
        MonitoringState::Starting => LiveSummary::Starting,
        MonitoringState::Watching => {
            LiveSummary::Watching { checked, next: status.next_check.and_then(|at| time::until(at, now)) }
        }
        MonitoringState::Offline => LiveSummary::Offline(checked),
        MonitoringState::Downtime => LiveSummary::Downtime,
        MonitoringState::Paused => {
            LiveSummary::Paused { checked, until: status.paused_until.map(|until| (until, now)) }
        }
    }
}

impl LiveSummary {
    /// In words.
    pub fn text(self) -> AttrValue {
        let age = |age: ShownAge| age.text().to_string();
        match self {
            Self::SignedOut => say("live-signed-out"),
            Self::Starting => say("live-starting"),
            Self::Watching { checked: None, next: Some(next) } => {
                say_with("live-first-check", &args!("next" => age(next)))
            }
            Self::Watching { checked: None, .. } => say("live-checking"),
            Self::Watching { checked: Some(checked), next: Some(next) } => {
                say_with("live-watching", &args!("age" => age(checked), "next" => age(next)))
            }
            Self::Watching { checked: Some(checked), next: None } => {
                say_with("live-due", &args!("age" => age(checked)))
            }
            Self::Offline(None) => say("live-offline-never"),
            Self::Offline(Some(checked)) => say_with("live-offline", &args!("age" => age(checked))),
            Self::Downtime => say("live-downtime"),
            Self::Paused { until: Some((until, now)), .. } => {
                say_with("live-paused-until", &args!("time" => time::short(until, now).to_string()))
            }
            Self::Paused { checked: None, until: None } => say("live-paused-never"),
            Self::Paused { checked: Some(checked), until: None } => {
                say_with("live-paused", &args!("age" => age(checked)))
            }
        }
    }
}

/// Of which desk.
#[derive(Properties, PartialEq)]
pub struct LiveStateProps {
    /// How it is doing.
    pub status: SharedRef<DeskStatus>,
    /// Pilots of whom something is out of date.
    pub stale_pilots: usize,
}

/// A mark and a few words.
#[component]
pub fn LiveState(props: &LiveStateProps) -> Html {
    let now = use_as_of_now(props.status.clone(), |status, now| live(status, now));
    let title = props.status.last_check.map(|at| say_with("live-title", &args!("time" => time::exact(at).to_string())));
    // What was known of the check is no news of the check.
    let window = use_main_window();
    let is_silent = window.is_silent;
    let show_stale = {
        let go = window.go.clone();
        Callback::from(move |_: MouseEvent| {
            dom::set_query_parameters(&[("who", "is:stale")]);
            go.emit(MainPage::Pilots);
        })
    };
    let monitoring = if is_silent { MonitoringState::Offline } else { props.status.monitoring };
    html! {
        <p class="live" data-live={words::monitoring_name(monitoring)} {title}>
            <i aria-hidden="true" />
            <span>{ if is_silent { say("live-silent") } else { now.text() } }</span>
            if props.stale_pilots > 0 {
                // That something answered says nothing of those who do not.
                <button
                    class="live-stale"
                    type="button"
                    data-action="show-stale"
                    title={say("live-stale-title")}
                    onclick={show_stale}
                >
                    { say_with("live-stale", &args!("n" => props.stale_pilots)) }
                </button>
            }
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{status, then};

    fn said(status: &DeskStatus, now: &str) -> String {
        live(status, now.parse().unwrap()).text().to_string()
    }

    #[test]
    fn a_watching_desk_says_when_it_checked_and_when_it_will() {
        let mut desk = status();
        desk.next_check = Some("2026-11-22T15:42:22Z".parse().unwrap());
        let now = "2026-11-22T15:42:11Z";
        assert_eq!(said(&desk, now), "Checked 4 s ago, next in 11 s");
        assert_eq!(said(&desk, "2026-11-22T15:42:23Z"), "Checked 16 s ago, checking now");
        desk.last_check = None;
        assert_eq!(said(&desk, now), "First check in 11 s");
    }

    #[test]
    fn every_state_has_words() {
        let now = "2026-11-22T15:44:07Z";
        for (monitoring, words) in [
            (MonitoringState::SignedOut, "No pilot is signed in"),
            (MonitoringState::Starting, "Waiting for the first answers"),
            (MonitoringState::Watching, "Checked 2 min ago, checking now"),
            (MonitoringState::Offline, "Offline, last answer 2 min ago"),
            (MonitoringState::Downtime, "EVE's daily downtime"),
            (MonitoringState::Paused, "Paused, last answer 2 min ago"),
        ] {
            let mut desk = status();
            desk.monitoring = monitoring;
            assert_eq!(said(&desk, now), words);
        }
        let mut desk = status();
        desk.last_check = None;
        desk.monitoring = MonitoringState::Paused;
        assert_eq!(live(&desk, then()).text(), "Paused");
        desk.paused_until = Some("2026-11-22T18:40:00Z".parse().unwrap());
        assert_eq!(said(&desk, now), "Paused until 18:40 EVE");
    }
}
