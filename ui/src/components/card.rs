//! A main's card: who, what, how it stands, and its hulls when it is open.

use captrack_contract::{CardHead, CardKey, CardSnooze, Command, PilotRef};
use captrack_domain::evaluate::Level;
use yew::prelude::*;

use crate::components::class_chips::ClassChips;
use crate::components::icon::{Drawing, Icon};
use crate::components::level_shape::LevelShape;
use crate::components::portrait::Portrait;
use crate::components::snooze_menu::{Look, SnoozeMenu, Whom};
use crate::components::snooze_note::SnoozeNote;
use crate::link::use_link;
use crate::shared::Shared;
use crate::text::{args, say, say_with};
use crate::words;

/// A card's properties: cheap to copy and to compare, so that a card that did not change is not drawn.
#[derive(Properties, PartialEq)]
pub struct CardProps {
    /// The card.
    pub card: Shared<CardHead>,
    /// Its rows are not shown.
    pub closed: bool,
    /// Pilots have pictures.
    pub pictures: bool,
    /// The snooze durations on offer, in seconds.
    pub durations: Shared<Vec<u64>>,
    /// The user opens it or closes it: whose, and whether it is closed then.
    pub on_toggle: Callback<(CardKey, bool)>,
}

/// The element id of the button that opens and closes a card.
pub fn toggle_id(key: CardKey) -> String {
    format!("{key}/toggle")
}

/// The element id of a card.
pub fn card_id(key: CardKey) -> String {
    format!("card/{key}")
}

/// The card.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let link = use_link();
    let card = &props.card;
    let id = card.key;
    let pilots = card.pilots.clone();
    let snooze = card.snooze.clone();
    let refs: Vec<PilotRef> = pilots.iter().copied().map(PilotRef::Id).collect();
    let toggle = {
        let (on_toggle, closed) = (props.on_toggle.clone(), props.closed);
        Callback::from(move |_: MouseEvent| on_toggle.emit((id, !closed)))
    };
    let whom = if pilots.len() == 1 {
        Whom::Pilot { name: card.name.clone() }
    } else {
        Whom::Card { main: card.name.clone(), pilots: pilots.len() }
    };
    let clear = {
        let whom = whom.text();
        Callback::from(move |_: MouseEvent| {
            let told = link.clone();
            let text = say_with("told-cleared", &args!("whom" => whom.to_string()));
            let command = Command::ClearSnooze { pilots: refs.clone() };
            link.ask_then(command, move |_| told.done(text));
        })
    };
    html! {
        <article
            class="card"
            id={card_id(id)}
            data-card={id.to_string()}
            data-level={card.level.name()}
            data-collapsed={props.closed.to_string()}
            aria-labelledby={toggle_id(id)}
        >
            <div class="card-head">
                <Portrait pilot={id.main().unwrap_or(captrack_domain::ids::PilotId(0))} name={card.name.clone()} picture={props.pictures} />
                <div class="who">
                    <h3>
                        <button
                            id={toggle_id(id)}
                            class="card-toggle"
                            type="button"
                            data-action="toggle"
                            aria-expanded={(!props.closed).to_string()}
                            onclick={toggle}
                        >
                            { card.name.clone() }
                        </button>
                    </h3>
                    <p class="belongs" title={belongs(card)}>{ belongs(card) }</p>
                </div>
                <ClassChips card={card.clone()} />
                <div class="card-side">
                    <SnoozeNote snooze={snooze.clone()} />
                    <span class="badge"><LevelShape level={card.level} />{ words::badge(card.level) }</span>
                    if card.level == Level::Snoozed {
                        <button
                            id={format!("{id}/clear")}
                            class="button"
                            type="button"
                            data-action="clear-snooze"
                            title={say_with("clear-whom", &args!("whom" => whom.text().to_string()))}
                            onclick={clear}
                        >
                            { say("clear") }
                        </button>
                    }
                    <SnoozeMenu
                        id={format!("{id}/snooze")}
                        {whom}
                        {pilots}
                        snoozed={snooze != CardSnooze::Nobody}
                        durations={props.durations.clone()}
                        look={Look::Word}
                    />
                    <Drawing icon={Icon::Chevron} class="chevron" />
                </div>
            </div>
        </article>
    }
}

/// `Null Logistics · Synthetic Coalition`.
fn belongs(card: &CardHead) -> AttrValue {
    if card.belongs.is_empty() { say("corporation-unknown") } else { card.belongs.join(" · ").into() }
}
