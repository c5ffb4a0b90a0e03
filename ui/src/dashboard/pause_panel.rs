//! The panel that pauses: for how long.

use captrack_contract::commands;
use captrack_domain::moment::seconds_until;
use captrack_domain::pause_length::PauseLength;
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

fn choice(length: PauseLength) -> AttrValue {
    match length {
        PauseLength::Hour => say("pause-hour"),
        PauseLength::Tomorrow => say("pause-tomorrow"),
        PauseLength::UntilResumed => say("pause-until-resumed"),
    }
}

fn end_of(length: PauseLength, now: Timestamp) -> Option<Timestamp> {
    length.end(&clock::local_zone(), now)
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
            let seconds = end.map(|end| seconds_until(end, now));
            link.change(commands::SetPaused { paused: true, seconds }, told);
        })
    };
    let ends = use_as_of_now((), |(), now| {
        PauseLength::ALL.map(|length| (length, end_of(length, now).map(|end| time::short(end, now))))
    });
    html! {
        <Popover id="pause-panel" anchor={props.anchor.clone()} label={say("pause")} on_close={props.on_close.clone()}>
            <p class="popover-title">{ say("pause") }</p>
            <p class="popover-note">{ say("pause-meaning") }</p>
            for (length, end) in ends {
                <button
                    key={length.name()}
                    class="popover-item"
                    type="button"
                    data-item="true"
                    data-pause={length.name()}
                    onclick={choose.reform(move |_: MouseEvent| end_of(length, clock::now()))}
                >
                    { choice(length) }{ " " }<small>{ end }</small>
                </button>
            }
            <UntilTime name="pause" button={say("pause")} on_choose={choose.reform(Some)} />
        </Popover>
    }
}
