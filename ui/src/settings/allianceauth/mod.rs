//! AllianceAuth: how the desk is connected to it, and what it tells.

pub mod words;

mod browser_sign_in;
mod connect_form;
mod connected;
mod disconnect;
mod offer;
mod outcome;
mod rules;
mod token;

use std::rc::Rc;

use captrack_contract::SettingsView;
use connect_form::WayIn;
use connected::Connected;
use jiff::Timestamp;
use offer::Offer;
use yew::prelude::*;

use crate::desk::link::use_link;
use crate::words::text::{args, say, say_with};

/// The section.
#[derive(Properties, PartialEq)]
pub struct AllianceAuthProps {
    /// All settings.
    pub view: Rc<SettingsView>,
    /// Rules are edited and not saved.
    pub edited: bool,
}

/// The way in, or what is known of the connection.
#[component]
pub fn AllianceAuth(props: &AllianceAuthProps) -> Html {
    let view = &props.view;
    use_told(view);
    match &view.auth {
        Some(auth) => html! { <Connected view={view.clone()} auth={auth.clone()} edited={props.edited} /> },
        None => html! {
            <section class="panel" data-panel="way-in">
                <h2>{ say("auth-connect") }</h2>
                <p class="quiet">{ say("auth-what") }</p>
                <p class="quiet">{ say("auth-needs") }</p>
                if let Some(offer) = view.auth_offer.clone() {
                    <Offer {offer} />
                }
                <WayIn sign_in={view.auth_sign_in.clone()} />
            </section>
        },
    }
}

/// Tells of a new connection, whichever way it came: by a token, by a code that was pasted, by a link that another process took.
#[hook]
fn use_told(view: &Rc<SettingsView>) {
    let link = use_link();
    let before = use_mut_ref(|| None::<Option<Timestamp>>);
    let connected_at = view.auth.as_ref().map(|auth| auth.connected_at);
    let auth = view.auth.clone();
    use_effect_with(connected_at, move |connected_at| {
        let was = before.replace(Some(*connected_at));
        if let (Some(_), Some(auth)) = (was, auth) {
            let who = args!("server" => auth.server.as_str(), "main" => auth.main_name.as_str());
            link.done(say_with("auth-connected", &who));
        }
    });
}
