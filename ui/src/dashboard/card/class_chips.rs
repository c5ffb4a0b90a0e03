//! How many of which class a card has.

use captrack_contract::{CardHead, ClassCount};
use captrack_domain::evaluate::Level;
use yew::prelude::*;

use crate::dashboard::board::ClassNames;
use crate::platform::shared::SharedRef;
use crate::words;
use crate::words::text::{args, say_with};

/// Whose card.
#[derive(Properties, PartialEq)]
pub struct ClassChipsProps {
    /// The card.
    pub head: SharedRef<CardHead>,
    /// What the user calls classes.
    pub names: ClassNames,
}

/// One chip a class, coloured when it alerts, and one for what has not been heard of.
#[component]
pub fn ClassChips(props: &ClassChipsProps) -> Html {
    let stale = props.head.stale;
    // Where not all of them fit, it is not one that alerts that is left out.
    let mut classes: Vec<&ClassCount> = props.head.classes.iter().collect();
    classes.sort_by_key(|count| count.alerts.is_none());
    html! {
        <ul class="chips">
            for count in classes {
                <li
                    key={count.class.name()}
                    class={classes!("chip", count.alerts.is_some().then_some("is-hot"))}
                    data-class={count.class.name()}
                    data-level={count.alerts.map(Level::name)}
                >
                    { words::counted(count.class, count.count as usize, &props.names) }
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
