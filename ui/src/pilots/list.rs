//! The table of pilots: only what is in view is in the page, and a little around it.

use std::collections::BTreeMap;
use std::rc::Rc;

use captrack_contract::{PilotRow, Rights};
use captrack_domain::ids::PilotId;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use crate::actions::mains::mover::{Mover, named, together_with};
use crate::actions::rights;
use crate::actions::whom::Whom;
use crate::desk::link::Link;
use crate::kit::list::dragging::{Dragging, Heard};
use crate::kit::list::step::Step;
use crate::pilots::keys::{self, PilotIntent};
use crate::pilots::line::{MainLine, PilotLine, ids};
use crate::pilots::lines::{self, Line};
use crate::pilots::state::{Action, Found, PilotMenu, PilotPanel};
use crate::platform::dom::{self, Frame, Listener, Resizes};
use crate::platform::shared::Shared;
use crate::window::key_place::is_plain;
use crate::words::text::{args, say, say_with};

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
    pub found: Shared<Found>,
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
    pub on_action: Callback<Action>,
}

/// What happens to the table.
#[derive(Debug)]
pub enum Message {
    /// It was scrolled, or has another size.
    Moved,
    /// A key was pressed in it.
    Key(KeyboardEvent),
    /// The focus came to something in it.
    Focus(Option<Element>),
    /// A button of the pointer went down in it.
    Down(PointerEvent),
    /// Something was heard of a drag.
    Drag(Heard),
}

/// The table.
pub struct PilotList {
    link: Option<Link>,
    list: NodeRef,
    line: i32,
    head: i32,
    scroll: i32,
    window: i32,
    /// The pilot whose line Tab leads to.
    stop: Option<PilotId>,
    /// Its line gets the focus after drawing.
    to_focus: bool,
    /// What has the focus, as long as a drawing may take it away: a line that moves in the page loses it.
    focused: Option<AttrValue>,
    dragging: Dragging<Mover, (PilotId, String)>,
    listening: Vec<Listener>,
    resizes: Option<Resizes>,
}

impl Component for PilotList {
    type Message = Message;
    type Properties = PilotListProps;

    fn create(ctx: &Context<Self>) -> Self {
        Self {
            // A page's link never changes, so nobody has to hear about it.
            link: ctx.link().context(Callback::noop()).map(|(link, _)| link),
            list: NodeRef::default(),
            line: dom::pixels(LINE).unwrap_or(48),
            head: dom::pixels(HEAD).unwrap_or(32),
            scroll: 0,
            window: dom::window_height().unwrap_or(800),
            stop: None,
            to_focus: false,
            focused: None,
            dragging: Dragging::new(ctx.link().callback(Message::Drag)),
            listening: Vec::new(),
            resizes: None,
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Self::Properties) -> bool {
        let found = &ctx.props().found;
        if found.search != old.found.search
            && let Some(list) = self.list.cast::<Element>()
        {
            list.set_scroll_top(0);
            self.scroll = 0;
        }
        self.focused = dom::focused().and_then(|focused| self.id_of(&focused));
        if self.stop.is_some_and(|stop| found.place(stop).is_none()) {
            self.keep_place(ctx, old);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Moved => self.look(),
            Message::Key(event) => self.key(ctx, &event),
            Message::Focus(element) => self.focus_came_to(element),
            Message::Down(event) => self.pointer_down(ctx, &event),
            Message::Drag(heard) => self.dragged(ctx, &heard),
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let lines = &props.found.lines;
        let page = lines::in_page(self.scroll, self.window, self.line, lines.len());
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
        let choose_all = props.on_action.reform(|_: Event| Action::ChooseShown);
        let before = held.iter().copied().filter(|at| *at < page.start);
        let after = held.iter().copied().filter(|at| *at >= page.end);
        html! {
            <div
                class="list is-pilots"
                ref={self.list.clone()}
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
            self.listen(ctx);
        }
        let lost = self.focused.take().filter(|_| dom::focused().is_none());
        let line = self.stop.map(ids::line).filter(|_| std::mem::take(&mut self.to_focus));
        if lost.is_some()
            && let Some(at) = self.stop.and_then(|stop| ctx.props().found.place(stop))
        {
            // Where the line went, the eye goes too.
            self.show(at);
        }
        if let Some(element) = line.or(lost).and_then(|id| dom::by_id(&id)) {
            dom::focus_in_place(&element);
        }
    }
}

impl PilotList {
    fn height(&self, lines: usize) -> i32 {
        i32::try_from(lines).unwrap_or(i32::MAX / self.line.max(1)).saturating_mul(self.line)
    }

    fn top(&self, at: usize) -> i32 {
        self.height(at)
    }

    fn line(&self, ctx: &Context<Self>, at: usize, line: &Line, stop: Option<PilotId>) -> Html {
        let props = ctx.props();
        let (top, number) = (self.top(at), at + 2);
        let is_target = self.dragging.target().is_some_and(|(main, _)| *main == line.main());
        match line {
            Line::Main { main, name } => html! {
                <MainLine key={format!("main-{main}")} main={*main} name={name.clone()} {top} {number} {is_target} />
            },
            Line::Pilot { row, standing } => html! {
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
                    on_choose={props.on_action.reform(Action::Choose)}
                    on_menu={props.on_action.reform(|row: Shared<PilotRow>| Action::Menu(actions_of(&row)))}
                />
            },
        }
    }

    /// The pilot whose line Tab leads to: where the user was, else the first in view.
    fn stop_at(&self, ctx: &Context<Self>) -> Option<PilotId> {
        let found = &ctx.props().found;
        let first = usize::try_from(self.scroll / self.line.max(1)).unwrap_or(0);
        let in_view = || found.lines.iter().skip(first + usize::from(first > 0)).find_map(Line::pilot);
        let anywhere = || found.lines.iter().find_map(Line::pilot);
        self.stop.filter(|stop| found.place(*stop).is_some()).or_else(|| in_view().or_else(anywhere).map(|row| row.id))
    }

    /// The id of an element in the table, or of the line that it is on.
    fn id_of(&self, element: &Element) -> Option<AttrValue> {
        let list = self.list.cast::<Element>()?;
        let element = element.closest("[id]").ok()??;
        list.contains(Some(&element)).then(|| element.id().into())
    }

    /// The pilot with the focus is gone: what stands in its place takes it.
    fn keep_place(&mut self, ctx: &Context<Self>, old: &PilotListProps) {
        let had_focus = self.focused.is_some();
        let place = self.stop.and_then(|stop| old.found.place(stop));
        let lines = &ctx.props().found.lines;
        let next = place.and_then(|place| {
            let here = lines.get(place).and_then(Line::pilot).map(|_| place);
            here.or_else(|| lines::step(lines, Some(place.min(lines.len())), Step::Up))
        });
        self.stop = next.and_then(|at| lines.get(at)?.pilot()).map(|row| row.id);
        self.to_focus = had_focus;
    }

    fn look(&mut self) -> bool {
        let Some(list) = self.list.cast::<Element>() else { return false };
        let before = (self.line, self.head, self.window, self.scroll);
        self.line = dom::pixels(LINE).unwrap_or(self.line);
        self.head = dom::pixels(HEAD).unwrap_or(self.head);
        self.window = list.client_height();
        self.scroll = list.scroll_top();
        before != (self.line, self.head, self.window, self.scroll)
    }

    fn listen(&mut self, ctx: &Context<Self>) {
        let Some(list) = self.list.cast::<Element>() else { return };
        let moved = ctx.link().callback(|()| Message::Moved);
        let frame = Frame::new({
            let moved = moved.clone();
            move || moved.emit(())
        });
        self.resizes = Resizes::of(&list, move || moved.emit(()));
        let on = |event: &'static str, told: Callback<Event>| {
            Listener::new(list.clone().into(), event, move |event| told.emit(event))
        };
        let link = ctx.link();
        self.listening = vec![
            Listener::passive(list.clone().into(), "scroll", move |_| frame.ask()),
            on("focusin", link.callback(|event: Event| Message::Focus(dom::target_of(&event)))),
            on("keydown", link.callback(|event: Event| Message::Key(event.unchecked_into()))),
            on("pointerdown", link.callback(|event: Event| Message::Down(event.unchecked_into()))),
        ];
    }

    fn focus_came_to(&mut self, element: Option<Element>) -> bool {
        let line = element.and_then(|element| element.closest("[data-pilot]").ok()?);
        let pilot = line.and_then(|line| line.get_attribute("data-pilot")?.parse().ok());
        let moved = pilot.is_some() && pilot != self.stop;
        if moved {
            self.stop = pilot;
        }
        moved
    }
}

/// What can be done with a pilot.
fn actions_of(row: &Shared<PilotRow>) -> PilotMenu {
    PilotMenu { anchor: ids::menu(row.id), on: Some(row.id), panel: PilotPanel::Actions(row.clone()) }
}

/// The keys.
impl PilotList {
    fn key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) -> bool {
        let Some(target) = dom::target_of(event) else { return false };
        let on_line = target.has_attribute("data-pilot");
        let Some(intent) = keys::intent(&event.key(), is_plain(event), on_line) else { return false };
        let done = self.act(ctx, intent);
        if done.is_some() {
            event.prevent_default();
        }
        done.unwrap_or(false)
    }

    /// Does it; none: there is nothing to do it to.
    fn act(&mut self, ctx: &Context<Self>, intent: PilotIntent) -> Option<bool> {
        let props = ctx.props();
        if let PilotIntent::Go(step) = intent {
            let from = self.stop.and_then(|stop| props.found.place(stop));
            let to = lines::step(&props.found.lines, from, step)?;
            self.go(ctx, to);
            return Some(true);
        }
        let row = props.found.pilot(self.stop_at(ctx)?)?.clone();
        // What a panel hangs from has to be in view.
        self.show(props.found.place(row.id)?);
        let chosen = || together_with(Mover::of_pilot(&row), &props.chosen);
        let open = |panel| {
            props.on_action.emit(Action::Menu(PilotMenu { anchor: ids::menu(row.id), on: Some(row.id), panel }));
        };
        match intent {
            PilotIntent::Choose => props.on_action.emit(Action::Choose(Mover::of_pilot(&row))),
            PilotIntent::Menu => props.on_action.emit(Action::Menu(actions_of(&row))),
            PilotIntent::Main => rights::if_granted(&props.rights.administer, self.link.as_ref(), || {
                open(PilotPanel::FindMain(chosen()));
            }),
            PilotIntent::Snooze => rights::if_granted(&props.rights.snooze, self.link.as_ref(), || {
                let chosen: Vec<Mover> = chosen();
                let whom = Whom::Pilot { name: named(&chosen).to_string() };
                let snoozed = row.snooze.clone().filter(|_| chosen.len() == 1);
                open(PilotPanel::Snooze { whom, pilots: chosen.iter().map(|mover| mover.pilot).collect(), snoozed });
            }),
            PilotIntent::ChooseNobody if !props.chosen.is_empty() => props.on_action.emit(Action::ChooseNobody),
            PilotIntent::ChooseNobody | PilotIntent::Go(_) => return None,
        }
        Some(false)
    }

    fn go(&mut self, ctx: &Context<Self>, at: usize) {
        self.stop = ctx.props().found.lines.get(at).and_then(Line::pilot).map(|row| row.id);
        self.to_focus = true;
        self.show(at);
    }

    /// Scrolls so that a line is in view.
    fn show(&mut self, at: usize) {
        if let Some(list) = self.list.cast::<Element>() {
            let window = self.window - self.head;
            self.scroll = lines::scroll_to(self.top(at), self.line, self.scroll, window);
            list.set_scroll_top(self.scroll);
        }
    }
}

/// Dragging a pilot onto another main's lines.
impl PilotList {
    fn pointer_down(&mut self, ctx: &Context<Self>, event: &PointerEvent) -> bool {
        let target = dom::target_of(event);
        let near = |selector: &str| target.as_ref().and_then(|target| target.closest(selector).ok()?);
        if event.button() != 0
            || event.pointer_type() == "touch"
            || near("button, input, label").is_some()
            || !ctx.props().rights.administer.is_granted()
        {
            return false;
        }
        let pilot = near("[data-pilot]").and_then(|line| line.get_attribute("data-pilot")?.parse().ok());
        if let Some(row) = pilot.and_then(|pilot| ctx.props().found.pilot(pilot)) {
            self.dragging.begin(Mover::of_pilot(row), event);
        }
        false
    }

    /// Something was heard of a drag.
    fn dragged(&mut self, ctx: &Context<Self>, heard: &Heard) -> bool {
        let found = &ctx.props().found;
        let effect = self.dragging.heard(heard, &self.list, |mover, below| {
            let line = below.closest("[data-list=pilots] [data-main]").ok()??;
            let main = line.get_attribute("data-main")?.parse().ok().map(PilotId)?;
            let of_main = found.lines.iter().find(|line| line.main() == main).filter(|_| mover.can_go_under(main))?;
            Some((main, of_main.main_name().to_owned()))
        });
        if let Some((mover, (main, name))) = effect.dropped {
            // The panel hangs from the first line of the main.
            let first = found.lines.iter().find(|line| line.main() == main);
            let anchor = match first {
                Some(Line::Pilot { row, .. }) => ids::line(row.id),
                _ => ids::main(main),
            };
            let on = first.and_then(Line::pilot).map(|row| row.id);
            let panel = PilotPanel::PutUnder { movers: together_with(mover, &ctx.props().chosen), main, name };
            ctx.props().on_action.emit(Action::Menu(PilotMenu { anchor, on, panel }));
        }
        effect.draw
    }

    fn ghost(&self, ctx: &Context<Self>) -> Html {
        self.dragging.ghost(|mover, to| {
            let pilot = named(&together_with(mover.clone(), &ctx.props().chosen)).to_string();
            match to {
                Some((_, main)) => say_with("drag-under", &args!("pilot" => pilot, "main" => main.as_str())),
                None => say_with("drag-pilots", &args!("pilot" => pilot)),
            }
        })
    }
}
