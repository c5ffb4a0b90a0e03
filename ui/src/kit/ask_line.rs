//! A question in place, before something that cannot be undone. It begins on the answer that changes nothing.

use yew::prelude::*;

use crate::kit::press_delay::use_armed;
use crate::platform::dom;
use crate::words::text::say;

/// What is asked.
#[derive(Properties, PartialEq)]
pub struct AskLineProps {
    /// Its name in attributes; its buttons are called `<name>-confirm` and `<name>-cancel`.
    pub name: AttrValue,
    /// The question, with what it would mean.
    pub question: AttrValue,
    /// What the button says that does it.
    pub yes: AttrValue,
    /// The user means it.
    pub on_yes: Callback<()>,
    /// The user thinks better of it.
    pub on_no: Callback<()>,
}

/// The line. Escape is *Cancel*.
#[component]
pub fn AskLine(props: &AskLineProps) -> Html {
    let armed = use_armed();
    let cancel = use_node_ref();
    {
        let cancel = cancel.clone();
        use_effect_with((), move |()| dom::focus(cancel.cast()));
    }
    let onkeydown = {
        let on_no = props.on_no.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                on_no.emit(());
            }
        })
    };
    let question_id = format!("{}-question", props.name);
    html! {
        <div class="ask-line" role="group" aria-labelledby={question_id.clone()} data-ask={props.name.clone()} {onkeydown}>
            <p id={question_id}>{ props.question.clone() }</p>
            <button
                class="button is-small is-danger"
                type="button"
                data-action={format!("{}-confirm", props.name)}
                disabled={!armed}
                onclick={props.on_yes.reform(|_: MouseEvent| ())}
            >
                { props.yes.clone() }
            </button>
            <button
                ref={cancel}
                class="button is-small"
                type="button"
                data-action={format!("{}-cancel", props.name)}
                onclick={props.on_no.reform(|_: MouseEvent| ())}
            >
                { say("cancel") }
            </button>
        </div>
    }
}
