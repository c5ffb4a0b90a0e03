//! The board as a list that may be very long: only what is in view is in the page, and a little around it.
//!
//! Everything stands at a place that is known beforehand (`layout`), so a step of scrolling is two searches and a few cards and
//! rows. What the user holds stays in the page wherever it is, and what they look at stays under their eyes when the board changes.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use captrack_contract::{CardHead, CardKey, CardRows, Refusal, commands};
use yew::prelude::*;

use crate::actions::mains::moved_pilots::Mover;
use crate::dashboard::anchor::ScrollAnchor;
use crate::dashboard::board::BoardModel;
use crate::dashboard::board_context::{BoardContext, RowView};
use crate::dashboard::board_list::pilot_drag::MainCard;
use crate::dashboard::board_parts::{all_quiet, part_head};
use crate::dashboard::card::Card;
use crate::dashboard::focused_row::FocusedElement;
use crate::dashboard::kept_board;
use crate::dashboard::layout::{FocusStop, Heights, Layout, PartBox};
use crate::dashboard::menu::Menu;
use crate::dashboard::rows::{KnownRows, RowsRequest};
use crate::dashboard::selection::{SelectAction, Selection};
use crate::dashboard::state::is_closed;
use crate::dashboard::view::{self, CardView, PartView, PixelRange};
use crate::desk::link::DeskLink;
use crate::kit::list::drag_input::{DragInput, Dragging};
use crate::kit::list::viewport::{ListElements, ListInput, Viewport};
use crate::platform::shared::SharedRef;
use crate::platform::timer::Timer;
use crate::platform::{dom, stray_press};
use crate::words::text::{args, say_with};

mod focus;
mod keyboard;
mod pilot_drag;
mod row_supply;

/// What the list shows, and whom it tells.
#[derive(Properties, PartialEq)]
pub struct BoardListProps {
    /// The board.
    pub board: SharedRef<BoardModel>,
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
    /// Cards and rows that are selected.
    pub selection: Selection,
    /// The user selects something.
    pub on_select: Callback<SelectAction>,
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

    fn setting(&self, earlier: Option<&SharedRef<BoardContext>>) -> SharedRef<BoardContext> {
        let setting = BoardContext {
            pictures: self.board.has_pictures(),
            group_by: self.board.query.group_by,
            class_names: self.board.class_names.clone(),
            rights: self.board.status.rights.clone(),
            on_toggle: self.on_toggle.clone(),
            on_menu: self.on_menu.clone(),
            on_select: self.on_select.clone(),
        };
        SharedRef::unless_same(setting, earlier)
    }
}

/// What happens to the list.
#[derive(Debug)]
pub enum BoardListMsg {
    /// Something was heard of it.
    Input(ListInput),
    /// Rows were answered.
    Rows(Vec<RowsRequest>, Result<Vec<CardRows>, Refusal>),
    /// It has not been scrolled for a moment.
    Rested,
    /// Rows that were refused are asked for again.
    AskAgain,
    /// The user wants to see what came in above.
    ToTop,
    /// Something was heard of a drag.
    Drag(DragInput),
}

/// The list.
pub struct BoardList {
    link: Option<DeskLink>,
    viewport: Viewport,
    heights: Heights,
    layout: Layout,
    setting: SharedRef<BoardContext>,
    stretch: PixelRange,
    /// It is being scrolled: what has gone out of view stays in the page until this timer ends.
    scrolling: Option<Timer>,
    /// How far to scroll after drawing.
    shift: i32,
    /// Things stand elsewhere than before.
    moved: bool,
    rows: KnownRows,
    asking: bool,
    /// Rows were refused; they are asked for again with the next board, or when this timer ends.
    refused: Option<Timer>,
    held: Option<FocusedElement>,
    /// What gets the focus after drawing.
    to_focus: Option<AttrValue>,
    /// The card that the eye is drawn to after drawing.
    flash: Option<CardKey>,
    dragging: Dragging<Mover, MainCard>,
    /// When the pointer moved over the list last, in milliseconds of the page's life.
    pointed: Rc<Cell<f64>>,
    /// Cards that came in above while the reader's place at the top was kept.
    above: usize,
}

/// A list that has not been scrolled for so long has come to rest, in milliseconds.
const RESTS_AFTER: i32 = 150;

/// So long after the pointer has moved over the list its user may be aiming at something, in milliseconds.
const AIMING_MILLIS: f64 = 2000.0;

impl Component for BoardList {
    type Message = BoardListMsg;
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
            stretch: PixelRange::in_page(0, viewport.height),
            viewport,
            scrolling: None,
            shift: 0,
            moved: false,
            rows: KnownRows::default(),
            asking: false,
            refused: None,
            held: None,
            to_focus: None,
            flash: None,
            dragging: Dragging::new(ctx.link().callback(BoardListMsg::Drag)),
            pointed: Rc::new(Cell::new(f64::MIN)),
            above: 0,
        };
        list.scroll_to(kept_board::scroll(&ctx.props().board));
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
            self.refused = None;
            self.lay_out_again(ctx, &old.board);
        }
        if props.called != old.called || props.board != old.board {
            self.show_called(ctx);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: BoardListMsg) -> bool {
        match message {
            BoardListMsg::Input(ListInput::Scrolled) => self.scrolled(ctx),
            BoardListMsg::Rested => self.rested(),
            BoardListMsg::Input(ListInput::Resized) => self.measure(ctx),
            BoardListMsg::Input(ListInput::Focus(element)) => self.focus_went_to(ctx, element.as_ref()),
            BoardListMsg::Input(ListInput::Down(event)) => self.pointer_down(ctx, &event),
            BoardListMsg::Input(ListInput::Key(event)) => self.key(ctx, &event),
            BoardListMsg::Rows(asked, answer) => {
                self.take_in(ctx, &asked, answer);
                true
            }
            BoardListMsg::AskAgain => {
                self.refused = None;
                true
            }
            BoardListMsg::ToTop => {
                self.scroll_to(0);
                self.above = 0;
                true
            }
            BoardListMsg::Drag(heard) => self.dragged(ctx, &heard),
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let board = &ctx.props().board;
        let hung = ctx.props().menu.as_ref().map(|menu| FocusedElement::of_hook(&menu.hook));
        let held: Vec<FocusStop> = self.held.iter().chain(&hung).filter_map(|held| self.stop(ctx, held)).collect();
        let parts = view::in_page(&self.layout, self.stretch, &held);
        html! {
            <div
                class={classes!("list", "is-board", (!ctx.props().selection.is_empty()).then_some("is-selecting"))}
                ref={self.viewport.list.clone()}
                tabindex="-1"
                data-list="board"
                onpointermove={self.pointing()}
            >
                { self.came_in_above(ctx) }
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
            self.viewport.listen(ListElements::ThePage, &ctx.link().callback(BoardListMsg::Input));
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
        kept_board::keep_scroll(self.viewport.scroll);
    }
}

impl BoardList {
    fn part(&self, ctx: &Context<Self>, view: &PartView) -> Html {
        let board = &ctx.props().board;
        let (part, place) = (&board.parts[view.part], &self.layout.parts[view.part]);
        let name = part.level.name();
        let heading = format!("part-{name}");
        let link = self.link.clone();
        let on_seen = Callback::from(move |_: MouseEvent| {
            if let Some(link) = &link {
                link.ask(commands::MarkSeen { ago: 0 });
            }
        });
        html! {
            <section
                key={name}
                class="part"
                data-part={name}
                data-level={name}
                aria-labelledby={heading.clone()}
                ~style={format!("top:{}px;height:{}px", place.top, place.height)}
            >
                { part_head(heading.clone(), part, board.query.group_by, on_seen) }
                // A list of its own, in which everything has a key: so cards are moved and not made anew.
                <div role="feed" aria-labelledby={heading}>
                    { view.cards.iter().map(|card| self.card(ctx, card, place)).collect::<Html>() }
                </div>
            </section>
        }
    }

    fn card(&self, ctx: &Context<Self>, view: &CardView, part: &PartBox) -> Html {
        let props = ctx.props();
        let head = &props.board.cards[view.card];
        let place = &self.layout.cards[view.card];
        let row = |row: u32| {
            let known = self.rows.row(head.key, row).cloned();
            let selected = known.as_ref().is_some_and(|row| props.selection.has_row(head.key, row.hull.hull_key));
            RowView { row, known, selected }
        };
        let before = view.held.filter(|held| *held < view.rows.start);
        let after = view.held.filter(|held| *held >= view.rows.start);
        let menu = props.menu.as_ref().filter(|menu| menu.hook.card == head.key).map(|menu| menu.hook.id.clone());
        html! {
            <Card
                key={head.key.to_string()}
                head={head.clone()}
                top={place.top - part.top}
                height={place.height}
                heights={self.heights}
                number={view.card - part.cards.start + 1}
                of={part.cards.len()}
                closed={place.rows.is_none()}
                selected={props.selection.has_card(head.key)}
                rows={before.into_iter().chain(view.rows.clone()).chain(after).map(row).collect::<Vec<_>>()}
                setting={self.setting.clone()}
                {menu}
                is_target={self.dragging.target().is_some_and(|to| to.card == head.key)}
            />
        }
    }

    /// Lays out the board anew, and keeps the reader's place if it answers the same question.
    fn lay_out_again(&mut self, ctx: &Context<Self>, old: &BoardModel) {
        let props = ctx.props();
        let same_question = props.board.query == old.query;
        let aiming = dom::millis() - self.pointed.get() < AIMING_MILLIS || !props.selection.is_empty();
        let anchor = same_question
            .then(|| ScrollAnchor::of(old, &self.layout, self.viewport.scroll, self.viewport.height, aiming))
            .flatten();
        let was_at_top = self.viewport.scroll <= 0 || self.above > 0;
        self.layout = props.layout(self.heights);
        if same_question {
            self.go_on_from(ctx, old);
        }
        self.moved = true;
        if !props.board.cards.iter().map(|card| card.key).eq(old.cards.iter().map(|card| card.key)) {
            stray_press::moved();
        }
        let scroll = match anchor {
            Some(anchor) => anchor.scroll(&props.board, &self.layout, self.viewport.height),
            None if same_question => self.viewport.scroll.min(self.layout.deepest(self.viewport.height)),
            None => 0,
        };
        self.scroll_to(scroll);
        let is_new = |card: &usize| old.place(props.board.cards[*card].key).is_none();
        self.above = if was_at_top && same_question && scroll > 0 {
            self.above + self.layout.cards_within(0, scroll).filter(is_new).count()
        } else {
            0
        };
    }

    /// Notes that the pointer moves; nothing is drawn for that.
    fn pointing(&self) -> Callback<PointerEvent> {
        let pointed = self.pointed.clone();
        Callback::from(move |_: PointerEvent| pointed.set(dom::millis()))
    }

    /// That something came in above the reader's place, and the way there.
    fn came_in_above(&self, ctx: &Context<Self>) -> Html {
        if self.above == 0 {
            return Html::default();
        }
        html! {
            <div class="came-in-above">
                <button
                    class="button is-primary is-small"
                    type="button"
                    data-action="to-top"
                    onclick={ctx.link().callback(|_: MouseEvent| BoardListMsg::ToTop)}
                >
                    { say_with("came-in-above", &args!("n" => self.above)) }
                </button>
            </div>
        }
    }

    fn scroll_to(&mut self, scroll: i32) {
        let scroll = scroll.clamp(0, self.layout.deepest(self.viewport.height));
        self.shift += scroll - self.viewport.scroll;
        self.viewport.scroll = scroll;
        self.stretch = PixelRange::in_page(scroll, self.viewport.height);
        self.moved = true;
    }

    /// Looks where the list is. True: other cards or rows are to be drawn.
    fn scrolled(&mut self, ctx: &Context<Self>) -> bool {
        let link = ctx.link().clone();
        self.scrolling = Some(Timer::after(RESTS_AFTER, move || link.send_message(BoardListMsg::Rested)));
        self.look()
    }

    /// Lets go of what is out of view. True: something was.
    fn rested(&mut self) -> bool {
        self.scrolling = None;
        let plain = PixelRange::in_page(self.viewport.scroll, self.viewport.height);
        std::mem::replace(&mut self.stretch, plain) != plain
    }

    fn look(&mut self) -> bool {
        self.viewport.look();
        let plain = PixelRange::in_page(self.viewport.scroll, self.viewport.height);
        let stretch = if self.scrolling.is_some() { plain.kept(self.stretch, self.viewport.height) } else { plain };
        let moved = stretch != self.stretch;
        self.stretch = stretch;
        let seen = self.viewport.scroll <= 0 && std::mem::take(&mut self.above) > 0;
        moved || seen
    }

    /// Looks how high the list is, and what is on it. True: it is to be drawn.
    fn measure(&mut self, ctx: &Context<Self>) -> bool {
        let moved = self.look();
        let heights = Heights::of(dom::pixels);
        let board = &ctx.props().board;
        let anchor = ScrollAnchor::of(board, &self.layout, self.viewport.scroll, self.viewport.height, false);
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
        self.stretch = PixelRange::in_page(self.viewport.scroll, window);
        moved || relaid || resized
    }
}
