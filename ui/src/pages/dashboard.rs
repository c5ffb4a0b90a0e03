//! The main window.

use std::cell::Cell;
use std::rc::Rc;

use captrack_contract::{
    BoardAnswer, BoardQuery, BoardRequest, CardKey, Command, DashboardChanged, Monitoring, OpenCard, Theme,
};
use jiff::{SignedDuration, Timestamp};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use crate::board::Board;
use crate::clock;
use crate::components::banner::{Banner, Weight};
use crate::components::banners::Banners;
use crate::components::card::{card_id, toggle_id};
use crate::components::notice_line::NoticeLine;
use crate::components::part::{CardSetting, part};
use crate::components::rail::Rail;
use crate::components::states::{Loading, Unreachable, all_quiet, no_hulls};
use crate::components::top_bar::TopBar;
use crate::components::welcome::Welcome;
use crate::desk;
use crate::dom;
use crate::keep_place::{self, Place};
use crate::link::{Link, Puller};
use crate::notices::Notices;
use crate::state::{Action, State};
use crate::text::say;
use crate::theme::use_theme;

/// Without any event the page asks by itself this long after a check was due, and after a refusal.
const OVERDUE: SignedDuration = SignedDuration::from_secs(10);

/// The main window.
#[component]
pub fn DashboardPage() -> Html {
    let state = use_reducer_eq(State::default);
    let notices = use_reducer(Notices::default);
    let list = use_node_ref();
    let place = use_mut_ref(|| None::<Place>);
    let pull = use_pull(&state, &list, &place);
    let link = {
        let (notices, pull) = (notices.dispatcher(), pull.clone());
        (*use_memo((), move |()| Link::new(notices, pull))).clone()
    };
    use_events(&state, &pull);
    use_own_questions(&state, &pull);
    use_called_card(&state, &link);
    {
        let list = list.clone();
        use_effect_with(state.board.clone(), move |_| {
            let before = place.borrow_mut().take();
            if let (Some(before), Some(list)) = (before, list.cast::<Element>()) {
                keep_place::restore(&before, &list);
            }
        });
    }
    use_theme(state.board.as_ref().map_or(Theme::System, |board| board.preferences.theme));

    let on_toggle = {
        let (state, link) = (state.dispatcher(), link.clone());
        use_callback((), move |(card, closed), ()| {
            state.dispatch(Action::Toggled { card, closed });
            let (state, told) = (state.clone(), link.clone());
            let command = Command::SetCollapsed { card, collapsed: closed };
            link.settle(command, move |answer| {
                if let Err(refusal) = answer {
                    state.dispatch(Action::ToggleFailed(card));
                    told.refused(&refusal);
                }
            });
        })
    };
    let on_checking = {
        let state = state.dispatcher();
        use_callback((), move |checking, ()| {
            state.dispatch(Action::Checking(checking));
        })
    };

    let content = match (&state.board, &state.refused) {
        (Some(board), _) => content(board, &state, on_toggle),
        (None, Some(refusal)) => {
            html! { <Unreachable refusal={refusal.clone()} try_again={pull.clone()} /> }
        }
        (None, None) => html! { <Loading /> },
    };
    html! {
        <ContextProvider<Link> context={link}>
            <div class="window" data-page="dashboard">
                <Rail />
                <main class="pane">
                    <h1 class="unseen">{ say("dashboard") }</h1>
                    if let Some(board) = &state.board {
                        <TopBar
                            counts={board.counts}
                            status={board.status.clone()}
                            checking={state.checking}
                            {on_checking}
                        />
                        if let Some(refusal) = &state.refused {
                            <Banner name="refused" weight={Weight::Trouble} text={refusal.sentence.clone()} />
                        }
                        <Banners status={board.status.clone()} />
                    } else {
                        <div class="top-bar" aria-hidden="true" />
                    }
                    <div class="list" ref={list} tabindex="-1">{ content }</div>
                </main>
                <NoticeLine {notices} />
            </div>
        </ContextProvider<Link>>
    }
}

fn content(board: &Board, state: &State, on_toggle: Callback<(CardKey, bool)>) -> Html {
    let status = &board.status;
    if status.monitoring == Monitoring::SignedOut && board.parts.is_empty() {
        return html! { <Welcome can_sign_in={status.can_sign_in} demo={status.demo} /> };
    }
    if board.parts.is_empty() {
        return no_hulls(status);
    }
    let setting = CardSetting { pictures: board.has_pictures(), durations: board.durations.clone(), on_toggle };
    html! {
        <>
            { all_quiet(board) }
            for of in &board.parts {
                { part(of, state, &setting) }
            }
        </>
    }
}

/// Asks for the dashboard, and remembers the reader's place before it changes.
#[hook]
fn use_pull(
    state: &UseReducerHandle<State>,
    list: &NodeRef,
    place: &Rc<std::cell::RefCell<Option<Place>>>,
) -> Callback<()> {
    let state = state.dispatcher();
    let (list, place) = (list.clone(), place.clone());
    let puller = use_memo((), |()| Rc::new(Puller::default()));
    let pull = use_callback((), move |(), ()| {
        let (state, list, place) = (state.clone(), list.clone(), place.clone());
        puller.pull(move || {
            let (state, list, place) = (state.clone(), list.clone(), place.clone());
            async move {
                let query = BoardQuery::default();
                match desk::ask_board(&BoardRequest::Board { query: query.clone() }).await {
                    Ok(BoardAnswer::Board(board)) => {
                        if let Some(list) = list.cast::<Element>() {
                            *place.borrow_mut() = Some(keep_place::remember(&list));
                        }
                        state.dispatch(Action::Arrived(query, board));
                    }
                    Ok(_) => {}
                    Err(refusal) => state.dispatch(Action::Refused(refusal)),
                }
            }
        });
    });
    {
        let pull = pull.clone();
        use_effect_with((), move |()| pull.emit(()));
    }
    pull
}

/// Hears that the dashboard has changed, and that a notification calls for a card.
#[hook]
fn use_events(state: &UseReducerHandle<State>, pull: &Callback<()>) {
    let (state, pull) = (state.dispatcher(), pull.clone());
    use_effect_with((), move |()| {
        desk::listen(DashboardChanged::EVENT, move |_: DashboardChanged| {
            pull.emit(());
        });
        // A window that a notification opened is told in its address: no event could have reached it.
        let called = dom::query_parameter("card").and_then(|main| main.parse().ok());
        if let Some(main) = called {
            state.dispatch(Action::Called(CardKey::Main(main)));
        }
        desk::listen(OpenCard::EVENT, move |called: OpenCard| {
            state.dispatch(Action::Called(CardKey::Main(called.main)));
        });
    });
}

/// Asks by itself when a check is long due and nothing was heard of it, and after a refusal.
#[hook]
fn use_own_questions(state: &UseReducerHandle<State>, pull: &Callback<()>) {
    let due = match (&state.board, &state.refused) {
        (_, Some(_)) | (None, None) => None,
        (Some(board), None) => board.status.next_check,
    };
    let (refused, pull) = (state.refused.is_some(), pull.clone());
    use_effect_with((due, refused), move |&(due, refused)| {
        let asked = Cell::new(clock::now());
        let listening = clock::every_second(move |now: Timestamp| {
            let overdue = refused || due.is_some_and(|due| due < now);
            if overdue && now.duration_since(asked.get()) > OVERDUE {
                asked.set(now);
                pull.emit(());
            }
        });
        move || drop(listening)
    });
}

/// Opens the card that a notification calls for, brings it into view and gives it the focus.
#[hook]
fn use_called_card(state: &UseReducerHandle<State>, link: &Link) {
    let (dispatcher, link) = (state.dispatcher(), link.clone());
    let called = state.called.zip(state.board.clone());
    use_effect_with(called, move |called| {
        let Some((key, board)) = called else { return };
        let Some(card) = board.card(*key) else { return };
        if card.closed {
            link.ask(Command::SetCollapsed { card: *key, collapsed: false });
        }
        show(*key);
        dispatcher.dispatch(Action::Shown);
    });
}

fn show(key: CardKey) {
    let Some(document) = dom::document() else {
        return;
    };
    if let Some(card) = document.get_element_by_id(&card_id(key)) {
        let options = ScrollIntoViewOptions::new();
        options.set_behavior(ScrollBehavior::Auto);
        options.set_block(ScrollLogicalPosition::Start);
        card.scroll_into_view_with_scroll_into_view_options(&options);
        flash(&card);
    }
    dom::focus(document.get_element_by_id(&toggle_id(key)));
}

/// Draws the eye to a card once.
fn flash(card: &Element) {
    if let Some(card) = card.dyn_ref::<HtmlElement>() {
        let classes = card.class_list();
        // Taken away first, so that the same card can be called for again.
        let _ = classes.remove_1("is-called");
        let _ = card.offset_width();
        let _ = classes.add_1("is-called");
    }
}
