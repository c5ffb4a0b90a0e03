//! Rows are asked for before they come into view, one question at a time.

use captrack_contract::{BoardAnswer, BoardRequest, CardRows, ErrorCode, Refusal};
use captrack_domain::hull::HullKey;
use yew::prelude::*;

use crate::dashboard::board_list::{BoardList, BoardListMsg};
use crate::dashboard::layout::FocusStop;
use crate::dashboard::rows::RowsRequest;
use crate::dashboard::view::PixelRange;
use crate::desk;
use crate::platform::timer::Timer;
use crate::words::text::say;

/// Rows that were refused are asked for again after this, in milliseconds: a board that stays the same is no new board.
const AGAIN_MILLIS: i32 = 5000;

impl BoardList {
    /// Asks for the rows that are in reach and not known.
    pub(super) fn ask_for_rows(&mut self, ctx: &Context<Self>) {
        if self.asking || self.refused.is_some() {
            return;
        }
        let board = &ctx.props().board;
        // What is in view comes first, then what is about to be.
        let stretches = [
            PixelRange { from: self.viewport.scroll, to: self.viewport.scroll + self.viewport.height },
            PixelRange::in_reach(self.viewport.scroll, self.viewport.height),
        ];
        let missing = stretches.into_iter().map(|PixelRange { from, to }| {
            let cards = self.layout.cards_within(from, to);
            self.rows.missing(cards.map(|card| (&*board.cards[card], self.layout.rows_within(card, from, to))))
        });
        let Some(asked) = missing.into_iter().find(|missing| !missing.is_empty()) else {
            self.tidy(ctx);
            return;
        };
        self.asking = true;
        let request =
            BoardRequest::Rows { query: board.query.clone(), cards: asked.iter().map(|asked| asked.range).collect() };
        ctx.link().send_future(async move {
            let answer = match desk::ask_board(&request).await {
                Ok(BoardAnswer::Rows(rows)) => Ok(rows),
                Ok(_) => Err(Refusal::new(ErrorCode::Internal, say("refusal-garbled").to_string())),
                Err(refusal) => Err(refusal),
            };
            BoardListMsg::Rows(asked, answer)
        });
    }

    /// Takes in rows, and keeps the row at the top of the window where it is.
    pub(super) fn take_in(
        &mut self,
        ctx: &Context<Self>,
        asked: &[RowsRequest],
        answer: Result<Vec<CardRows>, Refusal>,
    ) {
        self.asking = false;
        let Ok(answer) = answer else {
            // The board is about to be refused as well, which is told; with another one rows are asked for again, and without one after a while.
            let again = ctx.link().callback(|()| BoardListMsg::AskAgain);
            self.refused = Some(Timer::after(AGAIN_MILLIS, move || again.emit(())));
            ctx.props().on_behind.emit(());
            return;
        };
        let top = self.row_at_the_top(ctx);
        if self.rows.answered(asked, &answer) {
            ctx.props().on_behind.emit(());
        }
        if let Some((stop, hull)) = top
            && let (Some(was), Some(now)) = (stop.row, self.rows.position(ctx.props().board.cards[stop.card].key, hull))
        {
            let rows = i32::try_from(now).unwrap_or(0) - i32::try_from(was).unwrap_or(0);
            self.scroll_to(self.viewport.scroll + rows * self.layout.heights.row);
        }
    }

    /// The first row in view whose card reaches above it, with its hull.
    fn row_at_the_top(&self, ctx: &Context<Self>) -> Option<(FocusStop, HullKey)> {
        if self.viewport.scroll <= 0 {
            return None;
        }
        let from = self.viewport.scroll + self.layout.heights.part_stuck;
        let card = self.layout.cards_within(from, self.viewport.scroll + self.viewport.height).next()?;
        let row = self
            .layout
            .rows_within(card, from + self.layout.heights.card_stuck, self.viewport.scroll + self.viewport.height)
            .start;
        let key = ctx.props().board.cards.get(card)?.key;
        let known = self.rows.row(key, row).filter(|_| row > 0)?;
        Some((FocusStop { card, row: Some(row) }, known.hull.hull_key))
    }

    fn tidy(&mut self, ctx: &Context<Self>) {
        let board = &ctx.props().board;
        let PixelRange { from, to } = PixelRange::in_reach(self.viewport.scroll, self.viewport.height);
        let near = self.layout.cards_within(from, to);
        let layout = &self.layout;
        self.rows.tidy(|card, rows| {
            let place = board.place(card).filter(|place| near.contains(place));
            place.is_some_and(|place| {
                let close = layout.rows_within(place, from, to);
                rows.start < close.end && close.start < rows.end
            })
        });
    }
}
