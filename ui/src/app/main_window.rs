//! The main window: one page of several at a time, what all of them need, and the keys that work on each.

use captrack_contract::OpenCard;
use captrack_domain::ids::PilotId;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::actions::sign_in::{SignInFlow, use_own_sign_in};
use crate::activity::page::ActivityPage;
use crate::app::help_overlay::HelpOverlay;
use crate::dashboard::page::DashboardPage;
use crate::desk;
use crate::desk::link::use_own_link;
use crate::desk::notices::PageNotices;
use crate::kit::kept_input::KeptInputs;
use crate::pilots::page::PilotsPage;
use crate::platform::dom::{self, Listener};
use crate::relay::page::DiscordPage;
use crate::window::context::MainWindowContext;
use crate::window::key_place::{are_letter_keys, is_plain, place_of, use_letter_keys};
use crate::window::keys::{self, Intent};
use crate::window::main_page::MainPage;
use crate::window::program_silence::use_silence;
use crate::window::undo_key::use_undo_key;
use crate::window::window_status::use_surroundings;

/// The window.
#[component]
pub fn MainWindow() -> Html {
    let here = use_state_eq(|| MainPage::of(&dom::query_parameter("page").unwrap_or_default()));
    let help = use_state_eq(|| false);
    let typed = use_memo((), |()| KeptInputs::default());
    let surroundings = use_surroundings(*here != MainPage::Dashboard);
    use_letter_keys(surroundings.preferences.as_ref().map(|preferences| preferences.letter_keys));
    let notices = use_reducer(PageNotices::default);
    let is_silent = use_silence();
    let from_rail = use_mut_ref(|| false);
    let go = {
        let (here, from_rail) = (here.setter(), from_rail.clone());
        use_callback((), move |page: MainPage, ()| {
            from_rail.replace(dom::focused().is_some_and(|focused| focused.id().starts_with("rail-")));
            // Where a reload finds it.
            dom::set_query_parameters(&[("page", if page == MainPage::Dashboard { "" } else { page.name() })]);
            here.set(page);
        })
    };
    let show_help = {
        let help = help.setter();
        use_callback((), move |(), ()| help.set(true))
    };
    let close_help = {
        let help = help.setter();
        use_callback((), move |(), ()| help.set(false))
    };
    use_effect_with(*here, move |here| {
        // Each page has a rail of its own; whoever was on it stays on it.
        if from_rail.take() {
            dom::focus(dom::by_id(&format!("rail-{}", here.name())));
        }
    });
    let show_card = {
        let go = go.clone();
        use_callback((), move |main: PilotId, ()| {
            dom::set_query_parameters(&[("card", &main.to_string())]);
            go.emit(MainPage::Dashboard);
        })
    };
    use_calls(*here, &show_card);
    use_window_keys(&go, &show_help);
    let link = use_own_link(&notices.dispatcher(), &Callback::noop());
    use_undo_key(&link, false);
    let signing_in = use_own_sign_in(&link);
    let context = MainWindowContext { here: *here, go, show_card, help: show_help, surroundings, notices, is_silent };
    html! {
        <ContextProvider<MainWindowContext> {context}>
        <ContextProvider<KeptInputs> context={(*typed).clone()}>
        <ContextProvider<SignInFlow> context={signing_in}>
            {
                match *here {
                    MainPage::Dashboard => html! { <DashboardPage /> },
                    MainPage::Pilots => html! { <PilotsPage /> },
                    MainPage::Activity => html! { <ActivityPage /> },
                    MainPage::Discord => html! { <DiscordPage /> },
                }
            }
            if *help {
                <HelpOverlay here={*here} letter_keys={are_letter_keys()} on_close={close_help} />
            }
        </ContextProvider<SignInFlow>>
        </ContextProvider<KeptInputs>>
        </ContextProvider<MainWindowContext>>
    }
}

/// A notification that was clicked calls for a card, wherever the user is; on the dashboard that is the board's affair.
#[hook]
fn use_calls(here: MainPage, show_card: &Callback<PilotId>) {
    let show_card = show_card.clone();
    use_effect_with(here, move |here| {
        let hearing = (*here != MainPage::Dashboard)
            .then(|| desk::hear(OpenCard::EVENT, move |called: OpenCard| show_card.emit(called.main)));
        move || drop(hearing)
    });
}

/// The keys that work on every page.
#[hook]
fn use_window_keys(go: &Callback<MainPage>, help: &Callback<()>) {
    let (go, help) = (go.clone(), help.clone());
    use_effect_with((), move |()| {
        let listening = dom::document().map(|document| {
            Listener::new(document.into(), "keydown", move |event| {
                let event = event.unchecked_into::<KeyboardEvent>();
                let (plain, at) = (is_plain(&event), place_of(&event));
                if keys::intent(&event.key(), plain, at) == Some(Intent::Help) {
                    help.emit(());
                } else if let Some(page) = MainPage::of_key(&event.key()).filter(|_| plain && !at.is_field()) {
                    go.emit(page);
                } else {
                    return;
                }
                event.prevent_default();
            })
        });
        move || drop(listening)
    });
}
