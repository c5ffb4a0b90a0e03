//! The tray's menu: its entries, and the fewest changes from what is shown to what shall be shown.
//!
//! Linux cannot replace a tray's menu, and a menu that is rebuilt closes under the pointer. So entries are changed in place.

use captrack_contract::SnoozeLength;
use captrack_domain::words::chosen_length;

use crate::text::{args, say, say_with};
use crate::tray::choice::Choice;
use crate::tray::state::{TrayMain, TrayState};

/// One entry of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A line of text.
    Line(Line),
    /// A line between groups.
    Separator(&'static str),
    /// A main with what can be done about it.
    Submenu {
        /// Which, such as `main/2112000001`.
        id: String,
        /// What it says.
        text: String,
        /// What is in it.
        lines: Vec<Line>,
    },
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// A choice's id, or the name of a line that only says something.
    pub id: String,
    /// What it says.
    pub text: String,
    /// It can be chosen.
    pub enabled: bool,
}

/// A change of the menu; positions count from the top, after the changes before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A line says something else, or can be chosen now.
    Rewrite(usize, Line),
    /// A new entry.
    Insert(usize, Entry),
    /// An entry goes.
    Remove(usize),
}

/// The entries of the menu when the tray shows this.
pub fn entries(state: &TrayState) -> Vec<Entry> {
    let mut entries = vec![saying("line", &state.line)];
    entries.extend(state.note.iter().map(|note| saying("note", note)));
    entries.push(Entry::Separator("after-words"));
    entries.push(choosing(Choice::Open, say("menu-open")));
    entries.push(choosing(Choice::Check, say("menu-check")));
    entries.push(if state.paused {
        choosing(Choice::Resume, say("menu-resume"))
    } else {
        choosing(Choice::Pause, say("menu-pause"))
    });
    entries.push(Entry::Separator("after-doing"));
    if !state.mains.is_empty() {
        entries.extend(state.mains.iter().map(|main| submenu(main, state)));
        entries.push(Entry::Separator("after-mains"));
    }
    entries.push(choosing(Choice::Settings, say("menu-settings")));
    entries.push(choosing(Choice::Quit, say("menu-quit")));
    entries
}

fn submenu(main: &TrayMain, state: &TrayState) -> Entry {
    let may = state.may_snooze;
    let snooze = |length, text| Line { enabled: may, ..line(Choice::Snooze(main.main, length), text) };
    let mut lines = vec![line(Choice::ShowCard(main.main), say("menu-show-card"))];
    lines.extend(state.snooze_durations.iter().map(|secs| {
        let text = say_with("menu-snooze", &args!("length" => chosen_length(*secs)));
        snooze(SnoozeLength::Seconds(*secs), text)
    }));
    lines.push(snooze(SnoozeLength::UntilCleared, say("menu-snooze-until-cleared")));
    let seen = line(Choice::Acknowledge(main.main), say("menu-acknowledge"));
    lines.push(Line { enabled: may && !main.acknowledged, ..seen });
    let text = if main.acknowledged { "menu-main-acknowledged" } else { "menu-main" };
    Entry::Submenu {
        id: format!("main/{}", main.main),
        text: say_with(text, &args!("main" => main.name.as_str(), "hulls" => main.hulls.as_str())),
        lines,
    }
}

fn saying(id: &str, text: &str) -> Entry {
    Entry::Line(Line { id: id.to_owned(), text: text.to_owned(), enabled: false })
}

fn choosing(choice: Choice, text: String) -> Entry {
    Entry::Line(line(choice, text))
}

fn line(choice: Choice, text: String) -> Line {
    Line { id: choice.id(), text, enabled: true }
}

/// The changes that turn one menu into another. Submenus are exchanged, not rewritten: GTK keeps their old words.
pub fn changes(shown: &[Entry], wanted: &[Entry]) -> Vec<Change> {
    let mut now = shown.to_vec();
    let mut changes = Vec::new();
    let mut at = 0;
    while at < wanted.len() {
        match (now.get(at), &wanted[at]) {
            (Some(entry), wanted) if entry == wanted => at += 1,
            (Some(Entry::Line(entry)), Entry::Line(line)) if entry.id == line.id => {
                changes.push(Change::Rewrite(at, line.clone()));
                now[at] = wanted[at].clone();
                at += 1;
            }
            (Some(entry), _) if !wanted[at..].iter().any(|wanted| stays(entry, wanted)) => {
                changes.push(Change::Remove(at));
                now.remove(at);
            }
            (_, entry) => {
                changes.push(Change::Insert(at, entry.clone()));
                now.insert(at, entry.clone());
                at += 1;
            }
        }
    }
    changes.extend((wanted.len()..now.len()).rev().map(Change::Remove));
    changes
}

fn stays(entry: &Entry, wanted: &Entry) -> bool {
    match (entry, wanted) {
        (Entry::Line(entry), Entry::Line(wanted)) => entry.id == wanted.id,
        (entry, wanted) => entry == wanted,
    }
}

#[cfg(test)]
#[path = "menu_tests.rs"]
mod tests;
