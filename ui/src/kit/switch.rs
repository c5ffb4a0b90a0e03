//! Something that is on or off, and takes effect at once.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What is switched.
#[derive(Properties, PartialEq)]
pub struct SwitchProps {
    /// Its name in attributes and ids.
    pub name: AttrValue,
    /// What it is.
    pub label: AttrValue,
    /// What it means, in a sentence.
    pub meaning: AttrValue,
    /// It is on.
    pub on: bool,
    /// It cannot be switched.
    #[prop_or_default]
    pub locked: bool,
    /// The user switches it. It goes over when `on` says so, and not before: whoever carries the choice out may count it at once.
    pub on_switch: Callback<bool>,
}

/// The switch with its words. A press only asks: what it shows is what holds, also after a refusal that draws nothing anew.
#[component]
pub fn Switch(props: &SwitchProps) -> Html {
    let onchange = {
        let (on_switch, on) = (props.on_switch.clone(), props.on);
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                field.set_checked(on);
                on_switch.emit(!on);
            }
        })
    };
    let meaning_id = format!("{}-meaning", props.name);
    html! {
        <label class="switch" data-switch={props.name.clone()} data-on={props.on.to_string()}>
            <input
                id={props.name.clone()}
                type="checkbox"
                role="switch"
                checked={props.on}
                disabled={props.locked}
                aria-describedby={meaning_id.clone()}
                {onchange}
            />
            <span class="switch-track" aria-hidden="true" />
            <span class="switch-words">
                <b>{ props.label.clone() }</b>
                <span id={meaning_id} class="quiet">{ props.meaning.clone() }</span>
            </span>
        </label>
    }
}
