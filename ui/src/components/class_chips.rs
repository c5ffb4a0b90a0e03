//! How many of which class a card has.

use captrack_contract::MainView;
use captrack_domain::evaluate::Level;
use yew::prelude::*;

use crate::card;
use crate::shared::Shared;
use crate::text::{args, say_with};
use crate::words;

/// Whose card.
#[derive(Properties, PartialEq)]
pub struct ClassChipsProps {
    /// The card.
    pub main: Shared<MainView>,
}

/// One chip a class, coloured when it alerts, and one for what has not been heard of.
#[component]
pub fn ClassChips(props: &ClassChipsProps) -> Html {
    let stale = card::stale_hulls(&props.main);
    html! {
        <ul class="chips">
            for count in card::class_counts(&props.main) {
                <li
                    key={count.class.name()}
                    class={classes!("chip", count.alerts.is_some().then_some("is-hot"))}
                    data-class={count.class.name()}
                    data-level={count.alerts.map(Level::name)}
                >
                    { words::counted(count.class, count.count) }
                </li>
            }
            if stale > 0 {
                <li key="stale" class="chip is-stale">
                    <i aria-hidden="true" />
                    { say_with("count-stale", &args!("n" => stale)) }
                </li>
            }
        </ul>
    }
}
