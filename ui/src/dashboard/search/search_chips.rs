//! The filters of the search as chips that can be taken out, and why one that makes no sense leaves nothing.

use captrack_contract::search::Search;
use yew::prelude::*;

use crate::dashboard::search::filters::{FilterChip, FilterProblem, all_filters, all_levels, chips};
use crate::kit::icon::{Drawing, Icon};
use crate::words::text::{args, say, say_with};

/// What is searched for.
#[derive(Properties, PartialEq)]
pub struct SearchChipsProps {
    /// As typed.
    pub search: AttrValue,
    /// The user searches for something else.
    pub on_search: Callback<String>,
}

/// Why a filter makes no sense, with what would.
fn sentence(problem: &FilterProblem) -> AttrValue {
    match problem {
        FilterProblem::NoSuchFilter { filter } => {
            say_with("filter-unknown", &args!("filter" => filter.as_str(), "filters" => all_filters()))
        }
        FilterProblem::NoValue { filter } => say_with("filter-no-value", &args!("filter" => filter.as_str())),
        FilterProblem::YesOrNo { filter } => say_with("filter-yes-or-no", &args!("filter" => filter.as_str())),
        FilterProblem::NoSuchLevel => say_with("filter-no-such-level", &args!("levels" => all_levels())),
    }
}

/// The chips; nothing while there is no filter.
#[component]
pub fn SearchChips(props: &SearchChipsProps) -> Html {
    let search = Search::parse(&props.search);
    let chips = chips(&search);
    if chips.is_empty() {
        return Html::default();
    }
    let first_problem = chips.iter().find_map(|chip| chip.problem.as_ref());
    let chip = |chip: &FilterChip| {
        let text = if chip.not {
            say_with("filter-not", &args!("filter" => chip.text.as_str()))
        } else {
            chip.text.clone().into()
        };
        let onclick = {
            let (without, on_search) = (search.without(chip.term), props.on_search.clone());
            Callback::from(move |_: MouseEvent| on_search.emit(without.clone()))
        };
        let name = say_with("filter-take-out", &args!("filter" => text.as_str()));
        html! {
            <li
                key={format!("{}-{}", chip.term, chip.text)}
                class={classes!("search-chip", chip.problem.is_some().then_some("is-wrong"))}
                data-chip={chip.text.clone()}
            >
                if chip.problem.is_some() {
                    <Drawing icon={Icon::Warning} size={13} />
                }
                <span class="cut">{ text }</span>
                <button type="button" data-action="take-out" aria-label={name.clone()} title={name} {onclick}>
                    <Drawing icon={Icon::Cross} size={12} />
                </button>
            </li>
        }
    };
    html! {
        <div class="search-chips">
            <ul aria-label={say("filters-in-use")}>
                for of in &chips {
                    { chip(of) }
                }
            </ul>
            if let Some(problem) = first_problem {
                <p class="search-problem" role="status" data-state="unknown-filter">{ sentence(problem) }</p>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_no_sense_is_told_with_what_would() {
        let said = |typed: &str| {
            let chip = chips(&Search::parse(typed)).remove(0);
            sentence(&chip.problem.unwrap()).to_string()
        };
        assert!(said("colour:red").starts_with("There is no filter “colour”."));
        assert!(said("colour:red").contains("class, level, region"));
        assert_eq!(said("stale:perhaps"), "“stale” takes yes or no. Type stale:yes or stale:no.");
        assert!(said("level:loud").contains("critical, alerting"));
        assert!(said("region:").starts_with("“region:” needs a value"));
    }
}
