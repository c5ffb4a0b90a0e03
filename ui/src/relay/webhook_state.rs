//! How a webhook is doing, in the relay's queues and in its settings.

use yew::prelude::*;

use crate::words::text::say;

/// The mark beside a webhook's name: whether it is set, refused, and in use while the relay is on.
pub fn webhook_state(is_set: bool, is_refused: bool, relays: bool) -> Html {
    let (class, text) = match (is_set, is_refused) {
        (false, _) => ("", "webhook-not-set"),
        (true, true) => ("is-trouble", "webhook-trouble"),
        (true, false) if relays => ("is-well", "webhook-in-use"),
        (true, false) => ("", "webhook-relay-off"),
    };
    html! { <span class={classes!("webhook-state", class)}>{ say(text) }</span> }
}
