//! The main window.

use std::rc::Rc;

use captrack_contract::search::Search;
use captrack_contract::{
    BoardAnswer, BoardQuery, BoardRequest, CardKey, FoundMain, MonitoringState, OpenCard, PreferencesChanged, Refusal,
    commands,
};
use captrack_domain::ids::PilotId;
use captrack_domain::preferences::Theme;
use jiff::Timestamp;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::actions::sign_in::sign_in_panel::SignInPanel;
use crate::dashboard::board::BoardModel;
use crate::dashboard::board_list::BoardList;
use crate::dashboard::kept_board;
use crate::dashboard::menu::Menu;
use crate::dashboard::open_menu::OpenMenu;
use crate::dashboard::search::filter_bar::FilterBar;
use crate::dashboard::search::grouping;
use crate::dashboard::search::search_chips::SearchChips;
use crate::dashboard::selection::SelectAction;
use crate::dashboard::selection_bar::SelectionBar;
use crate::dashboard::state::{DashboardAction, DashboardState};
use crate::dashboard::top_bar::TopBar;
use crate::dashboard::welcome::Welcome;
use crate::desk;
use crate::desk::answer::{AskRhythm, OnChange, QuestionLoop, use_answer};
use crate::desk::link::{DeskLink, use_own_link};
use crate::kit::banner::{Banner, BannerWeight, silent};
use crate::kit::search_box::{SEARCH_FIELD, SearchBox};
use crate::kit::states::{NothingMatches, all_hidden, no_hulls};
use crate::platform::clock;
use crate::platform::dom::{self, Listener};
use crate::platform::shared::SharedRef;
use crate::platform::timer::Timer;
use crate::window::banners::Banners;
use crate::window::context::use_main_window;
use crate::window::key_place::{is_plain, place_of, use_letter_keys};
use crate::window::keys::{self, Intent};
use crate::window::scaffold::{PageParts, in_list, not_there_yet, scaffold};
use crate::window::theme::use_theme;
use crate::words::text::{args, say, say_with};

/// Without any event the page asks how the desk is doing this long after a check was due, in seconds.
const OVERDUE: u32 = 2;

/// After a refusal the board is asked for again after this, in seconds.
const AFTER_REFUSAL: u32 = 10;

/// The board is asked for this long after the last letter of a search, in milliseconds.
const PAUSE: i32 = 120;

/// In the middle of a filter's name it is asked for later: a board without anything would only flicker.
const LONG_PAUSE: i32 = 900;

/// The main window.
#[component]
pub fn DashboardPage() -> Html {
    let state = use_reducer_eq(from_address);
    let window = use_main_window();
    let pull = use_pull(&state);
    let link = use_own_link(&window.notices.dispatcher(), &pull);
    use_events(&state, &pull);
    use_own_questions(&state, &pull);
    use_status(&state);
    use_sought(&state, &link, &pull);
    use_remembering(&state);
    use_typing(&state);
    use_address(&state);
    use_keys(&state);
    use_theme(state.board.as_ref().map_or(Theme::System, |board| board.preferences.theme));
    use_letter_keys(state.board.as_ref().map(|board| board.preferences.letter_keys));

    let on = {
        let (state, link, pull) = (state.dispatcher(), link.clone(), pull.clone());
        (*use_memo((), move |()| Callbacks::new(&state, &link, &pull))).clone()
    };
    let content = match (&state.board, &state.refused) {
        (Some(board), _) => content(board, &state, &on),
        (None, refused) => in_list(not_there_yet(refused.as_ref(), &pull)),
    };
    let parts = PageParts {
        top: html! {
            <>
                <h1 class="unseen">{ say("dashboard") }</h1>
                <p class="unseen" role="status" data-announced="critical">{ state.announced.clone() }</p>
                if let Some(board) = &state.board {
                    { top(board, &state, &on) }
                } else {
                    <div class="top-bar" aria-hidden="true" />
                }
            </>
        },
        banners: html! {
            <>
                { silent(window.is_silent) }
                if let Some(board) = &state.board {
                    if let Some(refusal) = &state.refused {
                        <Banner name="refused" weight={BannerWeight::Trouble} text={refusal.said()} />
                    }
                    <Banners status={state.desk_status().unwrap_or(&board.status).clone()} />
                    // The first screen has the sign-in in its midst.
                    if !is_first_screen(board) {
                        <SignInPanel has_pilots={board.status.pilots > 0} />
                    }
                    if !state.selection.is_empty() {
                        <SelectionBar
                            selection={state.selection.clone()}
                            board={board.clone()}
                            on_menu={on.menu.clone()}
                            on_select={on.select.clone()}
                        />
                    }
                }
            </>
        },
        content,
        panels: html! {
            if let Some((menu, board)) = state.menu.clone().zip(state.board.as_ref()) {
                <OpenMenu
                    key={menu.hook.id.to_string()}
                    menu={menu.clone()}
                    query={board.query.clone()}
                    durations={board.durations.clone()}
                    on_done={on.select_nothing.clone()}
                    on_close={on.close_menu.clone()}
                />
            }
        },
    };
    scaffold("dashboard", &window, link, parts)
}

/// What the parts of the page tell it. They never change, so that holding them costs no drawing.
#[derive(Clone)]
struct Callbacks {
    typed: Callback<String>,
    search_typed: Callback<()>,
    search: Callback<String>,
    group: Callback<captrack_contract::GroupBy>,
    toggle: Callback<(CardKey, bool)>,
    menu: Callback<Menu>,
    close_menu: Callback<()>,
    shown: Callback<()>,
    checking: Callback<bool>,
    clear: Callback<()>,
    behind: Callback<()>,
    select: Callback<SelectAction>,
    select_nothing: Callback<()>,
}

impl Callbacks {
    fn new(state: &UseReducerDispatcher<DashboardState>, link: &DeskLink, pull: &Callback<()>) -> Self {
        fn tells<T: 'static>(
            state: &UseReducerDispatcher<DashboardState>,
            action: fn(T) -> DashboardAction,
        ) -> Callback<T> {
            let state = state.clone();
            Callback::from(move |what| state.dispatch(action(what)))
        }
        let toggle = {
            let (state, link) = (state.clone(), link.clone());
            Callback::from(move |(card, closed)| {
                state.dispatch(DashboardAction::Toggled { card, closed });
                let (state, told) = (state.clone(), link.clone());
                link.settle(commands::SetCollapsed { card, collapsed: closed }, move |answer| {
                    if let Err(refusal) = answer {
                        state.dispatch(DashboardAction::ToggleFailed(card));
                        told.refused(&refusal);
                    }
                });
            })
        };
        Self {
            typed: tells(state, DashboardAction::Typed),
            search_typed: tells(state, |()| DashboardAction::SearchTyped),
            search: tells(state, DashboardAction::Search),
            group: tells(state, DashboardAction::GroupBy),
            toggle,
            menu: tells(state, DashboardAction::Menu),
            close_menu: tells(state, |()| DashboardAction::CloseMenu),
            shown: tells(state, |()| DashboardAction::Shown),
            checking: tells(state, DashboardAction::Checking),
            clear: tells(state, |()| DashboardAction::Search(String::new())),
            behind: pull.clone(),
            select: tells(state, DashboardAction::Select),
            select_nothing: tells(state, |()| DashboardAction::Select(SelectAction::Nothing)),
        }
    }
}

/// The search and the cards that the page's address asks for.
fn from_address() -> DashboardState {
    let search = dom::query_parameter("search").unwrap_or_default();
    let group_by = grouping::of(&dom::query_parameter("group").unwrap_or_default());
    let query = BoardQuery { search: search.clone(), group_by };
    let board = kept_board::board(&query);
    // A page that was loaded again shows what the user had before their eyes; one that is only come back to has its place anyway.
    let last = dom::query_parameter("at").and_then(|card| card.parse().ok());
    DashboardState {
        typed: search,
        called: last.filter(|_| board.is_none()),
        last,
        board,
        query,
        ..DashboardState::default()
    }
}

fn top(board: &SharedRef<BoardModel>, state: &UseReducerHandle<DashboardState>, on: &Callbacks) -> Html {
    // Where nothing is known there is nothing to find.
    let is_empty = board.counts.watched == 0;
    let leave = Callback::from(|()| {
        // The list takes the keys from there on.
        dom::focus(dom::document().and_then(|document| document.query_selector("[data-list=board]").ok()?));
    });
    html! {
        <TopBar
            counts={board.counts}
            stale_pilots={board.stale_pilots}
            search={state.query.search.clone()}
            on_search={on.search.clone()}
            status={state.desk_status().unwrap_or(&board.status).clone()}
            checking={state.checking}
            on_checking={on.checking.clone()}
        >
            if !is_empty {
                <SearchBox
                    typed={state.typed.clone()}
                    waits={state.is_behind()}
                    on_type={on.typed.clone()}
                    on_enter={on.search_typed.clone()}
                    on_leave={leave}
                />
                <FilterBar
                    board={board.clone()}
                    search={state.query.search.clone()}
                    group_by={state.query.group_by}
                    on_search={on.search.clone()}
                    on_group={on.group.clone()}
                />
                <SearchChips search={state.query.search.clone()} on_search={on.search.clone()} />
            }
        </TopBar>
    }
}

/// Nobody is signed in, and nothing is known.
fn is_first_screen(board: &BoardModel) -> bool {
    board.cards.is_empty() && board.counts.watched == 0 && board.status.monitoring == MonitoringState::SignedOut
}

fn content(board: &SharedRef<BoardModel>, state: &DashboardState, on: &Callbacks) -> Html {
    let status = &board.status;
    let search = board.query.search.trim();
    if !board.cards.is_empty() {
        return html! {
            <BoardList
                board={board.clone()}
                toggled={state.toggled.clone()}
                menu={state.menu.clone()}
                called={state.called.filter(|_| !state.is_behind())}
                on_shown={on.shown.clone()}
                on_toggle={on.toggle.clone()}
                on_menu={on.menu.clone()}
                selection={state.selection.clone()}
                on_select={on.select.clone()}
                on_behind={on.behind.clone()}
            />
        };
    }
    in_list(if !search.is_empty() && board.counts.watched > 0 {
        html! {
            <NothingMatches search={search.to_owned()} hidden={board.matched} on_clear={on.clear.clone()} />
        }
    } else if board.counts.watched > 0 {
        all_hidden(board.counts.watched)
    } else if is_first_screen(board) {
        html! { <Welcome can_sign_in={status.can_sign_in} demo={status.demo} /> }
    } else {
        no_hulls(status)
    })
}

/// Asks for the board.
#[hook]
fn use_pull(state: &UseReducerHandle<DashboardState>) -> Callback<()> {
    let told = state.dispatcher();
    let rhythm = AskRhythm { every: None, on_change: OnChange::AskAtOnce };
    // The question is asked long after this drawing.
    let shown = use_mut_ref(|| None::<SharedRef<BoardModel>>);
    shown.borrow_mut().clone_from(&state.board);
    use_answer(Some(state.query.clone()), rhythm, move |query: BoardQuery| {
        let (told, shown) = (told.clone(), shown.borrow().clone());
        async move {
            told.dispatch(match ask_for_board(query, shown).await {
                Ok(answered) => answered,
                Err(refusal) => DashboardAction::Refused(refusal),
            });
        }
    })
}

/// The board that answers a question: what has changed since the one that is shown, if that answers the same; else the whole.
async fn ask_for_board(query: BoardQuery, shown: Option<SharedRef<BoardModel>>) -> Result<DashboardAction, Refusal> {
    let same = shown.filter(|board| board.query == query);
    let known = same.as_ref().map(|board| board.number);
    let answer = desk::ask_board(&BoardRequest::Board { query: query.clone(), known }).await?;
    let answer = match (answer, &same) {
        (BoardAnswer::Changes(changes), Some(same)) => match same.changed(*changes) {
            Some(board) => return Ok(DashboardAction::Changed(Box::new(board))),
            None => desk::ask_board(&BoardRequest::Board { query: query.clone(), known: None }).await?,
        },
        (answer, _) => answer,
    };
    match answer {
        BoardAnswer::Board(board) => Ok(DashboardAction::Arrived(query, board)),
        _ => Err(desk::garbled()),
    }
}

/// Hears that preferences have changed, and that a notification calls for a card.
#[hook]
fn use_events(state: &UseReducerHandle<DashboardState>, pull: &Callback<()>) {
    let (state, pull) = (state.dispatcher(), pull.clone());
    use_effect_with((), move |()| {
        let preferred = desk::hear(PreferencesChanged::EVENT, move |_: PreferencesChanged| pull.emit(()));
        // A window that a notification opened is told in its address: no event could have reached it.
        let called = dom::query_parameter("card").and_then(|main| main.parse::<PilotId>().ok());
        if let Some(main) = called {
            state.dispatch(DashboardAction::Called(main));
        }
        let mentions_somebody = desk::hear(OpenCard::EVENT, move |called: OpenCard| {
            state.dispatch(DashboardAction::Called(called.main));
        });
        move || drop((preferred, mentions_somebody))
    });
}

/// Asks whether a main that a notification called for has a card; that it has none any more is said.
#[hook]
fn use_sought(state: &UseReducerHandle<DashboardState>, link: &DeskLink, pull: &Callback<()>) {
    let (dispatcher, link, pull) = (state.dispatcher(), link.clone(), pull.clone());
    use_effect_with(state.sought, move |sought| {
        let Some(main) = *sought else { return };
        spawn_local(async move {
            match desk::ask_board(&BoardRequest::Find { main }).await {
                Ok(BoardAnswer::Found(found)) => {
                    if !found.has_card {
                        link.done(nothing_alerts_under(found.name.as_deref()));
                    }
                    dispatcher.dispatch(DashboardAction::Sought(found));
                    pull.emit(());
                }
                Ok(_) => {}
                Err(refusal) => {
                    link.refused(&refusal);
                    dispatcher.dispatch(DashboardAction::Sought(FoundMain { name: None, has_card: false }));
                }
            }
        });
    });
}

/// What a press on an old notification comes to.
fn nothing_alerts_under(main: Option<&str>) -> AttrValue {
    main.map_or_else(|| say("called-over"), |main| say_with("called-over-main", &args!("main" => main)))
}

/// Asks for the board by itself as often as the user likes, and after a refusal.
#[hook]
fn use_own_questions(state: &UseReducerHandle<DashboardState>, pull: &Callback<()>) {
    let refused = state.refused.is_some();
    let every = state.board.as_ref().map(|board| board.preferences.refresh_secs.max(1));
    let pull = pull.clone();
    use_effect_with((state.board.clone(), every, refused), move |&(_, every, refused)| {
        let passed = clock::Seconds::default();
        let listening = clock::every_second(move |_| {
            let waited = passed.tick();
            if (refused && waited > AFTER_REFUSAL) || every.is_some_and(|every| waited >= every) {
                passed.restart();
                pull.emit(());
            }
        });
        move || drop(listening)
    });
}

/// Asks how the desk is doing, and nothing more, once a check was due and no board has told of it: a large board comes seldom.
#[hook]
fn use_status(state: &UseReducerHandle<DashboardState>) {
    let due = state.desk_status().and_then(|status| status.next_check);
    let dispatcher = state.dispatcher();
    let looking = use_memo((), |()| Rc::new(QuestionLoop::default()));
    use_effect_with(due, move |&due| {
        let passed = clock::Seconds::default();
        let listening = clock::every_second(move |now: Timestamp| {
            let overdue = due.is_some_and(|due| due < now);
            if overdue && passed.tick() > OVERDUE {
                passed.restart();
                let dispatcher = dispatcher.clone();
                looking.pull(move || {
                    let dispatcher = dispatcher.clone();
                    async move {
                        dispatcher.dispatch(match desk::ask(commands::Status).await {
                            Ok(status) => DashboardAction::Status(Box::new(status)),
                            Err(refusal) => DashboardAction::Refused(refusal),
                        });
                    }
                });
            }
        });
        move || drop(listening)
    });
}

/// Remembers the board for when the user comes back from another page.
#[hook]
fn use_remembering(state: &UseReducerHandle<DashboardState>) {
    use_effect_with(state.board.clone(), |board| kept_board::keep(board.clone()));
}

/// Searches for what was typed, a moment after the last letter.
#[hook]
fn use_typing(state: &UseReducerHandle<DashboardState>) {
    let dispatcher = state.dispatcher();
    let open = state.typed != state.query.search;
    use_effect_with((state.typed.clone(), open), move |(typed, open)| {
        let pause = if Search::is_unfinished(typed) { LONG_PAUSE } else { PAUSE };
        let later = open.then(|| Timer::after(pause, move || dispatcher.dispatch(DashboardAction::SearchTyped)));
        move || drop(later)
    });
}

/// Keeps search and choice of cards in the page's address, where a reload finds them.
#[hook]
fn use_address(state: &UseReducerHandle<DashboardState>) {
    use_effect_with((state.query.clone(), state.last), |(query, last)| {
        let group =
            if query.group_by == captrack_contract::GroupBy::Main { "" } else { grouping::name(query.group_by) };
        let at = last.map(|card| card.to_string()).unwrap_or_default();
        dom::set_query_parameters(&[("search", &query.search), ("group", group), ("card", ""), ("at", &at)]);
    });
}

/// The keys that work all over the page.
#[hook]
fn use_keys(state: &UseReducerHandle<DashboardState>) {
    let dispatcher = state.dispatcher();
    use_effect_with(state.query.group_by, move |&group_by| {
        let document = dom::document();
        let listening = document.map(|document| {
            Listener::new(document.into(), "keydown", move |event| {
                let event = event.unchecked_into::<KeyboardEvent>();
                let find = event.key() == "f" && (event.ctrl_key() || event.meta_key());
                match keys::intent(&event.key(), is_plain(&event), place_of(&event)) {
                    _ if find => dom::focus(dom::by_id(SEARCH_FIELD)),
                    Some(Intent::Search) => dom::focus(dom::by_id(SEARCH_FIELD)),
                    Some(Intent::Group) => dispatcher.dispatch(DashboardAction::GroupBy(grouping::next(group_by))),
                    _ => return,
                }
                event.prevent_default();
            })
        });
        move || drop(listening)
    });
}
