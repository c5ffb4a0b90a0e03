//! What stands between the cards of the board: headings of parts and the line that nothing alerts.

use captrack_contract::GroupBy;
use yew::prelude::*;

use crate::dashboard::board::{BoardModel, Part};
use crate::kit::icon::{Drawing, Icon};
use crate::kit::level_shape::LevelShape;
use crate::words;
use crate::words::text::{args, say, say_with};

/// The heading of a part, with its shape, its number, and what of it is new or acknowledged.
pub fn part_head(id: String, part: &Part, group_by: GroupBy, on_seen: Callback<MouseEvent>) -> Html {
    let cards = part.cards.len();
    let counted = match group_by {
        GroupBy::Main => "mains-in-part",
        GroupBy::System => "systems-in-part",
        GroupBy::Region => "regions-in-part",
    };
    html! {
        <h2 {id}>
            <LevelShape level={part.level} />
            { words::level(part.level) }
            <span class="part-count" title={say_with(counted, &args!("n" => cards))}>{ words::number(cards) }</span>
            if part.new > 0 {
                <span class="part-note is-new" data-count="new">
                    { say_with("new-in-part", &args!("n" => part.new)) }
                </span>
            }
            if part.acknowledged > 0 {
                <span class="part-note" data-count="acknowledged">
                    { say_with("acknowledged-in-part", &args!("n" => part.acknowledged)) }
                </span>
            }
            if part.new > 0 {
                <button
                    class="part-action"
                    type="button"
                    data-action="mark-seen"
                    title={say("mark-seen-title")}
                    onclick={on_seen}
                >
                    { say("mark-seen") }
                </button>
            }
        </h2>
    }
}

/// Nothing alerts: good to read at a glance.
pub fn all_quiet(board: &BoardModel) -> Html {
    if !board.is_quiet() {
        return Html::default();
    }
    html! {
        <p class="all-quiet" data-state="quiet">
            <Drawing icon={Icon::Tick} size={16} />
            <span class="cut">{ say_with("all-quiet", &args!("hulls" => board.counts.watched)) }</span>
        </p>
    }
}
