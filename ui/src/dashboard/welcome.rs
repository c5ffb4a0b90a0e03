//! The first screen: nobody is signed in yet.

use captrack_contract::{Page, SettingsSection, SignInView, WindowCommand, commands};
use yew::prelude::*;

use crate::actions::sign_in::client_id::ClientIdSteps;
use crate::actions::sign_in::sign_in_box::SignInBox;
use crate::desk::link::use_link;
use crate::kit::icon::{Drawing, Icon};
use crate::words::text::say;

/// How one starts here.
#[derive(Properties, PartialEq)]
pub struct WelcomeProps {
    /// A client id is known.
    pub can_sign_in: bool,
    /// It is the demo already.
    pub demo: bool,
}

/// What the program does, and the way in.
#[component]
pub fn Welcome(props: &WelcomeProps) -> Html {
    let link = use_link();
    let connect = {
        let link = link.clone();
        Callback::from(move |_: MouseEvent| {
            let section = Some(SettingsSection::AllianceAuth);
            link.ask_window(WindowCommand::Open { page: Page::Settings, section });
        })
    };
    let show_demo = {
        let link = link.clone();
        Callback::from(move |_: MouseEvent| link.ask_window(WindowCommand::OpenDemo))
    };
    let sign_in = use_state(|| None::<SignInView>);
    {
        let sign_in = sign_in.clone();
        use_effect_with(props.can_sign_in, move |can_sign_in| {
            if !can_sign_in {
                link.look_up(commands::Settings, move |settings| sign_in.set(Some(settings.sign_in)));
            }
        });
    }
    let offer_auth = html! {
        <div class="offer-auth" data-offer="allianceauth">
            <div>
                <h3>{ say("welcome-auth") }</h3>
                <p class="quiet">{ say("welcome-auth-what") }</p>
            </div>
            <button class="button" type="button" data-action="connect-auth" onclick={connect}>
                { say("welcome-auth-connect") }
            </button>
        </div>
    };
    html! {
        <section class="welcome" data-state="signed-out">
            <span class="welcome-mark" aria-hidden="true"><Drawing icon={Icon::Mark} size={36} /></span>
            <h2>{ say("welcome") }</h2>
            <p class="lead">{ say("welcome-what") }</p>
            if props.can_sign_in {
                <SignInBox possible=true />
                { offer_auth }
            } else {
                // The shorter way first: the other one takes some steps.
                { offer_auth }
                <div class="panel">
                    <h3>{ say("client-id-needed") }</h3>
                    <p class="quiet">{ say("client-id-why") }</p>
                    if let Some(sign_in) = (*sign_in).clone() {
                        <ClientIdSteps {sign_in} />
                    } else {
                        <span class="spinner" aria-hidden="true" />
                    }
                    <p class="consent">{ say("consent") }</p>
                </div>
            }
            if !props.demo {
                <div class="offer-demo" data-offer="demo">
                    <p>{ say("welcome-demo") }</p>
                    <div class="buttons">
                        <button class="button" type="button" data-action="show-demo" onclick={show_demo}>
                            { say("welcome-demo-show") }
                        </button>
                    </div>
                </div>
            }
        </section>
    }
}
