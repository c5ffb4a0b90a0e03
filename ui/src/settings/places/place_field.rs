//! A field that finds regions, constellations and systems while one types.

use std::collections::BTreeSet;

use captrack_contract::{NamedPlace, PlaceId, commands};
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use crate::desk::link::use_link;
use crate::platform::dom;
use crate::platform::timer::use_settled;
use crate::settings::places::known_names::{kind, place_key};
use crate::words::text::{args, say, say_with};

/// Questions wait until the typing rests for so long.
const REST_MILLIS: i32 = 150;

/// What is looked for.
#[derive(Properties, PartialEq)]
pub struct PlaceFieldProps {
    /// The element id of the field.
    pub id: AttrValue,
    /// What it is.
    pub label: AttrValue,
    /// Places that are there already.
    pub taken: BTreeSet<PlaceId>,
    /// The user picks a place.
    pub on_pick: Callback<NamedPlace>,
}

/// What was found, and for which words.
#[derive(Debug, Clone, Default, PartialEq)]
struct Answer {
    text: String,
    places: Vec<NamedPlace>,
}

/// The field and its list: arrow keys move through the list, Enter picks, Escape closes it.
#[component]
pub fn PlaceField(props: &PlaceFieldProps) -> Html {
    let link = use_link();
    let text = use_state_eq(String::new);
    let latest = use_mut_ref(String::new);
    let answer = use_state_eq(|| None::<Answer>);
    let active = use_state_eq(|| 0_usize);
    let open = use_state_eq(|| false);
    {
        let (latest, answer) = (latest.clone(), answer.clone());
        use_settled((*text).clone(), REST_MILLIS, move |text| {
            let text = text.trim().to_owned();
            if text.is_empty() {
                return;
            }
            let (latest, answer) = (latest.clone(), answer.clone());
            link.look_up(commands::FindPlaces { text: text.clone() }, move |places| {
                if *latest.borrow() == text {
                    answer.set(Some(Answer { text, places }));
                }
            });
        });
    }
    let list_ref = use_node_ref();
    {
        // The list hangs below the field: where that is out of sight, it is brought into it.
        let list_ref = list_ref.clone();
        use_effect_with((*open, answer.as_ref().map(|answer| answer.text.clone())), move |_| {
            into_view(list_ref.cast::<Element>());
        });
    }
    {
        let list_ref = list_ref.clone();
        use_effect_with(*active, move |_| {
            let list = list_ref.cast::<Element>();
            into_view(list.and_then(|list| list.query_selector("[aria-selected=true]").ok().flatten()));
        });
    }
    let typed = text.trim().to_owned();
    let current = answer.as_ref().filter(|answer| answer.text == typed && !typed.is_empty());
    let options = current.map(|answer| free(&answer.places, &props.taken)).unwrap_or_default();
    let shown = *open && current.is_some();

    let put = {
        let (text, latest, answer, active) = (text.clone(), latest.clone(), answer.clone(), active.clone());
        move |typed: String| {
            typed.trim().clone_into(&mut latest.borrow_mut());
            if typed.trim().is_empty() {
                answer.set(None);
            }
            text.set(typed);
            active.set(0);
        }
    };
    let pick = {
        let (put, on_pick, open) = (put.clone(), props.on_pick.clone(), open.clone());
        move |place: &NamedPlace| {
            on_pick.emit(place.clone());
            put(String::new());
            open.set(false);
        }
    };
    let oninput = {
        let (put, open) = (put.clone(), open.clone());
        Callback::from(move |event: InputEvent| {
            put(dom::value_of(&event));
            open.set(true);
        })
    };
    let onkeydown = {
        let (pick, active, open, options) = (pick.clone(), active.clone(), open.clone(), options.clone());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "ArrowDown" | "ArrowUp" if !shown => open.set(true),
                "ArrowDown" => active.set(moved(*active, options.len(), true)),
                "ArrowUp" => active.set(moved(*active, options.len(), false)),
                "Enter" => {
                    if let Some(place) = options.get(*active).filter(|_| shown) {
                        pick(place);
                    }
                }
                "Escape" if shown => open.set(false),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let onblur = {
        let open = open.clone();
        Callback::from(move |_: FocusEvent| open.set(false))
    };
    // A press on the list must not take the focus from the field, which would close the list first.
    let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
    let list_id = format!("{}-list", props.id);
    let option_id = |index: usize| format!("{list_id}-{index}");
    let nothing = current.filter(|_| options.is_empty()).map(|answer| {
        let key = if answer.places.is_empty() { "place-none" } else { "place-there" };
        say_with(key, &args!("name" => typed.as_str()))
    });
    html! {
        <div class="place-field">
            <label for={props.id.clone()}>{ props.label.clone() }</label>
            <input
                id={props.id.clone()}
                class="field"
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                data-field={props.id.clone()}
                placeholder={say("place-find-example")}
                aria-autocomplete="list"
                aria-expanded={(shown && !options.is_empty()).to_string()}
                aria-controls={list_id.clone()}
                aria-activedescendant={(shown && !options.is_empty()).then(|| option_id(*active))}
                value={(*text).clone()}
                {oninput}
                {onkeydown}
                {onblur}
            />
            <ul
                ref={list_ref}
                id={list_id.clone()}
                class={classes!("place-list", (shown && !options.is_empty()).then_some("is-open"))}
                role="listbox"
                aria-label={props.label.clone()}
                {onmousedown}
            >
                if shown {
                    for (index, place) in options.iter().cloned().enumerate() {
                        <li
                            key={place_key(place.place)}
                            id={option_id(index)}
                            class="place-option"
                            role="option"
                            data-place={place_key(place.place)}
                            aria-selected={(index == *active).to_string()}
                            onclick={
                                let (pick, place) = (pick.clone(), place.clone());
                                move |_: MouseEvent| pick(&place)
                            }
                        >
                            <b class="cut">{ place.name.clone() }</b>
                            <small>{ whereabouts(&place) }</small>
                        </li>
                    }
                }
            </ul>
            <p class="field-hint" role="status">
                if let Some(nothing) = nothing.filter(|_| shown) {
                    { nothing }
                } else if shown {
                    <span class="unseen">{ say_with("place-found", &args!("n" => options.len())) }</span>
                }
            </p>
        </div>
    }
}

/// Scrolls no further than it must.
fn into_view(element: Option<Element>) {
    if let Some(element) = element {
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}

/// `System in Delve`, `Region`.
fn whereabouts(place: &NamedPlace) -> AttrValue {
    match &place.region {
        Some(region) => {
            say_with("place-in", &args!("kind" => kind(place.place).to_string(), "region" => region.as_str()))
        }
        None => kind(place.place),
    }
}

/// What is found and not there already.
fn free(found: &[NamedPlace], taken: &BTreeSet<PlaceId>) -> Vec<NamedPlace> {
    found.iter().filter(|place| !taken.contains(&place.place)).cloned().collect()
}

/// The option after or before one; the first follows the last.
const fn moved(active: usize, count: usize, down: bool) -> usize {
    match (count, down) {
        (0, _) => 0,
        (_, true) => (active + 1) % count,
        (_, false) => (active + count - 1) % count,
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::ids::{RegionId, SystemId};

    use super::*;

    #[test]
    fn what_is_there_already_is_not_offered_again() {
        let delve = NamedPlace { place: PlaceId::Region(RegionId(1)), name: "Delve".into(), region: None };
        let system =
            NamedPlace { place: PlaceId::System(SystemId(1)), name: "1DQ1-A".into(), region: Some("Delve".into()) };
        let found = [delve.clone(), system.clone()];
        assert_eq!(free(&found, &BTreeSet::new()), found);
        assert_eq!(free(&found, &[delve.place].into()), std::slice::from_ref(&system));
        assert_eq!(whereabouts(&delve), "Region");
        assert_eq!(whereabouts(&system), "System in Delve");
    }

    #[test]
    fn the_arrows_go_round() {
        assert_eq!([moved(0, 3, true), moved(2, 3, true), moved(0, 3, false), moved(2, 3, false)], [1, 0, 2, 1]);
        assert_eq!(moved(0, 0, true), 0);
    }
}
