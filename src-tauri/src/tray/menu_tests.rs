use captrack_domain::ids::PilotId;

use super::*;
use crate::tray::state::TrayPicture;

fn main(id: i64, hulls: &str) -> TrayMain {
    TrayMain {
        main: PilotId(id),
        name: format!("Main {id}"),
        hulls: hulls.to_owned(),
        pilots: vec![PilotId(id)],
        acknowledged: false,
    }
}

fn state(mains: Vec<TrayMain>) -> TrayState {
    TrayState {
        picture: TrayPicture::Calm,
        line: "No alerts".to_owned(),
        note: None,
        badge: None,
        paused: false,
        may_administer: true,
        may_snooze: true,
        mains,
        snooze_durations: vec![3600, 86_400],
    }
}

fn applied(shown: &[MenuEntry], changes: &[MenuChange]) -> Vec<MenuEntry> {
    let mut menu = shown.to_vec();
    for change in changes {
        match change.clone() {
            MenuChange::Rewrite(at, line) => {
                assert!(
                    matches!(&menu[at], MenuEntry::Line(shown) if shown.id == line.id),
                    "only a line's words change in place"
                );
                menu[at] = MenuEntry::Line(line);
            }
            MenuChange::Insert(at, entry) => menu.insert(at, entry),
            MenuChange::Remove(at) => drop(menu.remove(at)),
        }
    }
    menu
}

#[test]
fn a_main_can_be_shown_and_silenced_for_every_duration_and_until_cleared() {
    let menu = entries(&state(vec![main(1, "1 titan")]));
    let Some(MenuEntry::Submenu { text, lines, .. }) =
        menu.iter().find(|entry| matches!(entry, MenuEntry::Submenu { id, .. } if id.starts_with("main/")))
    else {
        panic!("a main that alerts has a submenu");
    };
    assert_eq!(text, "Main 1: 1 titan");
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["Show the card", "Snooze 1 h", "Snooze 24 h", "Snooze until cleared", "Acknowledge"]);
}

fn lines_of(state: &TrayState) -> (String, Vec<bool>) {
    let menu = entries(state);
    let submenu = menu.iter().find_map(|entry| match entry {
        MenuEntry::Submenu { id, text, lines } if id.starts_with("main/") => {
            Some((text.clone(), lines.iter().map(|line| line.enabled).collect()))
        }
        _ => None,
    });
    submenu.unwrap()
}

#[test]
fn what_has_been_seen_says_so_and_cannot_be_acknowledged_again() {
    let seen = TrayMain { acknowledged: true, ..main(1, "1 titan") };
    let (text, enabled) = lines_of(&state(vec![seen]));
    assert_eq!(text, "Main 1: 1 titan (acknowledged)");
    assert_eq!(enabled, [true, true, true, true, false]);
}

#[test]
fn who_may_only_look_can_show_a_card_and_nothing_else() {
    let looking = TrayState { may_snooze: false, ..state(vec![main(1, "1 titan")]) };
    assert_eq!(lines_of(&looking).1, [true, false, false, false, false]);
}

#[test]
fn the_words_about_how_things_stand_cannot_be_chosen() {
    let mut state = state(Vec::new());
    state.note = Some("2 pilots must sign in again".to_owned());
    let chosen: Vec<bool> = entries(&state)
        .iter()
        .filter_map(|entry| if let MenuEntry::Line(line) = entry { Some(line.enabled) } else { None })
        .collect();
    assert_eq!(chosen, [false, false, true, true, true, true]);
}

#[test]
fn a_pause_has_an_end_and_who_may_not_pause_cannot_choose_one() {
    let pauses = |may_administer| {
        let state = TrayState { may_administer, ..state(Vec::new()) };
        let found = entries(&state).into_iter().find_map(|entry| match entry {
            MenuEntry::Submenu { id, lines, .. } if id == "pause" => Some(lines),
            _ => None,
        });
        found.unwrap()
    };
    let offered: Vec<(String, bool)> = pauses(true).into_iter().map(|line| (line.id, line.enabled)).collect();
    let all = ["pause/hour", "pause/tomorrow", "pause/until-resumed"];
    assert_eq!(offered, all.map(|id| (id.to_owned(), true)));
    assert!(pauses(false).iter().all(|line| !line.enabled));
    let paused = TrayState { paused: true, may_administer: false, ..state(Vec::new()) };
    let resume = entries(&paused).into_iter().find_map(|entry| match entry {
        MenuEntry::Line(line) if line.id == "resume" => Some(line.enabled),
        _ => None,
    });
    assert_eq!(resume, Some(false));
}

#[test]
fn nothing_changes_when_things_stand_as_before() {
    let menu = entries(&state(vec![main(1, "1 titan")]));
    assert_eq!(changes(&menu, &menu), []);
}

#[test]
fn a_new_line_of_words_leaves_the_rest_of_the_menu_alone() {
    let before = entries(&state(vec![main(1, "1 titan")]));
    let mut after = state(vec![main(1, "1 titan")]);
    after.line = "1 critical under 1 main".to_owned();
    let changes = changes(&before, &entries(&after));
    assert!(matches!(changes.as_slice(), [MenuChange::Rewrite(0, _)]), "{changes:?}");
}

#[test]
fn another_main_is_another_entry_and_never_the_old_one_with_new_words() {
    let before = entries(&state(vec![main(1, "1 titan")]));
    let after = entries(&state(vec![main(2, "1 titan"), main(1, "1 titan")]));
    let changes = changes(&before, &after);
    assert!(
        matches!(changes.as_slice(), [MenuChange::Insert(_, MenuEntry::Submenu { id, .. })] if id == "main/2"),
        "{changes:?}"
    );
}

#[test]
fn the_changes_lead_from_any_menu_to_any_other() {
    let mut states = Vec::new();
    for mains in [vec![], vec![1], vec![2, 1], vec![1, 2], vec![3, 2, 1], vec![1, 3], vec![5, 4, 3, 2, 1], vec![2, 5]] {
        for (note, paused, hulls) in [(None, false, "1 titan"), (Some("note"), true, "2 titans")] {
            let mut state = state(mains.iter().map(|id| main(*id, hulls)).collect());
            state.note = note.map(str::to_owned);
            state.paused = paused;
            states.push(entries(&state));
        }
    }
    for from in &states {
        for to in &states {
            assert_eq!(&applied(from, &changes(from, to)), to);
        }
    }
}
