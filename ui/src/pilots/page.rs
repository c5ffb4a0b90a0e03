//! Pilots and coverage: who is watched, under which main, and how well.

use crate::words::core::said;
use captrack_contract::{Page, Right, Rights, SettingsSection, WindowCommand, commands};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::actions::import::dialog::ImportDialog;
use crate::actions::import::{ImportState, Importing, use_importing};
use crate::actions::rights::withheld;
use crate::actions::sign_in::sign_in_panel::SignInPanel;
use crate::desk;
use crate::desk::answer::{AskRhythm, use_answer};
use crate::desk::files::{self, FileKind};
use crate::desk::link::{use_link, use_own_link};
use crate::kit::banner::{Banner, BannerWeight};
use crate::kit::icon::{Drawing, Icon};
use crate::kit::search_box::SearchBox;
use crate::pilots::auth_coverage::AuthCoveragePanel;
use crate::pilots::coverage_strip::CoverageStrip;
use crate::pilots::list::{self, PilotList};
use crate::pilots::open_panel::OpenPanel;
use crate::pilots::state::{FoundPilots, PilotMenu, PilotPanel, PilotsAction, PilotsState};
use crate::platform::dom;
use crate::platform::shared::SharedRef;
use crate::platform::timer::use_settled;
use crate::window::context::use_main_window;
use crate::window::scaffold::{PageParts, banners, in_list, not_there_yet, scaffold};
use crate::window::search_key::use_search_key;
use crate::window::theme::use_theme_once_known;
use crate::words::text::{args, say, say_with};

/// The desk is asked this long after the last letter of a search, in milliseconds.
const PAUSE: i32 = 120;
/// The button that adds a pilot.
const ADD: &str = "add-pilot";
/// Facts age without anybody telling.
const LOOK_EVERY: u32 = 30;

/// The page.
#[component]
pub fn PilotsPage() -> Html {
    let window = use_main_window();
    let state = use_reducer_eq(from_address);
    let pull = use_pull(&state);
    let link = use_own_link(&window.notices.dispatcher(), &pull);
    let importing = use_importing(&link);
    let adding = use_state_eq(|| false);
    {
        let settled = state.dispatcher();
        use_settled(state.typed.clone(), PAUSE, move |_| settled.dispatch(PilotsAction::SearchTyped));
    }
    use_effect_with(state.search.clone(), |search| dom::set_query_parameters(&[("who", search)]));
    use_search_key();
    use_effect_with(state.found.is_some(), |arrived| {
        // Whoever comes here by a key goes on with the keys.
        if *arrived && dom::focused().is_none() {
            list::take_focus();
        }
    });
    let preferences = window.surroundings.preferences.as_ref();
    use_theme_once_known(preferences.map(|preferences| preferences.theme));

    let overview = window.surroundings.overview.clone();
    let rights = overview.as_ref().map(|overview| overview.status.rights.clone()).unwrap_or_default();
    let durations = use_memo(overview, |overview| {
        SharedRef::new(overview.as_ref().map(|overview| overview.snooze_durations.clone()).unwrap_or_default())
    });
    let on_menu = {
        let state = state.dispatcher();
        use_callback((), move |menu: PilotMenu, ()| state.dispatch(PilotsAction::Menu(menu)))
    };
    let on_action = {
        let state = state.dispatcher();
        use_callback((), move |action: PilotsAction, ()| state.dispatch(action))
    };
    let close_menu = {
        let state = state.dispatcher();
        use_callback((), move |(), ()| state.dispatch(PilotsAction::CloseMenu))
    };
    let status = window.surroundings.overview.as_ref().map(|overview| &overview.status);
    let has_pilots = status.is_some_and(|status| status.pilots > 0);
    let on_add = {
        // Without a client id there is more to do first, which the settings explain. Before that is known, a refusal would say so.
        let (can_sign_in, adding, link) =
            (status.is_none_or(|status| status.can_sign_in), adding.setter(), link.clone());
        Callback::from(move |()| {
            if can_sign_in {
                adding.set(true);
            } else {
                link.ask_window(WindowCommand::Open { page: Page::Settings, section: Some(SettingsSection::SignIn) });
            }
        })
    };
    let adding_closed = {
        let adding = adding.setter();
        Callback::from(move |()| {
            adding.set(false);
            dom::focus(dom::by_id(ADD));
        })
    };
    let content = match (&state.found, &state.refused) {
        (Some(found), _) => content(found, &state, &rights, window.surroundings.has_pictures(), (&on_menu, &on_action)),
        (None, refused) => in_list(not_there_yet(refused.as_ref(), &pull)),
    };
    let parts = PageParts {
        top: html! {
            <Top
                state={state.clone()}
                importing={importing.clone()}
                may_administer={rights.administer.is_granted()}
                {on_add}
            />
        },
        banners: html! {
            <>
                { banners(&window, state.found.is_some(), state.refused.as_ref()) }
                <SignInPanel asked={*adding} {has_pilots} on_close={adding_closed} />
                if let Right::Withheld(why) = &rights.administer {
                    <Banner name="withheld" weight={BannerWeight::Note} text={said(why)} />
                }
            </>
        },
        content,
        panels: html! {
            <>
                if let Some(menu) = state.menu.clone() {
                    <OpenPanel
                        key={menu.anchor.to_string()}
                        menu={menu.clone()}
                        {rights}
                        durations={(*durations).clone()}
                        on_menu={on_menu.clone()}
                        on_close={close_menu}
                    />
                }
                <ImportDialog {importing} />
            </>
        },
    };
    scaffold("pilots", &window, link, parts)
}

/// The search that the page's address asks for.
fn from_address() -> PilotsState {
    let search = dom::query_parameter("who").unwrap_or_default();
    PilotsState { typed: search.clone(), search, ..PilotsState::default() }
}

#[derive(Properties, PartialEq)]
struct TopProps {
    state: UseReducerHandle<PilotsState>,
    importing: Importing,
    may_administer: bool,
    on_add: Callback<()>,
}

/// The name of the page, the search, and what can be done with all pilots.
#[component]
fn Top(props: &TopProps) -> Html {
    let link = use_link();
    let state = &props.state;
    let on_type = {
        let state = state.dispatcher();
        use_callback((), move |typed: String, ()| state.dispatch(PilotsAction::Typed(typed)))
    };
    let on_enter = {
        let state = state.dispatcher();
        Callback::from(move |()| state.dispatch(PilotsAction::SearchTyped))
    };
    let on_leave = Callback::from(|()| list::take_focus());
    let add = props.on_add.reform(|_: MouseEvent| ());
    let export = Callback::from(move |_: MouseEvent| files::export(&link, commands::ExportMains));
    html! {
        <header class="top-bar is-page">
            <h1 class="top-name">{ say("pilots-page") }</h1>
            <SearchBox
                label={say("pilots-search")}
                example={say("pilots-search-example")}
                typed={state.typed.clone()}
                waits={state.is_behind()}
                {on_type}
                {on_enter}
                {on_leave}
            />
            <div class="top-actions">
                if props.may_administer {
                    <ImportButton importing={props.importing.clone()} />
                }
                <button class="button" type="button" data-action="export-mains" title={say("mains-export-title")} onclick={export}>
                    <Drawing icon={Icon::Export} size={14} />
                    { say("mains-export") }
                </button>
                <button id={ADD} class="button is-primary" type="button" data-action="add-pilot" title={say("pilot-add-title")} onclick={add}>
                    { say("pilot-add") }
                </button>
            </div>
        </header>
    }
}

#[derive(Properties, PartialEq)]
struct ImportButtonProps {
    importing: Importing,
}

/// Chooses a file of mains.
#[component]
fn ImportButton(props: &ImportButtonProps) -> Html {
    let onchange = {
        let importing = props.importing.clone();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                if let Some(file) = files::first(field.files()) {
                    importing.take(file, Some(FileKind::Mains));
                }
                // The same file can be chosen again, once it has been mended.
                field.set_value("");
            }
        })
    };
    let looking = *props.importing.state == ImportState::Looking;
    html! {
        <label class={classes!("button", "file-button", looking.then_some("is-busy"))} title={say("mains-import-title")}>
            <Drawing icon={Icon::Import} size={14} />
            { say(if looking { "file-looking" } else { "mains-import" }) }
            <input type="file" accept={FileKind::Mains.accepted()} data-field="import-mains" disabled={looking} {onchange} />
        </label>
    }
}

fn content(
    found: &SharedRef<FoundPilots>,
    state: &UseReducerHandle<PilotsState>,
    rights: &Rights,
    pictures: bool,
    (on_menu, on_action): (&Callback<PilotMenu>, &Callback<PilotsAction>),
) -> Html {
    let dispatch = |action: fn(String) -> PilotsAction| {
        let state = state.dispatcher();
        Callback::from(move |text| state.dispatch(action(text)))
    };
    let clear = {
        let state = state.dispatcher();
        Callback::from(move |_: MouseEvent| state.dispatch(PilotsAction::Search(String::new())))
    };
    let left_out = found.matched.saturating_sub(found.shown);
    html! {
        <>
            <CoverageStrip coverage={found.coverage.clone()} search={state.search.clone()} on_search={dispatch(PilotsAction::Search)} />
            if let Some(coverage) = &found.auth_coverage {
                <AuthCoveragePanel coverage={coverage.clone()} />
            }
            if !state.chosen.is_empty() {
                { chosen(state, rights, on_menu) }
            }
            if found.coverage.pilots == 0 {
                { in_list(nobody()) }
            } else if found.lines.is_empty() {
                { in_list(nothing_found(&found.search, clear)) }
            } else {
                <PilotList
                    found={found.clone()}
                    chosen={state.chosen.clone()}
                    all_chosen={state.all_chosen()}
                    menu={state.menu.clone()}
                    rights={rights.clone()}
                    {pictures}
                    on_action={on_action.clone()}
                />
                <p class="list-foot" role="status">
                    if left_out > 0 {
                        { say_with("pilots-first", &args!("n" => found.shown, "pilots" => found.matched)) }
                    } else if !found.search.trim().is_empty() {
                        { say_with("matched-pilots", &args!("n" => found.matched, "pilots" => found.coverage.pilots)) }
                    }
                </p>
            }
        </>
    }
}

/// What can be done with everybody who is chosen.
fn chosen(state: &UseReducerHandle<PilotsState>, rights: &Rights, on_menu: &Callback<PilotMenu>) -> Html {
    let movers: Vec<_> = state.chosen.values().cloned().collect();
    let n = movers.len();
    let pilots = movers.iter().map(|mover| mover.pilot).collect();
    let whom = crate::actions::action_target::ActionTarget::Pilot {
        name: say_with("chosen-pilots", &args!("n" => n)).to_string(),
    };
    let open = |anchor: &'static str, panel: PilotPanel| {
        on_menu.reform(move |_: MouseEvent| PilotMenu { anchor: anchor.into(), on: None, panel: panel.clone() })
    };
    let let_go = {
        let state = state.dispatcher();
        Callback::from(move |_: MouseEvent| {
            list::take_focus();
            state.dispatch(PilotsAction::ChooseNobody);
        })
    };
    html! {
        <div class="chosen-bar" role="region" aria-label={say("chosen")} data-chosen={n.to_string()}>
            <p role="status">{ say_with("chosen-n", &args!("n" => n)) }</p>
            <button
                id="chosen-main"
                class="button is-small"
                type="button"
                data-action="find-main-chosen"
                aria-haspopup="dialog"
                disabled={!rights.administer.is_granted()}
                title={withheld(&rights.administer)}
                onclick={open("chosen-main", PilotPanel::FindMain(movers))}
            >
                <Drawing icon={Icon::Main} size={14} />
                { say("main-put-chosen") }
            </button>
            <button
                id="chosen-snooze"
                class="button is-small"
                type="button"
                data-action="snooze-chosen"
                aria-haspopup="dialog"
                disabled={!rights.snooze.is_granted()}
                title={withheld(&rights.snooze)}
                onclick={open("chosen-snooze", PilotPanel::Snooze { whom, pilots, snoozed: None })}
            >
                <Drawing icon={Icon::Moon} size={14} />
                { say("snooze-more") }
            </button>
            <button class="button is-small is-plain" type="button" data-action="choose-nobody" onclick={let_go}>
                { say("choose-nobody") }
            </button>
        </div>
    }
}

/// Nobody is watched yet.
fn nobody() -> Html {
    html! {
        <div class="state" data-state="empty" role="status">
            <Drawing icon={Icon::Pilots} size={28} />
            <h2>{ say("pilots-nobody") }</h2>
            <p>{ say("pilots-nobody-how") }</p>
        </div>
    }
}

fn nothing_found(search: &str, clear: Callback<MouseEvent>) -> Html {
    html! {
        <div class="state" data-state="nothing-matches" role="status">
            <Drawing icon={Icon::Search} size={28} />
            <h2>{ say_with("pilots-nothing", &args!("search" => search)) }</h2>
            <p>{ say("pilots-nothing-how") }</p>
            <button class="button is-primary" type="button" data-action="clear-search" onclick={clear}>
                { say("search-clear") }
            </button>
        </div>
    }
}

/// Asks for the pilots.
#[hook]
fn use_pull(state: &UseReducerHandle<PilotsState>) -> Callback<()> {
    let told = state.dispatcher();
    use_answer(Some(state.search.clone()), AskRhythm::every(LOOK_EVERY), move |search: String| {
        let told = told.clone();
        async move {
            match desk::ask(commands::Pilots { search: search.clone() }).await {
                Ok(view) => told.dispatch(PilotsAction::Arrived(search, Box::new(view))),
                Err(refusal) => told.dispatch(PilotsAction::Refused(refusal)),
            }
        }
    })
}
