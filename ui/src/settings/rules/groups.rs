//! The groups of a class: which there are, taking one out, moving one elsewhere, adding one by its number.

use captrack_contract::{NamedGroup, commands};
use captrack_domain::class::HullClass;
use captrack_domain::ids::GroupId;
use captrack_domain::policy::Policy;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use crate::kit::icon::{Drawing, Icon};
use crate::kit::kept_input::use_kept_input;
use crate::kit::tag::focus_next;
use crate::kit::text_field::TextField;
use crate::platform::dom;
use crate::settings::places::known_names::LookedUpPlace;
use crate::settings::policy_draft::{PolicyEdit, class_of_group, rule_of};
use crate::settings::section_edit::Editing;
use crate::words::text::{args, say, say_with};
use crate::{desk, words};

/// Which class.
#[derive(Properties, PartialEq)]
pub struct GroupsProps {
    /// Which.
    pub class: HullClass,
    /// The rules.
    pub editing: Editing,
}

/// The groups as tags, where one of them can go, and the field for another.
#[component]
pub fn Groups(props: &GroupsProps) -> Html {
    let GroupsProps { class, editing } = props;
    let class = *class;
    let moving = use_state_eq(|| None::<GroupId>);
    let groups = rule_of(&editing.policy, class).groups;
    let label = say_with("rule-groups-of", &args!("classes" => words::classes(class).to_string()));
    let on_move = {
        let moving = moving.clone();
        Callback::from(move |group: GroupId| moving.set(Some(group).filter(|group| *moving != Some(*group))))
    };
    let on_end = {
        let moving = moving.clone();
        Callback::from(move |()| moving.set(None))
    };
    html! {
        <div class="rule-group-list" role="group" aria-label={label.clone()}>
            <span class="rule-group-title">{ label }</span>
            if groups.is_empty() {
                <p class="field-hint">{ say("rule-groups-none") }</p>
            } else {
                <ul class="tags">
                    for group in groups.iter().copied() {
                        <GroupTag
                            key={group.0.to_string()}
                            {class}
                            {group}
                            moving={*moving == Some(group)}
                            editing={editing.clone()}
                            on_move={on_move.clone()}
                        />
                    }
                </ul>
            }
            if let Some(group) = moving.filter(|group| groups.contains(group)) {
                <MoveGroup key={group.0.to_string()} {class} {group} editing={editing.clone()} {on_end} />
            }
            if class == HullClass::CapitalIndustrial {
                <p class="field-hint">{ say("rule-groups-industrial") }</p>
            }
            if !editing.locked {
                <AddGroup {class} editing={editing.clone()} />
            }
        </div>
    }
}

fn field_id(class: HullClass) -> String {
    format!("group-{}", class.name())
}

/// What had the focus goes away: it goes on with the field for another group.
fn focus_field(class: HullClass) {
    dom::focus(dom::by_id(&field_id(class)));
}

/// `Dreadnought`; a group whose name is not known is `Group 485`.
fn group_name(editing: &Editing, group: GroupId) -> AttrValue {
    editing.names.group(group).map_or_else(
        || say_with("group-number-only", &args!("id" => group.to_string())),
        |name| AttrValue::from(name.to_owned()),
    )
}

#[derive(Properties, PartialEq)]
struct GroupTagProps {
    class: HullClass,
    group: GroupId,
    moving: bool,
    editing: Editing,
    on_move: Callback<GroupId>,
}

/// A group, with a button that moves it and one that takes it out.
#[component]
fn GroupTag(props: &GroupTagProps) -> Html {
    let GroupTagProps { class, group, editing, .. } = props;
    let (class, group) = (*class, *group);
    let name = group_name(editing, group);
    let remove = {
        let on_edit = editing.on_edit.clone();
        Callback::from(move |event: MouseEvent| {
            focus_next(&event, &field_id(class));
            on_edit.emit(PolicyEdit::RemoveGroup(group));
        })
    };
    let move_label = say_with("group-menu", &args!("group" => name.to_string()));
    let remove_label =
        say_with("group-remove", &args!("group" => name.to_string(), "classes" => words::classes(class).to_string()));
    html! {
        <li class="tag" data-tag={format!("group/{group}")}>
            <span class="cut">{ name }</span>
            <small>{ group.to_string() }</small>
            if !editing.locked {
                <button
                    type="button"
                    data-action="move-group"
                    aria-expanded={props.moving.to_string()}
                    aria-label={move_label.clone()}
                    title={move_label}
                    onclick={props.on_move.reform(move |_: MouseEvent| group)}
                >
                    <Drawing icon={Icon::Down} size={12} />
                </button>
                <button type="button" data-action="remove" aria-label={remove_label.clone()} title={remove_label} onclick={remove}>
                    <Drawing icon={Icon::Cross} size={12} />
                </button>
            }
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct MoveGroupProps {
    class: HullClass,
    group: GroupId,
    editing: Editing,
    on_end: Callback<()>,
}

/// The classes that a group can move to. Escape leaves it where it is.
#[component]
fn MoveGroup(props: &MoveGroupProps) -> Html {
    let MoveGroupProps { class, group, editing, on_end } = props;
    let (class, group) = (*class, *group);
    let place = use_node_ref();
    use_first_focused(&place);
    let leave = {
        let on_end = on_end.clone();
        Callback::from(move |()| {
            focus_field(class);
            on_end.emit(());
        })
    };
    let sentence = say_with("group-move-to", &args!("group" => group_name(editing, group).to_string()));
    html! {
        <div ref={place} class="ask-line" role="group" aria-label={sentence.clone()} data-question="move-group" onkeydown={on_escape(&leave)}>
            <p>{ sentence }</p>
            for to in other_classes(class) {
                <button
                    key={to.name()}
                    class="button is-small"
                    type="button"
                    data-to={to.name()}
                    onclick={
                        let (on_edit, on_end) = (editing.on_edit.clone(), on_end.clone());
                        move |_: MouseEvent| {
                            focus_field(class);
                            on_end.emit(());
                            on_edit.emit(PolicyEdit::AddGroup(to, group));
                        }
                    }
                >
                    { words::classes(to) }
                </button>
            }
        </div>
    }
}

/// Where a group of a class can move to; what is unclassified lists no groups.
fn other_classes(class: HullClass) -> impl Iterator<Item = HullClass> {
    HullClass::ALL.into_iter().filter(move |other| *other != class && *other != HullClass::Unclassified)
}

/// What becomes of a number that was typed.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    /// Nothing yet.
    Typing,
    /// It is looked up.
    Looking,
    /// It cannot be added; one sentence.
    Refused(AttrValue),
    /// It is in another class: the user decides.
    Elsewhere(NamedGroup, HullClass),
}

/// The group of what was typed, if it is a number that the class does not have.
fn wanted(
    policy: &Policy,
    class: HullClass,
    typed: &str,
    name: impl Fn(GroupId) -> AttrValue,
) -> Result<GroupId, AttrValue> {
    let group = typed.trim().parse::<u32>().map(|id| GroupId(i64::from(id))).map_err(|_| say("group-no-number"))?;
    if rule_of(policy, class).groups.contains(&group) {
        return Err(say_with("group-there", &args!("group" => name(group).to_string())));
    }
    Ok(group)
}

#[derive(Properties, PartialEq)]
struct AddGroupProps {
    class: HullClass,
    editing: Editing,
}

/// The field for a number: the desk says which group that is, or why it is none.
#[component]
fn AddGroup(props: &AddGroupProps) -> Html {
    let AddGroupProps { class, editing } = props;
    let class = *class;
    let typed = use_kept_input(&format!("group/{}", class.name()), String::new);
    let step = use_state(|| Step::Typing);
    let add = {
        let (typed, step, on_edit) = (typed.clone(), step.clone(), editing.on_edit.clone());
        Callback::from(move |group: GroupId| {
            focus_field(class);
            on_edit.emit(PolicyEdit::AddGroup(class, group));
            typed.set(String::new());
            step.set(Step::Typing);
        })
    };
    let on_input = {
        let (typed, step) = (typed.clone(), step.clone());
        Callback::from(move |text: String| {
            typed.set(text);
            step.set(Step::Typing);
        })
    };
    let onsubmit = {
        let (typed, step, add, editing) = (typed.clone(), step.clone(), add.clone(), editing.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let group = match wanted(&editing.policy, class, &typed, |group| group_name(&editing, group)) {
                Ok(group) => group,
                Err(why) => return step.set(Step::Refused(why)),
            };
            step.set(Step::Looking);
            let (step, add, editing) = (step.clone(), add.clone(), editing.clone());
            spawn_local(async move {
                match desk::ask(commands::FindGroup { group }).await {
                    Ok(named) => {
                        editing.on_found.emit(LookedUpPlace::Group(named.clone()));
                        match class_of_group(&editing.policy, group) {
                            Some(other) => step.set(Step::Elsewhere(named, other)),
                            None => add.emit(group),
                        }
                    }
                    Err(refusal) => step.set(Step::Refused(refusal.said().into())),
                }
            });
        })
    };
    let error = match &*step {
        Step::Refused(why) => Some(why.clone()),
        _ => None,
    };
    let looking = *step == Step::Looking;
    let on_leave = {
        let step = step.clone();
        Callback::from(move |()| {
            focus_field(class);
            step.set(Step::Typing);
        })
    };
    html! {
        <form class="field-form" {onsubmit}>
            <TextField
                id={field_id(class)}
                name="group"
                label={say("group-number")}
                value={(*typed).clone()}
                hint={say(if looking { "group-looking" } else { "group-hint" })}
                {error}
                keyboard="numeric"
                short=true
                {on_input}
            >
                <button class="button" type="submit" data-action="add-group" disabled={looking || typed.trim().is_empty()}>
                    { say("group-add") }
                </button>
            </TextField>
            if let Step::Elsewhere(named, other) = &*step {
                <Elsewhere named={named.clone()} other={*other} on_move={add} {on_leave} />
            }
        </form>
    }
}

#[derive(Properties, PartialEq)]
struct ElsewhereProps {
    named: NamedGroup,
    other: HullClass,
    on_move: Callback<GroupId>,
    on_leave: Callback<()>,
}

/// The question about a group that is in another class. Escape leaves it there.
#[component]
fn Elsewhere(props: &ElsewhereProps) -> Html {
    let ElsewhereProps { named, other, on_move, on_leave } = props;
    let group = named.group;
    let place = use_node_ref();
    use_first_focused(&place);
    let sentence = say_with(
        "group-elsewhere",
        &args!("group" => named.name.as_str(), "classes" => words::classes(*other).to_string()),
    );
    html! {
        <div
            ref={place}
            class="ask-line"
            role="group"
            aria-label={sentence.clone()}
            data-question="elsewhere"
            onkeydown={on_escape(on_leave)}
        >
            <p>{ sentence }</p>
            <button
                class="button is-small"
                type="button"
                data-action="move-here"
                onclick={on_move.reform(move |_: MouseEvent| group)}
            >
                { say("group-move-here") }
            </button>
            <button
                class="button is-small is-plain"
                type="button"
                data-action="leave-there"
                onclick={on_leave.reform(|_: MouseEvent| ())}
            >
                { say("group-leave") }
            </button>
        </div>
    }
}

/// The first button of a question that came up has the focus: it is in sight, and Enter answers it.
#[hook]
fn use_first_focused(place: &NodeRef) {
    let place = place.clone();
    use_effect_with((), move |()| {
        let first = place.cast::<Element>().and_then(|place| place.query_selector("button").ok().flatten());
        dom::focus(first);
    });
}

fn on_escape(leave: &Callback<()>) -> Callback<KeyboardEvent> {
    let leave = leave.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            leave.emit(());
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_asked_about_only_if_it_can_be_a_group_of_the_class() {
        let policy = Policy::default();
        let asked = |typed: &str| {
            wanted(&policy, HullClass::Dreadnought, typed, |_| "Dreadnought".into()).map_err(|why| why.to_string())
        };
        assert_eq!(asked(" 547 "), Ok(GroupId(547)));
        assert_eq!(asked("485"), Err("Dreadnought is already in this class.".into()));
        for wrong in ["", "Titan", "-1", "4.5", "99999999999"] {
            assert_eq!(asked(wrong), Err("Type a group number, such as 485.".into()), "{wrong}");
        }
    }

    #[test]
    fn a_group_can_move_to_every_other_class_that_lists_groups() {
        let classes: Vec<_> = other_classes(HullClass::Titan).collect();
        assert_eq!(classes.len(), 9);
        assert!(!classes.contains(&HullClass::Titan) && !classes.contains(&HullClass::Unclassified));
    }
}
