//! One filter of the bar: a button, and a panel to choose from.

use yew::prelude::*;

use crate::dashboard::search::filters::find;
use crate::kit::icon::{Drawing, Icon};
use crate::kit::popover::Popover;
use crate::platform::dom;
use crate::words;
use crate::words::text::{args, say, say_with};

/// So many are shown at once; typing finds the others.
const MOST: usize = 40;

/// One of the values of a filter.
#[derive(Debug, Clone, PartialEq)]
pub struct FilterValue {
    /// As it stands in the search.
    pub value: AttrValue,
    /// As it is shown.
    pub label: AttrValue,
    /// How many hulls it leaves, where that is known.
    pub hulls: Option<usize>,
}

/// Which filter.
#[derive(Properties, PartialEq)]
pub struct FilterMenuProps {
    /// Its word in the search.
    pub name: &'static str,
    /// What the button says.
    pub label: AttrValue,
    /// What the entry says that takes the filter away.
    pub all: AttrValue,
    /// Its values.
    pub offers: Vec<FilterValue>,
    /// The value that is chosen.
    pub chosen: Option<AttrValue>,
    /// What was typed for this filter and is none of its values.
    pub other: Option<AttrValue>,
    /// There may be many: they are found by typing.
    pub is_long: bool,
    /// The user chooses one, or none.
    pub on_choose: Callback<Option<AttrValue>>,
}

/// The button and, when pressed, the panel.
#[component]
pub fn FilterMenu(props: &FilterMenuProps) -> Html {
    let open = use_state_eq(|| false);
    let typed = use_state_eq(String::new);
    let id = AttrValue::from(format!("filter-{}", props.name));
    let panel_id = format!("filter-{}-panel", props.name);
    let toggle = {
        let (open, typed) = (open.clone(), typed.clone());
        Callback::from(move |_: MouseEvent| {
            typed.set(String::new());
            open.set(!*open);
        })
    };
    let close = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    let choose = {
        let (id, open, on_choose) = (id.clone(), open.clone(), props.on_choose.clone());
        Callback::from(move |value: Option<AttrValue>| {
            dom::focus(dom::by_id(&id));
            open.set(false);
            on_choose.emit(value);
        })
    };
    let chosen = props.offers.iter().find(|offer| Some(&offer.value) == props.chosen.as_ref());
    let said = chosen.map(|offer| &offer.label).or(props.other.as_ref());
    let name = match said {
        Some(value) => say_with("filter-chosen", &args!("filter" => props.label.as_str(), "value" => value.as_str())),
        None => say_with("filter-by", &args!("filter" => props.label.as_str())),
    };
    html! {
        <>
            <button
                id={id.clone()}
                class={classes!("filter", said.is_some().then_some("is-chosen"))}
                type="button"
                data-filter={props.name}
                aria-label={name.clone()}
                title={name}
                aria-haspopup="dialog"
                aria-expanded={open.to_string()}
                aria-controls={open.then(|| panel_id.clone())}
                onclick={toggle}
            >
                <span class="cut">{ said.unwrap_or(&props.label).clone() }</span>
                <Drawing icon={Icon::Down} size={13} />
            </button>
            if *open {
                <Popover id={panel_id} anchor={id} label={props.label.clone()} wide={props.is_long} on_close={close}>
                    if props.is_long {
                        { field(&typed, &props.label) }
                    }
                    <div class="popover-list">
                        { values(props, &typed, &choose) }
                    </div>
                </Popover>
            }
        </>
    }
}

fn field(typed: &UseStateHandle<String>, label: &AttrValue) -> Html {
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| typed.set(dom::value_of(&event)))
    };
    html! {
        <label class="popover-field">
            <span class="unseen">{ say_with("filter-find", &args!("filter" => label.as_str())) }</span>
            <input
                type="text"
                autocomplete="off"
                spellcheck="false"
                placeholder={say("filter-type")}
                value={(**typed).clone()}
                data-item="true"
                data-field="filter"
                {oninput}
            />
        </label>
    }
}

fn values(props: &FilterMenuProps, typed: &str, choose: &Callback<Option<AttrValue>>) -> Html {
    let (found, left_out) = find(&props.offers, |offer| offer.label.as_str(), typed, MOST);
    let item = |value: Option<AttrValue>, label: AttrValue, hulls: Option<usize>| {
        let is_chosen = value == props.chosen && props.other.is_none();
        let name = value.clone().unwrap_or_else(|| "".into());
        html! {
            <button
                key={format!("value-{name}")}
                class={classes!("popover-item", is_chosen.then_some("is-chosen"))}
                type="button"
                data-item="true"
                data-value={name}
                aria-pressed={is_chosen.to_string()}
                onclick={choose.reform(move |_: MouseEvent| value.clone())}
            >
                <span class="cut">{ label }</span>
                if let Some(hulls) = hulls {
                    <small>{ words::number(hulls) }</small>
                }
            </button>
        }
    };
    html! {
        <>
            if typed.trim().is_empty() {
                { item(None, props.all.clone(), None) }
            }
            for offer in found.iter().copied().cloned() {
                { item(Some(offer.value), offer.label, offer.hulls) }
            }
            if found.is_empty() {
                <p class="popover-note">{ say("filter-nothing") }</p>
            }
            if left_out > 0 {
                <p class="popover-note">{ say_with("filter-more", &args!("n" => left_out)) }</p>
            }
        </>
    }
}
