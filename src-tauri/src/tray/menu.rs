//! The tray's menu: its entries, and the fewest changes from what is shown to what shall be shown.
//!
//! Linux cannot replace a tray's menu, and a menu that is rebuilt closes under the pointer. So entries are changed in place.

use captrack_contract::SnoozeLength;
use captrack_domain::pause_length::PauseLength;
use captrack_domain::words::chosen_length;

use crate::text::{args, say, say_with};
use crate::tray::state::{TrayMain, TrayState};
use crate::tray::tray_choice::TrayChoice;

/// One entry of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MenuEntry {
    /// A line of text.
    Line(MenuLine),
    /// A line between groups.
    Separator(&'static str),
    /// A main with what can be done about it.
    Submenu {
        /// Which, such as `main/2112000001`.
        id: String,
        /// What it says.
        text: String,
        /// What is in it.
        lines: Vec<MenuLine>,
    },
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuLine {
    /// A choice's id, or the name of a line that only says something.
    pub id: String,
    /// What it says.
    pub text: String,
    /// It can be chosen.
    pub enabled: bool,
}

/// A change of the menu; positions count from the top, after the changes before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MenuChange {
    /// A line says something else, or can be chosen now.
    Rewrite(usize, MenuLine),
    /// A new entry.
    Insert(usize, MenuEntry),
    /// An entry goes.
    Remove(usize),
}

/// The entries of the menu when the tray shows this.
pub fn entries(state: &TrayState) -> Vec<MenuEntry> {
    let mut entries = vec![saying("line", &state.line)];
    entries.extend(state.note.iter().map(|note| saying("note", note)));
    entries.push(MenuEntry::Separator("after-words"));
    entries.push(choosing(TrayChoice::Open, say("menu-open")));
    entries.push(choosing(TrayChoice::Check, say("menu-check")));
    entries.push(if state.paused {
        MenuEntry::Line(MenuLine { enabled: state.may_administer, ..line(TrayChoice::Resume, say("menu-resume")) })
    } else {
        pauses(state)
    });
    entries.push(MenuEntry::Separator("after-doing"));
    if !state.mains.is_empty() {
        entries.extend(state.mains.iter().map(|main| submenu(main, state)));
        entries.push(MenuEntry::Separator("after-mains"));
    }
    entries.push(choosing(TrayChoice::Settings, say("menu-settings")));
    entries.push(choosing(TrayChoice::Quit, say("menu-quit")));
    entries
}

fn pauses(state: &TrayState) -> MenuEntry {
    let text = |length| match length {
        PauseLength::Hour => say("menu-pause-hour"),
        PauseLength::Tomorrow => say("menu-pause-tomorrow"),
        PauseLength::UntilResumed => say("menu-pause-until-resumed"),
    };
    let choice = |length| MenuLine { enabled: state.may_administer, ..line(TrayChoice::Pause(length), text(length)) };
    let lines = PauseLength::ALL.map(choice).to_vec();
    MenuEntry::Submenu { id: "pause".to_owned(), text: say("menu-pause"), lines }
}

fn submenu(main: &TrayMain, state: &TrayState) -> MenuEntry {
    let may = state.may_snooze;
    let snooze = |length, text| MenuLine { enabled: may, ..line(TrayChoice::Snooze(main.main, length), text) };
    let mut lines = vec![line(TrayChoice::ShowCard(main.main), say("menu-show-card"))];
    lines.extend(state.snooze_durations.iter().map(|secs| {
        let text = say_with("menu-snooze", &args!("length" => chosen_length(*secs)));
        snooze(SnoozeLength::Seconds(*secs), text)
    }));
    lines.push(snooze(SnoozeLength::UntilCleared, say("menu-snooze-until-cleared")));
    let seen = line(TrayChoice::Acknowledge(main.main), say("menu-acknowledge"));
    lines.push(MenuLine { enabled: may && !main.acknowledged, ..seen });
    let text = if main.acknowledged { "menu-main-acknowledged" } else { "menu-main" };
    MenuEntry::Submenu {
        id: format!("main/{}", main.main),
        text: say_with(text, &args!("main" => main.name.as_str(), "hulls" => main.hulls.as_str())),
        lines,
    }
}

fn saying(id: &str, text: &str) -> MenuEntry {
    MenuEntry::Line(MenuLine { id: id.to_owned(), text: text.to_owned(), enabled: false })
}

fn choosing(choice: TrayChoice, text: String) -> MenuEntry {
    MenuEntry::Line(line(choice, text))
}

fn line(choice: TrayChoice, text: String) -> MenuLine {
    MenuLine { id: choice.id(), text, enabled: true }
}

/// The changes that turn one menu into another. Submenus are exchanged, not rewritten: GTK keeps their old words.
pub fn changes(shown: &[MenuEntry], wanted: &[MenuEntry]) -> Vec<MenuChange> {
    let mut now = shown.to_vec();
    let mut changes = Vec::new();
    let mut at = 0;
    while at < wanted.len() {
        match (now.get(at), &wanted[at]) {
            (Some(entry), wanted) if entry == wanted => at += 1,
            (Some(MenuEntry::Line(entry)), MenuEntry::Line(line)) if entry.id == line.id => {
                changes.push(MenuChange::Rewrite(at, line.clone()));
                now[at] = wanted[at].clone();
                at += 1;
            }
            (Some(entry), _) if !wanted[at..].iter().any(|wanted| stays(entry, wanted)) => {
                changes.push(MenuChange::Remove(at));
                now.remove(at);
            }
            (_, entry) => {
                changes.push(MenuChange::Insert(at, entry.clone()));
                now.insert(at, entry.clone());
                at += 1;
            }
        }
    }
    changes.extend((wanted.len()..now.len()).rev().map(MenuChange::Remove));
    changes
}

fn stays(entry: &MenuEntry, wanted: &MenuEntry) -> bool {
    match (entry, wanted) {
        (MenuEntry::Line(entry), MenuEntry::Line(wanted)) => entry.id == wanted.id,
        (entry, wanted) => entry == wanted,
    }
}

#[cfg(test)]
#[path = "menu_tests.rs"]
mod tests;
