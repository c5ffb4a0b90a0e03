//! Reminders of what still stands, and how long news is gathered.

use captrack_domain::evaluate::AlertLevel;
use captrack_domain::policy::{PolicyError, SHORTEST_REPEAT};
use yew::prelude::*;

use crate::kit::kept_input::use_kept_input;
use crate::kit::select::Select;
use crate::kit::text_field::TextField;
use crate::settings::duration_select::{LengthChoice, choices};
use crate::settings::policy_draft::PolicyEdit;
use crate::settings::section_edit::Editing;
use crate::words;
use crate::words::text::{args, say, say_with};
use crate::words::time;

/// The intervals to choose from, in seconds; any other is typed.
const INTERVALS: [u64; 5] = [1800, 3600, 4 * 3600, 12 * 3600, 24 * 3600];
/// How long news can be gathered, in seconds.
const WAITS: &[u32] = &[0, 10, 30, 60, 120, 300, 600];

/// The rules.
#[derive(Properties, PartialEq)]
pub struct RepeatsProps {
    /// The rules.
    pub editing: Editing,
}

/// A choice for each level, and the wait.
#[component]
pub fn Repeats(props: &RepeatsProps) -> Html {
    let editing = &props.editing;
    html! {
        <>
            <section class="panel">
                <h2>{ say("repeats") }</h2>
                <p class="quiet">{ say("repeats-what") }</p>
                for level in [AlertLevel::Critical, AlertLevel::Alerting] {
                    <Interval key={level_name(level)} {level} editing={editing.clone()} />
                }
            </section>
            <section class="panel">
                <h2>{ say("group-wait") }</h2>
                <p class="quiet" id="group-wait-note">{ say("group-wait-what") }</p>
                <LengthChoice
                    name="group-wait"
                    label={say("group-wait-label")}
                    note="group-wait-note"
                    choices={choices(WAITS, editing.policy.group_wait_secs, wait_label)}
                    current={editing.policy.group_wait_secs}

                    locked={editing.locked}
                    on_choose={editing.on_edit.reform(PolicyEdit::GroupWait)}
                />
            </section>
        </>
    }
}

const fn level_name(level: AlertLevel) -> &'static str {
    match level {
        AlertLevel::Critical => "critical",
        AlertLevel::Alerting => "alerting",
    }
}

/// What is chosen for a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Never,
    Every(u64),
    /// Minutes of the user's own.
    Own,
}

impl Choice {
    /// What stands for an interval; one that is not on offer is the user's own.
    fn of(interval: Option<u64>) -> Self {
        match interval {
            None => Self::Never,
            Some(seconds) if INTERVALS.contains(&seconds) => Self::Every(seconds),
            Some(_) => Self::Own,
        }
    }

    fn all() -> impl Iterator<Item = Self> {
        [Self::Never].into_iter().chain(INTERVALS.map(Self::Every)).chain([Self::Own])
    }

    fn name(self) -> String {
        match self {
            Self::Never => "never".into(),
            Self::Every(seconds) => seconds.to_string(),
            Self::Own => "own".into(),
        }
    }

    fn label(self) -> AttrValue {
        match self {
            Self::Never => say("repeat-never"),
            Self::Every(seconds) => say_with("repeat-every", &args!("length" => time::length(seconds).to_string())),
            Self::Own => say("repeat-own"),
        }
    }
}

/// The seconds of minutes as typed; what is no number is none at all, which the policy refuses.
fn seconds_of(minutes: &str) -> u64 {
    minutes.trim().parse::<u64>().ok().and_then(|minutes| minutes.checked_mul(60)).unwrap_or(0)
}

#[derive(Properties, PartialEq)]
struct IntervalProps {
    level: AlertLevel,
    editing: Editing,
}

/// How often a level is told again.
#[component]
fn Interval(props: &IntervalProps) -> Html {
    let IntervalProps { level, editing } = props;
    let level = *level;
    let interval = editing.policy.repeat.of(level);
    // The user's own minutes stay a field of their own, also while they are those of a choice.
    let own = use_state_eq(|| Choice::of(interval) == Choice::Own);
    let typed = use_kept_input(&format!("repeat/{}", level_name(level)), || None::<String>);
    let choice = match Choice::of(interval) {
        Choice::Every(_) if *own => Choice::Own,
        other => other,
    };
    let on_choose = {
        let (own, typed, on_edit) = (own.clone(), typed.clone(), editing.on_edit.clone());
        Callback::from(move |name: AttrValue| {
            let chosen = Choice::all().find(|choice| choice.name() == name.as_str()).unwrap_or(Choice::Never);
            own.set(chosen == Choice::Own);
            typed.set(None);
            on_edit.emit(PolicyEdit::Repeat(
                level,
                match chosen {
                    Choice::Never => None,
                    Choice::Every(seconds) => Some(seconds),
                    Choice::Own => Some(interval.unwrap_or(INTERVALS[0])),
                },
            ));
        })
    };
    let on_input = {
        let (typed, on_edit) = (typed.clone(), editing.on_edit.clone());
        Callback::from(move |text: String| {
            on_edit.emit(PolicyEdit::Repeat(level, Some(seconds_of(&text))));
            typed.set(Some(text));
        })
    };
    let on_leave = {
        let typed = typed.clone();
        Callback::from(move |()| typed.set(None))
    };
    let name = level_name(level);
    let id = format!("repeat-{name}");
    let too_often = interval.is_some_and(|seconds| seconds < SHORTEST_REPEAT);
    html! {
        <div class="choice" data-repeat={name}>
            <label for={id.clone()}>
                { say(match level {
                    AlertLevel::Critical => "repeat-critical",
                    AlertLevel::Alerting => "repeat-alerting",
                }) }
            </label>
            <Select
                name={id.clone()}
                choices={Choice::all().map(|of| (of.name().into(), of.label().into())).collect::<Vec<_>>()}
                current={choice.name()}
                locked={editing.locked}
                {on_choose}
            />
            if choice == Choice::Own {
                <TextField
                    id={format!("{id}-minutes")}
                    label={say("repeat-minutes")}
                    value={typed.as_ref().cloned().unwrap_or_else(|| interval.map_or(0, |seconds| seconds / 60).to_string())}
                    hint={say("repeat-limits")}
                    error={too_often.then(|| words::policy_error(&PolicyError::RepeatLength))}
                    keyboard="numeric"
                    short=true
                    locked={editing.locked}
                    {on_input}
                    {on_leave}
                />
            }
        </div>
    }
}

fn wait_label(seconds: u32) -> AttrValue {
    match seconds {
        0 => say("wait-none"),
        n if n % 60 == 0 => time::length(n.into()),
        n => say_with("age-seconds", &args!("n" => n)),
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::policy::{Policy, Repeat};

    use super::*;

    #[test]
    fn an_interval_is_one_of_the_choices_or_the_users_own() {
        assert_eq!(Choice::of(None), Choice::Never);
        assert_eq!(Choice::of(Some(3600)), Choice::Every(3600));
        assert_eq!(Choice::of(Some(420)), Choice::Own);
        let labels: Vec<String> = Choice::all().map(|choice| choice.label().to_string()).collect();
        assert_eq!(
            labels,
            ["Never", "Every 30 min", "Every 1 h", "Every 4 h", "Every 12 h", "Every 24 h", "At your own interval"]
        );
    }

    #[test]
    fn minutes_that_are_too_few_or_no_number_are_refused_by_the_policy() {
        let with = |minutes: &str| {
            let repeat = Repeat { critical: Some(seconds_of(minutes)), alerting: None };
            Policy { repeat, ..Policy::default() }.validate()
        };
        assert_eq!(with("5"), Ok(()));
        for wrong in ["4", "0", "", "soon", "-10", "5.5"] {
            assert_eq!(with(wrong), Err(PolicyError::RepeatLength), "{wrong}");
        }
    }

    #[test]
    fn a_wait_that_came_from_a_file_can_be_seen_and_kept() {
        assert_eq!(wait_label(0), "not at all");
        assert_eq!(wait_label(45), "45 s");
        assert_eq!(wait_label(120), "2 min");
    }
}
