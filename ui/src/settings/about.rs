//! About: what this is, its licence, and whose New Eden is.

use captrack_contract::WindowCommand;
use yew::prelude::*;

use crate::desk::link::use_link;
use crate::kit::icon::{Drawing, Icon};
use crate::words::text::{args, say, say_with};

/// The section.
#[derive(Properties, PartialEq)]
pub struct AboutProps {
    /// The program's version.
    pub version: String,
}

/// Version, licence, notices, and where to look further.
#[component]
pub fn About(props: &AboutProps) -> Html {
    let link = use_link();
    let open = |topic: &'static str| {
        let link = link.clone();
        Callback::from(move |_: MouseEvent| {
            link.ask_window(WindowCommand::OpenHelp { topic: topic.into() });
        })
    };
    let version = say_with("about-version", &args!("version" => props.version.as_str()));
    html! {
        <>
            <section class="panel about">
                <span class="mark is-large" aria-hidden="true"><Drawing icon={Icon::Mark} size={28} /></span>
                <div>
                    <h2>{ say("program") }</h2>
                    <p data-fact="version">{ version }</p>
                    <div class="buttons">
                        <button class="button" type="button" data-action="open-source" onclick={open("source")}>
                            { say("about-source") }
                            <Drawing icon={Icon::Out} size={14} />
                        </button>
                        <button class="button" type="button" data-action="open-authorized-apps" onclick={open("eve_authorized_apps")}>
                            { say("authorized-apps") }
                            <Drawing icon={Icon::Out} size={14} />
                        </button>
                    </div>
                </div>
            </section>
            <section class="panel facts">
                <h2>{ say("about-licence") }</h2>
                <p>{ say("about-licence-what") }</p>
                <p class="quiet">{ say("about-font") }</p>
                <h2>{ say("about-ccp") }</h2>
                <p data-fact="ccp">{ say("about-ccp-notice") }</p>
                <p class="quiet">{ say("about-ccp-independent") }</p>
            </section>
        </>
    }
}
