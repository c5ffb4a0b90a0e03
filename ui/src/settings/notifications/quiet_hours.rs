//! Quiet hours: from when to when nothing pops up, and whether what is critical does all the same.

use captrack_domain::preferences::Preferences;
use captrack_domain::quiet::QuietHours;
use captrack_domain::time_of_day;
use jiff::civil::Time;
use yew::prelude::*;

use crate::kit::kept_input::use_kept_input;
use crate::kit::switch::Switch;
use crate::kit::text_field::TextField;
use crate::platform::dom;
use crate::words::text::{args, say, say_with};

/// What quiet hours are when they are turned on: a night.
const NIGHT: QuietHours =
    QuietHours { from: Time::constant(22, 0, 0, 0), to: Time::constant(8, 0, 0, 0), critical_breaks_through: true };

/// Look and behaviour.
#[derive(Properties, PartialEq)]
pub struct QuietHoursPanelProps {
    /// Look and behaviour.
    pub preferences: Preferences,
    /// They cannot be changed.
    pub locked: bool,
    /// The user chooses otherwise.
    pub on_choose: Callback<Preferences>,
}

/// Why typed times are not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    /// When they begin is no time.
    From,
    /// When they end is none.
    To,
    /// They begin when they end.
    Same,
}

/// The preferences with quiet hours as typed, if they can be meant.
fn typed_hours(preferences: &Preferences, now: QuietHours, from: &str, to: &str) -> Result<Preferences, Wrong> {
    let from = time_of_day::parsed(from).ok_or(Wrong::From)?;
    let to = time_of_day::parsed(to).ok_or(Wrong::To)?;
    let chosen = Preferences { quiet_hours: Some(QuietHours { from, to, ..now }), ..preferences.clone() };
    if chosen.validate().is_err() { Err(Wrong::Same) } else { Ok(chosen) }
}

/// What they mean, in a sentence.
fn meaning(hours: QuietHours) -> AttrValue {
    let key = if hours.from < hours.to { "quiet-same-day" } else { "quiet-over-night" };
    say_with(key, &args!("from" => time_of_day::text(hours.from), "to" => time_of_day::text(hours.to)))
}

/// The switch, and while it is on the times.
#[component]
pub fn QuietHoursPanel(props: &QuietHoursPanelProps) -> Html {
    let hours = props.preferences.quiet_hours;
    let on_switch = {
        let preferences = props.preferences.clone();
        props.on_choose.reform(move |on: bool| Preferences { quiet_hours: on.then_some(NIGHT), ..preferences.clone() })
    };
    html! {
        <section class="panel is-switches">
            <Switch
                name="quiet-hours"
                label={say("quiet-setting")}
                meaning={hours.map_or_else(|| say("quiet-setting-meaning"), meaning)}
                on={hours.is_some()}
                locked={props.locked}
                {on_switch}
            />
            if let Some(hours) = hours {
                <Hours
                    {hours}
                    preferences={props.preferences.clone()}
                    locked={props.locked}
                    on_choose={props.on_choose.clone()}
                />
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct HoursProps {
    hours: QuietHours,
    preferences: Preferences,
    locked: bool,
    on_choose: Callback<Preferences>,
}

/// Both times and what breaks through. Times count when both fields are left, or with Enter: with only one of them changed the quiet
/// might end for a moment. What cannot be meant is said and not used.
#[component]
fn Hours(props: &HoursProps) -> Html {
    let HoursProps { hours, preferences, locked, on_choose } = props;
    let (hours, locked) = (*hours, *locked);
    let typed = use_kept_input("quiet-hours", || None::<(String, String)>);
    let (from, to) =
        typed.as_ref().cloned().unwrap_or_else(|| (time_of_day::text(hours.from), time_of_day::text(hours.to)));
    let meant = typed_hours(preferences, hours, &from, &to);
    let wrong = meant.as_ref().err().copied();
    let typing = |of: fn(&(String, String), String) -> (String, String)| {
        let (typed, now) = (typed.clone(), (from.clone(), to.clone()));
        Callback::from(move |text: String| typed.set(Some(of(&now, text))))
    };
    let done = {
        let (typed, preferences, on_choose) = (typed.clone(), preferences.clone(), on_choose.clone());
        move || {
            let (Some(_), Ok(chosen)) = (&*typed, &meant) else { return };
            typed.set(None);
            if *chosen != preferences {
                on_choose.emit(chosen.clone());
            }
        }
    };
    let onfocusout = {
        let done = done.clone();
        Callback::from(move |event: FocusEvent| {
            if dom::leaves(&event) {
                done();
            }
        })
    };
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        done();
    });
    let no_time = |of: Wrong| (wrong == Some(of)).then(|| say("quiet-no-time"));
    let same = || (wrong == Some(Wrong::Same)).then(|| say("quiet-same"));
    let critical = {
        let preferences = preferences.clone();
        on_choose.reform(move |on: bool| Preferences {
            quiet_hours: Some(QuietHours { critical_breaks_through: on, ..hours }),
            ..preferences.clone()
        })
    };
    html! {
        <div class="night">
            <form class="night-times" {onfocusout} {onsubmit}>
                <TextField
                    id="quiet-from"
                    label={say("quiet-from")}
                    value={from.clone()}
                    error={no_time(Wrong::From)}
                    keyboard="numeric"
                    short=true
                    {locked}
                    on_input={typing(|now, text| (text, now.1.clone()))}
                />
                <TextField
                    id="quiet-to"
                    label={say("quiet-to")}
                    value={to.clone()}
                    error={no_time(Wrong::To).or_else(same)}
                    keyboard="numeric"
                    short=true
                    {locked}
                    on_input={typing(|now, text| (now.0.clone(), text))}
                />
                // Without it Enter in one of two fields would send nothing.
                <button type="submit" hidden=true />
            </form>
            <Switch
                name="quiet-critical"
                label={say("quiet-critical")}
                meaning={say("quiet-critical-meaning")}
                on={hours.critical_breaks_through}
                {locked}
                on_switch={critical}
            />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_used_only_when_both_are_times_and_differ() {
        let preferences = Preferences::default();
        let typed = |from: &str, to: &str| typed_hours(&preferences, NIGHT, from, to);
        let used = typed("22:30", "7").unwrap().quiet_hours.unwrap();
        assert_eq!(used, QuietHours { from: Time::constant(22, 30, 0, 0), to: Time::constant(7, 0, 0, 0), ..NIGHT });
        assert_eq!(typed("late", "7"), Err(Wrong::From));
        assert_eq!(typed("22", "25:00"), Err(Wrong::To));
        assert_eq!(typed("22", "22:00"), Err(Wrong::Same));
    }

    #[test]
    fn a_sentence_says_whether_they_end_on_the_next_day() {
        assert_eq!(
            meaning(NIGHT),
            "From 22:00 to 08:00 the next day, by this computer's clock, no notifications pop up. The dashboard and \
             Discord continue."
        );
        let noon = QuietHours { from: Time::constant(12, 0, 0, 0), to: Time::constant(13, 0, 0, 0), ..NIGHT };
        assert!(meaning(noon).starts_with("From 12:00 to 13:00 each day, by this computer's clock,"));
    }
}
