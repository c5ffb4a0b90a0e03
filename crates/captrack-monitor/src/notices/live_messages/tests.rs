use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::notice::NoticeOccasion;
use captrack_domain::place::Place;
use captrack_domain::reading::Reading;

use super::*;
use crate::test_state::{ARCHON, AVATAR, DELVE, JITA, KARA, at, hull, hull_line, kara, key, snooze};

const TITAN: i64 = 1;

fn titan_alert() -> AlertId {
    AlertId::Hull(key(TITAN))
}

fn carriers_alert() -> AlertId {
    AlertId::Fleet(KARA, HullClass::Carrier)
}

fn told(alert: AlertId, n: i64, news: HullNews) -> MessageHull {
    let mut line = hull_line(n);
    line.system_name = Some("Jita".to_owned());
    line.region_name = Some("The Forge".to_owned());
    line.place_name = Some("In space".to_owned());
    if n != TITAN {
        line.type_id = ARCHON;
        line.type_name = "Archon".to_owned();
        line.class = HullClass::Carrier;
    }
    MessageHull { alert, also: Vec::new(), line, news, alert_state: HullAlertState::Open, added: false }
}

fn message_part(hulls: Vec<MessageHull>) -> Vec<MessagePart> {
    vec![MessagePart {
        main: KARA,
        main_name: "Kara Volkov".to_owned(),
        affiliation: None,
        level: AlertLevel::Critical,
        tone: NoticeOccasion::News,
        hulls,
        before: 0,
        after: 0,
        massing: None,
    }]
}

fn a_titan_told() -> Vec<MessagePart> {
    message_part(vec![told(titan_alert(), TITAN, HullNews::Opened)])
}

fn carriers_told(count: i64) -> Vec<MessagePart> {
    message_part((10..10 + count).map(|n| told(carriers_alert(), n, HullNews::Opened)).collect())
}

fn a_titan(place: Place) -> State {
    kara()
        .with_hull(hull(TITAN, KARA, AVATAR, place))
        .with_answer(KARA, Reading::Assets(Vec::new()), at(0))
        .judged(at(0))
}

fn carriers(count: i64) -> State {
    let hulls = (10..10 + count).map(|n| hull(n, KARA, ARCHON, Place::space(JITA)));
    hulls.fold(kara(), State::with_hull).with_answer(KARA, Reading::Assets(Vec::new()), at(0)).judged(at(0))
}

fn alert(id: AlertId, alert_state: AlertState) -> Alert {
    Alert {
        id,
        main: KARA,
        level: AlertLevel::Critical,
        class: HullClass::Titan,
        hulls: [key(TITAN)].into(),
        since: BTreeMap::new(),
        sent_hulls: [key(TITAN)].into(),
        sent_regions: BTreeMap::new(),
        moved_at: None,
        handover_waits: false,
        sent_at: Some(at(-600)),
        reminded_at: None,
        opened_at: at(-600),
        state: alert_state,
    }
}

fn beside() -> EditContext {
    EditContext { posted_at: at(-590), ..EditContext::default() }
}

fn now_says(state: &State, message_parts: &[MessagePart]) -> Vec<MessagePart> {
    brought_up_to_date(state, message_parts, &beside(), at(0))
}

fn fate(state: &State, message_parts: &[MessagePart]) -> HullAlertState {
    now_says(state, message_parts)[0].hulls[0].alert_state
}

#[test]
fn a_message_that_says_what_is_so_needs_no_edit_however_old_it_is() {
    let state = a_titan(Place::space(JITA));
    let fresh = now_says(&state, &a_titan_told());
    assert_ne!(fresh[0].hulls[0].line.observed_at, a_titan_told()[0].hulls[0].line.observed_at);
    assert!(say_the_same(&a_titan_told(), &fresh), "{fresh:#?}");
}

#[test]
fn another_system_is_told() {
    let fresh = now_says(&a_titan(Place::space(DELVE)), &a_titan_told());
    assert_eq!(fresh[0].hulls[0].line.system_name.as_deref(), Some("1DQ1-A"));
    assert!(!say_the_same(&a_titan_told(), &fresh));
}

#[test]
fn what_was_resolved_says_how_long_it_stood_and_goes_on_saying_that() {
    let mut state = kara().judged(at(0));
    let over = Alert { sent_at: Some(at(-60)), ..alert(titan_alert(), AlertState::Closed { at: at(-60) }) };
    state.alerts.insert(over.id, over);
    let fresh = now_says(&state, &a_titan_told());
    assert_eq!(fresh[0].hulls[0].alert_state, HullAlertState::Resolved { after: Duration::from_secs(540) });
    assert!(is_over(&fresh));
    state.alerts.clear();
    assert_eq!(fate(&state, &fresh), HullAlertState::Resolved { after: Duration::from_secs(540) });
}

#[test]
fn what_was_resolved_and_stands_again_says_so_and_what_fell_silent_does_not() {
    let state = a_titan(Place::space(JITA));
    let was = |alert_state, news| {
        let mut message_parts = message_part(vec![told(titan_alert(), TITAN, news)]);
        message_parts[0].hulls[0].alert_state = alert_state;
        now_says(&state, &message_parts)[0].hulls[0].clone()
    };
    let resolved = HullAlertState::Resolved { after: Duration::from_secs(60) };
    let again = was(resolved, HullNews::Opened);
    assert_eq!((again.alert_state, again.news), (HullAlertState::Open, HullNews::Reopened));
    assert_eq!(was(HullAlertState::Silent, HullNews::Opened).news, HullNews::Opened);
    assert_eq!(was(resolved, HullNews::Grew).news, HullNews::Grew, "an older message tells of it in its own right");
    assert_eq!(was(resolved, HullNews::Resolved).news, HullNews::Resolved, "its end was what was told");
}

#[test]
fn what_an_edit_of_the_rules_ended_is_not_called_resolved() {
    let mut state = kara().judged(at(0));
    let over = alert(titan_alert(), AlertState::Closed { at: at(-60) });
    state.alerts.insert(over.id, over);
    assert_eq!(fate(&state, &a_titan_told()), HullAlertState::Silent);
}

#[test]
fn a_snoozed_pilot_falls_silent_and_wakes_up_again() {
    let mut state = a_titan(Place::space(JITA));
    state.alerts.insert(titan_alert(), alert(titan_alert(), AlertState::Silenced));
    state.snoozes.0.insert(KARA, snooze(KARA, None));
    let state = state.judged(at(0));
    let silent = now_says(&state, &a_titan_told());
    assert_eq!(silent[0].hulls[0].alert_state, HullAlertState::Silent);
    assert_eq!(fate(&a_titan(Place::space(JITA)), &silent), HullAlertState::Open);
}

#[test]
fn a_fleet_that_fades_still_stands() {
    let mut state = carriers(4);
    let mut fading = alert(carriers_alert(), AlertState::Fading { since: at(-60) });
    fading.hulls = (10..15).map(key).collect();
    state.alerts.insert(fading.id, fading);
    let fresh = now_says(&state, &carriers_told(5));
    assert!(say_the_same(&carriers_told(5), &fresh), "{fresh:#?}");
}

#[test]
fn a_hull_that_left_a_fleet_which_goes_on_is_over() {
    let mut state = carriers(5);
    state.alerts.insert(carriers_alert(), alert(carriers_alert(), AlertState::Open));
    let fresh = now_says(&state, &carriers_told(6));
    assert_eq!(fresh[0].hulls[4].alert_state, HullAlertState::Open);
    assert_eq!(fresh[0].hulls[5].alert_state, HullAlertState::Resolved { after: Duration::from_secs(600) });
    assert!(!is_over(&fresh));
}

#[test]
fn further_hulls_are_listed_in_the_oldest_message_about_their_alert() {
    let state = carriers(7);
    let told_before = carriers_told(5);
    let fresh = now_says(&state, &told_before);
    let added: Vec<_> = fresh[0].hulls.iter().filter(|told| told.added).map(|told| told.line.key).collect();
    assert_eq!(added, [key(15), key(16)]);
    let waits = EditContext { elsewhere: [(carriers_alert(), key(15))].into(), ..beside() };
    assert_eq!(brought_up_to_date(&state, &told_before, &waits, at(0))[0].hulls.len(), 6, "what waits is posted first");
    let younger = EditContext { older: [carriers_alert()].into(), ..beside() };
    assert!(say_the_same(&told_before, &brought_up_to_date(&state, &told_before, &younger, at(0))));
}

#[test]
fn what_a_later_message_names_goes_on_there_and_this_one_says_so_or_that_it_ended() {
    let later = EditContext { named_later: [(titan_alert(), key(TITAN))].into(), ..beside() };
    let brought = |state: &State, told: &[MessagePart]| brought_up_to_date(state, told, &later, at(0));
    let elsewhere = a_titan(Place::space(DELVE));
    let goes_on = brought(&elsewhere, &a_titan_told());
    let hull = &goes_on[0].hulls[0];
    assert_eq!((hull.alert_state, &hull.line), (HullAlertState::NamedLater, &a_titan_told()[0].hulls[0].line));
    assert!(is_over(&goes_on), "nobody needs to look at it again");
    assert_eq!(brought(&elsewhere, &goes_on), goes_on);
    let mut over = kara().judged(at(0));
    let closed = Alert { sent_at: Some(at(-60)), ..alert(titan_alert(), AlertState::Closed { at: at(-60) }) };
    over.alerts.insert(closed.id, closed);
    let ended = brought(&over, &a_titan_told());
    assert_eq!(ended[0].hulls[0].alert_state, HullAlertState::Resolved { after: Duration::from_secs(540) });
    assert_eq!(brought(&elsewhere, &ended), ended, "and what begins again is the later one's");
    assert_eq!(brought(&over, &goes_on), goes_on, "the later one tells the end");
    // The later one was deleted: it is followed here again.
    assert_eq!(now_says(&elsewhere, &goes_on)[0].hulls[0].alert_state, HullAlertState::Open);
}

#[test]
fn an_alert_shows_a_new_face_when_its_hulls_do_and_not_when_they_merely_grow_older() {
    let mut state = a_titan(Place::space(JITA));
    assert!(changed(&state, &[]).is_empty(), "no message speaks of it");
    state.live_messages.speak_of([titan_alert()]);
    let fingerprints = changed(&state, &[]);
    assert_eq!(fingerprints.len(), 1, "a message that was just posted is looked at once");
    state.live_messages.know(fingerprints);
    assert!(changed(&state, &[]).is_empty());
    state.fleet.hulls.get_mut(&key(TITAN)).unwrap().place_at = at(0);
    assert!(changed(&state, &[]).is_empty());
    state.fleet.hulls.get_mut(&key(TITAN)).unwrap().place = Place::space(DELVE);
    let fingerprints = changed(&state, &[]);
    assert_eq!(fingerprints.len(), 1);
    state.live_messages.know(fingerprints);
    let closed = alert(titan_alert(), AlertState::Closed { at: at(0) });
    assert_eq!(changed(&state, &[closed]).len(), 1, "also what is only decided");
}
