//! Alert rules: whether anything is watched, and what each class does.

use captrack_domain::class::HullClass;
use captrack_domain::policy::Mode;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::kit::switch::Switch;
use crate::settings::editing::Editing;
use crate::settings::policy_draft::{self, Edit};
use crate::settings::rules::class_rule::ClassRow;
use crate::words;
use crate::words::text::{args, say, say_with};
use crate::words::time;

/// The section.
#[derive(Properties, PartialEq)]
pub struct AlertRulesProps {
    /// The rules.
    pub editing: Editing,
    /// Monitoring is off, the latest switch included.
    pub paused: bool,
    /// The user switches it.
    pub on_pause: Callback<bool>,
}

/// The modes there are, in the order of the segments; the threshold's number does not matter here.
pub const MODES: [Mode; 4] = [Mode::Always, Mode::Threshold { n: 0 }, Mode::TrackOnly, Mode::Ignore];

/// The switch, the table of classes and what the modes mean.
#[component]
pub fn AlertRules(props: &AlertRulesProps) -> Html {
    let editing = &props.editing;
    let as_they_come = policy_draft::edited(&editing.policy, &Edit::DefaultClasses, &editing.view.default_policy);
    let is_default = policy_draft::changes(&as_they_come, &editing.policy) == 0;
    html! {
        <>
            <section class="panel is-switches">
                <Switch
                    name="monitoring"
                    label={say("monitoring")}
                    meaning={say("monitoring-meaning")}
                    on={!props.paused}
                    locked={editing.locked}
                    on_switch={props.on_pause.reform(|on: bool| !on)}
                />
            </section>
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
                    onclick={editing.on_edit.reform(|_: MouseEvent| Edit::DefaultClasses)}
                >
                    { say("rules-default") }
                </button>
            </div>
            <section class="panel">
                <h2>{ say("left-alerts") }</h2>
                <p class="quiet" id="left-alerts-note">{ say("left-alerts-what") }</p>
                { left_alerts(editing) }
            </section>
        </>
    }
}

/// How long ships of pilots who have left alert, in days; the user's own besides.
const LEFT_DAYS: [u32; 6] = [0, 1, 3, 7, 14, 30];
const DAY: u32 = 86_400;

fn left_choices(current: u32) -> Vec<u32> {
    let mut choices: Vec<u32> = LEFT_DAYS.map(|days| days * DAY).to_vec();
    choices.push(current);
    choices.sort_unstable();
    choices.dedup();
    choices
}

fn left_label(seconds: u32) -> AttrValue {
    match seconds {
        0 => say("left-alerts-never"),
        seconds if seconds % DAY == 0 => say_with("left-alerts-days", &args!("n" => seconds / DAY)),
        seconds => time::length(seconds.into()),
    }
}

fn left_alerts(editing: &Editing) -> Html {
    let current = editing.policy.left_alerts_secs;
    let onchange = editing.on_edit.reform(move |event: Event| {
        let value = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value());
        Edit::LeftAlerts(value.and_then(|value| value.parse().ok()).unwrap_or(current))
    });
    html! {
        <div class="choice">
            <label for="left-alerts">{ say("left-alerts-label") }</label>
            <select
                id="left-alerts"
                class="field is-select"
                data-field="left-alerts"
                aria-describedby="left-alerts-note"
                disabled={editing.locked}
                {onchange}
            >
                for seconds in left_choices(current) {
                    <option key={seconds.to_string()} value={seconds.to_string()} selected={seconds == current}>
                        { left_label(seconds) }
                    </option>
                }
            </select>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_users_own_length_is_among_the_choices() {
        assert_eq!(left_choices(7 * DAY).len(), LEFT_DAYS.len());
        assert!(left_choices(5 * DAY).contains(&(5 * DAY)));
        assert_eq!(left_label(DAY), "1 day");
        assert_eq!(left_label(7 * DAY), "7 days");
    }
}
