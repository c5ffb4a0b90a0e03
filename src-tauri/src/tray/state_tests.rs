use captrack_contract::{Problem, ProblemKind};

use super::*;
use crate::fixtures::{alerting, overview_of};

fn state(monitoring: MonitoringState, counts: &[(Level, usize)], mains: Vec<AlertingMain>) -> TrayState {
    tray_state(&overview_of(monitoring, counts, mains))
}

#[test]
fn a_quiet_alliance_is_calm_and_says_how_much_is_watched() {
    let state = state(MonitoringState::Watching, &[(Level::Informational, 3)], Vec::new());
    assert_eq!((state.picture, state.line.as_str()), (TrayPicture::Calm, "No alerts, 3 ships watched"));
    assert_eq!((state.badge, state.mains.len()), (None, 0));
}

#[test]
fn critical_hulls_are_counted_with_their_mains() {
    let state = state(MonitoringState::Watching, &[(Level::Critical, 2)], vec![alerting(1, "2 titans")]);
    assert_eq!((state.picture, state.line.as_str()), (TrayPicture::Critical, "2 critical under 1 main"));
    assert_eq!(state.badge.as_deref(), Some("2"));
}

#[test]
fn what_is_all_acknowledged_is_no_longer_red_and_keeps_its_number() {
    let mut overview = overview_of(MonitoringState::Watching, &[(Level::Critical, 2)], vec![alerting(1, "2 titans")]);
    overview.unacknowledged.clear();
    let state = tray_state(&overview);
    assert_eq!(
        (state.picture, state.line.as_str()),
        (TrayPicture::Acknowledged, "2 critical under 1 main, acknowledged")
    );
    assert_eq!(state.badge.as_deref(), Some("2"));
    overview.unacknowledged.insert(Level::Alerting, 6);
    overview.counts.insert(Level::Alerting, 6);
    let state = tray_state(&overview);
    assert_eq!(state.picture, TrayPicture::Alerting, "the six that nobody has acknowledged");
    assert_eq!(state.line, "2 critical and 6 alerting under 1 main");
    overview.unacknowledged.insert(Level::Critical, 1);
    let state = tray_state(&overview);
    assert_eq!((state.picture, state.badge.as_deref()), (TrayPicture::Critical, Some("1")), "one of two is open");
}

#[test]
fn a_reached_threshold_alone_is_not_critical() {
    let state = state(MonitoringState::Watching, &[(Level::Alerting, 6)], vec![alerting(1, "6 dreadnoughts")]);
    assert_eq!((state.picture, state.line.as_str()), (TrayPicture::Alerting, "6 alerting under 1 main"));
    assert_eq!(state.badge, None);
}

#[test]
fn both_levels_are_told_together() {
    let mains = vec![alerting(1, "1 titan"), alerting(2, "6 dreadnoughts")];
    let state = state(MonitoringState::Watching, &[(Level::Critical, 1), (Level::Alerting, 6)], mains);
    assert_eq!(state.line, "1 critical and 6 alerting under 2 mains");
}

#[test]
fn what_stands_is_not_forgotten_while_nothing_answers() {
    let mut overview = overview_of(MonitoringState::Offline, &[(Level::Critical, 1)], vec![alerting(1, "1 titan")]);
    overview.status.trouble = Some("ESI does not answer.".to_owned());
    let state = tray_state(&overview);
    assert_eq!((state.picture, state.line.as_str()), (TrayPicture::Unknown, "Offline: ESI does not answer"));
    assert_eq!(state.note.as_deref(), Some("1 critical under 1 main"));
    assert_eq!(state.mains.len(), 1);
}

#[test]
fn a_pause_shows_as_a_pause_and_can_be_ended() {
    let state = state(MonitoringState::Paused, &[], Vec::new());
    assert_eq!((state.picture, state.line.as_str(), state.paused), (TrayPicture::Paused, "Paused", true));
    let mut overview = overview_of(MonitoringState::Paused, &[], Vec::new());
    overview.status.paused_until = "2026-11-22T18:40:00Z".parse().ok();
    assert_eq!(tray_state(&overview).line, "Paused until 2026-11-22 18:40 EVE");
}

#[test]
fn pilots_who_must_sign_in_again_are_noted() {
    let mut overview = overview_of(MonitoringState::Watching, &[], Vec::new());
    overview.status.need_sign_in = vec!["Kara".to_owned(), "Boro".to_owned()];
    assert_eq!(tray_state(&overview).note.as_deref(), Some("2 pilots must sign in again"));
}

#[test]
fn only_the_first_five_mains_have_a_submenu_and_keep_their_order() {
    let mains: Vec<AlertingMain> = (1..=7).map(|id| alerting(id, "1 titan")).collect();
    let state = state(MonitoringState::Watching, &[(Level::Critical, 7)], mains);
    let shown: Vec<i64> = state.mains.iter().map(|main| main.main.0).collect();
    assert_eq!(shown, [1, 2, 3, 4, 5]);
    assert_eq!(state.line, "7 critical under 7 mains");
}

#[test]
fn a_snooze_in_the_tray_acts_on_the_pilots_of_what_alerts() {
    let state = state(MonitoringState::Watching, &[(Level::Critical, 1)], vec![alerting(1, "1 titan, 1 carrier")]);
    assert_eq!(state.mains[0].pilots, [PilotId(10), PilotId(11)]);
    assert_eq!(state.mains[0].hulls, "1 titan, 1 carrier");
}

#[test]
fn what_is_not_urgent_is_noted_once_nothing_else_is() {
    let problem =
        |kind, urgent, sentence: &str| Problem { kind, since: None, sentence: sentence.into(), text: None, urgent };
    let clock = problem(ProblemKind::ClockWrong, false, "The clock is wrong.");
    let window = problem(ProblemKind::WindowLost, true, "The window keeps crashing.");
    let mut overview = overview_of(MonitoringState::Watching, &[(Level::Informational, 3)], Vec::new());
    overview.status.problems = vec![clock.clone()];
    let state = tray_state(&overview);
    assert_eq!((state.note.as_deref(), state.picture), (Some("The clock is wrong."), TrayPicture::Calm));
    overview.status.problems = vec![clock, window];
    let state = tray_state(&overview);
    assert_eq!((state.note.as_deref(), state.picture), (Some("The window keeps crashing."), TrayPicture::Unknown));
    assert_eq!(state.line, "No alerts, 3 ships watched", "monitoring goes on");
    assert_eq!(state.badge, None);
    overview.counts.insert(Level::Critical, 2);
    overview.unacknowledged.insert(Level::Critical, 2);
    let state = tray_state(&overview);
    assert_eq!((state.badge.as_deref(), state.picture), (Some("2 !"), TrayPicture::Critical), "both are said");
}
