use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::ids::TypeId;
use captrack_domain::place::Place;
use captrack_text::unmarked_words;
use jiff::Timestamp;

use super::*;
use crate::test_state::{ARCHON, AVATAR, DELVE, JITA, KARA, MIRA, NYX, at, hull, in_structure, kara, snooze, watching};

fn shown(state: State) -> Option<OsNotification> {
    main_notification(&state.judged(at(0)), KARA, true, at(0))
}

fn with_avatars(count: i64) -> State {
    (1..=count).fold(kara(), |state, n| state.with_hull(hull(n, KARA, AVATAR, Place::space(DELVE))))
}

#[test]
fn it_says_whose_what_and_where() {
    let state = kara()
        .with_hull(hull(1, KARA, AVATAR, Place::space(DELVE)))
        .with_hull(hull(2, KARA, NYX, in_structure(None)))
        .with_hull(hull(3, KARA, ARCHON, Place::space(JITA)));
    let notification = shown(state).unwrap();
    assert_eq!(notification.tag, "main/2112000001");
    assert_eq!(notification.title, "Kara Volkov: 1 titan, 1 supercarrier");
    assert_eq!(notification.body, "Avatar, Kara Volkov, 1DQ1-A (Delve)\nNyx, Kara Volkov, place unknown");
    assert_eq!((notification.main, notification.pilots), (Some(KARA), vec![KARA]));
    assert!(notification.draws_attention);
}

#[test]
fn its_buttons_are_the_first_three_snooze_durations() {
    let mut state = with_avatars(1);
    state.policy.snooze_durations = vec![1800, 3600, 6 * 3600, 2 * 86_400];
    let labels = shown(state).unwrap().snoozes;
    let expected = [("Snooze 30 min", 1800), ("Snooze 1 h", 3600)];
    assert_eq!(labels, expected.map(|(label, secs)| (label.to_owned(), Some(secs))));
    let mut state = with_avatars(1);
    state.policy.snooze_durations.clear();
    assert!(shown(state).unwrap().snoozes.is_empty());
}

#[test]
fn many_hulls_are_four_lines_and_a_count() {
    let body = |count| shown(with_avatars(count)).unwrap().body;
    assert_eq!(body(4).lines().count(), 4);
    assert_eq!(body(5).lines().count(), 5);
    assert_eq!(body(5).lines().last(), Some("and 1 more"));
    assert_eq!(body(12).lines().last(), Some("and 8 more"));
}

#[test]
fn its_buttons_act_on_every_pilot_it_counts_also_those_it_does_not_name() {
    let mut state = watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace")]).alt(MIRA, KARA);
    for n in 1..=5 {
        state = state.with_hull(hull(n, KARA, AVATAR, Place::space(DELVE)));
    }
    state = state.with_hull(hull(6, MIRA, AVATAR, Place::space(DELVE)));
    let notification = shown(state).unwrap();
    assert!(!notification.body.contains("Mira"), "{}", notification.body);
    assert_eq!(notification.pilots, [KARA, MIRA]);
}

#[test]
fn snoozed_hulls_are_not_on_it_and_nothing_is_left_without_others() {
    let mut state = watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace")])
        .alt(MIRA, KARA)
        .with_hull(hull(1, KARA, AVATAR, Place::space(DELVE)))
        .with_hull(hull(2, MIRA, NYX, Place::space(DELVE)));
    state.snoozes.0.insert(MIRA, snooze(MIRA, None));
    let state = state.judged(at(0));
    let notification = main_notification(&state, KARA, false, at(0)).unwrap();
    assert_eq!((notification.title.as_str(), &notification.pilots), ("Kara Volkov: 1 titan", &vec![KARA]));
    assert!(!notification.draws_attention);
    let mut state = with_avatars(1);
    state.snoozes.0.insert(KARA, snooze(KARA, None));
    assert_eq!(shown(state), None);
}

#[test]
fn levels_the_user_does_not_want_are_not_on_it() {
    let fleet = || (1..=5).fold(kara(), |state, n| state.with_hull(hull(n, KARA, ARCHON, Place::space(JITA))));
    assert_eq!(shown(fleet()), None, "what alerts by its number is not shown unless it is asked for");
    let mut state = fleet();
    state.preferences.notify_alerting = true;
    assert_eq!(shown(state).unwrap().title, "Kara Volkov: 5 carriers");
    let mut state = with_avatars(1);
    state.preferences.notify_critical = false;
    assert_eq!(shown(state), None);
}

#[test]
fn a_pilot_whose_hulls_are_not_all_known_yet_is_not_on_it() {
    let mut state = with_avatars(1);
    state.pilots.get_mut(&KARA).unwrap().introduced_at = None;
    assert_eq!(shown(state), None);
}

#[test]
fn a_main_without_a_card_has_none() {
    assert_eq!(shown(kara()), None);
}

#[test]
fn a_type_nobody_knows_is_named_by_its_id() {
    let mut state = kara().with_hull(hull(1, KARA, TypeId(99_999), Place::space(JITA)));
    let rule = state.policy.classes.get_mut(&HullClass::Unclassified).unwrap();
    rule.mode = captrack_domain::policy::ClassMode::Always;
    let notification = shown(state).unwrap();
    assert_eq!(notification.title, "Kara Volkov: 1 unclassified capital");
    assert!(notification.body.starts_with("Type 99999, "), "{}", notification.body);
}

fn mains(count: i64) -> (State, BTreeSet<PilotId>) {
    let names: Vec<(PilotId, String)> = (1..=count).map(|n| (PilotId(n), format!("Main {n}"))).collect();
    let named: Vec<(PilotId, &str)> = names.iter().map(|(id, name)| (*id, name.as_str())).collect();
    let state = (1..=count)
        .fold(watching(&named), |state, n| state.with_hull(hull(n, PilotId(n), AVATAR, Place::space(DELVE))));
    (state.judged(at(0)), names.into_iter().map(|(id, _)| id).collect())
}

fn first_read(state: &State, mains: &BTreeSet<PilotId>) -> Option<OsNotification> {
    summary_notification(state, NotificationSummary::FirstRead, mains)
}

#[test]
fn what_already_stands_is_one_summary() {
    let (state, told) = mains(1);
    let summary = first_read(&state, &told).unwrap();
    assert_eq!((summary.tag.as_str(), summary.title.as_str()), ("summary", "Open alerts: 1 main"));
    assert_eq!(summary.body, "Main 1: 1 titan");
    let (state, told) = mains(3);
    let summary = first_read(&state, &told).unwrap();
    assert_eq!(summary.title, "Open alerts: 3 mains");
    assert_eq!(summary.body, "3 titans\nMain 1: 1 titan\nMain 2: 1 titan\nMain 3: 1 titan");
    assert_eq!((summary.main, summary.pilots.len(), summary.snoozes.len()), (None, 0, 0));
    let last_line = |count| {
        let (state, told) = mains(count);
        first_read(&state, &told).unwrap().body.lines().last().unwrap().to_owned()
    };
    assert_eq!(last_line(9), "and 5 more mains");
    assert_eq!(last_line(5), "and 1 more main");
}

#[test]
fn each_summary_has_its_words_and_a_place_of_its_own() {
    let (state, told) = mains(1);
    for (about, tag, title, attention) in [
        (NotificationSummary::FirstRead, "summary", "Open alerts: 1 main", true),
        (NotificationSummary::AfterQuiet, "quiet", "During quiet hours: 1 main", true),
        (NotificationSummary::Reminder, "reminder", "Still open: 1 main", false),
        (NotificationSummary::Many, "many", "New alerts: 1 main", true),
    ] {
        let summary = summary_notification(&state, about, &told).unwrap();
        assert_eq!((summary.tag.as_str(), summary.title.as_str()), (tag, title));
        assert_eq!((summary.draws_attention, summary.sound), (attention, attention), "{title}");
    }
}

#[test]
fn a_summary_leaves_out_mains_that_were_not_asked_for_and_those_that_are_silent() {
    let (state, _) = mains(3);
    let summary = first_read(&state, &[PilotId(2)].into()).unwrap();
    assert_eq!(summary.body, "Main 2: 1 titan");
    assert_eq!(first_read(&kara().judged(at(0)), &[KARA].into()), None);
    let mut silent = with_avatars(1);
    silent.snoozes.0.insert(KARA, snooze(KARA, Some(Timestamp::MAX)));
    assert_eq!(first_read(&silent.judged(at(0)), &[KARA].into()), None);
}

#[test]
fn what_somebody_has_seen_is_neither_on_its_mains_notification_nor_on_a_summary() {
    let (mut state, told) = mains(2);
    let seen = Acknowledgement { main: PilotId(1), at: at(0), by: "Mira".into(), why: None, hulls: BTreeSet::new() };
    state.acknowledgements.0.insert(seen.main, seen);
    assert_eq!(main_notification(&state, PilotId(1), true, at(0)), None);
    assert!(main_notification(&state, PilotId(2), true, at(0)).is_some());
    assert_eq!(first_read(&state, &told).unwrap().body, "Main 2: 1 titan");
}

#[test]
fn a_sound_is_made_only_with_attention_and_only_where_it_is_wanted() {
    let sound = |draws_attention, wanted| {
        let mut state = with_avatars(1);
        state.preferences.sound = wanted;
        main_notification(&state.judged(at(0)), KARA, draws_attention, at(0)).unwrap().sound
    };
    assert_eq!([sound(true, true), sound(true, false), sound(false, true)], [true, false, false]);
}

#[test]
fn a_title_is_cut_to_what_small_desktops_show_and_the_counts_move_to_the_body() {
    let fleet = |name: &str| {
        let mut state = watching(&[(KARA, name)])
            .with_hull(hull(1, KARA, AVATAR, Place::space(DELVE)))
            .with_hull(hull(2, KARA, AVATAR, Place::space(DELVE)));
        for n in 3..=8 {
            state = state.with_hull(hull(n, KARA, NYX, Place::space(DELVE)));
        }
        shown(state).unwrap()
    };
    let short = fleet("Kara Volkov");
    assert_eq!(short.title, "Kara Volkov: 2 titans, 6 supercarriers");
    assert!(short.body.starts_with("Avatar, "), "{}", short.body);
    let longer = fleet("Kara Volkov of Mir");
    assert_eq!(longer.title, "Kara Volkov of Mir: 2 titans and 6 more");
    let longest = fleet("Konstantin Alexandrovich Winterhalter");
    assert_eq!(longest.title, "Konstantin Alexandrovich Winterhalter");
    for cut in [longer, longest] {
        assert!(cut.body.starts_with("2 titans, 6 supercarriers\nAvatar, "), "{}", cut.body);
    }
}

#[test]
fn classes_are_named_as_the_user_calls_them() {
    let mut state = with_avatars(2);
    state.policy.classes.get_mut(&HullClass::Titan).unwrap().display_name = Some("Big ones".into());
    assert_eq!(shown(state).unwrap().title, "Kara Volkov: 2 Big ones");
}

#[test]
fn in_the_pseudo_language_only_names_have_no_marks() {
    let mut state =
        watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace")]).with_hull(hull(9, MIRA, NYX, in_structure(None)));
    for n in 1..=7 {
        state = state.with_hull(hull(n, KARA, AVATAR, Place::space(DELVE)));
    }
    for n in 10..=16 {
        state = state.with_hull(hull(n, KARA, ARCHON, Place::space(DELVE)));
    }
    let state = state.judged(at(0));
    let mains = BTreeSet::from([KARA, MIRA]);
    let summaries = [
        NotificationSummary::FirstRead,
        NotificationSummary::AfterQuiet,
        NotificationSummary::Reminder,
        NotificationSummary::Many,
    ];
    let shown = Language::Pseudo.within(|| {
        let summaries = summaries.map(|about| summary_notification(&state, about, &mains));
        let mains = [KARA, MIRA].map(|main| main_notification(&state, main, true, at(0)));
        mains.into_iter().chain(summaries).collect::<Option<Vec<_>>>().unwrap()
    });
    let names = ["Kara", "Volkov", "Mira", "Solace", "Avatar", "Nyx", "Archon", "1DQ1", "A", "Delve"];
    for one in shown {
        let buttons = one.snoozes.iter().map(|(label, _)| label);
        for text in [&one.title, &one.body].into_iter().chain(buttons) {
            assert!(text.contains('⟦'), "{text}");
            let plain: Vec<String> =
                unmarked_words(text).into_iter().filter(|word| !names.contains(&word.as_str())).collect();
            assert!(plain.is_empty(), "{plain:?} in {text}");
        }
    }
}
