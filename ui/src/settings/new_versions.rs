//! Whether CapTrack looks for new versions, and what it has found.

use captrack_contract::{NewVersions, WindowCommand, commands};
use yew::prelude::*;

use crate::desk::link::use_link;
use crate::kit::icon::{Drawing, Icon};
use crate::kit::switch::Switch;
use crate::words::text::{args, say, say_with};

/// The panel.
#[component]
pub fn NewVersionsPanel() -> Html {
    let link = use_link();
    let known = use_state_eq(NewVersions::default);
    {
        let (link, set) = (link.clone(), known.setter());
        use_effect_with((), move |()| link.look_up(commands::NewVersions, move |found| set.set(found)));
    }
    let on_switch = {
        let (link, set) = (link.clone(), known.setter());
        Callback::from(move |look: bool| {
            let set = set.clone();
            link.ask_then(commands::LookForVersions { look }, move |found| set.set(found));
        })
    };
    let open =
        Callback::from(move |_: MouseEvent| link.ask_window(WindowCommand::OpenHelp { topic: "releases".into() }));
    html! {
        <section class="panel is-switches">
            <Switch
                name="new-versions"
                label={say("new-versions")}
                meaning={say("new-versions-meaning")}
                on={known.looks == Some(true)}
                {on_switch}
            />
            if let Some(newer) = &known.newer {
                <div class="facts" data-fact="new-version">
                    <h3>{ say_with("new-version", &args!("version" => newer.version.as_str())) }</h3>
                    for (number, line) in newer.notes.lines().enumerate() {
                        <p key={number} class="quiet">{ line.to_owned() }</p>
                    }
                    <button class="button" type="button" data-action="open-releases" onclick={open}>
                        { say("new-version-page") }
                        <Drawing icon={Icon::Out} size={14} />
                    </button>
                </div>
            }
        </section>
    }
}
