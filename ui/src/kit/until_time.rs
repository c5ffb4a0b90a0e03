//! A time of one's own as the end of something, typed as this computer's clock shows it; beside it what that is in EVE time.

use captrack_domain::time_of_day;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use yew::prelude::*;

use crate::platform::clock::{self, use_as_of_now};
use crate::platform::dom;
use crate::words;
use crate::words::text::say;

/// The end of what.
#[derive(Properties, PartialEq)]
pub struct UntilTimeProps {
    /// Its name in attributes.
    pub name: &'static str,
    /// What the button says.
    pub button: AttrValue,
    /// An end was typed and the button pressed.
    pub on_choose: Callback<Timestamp>,
}

/// The next time at which a clock of this zone shows what was typed; none: that is no time of the day.
fn next_at(typed: &str, zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
    time_of_day::next(time_of_day::parsed(typed)?, zone, now)
}

/// The field, what was typed in EVE time, and the button.
#[component]
pub fn UntilTime(props: &UntilTimeProps) -> Html {
    let typed = use_state(String::new);
    let end = use_as_of_now((*typed).clone(), |typed, now| {
        next_at(typed, &clock::local_zone(), now).map(|at| (at, words::until(at, now)))
    });
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| typed.set(dom::value_of(&event)))
    };
    let onsubmit = {
        let (on_choose, end) = (props.on_choose.clone(), end.as_ref().map(|(end, _)| *end));
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(end) = end {
                on_choose.emit(end);
            }
        })
    };
    let wrong = !typed.trim().is_empty() && end.is_none();
    let name = format!("{}-until", props.name);
    html! {
        <form class="popover-time" {onsubmit}>
            <label>
                <span>{ say("until-time") }</span>
                <input
                    type="text"
                    size="5"
                    maxlength="5"
                    placeholder="18:00"
                    value={(*typed).clone()}
                    data-field={name.clone()}
                    aria-invalid={wrong.to_string()}
                    {oninput}
                />
            </label>
            <small role="status" data-note={name}>
                { end.as_ref().map_or_else(|| say("until-clock"), |(_, until)| until.clone()) }
            </small>
            <button class="button is-small" type="submit" data-item="true" data-until={props.name} disabled={end.is_none()}>
                { props.button.clone() }
            </button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::Offset;

    use super::*;

    #[test]
    fn what_is_typed_is_the_next_such_time_here_and_nothing_else_is_one() {
        let berlin = TimeZone::fixed(Offset::constant(1));
        let at = |time: &str| time.parse::<Timestamp>().unwrap();
        let now = at("2026-11-22T15:40:00Z");
        assert_eq!(next_at("18:00", &berlin, now), Some(at("2026-11-22T17:00:00Z")));
        assert_eq!(next_at("1630", &berlin, now), Some(at("2026-11-23T15:30:00Z")), "tomorrow");
        assert_eq!(next_at("tonight", &berlin, now), None);
        assert_eq!(next_at("", &berlin, now), None);
    }
}
