//! A field with its label, and under it a hint or what is wrong with it.

use yew::prelude::*;

use crate::kit::icon::{Drawing, Icon};
use crate::platform::dom;

/// Which field.
#[derive(Properties, PartialEq)]
pub struct TextFieldProps {
    /// Its element id, and its name in attributes unless it has another.
    pub id: AttrValue,
    /// Its name in attributes.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// What it is.
    pub label: AttrValue,
    /// What stands in it.
    pub value: AttrValue,
    /// What may stand in it, in a sentence.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong with it, in a sentence.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// What stands there while it is empty.
    #[prop_or_default]
    pub example: AttrValue,
    /// `numeric` for figures.
    #[prop_or(AttrValue::Static("text"))]
    pub keyboard: AttrValue,
    /// It holds a few characters only.
    #[prop_or_default]
    pub short: bool,
    /// It cannot be edited.
    #[prop_or_default]
    pub locked: bool,
    /// The user types.
    pub on_input: Callback<String>,
    /// The user is done with it.
    #[prop_or_default]
    pub on_leave: Callback<()>,
    /// A button beside it.
    #[prop_or_default]
    pub children: Children,
}

/// The field. Label, hint and error are its name and description to a screen reader.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let oninput = props.on_input.reform(|event: InputEvent| dom::value_of(&event));
    let note_id = format!("{}-note", props.id);
    let name = props.name.clone().unwrap_or_else(|| props.id.clone());
    let noted = props.error.is_some() || props.hint.is_some();
    html! {
        <div class="text-field">
            <label for={props.id.clone()}>{ props.label.clone() }</label>
            <div class="field-row">
                <input
                    id={props.id.clone()}
                    class={classes!("field", props.short.then_some("is-short"))}
                    type="text"
                    inputmode={props.keyboard.clone()}
                    autocomplete="off"
                    spellcheck="false"
                    data-field={name}
                    placeholder={props.example.clone()}
                    aria-invalid={props.error.is_some().to_string()}
                    aria-describedby={noted.then(|| note_id.clone())}
                    readonly={props.locked}
                    value={props.value.clone()}
                    {oninput}
                    onblur={props.on_leave.reform(|_: FocusEvent| ())}
                />
                { for props.children.iter() }
            </div>
            { field_note(&note_id, props.hint.as_ref(), props.error.as_ref()) }
        </div>
    }
}

/// The sentence under a field: what is wrong, else the hint.
pub fn field_note(id: &str, hint: Option<&AttrValue>, error: Option<&AttrValue>) -> Html {
    match (error, hint) {
        (Some(error), _) => html! {
            <p id={id.to_owned()} class="field-error" role="alert"><Drawing icon={Icon::Warning} size={14} />{ error.clone() }</p>
        },
        (None, Some(hint)) => html! { <p id={id.to_owned()} class="field-hint">{ hint.clone() }</p> },
        (None, None) => Html::default(),
    }
}
