use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::place::Place;
use captrack_domain::policy::ClassMode;

use super::*;
use crate::shared::troubles::Health;
use crate::test_state::{ARCHON, AVATAR, JITA, NYX, at, hull, key, snooze, watching};

fn shown(state: &State) -> Overview {
    overview(state, status(state, &HostStatus::default(), &Ok(0), &Health::default(), at(0)))
}

/// Twelve pilots with a carrier each, which alerts by itself.
fn twelve() -> State {
    let names: Vec<String> = (1..=12).map(|n| format!("Pilot {n:02}")).collect();
    let pilots: Vec<(PilotId, &str)> = (1..).map(PilotId).zip(names.iter().map(String::as_str)).collect();
    let mut state = watching(&pilots);
    state.policy.classes.get_mut(&HullClass::Carrier).unwrap().mode = ClassMode::Threshold { n: 1 };
    for n in 1..=12 {
        state = state.with_hull(hull(n, PilotId(n), ARCHON, Place::space(JITA)));
    }
    state
}

#[test]
fn the_most_critical_come_first_and_no_more_than_a_menu_holds() {
    let state = twelve()
        .with_hull(hull(20, PilotId(9), NYX, Place::space(JITA)))
        .with_hull(hull(21, PilotId(9), NYX, Place::space(JITA)))
        .with_hull(hull(22, PilotId(12), AVATAR, Place::space(JITA)))
        .with_hull(hull(23, PilotId(3), NYX, Place::space(JITA)))
        .judged(at(0));
    let overview = shown(&state);
    let names: Vec<&str> = overview.mains.iter().map(|main| main.name.as_str()).collect();
    assert_eq!(names[..5], ["Pilot 12", "Pilot 09", "Pilot 03", "Pilot 01", "Pilot 02"]);
    assert_eq!((names.len(), overview.alerting_mains), (10, 12));
    assert_eq!(overview.mains[1].words, "2 supercarriers, 1 carrier");
    assert_eq!(overview.mains[1].hulls, [(HullClass::Supercarrier, 2), (HullClass::Carrier, 1)].into());
    assert_eq!((overview.counts[&Level::Critical], overview.counts[&Level::Alerting]), (4, 12));
}

#[test]
fn only_what_alerts_is_named_with_its_pilots() {
    let mut state = twelve().alt(PilotId(2), PilotId(1)).alt(PilotId(3), PilotId(1)).with_hull(hull(
        20,
        PilotId(1),
        AVATAR,
        Place::space(JITA),
    ));
    state.snoozes.0.insert(PilotId(2), snooze(PilotId(2), None));
    state.policy.classes.get_mut(&HullClass::Titan).unwrap().mode = ClassMode::TrackOnly;
    state.policy.classes.get_mut(&HullClass::Carrier).unwrap().display_name = Some("Flat Tops".into());
    let main = shown(&state.judged(at(0))).mains.remove(0);
    assert_eq!((main.main, main.pilots), (PilotId(1), vec![PilotId(1), PilotId(3)]));
    assert_eq!(main.words, "2 Flat Tops");
}

#[test]
fn an_acknowledged_main_says_so_and_one_all_snoozed_is_not_there() {
    let mut state = twelve();
    state.snoozes.0.insert(PilotId(2), snooze(PilotId(2), None));
    let seen =
        Acknowledgement { main: PilotId(1), at: at(0), by: "this desk".into(), why: None, hulls: [key(1)].into() };
    state.acknowledgements.0.insert(PilotId(1), seen);
    let overview = shown(&state.judged(at(0)));
    assert_eq!((overview.counts[&Level::Alerting], overview.unacknowledged[&Level::Alerting]), (11, 10));
    let told: Vec<(&str, bool)> =
        overview.mains.iter().take(2).map(|main| (main.name.as_str(), main.acknowledged)).collect();
    assert_eq!(told, [("Pilot 01", true), ("Pilot 03", false)]);
    assert_eq!(overview.alerting_mains, 11);
}
