//! The line at the bottom that tells how the user's last steps went. F6 leads there and back.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, KeyboardEvent};
use yew::prelude::*;

use crate::desk::link::use_link;
use crate::desk::notices::{NoticeCountdown, NoticesAction, PageNotice, PageNotices, StepOutcome, WayBack};
use crate::kit::icon::{Drawing, Icon};
use crate::platform::clock;
use crate::platform::dom::{self, Listener};
use crate::words::text::say;

/// The key that leads to the newest notice, as it leads from pane to pane elsewhere.
const KEY: &str = "F6";

/// The notices of a window.
#[derive(Properties, PartialEq)]
pub struct NoticeLineProps {
    /// Those that stand, and the way to put them away.
    pub notices: UseReducerHandle<PageNotices>,
}

/// The line.
#[component]
pub fn NoticeLine(props: &NoticeLineProps) -> Html {
    let line = use_node_ref();
    let before = use_memo((), |()| RefCell::new(None::<Element>));
    {
        let (line, before) = (line.clone(), before.clone());
        use_effect_with((), move |()| {
            let listening = dom::document().map(|document| {
                Listener::new(document.into(), "keydown", move |event| {
                    let event = event.unchecked_into::<KeyboardEvent>();
                    if event.key() == KEY && go_to_newest(&line, &before) {
                        event.prevent_default();
                    }
                })
            });
            move || drop(listening)
        });
    }
    let put_away = {
        let (notices, line, before) = (props.notices.dispatcher(), line.clone(), before.clone());
        use_callback((), move |id, ()| {
            // The button that has the focus goes with its notice.
            if has_focus(&line) {
                go_back(&before);
            }
            notices.dispatch(NoticesAction::PutAway(id));
        })
    };
    let onkeydown = {
        let before = before.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                go_back(&before);
            }
        })
    };
    html! {
        <div ref={line} class="notice-line" aria-live="polite" {onkeydown}>
            for notice in &props.notices.standing {
                <NoticeStrip key={notice.id} notice={notice.clone()} put_away={put_away.clone()} />
            }
        </div>
    }
}

fn has_focus(line: &NodeRef) -> bool {
    let line = line.cast::<Element>();
    line.zip(dom::focused()).is_some_and(|(line, focused)| line.contains(Some(&focused)))
}

/// Goes to the first button of the newest notice, or back from there. False: there is none to go to.
fn go_to_newest(line: &NodeRef, before: &RefCell<Option<Element>>) -> bool {
    if has_focus(line) {
        go_back(before);
        return true;
    }
    let newest = line.cast::<Element>().and_then(|line| line.query_selector(".notice:last-child button").ok()?);
    let is_there = newest.is_some();
    if is_there {
        before.replace(dom::focused());
        dom::focus(newest);
    }
    is_there
}

/// Goes back to where the user was, or to the page's list if that has gone.
fn go_back(before: &RefCell<Option<Element>>) {
    let was = before.take().filter(|element| element.is_connected());
    let list = || dom::document()?.query_selector(".list").ok()?;
    dom::focus(was.or_else(list));
}

/// One notice.
#[derive(Properties, PartialEq)]
struct NoticeStripProps {
    notice: PageNotice,
    put_away: Callback<u32>,
}

#[component]
fn NoticeStrip(props: &NoticeStripProps) -> Html {
    let link = use_link();
    let PageNotice { id, outcome, text, undo } = props.notice.clone();
    let (hovered, focused) = (use_memo((), |()| Cell::new(false)), use_memo((), |()| Cell::new(false)));
    {
        let put_away = props.put_away.clone();
        let (hovered, focused) = (hovered.clone(), focused.clone());
        use_effect_with((id, outcome), move |&(id, outcome)| {
            // What failed stays until it has been read.
            let ending = (outcome == StepOutcome::Done).then(|| {
                let countdown = Cell::new(NoticeCountdown::default());
                clock::every_second(move |_| {
                    let mut now = countdown.get();
                    let is_over = now.tick(hovered.get() || focused.get());
                    countdown.set(now);
                    if is_over {
                        put_away.emit(id);
                    }
                })
            });
            move || drop(ending)
        });
    }
    let close = {
        let put_away = props.put_away.clone();
        Callback::from(move |_: MouseEvent| put_away.emit(id))
    };
    let take_back = undo.map(|undo| {
        let put_away = props.put_away.clone();
        Callback::from(move |_: MouseEvent| {
            put_away.emit(id);
            match &undo {
                WayBack::Edit(edit) => link.undo(Some(*edit)),
                WayBack::Page(undo) => undo.emit(()),
            }
        })
    });
    let (name, role, icon) = match outcome {
        StepOutcome::Done => ("done", "status", Icon::Tick),
        StepOutcome::Refused => ("refused", "alert", Icon::Warning),
    };
    let hover = |on: bool| {
        let hovered = hovered.clone();
        Callback::from(move |_: MouseEvent| hovered.set(on))
    };
    let focus = |on: bool| {
        let focused = focused.clone();
        Callback::from(move |_: FocusEvent| focused.set(on))
    };
    html! {
        <div
            class="notice"
            {role}
            data-notice={name}
            onmouseenter={hover(true)}
            onmouseleave={hover(false)}
            onfocusin={focus(true)}
            onfocusout={focus(false)}
        >
            <Drawing {icon} size={16} />
            <p>{ text }</p>
            if let Some(onclick) = take_back {
                <button class="button is-small" type="button" data-action="undo" {onclick}>
                    { say("undo") }
                </button>
            }
            <button
                class="icon-button"
                type="button"
                data-action="put-away"
                aria-label={say("put-away")}
                title={say("put-away")}
                onclick={close}
            >
                <Drawing icon={Icon::Cross} size={14} />
            </button>
        </div>
    }
}
