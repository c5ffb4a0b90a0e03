//! A hull's line in an open card.

use crate::words::core::said;
use captrack_contract::{CardKey, GroupBy, HullRow, HullView};
use captrack_text::place_name;
use jiff::Timestamp;
use yew::prelude::*;

use crate::actions::rights::title;
use crate::dashboard::board_context::BoardContext;
use crate::dashboard::menu::{LINKS, MAIN, Menu, SNOOZE, ids, shows_mains};
use crate::dashboard::row::hull_icon::HullIcon;
use crate::dashboard::selection::SelectAction;
use crate::kit::age::AgeMark;
use crate::kit::icon::{Drawing, Icon};
use crate::kit::level_shape::LevelShape;
use crate::platform::clock::use_as_of_now;
use crate::platform::shared::SharedRef;
use crate::words;
use crate::words::core::hull_why;
use crate::words::text::{args, say, say_with};
use crate::words::{security, time};

/// Which hull.
#[derive(Properties, PartialEq)]
pub struct HullLineProps {
    /// The card it is on.
    pub card: CardKey,
    /// The row.
    pub row: SharedRef<HullRow>,
    /// Which row of the card, from 0.
    pub number: u32,
    /// It is the last one.
    pub last: bool,
    /// It is selected.
    pub selected: bool,
    /// From the top of the table, in pixels.
    pub top: i32,
    /// What is common to all cards.
    pub setting: SharedRef<BoardContext>,
    /// The button of this line whose panel is open.
    pub open: Option<AttrValue>,
}

/// The line.
#[component]
pub fn HullLine(props: &HullLineProps) -> Html {
    let HullLineProps { card, row, setting, open, .. } = props;
    let hull = &row.hull;
    let why = use_as_of_now((hull_why(hull, &setting.class_names), hull.since), why_text);
    let movable = setting.group_by == GroupBy::Main && setting.rights.administer.is_granted();
    let action = SelectAction::row(*card, row);
    let select = {
        let action = action.clone();
        setting.on_select.reform(move |event: MouseEvent| {
            event.stop_propagation();
            action.clone()
        })
    };
    let select_with_ctrl = {
        let on_select = setting.on_select.clone();
        Callback::from(move |event: MouseEvent| {
            if event.ctrl_key() || event.meta_key() {
                on_select.emit(action.clone());
            }
        })
    };
    let oncontextmenu = {
        let (card, row, pictures) = (*card, row.clone(), setting.pictures);
        setting.on_menu.reform(move |event: MouseEvent| {
            event.prevent_default();
            event.stop_propagation();
            Menu::row_links(card, &row, pictures)
        })
    };
    let place = hull.place_name.as_deref().map(|kept| said(&place_name(kept)));
    html! {
        <div
            class={classes!("hull", props.selected.then_some("is-chosen"))}
            onclick={select_with_ctrl}
            {oncontextmenu}
            id={ids::row(*card, hull.hull_key)}
            role="row"
            tabindex="-1"
            data-row={props.number.to_string()}
            data-hull={hull.hull_key.to_string()}
            data-pilot={hull.pilot_id.to_string()}
            data-level={hull.level.name()}
            data-last={props.last.then_some("true")}
            aria-rowindex={(props.number + 2).to_string()}
            ~style={format!("top:{}px", props.top)}
        >
            <span class="hull-pilot" role="gridcell" title={hull.pilot_name.clone()}>
                <input
                    class="hull-check"
                    type="checkbox"
                    tabindex="-1"
                    aria-label={say_with("select-row", &args!("pilot" => hull.pilot_name.as_str(), "type" => hull.type_name.as_str()))}
                    checked={props.selected}
                    onclick={select}
                />
                <LevelShape level={hull.level} label={words::level(hull.level)} />
                <span class="cut">{ hull.pilot_name.clone() }</span>
                if hull.flown {
                    <span class="flown" title={say("flown")}>
                        <Drawing icon={Icon::Pilot} size={14} />
                        <span class="unseen">{ say("flown") }</span>
                    </span>
                }
            </span>
            if shows_mains(setting.group_by) {
                <span class="hull-main cut" role="gridcell" title={row.main_name.clone()}>{ row.main_name.clone() }</span>
            }
            { type_cell(hull, setting, movable) }
            { system_cell(hull) }
            <span class="hull-place cut" role="gridcell" title={place.clone()}>
                { place.map_or_else(|| say("place-unknown"), AttrValue::from) }
            </span>
            <span class="hull-seen" role="gridcell">
                <AgeMark observed_at={hull.observed_at} freshness={hull.freshness} />
            </span>
            <span class="hull-why" role="gridcell" title={why.clone()}>
                if row.new {
                    <b class="new-mark" data-new="true">{ say("new-mark") }</b>
                    { " " }
                }
                { time::unbroken(&why) }
            </span>
            { actions(*card, row, setting, open.as_ref()) }
        </div>
    }
}

/// Why it stands there and, of what alerts, since when.
fn why_text((why, since): &(String, Option<Timestamp>), now: Timestamp) -> AttrValue {
    match since {
        Some(since) => say_with(
            "why-since",
            &args!("why" => why.as_str(), "time" => time::short(*since, now).replace(' ', "\u{a0}")),
        ),
        None => AttrValue::from(why.clone()),
    }
}

/// `movable`: its picture can be dragged onto another main's card.
fn type_cell(hull: &HullView, setting: &BoardContext, movable: bool) -> Html {
    let class = words::class(hull.class, &setting.class_names);
    let title = say_with("type-and-class", &args!("type" => hull.type_name.as_str(), "class" => class.to_string()));
    html! {
        <span class="hull-type" role="gridcell" {title}>
            <span
                class="hull-grip"
                data-drag={movable.then_some("pilot")}
                title={movable.then(|| say_with("drag-title", &args!("pilot" => hull.pilot_name.as_str())))}
            >
                <HullIcon type_id={hull.type_id} class={hull.class} />
            </span>
            <span class="cut"><b>{ hull.type_name.clone() }</b>{ " " }<small>{ class }</small></span>
        </span>
    }
}

fn system_cell(hull: &HullView) -> Html {
    let Some(name) = &hull.system_name else {
        return html! { <span class="hull-system is-unknown" role="gridcell">{ say("system-unknown") }</span> };
    };
    let title = hull
        .region_name
        .as_ref()
        .map(|region| say_with("system-in-region", &args!("system" => name.as_str(), "region" => region.as_str())));
    html! {
        <span class="hull-system cut" role="gridcell" {title}>
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

/// Which menu a button of a row opens: made when it is pressed, of few rows ever.
type RowMenu = fn(CardKey, &HullRow, bool) -> Menu;

fn actions(card: CardKey, row: &SharedRef<HullRow>, setting: &BoardContext, open: Option<&AttrValue>) -> Html {
    let hull = &row.hull;
    let opens = |menu: RowMenu| {
        let (row, pictures) = (row.clone(), setting.pictures);
        setting.on_menu.reform(move |_: MouseEvent| menu(card, &row, pictures))
    };
    let button =
        |what: &str, action: &'static str, name: AttrValue, title: AttrValue, menu: RowMenu, icon, disabled, on| {
            let id = ids::on_row(card, hull.hull_key, what);
            html! {
                <button
                    class={classes!("icon-button", on)}
                    type="button"
                    data-action={action}
                    aria-label={name}
                    {title}
                    aria-haspopup="dialog"
                    aria-expanded={(open == Some(&id)).to_string()}
                    {disabled}
                    onclick={opens(menu)}
                    {id}
                >
                    <Drawing {icon} size={15} />
                </button>
            }
        };
    let snooze = say_with("snooze-whom", &args!("whom" => hull.pilot_name.as_str()));
    let hint = if hull.snooze.is_some() { hull_why(hull, &setting.class_names).into() } else { snooze.clone() };
    let links = say_with("links-of", &args!("name" => hull.pilot_name.as_str()));
    let main = say_with("main-of", &args!("pilot" => hull.pilot_name.as_str(), "main" => row.main_name.as_str()));
    html! {
        <span class="hull-actions" role="gridcell">
            { button(
                LINKS,
                "links",
                links.clone(),
                links,
                Menu::row_links,
                Icon::More,
                false,
                None,
            ) }
            { button(
                MAIN,
                "find-main",
                main.clone(),
                title(&setting.rights.administer, main),
                |card, row, _| Menu::find_main(card, row),
                Icon::Main,
                !setting.rights.administer.is_granted(),
                None,
            ) }
            { button(
                SNOOZE,
                "snooze",
                snooze,
                title(&setting.rights.snooze, hint),
                |card, row, _| Menu::snooze_row(card, row),
                Icon::Moon,
                !setting.rights.snooze.is_granted(),
                hull.snooze.is_some().then_some("is-snoozed"),
            ) }
        </span>
    }
}
