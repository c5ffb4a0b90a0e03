//! Something in a list that can be taken out again.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::kit::icon::{Drawing, Icon};
use crate::platform::dom;

/// What it is.
#[derive(Properties, PartialEq)]
pub struct TagProps {
    /// Its name in attributes.
    pub name: AttrValue,
    /// What it says.
    pub label: AttrValue,
    /// What it says besides, smaller.
    #[prop_or_default]
    pub detail: Option<AttrValue>,
    /// What a screen reader calls the button that takes it out.
    pub remove: AttrValue,
    /// The element id of what has the focus when the last one is taken out.
    pub then_focus: AttrValue,
    /// It cannot be taken out.
    #[prop_or_default]
    pub locked: bool,
    /// The user takes it out.
    pub on_remove: Callback<()>,
}

/// The tag. The focus goes on to the next one when it is taken out.
#[component]
pub fn Tag(props: &TagProps) -> Html {
    let onclick = {
        let (on_remove, then_focus) = (props.on_remove.clone(), props.then_focus.clone());
        Callback::from(move |event: MouseEvent| {
            focus_next(&event, &then_focus);
            on_remove.emit(());
        })
    };
    html! {
        <li class="tag" data-tag={props.name.clone()}>
            <span class="cut">{ props.label.clone() }</span>
            if let Some(detail) = &props.detail {
                <small>{ detail.clone() }</small>
            }
            if !props.locked {
                <button type="button" data-action="remove" aria-label={props.remove.clone()} title={props.remove.clone()} {onclick}>
                    <Drawing icon={Icon::Cross} size={12} />
                </button>
            }
        </li>
    }
}

/// Moves the focus from a tag's button to that of the next tag, or of the one before, or to `otherwise`.
pub fn focus_next(event: &MouseEvent, otherwise: &str) {
    let tag = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest("[data-tag]").ok().flatten());
    let button = |tag: Option<Element>| tag?.query_selector("[data-action=remove]").ok().flatten();
    let next =
        tag.and_then(|tag| button(tag.next_element_sibling()).or_else(|| button(tag.previous_element_sibling())));
    let fallback = || dom::by_id(otherwise);
    dom::focus(next.or_else(fallback));
}
