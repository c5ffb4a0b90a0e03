//! The field that searches the board.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::kit::icon::{Drawing, Icon};
use crate::platform::dom;
use crate::words::text::say;

/// The element id of the field.
pub const SEARCH_FIELD: &str = "search";

/// What is searched for.
#[derive(Properties, PartialEq)]
pub struct SearchBoxProps {
    /// What a screen reader calls it.
    #[prop_or_else(|| say("search"))]
    pub label: AttrValue,
    /// What stands in it as long as nothing does.
    #[prop_or_else(|| say("search-example"))]
    pub example: AttrValue,
    /// What stands in the field.
    pub typed: AttrValue,
    /// The answer to it is awaited.
    pub waits: bool,
    /// The user types.
    pub on_type: Callback<String>,
    /// The user wants it now.
    pub on_enter: Callback<()>,
    /// The user goes on to what was found.
    pub on_leave: Callback<()>,
}

/// The field. Escape empties it, and once more leaves it.
#[component]
pub fn SearchBox(props: &SearchBoxProps) -> Html {
    let field = use_node_ref();
    let oninput = props.on_type.reform(|event: InputEvent| dom::value_of(&event));
    let onkeydown = {
        let (on_type, on_enter, on_leave) = (props.on_type.clone(), props.on_enter.clone(), props.on_leave.clone());
        let typed = props.typed.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.default_prevented() {
                // What was found has taken it already.
                return;
            }
            match event.key().as_str() {
                "Escape" if typed.is_empty() => on_leave.emit(()),
                "Escape" => on_type.emit(String::new()),
                "Enter" => on_enter.emit(()),
                "ArrowDown" => on_leave.emit(()),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let clear = {
        let (field, on_type) = (field.clone(), props.on_type.clone());
        Callback::from(move |_: MouseEvent| {
            on_type.emit(String::new());
            if let Some(field) = field.cast::<HtmlInputElement>() {
                let _ = field.focus();
            }
        })
    };
    html! {
        <search class="search" data-waits={props.waits.to_string()}>
            <Drawing icon={Icon::Search} size={15} />
            <input
                ref={field}
                id={SEARCH_FIELD}
                type="text"
                role="searchbox"
                autocomplete="off"
                spellcheck="false"
                maxlength="200"
                data-field="search"
                aria-label={props.label.clone()}
                aria-keyshortcuts="/"
                placeholder={props.example.clone()}
                value={props.typed.clone()}
                {oninput}
                {onkeydown}
            />
            if props.typed.is_empty() {
                <kbd aria-hidden="true">{ "/" }</kbd>
            } else {
                <button
                    class="icon-button is-small"
                    type="button"
                    data-action="clear-search"
                    aria-label={say("search-clear")}
                    title={say("search-clear")}
                    onclick={clear}
                >
                    <Drawing icon={Icon::Cross} size={12} />
                </button>
            }
        </search>
    }
}
