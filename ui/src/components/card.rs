//! A main's card: who, what, how it stands, and its hulls when it is open.

use captrack_contract::{Command, MainView, PilotRef};
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;
use yew::prelude::*;

use crate::card::{self, CardSnooze};
use crate::components::class_chips::ClassChips;
use crate::components::hull_table::HullTable;
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
    /// The main.
    pub main: Shared<MainView>,
    /// Its rows are not shown.
    pub closed: bool,
    /// Pilots have pictures.
    pub pictures: bool,
    /// The snooze durations on offer, in seconds.
    pub durations: Shared<Vec<u64>>,
    /// The user opens it or closes it: whose, and whether it is closed then.
    pub on_toggle: Callback<(PilotId, bool)>,
}

/// The element id of the button that opens and closes a card.
pub fn toggle_id(main: PilotId) -> String {
    format!("main-{main}-toggle")
}

/// The element id of a card.
pub fn card_id(main: PilotId) -> String {
    format!("main-{main}")
}

/// The card.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let link = use_link();
    let main = &props.main;
    let id = main.main_id;
    let rows_id = format!("main-{id}-rows");
    let pilots = card::pilots(main);
    let snooze = card::snooze(main);
    let refs: Vec<PilotRef> = pilots.iter().copied().map(PilotRef::Id).collect();
    let toggle = {
        let (on_toggle, closed) = (props.on_toggle.clone(), props.closed);
        Callback::from(move |_: MouseEvent| on_toggle.emit((id, !closed)))
    };
    let whom = if pilots.len() == 1 {
        Whom::Pilot { name: main.hulls.first().map_or_else(|| main.main_name.clone(), |hull| hull.pilot_name.clone()) }
    } else {
        Whom::Card { main: main.main_name.clone(), pilots: pilots.len() }
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
            data-main={id.to_string()}
            data-level={main.level.name()}
            data-collapsed={props.closed.to_string()}
            aria-labelledby={toggle_id(id)}
        >
            <div class="card-head">
                <Portrait pilot={id} name={main.main_name.clone()} picture={props.pictures} />
                <div class="who">
                    <h3>
                        <button
                            id={toggle_id(id)}
                            class="card-toggle"
                            type="button"
                            data-action="toggle"
                            aria-expanded={(!props.closed).to_string()}
                            aria-controls={(!props.closed).then(|| rows_id.clone())}
                            onclick={toggle}
                        >
                            { main.main_name.clone() }
                        </button>
                    </h3>
                    <p class="belongs" title={belongs(main)}>{ belongs(main) }</p>
                </div>
                <ClassChips main={main.clone()} />
                <div class="card-side">
                    <SnoozeNote snooze={snooze.clone()} />
                    <span class="badge"><LevelShape level={main.level} />{ words::badge(main.level) }</span>
                    if main.level == Level::Snoozed {
                        <button
                            id={format!("main-{id}-clear")}
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
                        id={format!("main-{id}-snooze")}
                        {whom}
                        {pilots}
                        snoozed={snooze != CardSnooze::Nobody}
                        durations={props.durations.clone()}
                        look={Look::Word}
                    />
                    <Drawing icon={Icon::Chevron} class="chevron" />
                </div>
            </div>
            if !props.closed {
                <HullTable id={rows_id} main={main.clone()} durations={props.durations.clone()} />
            }
        </article>
    }
}

/// `Null Logistics · Synthetic Coalition`.
fn belongs(main: &MainView) -> AttrValue {
    match (&main.corporation_name, &main.alliance_name) {
        (Some(corporation), Some(alliance)) => {
            say_with("belongs", &args!("corporation" => corporation.as_str(), "alliance" => alliance.as_str()))
        }
        (Some(one), None) | (None, Some(one)) => one.clone().into(),
        (None, None) => say("corporation-unknown"),
    }
}
