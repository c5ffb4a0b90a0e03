//! Alert rules: what each class does.

use std::rc::Rc;

use captrack_contract::SettingsView;
use captrack_domain::class::HullClass;
use captrack_domain::policy::{Mode, Policy};
use yew::prelude::*;

use crate::components::segments::{Segment, Segments};
use crate::components::stepper::Stepper;
use crate::policy_draft;
use crate::settings_state::Edit;
use crate::text::{args, say, say_with};
use crate::words;

/// The section.
#[derive(Properties, PartialEq)]
pub struct AlertRulesProps {
    /// All settings.
    pub view: Rc<SettingsView>,
    /// The rules as edited.
    pub policy: Policy,
    /// The user edits them.
    pub on_edit: Callback<Edit>,
}

/// The modes there are, in the order of the segments; the threshold's number does not matter here.
const MODES: [Mode; 4] = [Mode::Always, Mode::Threshold { n: 0 }, Mode::TrackOnly, Mode::Ignore];

/// The table of classes and what the modes mean.
#[component]
pub fn AlertRules(props: &AlertRulesProps) -> Html {
    let is_default = policy_draft::with_default_modes(&props.policy, &props.view.default_policy) == props.policy;
    html! {
        <>
            <table class="rules">
                <thead>
                    <tr>
                        <th scope="col">{ say("rules-class") }</th>
                        <th scope="col" title={say("rules-groups-title")}>{ say("rules-groups") }</th>
                        <th scope="col">{ say("rules-mode") }</th>
                        <th scope="col">{ say("rules-at-least") }</th>
                    </tr>
                </thead>
                <tbody>
                    for class in HullClass::ALL {
                        { rule(class, props) }
                    }
                </tbody>
            </table>
            <div class="rules-end">
                <dl class="meanings">
                    for mode in MODES {
                        <div key={words::mode_name(mode)} data-segment={words::mode_name(mode)}>
                            <dt>{ words::mode(mode) }</dt>
                            <dd>{ words::mode_meaning(mode) }</dd>
                        </div>
                    }
                </dl>
                <button
                    class="button"
                    type="button"
                    data-action="default-modes"
                    disabled={is_default}
                    onclick={props.on_edit.reform(|_: MouseEvent| Edit::DefaultModes)}
                >
                    { say("rules-default") }
                </button>
            </div>
        </>
    }
}

fn rule(class: HullClass, props: &AlertRulesProps) -> Html {
    let (policy, in_force) = (&props.policy, &props.view.policy);
    let mode = policy.mode(class);
    let name = words::classes(class);
    let usual = policy_draft::threshold_for(class, in_force, &props.view.default_policy);
    let on_choose = props.on_edit.reform(move |chosen: &'static str| {
        let mode = match chosen {
            "always" => Mode::Always,
            "threshold" => Mode::Threshold { n: usual },
            "track_only" => Mode::TrackOnly,
            _ => Mode::Ignore,
        };
        Edit::Mode(class, mode)
    });
    let on_set = props.on_edit.reform(move |n: u32| Edit::Mode(class, Mode::Threshold { n }));
    let segments: Vec<Segment> = MODES
        .into_iter()
        .map(|mode| Segment {
            name: words::mode_name(mode),
            label: words::mode(mode),
            meaning: words::mode_meaning(mode),
        })
        .collect();
    let value = match mode {
        Mode::Threshold { n } => Some(n),
        _ => None,
    };
    let changed = policy_draft::class_differs(in_force, policy, class);
    html! {
        <tr key={class.name()} data-class={class.name()} class={classes!(changed.then_some("is-changed"))}>
            <th scope="row">{ name.clone() }</th>
            <td class="rule-groups">{ groups(policy, class) }</td>
            <td>
                <Segments
                    name={format!("mode-{}", class.name())}
                    label={say_with("mode-of", &args!("classes" => name.to_string()))}
                    {segments}
                    chosen={words::mode_name(mode)}
                    {on_choose}
                />
            </td>
            <td>
                <Stepper
                    name={class.name()}
                    label={say_with("threshold-of", &args!("classes" => name.to_string()))}
                    {value}
                    least={1}
                    most={1000}
                    changed={changed && value.is_some()}
                    {on_set}
                />
            </td>
        </tr>
    }
}

fn groups(policy: &Policy, class: HullClass) -> AttrValue {
    if class == HullClass::Unclassified {
        return say("rules-any-other");
    }
    let ids: Vec<String> = policy
        .classes
        .get(&class)
        .map(|rule| rule.groups.iter().map(ToString::to_string).collect())
        .unwrap_or_default();
    ids.join(", ").into()
}
