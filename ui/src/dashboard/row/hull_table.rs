//! The rows of an open card, those of them that are in the page.

use captrack_contract::{CardHead, CardKey};
use captrack_domain::hull::HullKey;
use yew::prelude::*;

use crate::dashboard::board_context::{BoardContext, RowView};
use crate::dashboard::layout::Heights;
use crate::dashboard::menu::{ids, shows_mains};
use crate::dashboard::row::hull_row::HullLine;
use crate::platform::shared::SharedRef;
use crate::words::text::{args, say, say_with};

/// Whose rows.
#[derive(Properties, PartialEq)]
pub struct HullTableProps {
    /// The card.
    pub head: SharedRef<CardHead>,
    /// How high what is.
    pub heights: Heights,
    /// Those of the rows that are in the page.
    pub rows: Vec<RowView>,
    /// What is common to all cards.
    pub setting: SharedRef<BoardContext>,
    /// The button of the card whose panel is open.
    pub open: Option<AttrValue>,
}

/// A line a hull, in the order of the desk. Each knows its number, since most of them may not be in the page.
#[component]
pub fn HullTable(props: &HullTableProps) -> Html {
    let HullTableProps { head, heights, setting, open, .. } = props;
    let mains = shows_mains(setting.group_by);
    let top = |row: u32| heights.table_head + i32::try_from(row).unwrap_or(0) * heights.row;
    let line = |view: &RowView| match &view.known {
        Some(row) => html! {
            <HullLine
                key={row.hull.hull_key.to_string()}
                card={head.key}
                row={row.clone()}
                number={view.row}
                last={view.row + 1 == head.rows}
                selected={view.selected}
                top={top(view.row)}
                setting={setting.clone()}
                open={open_on(head.key, row.hull.hull_key, open.as_ref())}
            />
        },
        None => awaited(head.key, view.row, top(view.row)),
    };
    // A list of its own, in which everything has a key: so lines are moved and not made anew.
    let rows: Html = props.rows.iter().map(line).collect();
    html! {
        <div
            class={classes!("hulls", mains.then_some("has-mains"))}
            id={ids::rows(head.key)}
            role="grid"
            aria-label={say_with("hulls-of", &args!("main" => head.name.as_str()))}
            aria-rowcount={(head.rows + 1).to_string()}
        >
            <div class="hull-head" role="row" aria-rowindex="1">
                <span role="columnheader">{ say("column-pilot") }</span>
                if mains {
                    <span role="columnheader">{ say("column-main") }</span>
                }
                <span role="columnheader">{ say("column-hull") }</span>
                <span role="columnheader">{ say("column-system") }</span>
                <span role="columnheader">{ say("column-place") }</span>
                <span role="columnheader">{ say("column-seen") }</span>
                <span role="columnheader">{ say("column-why") }</span>
                <span role="columnheader"><span class="unseen">{ say("column-actions") }</span></span>
            </div>
            { rows }
        </div>
    }
}

/// The open panel's button, if it is on this row.
fn open_on(card: CardKey, hull: HullKey, open: Option<&AttrValue>) -> Option<AttrValue> {
    open.filter(|open| open.starts_with(&*ids::row(card, hull))).cloned()
}

/// The place of a row that has not come yet.
fn awaited(card: CardKey, row: u32, top: i32) -> Html {
    html! {
        <div
            key={format!("awaited-{row}")}
            class="hull is-awaited"
            id={ids::awaited(card, row)}
            role="row"
            tabindex="-1"
            data-row={row.to_string()}
            aria-rowindex={(row + 2).to_string()}
            aria-busy="true"
            ~style={format!("top:{top}px")}
        >
            <span role="gridcell"><i aria-hidden="true" /><span class="unseen">{ say("loading") }</span></span>
        </div>
    }
}
