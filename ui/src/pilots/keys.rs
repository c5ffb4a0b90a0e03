//! What the keys mean among the pilots. Pure.

use crate::kit::list::step::ListStep;

/// What the user wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PilotIntent {
    /// Go to another line.
    Go(ListStep),
    /// Choose the pilot, or no longer.
    Choose,
    /// What can be done with the pilot.
    Menu,
    /// Put the pilot, or all who are chosen, under another main.
    Main,
    /// Snooze the pilot, or all who are chosen.
    Snooze,
    /// Nobody is chosen any more.
    ChooseNobody,
}

/// What a key means; none: it is not ours. `plain`: without Ctrl, Alt or the system's key. `on_line`: the line itself has the
/// focus, no button or box on it.
pub fn intent(key: &str, plain: bool, on_line: bool) -> Option<PilotIntent> {
    if !plain {
        return None;
    }
    Some(match key {
        "ArrowUp" => PilotIntent::Go(ListStep::Up),
        "ArrowDown" => PilotIntent::Go(ListStep::Down),
        "Home" => PilotIntent::Go(ListStep::First),
        "End" => PilotIntent::Go(ListStep::Last),
        "PageUp" => PilotIntent::Go(ListStep::PageUp),
        "PageDown" => PilotIntent::Go(ListStep::PageDown),
        // On a button or box they are its own.
        " " if on_line => PilotIntent::Choose,
        "Enter" if on_line => PilotIntent::Menu,
        "ContextMenu" => PilotIntent::Menu,
        "m" => PilotIntent::Main,
        "s" => PilotIntent::Snooze,
        "Escape" => PilotIntent::ChooseNobody,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_means_something_on_a_line() {
        for (key, means) in [
            ("ArrowUp", PilotIntent::Go(ListStep::Up)),
            ("ArrowDown", PilotIntent::Go(ListStep::Down)),
            ("Home", PilotIntent::Go(ListStep::First)),
            ("End", PilotIntent::Go(ListStep::Last)),
            ("PageUp", PilotIntent::Go(ListStep::PageUp)),
            ("PageDown", PilotIntent::Go(ListStep::PageDown)),
            (" ", PilotIntent::Choose),
            ("Enter", PilotIntent::Menu),
            ("ContextMenu", PilotIntent::Menu),
            ("m", PilotIntent::Main),
            ("s", PilotIntent::Snooze),
            ("Escape", PilotIntent::ChooseNobody),
        ] {
            assert_eq!(intent(key, true, true), Some(means), "{key}");
            assert_eq!(intent(key, false, true), None, "{key}");
        }
        assert_eq!(intent("x", true, true), None);
    }

    #[test]
    fn a_button_on_a_line_keeps_its_own_keys() {
        assert_eq!(intent(" ", true, false), None);
        assert_eq!(intent("Enter", true, false), None);
        assert_eq!(intent("ArrowDown", true, false), Some(PilotIntent::Go(ListStep::Down)));
    }
}
