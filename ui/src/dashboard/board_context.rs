//! What cards and their rows are drawn with.

use captrack_contract::{CardKey, GroupBy, HullRow, Rights};
use yew::Callback;

use crate::dashboard::board::ClassNames;
use crate::dashboard::menu::Menu;
use crate::dashboard::selection::SelectAction;
use crate::platform::shared::SharedRef;

/// What is common to all cards of a board.
#[derive(Debug, PartialEq)]
pub struct BoardContext {
    /// Pilots have pictures.
    pub pictures: bool,
    /// What a card stands for.
    pub group_by: GroupBy,
    /// What the user calls classes.
    pub class_names: ClassNames,
    /// What the user may do.
    pub rights: Rights,
    /// The user opens a card or closes it: which, and whether it is closed then.
    pub on_toggle: Callback<(CardKey, bool)>,
    /// The user opens a panel.
    pub on_menu: Callback<Menu>,
    /// The user selects a card or a row.
    pub on_select: Callback<SelectAction>,
}

/// A row in the page.
#[derive(Debug, Clone, PartialEq)]
pub struct RowView {
    /// Which row of the card.
    pub row: u32,
    /// What is in it; none: it has not come yet.
    pub known: Option<SharedRef<HullRow>>,
    /// It is selected.
    pub selected: bool,
}
