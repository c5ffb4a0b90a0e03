//! Data and privacy: what is kept where, and how it goes away.

use std::rc::Rc;

use captrack_contract::{SettingsView, WindowCommand};
use yew::prelude::*;

use crate::components::copy_field::CopyField;
use crate::components::icon::{Drawing, Icon};
use crate::link::use_link;
use crate::text::say;

/// The section.
#[derive(Properties, PartialEq)]
pub struct DataProps {
    /// All settings.
    pub view: Rc<SettingsView>,
}

/// What is kept, sent and forgotten.
#[component]
pub fn Data(props: &DataProps) -> Html {
    let link = use_link();
    let authorized_apps = Callback::from(move |_: MouseEvent| {
        link.ask_window(WindowCommand::OpenHelp { topic: "eve_authorized_apps".into() });
    });
    html! {
        <>
            <section class="panel facts">
                <h2>{ say("data-where") }</h2>
                <CopyField name={say("data-folder")} text={props.view.data_folder.clone()} />
                <p class="quiet">{ say("data-folder-what") }</p>
                <h2>{ say("data-secrets") }</h2>
                <p data-fact="secrets">{ props.view.secrets_in.clone() }</p>
                <p class="quiet">{ say("data-secrets-what") }</p>
            </section>
            <section class="panel facts">
                <h2>{ say("data-read") }</h2>
                <p>{ say("data-read-what") }</p>
                <h2>{ say("data-sent") }</h2>
                <p>{ say("data-sent-what") }</p>
                <h2>{ say("data-forgotten") }</h2>
                <p>{ say("data-forgotten-what") }</p>
                <button class="button" type="button" data-action="open-authorized-apps" onclick={authorized_apps}>
                    { say("authorized-apps") }
                    <Drawing icon={Icon::Out} size={14} />
                </button>
            </section>
        </>
    }
}
