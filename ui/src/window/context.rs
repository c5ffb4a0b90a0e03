//! What every page of the main window can ask of the window.

use captrack_contract::DashboardChanged;
use captrack_domain::ids::PilotId;
use yew::prelude::*;

use crate::desk;
use crate::desk::notices::PageNotices;
use crate::window::main_page::MainPage;
use crate::window::window_status::WindowStatus;

/// What every page of the main window can ask of the window.
#[derive(Clone, PartialEq)]
pub struct MainWindowContext {
    /// The page that is shown.
    pub here: MainPage,
    /// Goes to another.
    pub go: Callback<MainPage>,
    /// Goes to the dashboard, to the card of a main.
    pub show_card: Callback<PilotId>,
    /// Shows the keys.
    pub help: Callback<()>,
    /// What pages other than the board need besides their own.
    pub surroundings: WindowStatus,
    /// What the user's last steps came to, on whichever page they were.
    pub notices: UseReducerHandle<PageNotices>,
    /// The program has not been heard for a while: what is shown may be old.
    pub is_silent: bool,
}

/// The window that a page is in.
///
/// # Panics
/// Outside the main window.
#[hook]
pub fn use_main_window() -> MainWindowContext {
    use_context::<MainWindowContext>().expect("the main window provides itself around its pages")
}

/// Hears that something has changed.
#[hook]
pub fn use_changes(changed: &Callback<()>) {
    let changed = changed.clone();
    use_effect_with((), move |()| {
        let hearing = desk::hear(DashboardChanged::EVENT, move |_: DashboardChanged| changed.emit(()));
        move || drop(hearing)
    });
}
