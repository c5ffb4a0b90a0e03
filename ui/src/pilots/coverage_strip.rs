//! How much is seen: a count beside a count, each the way to those it counts.

use captrack_contract::Coverage;
use yew::prelude::*;

use crate::kit::icon::{Drawing, Icon};
use crate::pilots::coverage::CoverageCount;
use crate::words::text::say;

/// How much is seen.
#[derive(Properties, PartialEq)]
pub struct CoverageStripProps {
    /// The counts.
    pub coverage: Coverage,
    /// What is searched for.
    pub search: AttrValue,
    /// The user wants only what a count counts.
    pub on_search: Callback<String>,
}

/// The strip.
#[component]
pub fn CoverageStrip(props: &CoverageStripProps) -> Html {
    html! {
        <div class="coverage" role="group" aria-label={say("coverage")}>
            for seen in CoverageCount::ALL {
                { count(seen, props) }
            }
        </div>
    }
}

fn count(seen: CoverageCount, props: &CoverageStripProps) -> Html {
    let n = seen.count(&props.coverage);
    let chosen = seen.is_chosen(&props.search);
    let onclick = {
        let search = props.search.clone();
        props.on_search.reform(move |_: MouseEvent| seen.choose(&search))
    };
    html! {
        <button
            key={seen.name()}
            class={classes!("coverage-count", chosen.then_some("is-chosen"), (n == 0).then_some("is-none"))}
            type="button"
            data-seen={seen.name()}
            data-count={n.to_string()}
            aria-pressed={chosen.to_string()}
            title={seen.meaning(&props.coverage)}
            {onclick}
        >
            <b>{ n }</b>{ " " }
            <span class="coverage-label">
                { mark(seen) }
                <span class="cut">{ seen.label() }</span>
            </span>
        </button>
    }
}

fn mark(seen: CoverageCount) -> Html {
    match seen {
        CoverageCount::Watched => html! { <Drawing icon={Icon::Pilots} size={14} /> },
        CoverageCount::SignIn => html! { <Drawing icon={Icon::Warning} size={14} /> },
        CoverageCount::Snoozed => html! { <Drawing icon={Icon::Moon} size={14} /> },
        CoverageCount::Placeless => html! { <Drawing icon={Icon::System} size={14} /> },
        CoverageCount::Fresh | CoverageCount::Stale | CoverageCount::Never => {
            html! { <i class="answer-mark" data-freshness={seen.name()} aria-hidden="true" /> }
        }
    }
}
