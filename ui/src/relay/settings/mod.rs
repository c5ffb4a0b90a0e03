//! Discord: whether this desk relays, where to, and how.

pub mod digest;
pub mod options;
pub mod panel;
pub mod pings;
pub mod webhook;

use std::rc::Rc;

use captrack_contract::SettingsView;
use yew::prelude::*;

use crate::kit::switch::Switch;
use crate::relay::settings::options::RelayOptionsPanels;
use crate::relay::settings::webhook::Webhook;
use crate::words;
use crate::words::text::say;

/// The section.
#[derive(Properties, PartialEq)]
pub struct DiscordProps {
    /// All settings.
    pub view: Rc<SettingsView>,
    /// This desk relays, the latest switch included.
    pub relay: bool,
    /// This desk's user may look and not change anything.
    pub locked: bool,
    /// The user switches it.
    pub on_relay: Callback<bool>,
}

/// The switch, both webhooks, and how messages are written.
#[component]
pub fn Discord(props: &DiscordProps) -> Html {
    html! {
        <>
            <section class="panel is-switches">
                <Switch
                    name="relay"
                    label={say("relay")}
                    meaning={say("relay-meaning")}
                    on={props.relay}
                    locked={props.locked}
                    on_switch={props.on_relay.clone()}
                />
            </section>
            for view in &props.view.webhooks {
                <Webhook key={words::webhook_name(view.webhook)} view={view.clone()} relay={props.relay} locked={props.locked} />
            }
            <RelayOptionsPanels locked={props.locked} />
        </>
    }
}
