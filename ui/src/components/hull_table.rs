//! The hulls of an open card.

use captrack_contract::{HullView, MainView};
use yew::prelude::*;

use crate::components::age::AgeMark;
use crate::components::hull_icon::HullIcon;
use crate::components::icon::{Drawing, Icon};
use crate::components::level_shape::LevelShape;
use crate::components::snooze_menu::{Look, SnoozeMenu, Whom};
use crate::security;
use crate::shared::Shared;
use crate::text::{args, say, say_with};
use crate::words;

/// Whose hulls.
#[derive(Properties, PartialEq)]
pub struct HullTableProps {
    /// The element id of the table.
    pub id: AttrValue,
    /// The main.
    pub main: Shared<MainView>,
    /// The snooze durations on offer, in seconds.
    pub durations: Shared<Vec<u64>>,
}

/// A row a hull, in the order of the snapshot.
#[component]
pub fn HullTable(props: &HullTableProps) -> Html {
    let label = say_with("hulls-of", &args!("main" => props.main.main_name.as_str()));
    html! {
        <div class="hulls" id={props.id.clone()} role="table" aria-label={label}>
            <div class="hull-head" role="row">
                <span role="columnheader">{ say("column-pilot") }</span>
                <span role="columnheader">{ say("column-hull") }</span>
                <span role="columnheader">{ say("column-system") }</span>
                <span role="columnheader">{ say("column-place") }</span>
                <span role="columnheader">{ say("column-seen") }</span>
                <span role="columnheader">{ say("column-why") }</span>
                <span role="columnheader"><span class="unseen">{ say("column-snooze") }</span></span>
            </div>
            for hull in &props.main.hulls {
                { row(hull, &props.durations) }
            }
        </div>
    }
}

fn row(hull: &HullView, durations: &Shared<Vec<u64>>) -> Html {
    let key = hull.hull_key.to_string();
    let whom = Whom::Pilot { name: hull.pilot_name.clone() };
    html! {
        <div
            key={key.clone()}
            class="hull"
            role="row"
            data-hull={key.clone()}
            data-pilot={hull.pilot_id.to_string()}
            data-level={hull.level.name()}
        >
            <span class="hull-pilot" role="cell" title={hull.pilot_name.clone()}>
                <span class="hull-level" title={words::level(hull.level)}>
                    <LevelShape level={hull.level} />
                    <span class="unseen">{ words::level(hull.level) }</span>
                </span>
                <span class="cut">{ hull.pilot_name.clone() }</span>
                if hull.flown {
                    <span class="flown" title={say("flown")}>
                        <Drawing icon={Icon::Pilot} size={14} />
                        <span class="unseen">{ say("flown") }</span>
                    </span>
                }
            </span>
            <span class="hull-type" role="cell" title={type_and_class(hull)}>
                <HullIcon type_id={hull.type_id} class={hull.class} />
                <span class="cut"><b>{ hull.type_name.clone() }</b>{ " " }<small>{ words::class(hull.class) }</small></span>
            </span>
            { system(hull) }
            <span class="hull-place cut" role="cell" title={hull.place_name.clone()}>
                { hull.place_name.clone().map_or_else(|| say("place-unknown"), AttrValue::from) }
            </span>
            <span class="hull-seen" role="cell">
                <AgeMark observed_at={hull.observed_at} freshness={hull.freshness} />
            </span>
            <span class="hull-why cut" role="cell" title={hull.why.clone()}>{ hull.why.clone() }</span>
            <span class="hull-snooze" role="cell">
                <SnoozeMenu
                    id={format!("hull-{key}-snooze")}
                    {whom}
                    pilots={vec![hull.pilot_id]}
                    snoozed={hull.snooze.is_some()}
                    durations={durations.clone()}
                    look={Look::Moon}
                    hint={hull.snooze.is_some().then(|| AttrValue::from(hull.why.clone()))}
                />
            </span>
        </div>
    }
}

fn system(hull: &HullView) -> Html {
    let Some(name) = &hull.system_name else {
        return html! { <span class="hull-system is-unknown" role="cell">{ say("system-unknown") }</span> };
    };
    html! {
        <span class="hull-system cut" role="cell" title={in_region(hull)}>
            if let Some(status) = hull.security {
                <span class="security" data-space={security::space(status).name()}>
                    { security::text(status) }
                </span>
            }
            <span class="system-name">{ name.clone() }</span>
            if let Some(region) = &hull.region_name {
                { " " }<small>{ region.clone() }</small>
            }
        </span>
    }
}

fn type_and_class(hull: &HullView) -> AttrValue {
    let class = words::class(hull.class).to_string();
    say_with("type-and-class", &args!("type" => hull.type_name.as_str(), "class" => class))
}

fn in_region(hull: &HullView) -> Option<AttrValue> {
    let (system, region) = (hull.system_name.as_deref()?, hull.region_name.as_deref()?);
    Some(say_with("system-in-region", &args!("system" => system, "region" => region)))
}
