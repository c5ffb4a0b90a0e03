//! How old a fact is, counting up by itself.

use captrack_domain::section::Freshness;
use jiff::Timestamp;
use yew::prelude::*;

use crate::platform::clock::use_as_of_now;
use crate::words::text::{args, say, say_with};
use crate::words::time::{self, Age};

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
    let age = use_as_of_now(props.observed_at, |at, now| Age::of(*at, now));
    let exact = time::exact(props.observed_at).to_string();
    let (name, title) = match props.freshness {
        Freshness::Fresh => ("fresh", say_with("seen-fresh", &args!("time" => exact))),
        Freshness::Stale => ("stale", say_with("seen-stale", &args!("time" => exact))),
        Freshness::Never => ("never", say_with("seen-never", &args!("time" => exact))),
    };
    html! {
        <span class="age" data-freshness={name} {title}>
            <i aria-hidden="true" />
            { age.text() }
            if props.freshness != Freshness::Fresh {
                <span class="unseen">{ say("stale") }</span>
            }
        </span>
    }
}
