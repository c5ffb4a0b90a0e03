//! The activity log: what was done at this desk, by whom, and what became of it.

use captrack_contract::{ActivityLine, ActivityQuery, commands};
use web_sys::Element;
use yew::prelude::*;

use crate::activity::kinds::{self, Kinds};
use crate::activity::line::Line;
use crate::activity::state::{ActivityAction, ActivityLog, ActivityState};
use crate::activity::words;
use crate::desk;
use crate::desk::answer::{AskRhythm, OnChange, use_answer};
use crate::desk::files;
use crate::desk::link::{DeskLink, use_link, use_own_link};
use crate::kit::icon::{Drawing, Icon};
use crate::kit::search_box::SearchBox;
use crate::platform::clock::use_as_of_now;
use crate::platform::dom::{self, Frame, Listener};
use crate::platform::shared::SharedRef;
use crate::platform::timer::use_settled;
use crate::window::context::{use_changes, use_main_window};
use crate::window::scaffold::{PageParts, banners, in_list, not_there_yet, scaffold};
use crate::window::search_key::use_search_key;
use crate::window::theme::use_theme_once_known;
use crate::words::text::{args, say, say_with};

/// The desk is asked this long after the last letter of a search, in milliseconds.
const PAUSE: i32 = 150;

/// Whether there is news above what is read is asked every so many seconds.
const NEWS_EVERY: u32 = 15;

/// The page.
#[component]
pub fn ActivityPage() -> Html {
    let window = use_main_window();
    let state = use_reducer_eq(from_address);
    let list = use_node_ref();
    let pull = use_pull(&state);
    let link = use_own_link(&window.notices.dispatcher(), &pull);
    let has_lines = state.log.as_ref().is_some_and(|log| !log.lines.is_empty());
    let (pull_at_top, is_down) = use_pull_at_top(&list, &pull, has_lines);
    let newest = use_newest(is_down.then(|| state.query.clone()));
    let has_news = is_down && newest > state.log.as_ref().and_then(ActivityLog::newest_line);
    use_changes(&pull_at_top);
    {
        let settled = state.dispatcher();
        use_settled(state.typed.clone(), PAUSE, move |_| settled.dispatch(ActivityAction::SearchTyped));
    }
    {
        let list = list.clone();
        use_effect_with(state.query.clone(), move |query| {
            let kinds: Vec<&str> = query.kinds.iter().map(|kind| kind.name()).collect();
            dom::set_query_parameters(&[("what", &query.text), ("kinds", &kinds.join(","))]);
            if let Some(list) = list.cast::<Element>() {
                list.set_scroll_top(0);
            }
        });
    }
    use_search_key();
    let preferences = window.surroundings.preferences.as_ref();
    use_theme_once_known(preferences.map(|preferences| preferences.theme));
    let place = use_place(&list, &state);
    let on_show = {
        let (link, show_card) = (link.clone(), window.show_card.clone());
        use_callback((), move |line: SharedRef<ActivityLine>, ()| {
            let Some(main) = line.main else { return };
            show_card.emit(main);
            if line.gone {
                link.done(say_with("line-gone-from", &args!("who" => line.activity.subject.as_str())));
            }
        })
    };
    let content = match (&state.log, &state.refused) {
        (Some(log), _) => html! {
            <>
                { content(log, &state, &list, &link, &place, &pull, &on_show) }
                if has_news && has_lines {
                    { news(&list) }
                }
            </>
        },
        (None, refused) => in_list(not_there_yet(refused.as_ref(), &pull)),
    };
    let parts = PageParts {
        top: html! { <Top state={state.clone()} list={list.clone()} /> },
        banners: banners(&window, state.log.is_some(), state.refused.as_ref()),
        content,
        panels: Html::default(),
    };
    scaffold("activity", &window, link, parts)
}

/// The question that the page's address asks.
fn from_address() -> ActivityState {
    let text = dom::query_parameter("what").unwrap_or_default();
    let kinds = dom::query_parameter("kinds").unwrap_or_default();
    ActivityState { typed: text.clone(), query: kinds::question(text, &kinds), ..ActivityState::default() }
}

#[derive(Properties, PartialEq)]
struct TopProps {
    state: UseReducerHandle<ActivityState>,
    list: NodeRef,
}

/// The name of the page, the search, the kinds, and the way out as a file.
#[component]
fn Top(props: &TopProps) -> Html {
    let link = use_link();
    let state = &props.state;
    let on_type = {
        let state = state.dispatcher();
        use_callback((), move |typed: String, ()| state.dispatch(ActivityAction::Typed(typed)))
    };
    let on_enter = {
        let state = state.dispatcher();
        Callback::from(move |()| state.dispatch(ActivityAction::SearchTyped))
    };
    let on_leave = {
        let list = props.list.clone();
        Callback::from(move |()| dom::focus(list.cast()))
    };
    let export = {
        let query = state.query.clone();
        Callback::from(move |_: MouseEvent| files::export(&link, commands::ExportActivity { query: query.clone() }))
    };
    let on_family = {
        let state = state.dispatcher();
        Callback::from(move |family| state.dispatch(ActivityAction::Family(family)))
    };
    let on_every = {
        let state = state.dispatcher();
        Callback::from(move |()| state.dispatch(ActivityAction::EveryKind))
    };
    html! {
        <header class="top-bar is-page">
            <h1 class="top-name">{ say("activity-page") }</h1>
            <SearchBox
                label={say("activity-search")}
                example={say("activity-search-example")}
                typed={state.typed.clone()}
                waits={state.is_behind()}
                {on_type}
                {on_enter}
                {on_leave}
            />
            <div class="top-actions">
                <button class="button" type="button" data-action="export-activity" title={say("activity-export-title")} onclick={export}>
                    <Drawing icon={Icon::Export} size={14} />
                    { say("activity-export") }
                </button>
            </div>
            <Kinds chosen={state.query.kinds.clone()} {on_family} {on_every} />
        </header>
    }
}

fn content(
    log: &ActivityLog,
    state: &UseReducerHandle<ActivityState>,
    list: &NodeRef,
    link: &DeskLink,
    place: &Callback<()>,
    pull: &Callback<()>,
    on_show: &Callback<SharedRef<ActivityLine>>,
) -> Html {
    if log.lines.is_empty() {
        return in_list(if log.is_narrowed() { nothing_found(state) } else { nothing_yet() });
    }
    let older = {
        let (state, link, before) = (state.dispatcher(), link.clone(), log.oldest());
        let query = ActivityQuery { before, ..log.query.clone() };
        let place = place.clone();
        Callback::from(move |_: MouseEvent| {
            state.dispatch(ActivityAction::AskingOlder);
            let (state, told, query, place) = (state.clone(), link.clone(), query.clone(), place.clone());
            wasm_bindgen_futures::spawn_local(async move {
                match desk::ask(commands::Activity { query: query.clone() }).await {
                    Ok(page) => {
                        place.emit(());
                        state.dispatch(ActivityAction::Older(query, page));
                    }
                    Err(refusal) => {
                        told.refused(&refusal);
                        state.dispatch(ActivityAction::NoOlder);
                    }
                }
            });
        })
    };
    let newest = {
        let (state, list, pull) = (state.dispatcher(), list.clone(), pull.clone());
        Callback::from(move |_: MouseEvent| {
            state.dispatch(ActivityAction::Newest);
            if let Some(list) = list.cast::<Element>() {
                list.set_scroll_top(0);
                dom::focus(Some(list));
            }
            pull.emit(());
        })
    };
    html! {
        <div
            class="list is-log"
            ref={list.clone()}
            tabindex="0"
            role="region"
            aria-label={say("activity-page")}
            data-list="activity"
            data-lines={log.lines.len().to_string()}
        >
            if log.skipped {
                <button class="button log-newest" type="button" data-action="newest" onclick={newest}>
                    { say("activity-newest") }
                </button>
            }
            for (day, lines) in log.days() {
                <section key={day.to_string()} class="day" data-day={day.to_string()}>
                    <DayHead {day} />
                    <table class="log">
                        <colgroup>
                            <col class="log-time" /><col class="log-what" /><col class="log-subject" /><col /><col class="log-by" />
                        </colgroup>
                        <thead class="unseen">
                            <tr>
                                for column in ["column-time", "column-what", "column-subject", "column-change", "column-by"] {
                                    <th key={column} scope="col">{ say(column) }</th>
                                }
                            </tr>
                        </thead>
                        <tbody>
                            for line in lines {
                                <Line key={line.id} line={line.clone()} on_show={on_show.clone()} />
                            }
                        </tbody>
                    </table>
                </section>
            }
            if log.more {
                <button
                    class="button log-older"
                    type="button"
                    data-action="older"
                    disabled={state.asking_older}
                    onclick={older}
                >
                    { say(if state.asking_older { "activity-older-asking" } else { "activity-older" }) }
                </button>
            } else {
                <p class="log-end">{ say("activity-end") }</p>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct DayHeadProps {
    day: jiff::civil::Date,
}

/// Which day it was: *today* until the day is over.
#[component]
fn DayHead(props: &DayHeadProps) -> Html {
    let title = use_as_of_now(props.day, |day, now| words::day(*day, now.to_zoned(jiff::tz::TimeZone::UTC).date()));
    html! { <h2>{ title }<small>{ say("eve-time") }</small></h2> }
}

/// That there is news above what is read, and the way there.
fn news(list: &NodeRef) -> Html {
    let list = list.clone();
    let to_top = Callback::from(move |_: MouseEvent| {
        if let Some(list) = list.cast::<Element>() {
            // What is above is asked for when it comes into view.
            list.set_scroll_top(0);
            dom::focus(Some(list));
        }
    });
    html! {
        <button class="button is-primary is-small log-news" type="button" data-action="log-news" onclick={to_top}>
            { say("activity-news") }
        </button>
    }
}

fn nothing_yet() -> Html {
    html! {
        <div class="state" data-state="empty" role="status">
            <Drawing icon={Icon::Log} size={28} />
            <h2>{ say("activity-nothing-yet") }</h2>
            <p>{ say("activity-nothing-yet-how") }</p>
        </div>
    }
}

fn nothing_found(state: &UseReducerHandle<ActivityState>) -> Html {
    let state = state.dispatcher();
    let clear = Callback::from(move |_: MouseEvent| {
        state.dispatch(ActivityAction::Search(String::new()));
        state.dispatch(ActivityAction::EveryKind);
    });
    html! {
        <div class="state" data-state="nothing-matches" role="status">
            <Drawing icon={Icon::Search} size={28} />
            <h2>{ say("activity-nothing") }</h2>
            <p>{ say("activity-nothing-how") }</p>
            <button class="button is-primary" type="button" data-action="clear-search" onclick={clear}>
                { say("activity-all") }
            </button>
        </div>
    }
}

/// Keeps the reader's place when older lines come below and newer ones make room above. What is given back notes the place.
#[hook]
fn use_place(list: &NodeRef, state: &UseReducerHandle<ActivityState>) -> Callback<()> {
    let noted = use_mut_ref(|| None::<(i64, f64)>);
    let oldest = state.log.as_ref().and_then(ActivityLog::oldest);
    let top_of = {
        let list = list.clone();
        move |line: i64| {
            let line = list.cast::<Element>()?.query_selector(&format!("[data-line='{line}']")).ok()??;
            Some(line.get_bounding_client_rect().top())
        }
    };
    {
        let (noted, list, top_of) = (noted.clone(), list.clone(), top_of.clone());
        use_effect_with(oldest, move |_| {
            if let Some((line, was)) = noted.take()
                && let Some((now, list)) = top_of(line).zip(list.cast::<Element>())
            {
                list.set_scroll_top(list.scroll_top() + (now - was).round() as i32);
            }
        });
    }
    use_callback(oldest, move |(), oldest| {
        noted.replace(oldest.and_then(|line| Some((line, top_of(line)?))));
    })
}

/// Asks for the log.
#[hook]
fn use_pull(state: &UseReducerHandle<ActivityState>) -> Callback<()> {
    let told = state.dispatcher();
    use_answer(Some(state.query.clone()), AskRhythm::default(), move |query: ActivityQuery| {
        let told = told.clone();
        async move {
            match desk::ask(commands::Activity { query: query.clone() }).await {
                Ok(page) => told.dispatch(ActivityAction::Arrived(query, page)),
                Err(refusal) => told.dispatch(ActivityAction::Refused(refusal)),
            }
        }
    })
}

/// The newest line that there is, asked for now and then while the reader is further down.
#[hook]
fn use_newest(query: Option<ActivityQuery>) -> Option<i64> {
    let newest = use_state_eq(|| None::<i64>);
    let told = newest.setter();
    let rhythm = AskRhythm { every: Some(NEWS_EVERY), on_change: OnChange::Wait };
    use_answer(query, rhythm, move |query: ActivityQuery| {
        let told = told.clone();
        async move {
            // A refusal is told by the page's own question.
            if let Ok(page) = desk::ask(commands::Activity { query }).await {
                told.set(page.lines.first().map(|line| line.id));
            }
        }
    });
    *newest
}

/// Asks for news while the reader is at the top, and when they come back there: what they read does not move under their eyes. What is
/// given back is told of news; the other says that the reader is further down. `is_there`: the list has an element.
#[hook]
fn use_pull_at_top(list: &NodeRef, pull: &Callback<()>, is_there: bool) -> (Callback<()>, bool) {
    let missed = use_mut_ref(|| false);
    let down = use_state_eq(|| false);
    {
        let (list, pull, missed, down) = (list.clone(), pull.clone(), missed.clone(), down.setter());
        use_effect_with(is_there, move |_| {
            let listening = list.cast::<Element>().map(|element| {
                let frame = Frame::new({
                    let element = element.clone();
                    move || {
                        down.set(element.scroll_top() > 0);
                        if element.scroll_top() <= 0 && missed.replace(false) {
                            pull.emit(());
                        }
                    }
                });
                Listener::passive(element.into(), "scroll", move |_| frame.ask())
            });
            move || drop(listening)
        });
    }
    let (list, pull) = (list.clone(), pull.clone());
    let on_change = use_callback((), move |(), ()| {
        if list.cast::<Element>().is_none_or(|list| list.scroll_top() <= 0) {
            pull.emit(());
        } else {
            missed.replace(true);
        }
    });
    (on_change, *down)
}
