//! A whole number with buttons for one less and one more.

use yew::prelude::*;

use crate::kit::icon::{Drawing, Icon};
use crate::platform::dom;
use crate::words::text::{args, say_with};

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
    /// The user has set it: with a button, or by leaving the field or pressing Enter. It may be out of bounds; what is no number is not
    /// set at all.
    pub on_set: Callback<u32>,
}

/// What was typed, as a number.
fn entered(text: &str) -> Option<u32> {
    text.trim().parse().ok()
}

/// Whether what the field shows can be set: what is being typed, else what is set.
fn is_well(typed: Option<&str>, value: u32, least: u32, most: u32) -> bool {
    typed.map_or(Some(value), entered).is_some_and(|number| (least..=most).contains(&number))
}

/// The number in a field. What is typed counts when the field is left or with Enter, never half typed; what is no number, an empty
/// field too, makes way for the number that holds.
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
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| typed.set(Some(dom::value_of(&event))))
    };
    let done = {
        let (on_set, typed, value) = (props.on_set.clone(), typed.clone(), props.value);
        move || {
            let Some(text) = &*typed else { return };
            typed.set(None);
            if let Some(number) = entered(text)
                && Some(number) != value
            {
                on_set.emit(number);
            }
        }
    };
    let onkeydown = {
        let (done, typed) = (done.clone(), typed.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                done();
            }
            "Escape" => typed.set(None),
            _ => {}
        })
    };
    let onblur = Callback::from(move |_: FocusEvent| done());
    let off = props.value.is_none();
    let shown = match (props.value, &*typed) {
        (None, _) => "\u{2013}".to_owned(),
        (Some(_), Some(typed)) => typed.clone(),
        (Some(value), None) => value.to_string(),
    };
    let invalid = props.value.is_some_and(|value| !is_well(typed.as_deref(), value, props.least, props.most));
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
                {onkeydown}
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_field_is_no_number_and_never_nought() {
        for text in ["", "  ", "3x", "-1", "1.5"] {
            assert_eq!(entered(text), None, "{text}");
            assert!(!is_well(Some(text), 30, 0, 1440), "{text}");
        }
        assert_eq!(entered(" 30 "), Some(30));
        assert_eq!(entered("0"), Some(0));
    }

    #[test]
    fn what_is_typed_is_marked_by_itself_and_not_by_what_holds() {
        assert!(is_well(None, 30, 0, 1440));
        assert!(!is_well(None, 0, 1, 1000));
        assert!(is_well(Some("5"), 0, 1, 1000));
        assert!(!is_well(Some("5000"), 5, 1, 1000));
    }
}
