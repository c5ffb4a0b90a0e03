//! The bar under the top: filters to choose, what they leave, and what a card stands for.

use captrack_contract::GroupBy;
use captrack_contract::search::Search;
use captrack_domain::class::HullClass;
use yew::prelude::*;

use crate::dashboard::board::{BoardModel, PARTS};
use crate::dashboard::search::filter_menu::{FilterMenu, FilterValue};
use crate::dashboard::search::filters::Filter;
use crate::dashboard::search::grouping;
use crate::kit::segments::{Segment, Segments};
use crate::platform::shared::SharedRef;
use crate::words;
use crate::words::text::{args, say, say_with};

/// What is filtered.
#[derive(Properties, PartialEq)]
pub struct FilterBarProps {
    /// The board.
    pub board: SharedRef<BoardModel>,
    /// What is searched for.
    pub search: AttrValue,
    /// What a card stands for.
    pub group_by: GroupBy,
    /// The user searches for something else.
    pub on_search: Callback<String>,
    /// The user wants other cards.
    pub on_group: Callback<GroupBy>,
}

/// The bar.
#[component]
pub fn FilterBar(props: &FilterBarProps) -> Html {
    let board = &props.board;
    let search = Search::parse(&props.search);
    let menu = |filter: Filter, label: &str, all: &str, offers: Vec<FilterValue>, is_long: bool| {
        let chosen = offers.iter().find(|offer| filter.is_chosen(&search, &offer.value)).cloned();
        // What was typed may be no name at all, only a part of some.
        let other = filter.chosen(&search).filter(|_| chosen.is_none());
        let on_choose = {
            let (search, on_search) = (search.clone(), props.on_search.clone());
            Callback::from(move |value: Option<AttrValue>| on_search.emit(filter.put(&search, value.as_deref())))
        };
        html! {
            <FilterMenu
                name={filter.name()}
                label={say(label)}
                all={say(all)}
                {offers}
                chosen={chosen.map(|offer| offer.value)}
                other={other.map(AttrValue::from)}
                {is_long}
                {on_choose}
            />
        }
    };
    let facets = |facets: &[captrack_contract::Facet]| {
        let offer = |facet: &captrack_contract::Facet| FilterValue {
            value: facet.name.clone().into(),
            label: facet.name.clone().into(),
            hulls: Some(facet.hulls),
        };
        facets.iter().map(offer).collect::<Vec<_>>()
    };
    let classes = HullClass::ALL.into_iter().map(|class| FilterValue {
        value: class.name().into(),
        label: words::classes_as(class, &board.class_names),
        hulls: None,
    });
    let levels = PARTS.into_iter().map(|level| FilterValue {
        value: level.name().into(),
        label: words::level(level),
        hulls: None,
    });
    let stale = Filter::Stale.is_chosen(&search, "yes");
    let toggle_stale = {
        let (search, on_search) = (search.clone(), props.on_search.clone());
        Callback::from(move |_: MouseEvent| on_search.emit(Filter::Stale.put(&search, (!stale).then_some("yes"))))
    };
    html! {
        <div class="filter-bar">
            <div class="filters" role="group" aria-label={say("filters")}>
                { menu(Filter::Corporation, "filter-corporation", "filter-corporation-all", facets(&board.facets.corporations), true) }
                { menu(Filter::Region, "filter-region", "filter-region-all", facets(&board.facets.regions), true) }
                { menu(Filter::Class, "filter-class", "filter-class-all", classes.collect(), false) }
                { menu(Filter::Level, "filter-level", "filter-level-all", levels.collect(), false) }
                <button
                    id="filter-stale"
                    class={classes!("filter", stale.then_some("is-chosen"))}
                    type="button"
                    data-filter="stale"
                    aria-pressed={stale.to_string()}
                    title={say("filter-stale-title")}
                    onclick={toggle_stale}
                >
                    { say("filter-stale") }
                </button>
            </div>
            <p class="matched" role="status">
                if !search.is_empty() && board.query.search.as_str() == &*props.search {
                    { say_with("matched", &args!("n" => words::number(board.matched), "hulls" => words::number(board.counts.watched))) }
                }
            </p>
            { groups(props.group_by, &props.on_group) }
        </div>
    }
}

/// What a card stands for: mains, systems or regions.
fn groups(group_by: GroupBy, on_group: &Callback<GroupBy>) -> Html {
    let segment = |group_by: GroupBy| {
        let (label, meaning) = match group_by {
            GroupBy::Main => (say("group-main"), say("group-main-meaning")),
            GroupBy::System => (say("group-system"), say("group-system-meaning")),
            GroupBy::Region => (say("group-region"), say("group-region-meaning")),
        };
        Segment { name: grouping::name(group_by), label, meaning }
    };
    html! {
        <Segments
            name="group-by"
            label={say("group-by")}
            segments={grouping::ALL.map(segment).to_vec()}
            chosen={grouping::name(group_by)}
            on_choose={on_group.reform(|name: &'static str| grouping::of(name))}
        />
    }
}
