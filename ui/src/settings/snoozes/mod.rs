//! Snoozing and repeats: the durations on offer, reminders, and how long news is gathered.

pub mod repeats;

use captrack_domain::policy::{Policy, PolicyError};
use yew::prelude::*;

use crate::kit::kept_input::use_kept_input;
use crate::kit::select::Select;
use crate::kit::tag::Tag;
use crate::kit::text_field::field_note;
use crate::platform::dom;
use crate::settings::policy_draft::{self, PolicyEdit};
use crate::settings::section_edit::Editing;
use crate::settings::snoozes::repeats::Repeats;
use crate::words;
use crate::words::text::{args, say, say_with};
use crate::words::time;

/// The section.
#[derive(Properties, PartialEq)]
pub struct SnoozingProps {
    /// The rules.
    pub editing: Editing,
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
    // What is wrong elsewhere in the rules is told there.
    let with_it = policy_draft::edited(policy, &PolicyEdit::AddDuration(seconds), policy);
    let alone = Policy { snooze_durations: with_it.snooze_durations, ..Policy::default() };
    alone.validate().map_err(NotAdded::Policy)?;
    Ok(seconds)
}

/// The section.
#[component]
pub fn Snoozing(props: &SnoozingProps) -> Html {
    html! {
        <>
            <Durations editing={props.editing.clone()} />
            <Repeats editing={props.editing.clone()} />
        </>
    }
}

/// The durations as tags, and a field for another.
#[component]
fn Durations(props: &SnoozingProps) -> Html {
    let editing = &props.editing;
    html! {
        <section class="panel">
            <h2>{ say("durations") }</h2>
            <p class="quiet">{ say("durations-what") }</p>
            <ul class="tags" aria-label={say("durations")}>
                for seconds in editing.policy.snooze_durations.iter().copied() {
                    <Tag
                        key={seconds.to_string()}
                        name={format!("duration/{seconds}")}
                        label={time::length(seconds)}
                        remove={say_with("duration-remove", &args!("length" => time::length(seconds).to_string()))}
                        then_focus="duration"
                        locked={editing.locked}
                        on_remove={editing.on_edit.reform(move |()| PolicyEdit::RemoveDuration(seconds))}
                    />
                }
                <li key="until-cleared" class="tag is-fixed" title={say("duration-fixed")}>{ say("snooze-until-cleared") }</li>
            </ul>
            if !editing.locked {
                <AddDuration editing={editing.clone()} />
            }
        </section>
    }
}

/// The field for another duration; what is wrong with it is said when the button is pressed.
#[component]
fn AddDuration(props: &SnoozingProps) -> Html {
    let number = use_kept_input("duration", String::new);
    let unit = use_kept_input("duration-unit", || LengthUnit::Hours);
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
        Callback::from(move |name: AttrValue| {
            let chosen = LengthUnit::ALL.into_iter().find(|unit| unit.name() == name.as_str());
            unit.set(chosen.unwrap_or(LengthUnit::Hours));
        })
    };
    let onsubmit = {
        let (number, unit, wrong) = (number.clone(), unit.clone(), wrong.clone());
        let editing = props.editing.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match added(&editing.policy, &number, *unit) {
                Ok(seconds) => {
                    editing.on_edit.emit(PolicyEdit::AddDuration(seconds));
                    number.set(String::new());
                }
                Err(why) => wrong.set(Some(why)),
            }
        })
    };
    html! {
        <form class="field-form" {onsubmit}>
            <label for="duration">{ say("duration") }</label>
            <div class="field-row">
                <input
                    id="duration"
                    class="field is-short"
                    type="text"
                    inputmode="numeric"
                    maxlength="5"
                    data-field="duration"
                    aria-invalid={wrong.is_some().to_string()}
                    aria-describedby="duration-note"
                    value={(*number).clone()}
                    {oninput}
                />
                <Select
                    name="duration-unit"
                    label={say("duration-unit")}
                    choices={LengthUnit::ALL.map(|of| (of.name().into(), of.label())).to_vec()}
                    current={unit.name()}
                    on_choose={on_unit}
                />
                <button class="button" type="submit" data-action="add-duration" disabled={number.trim().is_empty()}>
                    { say("duration-add") }
                </button>
            </div>
            { field_note("duration-note", Some(&say("duration-limits")), wrong.as_ref().map(NotAdded::text).as_ref()) }
        </form>
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
        assert_eq!(refused(&policy, "60", LengthUnit::Minutes), "That duration is already in the list.");
        for (number, unit) in [("4", LengthUnit::Minutes), ("31", LengthUnit::Days)] {
            assert_eq!(
                refused(&policy, number, unit),
                "A snooze must last between 5 minutes and 30 days: choose another length."
            );
        }
        policy.snooze_durations = vec![300, 600, 900, 1200, 1500, 1800];
        assert_eq!(
            refused(&policy, "2", LengthUnit::Hours),
            "At most six snooze durations can be offered: remove one first."
        );
    }
}
