//! A text to take elsewhere, with a button that copies it.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{FocusEvent, HtmlInputElement};
use yew::prelude::*;

use crate::desk::link::{DeskLink, use_link};
use crate::kit::icon::{Drawing, Icon};
use crate::platform::dom;
use crate::words::text::{args, say, say_with};

/// Puts a text on the clipboard and tells how that went.
pub fn copy(link: &DeskLink, name: &AttrValue, text: &str) {
    let (link, name) = (link.clone(), name.to_string());
    let writing = dom::clipboard().map(|clipboard| clipboard.write_text(text));
    spawn_local(async move {
        let copied = match writing {
            Some(writing) => JsFuture::from(writing).await.is_ok(),
            None => false,
        };
        let name = args!("name" => name);
        if copied {
            link.done(say_with("copied", &name));
        } else {
            link.failed(say_with("not-copied", &name));
        }
    });
}

/// What to copy.
#[derive(Properties, PartialEq)]
pub struct CopyFieldProps {
    /// What it is.
    pub name: AttrValue,
    /// The text.
    pub text: AttrValue,
}

/// The text, selected when it gets the focus, and the button.
#[component]
pub fn CopyField(props: &CopyFieldProps) -> Html {
    let link = use_link();
    let onclick = {
        let (name, text) = (props.name.clone(), props.text.clone());
        Callback::from(move |_: MouseEvent| copy(&link, &name, &text))
    };
    let onfocus = Callback::from(|event: FocusEvent| {
        if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
            field.select();
        }
    });
    let label = say_with("copy-name", &args!("name" => props.name.to_string()));
    html! {
        <span class="copy-field">
            <input
                class="field is-code"
                type="text"
                readonly=true
                value={props.text.clone()}
                aria-label={props.name.clone()}
                {onfocus}
            />
            <button class="button" type="button" data-action="copy" aria-label={label.clone()} title={label} {onclick}>
                <Drawing icon={Icon::Copy} size={15} />
                { say("copy") }
            </button>
        </span>
    }
}
