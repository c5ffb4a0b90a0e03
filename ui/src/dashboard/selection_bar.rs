//! What can be done with all cards and rows that are selected.

use captrack_domain::ids::PilotId;
use yew::prelude::*;

use crate::actions::rights::title;
use crate::dashboard::board::BoardModel;
use crate::dashboard::menu::{ACKNOWLEDGE_SELECTED, Menu, SNOOZE_SELECTED};
use crate::dashboard::selection::{SelectAction, Selection};
use crate::kit::icon::{Drawing, Icon};
use crate::platform::shared::SharedRef;
use crate::words::text::say;

/// What is selected.
#[derive(Properties, PartialEq)]
pub struct SelectionBarProps {
    /// It.
    pub selection: Selection,
    /// On which board.
    pub board: SharedRef<BoardModel>,
    /// The user opens a panel.
    pub on_menu: Callback<Menu>,
    /// The user selects nothing any more.
    pub on_select: Callback<SelectAction>,
}

/// The bar.
#[component]
pub fn SelectionBar(props: &SelectionBarProps) -> Html {
    let SelectionBarProps { selection, board, on_menu, on_select } = props;
    let right = &board.status.rights.snooze;
    let words = selection.words();
    let mains: Vec<PilotId> = selection.mains(board);
    let opens = |menu: Option<Menu>| {
        let on_menu = on_menu.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(menu) = &menu {
                on_menu.emit(menu.clone());
            }
        })
    };
    let nothing_to_acknowledge = mains.is_empty();
    html! {
        <div class="chosen-bar" role="region" aria-label={say("selected")} data-bar="selection">
            <p role="status">{ words }</p>
            <button
                id={SNOOZE_SELECTED}
                class="button is-small"
                type="button"
                data-action="snooze-selected"
                aria-haspopup="dialog"
                disabled={!right.is_granted()}
                title={title(right, say("snooze"))}
                onclick={opens(Menu::snooze_selected(selection, board))}
            >
                <Drawing icon={Icon::Moon} size={14} />
                { say("selected-snooze") }
            </button>
            <button
                id={ACKNOWLEDGE_SELECTED}
                class="button is-small"
                type="button"
                data-action="acknowledge-selected"
                aria-haspopup="dialog"
                disabled={!right.is_granted() || nothing_to_acknowledge}
                title={title(right, say(if nothing_to_acknowledge { "selected-nothing-alerts" } else { "acknowledge-meaning" }))}
                onclick={opens(Menu::acknowledge_selected(selection, board))}
            >
                <Drawing icon={Icon::Tick} size={14} />
                { say("selected-acknowledge") }
            </button>
            <button
                class="button is-small is-plain"
                type="button"
                data-action="select-nothing"
                onclick={on_select.reform(|_: MouseEvent| SelectAction::Nothing)}
            >
                { say("select-nothing") }
            </button>
        </div>
    }
}
