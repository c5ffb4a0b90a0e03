//! Dark, light, or as the system has it, followed live.

use captrack_domain::preferences::Theme;
use yew::prelude::*;

use crate::platform::dom::{self, Listener};

const PREFERS_LIGHT: &str = "(prefers-color-scheme: light)";

/// Draws the page in that theme.
#[hook]
pub fn use_theme(theme: Theme) {
    use_theme_once_known(Some(theme));
}

/// Draws the page in that theme as soon as it is known; until then it stays as it is.
#[hook]
pub fn use_theme_once_known(theme: Option<Theme>) {
    use_effect_with(theme, |theme| {
        let following = match theme {
            None => None,
            Some(Theme::Dark) => {
                put_on("dark");
                None
            }
            Some(Theme::Light) => {
                put_on("light");
                None
            }
            Some(Theme::System) => follow_system(),
        };
        move || drop(following)
    });
}

fn put_on(theme: &str) {
    let page = dom::document().and_then(|document| document.document_element());
    if let Some(page) = page {
        // The page without the attribute is dark.
        let _ = page.set_attribute("data-theme", theme);
    }
}

fn follow_system() -> Option<Listener> {
    let query = dom::window()?.match_media(PREFERS_LIGHT).ok()??;
    let follow = {
        let query = query.clone();
        move || put_on(if query.matches() { "light" } else { "dark" })
    };
    follow();
    Some(Listener::new(query.into(), "change", move |_| follow()))
}

#[cfg(test)]
mod tests;
