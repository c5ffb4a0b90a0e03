//! The panel that is open among the pilots, whichever it is.

use captrack_contract::Rights;
use yew::prelude::*;

use crate::actions::mains::find_panel::FindMainPanel;
use crate::actions::mains::put_under_panel::PutUnderPanel;
use crate::actions::sign_out::panel::SignOutPanel;
use crate::actions::snooze;
use crate::actions::snooze::panel::SnoozePanel;
use crate::pilots::actions::ActionsPanel;
use crate::pilots::state::{PilotMenu, PilotPanel};
use crate::platform::shared::SharedRef;

/// Which panel.
#[derive(Properties, PartialEq)]
pub struct OpenPanelProps {
    /// The panel.
    pub menu: PilotMenu,
    /// What this desk's user may do.
    pub rights: Rights,
    /// The snooze durations on offer, in seconds.
    pub durations: SharedRef<Vec<u64>>,
    /// The user goes on to another panel.
    pub on_menu: Callback<PilotMenu>,
    /// The user is done with it.
    pub on_close: Callback<()>,
}

/// The panel.
#[component]
pub fn OpenPanel(props: &OpenPanelProps) -> Html {
    let (anchor, on_close) = (props.menu.anchor.clone(), props.on_close.clone());
    match props.menu.panel.clone() {
        PilotPanel::Actions(row) => html! {
            <ActionsPanel {anchor} {row} rights={props.rights.clone()} on_menu={props.on_menu.clone()} {on_close} />
        },
        PilotPanel::FindMain(movers) => html! { <FindMainPanel {anchor} {movers} {on_close} /> },
        PilotPanel::PutUnder { movers, main, name } => html! {
            <PutUnderPanel {anchor} {movers} {main} {name} {on_close} />
        },
        PilotPanel::Snooze { whom, pilots, snoozed } => html! {
            <SnoozePanel
                {anchor}
                {whom}
                {pilots}
                snoozed={snooze::of_one(snoozed)}
                durations={props.durations.clone()}
                {on_close}
            />
        },
        PilotPanel::SignOut { pilot, name } => html! { <SignOutPanel {anchor} {pilot} {name} {on_close} /> },
    }
}
