//! What stands in place of cards while there are none.

use captrack_contract::{DeskStatus, MonitoringState, Refusal};
use yew::prelude::*;

use crate::kit::icon::{Drawing, Icon};
use crate::words::text::{args, say, say_with};

/// Outlines of cards, until the first answer.
#[component]
pub fn Loading() -> Html {
    html! {
        <div class="loading" data-state="loading" role="status" aria-busy="true">
            <span class="unseen">{ say("loading") }</span>
            for n in 0..4 {
                <div key={n.to_string()} class="ghost" aria-hidden="true"><i /><b /><s /></div>
            }
        </div>
    }
}

/// Why there is nothing, and the way to try again.
#[derive(Properties, PartialEq)]
pub struct UnreachableProps {
    /// Why.
    pub refusal: Refusal,
    /// Ask again.
    pub try_again: Callback<()>,
}

/// The desk refused to say anything.
#[component]
pub fn Unreachable(props: &UnreachableProps) -> Html {
    let onclick = {
        let try_again = props.try_again.clone();
        Callback::from(move |_: MouseEvent| try_again.emit(()))
    };
    html! {
        <div class="state" data-state="error" role="alert">
            <Drawing icon={Icon::Warning} size={28} />
            <h2>{ say("no-dashboard") }</h2>
            <p>{ props.refusal.said() }</p>
            <button class="button is-primary" type="button" data-action="try-again" {onclick}>
                { say("try-again") }
            </button>
        </div>
    }
}

/// Pilots are signed in, but no capital is known of them.
pub fn no_hulls(status: &DeskStatus) -> Html {
    let (name, title, text) = match status.monitoring {
        MonitoringState::Starting => {
            ("starting", say("state-starting"), say_with("state-starting-how", &args!("n" => status.pilots)))
        }
        MonitoringState::Offline => ("offline", say("state-offline"), say("state-offline-how")),
        MonitoringState::Paused => ("paused", say("state-paused"), say("state-paused-how")),
        MonitoringState::Downtime => ("downtime", say("state-downtime"), say("state-downtime-how")),
        MonitoringState::Watching | MonitoringState::SignedOut => {
            ("empty", say("state-empty"), say_with("state-empty-how", &args!("n" => status.pilots)))
        }
    };
    let waits = status.monitoring == MonitoringState::Starting;
    html! {
        <div class="state" data-state={name} role="status">
            if waits {
                <span class="spinner is-large" aria-hidden="true" />
            } else {
                <Drawing icon={if name == "empty" { Icon::Tick } else { Icon::Info }} size={28} />
            }
            <h2>{ title }</h2>
            <p>{ text }</p>
        </div>
    }
}

/// The search leaves nothing, or nothing of what is shown.
#[derive(Properties, PartialEq)]
pub struct NothingMatchesProps {
    /// What was searched for.
    pub search: AttrValue,
    /// Hulls that it leaves in parts that are not shown.
    pub hidden: usize,
    /// The user wants everything back.
    pub on_clear: Callback<()>,
}

/// The way back from a search that leaves nothing.
#[component]
pub fn NothingMatches(props: &NothingMatchesProps) -> Html {
    let onclick = props.on_clear.reform(|_: MouseEvent| ());
    html! {
        <div class="state" data-state="nothing-matches" role="status">
            <Drawing icon={Icon::Search} size={28} />
            <h2>{ say_with("nothing-matches", &args!("search" => props.search.as_str())) }</h2>
            if props.hidden > 0 {
                <p>{ say_with("nothing-matches-hidden", &args!("n" => props.hidden)) }</p>
            } else {
                <p>{ say("nothing-matches-how") }</p>
            }
            <button class="button is-primary" type="button" data-action="clear-search" {onclick}>
                { say("search-clear") }
            </button>
        </div>
    }
}

/// Everything that is known is in parts that are not shown.
pub fn all_hidden(hulls: usize) -> Html {
    html! {
        <div class="state" data-state="hidden" role="status">
            <Drawing icon={Icon::Tick} size={28} />
            <h2>{ say_with("all-quiet", &args!("hulls" => hulls)) }</h2>
            <p>{ say("all-hidden-how") }</p>
        </div>
    }
}
