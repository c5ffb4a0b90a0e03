//! Snoozing: the durations on offer.

use captrack_domain::policy::{Policy, PolicyError};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::components::icon::{Drawing, Icon};
use crate::dom;
use crate::policy_draft;
use crate::settings_state::Edit;
use crate::text::{args, say, say_with};
use crate::time;
use crate::words;

/// The section.
#[derive(Properties, PartialEq)]
pub struct SnoozingProps {
    /// The rules as edited.
    pub policy: Policy,
    /// The user edits them.
    pub on_edit: Callback<Edit>,
}

/// What a number of a duration counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LengthUnit {
    Minutes,
    Hours,
    Days,
}

impl LengthUnit {
    const ALL: [Self; 3] = [Self::Minutes, Self::Hours, Self::Days];

    const fn name(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
        }
    }

    const fn seconds(self) -> u64 {
        match self {
            Self::Minutes => 60,
            Self::Hours => 3600,
            Self::Days => 86_400,
        }
    }

    fn label(self) -> AttrValue {
        say(match self {
            Self::Minutes => "unit-minutes",
            Self::Hours => "unit-hours",
            Self::Days => "unit-days",
        })
    }
}

/// Why a duration cannot be added.
#[derive(Debug, Clone, PartialEq, Eq)]
enum NotAdded {
    /// It is no whole number.
    NoNumber,
    /// It is on offer already.
    There,
    /// The policy would refuse it.
    Policy(PolicyError),
}

impl NotAdded {
    fn text(&self) -> AttrValue {
        match self {
            Self::NoNumber => say("duration-no-number"),
            Self::There => say("duration-there"),
            Self::Policy(error) => words::policy_error(error),
        }
    }
}

/// The seconds of what was typed, if the policy would take them.
fn added(policy: &Policy, number: &str, unit: LengthUnit) -> Result<u64, NotAdded> {
    let seconds = number
        .trim()
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(unit.seconds()))
        .ok_or(NotAdded::NoNumber)?;
    if policy.snooze_durations.contains(&seconds) {
        return Err(NotAdded::There);
    }
    let mut with_it = policy.clone();
    policy_draft::add_duration(&mut with_it, seconds);
    with_it.validate().map_err(NotAdded::Policy)?;
    Ok(seconds)
}

/// The durations as chips, and a field for another.
#[component]
pub fn Snoozing(props: &SnoozingProps) -> Html {
    let number = use_state(String::new);
    let unit = use_state_eq(|| LengthUnit::Hours);
    let wrong = use_state_eq(|| None::<NotAdded>);
    let oninput = {
        let (number, wrong) = (number.clone(), wrong.clone());
        Callback::from(move |event: InputEvent| {
            number.set(dom::value_of(&event));
            wrong.set(None);
        })
    };
    let on_unit = {
        let unit = unit.clone();
        Callback::from(move |event: Event| {
            let name = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value());
            let chosen = LengthUnit::ALL.into_iter().find(|unit| Some(unit.name()) == name.as_deref());
            unit.set(chosen.unwrap_or(LengthUnit::Hours));
        })
    };
    let onsubmit = {
        let (number, unit, wrong) = (number.clone(), unit.clone(), wrong.clone());
        let (policy, on_edit) = (props.policy.clone(), props.on_edit.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match added(&policy, &number, *unit) {
                Ok(seconds) => {
                    on_edit.emit(Edit::AddDuration(seconds));
                    number.set(String::new());
                }
                Err(why) => wrong.set(Some(why)),
            }
        })
    };
    html! {
        <section class="panel">
            <h2>{ say("durations") }</h2>
            <ul class="length-chips">
                for seconds in props.policy.snooze_durations.iter().copied() {
                    <li key={seconds.to_string()} class="length-chip" data-duration={seconds.to_string()}>
                        { time::length(seconds) }
                        <button
                            type="button"
                            data-action="remove-duration"
                            aria-label={say_with("duration-remove", &args!("length" => time::length(seconds).to_string()))}
                            onclick={props.on_edit.reform(move |_: MouseEvent| Edit::RemoveDuration(seconds))}
                        >
                            <Drawing icon={Icon::Cross} size={12} />
                        </button>
                    </li>
                }
                <li key="until-cleared" class="length-chip is-fixed" title={say("duration-fixed")}>{ say("snooze-until-cleared") }</li>
            </ul>
            <form class="field-form" {onsubmit}>
                <div class="field-row">
                    <input
                        id="duration"
                        class="field is-short"
                        type="text"
                        inputmode="numeric"
                        maxlength="5"
                        data-field="duration"
                        aria-label={say("duration")}
                        aria-invalid={wrong.is_some().to_string()}
                        value={(*number).clone()}
                        {oninput}
                    />
                    <select class="field is-select" aria-label={say("duration-unit")} data-field="duration-unit" onchange={on_unit}>
                        for of in LengthUnit::ALL {
                            <option key={of.name()} value={of.name()} selected={of == *unit}>{ of.label() }</option>
                        }
                    </select>
                    <button class="button" type="submit" data-action="add-duration" disabled={number.trim().is_empty()}>
                        { say("duration-add") }
                    </button>
                </div>
                if let Some(wrong) = &*wrong {
                    <p class="field-error" role="alert">{ wrong.text() }</p>
                } else {
                    <p class="quiet">{ say("duration-limits") }</p>
                }
            </form>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_that_makes_sense_is_added() {
        let policy = Policy::default();
        assert_eq!(added(&policy, " 2 ", LengthUnit::Hours), Ok(7200));
        assert_eq!(added(&policy, "5", LengthUnit::Minutes), Ok(300));
        assert_eq!(added(&policy, "30", LengthUnit::Days), Ok(30 * 86_400));
    }

    #[test]
    fn one_that_does_not_is_refused_with_a_sentence() {
        let mut policy = Policy::default();
        let refused = |policy: &Policy, number: &str, unit| added(policy, number, unit).unwrap_err().text().to_string();
        assert_eq!(refused(&policy, "soon", LengthUnit::Hours), "Type a whole number, such as 3.");
        assert_eq!(refused(&policy, "60", LengthUnit::Minutes), "That duration is on offer already.");
        for (number, unit) in [("4", LengthUnit::Minutes), ("31", LengthUnit::Days)] {
            assert_eq!(
                refused(&policy, number, unit),
                "A snooze lasts between 5 minutes and 30 days: choose another length."
            );
        }
        policy.snooze_durations = vec![300, 600, 900, 1200, 1500, 1800];
        assert_eq!(refused(&policy, "2", LengthUnit::Hours), "Six snooze durations are the most: remove one first.");
    }
}
