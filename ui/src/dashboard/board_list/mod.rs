//! The board as a list that may be very long: only what is in view is in the page, and a little around it.
//!
//! Everything stands at a place that is known beforehand (`layout`), so a step of scrolling is two searches and a few cards and
//! rows. What the user holds stays in the page wherever it is, and what they look at stays under their eyes when the board changes.

use std::collections::BTreeMap;

use captrack_contract::{CardHead, CardKey, CardRows, Refusal};
use yew::prelude::*;

use crate::actions::mains::mover::Mover;
use crate::dashboard::anchor::Anchor;
use crate::dashboard::board::Board;
use crate::dashboard::board_list::dragging::MainCard;
use crate::dashboard::board_parts::{all_quiet, part_head};
use crate::dashboard::card::Card;
use crate::dashboard::held::Held;
use crate::dashboard::layout::{Heights, Layout, Stop};
use crate::dashboard::menu::Menu;
use crate::dashboard::remembered;
use crate::dashboard::rows::{Asked, Rows};
use crate::dashboard::setting::{RowView, Setting};
use crate::dashboard::state::is_closed;
use crate::dashboard::view::{self, CardView, PartView, Stretch};
use crate::desk::link::Link;
use crate::kit::list::dragging::{Dragging, Heard};
use crate::kit::list::viewport::{Around, Input, Viewport};
use crate::platform::shared::Shared;
use crate::platform::{dom, steady};

mod dragging;
mod focus;
mod keyboard;
mod row_supply;

/// What the list shows, and whom it tells.
#[derive(Properties, PartialEq)]
pub struct BoardListProps {
    /// The board.
    pub board: Shared<Board>,
    /// Cards that were opened or closed just now.
    pub toggled: BTreeMap<CardKey, bool>,
    /// The panel that is open, if one is.
    pub menu: Option<Menu>,
    /// The card that a notification called for.
    pub called: Option<CardKey>,
    /// That card has been shown.
    pub on_shown: Callback<()>,
    /// The user opens a card or closes it: which, and whether it is closed then.
    pub on_toggle: Callback<(CardKey, bool)>,
    /// The user opens a panel.
    pub on_menu: Callback<Menu>,
    /// The desk knows more than this board.
    pub on_behind: Callback<()>,
}

impl BoardListProps {
    fn is_closed(&self, card: &CardHead) -> bool {
        is_closed(&self.toggled, card)
    }

    fn layout(&self, heights: Heights) -> Layout {
        self.board.layout(heights, &|card| self.is_closed(card))
    }

    fn setting(&self, earlier: Option<&Shared<Setting>>) -> Shared<Setting> {
        let setting = Setting {
            pictures: self.board.has_pictures(),
            group_by: self.board.query.group_by,
            class_names: self.board.class_names.clone(),
            rights: self.board.status.rights.clone(),
            on_toggle: self.on_toggle.clone(),
            on_menu: self.on_menu.clone(),
        };
        Shared::unless_same(setting, earlier)
    }
}

/// What happens to the list.
#[derive(Debug)]
pub enum Message {
    /// Something was heard of it.
    Input(Input),
    /// Rows were answered.
    Rows(Vec<Asked>, Result<Vec<CardRows>, Refusal>),
    /// Something was heard of a drag.
    Drag(Heard),
}

/// The list.
pub struct BoardList {
    link: Option<Link>,
    viewport: Viewport,
    heights: Heights,
    layout: Layout,
    setting: Shared<Setting>,
    stretch: Stretch,
    /// How far to scroll after drawing.
    shift: i32,
    /// Things stand elsewhere than before.
    moved: bool,
    rows: Rows,
    asking: bool,
    /// Rows were refused; they are asked for again with the next board.
    refused: bool,
    held: Option<Held>,
    /// What gets the focus after drawing.
    to_focus: Option<AttrValue>,
    /// The card that the eye is drawn to after drawing.
    flash: Option<CardKey>,
    dragging: Dragging<Mover, MainCard>,
}

impl Component for BoardList {
    type Message = Message;
    type Properties = BoardListProps;

    fn create(ctx: &Context<Self>) -> Self {
        let heights = Heights::of(dom::pixels);
        let viewport = Viewport::default();
        let mut list = Self {
            // A page's link never changes, so nobody has to hear about it.
            link: ctx.link().context(Callback::noop()).map(|(link, _)| link),
            heights,
            layout: ctx.props().layout(heights),
            setting: ctx.props().setting(None),
            stretch: Stretch::in_page(0, viewport.height),
            viewport,
            shift: 0,
            moved: false,
            rows: Rows::default(),
            asking: false,
            refused: false,
            held: None,
            to_focus: None,
            flash: None,
            dragging: Dragging::new(ctx.link().callback(Message::Drag)),
        };
        list.scroll_to(remembered::scroll(&ctx.props().board));
        list.show_called(ctx);
        list
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Self::Properties) -> bool {
        let props = ctx.props();
        self.setting = props.setting(Some(&self.setting));
        if props.board != old.board {
            self.rows.another_board();
        }
        if props.board != old.board || props.toggled != old.toggled {
            self.refused = false;
            self.lay_out_again(ctx, &old.board);
        }
        if props.called != old.called || props.board != old.board {
            self.show_called(ctx);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Input(Input::Scrolled) => self.look(),
            Message::Input(Input::Resized) => self.measure(ctx),
            Message::Input(Input::Focus(element)) => self.focus_went_to(ctx, element.as_ref()),
            Message::Input(Input::Down(event)) => self.pointer_down(ctx, &event),
            Message::Input(Input::Key(event)) => self.key(ctx, &event),
            Message::Rows(asked, answer) => {
                self.take_in(ctx, &asked, answer);
                true
            }
            Message::Drag(heard) => self.dragged(ctx, &heard),
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let board = &ctx.props().board;
        let hung = ctx.props().menu.as_ref().map(|menu| Held::of_hook(&menu.hook));
        let held: Vec<Stop> = self.held.iter().chain(&hung).filter_map(|held| self.stop(ctx, held)).collect();
        let parts = view::in_page(&self.layout, self.stretch, &held);
        html! {
            <div class="list is-board" ref={self.viewport.list.clone()} tabindex="-1" data-list="board">
                <div class="canvas" ~style={format!("height:{}px", self.layout.height)}>
                    { all_quiet(board) }
                    { parts.iter().map(|part| self.part(ctx, part)).collect::<Html>() }
                </div>
                { self.ghost() }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.viewport.listen(Around::ThePage, &ctx.link().callback(Message::Input));
        }
        if self.shift != 0
            && let Some(list) = self.viewport.element()
        {
            list.set_scroll_top(list.scroll_top() + self.shift);
            self.shift = 0;
        }
        self.place_focus(ctx);
        if std::mem::take(&mut self.moved) {
            dom::announce(dom::MOVED);
        }
        self.ask_for_rows(ctx);
    }

    fn destroy(&mut self, _: &Context<Self>) {
        remembered::keep_scroll(self.viewport.scroll);
    }
}

impl BoardList {
    fn part(&self, ctx: &Context<Self>, view: &PartView) -> Html {
        let board = &ctx.props().board;
        let (part, place) = (&board.parts[view.part], &self.layout.parts[view.part]);
        let name = part.level.name();
        let heading = format!("part-{name}");
        html! {
            <section
                key={name}
                class="part"
                data-part={name}
                data-level={name}
                aria-labelledby={heading.clone()}
                ~style={format!("top:{}px;height:{}px", place.top, place.height)}
            >
                { part_head(heading, part, board.query.group_by) }
                // A list of its own, in which everything has a key: so cards are moved and not made anew.
                { view.cards.iter().map(|card| self.card(ctx, card, place.top)).collect::<Html>() }
            </section>
        }
    }

    fn card(&self, ctx: &Context<Self>, view: &CardView, part_top: i32) -> Html {
        let props = ctx.props();
        let head = &props.board.cards[view.card];
        let place = &self.layout.cards[view.card];
        let row = |row: u32| RowView { row, known: self.rows.row(head.key, row).cloned() };
        let before = view.held.filter(|held| *held < view.rows.start);
        let after = view.held.filter(|held| *held >= view.rows.start);
        let menu = props.menu.as_ref().filter(|menu| menu.hook.card == head.key).map(|menu| menu.hook.id.clone());
        html! {
            <Card
                key={head.key.to_string()}
                head={head.clone()}
                top={place.top - part_top}
                height={place.height}
                heights={self.heights}
                number={view.card + 1}
                of={props.board.cards.len()}
                closed={place.rows.is_none()}
                rows={before.into_iter().chain(view.rows.clone()).chain(after).map(row).collect::<Vec<_>>()}
                setting={self.setting.clone()}
                {menu}
                is_target={self.dragging.target().is_some_and(|to| to.card == head.key)}
            />
        }
    }

    /// Lays out the board anew, and keeps the reader's place if it answers the same question.
    fn lay_out_again(&mut self, ctx: &Context<Self>, old: &Board) {
        let props = ctx.props();
        let same_question = props.board.query == old.query;
        let anchor =
            same_question.then(|| Anchor::of(old, &self.layout, self.viewport.scroll, self.viewport.height)).flatten();
        self.layout = props.layout(self.heights);
        self.moved = true;
        if !props.board.cards.iter().map(|card| card.key).eq(old.cards.iter().map(|card| card.key)) {
            steady::moved();
        }
        let scroll = match anchor {
            Some(anchor) => anchor.scroll(&props.board, &self.layout, self.viewport.height),
            None if same_question => self.viewport.scroll.min(self.layout.deepest(self.viewport.height)),
            None => 0,
        };
        self.scroll_to(scroll);
    }

    fn scroll_to(&mut self, scroll: i32) {
        let scroll = scroll.clamp(0, self.layout.deepest(self.viewport.height));
        self.shift += scroll - self.viewport.scroll;
        self.viewport.scroll = scroll;
        self.stretch = Stretch::in_page(scroll, self.viewport.height);
        self.moved = true;
    }

    /// Looks where the list is. True: other cards or rows are to be drawn.
    fn look(&mut self) -> bool {
        self.viewport.look();
        let stretch = Stretch::in_page(self.viewport.scroll, self.viewport.height);
        let moved = stretch != self.stretch;
        self.stretch = stretch;
        moved
    }

    /// Looks how high the list is, and what is on it. True: it is to be drawn.
    fn measure(&mut self, ctx: &Context<Self>) -> bool {
        let moved = self.look();
        let heights = Heights::of(dom::pixels);
        let board = &ctx.props().board;
        let anchor = Anchor::of(board, &self.layout, self.viewport.scroll, self.viewport.height);
        let relaid = heights != self.heights;
        let resized = self.viewport.measure();
        let window = self.viewport.height;
        if relaid {
            self.heights = heights;
            self.layout = ctx.props().layout(heights);
        }
        if let Some(anchor) = anchor.filter(|_| relaid) {
            self.scroll_to(anchor.scroll(board, &self.layout, window));
        }
        self.stretch = Stretch::in_page(self.viewport.scroll, window);
        moved || relaid || resized
    }
}
