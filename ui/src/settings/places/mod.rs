//! Places: where a hull has to be before it alerts.

pub mod known_names;
pub mod place_field;
pub mod place_sets;

use std::collections::BTreeSet;

use captrack_contract::NamedPlace;
use captrack_contract::PlaceId;
use captrack_domain::policy::{PolicyError, ScopeKind};
use yew::prelude::*;

use crate::kit::segments::{Segment, Segments};
use crate::kit::switch::Switch;
use crate::kit::tag::Tag;
use crate::kit::text_field::field_note;
use crate::settings::places::known_names::{KnownNames, LookedUpPlace, kind, place_key};
use crate::settings::places::place_field::PlaceField;
use crate::settings::places::place_sets::{PlaceSets, SetName, how_many};
use crate::settings::policy_draft::{PolicyEdit, listed, places_of};
use crate::settings::section_edit::Editing;
use crate::words;
use crate::words::text::{args, say, say_with};

/// The element id of the field that finds places for the list.
const FIND: &str = "place";

/// The section.
#[derive(Properties, PartialEq)]
pub struct PlacesProps {
    /// The rules.
    pub editing: Editing,
}

/// How the list is read, the list, the sets, and what was never known.
#[component]
pub fn Places(props: &PlacesProps) -> Html {
    let editing = &props.editing;
    html! {
        <>
            <section class="panel">
                <h2>{ say("scope") }</h2>
                { kinds(editing) }
                <p class="quiet" data-fact="scope">{ kind_meaning(editing.policy.scope.kind) }</p>
            </section>
            <List editing={editing.clone()} />
            <PlaceSets editing={editing.clone()} />
            <section class="panel is-switches">
                <Switch
                    name="never-known"
                    label={say("never-known")}
                    meaning={say("never-known-meaning")}
                    on={editing.policy.never_known_in_scope}
                    locked={editing.locked}
                    on_switch={editing.on_edit.reform(PolicyEdit::NeverKnown)}
                />
            </section>
        </>
    }
}

const KINDS: [ScopeKind; 3] = [ScopeKind::Everywhere, ScopeKind::OnlyListed, ScopeKind::AllButListed];

const fn kind_name(kind: ScopeKind) -> &'static str {
    match kind {
        ScopeKind::Everywhere => "everywhere",
        ScopeKind::OnlyListed => "only_listed",
        ScopeKind::AllButListed => "all_but_listed",
    }
}

fn kind_label(kind: ScopeKind) -> AttrValue {
    say(match kind {
        ScopeKind::Everywhere => "scope-everywhere",
        ScopeKind::OnlyListed => "scope-only-listed",
        ScopeKind::AllButListed => "scope-all-but-listed",
    })
}

fn kind_meaning(kind: ScopeKind) -> AttrValue {
    say(match kind {
        ScopeKind::Everywhere => "scope-everywhere-meaning",
        ScopeKind::OnlyListed => "scope-only-listed-meaning",
        ScopeKind::AllButListed => "scope-all-but-listed-meaning",
    })
}

fn kinds(editing: &Editing) -> Html {
    let segments: Vec<Segment> = KINDS
        .into_iter()
        .map(|kind| Segment { name: kind_name(kind), label: kind_label(kind), meaning: kind_meaning(kind) })
        .collect();
    let on_choose = editing.on_edit.reform(|chosen: &'static str| {
        let kind = KINDS.into_iter().find(|kind| kind_name(*kind) == chosen);
        PolicyEdit::ScopeKind(kind.unwrap_or_default())
    });
    html! {
        <Segments
            name="scope"
            label={say("scope")}
            {segments}
            chosen={kind_name(editing.policy.scope.kind)}
            locked={editing.locked}
            {on_choose}
        />
    }
}

#[derive(Properties, PartialEq)]
struct ListProps {
    editing: Editing,
}

/// The listed places and sets, and the field for more.
#[component]
fn List(props: &ListProps) -> Html {
    let editing = &props.editing;
    let scope = &editing.policy.scope;
    let places = places_of(&listed(scope));
    let nothing = places.is_empty() && scope.sets.is_empty();
    let empty = (editing.policy.validate() == Err(PolicyError::EmptyScope))
        .then(|| words::policy_error(&PolicyError::EmptyScope));
    let on_pick = {
        let (on_edit, on_found) = (editing.on_edit.clone(), editing.on_found.clone());
        Callback::from(move |place: NamedPlace| {
            on_edit.emit(PolicyEdit::List(place.place));
            on_found.emit(LookedUpPlace::Place(place));
        })
    };
    let naming = use_state_eq(|| false);
    let begin = {
        let naming = naming.clone();
        Callback::from(move |_: MouseEvent| naming.set(true))
    };
    let end = {
        let naming = naming.clone();
        Callback::from(move |()| naming.set(false))
    };
    let save = {
        let (naming, on_edit) = (naming.clone(), editing.on_edit.clone());
        Callback::from(move |name: String| {
            naming.set(false);
            on_edit.emit(PolicyEdit::SaveListed(name));
        })
    };
    let taken: BTreeSet<PlaceId> = places.iter().copied().collect();
    html! {
        <section class="panel" data-panel="list" aria-describedby="list-note">
            <h2>{ say("list") }</h2>
            if nothing && empty.is_none() {
                <p class="quiet">{ say("list-none") }</p>
            }
            { field_note("list-note", None, empty.as_ref()) }
            if !nothing {
                <ul class="tags" aria-label={say("list")}>
                    for name in scope.sets.iter().cloned() {
                        <Tag
                            key={format!("set/{name}")}
                            name={format!("set/{name}")}
                            label={name.clone()}
                            detail={editing.policy.places.get(&name).map(how_many)}
                            remove={say_with("place-remove", &args!("name" => name.as_str()))}
                            then_focus={FIND}
                            locked={editing.locked}
                            on_remove={
                                let name = name.clone();
                                editing.on_edit.reform(move |()| PolicyEdit::UnlistSet(name.clone()))
                            }
                        />
                    }
                    for place in places.iter().copied() {
                        { place_tag(&editing.names, place, FIND, editing.locked, editing.on_edit.reform(move |()| PolicyEdit::Unlist(place))) }
                    }
                </ul>
            }
            if !editing.locked {
                <PlaceField id={FIND} label={say("place-find")} {taken} {on_pick} />
                if !places.is_empty() {
                    if *naming {
                        <div class="ask-box">
                            <p class="quiet">{ say("set-save-listed-what") }</p>
                            <SetName
                                id="set-of-listed"
                                label={say("set-name")}
                                button={say("save-set")}
                                action="save-set"
                                policy={editing.policy.clone()}
                                focused=true
                                on_name={save}
                                on_cancel={Some(end)}
                            />
                        </div>
                    } else {
                        <button class="button is-small" type="button" data-action="save-as-set" onclick={begin}>
                            { say("set-save-listed") }
                        </button>
                    }
                }
            }
        </section>
    }
}

/// A place in a list, with its kind and its region.
pub fn place_tag(names: &KnownNames, place: PlaceId, then_focus: &str, locked: bool, on_remove: Callback<()>) -> Html {
    let name = names.place(place);
    let detail = match names.region_of(place) {
        Some(region) => say_with("place-in", &args!("kind" => kind(place).to_string(), "region" => region)),
        None => kind(place),
    };
    html! {
        <Tag
            key={place_key(place)}
            name={place_key(place)}
            label={name.clone()}
            detail={Some(detail)}
            remove={say_with("place-remove", &args!("name" => name.to_string()))}
            then_focus={then_focus.to_owned()}
            {locked}
            {on_remove}
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_read_the_list_has_a_name_and_a_sentence() {
        let names: BTreeSet<&str> = KINDS.into_iter().map(kind_name).collect();
        assert_eq!(names.len(), 3);
        for kind in KINDS {
            assert!(!kind_label(kind).starts_with("scope-"));
            assert!(kind_meaning(kind).ends_with('.'));
        }
    }
}
