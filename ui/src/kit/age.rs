//! How old a fact is, counting up by itself.

use captrack_domain::section::Freshness;
use jiff::Timestamp;
use yew::prelude::*;

use crate::platform::clock::use_as_of_now;
use crate::words::freshness_name;
use crate::words::text::{args, say, say_with};
use crate::words::time::{self, ShownAge};

/// Of what.
#[derive(Properties, PartialEq)]
pub struct AgeMarkProps {
    /// When the fact was true.
    pub observed_at: Timestamp,
    /// Whether its source still answers.
    pub freshness: Freshness,
}

/// The age with a mark: a dot for what is fresh, a dashed ring for what is not. The exact time is its title.
#[component]
pub fn AgeMark(props: &AgeMarkProps) -> Html {
    let age = use_as_of_now(props.observed_at, |at, now| ShownAge::of(*at, now));
    let exact = time::exact(props.observed_at).to_string();
    let title = match props.freshness {
        Freshness::Fresh => "seen-fresh",
        Freshness::Stale => "seen-stale",
        Freshness::Never => "seen-never",
    };
    html! {
        <span class="age" data-freshness={freshness_name(props.freshness)} title={say_with(title, &args!("time" => exact))}>
            <i aria-hidden="true" />
            { age.text() }
            if props.freshness != Freshness::Fresh {
                <span class="unseen">{ say("stale") }</span>
            }
        </span>
    }
}
