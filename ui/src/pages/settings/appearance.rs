//! Appearance: dark, light, or as the system has it.

use captrack_contract::{Preferences, Theme};
use yew::prelude::*;

use crate::text::say;

/// The section.
#[derive(Properties, PartialEq)]
pub struct AppearanceProps {
    /// Look and behaviour.
    pub preferences: Preferences,
    /// The user chooses otherwise.
    pub on_choose: Callback<Preferences>,
}

const THEMES: [Theme; 3] = [Theme::System, Theme::Dark, Theme::Light];

const fn name(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "system",
        Theme::Dark => "dark",
        Theme::Light => "light",
    }
}

fn label(theme: Theme) -> AttrValue {
    say(match theme {
        Theme::System => "theme-system",
        Theme::Dark => "theme-dark",
        Theme::Light => "theme-light",
    })
}

/// A small picture of each theme to choose from.
#[component]
pub fn Appearance(props: &AppearanceProps) -> Html {
    html! {
        <div class="themes" role="radiogroup" aria-label={say("theme")}>
            for theme in THEMES {
                <label key={name(theme)} class="theme" data-theme-choice={name(theme)}>
                    <input
                        type="radio"
                        name="theme"
                        value={name(theme)}
                        checked={theme == props.preferences.theme}
                        onchange={
                            let preferences = props.preferences.clone();
                            props.on_choose.reform(move |_: Event| Preferences { theme, ..preferences.clone() })
                        }
                    />
                    <span class="theme-picture" aria-hidden="true">
                        for half in halves(theme).iter().copied() {
                            <span key={half} class="theme-half" data-look={half}><i /><b /><s /></span>
                        }
                    </span>
                    <span class="theme-name">{ label(theme) }</span>
                </label>
            }
        </div>
    }
}

const fn halves(theme: Theme) -> &'static [&'static str] {
    match theme {
        Theme::System => &["dark", "light"],
        Theme::Dark => &["dark"],
        Theme::Light => &["light"],
    }
}
