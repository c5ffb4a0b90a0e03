//! The next message, as Discord will show it.

use serde_json::Value;
use yew::prelude::*;

use crate::relay::body;
use crate::relay::message::Message;
use crate::words::text::say;

/// Which message.
#[derive(Properties, PartialEq)]
pub struct PreviewProps {
    /// Discord's body; none: nothing stands.
    pub body: Option<Value>,
    /// It waits to be sent.
    pub is_next: bool,
}

/// The message, and which one it is.
#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let message = use_memo(props.body.clone(), |body| body.as_ref().map(body::read));
    let (kind, line) = match (&props.body, props.is_next) {
        (None, _) => ("none", "discord-preview-none"),
        (Some(_), true) => ("next", "discord-preview-next"),
        (Some(_), false) => ("stands", "discord-preview-stands"),
    };
    html! {
        <section class="panel relay-preview" data-preview={kind} aria-label={say("discord-preview")}>
            <h2>{ say("discord-preview") }</h2>
            <p class="quiet" data-part="preview-line">{ say(line) }</p>
            if let Some(message) = &*message {
                <Message message={message.clone()} />
            }
        </section>
    }
}
