//! The line at the bottom that tells how the user's last steps went.

use std::cell::Cell;

use yew::prelude::*;

use crate::clock;
use crate::components::icon::{Drawing, Icon};
use crate::link::use_link;
use crate::notices::{Action, Notice, Notices, Outcome};
use crate::text::say;

/// How long what worked stands, in seconds.
const STANDS_SECONDS: u32 = 8;

/// The notices of a page.
#[derive(Properties, PartialEq)]
pub struct NoticeLineProps {
    /// Those that stand, and the way to put them away.
    pub notices: UseReducerHandle<Notices>,
}

/// The line.
#[component]
pub fn NoticeLine(props: &NoticeLineProps) -> Html {
    let put_away = {
        let notices = props.notices.dispatcher();
        use_callback((), move |id, ()| notices.dispatch(Action::PutAway(id)))
    };
    html! {
        <div class="notice-line" aria-live="polite">
            for notice in &props.notices.standing {
                <NoticeStrip key={notice.id} notice={notice.clone()} put_away={put_away.clone()} />
            }
        </div>
    }
}

/// One notice.
#[derive(Properties, PartialEq)]
struct NoticeStripProps {
    notice: Notice,
    put_away: Callback<u32>,
}

#[component]
fn NoticeStrip(props: &NoticeStripProps) -> Html {
    let link = use_link();
    let Notice { id, outcome, text, undo } = props.notice.clone();
    {
        let put_away = props.put_away.clone();
        use_effect_with((id, outcome), move |&(id, outcome)| {
            // What failed stays until it has been read.
            let ending = (outcome == Outcome::Done).then(|| {
                let left = Cell::new(STANDS_SECONDS);
                clock::every_second(move |_| {
                    left.set(left.get().saturating_sub(1));
                    if left.get() == 0 {
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
            link.ask(undo.clone());
        })
    });
    let (name, role, icon) = match outcome {
        Outcome::Done => ("done", "status", Icon::Tick),
        Outcome::Refused => ("refused", "alert", Icon::Warning),
    };
    html! {
        <div class="notice" {role} data-notice={name}>
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
