//! The panel that is open, whichever it is.

use captrack_contract::{BoardQuery, SnoozeFrom};
use yew::prelude::*;

use crate::actions::acknowledge::panel::AcknowledgePanel;
use crate::actions::links::panel::LinksPanel;
use crate::actions::mains::find_panel::FindMainPanel;
use crate::actions::mains::put_under_panel::PutUnderPanel;
use crate::actions::snooze::panel::SnoozePanel;
use crate::dashboard::menu::{BoardPanel, Menu};
use crate::platform::shared::SharedRef;

/// Which panel.
#[derive(Properties, PartialEq)]
pub struct OpenMenuProps {
    /// The panel.
    pub menu: Menu,
    /// What is shown of the board.
    pub query: BoardQuery,
    /// The snooze durations on offer, in seconds.
    pub durations: SharedRef<Vec<u64>>,
    /// What is selected was snoozed or acknowledged.
    pub on_done: Callback<()>,
    /// The user is done with it.
    pub on_close: Callback<()>,
}

/// The panel. It hangs from its button, but lives apart from it.
#[component]
pub fn OpenMenu(props: &OpenMenuProps) -> Html {
    let (anchor, on_close) = (props.menu.hook.id.clone(), props.on_close.clone());
    let on_done = if props.menu.is_about_selection() { props.on_done.clone() } else { Callback::noop() };
    match props.menu.panel.clone() {
        BoardPanel::Snooze { whom, pilots, snoozed } => {
            let from = SnoozeFrom { query: props.query.clone(), card: props.menu.hook.card };
            let from = Some(from).filter(|_| !props.menu.is_about_selection());
            let durations = props.durations.clone();
            html! { <SnoozePanel {anchor} {whom} {pilots} {snoozed} {from} {durations} {on_done} {on_close} /> }
        }
        BoardPanel::Acknowledge { mains, name } => {
            html! { <AcknowledgePanel {anchor} {mains} {name} {on_done} {on_close} /> }
        }
        BoardPanel::Links(subject) => html! { <LinksPanel {anchor} {subject} {on_close} /> },
        BoardPanel::FindMain(mover) => html! { <FindMainPanel {anchor} movers={vec![mover]} {on_close} /> },
        BoardPanel::PutUnder { mover, main, name } => html! {
            <PutUnderPanel {anchor} movers={vec![mover]} {main} {name} {on_close} />
        },
    }
}
