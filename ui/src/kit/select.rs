//! A list to choose one of. It shows what is in force: what was chosen and not taken does not stay.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What there is to choose.
#[derive(Properties, PartialEq)]
pub struct SelectProps {
    /// The name of the field, and its element's id.
    pub name: AttrValue,
    /// What it is called, where no label stands beside it.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// The element that says what it means.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// The name of each choice, and how it is worded.
    pub choices: Vec<(AttrValue, AttrValue)>,
    /// The name of the one that is in force.
    pub current: AttrValue,
    /// It cannot be changed.
    #[prop_or_default]
    pub locked: bool,
    /// The user chooses another, by its name.
    pub on_choose: Callback<AttrValue>,
}

/// The field.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    let SelectProps { name, choices, current, .. } = props;
    let node = use_node_ref();
    let onchange = {
        let (on_choose, node, current) = (props.on_choose.clone(), node.clone(), current.clone());
        Callback::from(move |_: Event| {
            let Some(select) = node.cast::<HtmlSelectElement>() else { return };
            let chosen = select.value();
            // Until it is in force.
            select.set_value(&current);
            on_choose.emit(chosen.into());
        })
    };
    {
        // An attribute says only what is chosen at first.
        let (node, current) = (node.clone(), current.clone());
        use_effect(move || {
            if let Some(select) = node.cast::<HtmlSelectElement>() {
                select.set_value(&current);
            }
        });
    }
    html! {
        <select
            ref={node}
            id={name}
            class="field is-select"
            data-field={name}
            aria-label={props.label.clone()}
            aria-describedby={props.note.clone()}
            disabled={props.locked}
            {onchange}
        >
            for (value, words) in choices {
                <option key={value.to_string()} {value} selected={value == current}>{ words }</option>
            }
        </select>
    }
}
