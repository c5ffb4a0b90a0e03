//! A whole number with buttons for one less and one more.

use yew::prelude::*;

use crate::components::icon::{Drawing, Icon};
use crate::dom;
use crate::text::{args, say_with};

/// Which number.
#[derive(Properties, PartialEq)]
pub struct StepperProps {
    /// Its name in attributes and ids.
    pub name: AttrValue,
    /// What a screen reader calls it.
    pub label: AttrValue,
    /// The number; none: it means nothing now.
    pub value: Option<u32>,
    /// The least.
    pub least: u32,
    /// The most.
    pub most: u32,
    /// It differs from what is in force.
    #[prop_or_default]
    pub changed: bool,
    /// It cannot be set.
    #[prop_or_default]
    pub locked: bool,
    /// The element id of the sentence that says what is wrong with it.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// The user sets it; what is no number at all is 0.
    pub on_set: Callback<u32>,
}

/// The number in a field. What is typed stays as it is typed until the field is left.
#[component]
pub fn Stepper(props: &StepperProps) -> Html {
    let typed = use_state(|| None::<String>);
    let step = |by: i64| {
        let (on_set, typed, props) = (props.on_set.clone(), typed.clone(), (props.value, props.least, props.most));
        Callback::from(move |_: MouseEvent| {
            let (value, least, most) = props;
            let next = (i64::from(value.unwrap_or(least)) + by).clamp(least.into(), most.into());
            typed.set(None);
            on_set.emit(u32::try_from(next).unwrap_or(least));
        })
    };
    let oninput = {
        let (on_set, typed) = (props.on_set.clone(), typed.clone());
        Callback::from(move |event: InputEvent| {
            let text = dom::value_of(&event);
            on_set.emit(text.trim().parse().unwrap_or(0));
            typed.set(Some(text));
        })
    };
    let onblur = {
        let typed = typed.clone();
        Callback::from(move |_: FocusEvent| typed.set(None))
    };
    let off = props.value.is_none();
    let shown = match (props.value, &*typed) {
        (None, _) => "\u{2013}".to_owned(),
        (Some(_), Some(typed)) => typed.clone(),
        (Some(value), None) => value.to_string(),
    };
    let within = |value: u32| (props.least..=props.most).contains(&value);
    let invalid = props.value.is_some_and(|value| !within(value));
    let label = props.label.to_string();
    html! {
        <span
            class={classes!("stepper", props.changed.then_some("is-changed"))}
            data-stepper={props.name.clone()}
        >
            <button
                type="button"
                data-action="less"
                aria-label={say_with("one-less", &args!("name" => label.clone()))}
                disabled={props.locked || props.value.is_none_or(|value| value <= props.least)}
                onclick={step(-1)}
            >
                <Drawing icon={Icon::Minus} size={14} />
            </button>
            <input
                type="text"
                inputmode="numeric"
                maxlength="4"
                aria-label={props.label.clone()}
                aria-invalid={invalid.to_string()}
                aria-describedby={props.described_by.clone()}
                data-field={props.name.clone()}
                disabled={off}
                readonly={props.locked}
                value={shown}
                {oninput}
                {onblur}
            />
            <button
                type="button"
                data-action="more"
                aria-label={say_with("one-more", &args!("name" => label))}
                disabled={props.locked || props.value.is_none_or(|value| value >= props.most)}
                onclick={step(1)}
            >
                <Drawing icon={Icon::Plus} size={14} />
            </button>
        </span>
    }
}
