//! The rail on the left: the program's mark and its pages.

use captrack_contract::{Page, WindowCommand};
use yew::prelude::*;

use crate::desk::link::use_link;
use crate::kit::icon::{Drawing, Icon};
use crate::window::context::use_main_window;
use crate::window::main_page::MainPage;
use crate::words::text::{args, say, say_with};

/// The rail of the main window.
#[component]
pub fn Rail() -> Html {
    let link = use_link();
    let window = use_main_window();
    let settings = Callback::from(move |_: MouseEvent| {
        link.ask_window(WindowCommand::Open { page: Page::Settings, section: None });
    });
    let critical = window.surroundings.critical();
    html! {
        <nav class="rail" aria-label={say("rail")}>
            <span class="mark" aria-hidden="true"><Drawing icon={Icon::Mark} size={20} /></span>
            for page in MainPage::ALL {
                <PageButton
                    key={page.name()}
                    {page}
                    here={window.here}
                    critical={if page == MainPage::Dashboard { critical } else { 0 }}
                    go={window.go.clone()}
                />
            }
            <span class="rail-space" />
            <button
                id="rail-help"
                class="rail-button"
                type="button"
                data-action="open-help"
                aria-label={say("keys")}
                aria-keyshortcuts="?"
                title={say_with("rail-page", &args!("name" => say("keys").to_string(), "value" => "?"))}
                onclick={window.help.reform(|_: MouseEvent| ())}
            >
                <Drawing icon={Icon::Help} size={20} />
            </button>
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

#[derive(Properties, PartialEq)]
struct PageButtonProps {
    page: MainPage,
    here: MainPage,
    /// Hulls that are critical and not acknowledged, where that is worth a mark.
    critical: usize,
    go: Callback<MainPage>,
}

/// The way to a page.
#[component]
fn PageButton(props: &PageButtonProps) -> Html {
    let page = props.page;
    let is_here = page == props.here;
    let critical = Some(props.critical).filter(|critical| *critical > 0 && !is_here);
    let name = match critical {
        Some(n) => say_with("rail-critical", &args!("name" => page.title().to_string(), "n" => n)),
        None => page.title(),
    };
    let icon = match page {
        MainPage::Dashboard => Icon::Dashboard,
        MainPage::Pilots => Icon::Pilots,
        MainPage::Activity => Icon::Log,
        MainPage::Discord => Icon::Discord,
    };
    html! {
        <button
            id={format!("rail-{}", page.name())}
            class={classes!("rail-button", is_here.then_some("is-here"))}
            type="button"
            data-go={page.name()}
            aria-current={is_here.then_some("page")}
            aria-keyshortcuts={page.digit()}
            aria-label={name.clone()}
            title={say_with("rail-page", &args!("name" => name.to_string(), "value" => page.digit()))}
            onclick={props.go.reform(move |_: MouseEvent| page)}
        >
            <Drawing {icon} size={20} />
            if let Some(n) = critical {
                <span class="rail-count" aria-hidden="true">{ if n > 99 { "99+".to_owned() } else { n.to_string() } }</span>
            }
        </button>
    }
}
