//! The kinds of lines to choose from.

use captrack_contract::ActivityQuery;
use captrack_domain::activity::ActivityKind;
use yew::prelude::*;

use crate::activity::words::Family;
use crate::words::text::say;

/// The question for a text and for kinds by their names, as the page's address has them.
pub fn question(text: String, kinds: &str) -> ActivityQuery {
    let mut kinds: Vec<ActivityKind> = kinds.split(',').filter_map(ActivityKind::from_name).collect();
    kinds.sort_unstable();
    kinds.dedup();
    ActivityQuery { text, kinds, before: None }
}

/// Which are chosen.
#[derive(Properties, PartialEq)]
pub struct KindsProps {
    /// They; empty: all.
    pub chosen: Vec<ActivityKind>,
    /// The user chooses a family, or no longer.
    pub on_family: Callback<Family>,
    /// The user wants all of them.
    pub on_every: Callback<()>,
}

/// The families of kinds, each a button that stays pressed.
#[component]
pub fn Kinds(props: &KindsProps) -> Html {
    let every = props.chosen.is_empty();
    html! {
        <div class="kinds" role="group" aria-label={say("activity-kinds")}>
            <button
                class={classes!("kind", every.then_some("is-chosen"))}
                type="button"
                data-family="all"
                aria-pressed={every.to_string()}
                onclick={props.on_every.reform(|_: MouseEvent| ())}
            >
                { say("activity-every-kind") }
            </button>
            for family in Family::ALL {
                { chip(family, props) }
            }
        </div>
    }
}

fn chip(family: Family, props: &KindsProps) -> Html {
    let chosen = family.kinds().all(|kind| props.chosen.contains(&kind));
    html! {
        <button
            key={family.name()}
            class={classes!("kind", chosen.then_some("is-chosen"))}
            type="button"
            data-family={family.name()}
            aria-pressed={chosen.to_string()}
            onclick={props.on_family.reform(move |_: MouseEvent| family)}
        >
            { family.words() }
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_for_the_kinds_it_names_and_others_are_left_out() {
        let asked = question("kara".into(), "main,policy,moon,main");
        assert_eq!(asked.kinds, [ActivityKind::Policy, ActivityKind::Main]);
        assert_eq!(asked.text, "kara");
        assert!(question(String::new(), "").kinds.is_empty());
    }
}
