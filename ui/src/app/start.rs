//! Starts the page that the window asks for.

use captrack_text::Language;
use yew::prelude::*;

use crate::app::main_window::MainWindow;
use crate::platform::dom;
use crate::relay::settings::Discord;
use crate::settings::page::{DiscordSection, SettingsPage};

/// Draws the page: `index.html?page=settings` is the settings window, everything else the main window. `language` in the
/// address is what it speaks.
pub fn start() {
    let language = dom::query_parameter("language").as_deref().and_then(Language::from_name);
    language.unwrap_or_default().speak();
    let Some(body) = dom::document().and_then(|document| document.body()) else {
        return;
    };
    // A place of its own, so that panels can have theirs beside it.
    let Some(root) = dom::document().and_then(|document| document.create_element("div").ok()) else {
        return;
    };
    root.set_id("page");
    if body.append_child(&root).is_ok() {
        yew::Renderer::<App>::with_root(root).render();
    }
}

#[component]
fn App() -> Html {
    let page = use_memo((), |()| dom::query_parameter("page"));
    // The settings know no other feature: what one of them shows there is put in here.
    let discord_section = use_callback((), |section: DiscordSection, ()| {
        let DiscordSection { view, relay, locked, on_relay } = section;
        html! { <Discord {view} {relay} {locked} {on_relay} /> }
    });
    match page.as_deref() {
        Some("settings") => html! { <SettingsPage discord={discord_section} /> },
        _ => html! { <MainWindow /> },
    }
}
