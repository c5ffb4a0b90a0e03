//! Sets of places: saved under a name, listed at once, used again.

use std::rc::Rc;

use captrack_contract::NamedPlace;
use captrack_domain::policy::{PlaceSet, Policy};
use web_sys::Element;
use yew::prelude::*;

use crate::kit::kept_input::use_kept_input;
use crate::kit::text_field::TextField;
use crate::platform::dom;
use crate::settings::places::known_names::LookedUpPlace;
use crate::settings::places::place_field::PlaceField;
use crate::settings::places::place_tag;
use crate::settings::policy_draft::{NameRefused, PolicyEdit, places_of, set_name};
use crate::settings::section_edit::Editing;
use crate::words;
use crate::words::text::{args, say, say_with};

/// The rules.
#[derive(Properties, PartialEq)]
pub struct PlaceSetsProps {
    /// The rules.
    pub editing: Editing,
}

/// The set that is being edited.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Opened {
    name: String,
    /// It has just been given that name: its row is a new one, and the focus goes on in it.
    renamed: bool,
}

/// The sets, and the field for another.
#[component]
pub fn PlaceSets(props: &PlaceSetsProps) -> Html {
    let editing = &props.editing;
    let opened = use_kept_input("place-sets/opened", || None::<String>);
    let renamed = use_state_eq(|| false);
    let on_open = {
        let (opened, renamed) = (opened.clone(), renamed.clone());
        Callback::from(move |now: Option<Opened>| {
            renamed.set(now.as_ref().is_some_and(|now| now.renamed));
            opened.set(now.map(|now| now.name));
        })
    };
    let on_new = {
        let (on_open, on_edit) = (on_open.clone(), editing.on_edit.clone());
        Callback::from(move |name: String| {
            on_edit.emit(PolicyEdit::NewSet(name.clone()));
            on_open.emit(Some(Opened { name, renamed: false }));
        })
    };
    html! {
        <section class="panel" data-panel="sets">
            <h2>{ say("sets") }</h2>
            <p class="quiet">{ say("sets-what") }</p>
            if editing.policy.places.is_empty() {
                <p class="quiet">{ say("sets-none") }</p>
            } else {
                <ul class="place-sets">
                    for (name, set) in editing.policy.places.clone() {
                        <PlaceSetRow
                            key={name.clone()}
                            open={opened.as_ref() == Some(&name)}
                            renamed={*renamed}
                            name={name.clone()}
                            {set}
                            editing={editing.clone()}
                            on_open={on_open.clone()}
                        />
                    }
                </ul>
            }
            if !editing.locked {
                <SetName
                    id="new-set"
                    label={say("set-name-new")}
                    button={say("set-new")}
                    action="new-set"
                    policy={editing.policy.clone()}
                    on_name={on_new}
                />
            }
        </section>
    }
}

/// A name as part of an element id, where blanks would part one id from another.
fn slug(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() { c.to_string() } else { format!("_{:x}", u32::from(c)) }).collect()
}

/// `3 places`.
pub fn how_many(set: &PlaceSet) -> AttrValue {
    say_with("set-places", &args!("n" => places_of(set).len()))
}

#[derive(Properties, PartialEq)]
struct PlaceSetRowProps {
    name: String,
    set: PlaceSet,
    open: bool,
    renamed: bool,
    editing: Editing,
    on_open: Callback<Option<Opened>>,
}

/// A set: on the list or off it, edited, deleted.
#[component]
fn PlaceSetRow(props: &PlaceSetRowProps) -> Html {
    let PlaceSetRowProps { name, set, open, renamed, editing, on_open } = props;
    let is_listed = editing.policy.scope.sets.contains(name);
    let slug = slug(name);
    let editor_id = format!("set-{slug}");
    let change_list = {
        let name = name.clone();
        editing.on_edit.reform(move |_: MouseEvent| {
            if is_listed { PolicyEdit::UnlistSet(name.clone()) } else { PolicyEdit::ListSet(name.clone()) }
        })
    };
    let toggle = {
        let (next, on_open) = ((!*open).then(|| Opened { name: name.clone(), renamed: false }), on_open.clone());
        Callback::from(move |_: MouseEvent| on_open.emit(next.clone()))
    };
    let delete = {
        let (name, on_edit) = (name.clone(), editing.on_edit.clone());
        Callback::from(move |_: MouseEvent| {
            // What had the focus is gone: it goes on with the field for another set.
            dom::focus(dom::by_id("new-set"));
            on_edit.emit(PolicyEdit::DeleteSet(name.clone()));
        })
    };
    let rename = {
        let (from, on_edit, on_open) = (name.clone(), editing.on_edit.clone(), on_open.clone());
        Callback::from(move |to: String| {
            on_edit.emit(PolicyEdit::RenameSet(from.clone(), to.clone()));
            on_open.emit(Some(Opened { name: to, renamed: true }));
        })
    };
    let list_key = if is_listed { "set-unlist" } else { "set-list" };
    let edit_key = edit_key(*open, editing.locked);
    // What a button says, and of which set.
    let of_set = |key: &str| say_with("of-set", &args!("what" => say(key).to_string(), "name" => name.as_str()));
    html! {
        <li class="place-set" data-set={name.clone()} data-listed={is_listed.to_string()}>
            <div class="place-set-head">
                <b class="cut">{ name.clone() }</b>
                <small>{ how_many(set) }</small>
                <button
                    class="button is-small"
                    type="button"
                    data-action="list-set"
                    aria-label={of_set(list_key)}
                    disabled={editing.locked}
                    onclick={change_list}
                >
                    { say(list_key) }
                </button>
                <button
                    class="button is-small"
                    type="button"
                    data-action="edit-set"
                    aria-expanded={open.to_string()}
                    aria-controls={editor_id.clone()}
                    aria-label={of_set(edit_key)}
                    onclick={toggle}
                >
                    { say(edit_key) }
                </button>
                <button
                    class="button is-small"
                    type="button"
                    data-action="delete-set"
                    aria-label={of_set("set-delete")}
                    disabled={editing.locked}
                    onclick={delete}
                >
                    { say("set-delete") }
                </button>
            </div>
            <div id={editor_id} class="place-set-editor" hidden={!*open}>
                if *open {
                    { places(name, set, editing) }
                    if !editing.locked {
                        <SetName
                            id={format!("rename-{slug}")}
                            name="set-name"
                            label={say("set-name")}
                            button={say("set-rename")}
                            action="rename-set"
                            policy={editing.policy.clone()}
                            current={Some(name.clone())}
                            focused={*renamed}
                            on_name={rename}
                        />
                    }
                }
            </div>
        </li>
    }
}

/// What the button says that opens a set.
const fn edit_key(open: bool, locked: bool) -> &'static str {
    match (open, locked) {
        (true, false) => "set-edit-done",
        (true, true) => "set-hide",
        (false, false) => "set-edit",
        (false, true) => "set-show",
    }
}

fn places(name: &str, set: &PlaceSet, editing: &Editing) -> Html {
    let field = format!("place-of-{}", slug(name));
    let on_pick = {
        let (name, on_edit, on_found) = (name.to_owned(), editing.on_edit.clone(), editing.on_found.clone());
        Callback::from(move |place: NamedPlace| {
            on_edit.emit(PolicyEdit::AddToSet(name.clone(), place.place));
            on_found.emit(LookedUpPlace::Place(place));
        })
    };
    html! {
        <>
            if set.is_empty() {
                <p class="quiet">{ say("set-empty") }</p>
            } else {
                <ul class="tags" aria-label={name.to_owned()}>
                    for place in places_of(set) {
                        {
                            place_tag(&editing.names, place, &field, editing.locked, {
                                let name = name.to_owned();
                                editing.on_edit.reform(move |()| PolicyEdit::RemoveFromSet(name.clone(), place))
                            })
                        }
                    }
                </ul>
            }
            if !editing.locked {
                <PlaceField
                    id={field}
                    label={say("place-find")}
                    taken={places_of(set).into_iter().collect::<std::collections::BTreeSet<_>>()}
                    {on_pick}
                />
            }
        </>
    }
}

/// A name for a set.
#[derive(Properties, PartialEq)]
pub struct SetNameProps {
    /// The element id of the field, and its name in attributes unless it has another.
    pub id: AttrValue,
    /// The field's name in attributes.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// What it is.
    pub label: AttrValue,
    /// What the button says.
    pub button: AttrValue,
    /// The button's name in attributes.
    pub action: AttrValue,
    /// The rules as edited: names are given once.
    pub policy: Rc<Policy>,
    /// The name it has.
    #[prop_or_default]
    pub current: Option<String>,
    /// It has the focus at once.
    #[prop_or_default]
    pub focused: bool,
    /// The user has named it.
    pub on_name: Callback<String>,
    /// The user gives it up, where that is possible.
    #[prop_or_default]
    pub on_cancel: Option<Callback<()>>,
}

/// The field and its button; what is wrong with a name is said when the button is pressed.
#[component]
pub fn SetName(props: &SetNameProps) -> Html {
    let typed = use_kept_input(&format!("set-name/{}", props.id), || props.current.clone().unwrap_or_default());
    let refused = use_state_eq(|| None::<NameRefused>);
    let form = use_node_ref();
    {
        let form = form.clone();
        use_effect_with(props.focused, move |focused| {
            let field = form.cast::<Element>().and_then(|form| form.query_selector("input").ok().flatten());
            dom::focus(field.filter(|_| *focused));
        });
    }
    let on_input = {
        let (typed, refused) = (typed.clone(), refused.clone());
        Callback::from(move |text: String| {
            typed.set(text);
            refused.set(None);
        })
    };
    let onsubmit = {
        let (typed, refused, on_name) = (typed.clone(), refused.clone(), props.on_name.clone());
        let (policy, current) = (props.policy.clone(), props.current.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match set_name(&policy, &typed, current.as_deref()) {
                Ok(name) => {
                    typed.set(current.clone().unwrap_or_default());
                    on_name.emit(name);
                }
                Err(why) => refused.set(Some(why)),
            }
        })
    };
    let unchanged = props.current.as_deref() == Some(typed.trim());
    html! {
        <form ref={form} class="field-form" {onsubmit}>
            <TextField
                id={props.id.clone()}
                name={props.name.clone()}
                label={props.label.clone()}
                value={(*typed).clone()}
                error={refused.as_ref().map(refusal)}
                {on_input}
            >
                <button
                    class="button"
                    type="submit"
                    data-action={props.action.clone()}
                    disabled={typed.is_empty() || unchanged}
                >
                    { props.button.clone() }
                </button>
                if let Some(on_cancel) = &props.on_cancel {
                    <button class="button is-plain" type="button" data-action="cancel-set" onclick={on_cancel.reform(|_: MouseEvent| ())}>
                        { say("cancel") }
                    </button>
                }
            </TextField>
        </form>
    }
}

fn refusal(why: &NameRefused) -> AttrValue {
    match why {
        NameRefused::Taken(name) => say_with("set-name-taken", &args!("name" => name.as_str())),
        NameRefused::Policy(error) => words::policy_error(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_make_ids_without_blanks_and_each_its_own() {
        assert_eq!(slug("hostile staging"), "hostile_20staging");
        assert_ne!(slug("a b"), slug("a-b"));
    }

    #[test]
    fn a_name_that_cannot_be_is_refused_with_a_sentence() {
        let mut policy = Policy::default();
        policy.places.insert("home".into(), PlaceSet::default());
        let said = |typed: &str| refusal(&set_name(&policy, typed, None).unwrap_err()).to_string();
        assert_eq!(said("home"), "There is already a set called “home”.");
        let needs = "A set of places needs a name of 1 to 40 visible characters, not \"";
        assert_eq!(said("   "), format!("{needs}\"."));
        assert!(said(&"x".repeat(41)).starts_with(&format!("{needs}xxxx")));
    }
}
