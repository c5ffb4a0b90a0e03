//! A card: who or where, what, how it stands, and its rows when it is open.

pub mod card_actions;
pub mod card_mark;
pub mod card_notes;
pub mod class_chips;

use captrack_contract::{CardHead, CardKey};
use yew::prelude::*;

use crate::dashboard::board_context::{BoardContext, RowView};
use crate::dashboard::card::card_actions::CardActions;
use crate::dashboard::card::card_mark::CardMark;
use crate::dashboard::card::card_notes::CardNotes;
use crate::dashboard::card::class_chips::ClassChips;
use crate::dashboard::layout::Heights;
use crate::dashboard::menu::{Menu, ids};
use crate::dashboard::row::hull_table::HullTable;
use crate::dashboard::selection::SelectAction;
use crate::kit::icon::{Drawing, Icon};
use crate::kit::level_shape::LevelShape;
use crate::kit::portrait::Logo;
use crate::platform::shared::SharedRef;
use crate::words;
use crate::words::core::card_why;
use crate::words::text::{args, say, say_with};

/// A card's properties: cheap to copy and to compare, so that a card that did not change is not drawn.
#[derive(Properties, PartialEq)]
pub struct CardProps {
    /// The card.
    pub head: SharedRef<CardHead>,
    /// From the top of its part, in pixels.
    pub top: i32,
    /// Its height, in pixels.
    pub height: i32,
    /// How high what on it is.
    pub heights: Heights,
    /// Which card of its part it is, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// Its rows are not shown.
    pub closed: bool,
    /// It is selected.
    pub selected: bool,
    /// Those of its rows that are in the page.
    pub rows: Vec<RowView>,
    /// What is common to all cards.
    pub setting: SharedRef<BoardContext>,
    /// The button of this card whose panel is open.
    pub menu: Option<AttrValue>,
    /// A pilot is held over it.
    pub is_target: bool,
}

/// The card.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let CardProps { head, setting, closed, .. } = props;
    let (key, closed) = (head.key, *closed);
    let why = AttrValue::from(card_why(head, &setting.class_names));
    let toggle = {
        let (on_toggle, on_select) = (setting.on_toggle.clone(), setting.on_select.clone());
        Callback::from(move |event: MouseEvent| match selecting(&event, key) {
            Some(select) => on_select.emit(select),
            None => on_toggle.emit((key, !closed)),
        })
    };
    let select = {
        let on_select = setting.on_select.clone();
        Callback::from(move |event: MouseEvent| {
            on_select.emit(selecting(&event, key).unwrap_or(SelectAction::Card(key)));
        })
    };
    let oncontextmenu = {
        let (on_menu, links) = (setting.on_menu.clone(), Menu::card_links(head, setting.pictures));
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            if let Some(links) = &links {
                on_menu.emit(links.clone());
            }
        })
    };
    html! {
        <article
            class={classes!("card", props.is_target.then_some("is-target"), props.selected.then_some("is-chosen"))}
            id={ids::card(key)}
            data-card={key.to_string()}
            data-main={key.main().map(|main| main.to_string())}
            data-level={head.level.name()}
            data-collapsed={closed.to_string()}
            aria-labelledby={ids::toggle(key)}
            aria-posinset={props.number.to_string()}
            aria-setsize={props.of.to_string()}
            ~style={format!("top:{}px;height:{}px", props.top, props.height)}
        >
            <div class="card-head" title={why.clone()} {oncontextmenu}>
                <CardMark card={key} name={head.name.clone()} pictures={setting.pictures} />
                <input
                    class="card-check"
                    type="checkbox"
                    aria-label={say_with("select-card", &args!("card" => head.name.as_str()))}
                    checked={props.selected}
                    onclick={select}
                />
                <div class="who">
                    <h3>
                        <button
                            id={ids::toggle(key)}
                            class="card-toggle"
                            type="button"
                            data-action="toggle"
                            aria-expanded={(!closed).to_string()}
                            aria-controls={(!closed).then(|| ids::rows(key))}
                            onclick={toggle}
                        >
                            { head.name.clone() }
                        </button>
                    </h3>
                    { belongs(head, setting.pictures) }
                </div>
                <div class="card-what">
                    <ClassChips head={head.clone()} names={setting.class_names.clone()} />
                    if closed {
                        <p class="card-why">{ why }</p>
                    }
                </div>
                <div class="card-side">
                    <CardNotes
                        since={head.since}
                        new={head.new}
                        snooze={head.snooze.clone()}
                        acknowledged={head.acknowledged.clone()}
                        read_asked={head.read_asked.clone()}
                    />
                    <span class="badge"><LevelShape level={head.level} />{ words::badge(head.level) }</span>
                    <CardActions head={head.clone()} setting={setting.clone()} open={props.menu.clone()} />
                    <Drawing icon={Icon::Chevron} class="chevron" />
                </div>
            </div>
            if !closed {
                <HullTable
                    head={head.clone()}
                    heights={props.heights}
                    rows={props.rows.clone()}
                    setting={setting.clone()}
                    open={props.menu.clone()}
                />
            }
        </article>
    }
}

/// What a press with Ctrl or Shift selects.
fn selecting(event: &MouseEvent, card: CardKey) -> Option<SelectAction> {
    if event.shift_key() {
        Some(SelectAction::To(card))
    } else {
        (event.ctrl_key() || event.meta_key()).then_some(SelectAction::Card(card))
    }
}

/// `Null Logistics · Synthetic Coalition`, each with its logo; of a system, its region.
fn belongs(head: &CardHead, pictures: bool) -> Html {
    let left = || {
        if head.left_auth {
            html! { <span class="cut" data-left="allianceauth">{ say("left-auth") }</span> }
        } else {
            Html::default()
        }
    };
    if head.belongs.is_empty() {
        return match head.key {
            CardKey::Main(_) => html! { <p class="belongs">{ say("corporation-unknown") }{ left() }</p> },
            CardKey::System(_) | CardKey::Region(_) => Html::default(),
        };
    }
    let logos = [
        head.corporation_id.map(|corporation| format!("corporations/{corporation}")),
        head.alliance_id.map(|alliance| format!("alliances/{alliance}")),
    ];
    // Only with both logos and both names it is sure which is whose.
    let logos = if pictures && head.belongs.len() == 2 { logos } else { [None, None] };
    let names = head.belongs.iter().zip(logos);
    html! {
        <p class="belongs" title={head.belongs.join(" · ")}>
            for (at, (name, logo)) in names.enumerate() {
                if at > 0 {
                    <span aria-hidden="true">{ "·" }</span>
                }
                if let Some(of) = logo {
                    <Logo {of} />
                }
                <span class="cut">{ name.clone() }</span>
            }
            { left() }
        </p>
    }
}
