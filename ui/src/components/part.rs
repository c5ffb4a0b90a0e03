//! One part of the dashboard: a heading with its shape and its number, and its cards.

use captrack_contract::CardKey;
use yew::prelude::*;

use crate::board;
use crate::components::card::Card;
use crate::components::level_shape::LevelShape;
use crate::shared::Shared;
use crate::state::State;
use crate::text::{args, say_with};
use crate::words;

/// What is common to all cards of a page.
#[derive(Clone, PartialEq)]
pub struct CardSetting {
    /// Pilots have pictures.
    pub pictures: bool,
    /// The snooze durations on offer, in seconds.
    pub durations: Shared<Vec<u64>>,
    /// The user opens a card or closes it.
    pub on_toggle: Callback<(CardKey, bool)>,
}

/// The part with its cards; a plain function, since its cards are what decides whether to draw again.
pub fn part(part: &board::Part, state: &State, setting: &CardSetting) -> Html {
    let name = part.level.name();
    let heading = format!("part-{name}");
    html! {
        <section
            key={name}
            class="part"
            data-part={name}
            data-level={name}
            aria-labelledby={heading.clone()}
        >
            <h2 id={heading}>
                <LevelShape level={part.level} />
                { words::level(part.level) }
                <span
                    class="part-count"
                    title={say_with("mains-in-part", &args!("n" => part.cards.len()))}
                >
                    { part.cards.len() }
                </span>
            </h2>
            <div class="cards">
                for card in &part.cards {
                    <Card
                        key={card.key.to_string()}
                        card={card.clone()}
                        closed={state.is_closed(card)}
                        pictures={setting.pictures}
                        durations={setting.durations.clone()}
                        on_toggle={setting.on_toggle.clone()}
                    />
                }
            </div>
        </section>
    }
}
