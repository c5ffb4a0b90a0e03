//! The keys of the board.

use captrack_contract::CardHead;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::actions::{acknowledge, rights};
use crate::dashboard::board_list::BoardList;
use crate::dashboard::focus_stops;
use crate::dashboard::layout::FocusStop;
use crate::dashboard::menu::Menu;
use crate::dashboard::selection::SelectAction;
use crate::kit::list::step::ListStep;
use crate::platform::shared::SharedRef;
use crate::window::key_place::{is_plain, place_of};
use crate::window::keys::{self, Intent};

impl BoardList {
    /// A key was pressed somewhere in the page. True: something is to be drawn.
    pub(super) fn key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) -> bool {
        if event.default_prevented() {
            return false;
        }
        let Some(intent) = keys::intent(&event.key(), is_plain(event), place_of(event)) else { return false };
        let done = self.act(ctx, intent);
        if done.is_some() {
            event.prevent_default();
        }
        done.unwrap_or(false)
    }

    /// Does it; none: there is nothing to do it to, or it is not the board's.
    fn act(&mut self, ctx: &Context<Self>, intent: Intent) -> Option<bool> {
        let at = self.held.as_ref().and_then(|held| self.stop(ctx, held));
        if let Intent::Go(step) = intent {
            let in_view = || self.first_in_view().filter(|_| step != ListStep::Last && step != ListStep::First);
            let to = match at {
                Some(_) => focus_stops::next(&self.layout, at, step, self.viewport.height),
                None => in_view().or_else(|| focus_stops::next(&self.layout, None, step, self.viewport.height)),
            }?;
            return Some(self.go(ctx, to));
        }
        let props = ctx.props();
        if !props.selection.is_empty()
            && let Some(done) = self.act_on_selection(ctx, intent)
        {
            return Some(done);
        }
        let at = at?;
        let head = props.board.cards.get(at.card)?.clone();
        let closed = props.is_closed(&head);
        match intent {
            Intent::Open if closed => props.on_toggle.emit((head.key, false)),
            Intent::Open if at.row.is_none() && head.rows > 0 => {
                return Some(self.go(ctx, FocusStop { row: Some(0), ..at }));
            }
            Intent::Close | Intent::Collapse if at.row.is_some() => {
                if intent == Intent::Collapse {
                    props.on_toggle.emit((head.key, true));
                }
                return Some(self.go(ctx, FocusStop { row: None, ..at }));
            }
            Intent::Close if !closed => props.on_toggle.emit((head.key, true)),
            Intent::Select => {
                let row = at.row.and_then(|row| self.rows.row(head.key, row));
                props.on_select.emit(row.map_or(SelectAction::Card(head.key), |row| SelectAction::row(head.key, row)));
            }
            Intent::Links => {
                let real = props.board.has_pictures();
                let row = at.row.and_then(|row| self.rows.row(head.key, row));
                let menu = row
                    .map_or_else(|| Menu::card_links(&head, real), |row| Some(Menu::row_links(head.key, row, real)))?;
                props.on_menu.emit(menu);
            }
            Intent::Snooze => rights::if_granted(&props.board.status.rights.snooze, self.link.as_ref(), || {
                let row = at.row.and_then(|row| self.rows.row(head.key, row));
                let menu = row.map_or_else(|| Menu::snooze_card(&head), |row| Menu::snooze_row(head.key, row));
                props.on_menu.emit(menu);
            }),
            Intent::Acknowledge => rights::if_granted(&props.board.status.rights.snooze, self.link.as_ref(), || {
                self.acknowledge(ctx, &head);
            }),
            Intent::Main => {
                let row = self.rows.row(head.key, at.row?)?;
                rights::if_granted(&props.board.status.rights.administer, self.link.as_ref(), || {
                    props.on_menu.emit(Menu::find_main(head.key, row));
                });
            }
            _ => return None,
        }
        Some(false)
    }

    /// Does it to all that is selected; none: it is not about that.
    fn act_on_selection(&self, ctx: &Context<Self>, intent: Intent) -> Option<bool> {
        let props = ctx.props();
        let menu = match intent {
            Intent::Snooze => Menu::snooze_selected(&props.selection, &props.board),
            Intent::Acknowledge => Menu::acknowledge_selected(&props.selection, &props.board),
            Intent::SelectNothing => {
                props.on_select.emit(SelectAction::Nothing);
                return Some(false);
            }
            _ => return None,
        }?;
        rights::if_granted(&props.board.status.rights.snooze, self.link.as_ref(), || props.on_menu.emit(menu));
        Some(false)
    }

    fn first_in_view(&self) -> Option<FocusStop> {
        let cards = self.layout.cards_within(self.viewport.scroll, self.viewport.scroll + self.viewport.height);
        let card = cards
            .clone()
            .find(|card| self.layout.cards[*card].top >= self.viewport.scroll)
            .or(cards.into_iter().next())?;
        Some(FocusStop { card, row: None })
    }

    fn acknowledge(&self, ctx: &Context<Self>, head: &SharedRef<CardHead>) {
        if let Some(menu) = Menu::acknowledge(head) {
            ctx.props().on_menu.emit(menu);
        } else if let (Some(main), Some(_), Some(link)) = (head.key.main(), &head.acknowledged, &self.link) {
            acknowledge::take_back(link, main, &head.name);
        }
    }
}
