//! What stands between the cards of the board: headings of parts, the line that nothing alerts, a pilot that is dragged.

use captrack_contract::GroupBy;
use yew::prelude::*;

use crate::dashboard::board::{Board, Part};
use crate::kit::icon::{Drawing, Icon};
use crate::kit::level_shape::LevelShape;
use crate::kit::list::drag::Drag;
use crate::words;
use crate::words::text::{args, say_with};

/// The heading of a part, with its shape and its number.
pub fn part_head(id: String, part: &Part, group_by: GroupBy) -> Html {
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
        </h2>
    }
}

/// Nothing alerts: good to read at a glance.
pub fn all_quiet(board: &Board) -> Html {
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

/// The pilot at the pointer, and where they would go.
pub fn ghost(drag: Option<&Drag>) -> Html {
    let Some(drag) = drag.filter(|drag| drag.is_begun()) else {
        return Html::default();
    };
    let pilot = drag.mover.name.as_str();
    let text = match drag.target_name() {
        Some((_, main)) => say_with("drag-under", &args!("pilot" => pilot, "main" => main)),
        None => say_with("drag", &args!("pilot" => pilot)),
    };
    html! {
        <div class="drag-ghost" aria-hidden="true" ~style={format!("left:{}px;top:{}px", drag.at.x + 14, drag.at.y + 10)}>
            <Drawing icon={Icon::Main} size={14} />
            { text }
        </div>
    }
}
