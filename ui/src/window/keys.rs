//! What the keys of the main window mean. Pure.

use crate::kit::list::step::ListStep;

/// What the user wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// Go to the search.
    Search,
    /// See the keys.
    Help,
    /// Other cards: mains, systems, regions in turn.
    Group,
    /// Go to another card or row.
    Go(ListStep),
    /// Open the card, or go into it.
    Open,
    /// Go out of the rows, or close the card.
    Close,
    /// Close the card of a row.
    Collapse,
    /// Select the card or row, or no longer.
    Select,
    /// Select nothing any more.
    SelectNothing,
    /// Snooze what the focus is on.
    Snooze,
    /// Acknowledge the card, or take that back.
    Acknowledge,
    /// Put the pilot of the row under another main.
    Main,
    /// Copy names of the card or row, or look them up.
    Links,
}

/// Where a key was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPlace {
    /// In the search of the page, which leads down to what it found.
    SearchField,
    /// In another field, a choice or an open panel, which have their own use for keys.
    Field,
    /// On a row.
    Row,
    /// Elsewhere on the board, or nowhere in particular.
    Board,
    /// In another corner of the page.
    Elsewhere,
}

impl KeyPlace {
    /// Letters and digits are written there.
    pub const fn is_field(self) -> bool {
        matches!(self, Self::SearchField | Self::Field)
    }
}

/// What a key means there; none: it is not ours. `plain`: without Ctrl, Alt or the system's key.
pub fn intent(key: &str, plain: bool, at: KeyPlace) -> Option<Intent> {
    if !plain || at == KeyPlace::Field {
        return None;
    }
    if at == KeyPlace::SearchField {
        return (key == "ArrowDown").then_some(Intent::Go(ListStep::Down));
    }
    match key {
        "/" => return Some(Intent::Search),
        "?" => return Some(Intent::Help),
        "g" => return Some(Intent::Group),
        _ if at == KeyPlace::Elsewhere => return None,
        _ => {}
    }
    Some(match key {
        "ArrowUp" => Intent::Go(ListStep::Up),
        "ArrowDown" => Intent::Go(ListStep::Down),
        "Home" => Intent::Go(ListStep::First),
        "End" => Intent::Go(ListStep::Last),
        "PageUp" => Intent::Go(ListStep::PageUp),
        "PageDown" => Intent::Go(ListStep::PageDown),
        "j" => Intent::Go(ListStep::NextCard),
        "k" => Intent::Go(ListStep::PreviousCard),
        "ArrowRight" => Intent::Open,
        "ArrowLeft" => Intent::Close,
        // On anything but a row, Enter is the button's own.
        "Enter" if at == KeyPlace::Row => Intent::Collapse,
        "x" => Intent::Select,
        "Escape" => Intent::SelectNothing,
        "s" => Intent::Snooze,
        "a" => Intent::Acknowledge,
        "m" => Intent::Main,
        "o" => Intent::Links,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_means_something_on_the_board() {
        for (key, means) in [
            ("/", Intent::Search),
            ("?", Intent::Help),
            ("g", Intent::Group),
            ("ArrowDown", Intent::Go(ListStep::Down)),
            ("ArrowUp", Intent::Go(ListStep::Up)),
            ("Home", Intent::Go(ListStep::First)),
            ("End", Intent::Go(ListStep::Last)),
            ("PageUp", Intent::Go(ListStep::PageUp)),
            ("PageDown", Intent::Go(ListStep::PageDown)),
            ("j", Intent::Go(ListStep::NextCard)),
            ("k", Intent::Go(ListStep::PreviousCard)),
            ("ArrowRight", Intent::Open),
            ("ArrowLeft", Intent::Close),
            ("x", Intent::Select),
            ("Escape", Intent::SelectNothing),
            ("s", Intent::Snooze),
            ("a", Intent::Acknowledge),
            ("m", Intent::Main),
            ("o", Intent::Links),
        ] {
            assert_eq!(intent(key, true, KeyPlace::Board), Some(means), "{key}");
            assert_eq!(intent(key, true, KeyPlace::Row), Some(means), "{key}");
        }
    }

    #[test]
    fn enter_is_the_button_s_own_except_on_a_row() {
        assert_eq!(intent("Enter", true, KeyPlace::Row), Some(Intent::Collapse));
        assert_eq!(intent("Enter", true, KeyPlace::Board), None);
    }

    #[test]
    fn what_is_typed_into_a_field_or_with_ctrl_is_not_ours() {
        for key in ["/", "s", "g", "ArrowDown", "Enter"] {
            assert_eq!(intent(key, true, KeyPlace::Field), None);
            assert_eq!(intent(key, false, KeyPlace::Board), None);
        }
    }

    #[test]
    fn down_leads_out_of_the_search_and_everything_else_is_its_own() {
        assert_eq!(intent("ArrowDown", true, KeyPlace::SearchField), Some(Intent::Go(ListStep::Down)));
        for key in ["ArrowUp", "Home", "/", "s", "Enter"] {
            assert_eq!(intent(key, true, KeyPlace::SearchField), None);
        }
        assert_eq!(intent("ArrowDown", false, KeyPlace::SearchField), None);
    }

    #[test]
    fn in_another_corner_of_the_page_only_what_needs_no_card_means_something() {
        assert_eq!(intent("/", true, KeyPlace::Elsewhere), Some(Intent::Search));
        assert_eq!(intent("?", true, KeyPlace::Elsewhere), Some(Intent::Help));
        assert_eq!(intent("s", true, KeyPlace::Elsewhere), None);
        assert_eq!(intent("ArrowDown", true, KeyPlace::Elsewhere), None);
    }
}
