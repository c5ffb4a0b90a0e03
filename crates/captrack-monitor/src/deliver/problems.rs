//! Saying problems on the desktop: once, packed by kind, and taken back when they are mended.
//!
//! State, not news: it is shown because it is so, needs no outbox, and says it again after a restart only if it is still so.

use captrack_contract::{Problem, ProblemKind};
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_ports::OsNotification;
use captrack_text::{Language, sentence};
use jiff::Timestamp;

use crate::deliver::Dispatcher;
use crate::notices::problems::problems;
use crate::notices::quiet::may_pop_up;

/// The notification's tag: one a kind.
const fn tag(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::Paused => "source/paused",
        ProblemKind::EveSilent => "source/esi",
        ProblemKind::AllianceAuthSilent => "source/allianceauth",
        ProblemKind::AllianceAuthRefused => "source/allianceauth-refused",
        ProblemKind::EveOutOfSight => "source/esi-out-of-sight",
        ProblemKind::AllianceAuthOutOfSight => "source/allianceauth-out-of-sight",
        ProblemKind::SignInsRefused => "source/sign-ins",
        ProblemKind::RosterShrunk => "source/allianceauth-roster",
        ProblemKind::CoverageDropped => "source/allianceauth-coverage",
        ProblemKind::WebhookRefused | ProblemKind::DiscordUnreachable => "source/discord",
        ProblemKind::CannotSave => "source/database",
        ProblemKind::DiskLow => "source/disk",
        ProblemKind::DataAtRisk => "source/data-folder",
        ProblemKind::Crashed => "source/captrack",
        ProblemKind::CannotNotify => "source/desktop",
        ProblemKind::WindowLost => "source/window",
        ProblemKind::ClockWrong => "source/clock",
    }
}

fn title(kind: ProblemKind) -> Text {
    match kind {
        ProblemKind::Paused => text!("problem-paused"),
        ProblemKind::EveSilent | ProblemKind::EveOutOfSight => text!("problem-ships-unseen"),
        ProblemKind::AllianceAuthSilent => text!("problem-allianceauth-silent"),
        ProblemKind::AllianceAuthRefused => text!("problem-allianceauth-refused"),
        ProblemKind::AllianceAuthOutOfSight => text!("problem-allianceauth-out-of-date"),
        ProblemKind::SignInsRefused => text!("problem-sign-ins-refused"),
        ProblemKind::RosterShrunk => text!("problem-roster-shrunk"),
        ProblemKind::CoverageDropped => text!("problem-coverage-dropped"),
        ProblemKind::WebhookRefused => text!("problem-webhook-refused"),
        ProblemKind::DiscordUnreachable => text!("problem-discord-unreachable"),
        ProblemKind::CannotSave => text!("problem-cannot-save"),
        ProblemKind::DiskLow => text!("problem-disk-low"),
        ProblemKind::DataAtRisk => text!("problem-data-at-risk"),
        ProblemKind::Crashed => text!("problem-crashed"),
        ProblemKind::CannotNotify => text!("problem-cannot-notify"),
        ProblemKind::WindowLost => text!("problem-window-lost"),
        ProblemKind::ClockWrong => text!("problem-clock-wrong"),
    }
}

fn notification(problem: &Problem, draws_attention: bool, sound: bool) -> OsNotification {
    OsNotification {
        tag: tag(problem.kind).to_owned(),
        title: sentence(&title(problem.kind), Language::spoken()),
        body: problem.said(),
        main: None,
        pilots: Vec::new(),
        snoozes: Vec::new(),
        draws_attention,
        sound,
    }
}

impl Dispatcher<'_> {
    /// Shows, replaces or takes back what is wrong. A desktop that does not take it is asked again at the next round.
    pub(crate) async fn tell_problems(&self, now: Timestamp) {
        if self.ports.notifier.is_none() {
            return;
        }
        let health = self.health();
        let (wanted, sound, may_show) = {
            let state = self.lock().await;
            let mut wanted = problems(&state, &health, now);
            // A desktop that takes no notifications is told of nothing by one.
            wanted.retain(|problem| problem.urgent && problem.kind != ProblemKind::CannotNotify);
            (wanted, state.preferences.sound, may_pop_up(&state, AlertLevel::Critical, now))
        };
        let mut told = self.memory.problems_told.lock().await;
        // In quiet hours what is mended goes, and what is new is shown once they end, if it is still there.
        for problem in wanted.iter().filter(|_| may_show) {
            let known = told.get(&problem.kind);
            if known == Some(&problem.sentence) {
                continue;
            }
            // Its words change once a day, and are a reminder each time.
            let draws_attention = known.is_none() || problem.kind == ProblemKind::Paused;
            let shown = self.show_on_desktop(notification(problem, draws_attention, sound)).await;
            if shown.is_ok() {
                told.insert(problem.kind, problem.sentence.clone());
            }
        }
        let mended: Vec<ProblemKind> =
            told.keys().copied().filter(|kind| wanted.iter().all(|problem| problem.kind != *kind)).collect();
        for kind in mended {
            if self.close_on_desktop(tag(kind)).await.is_ok() {
                told.remove(&kind);
            }
        }
    }
}
