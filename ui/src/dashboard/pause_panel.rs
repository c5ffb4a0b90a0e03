//! The panel that pauses: for how long.

use std::time::Duration;

use captrack_contract::commands;
use captrack_domain::moment::later;
use captrack_domain::time_of_day;
use jiff::Timestamp;
use yew::prelude::*;

use crate::desk::link::use_link;
use crate::kit::popover::Popover;
use crate::kit::until_time::UntilTime;
use crate::platform::clock::{self, use_as_of_now};
use crate::platform::dom;
use crate::words::text::{args, say, say_with};
use crate::words::time;

/// Where it hangs.
#[derive(Properties, PartialEq)]
pub struct PausePanelProps {
    /// The element id of the button it hangs from.
    pub anchor: AttrValue,
    /// The user is done with it.
    pub on_close: Callback<()>,
}

/// What is asked so that monitoring is paused from now until then; none: until somebody resumes.
fn pause(end: Option<Timestamp>, now: Timestamp) -> commands::SetPaused {
    let seconds = end.map(|end| end.duration_since(now).as_secs().max(1).unsigned_abs());
    commands::SetPaused { paused: true, seconds }
}

/// The ends on offer that are a time, each with its name and what it is called.
fn ends(now: Timestamp) -> Vec<(&'static str, AttrValue, Timestamp)> {
    let hour = ("hour", say("pause-hour"), later(now, Duration::from_secs(3600)));
    let tomorrow = time_of_day::tomorrow(&clock::local_zone(), now);
    let tomorrow = tomorrow.map(|end| ("tomorrow", say("pause-tomorrow"), end));
    std::iter::once(hour).chain(tomorrow).collect()
}

/// The panel.
#[component]
pub fn PausePanel(props: &PausePanelProps) -> Html {
    let link = use_link();
    let choose = {
        let (anchor, on_close) = (props.anchor.clone(), props.on_close.clone());
        Callback::from(move |end: Option<Timestamp>| {
            dom::focus(dom::by_id(&anchor));
            on_close.emit(());
            let now = clock::now();
            let told = match end {
                Some(end) => say_with("live-paused-until", &args!("time" => time::short(end, now).to_string())),
                None => say("live-paused-never"),
            };
            link.change(pause(end, now), told);
        })
    };
    let ends = use_as_of_now((), |(), now| {
        let with_words = |(name, text, end)| (name, text, time::short(end, now), end);
        ends(now).into_iter().map(with_words).collect::<Vec<_>>()
    });
    html! {
        <Popover id="pause-panel" anchor={props.anchor.clone()} label={say("pause")} on_close={props.on_close.clone()}>
            <p class="popover-title">{ say("pause") }</p>
            <p class="popover-note">{ say("pause-meaning") }</p>
            for (name, text, until, end) in ends {
                <button
                    key={name}
                    class="popover-item"
                    type="button"
                    data-item="true"
                    data-pause={name}
                    onclick={choose.reform(move |_: MouseEvent| Some(end))}
                >
                    { text }{ " " }<small>{ until }</small>
                </button>
            }
            <button
                class="popover-item"
                type="button"
                data-item="true"
                data-pause="until-resumed"
                onclick={choose.reform(|_: MouseEvent| None)}
            >
                { say("pause-until-resumed") }
            </button>
            <UntilTime name="pause" button={say("pause")} on_choose={choose.reform(Some)} />
        </Popover>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_lasts_until_its_end_and_at_least_a_second() {
        let at = |time: &str| time.parse::<Timestamp>().unwrap();
        let now = at("2026-11-22T15:40:00Z");
        let seconds = |end| pause(end, now).seconds;
        assert_eq!(seconds(Some(at("2026-11-22T18:00:00Z"))), Some(8400));
        assert_eq!(seconds(Some(now)), Some(1));
        assert_eq!(seconds(None), None);
    }
}
