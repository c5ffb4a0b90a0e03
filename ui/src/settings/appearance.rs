//! Window: dark or light, how often it asks, and what it shows at first.

use captrack_domain::evaluate::Level;
use captrack_domain::preferences::{Preferences, SHORTEST_REFRESH, Theme};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::kit::level_shape::LevelShape;
use crate::kit::stepper::Stepper;
use crate::kit::switch::Switch;
use crate::kit::text_field::field_note;
use crate::settings::preference_switch::switching;
use crate::words;
use crate::words::text::{args, say, say_with};

/// The section.
#[derive(Properties, PartialEq)]
pub struct AppearanceProps {
    /// Look and behaviour.
    pub preferences: Preferences,
    /// The user chooses otherwise.
    pub on_choose: Callback<Preferences>,
}

const THEMES: [Theme; 3] = [Theme::System, Theme::Dark, Theme::Light];
/// The parts of the board, in its order.
const PARTS: [Level; 5] = [Level::Critical, Level::Alerting, Level::Informational, Level::Snoozed, Level::Unclassified];
/// As many seconds as the field has figures for.
const LONGEST_REFRESH: u32 = 9999;

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

/// The theme, the refresh and the parts of the board.
#[component]
pub fn Appearance(props: &AppearanceProps) -> Html {
    let choosing = |switch| switching(&props.preferences, &props.on_choose, switch);
    html! {
        <>
            <section class="panel">
                <h2>{ say("theme") }</h2>
                { themes(props) }
            </section>
            <section class="panel">
                <h2>{ say("open-parts") }</h2>
                <p class="quiet" id="open-parts-note">{ say("open-parts-what") }</p>
                { parts(props) }
            </section>
            <section class="panel is-switches">
                <Switch
                    name="remember-collapse"
                    label={say("remember-collapse")}
                    meaning={say("remember-collapse-meaning")}
                    on={props.preferences.remember_collapse}
                    on_switch={choosing(|preferences, on| preferences.remember_collapse = on)}
                />
                <Switch
                    name="show-informational"
                    label={say("show-informational")}
                    meaning={say("show-informational-meaning")}
                    on={props.preferences.show_informational}
                    on_switch={choosing(|preferences, on| preferences.show_informational = on)}
                />
                <Switch
                    name="show-unclassified"
                    label={say("show-unclassified")}
                    meaning={say("show-unclassified-meaning")}
                    on={props.preferences.show_unclassified}
                    on_switch={choosing(|preferences, on| preferences.show_unclassified = on)}
                />
                <Switch
                    name="letter-keys"
                    label={say("letter-keys")}
                    meaning={say("letter-keys-meaning")}
                    on={props.preferences.letter_keys}
                    on_switch={choosing(|preferences, on| preferences.letter_keys = on)}
                />
            </section>
            <Refresh preferences={props.preferences.clone()} on_choose={props.on_choose.clone()} />
        </>
    }
}

fn themes(props: &AppearanceProps) -> Html {
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

/// The preferences with a part of the board open or closed at first.
fn with_part(preferences: &Preferences, level: Level, open: bool) -> Preferences {
    let mut chosen = preferences.clone();
    if open {
        chosen.open_parts.insert(level);
    } else {
        chosen.open_parts.remove(&level);
    }
    chosen
}

fn parts(props: &AppearanceProps) -> Html {
    html! {
        <div class="boxes" role="group" aria-label={say("open-parts")} aria-describedby="open-parts-note">
            for level in PARTS {
                <label key={level.name()} class="box" data-part-choice={level.name()} data-level={level.name()}>
                    <input
                        type="checkbox"
                        data-field={format!("open-{}", level.name())}
                        checked={props.preferences.open_parts.contains(&level)}
                        onchange={
                            let preferences = props.preferences.clone();
                            props.on_choose.reform(move |event: Event| {
                                let open = event.target_dyn_into::<HtmlInputElement>().is_some_and(|field| field.checked());
                                with_part(&preferences, level, open)
                            })
                        }
                    />
                    <LevelShape {level} />
                    <span>{ words::level(level) }</span>
                </label>
            }
        </div>
    }
}

/// How often the window asks. What is too often is said and not used.
#[component]
fn Refresh(props: &AppearanceProps) -> Html {
    let refused = use_state_eq(|| None::<u32>);
    let on_set = {
        let (refused, preferences, on_choose) = (refused.clone(), props.preferences.clone(), props.on_choose.clone());
        Callback::from(move |refresh_secs: u32| {
            let chosen = Preferences { refresh_secs, ..preferences.clone() };
            if chosen.validate().is_err() {
                refused.set(Some(refresh_secs));
            } else {
                refused.set(None);
                on_choose.emit(chosen);
            }
        })
    };
    let error = refused.map(|_| say_with("refresh-refused", &args!("n" => SHORTEST_REFRESH)));
    html! {
        <section class="panel">
            <h2 id="refresh">{ say("refresh") }</h2>
            <div class="choice">
                <Stepper
                    name="refresh"
                    label={say("refresh-label")}
                    value={refused.unwrap_or(props.preferences.refresh_secs)}
                    least={SHORTEST_REFRESH}
                    most={LONGEST_REFRESH}
                    described_by="refresh-note"
                    {on_set}
                />
                <span class="quiet">{ say("refresh-unit") }</span>
            </div>
            { field_note("refresh-note", Some(&say("refresh-meaning")), error.as_ref()) }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_the_board_can_be_open_at_first() {
        let closed = PARTS.into_iter().fold(Preferences::default(), |now, part| with_part(&now, part, false));
        assert!(closed.open_parts.is_empty());
        let open = PARTS.into_iter().fold(closed, |now, part| with_part(&now, part, true));
        assert_eq!(open.open_parts, Level::ALL.into());
    }
}
