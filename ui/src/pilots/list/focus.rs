//! The line that has the focus, and the one that Tab leads to.

use captrack_domain::ids::PilotId;
use web_sys::Element;
use yew::prelude::*;

use crate::kit::list::step::ListStep;
use crate::pilots::line::ids;
use crate::pilots::lines::{self, PilotsLine};
use crate::pilots::list::{PilotList, PilotListProps};
use crate::platform::dom;

impl PilotList {
    /// The pilot whose line Tab leads to: where the user was, else the first in view.
    pub(super) fn stop_at(&self, ctx: &Context<Self>) -> Option<PilotId> {
        let found = &ctx.props().found;
        let first = usize::try_from(self.viewport.scroll / self.line.max(1)).unwrap_or(0);
        let in_view = || found.lines.iter().skip(first + usize::from(first > 0)).find_map(PilotsLine::pilot);
        let anywhere = || found.lines.iter().find_map(PilotsLine::pilot);
        self.stop.filter(|stop| found.place(*stop).is_some()).or_else(|| in_view().or_else(anywhere).map(|row| row.id))
    }

    /// The id of an element in the table, or of the line that it is on.
    pub(super) fn id_of(&self, element: &Element) -> Option<AttrValue> {
        let list = self.viewport.element()?;
        let element = element.closest("[id]").ok()??;
        list.contains(Some(&element)).then(|| element.id().into())
    }

    /// The pilot with the focus is gone: what stands in its place takes it.
    pub(super) fn keep_place(&mut self, ctx: &Context<Self>, old: &PilotListProps) {
        let had_focus = self.focused.is_some();
        let place = self.stop.and_then(|stop| old.found.place(stop));
        let lines = &ctx.props().found.lines;
        let next = place.and_then(|place| {
            let here = lines.get(place).and_then(PilotsLine::pilot).map(|_| place);
            here.or_else(|| lines::step(lines, Some(place.min(lines.len())), ListStep::Up))
        });
        self.stop = next.and_then(|at| lines.get(at)?.pilot()).map(|row| row.id);
        self.to_focus = had_focus;
    }

    /// The focus came to something in the table. True: another line has it.
    pub(super) fn focus_came_to(&mut self, element: Option<Element>) -> bool {
        let line = element.and_then(|element| element.closest("[data-pilot]").ok()?);
        let pilot = line.and_then(|line| line.get_attribute("data-pilot")?.parse().ok());
        let moved = pilot.is_some() && pilot != self.stop;
        if moved {
            self.stop = pilot;
        }
        moved
    }

    /// Goes to a line: into view, and with the focus.
    pub(super) fn go(&mut self, ctx: &Context<Self>, at: usize) {
        self.stop = ctx.props().found.lines.get(at).and_then(PilotsLine::pilot).map(|row| row.id);
        self.to_focus = true;
        self.show(at);
    }

    /// Scrolls so that a line is in view.
    pub(super) fn show(&mut self, at: usize) {
        let window = self.viewport.height - self.head;
        self.viewport.scroll_to(lines::scroll_to(self.top(at), self.line, self.viewport.scroll, window));
    }

    /// After drawing: gives the focus to what shall have it, or back to what drawing took it from.
    pub(super) fn place_focus(&mut self, ctx: &Context<Self>) {
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
