//! How CapTrack is doing, and what a check found, in words.

use captrack_contract::{DeskStatus, MonitoringState, Overview, Problem, commands};
use captrack_domain::evaluate::Level;
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use captrack_monitor::ahead_text;
use captrack_text::to_the_second;

use super::Performer;
use super::files::print_line;
use crate::error::DeskError;
use crate::said::said;

/// The exit code of `captrack status` when something is not well.
const NOT_WELL: u8 = 30;

/// `captrack status`: 0 when all is well, 30 when something is not.
pub(super) async fn tell(performer: &Performer, json: bool) -> Result<u8, DeskError> {
    let status = performer.ask(commands::Status).await?;
    if json {
        let text = serde_json::to_string_pretty(&status)
            .map_err(|error| DeskError::Other(text!("status-unwritten", error = Argument::Said(error.to_string()))))?;
        print_line(&text)?;
    } else {
        lines(&status).iter().try_for_each(|line| print_line(line))?;
    }
    Ok(if is_well(&status) { 0 } else { NOT_WELL })
}

/// What a check found, in one line, with what is out of sight in every case.
pub(super) async fn tell_check(performer: &Performer) -> Result<(), DeskError> {
    let overview = performer.ask(commands::Overview).await?;
    print_line(&check_line(&overview))
}

fn is_well(status: &DeskStatus) -> bool {
    let watches =
        matches!(status.monitoring, MonitoringState::Watching | MonitoringState::Starting | MonitoringState::Downtime);
    watches && !status.problems.iter().any(|problem| problem.urgent || problem.kind.is_refusal())
}

fn lines(status: &DeskStatus) -> Vec<String> {
    let state = match status.paused_until {
        Some(until) => text!("status-paused-until", until = until),
        None => state_text(status.monitoring),
    };
    let mut lines = vec![said(&state)];
    for source in &status.sources {
        let trouble = trouble_of(status, &source.name).map(|trouble| format!("; {trouble}")).unwrap_or_default();
        let name = source.name.as_str();
        let answer = match source.last_success {
            Some(last) => text!("status-answer", source = name, time = to_the_second(last)),
            None => text!("status-no-answer", source = name),
        };
        lines.push(format!("{}{trouble}", said(&answer)));
    }
    lines.push(said(&match (status.relay, status.relay_waiting) {
        (false, _) => text!("status-not-relayed"),
        (true, 0) => text!("status-relayed"),
        (true, waiting) => text!("status-relayed-waiting", n = waiting),
    }));
    lines.push(said(&match status.clock_ahead_secs {
        None => text!("status-clock-right"),
        Some(ahead) => text!("status-clock", off = ahead_text(ahead)),
    }));
    lines.push(said(&match status.disk_free_bytes {
        None => text!("status-disk-unknown"),
        Some(free) => text!("status-disk", left = room_text(free)),
    }));
    if status.problems.is_empty() {
        lines.push(said(&text!("status-no-problems")));
    } else {
        let problem = |problem: &Problem| said(&text!("status-problem", problem = Argument::Said(problem.said())));
        lines.extend(status.problems.iter().map(problem));
    }
    lines
}

/// Why a source does not answer as it should, also before that is a problem.
fn trouble_of(status: &DeskStatus, source: &str) -> Option<String> {
    if source == "EVE" { status.said_trouble() } else { status.said_auth_trouble() }
}

/// `41.2 GB`
fn room_text(free: u64) -> Text {
    let mb = free / 1_000_000;
    if mb < 1000 {
        text!("megabytes", n = mb)
    } else {
        text!("gigabytes", n = format!("{}.{}", mb / 1000, mb % 1000 / 100))
    }
}

fn state_text(monitoring: MonitoringState) -> Text {
    match monitoring {
        MonitoringState::SignedOut => text!("status-signed-out"),
        MonitoringState::Starting => text!("status-starting"),
        MonitoringState::Watching => text!("status-watching"),
        MonitoringState::Offline => text!("status-offline"),
        MonitoringState::Downtime => text!("status-downtime"),
        MonitoringState::Paused => text!("status-paused"),
    }
}

fn check_line(overview: &Overview) -> String {
    let of = |level| overview.counts.get(&level).copied().unwrap_or_default();
    let mains = overview.alerting_mains;
    let found = said(&match (of(Level::Critical), of(Level::Alerting)) {
        (0, 0) => text!("check-nothing"),
        (critical, 0) => text!("check-critical", critical = critical, mains = mains),
        (0, alerting) => text!("check-alerting", alerting = alerting, mains = mains),
        (critical, alerting) => text!("check-both", critical = critical, alerting = alerting, mains = mains),
    });
    let hidden = overview.status.problems.iter().filter(|problem| problem.kind.hides_ships());
    std::iter::once(found).chain(hidden.map(Problem::said)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use captrack_contract::ProblemKind;
    use captrack_text::{Language, unmarked_words};

    use super::*;

    #[test]
    fn a_source_that_does_not_answer_says_why_before_it_is_a_problem_and_a_wrong_clock_says_how_wrong() {
        let status = DeskStatus {
            monitoring: MonitoringState::Watching,
            pilots: 1,
            need_sign_in: Vec::new(),
            last_check: None,
            next_check: None,
            trouble: None,
            trouble_text: None,
            trouble_code: None,
            auth_trouble: Some("Your AllianceAuth account has no main character.".into()),
            auth_trouble_code: None,
            auth_trouble_text: None,
            demo: false,
            other_servers: None,
            can_sign_in: true,
            relay: true,
            relay_trouble: None,
            relay_trouble_code: None,
            relay_trouble_text: None,
            relay_waiting: 1,
            quiet_until: None,
            paused_since: None,
            paused_until: None,
            rights: captrack_contract::Rights::default(),
            problems: Vec::new(),
            sources: ["EVE", "AllianceAuth"]
                .map(|name| captrack_contract::SourceStatus { name: name.into(), last_success: None })
                .to_vec(),
            clock_ahead_secs: Some(-3600),
            disk_free_bytes: Some(41_270_000_000),
        };
        assert_eq!(
            lines(&status),
            [
                "State: watching",
                "EVE: last answer never",
                "AllianceAuth: last answer never; Your AllianceAuth account has no main character.",
                "Discord: relayed by this computer, 1 message waits",
                "Clock: 1 h behind EVE's",
                "Disk: 41.2 GB left",
                "Problems: none",
            ]
        );
        assert!(is_well(&status), "what has only just begun is no alarm");
        let marked = Language::Pseudo.within(|| lines(&DeskStatus { auth_trouble: None, ..status.clone() }));
        let names: Vec<String> = marked.iter().flat_map(|line| unmarked_words(line)).collect();
        assert_eq!(names, ["EVE", "AllianceAuth"], "{marked:?}");
        let with = |kind, urgent| {
            let problem = Problem { kind, since: None, sentence: "It refuses.".into(), text: None, urgent };
            DeskStatus { problems: vec![problem], ..status.clone() }
        };
        for kind in [ProblemKind::SignInsRefused, ProblemKind::AllianceAuthRefused, ProblemKind::WebhookRefused] {
            assert!(!is_well(&with(kind, false)), "{kind:?}");
            assert_eq!(lines(&with(kind, false)).last().unwrap(), "Problem: It refuses.");
        }
        assert!(is_well(&with(ProblemKind::ClockWrong, false)), "CapTrack goes by the right time");
        assert!(!is_well(&with(ProblemKind::DiskLow, true)));
    }

    #[test]
    fn room_is_told_in_the_unit_that_fits() {
        for (free, words) in
            [(0, "0 MB"), (999_999_999, "999 MB"), (1_000_000_000, "1.0 GB"), (41_270_000_000, "41.2 GB")]
        {
            assert_eq!(said(&room_text(free)), words);
        }
    }
}
