//! A row of the rules: what a class does, and behind a button its name and its groups.

use captrack_domain::class::HullClass;
use captrack_domain::policy::{ClassMode, PolicyError};
use yew::prelude::*;

use crate::kit::icon::{Drawing, Icon};
use crate::kit::kept_input::use_kept_input;
use crate::kit::segments::{Segment, Segments};
use crate::kit::stepper::Stepper;
use crate::kit::text_field::{TextField, field_note};
use crate::settings::policy_draft::{self, PolicyEdit, rule_of};
use crate::settings::rules::alert_rules::MODES;
use crate::settings::rules::groups::Groups;
use crate::settings::section_edit::Editing;
use crate::words;
use crate::words::text::{args, say, say_with};

/// Which class.
#[derive(Properties, PartialEq)]
pub struct ClassRowProps {
    /// Which.
    pub class: HullClass,
    /// The rules.
    pub editing: Editing,
}

/// The row, and under it what is behind its button.
#[component]
pub fn ClassRow(props: &ClassRowProps) -> Html {
    let ClassRowProps { class, editing } = props;
    let class = *class;
    let open = use_state_eq(|| false);
    let name = words::classes(class);
    let rule = rule_of(&editing.policy, class);
    let typed = use_kept_input(&format!("threshold/{}", class.name()), || None::<u32>);
    {
        let typed = typed.clone();
        // It is there again after another mode was looked at.
        use_effect_with(rule.mode, move |mode| {
            if let ClassMode::Threshold { n } = mode {
                typed.set(Some(*n));
            }
        });
    }
    let changed = rule != rule_of(&editing.view.policy, class);
    let refused = policy_draft::class_refused(&editing.policy, class);
    let bad_threshold = matches!(refused, Some(PolicyError::Threshold { .. }));
    let error_id = format!("threshold-{}-note", class.name());
    let more_id = format!("more-{}", class.name());
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    html! {
        <tbody data-class={class.name()} class={classes!(changed.then_some("is-changed"), open.then_some("is-open"))}>
            <tr>
                <th scope="row">
                    { rule.display_name.clone().map_or_else(|| name.clone(), AttrValue::from) }
                    if rule.display_name.is_some() {
                        <small>{ name.clone() }</small>
                    }
                </th>
                <td class="rule-groups">{ numbers(editing, class) }</td>
                <td>{ modes(class, &name, rule.mode, *typed, editing) }</td>
                <td>{ threshold(class, &name, rule.mode, changed, bad_threshold.then(|| error_id.clone()), editing) }</td>
                <td>
                    <button
                        class={classes!("icon-button", "toggle", open.then_some("is-open"))}
                        type="button"
                        data-action="class-more"
                        aria-expanded={open.to_string()}
                        aria-controls={more_id.clone()}
                        aria-label={say_with("rule-more", &args!("classes" => name.to_string()))}
                        title={say_with("rule-more", &args!("classes" => name.to_string()))}
                        onclick={toggle}
                    >
                        <Drawing icon={Icon::Chevron} size={14} />
                    </button>
                </td>
            </tr>
            if bad_threshold {
                <tr class="rule-wrong">
                    <td colspan="5">{ field_note(&error_id, None, refused.as_ref().map(words::policy_error).as_ref()) }</td>
                </tr>
            }
            <tr id={more_id} class="rule-more" hidden={!*open}>
                if *open {
                    <td colspan="5">
                        { details(class, &name, refused.as_ref(), editing) }
                    </td>
                }
            </tr>
        </tbody>
    }
}

/// `typed`: the threshold that the user has given the class since the window was opened.
fn modes(class: HullClass, name: &AttrValue, mode: ClassMode, typed: Option<u32>, editing: &Editing) -> Html {
    let usual =
        typed.unwrap_or_else(|| policy_draft::threshold_for(class, &editing.view.policy, &editing.view.default_policy));
    let on_choose = editing.on_edit.reform(move |chosen: &'static str| {
        let mode = match chosen {
            "always" => ClassMode::Always,
            "threshold" => ClassMode::Threshold { n: usual },
            "track_only" => ClassMode::TrackOnly,
            _ => ClassMode::Ignore,
        };
        PolicyEdit::Mode(class, mode)
    });
    let segments: Vec<Segment> = MODES
        .into_iter()
        .map(|mode| Segment {
            name: words::mode_name(mode),
            label: words::mode(mode),
            meaning: words::mode_meaning(mode),
        })
        .collect();
    html! {
        <Segments
            name={format!("mode-{}", class.name())}
            label={say_with("mode-of", &args!("classes" => name.to_string()))}
            {segments}
            chosen={words::mode_name(mode)}
            locked={editing.locked}
            {on_choose}
        />
    }
}

fn threshold(
    class: HullClass,
    name: &AttrValue,
    mode: ClassMode,
    changed: bool,
    described_by: Option<String>,
    editing: &Editing,
) -> Html {
    let value = match mode {
        ClassMode::Threshold { n } => Some(n),
        _ => None,
    };
    let on_set = editing.on_edit.reform(move |n: u32| PolicyEdit::Mode(class, ClassMode::Threshold { n }));
    html! {
        <Stepper
            name={class.name()}
            label={say_with("threshold-of", &args!("classes" => name.to_string()))}
            {value}
            least={1}
            most={1000}
            changed={changed && value.is_some()}
            locked={editing.locked}
            {described_by}
            {on_set}
        />
    }
}

fn details(class: HullClass, name: &AttrValue, refused: Option<&PolicyError>, editing: &Editing) -> Html {
    let rule = rule_of(&editing.policy, class);
    let is_default = rule == rule_of(&editing.view.default_policy, class);
    let error = refused.filter(|refused| matches!(refused, PolicyError::DisplayName { .. })).map(words::policy_error);
    let classes = name.to_string();
    html! {
        <div class="rule-details">
            <TextField
                id={format!("name-{}", class.name())}
                name="display-name"
                label={say_with("rule-name", &args!("classes" => classes.clone()))}
                value={rule.display_name.clone().unwrap_or_default()}
                example={name.clone()}
                hint={say("rule-name-hint")}
                {error}
                locked={editing.locked}
                on_input={editing.on_edit.reform(move |typed: String| PolicyEdit::DisplayName(class, typed))}
            />
            if class == HullClass::Unclassified {
                <p class="quiet">{ say("rule-groups-unclassified") }</p>
            } else {
                <Groups {class} editing={editing.clone()} />
            }
            <button
                class="button is-small"
                type="button"
                data-action="default-class"
                aria-label={say_with("rule-default-of", &args!("classes" => classes))}
                disabled={is_default || editing.locked}
                onclick={editing.on_edit.reform(move |_: MouseEvent| PolicyEdit::DefaultClass(class))}
            >
                { say("rule-default") }
            </button>
        </div>
    }
}

/// The numbers of a class's groups, as the table has room for.
fn numbers(editing: &Editing, class: HullClass) -> AttrValue {
    if class == HullClass::Unclassified {
        return say("rules-any-other");
    }
    let groups = rule_of(&editing.policy, class).groups;
    let numbers: Vec<String> = groups.iter().map(ToString::to_string).collect();
    if numbers.is_empty() { say("rules-no-group") } else { numbers.join(", ").into() }
}
