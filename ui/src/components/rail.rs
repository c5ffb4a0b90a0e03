//! The rail on the left: the program's mark and its pages.

use captrack_contract::{Page, WindowCommand};
use yew::prelude::*;

use crate::components::icon::{Drawing, Icon};
use crate::link::use_link;
use crate::text::say;

/// The rail of the main window.
#[component]
pub fn Rail() -> Html {
    let link = use_link();
    let settings = Callback::from(move |_: MouseEvent| {
        link.ask_window(WindowCommand::Open { page: Page::Settings });
    });
    html! {
        <nav class="rail" aria-label={say("rail")}>
            <span class="mark" aria-hidden="true"><Drawing icon={Icon::Mark} size={20} /></span>
            <button
                id="rail-dashboard"
                class="rail-button is-here"
                type="button"
                aria-current="page"
                aria-label={say("dashboard")}
                title={say("dashboard")}
            >
                <Drawing icon={Icon::Dashboard} size={20} />
            </button>
            <span class="rail-space" />
            <button
                id="rail-settings"
                class="rail-button"
                type="button"
                data-action="open-settings"
                aria-label={say("settings")}
                title={say("settings")}
                onclick={settings}
            >
                <Drawing icon={Icon::Settings} size={20} />
            </button>
        </nav>
    }
}
