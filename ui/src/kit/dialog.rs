//! A question that must be answered before the page goes on. The web view keeps the focus inside and everything else still.

use web_sys::{Element, HtmlDialogElement};
use yew::prelude::*;

use crate::platform::dom;

/// What is asked.
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// Its name in attributes.
    pub name: AttrValue,
    /// Its heading, by which a screen reader calls it.
    pub title: AttrValue,
    /// The user wants it gone.
    pub on_close: Callback<()>,
    /// What stands under the heading.
    pub children: Children,
}

/// The dialog: Escape closes it, and the focus goes back to where it was.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let place = use_node_ref();
    {
        let place = place.clone();
        use_effect_with((), move |()| {
            let before: Option<Element> = dom::document().and_then(|document| document.active_element());
            if let Some(dialog) = place.cast::<HtmlDialogElement>() {
                // It is refused only to what is open already or not in the page.
                let _ = dialog.show_modal();
            }
            move || dom::focus(before)
        });
    }
    let oncancel = {
        let on_close = props.on_close.clone();
        Callback::from(move |event: Event| {
            // It goes when the page says so, not by itself.
            event.prevent_default();
            on_close.emit(());
        })
    };
    let title_id = format!("dialog-{}", props.name);
    html! {
        <dialog ref={place} class="dialog" data-dialog={props.name.clone()} aria-labelledby={title_id.clone()} {oncancel}>
            <h2 id={title_id}>{ props.title.clone() }</h2>
            { for props.children.iter() }
        </dialog>
    }
}
