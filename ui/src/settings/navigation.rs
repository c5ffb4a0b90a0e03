//! The list of sections at the left.

use yew::prelude::*;

use crate::settings::section::SettingsPart;
use crate::words::text::say;

/// Where the user is, and which sections want something.
#[derive(Properties, PartialEq)]
pub struct NavigationProps {
    /// The section that is shown.
    pub here: SettingsPart,
    /// Sections with edits that are not saved.
    pub edited: Vec<SettingsPart>,
    /// Sections in which something does not work until the user does something.
    pub needy: Vec<SettingsPart>,
    /// The user goes to another.
    pub on_go: Callback<SettingsPart>,
}

/// The sections.
#[component]
pub fn Navigation(props: &NavigationProps) -> Html {
    html! {
        <nav class="settings-nav" aria-label={say("settings")}>
            <p class="settings-name">{ say("settings") }</p>
            for of in SettingsPart::ALL {
                <button
                    key={of.name()}
                    class={classes!("settings-link", (of == props.here).then_some("is-here"))}
                    type="button"
                    data-go={of.name()}
                    aria-current={(of == props.here).then_some("page")}
                    onclick={props.on_go.reform(move |_: MouseEvent| of)}
                >
                    { of.title() }
                    if props.edited.contains(&of) {
                        <i class="mark-edited" title={say("edited")}><span class="unseen">{ say("edited") }</span></i>
                    } else if props.needy.contains(&of) {
                        <i class="mark-trouble" title={say("needs-you")}><span class="unseen">{ say("needs-you") }</span></i>
                    }
                </button>
            }
            <p class="settings-hint">{ say("settings-hint") }</p>
        </nav>
    }
}
