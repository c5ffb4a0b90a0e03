//! The table of pilots: only what is in view is in the page, and a little around it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use captrack_contract::{PilotRow, Rights};
use captrack_domain::ids::PilotId;
use yew::prelude::*;

use crate::actions::mains::moved_pilots::Mover;
use crate::desk::link::DeskLink;
use crate::kit::list::drag_input::{DragInput, Dragging};
use crate::kit::list::viewport::{ListElements, ListInput, Viewport};
use crate::pilots::line::{MainLine, PilotLine, ids};
use crate::pilots::lines::{self, PilotsLine};
use crate::pilots::state::{FoundPilots, PilotMenu, PilotPanel, PilotsAction};
use crate::platform::dom;
use crate::platform::shared::SharedRef;
use crate::words::text::say;

mod focus;
mod keyboard;
mod pilot_drag;

/// Where the heights of a line and of the table's head are defined.
const LINE: &str = "--pilot-line";
const HEAD: &str = "--pilot-head";

/// Gives the focus to the table.
pub fn take_focus() {
    let stop =
        dom::document().and_then(|document| document.query_selector("[data-list=pilots] [tabindex='0']").ok()?);
    dom::focus(stop);
}

/// What the table shows, and whom it tells.
#[derive(Properties, PartialEq)]
pub struct PilotListProps {
    /// The pilots.
    pub found: SharedRef<FoundPilots>,
    /// Who is chosen.
    pub chosen: Rc<BTreeMap<PilotId, Mover>>,
    /// All that are shown are chosen.
    pub all_chosen: bool,
    /// The panel that is open.
    pub menu: Option<PilotMenu>,
    /// What this desk's user may do.
    pub rights: Rights,
    /// Pilots have pictures.
    pub pictures: bool,
    /// The user does something.
    pub on_action: Callback<PilotsAction>,
}

/// What happens to the table.
#[derive(Debug)]
pub enum PilotListMsg {
    /// Something was heard of it.
    Input(ListInput),
    /// Something was heard of a drag.
    Drag(DragInput),
}

/// The table.
pub struct PilotList {
    link: Option<DeskLink>,
    viewport: Viewport,
    line: i32,
    head: i32,
    /// The pilot whose line Tab leads to.
    stop: Option<PilotId>,
    /// Its line gets the focus after drawing.
    to_focus: bool,
    /// What has the focus, as long as a drawing may take it away: a line that moves in the page loses it.
    focused: Option<AttrValue>,
    on_choose: Callback<Mover>,
    on_menu: Callback<SharedRef<PilotRow>>,
    dragging: Dragging<Mover, (PilotId, String)>,
}

impl Component for PilotList {
    type Message = PilotListMsg;
    type Properties = PilotListProps;

    fn create(ctx: &Context<Self>) -> Self {
        let (on_choose, on_menu) = callbacks(&ctx.props().on_action);
        Self {
            // A page's link never changes, so nobody has to hear about it.
            link: ctx.link().context(Callback::noop()).map(|(link, _)| link),
            viewport: Viewport::default(),
            line: dom::pixels(LINE).unwrap_or(48),
            head: dom::pixels(HEAD).unwrap_or(32),
            stop: None,
            to_focus: false,
            focused: None,
            on_choose,
            on_menu,
            dragging: Dragging::new(ctx.link().callback(PilotListMsg::Drag)),
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Self::Properties) -> bool {
        let found = &ctx.props().found;
        if ctx.props().on_action != old.on_action {
            (self.on_choose, self.on_menu) = callbacks(&ctx.props().on_action);
        }
        if found.search != old.found.search {
            self.viewport.scroll_to(0);
        }
        self.focused = dom::focused().and_then(|focused| self.id_of(&focused));
        if self.stop.is_some_and(|stop| found.place(stop).is_none()) {
            self.keep_place(ctx, old);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: PilotListMsg) -> bool {
        match message {
            PilotListMsg::Input(ListInput::Scrolled) => self.look(ctx, |list| _ = list.viewport.look()),
            PilotListMsg::Input(ListInput::Resized) => self.look(ctx, Self::measure),
            PilotListMsg::Input(ListInput::Key(event)) => self.key(ctx, &event),
            PilotListMsg::Input(ListInput::Focus(element)) => self.focus_came_to(element),
            PilotListMsg::Input(ListInput::Down(event)) => self.pointer_down(ctx, &event),
            PilotListMsg::Drag(heard) => self.dragged(ctx, &heard),
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let lines = &props.found.lines;
        let page = self.in_page(lines.len());
        // What is held stays in the page wherever it is.
        let open = props.menu.as_ref().and_then(|menu| menu.on);
        let mut held: Vec<usize> = [self.stop, open]
            .into_iter()
            .flatten()
            .filter_map(|pilot| props.found.place(pilot))
            .filter(|at| !page.contains(at))
            .collect();
        held.dedup();
        let first_stop = self.stop_at(ctx);
        let choose_all = props.on_action.reform(|_: Event| PilotsAction::ChooseShown);
        let before = held.iter().copied().filter(|at| *at < page.start);
        let after = held.iter().copied().filter(|at| *at >= page.end);
        html! {
            <div
                class="list is-pilots"
                ref={self.viewport.list.clone()}
                role="grid"
                aria-label={say("pilots-page")}
                aria-multiselectable="true"
                aria-rowcount={(lines.len() + 1).to_string()}
                data-list="pilots"
            >
                <div class="pilot-head" role="row" aria-rowindex="1">
                    <span role="columnheader" class="pilot-check">
                        <input
                            type="checkbox"
                            data-action="choose-shown"
                            aria-label={say("choose-shown")}
                            title={say("choose-shown")}
                            checked={props.all_chosen}
                            onchange={choose_all}
                        />
                    </span>
                    <span role="columnheader">{ say("column-pilot") }</span>
                    <span role="columnheader" class="is-corporation">{ say("filter-corporation") }</span>
                    <span role="columnheader" class="pilot-count">{ say("column-hulls") }</span>
                    <span role="columnheader">{ say("filter-level") }</span>
                    <span role="columnheader">{ say("column-answers") }</span>
                    <span role="columnheader" class="is-why">{ say("column-why") }</span>
                    <span role="columnheader" class="is-snooze">{ say("snooze") }</span>
                    <span role="columnheader"><span class="unseen">{ say("column-actions") }</span></span>
                </div>
                <div class="canvas" role="rowgroup" ~style={format!("height:{}px", self.height(lines.len()))}>
                    for at in before.chain(page.clone()).chain(after) {
                        { self.line(ctx, at, &lines[at], first_stop) }
                    }
                </div>
                { self.ghost(ctx) }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.viewport.listen(ListElements::TheList, &ctx.link().callback(PilotListMsg::Input));
            // Whoever came here by a key goes on by keys.
            if dom::focused().is_none() {
                take_focus();
            }
        }
        self.place_focus(ctx);
    }
}

impl PilotList {
    fn height(&self, lines: usize) -> i32 {
        i32::try_from(lines).unwrap_or(i32::MAX / self.line.max(1)).saturating_mul(self.line)
    }

    fn top(&self, at: usize) -> i32 {
        self.height(at)
    }

    fn line(&self, ctx: &Context<Self>, at: usize, line: &PilotsLine, stop: Option<PilotId>) -> Html {
        let props = ctx.props();
        let (top, number) = (self.top(at), at + 2);
        let is_target = self.dragging.target().is_some_and(|(main, _)| *main == line.main());
        match line {
            PilotsLine::Main { main, name } => html! {
                <MainLine key={format!("main-{main}")} main={*main} name={name.clone()} {top} {number} {is_target} />
            },
            PilotsLine::Pilot { row, standing } => html! {
                <PilotLine
                    key={row.id.to_string()}
                    row={row.clone()}
                    standing={*standing}
                    {top}
                    {number}
                    chosen={props.chosen.contains_key(&row.id)}
                    is_stop={stop == Some(row.id)}
                    {is_target}
                    pictures={props.pictures}
                    is_open={props.menu.as_ref().is_some_and(|menu| menu.on == Some(row.id))}
                    on_choose={self.on_choose.clone()}
                    on_menu={self.on_menu.clone()}
                />
            },
        }
    }

    /// The lines in the page, of so many.
    fn in_page(&self, count: usize) -> Range<usize> {
        lines::in_page(self.viewport.scroll, self.viewport.height, self.line, count)
    }

    /// Looks at it anew. True: other lines are to be drawn, or Tab leads to another one.
    fn look(&mut self, ctx: &Context<Self>, look: impl FnOnce(&mut Self)) -> bool {
        let count = ctx.props().found.lines.len();
        let seen = |list: &Self| (list.line, list.head, list.in_page(count), list.stop_at(ctx));
        let before = seen(self);
        look(self);
        before != seen(self)
    }

    /// Where the table is, how high it is and its lines are.
    fn measure(&mut self) {
        self.line = dom::pixels(LINE).unwrap_or(self.line);
        self.head = dom::pixels(HEAD).unwrap_or(self.head);
        self.viewport.look();
        self.viewport.measure();
    }
}

/// What the lines tell of, made once: a line with the same callbacks is not drawn anew.
fn callbacks(on_action: &Callback<PilotsAction>) -> (Callback<Mover>, Callback<SharedRef<PilotRow>>) {
    let on_menu = on_action.reform(|row: SharedRef<PilotRow>| PilotsAction::Menu(actions_of(&row)));
    (on_action.reform(PilotsAction::Choose), on_menu)
}

/// What can be done with a pilot.
fn actions_of(row: &SharedRef<PilotRow>) -> PilotMenu {
    PilotMenu { anchor: ids::menu(row.id), on: Some(row.id), panel: PilotPanel::Actions(row.clone()) }
}
