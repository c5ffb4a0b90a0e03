//! How CapTrack is doing, and what a check found, in words.

use captrack_contract::{DeskStatus, MonitoringState, Overview, Problem, commands};
use captrack_domain::evaluate::Level;
use captrack_monitor::ahead_words;
use jiff::Timestamp;

use super::Performer;
use super::files::print_line;
use crate::error::DeskError;

/// The exit code of `captrack status` when something is not well.
const NOT_WELL: u8 = 30;

/// `captrack status`: 0 when all is well, 30 when something is not.
pub(super) async fn tell(performer: &Performer, json: bool) -> Result<u8, DeskError> {
    let status = performer.ask(commands::Status).await?;
    if json {
        let text = serde_json::to_string_pretty(&status)
            .map_err(|error| DeskError::Other(format!("the status could not be written ({error}): report this")))?;
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
    let pause_end = status.paused_until.map(|until| format!(" until {}", time_words(Some(until)))).unwrap_or_default();
    let mut lines = vec![format!("State: {}{pause_end}", state_words(status.monitoring))];
    for source in &status.sources {
        let trouble = trouble_of(status, &source.name).map(|trouble| format!("; {trouble}")).unwrap_or_default();
        lines.push(format!("{}: last answer {}{trouble}", source.name, time_words(source.last_success)));
    }
    let relay = match (status.relay, status.relay_waiting) {
        (false, _) => "not relayed by this computer".to_owned(),
        (true, 0) => "relayed by this computer, nothing waits".to_owned(),
        (true, 1) => "relayed by this computer, 1 message waits".to_owned(),
        (true, waiting) => format!("relayed by this computer, {waiting} messages wait"),
    };
    lines.push(format!("Discord: {relay}"));
    lines.push(match status.clock_ahead_secs {
        None => "Clock: right".to_owned(),
        Some(ahead) => format!("Clock: {} EVE's", ahead_words(ahead)),
    });
    lines.push(format!("Disk: {}", status.disk_free_bytes.map_or_else(|| "not known".to_owned(), room_words)));
    if status.problems.is_empty() {
        lines.push("Problems: none".to_owned());
    } else {
        lines.extend(status.problems.iter().map(|problem| format!("Problem: {}", problem.sentence)));
    }
    lines
}

/// Why a source does not answer as it should, also before that is a problem.
fn trouble_of<'a>(status: &'a DeskStatus, source: &str) -> Option<&'a str> {
    let trouble = if source == "EVE" { &status.trouble } else { &status.auth_trouble };
    trouble.as_deref()
}

/// `41.2 GB left`
fn room_words(free: u64) -> String {
    let mb = free / 1_000_000;
    if mb < 1000 { format!("{mb} MB left") } else { format!("{}.{} GB left", mb / 1000, mb % 1000 / 100) }
}

const fn state_words(monitoring: MonitoringState) -> &'static str {
    match monitoring {
        MonitoringState::SignedOut => "no pilot is signed in",
        MonitoringState::Starting => "starting",
        MonitoringState::Watching => "watching",
        MonitoringState::Offline => "no answers",
        MonitoringState::Downtime => "EVE's daily downtime",
        MonitoringState::Paused => "paused",
    }
}

fn time_words(at: Option<Timestamp>) -> String {
    at.map_or_else(|| "never".to_owned(), |at| at.strftime("%Y-%m-%d %H:%M:%S EVE").to_string())
}

fn check_line(overview: &Overview) -> String {
    let of = |level| overview.counts.get(&level).copied().unwrap_or_default();
    let mains = match overview.alerting_mains {
        1 => "1 main".to_owned(),
        mains => format!("{mains} mains"),
    };
    let found = match (of(Level::Critical), of(Level::Alerting)) {
        (0, 0) => "No open alerts.".to_owned(),
        (critical, 0) => format!("{critical} critical under {mains}."),
        (0, alerting) => format!("{alerting} alerting under {mains}."),
        (critical, alerting) => format!("{critical} critical and {alerting} alerting under {mains}."),
    };
    let hidden = overview.status.problems.iter().filter(|problem| problem.kind.hides_ships());
    let sentences = hidden.map(|problem: &Problem| problem.sentence.as_str());
    std::iter::once(found.as_str()).chain(sentences).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use captrack_contract::ProblemKind;

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
            trouble_code: None,
            auth_trouble: Some("Your AllianceAuth account has no main character.".into()),
            auth_trouble_code: None,
            demo: false,
            other_servers: None,
            can_sign_in: true,
            relay: true,
            relay_trouble: None,
            relay_trouble_code: None,
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
        let with = |kind, urgent| {
            let problem = Problem { kind, since: None, sentence: "It refuses.".into(), urgent };
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
        for (free, words) in [
            (0, "0 MB left"),
            (999_999_999, "999 MB left"),
            (1_000_000_000, "1.0 GB left"),
            (41_270_000_000, "41.2 GB left"),
        ] {
            assert_eq!(room_words(free), words);
        }
    }
}
