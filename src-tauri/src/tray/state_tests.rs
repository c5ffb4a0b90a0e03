use super::*;
use crate::fixtures::{main_with, snapshot_of, status_of};

fn state(monitoring: Monitoring, mains: Vec<MainView>) -> TrayState {
    tray_state(&status_of(monitoring), &snapshot_of(mains), &[3600])
}

#[test]
fn a_quiet_alliance_is_calm_and_says_how_much_is_watched() {
    let quiet = main_with(1, "Kara", &[(Level::Informational, HullClass::Carrier, 11); 3]);
    let state = state(Monitoring::Watching, vec![quiet]);
    assert_eq!((state.picture, state.line.as_str()), (Picture::Calm, "All quiet, 3 hulls watched"));
    assert_eq!((state.badge, state.mains.len()), (None, 0));
}

#[test]
fn critical_hulls_are_counted_with_their_mains() {
    let titan = (Level::Critical, HullClass::Titan, 11);
    let state = state(Monitoring::Watching, vec![main_with(1, "Kara", &[titan, titan])]);
    assert_eq!((state.picture, state.line.as_str()), (Picture::Critical, "2 critical under 1 main"));
    assert_eq!(state.badge.as_deref(), Some("2"));
}

#[test]
fn a_reached_threshold_alone_is_not_critical() {
    let dread = (Level::Alerting, HullClass::Dreadnought, 11);
    let state = state(Monitoring::Watching, vec![main_with(1, "Kara", &[dread; 6])]);
    assert_eq!((state.picture, state.line.as_str()), (Picture::Alerting, "6 alerting under 1 main"));
    assert_eq!(state.badge, None);
}

#[test]
fn both_levels_are_told_together() {
    let titan = main_with(1, "Kara", &[(Level::Critical, HullClass::Titan, 11)]);
    let dreads = main_with(2, "Boro", &[(Level::Alerting, HullClass::Dreadnought, 21); 6]);
    let state = state(Monitoring::Watching, vec![titan, dreads]);
    assert_eq!(state.line, "1 critical and 6 alerting under 2 mains");
}

#[test]
fn what_stands_is_not_forgotten_while_nothing_answers() {
    let titan = main_with(1, "Kara", &[(Level::Critical, HullClass::Titan, 11)]);
    let mut status = status_of(Monitoring::Offline);
    status.trouble = Some("ESI does not answer.".to_owned());
    let state = tray_state(&status, &snapshot_of(vec![titan]), &[3600]);
    assert_eq!((state.picture, state.line.as_str()), (Picture::Unknown, "Offline: ESI does not answer"));
    assert_eq!(state.note.as_deref(), Some("1 critical under 1 main"));
    assert_eq!(state.mains.len(), 1);
}

#[test]
fn a_pause_shows_as_a_pause_and_can_be_ended() {
    let state = state(Monitoring::Paused, Vec::new());
    assert_eq!((state.picture, state.line.as_str(), state.paused), (Picture::Paused, "Paused", true));
}

#[test]
fn pilots_who_must_sign_in_again_are_noted() {
    let mut status = status_of(Monitoring::Watching);
    status.need_sign_in = vec!["Kara".to_owned(), "Boro".to_owned()];
    let state = tray_state(&status, &snapshot_of(Vec::new()), &[]);
    assert_eq!(state.note.as_deref(), Some("2 pilots must sign in again"));
}

#[test]
fn only_the_five_most_critical_mains_have_a_submenu_and_the_worst_comes_first() {
    let titan = (Level::Critical, HullClass::Titan, 11);
    let mains: Vec<MainView> =
        (1..=7).map(|id| main_with(id, &format!("Main {id}"), &vec![titan; usize::try_from(id).unwrap()])).collect();
    let state = state(Monitoring::Watching, mains);
    let shown: Vec<i64> = state.mains.iter().map(|main| main.main.0).collect();
    assert_eq!(shown, [7, 6, 5, 4, 3]);
}

#[test]
fn a_snooze_in_the_tray_acts_on_the_pilots_of_what_alerts_only() {
    let hulls = [
        (Level::Critical, HullClass::Titan, 11),
        (Level::Alerting, HullClass::Carrier, 12),
        (Level::Informational, HullClass::Dreadnought, 13),
        (Level::Snoozed, HullClass::Titan, 14),
    ];
    let state = state(Monitoring::Watching, vec![main_with(1, "Kara", &hulls)]);
    assert_eq!(state.mains[0].pilots, [PilotId(11), PilotId(12)]);
    assert_eq!(state.mains[0].hulls, "1 titan, 1 carrier");
}
