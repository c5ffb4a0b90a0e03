//! Alert rules: what each class does.

use captrack_domain::class::HullClass;
use captrack_domain::policy::ClassMode;
use yew::prelude::*;

use crate::settings::duration_select::{LengthChoice, choices};
use crate::settings::policy_draft::{self, PolicyEdit};
use crate::settings::rules::class_rule::ClassRow;
use crate::settings::section_edit::Editing;
use crate::words;
use crate::words::text::{args, say, say_with};
use crate::words::time;

/// The section.
#[derive(Properties, PartialEq)]
pub struct AlertRulesProps {
    /// The rules.
    pub editing: Editing,
}

/// The modes there are, in the order of the segments; the threshold's number does not matter here.
pub const MODES: [ClassMode; 4] =
    [ClassMode::Always, ClassMode::Threshold { n: 0 }, ClassMode::TrackOnly, ClassMode::Ignore];

/// The table of classes and what the modes mean.
#[component]
pub fn AlertRules(props: &AlertRulesProps) -> Html {
    let editing = &props.editing;
    let as_they_come = policy_draft::edited(&editing.policy, &PolicyEdit::DefaultClasses, &editing.view.default_policy);
    let is_default = policy_draft::changes(&as_they_come, &editing.policy) == 0;
    html! {
        <>
            <table class="rules">
                <thead>
                    <tr>
                        <th scope="col">{ say("rules-class") }</th>
                        <th scope="col" class="rule-groups" title={say("rules-groups-title")}>{ say("rules-groups") }</th>
                        <th scope="col">{ say("rules-mode") }</th>
                        <th scope="col">{ say("rules-at-least") }</th>
                        <th scope="col"><span class="unseen">{ say("rules-more") }</span></th>
                    </tr>
                </thead>
                for class in HullClass::ALL {
                    <ClassRow key={class.name()} {class} editing={editing.clone()} />
                }
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
                    data-action="default-classes"
                    disabled={is_default || editing.locked}
                    onclick={editing.on_edit.reform(|_: MouseEvent| PolicyEdit::DefaultClasses)}
                >
                    { say("rules-default") }
                </button>
            </div>
            <section class="panel">
                <h2>{ say("left-alerts") }</h2>
                <p class="quiet" id="left-alerts-note">{ say("left-alerts-what") }</p>
                <LengthChoice
                    name="left-alerts"
                    label={say("left-alerts-label")}
                    note="left-alerts-note"
                    choices={choices(LEFT_LENGTHS, editing.policy.left_alerts_secs, left_label)}
                    current={editing.policy.left_alerts_secs}

                    locked={editing.locked}
                    on_choose={editing.on_edit.reform(PolicyEdit::LeftAlerts)}
                />
            </section>
        </>
    }
}

const DAY: u32 = 86_400;
/// How long ships of pilots who have left can alert, in seconds.
const LEFT_LENGTHS: &[u32] = &[0, DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY];

fn left_label(seconds: u32) -> AttrValue {
    match seconds {
        0 => say("left-alerts-never"),
        seconds if seconds % DAY == 0 => say_with("left-alerts-days", &args!("n" => seconds / DAY)),
        seconds => time::length(seconds.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_told_in_days_where_it_is_of_days() {
        assert_eq!(left_label(0), "Not at all");
        assert_eq!(left_label(DAY), "1 day");
        assert_eq!(left_label(7 * DAY), "7 days");
    }
}
