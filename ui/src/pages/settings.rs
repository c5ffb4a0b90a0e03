//! The settings window.

mod about;
mod alert_rules;
mod appearance;
mod data;
mod discord;
mod notifications;
mod pilots;
mod section;
mod snoozing;
mod webhook;

use std::cell::Cell;
use std::rc::Rc;

use captrack_contract::{Command, Preferences, Reply, SettingsView};
use yew::prelude::*;

use crate::clock;
use crate::components::banner::{Banner, Weight};
use crate::components::notice_line::NoticeLine;
use crate::components::save_bar::SaveBar;
use crate::components::states::{Loading, Unreachable};
use crate::desk;
use crate::dom;
use crate::link::{Link, Puller};
use crate::notices::Notices;
use crate::settings_state::{Action, Edit, SettingsState};
use crate::text::{args, say, say_with};
use crate::theme::use_theme;
use section::Section;

/// No event tells this window that a webhook took a message or a pilot lost their sign-in.
const LOOKS_EVERY_SECONDS: u32 = 5;

/// The settings window.
#[component]
pub fn SettingsPage() -> Html {
    let state = use_reducer_eq(SettingsState::default);
    let notices = use_reducer(Notices::default);
    let section =
        use_state_eq(|| dom::query_parameter("section").and_then(|name| Section::named(&name)).unwrap_or_default());
    let pull = use_pull(&state);
    let link = {
        let (notices, pull) = (notices.dispatcher(), pull.clone());
        (*use_memo((), move |()| Link::new(notices, pull))).clone()
    };
    use_theme(state.preferences().theme);

    let content = match (&state.view, &state.refused) {
        (Some(view), _) => content(*section, &state, view, &link),
        (None, Some(refusal)) => {
            html! { <Unreachable refusal={refusal.clone()} try_again={pull.clone()} /> }
        }
        (None, None) => html! { <Loading /> },
    };
    html! {
        <ContextProvider<Link> context={link.clone()}>
            <div class="window is-settings" data-page="settings">
                { navigation(&section, &state) }
                <main class="pane">
                    if let Some(refusal) = state.refused.as_ref().filter(|_| state.view.is_some()) {
                        <Banner name="refused" weight={Weight::Trouble} text={refusal.sentence.clone()} />
                    }
                    if state.view.as_ref().is_some_and(|view| view.demo) {
                        <Banner name="demo" weight={Weight::Note} text={say("banner-demo")} />
                    }
                    <div key={section.name()} class="list settings-list" data-section={section.name()}>
                        <div class="settings-column">
                            <h1>{ section.title() }</h1>
                            <p class="lead">{ section.lead() }</p>
                            { content }
                        </div>
                    </div>
                    { save_bar(&state, &link) }
                </main>
                <NoticeLine {notices} />
            </div>
        </ContextProvider<Link>>
    }
}

fn content(section: Section, state: &UseReducerHandle<SettingsState>, view: &Rc<SettingsView>, link: &Link) -> Html {
    let policy = state.draft.as_deref().unwrap_or(&view.policy).clone();
    let on_edit = {
        let state = state.dispatcher();
        Callback::from(move |edit: Edit| state.dispatch(Action::Edit(edit)))
    };
    let on_choose = {
        let (state, link) = (state.dispatcher(), link.clone());
        Callback::from(move |preferences: Preferences| {
            state.dispatch(Action::Chosen(Some(preferences.clone())));
            let (state, told) = (state.clone(), link.clone());
            link.settle(Command::SavePreferences { preferences }, move |answer| {
                if let Err(refusal) = answer {
                    state.dispatch(Action::Chosen(None));
                    told.refused(&refusal);
                }
            });
        })
    };
    match section {
        Section::SignIn => html! { <pilots::Pilots view={view.clone()} /> },
        Section::AlertRules => html! { <alert_rules::AlertRules view={view.clone()} {policy} {on_edit} /> },
        Section::Snoozing => html! { <snoozing::Snoozing {policy} {on_edit} /> },
        Section::Notifications => {
            html! { <notifications::Notifications preferences={state.preferences()} {on_choose} /> }
        }
        Section::Discord => {
            let on_relay = on_relay(state, link);
            let relay = state.relay.unwrap_or(view.relay);
            html! { <discord::Discord view={view.clone()} {relay} {on_relay} /> }
        }
        Section::Appearance => {
            html! { <appearance::Appearance preferences={state.preferences()} {on_choose} /> }
        }
        Section::Data => html! { <data::Data view={view.clone()} /> },
        Section::About => html! { <about::About version={view.version.clone()} /> },
    }
}

fn on_relay(state: &UseReducerHandle<SettingsState>, link: &Link) -> Callback<bool> {
    let (state, link) = (state.dispatcher(), link.clone());
    Callback::from(move |on: bool| {
        state.dispatch(Action::Relay(Some(on)));
        let (state, told) = (state.clone(), link.clone());
        link.settle(Command::SetRelay { on }, move |answer| {
            if let Err(refusal) = answer {
                state.dispatch(Action::Relay(None));
                told.refused(&refusal);
            }
        });
    })
}

fn navigation(section: &UseStateHandle<Section>, state: &SettingsState) -> Html {
    let edited = |of: Section| match (&state.view, &state.draft) {
        (Some(view), Some(draft)) => of.is_edited(&view.policy, draft),
        _ => false,
    };
    let needs_user = |of: Section| state.view.as_ref().is_some_and(|view| of.needs_user(view));
    html! {
        <nav class="settings-nav" aria-label={say("settings")}>
            <p class="settings-name">{ say("settings") }</p>
            for of in Section::ALL {
                <button
                    key={of.name()}
                    class={classes!("settings-link", (of == **section).then_some("is-here"))}
                    type="button"
                    data-go={of.name()}
                    aria-current={(of == **section).then_some("page")}
                    onclick={
                        let section = section.clone();
                        move |_: MouseEvent| section.set(of)
                    }
                >
                    { of.title() }
                    if edited(of) {
                        <i class="mark-edited" title={say("edited")}><span class="unseen">{ say("edited") }</span></i>
                    } else if needs_user(of) {
                        <i class="mark-trouble" title={say("needs-you")}><span class="unseen">{ say("needs-you") }</span></i>
                    }
                </button>
            }
            <p class="settings-hint">{ say("settings-hint") }</p>
        </nav>
    }
}

fn save_bar(state: &UseReducerHandle<SettingsState>, link: &Link) -> Html {
    let (Some(view), Some(draft)) = (&state.view, &state.draft) else {
        return Html::default();
    };
    let on_discard = {
        let state = state.dispatcher();
        Callback::from(move |()| state.dispatch(Action::Edit(Edit::Discard)))
    };
    let on_save = {
        let (state, link, draft) = (state.dispatcher(), link.clone(), draft.clone());
        let n = crate::policy_draft::changes(&view.policy, &draft);
        Callback::from(move |()| {
            state.dispatch(Action::Saving(true));
            let (state, told) = (state.clone(), link.clone());
            let command = Command::SavePolicy { policy: (*draft).clone() };
            link.settle(command, move |answer| {
                state.dispatch(Action::Saving(false));
                match answer {
                    Ok(_) => told.done(say_with("changes-saved", &args!("n" => n))),
                    Err(refusal) => told.refused(&refusal),
                }
            });
        })
    };
    html! {
        <SaveBar
            in_force={view.policy.clone()}
            draft={(**draft).clone()}
            saving={state.saving}
            {on_save}
            {on_discard}
        />
    }
}

/// Asks for the settings: at first, after every command, and now and then, for what changes without the user.
#[hook]
fn use_pull(state: &UseReducerHandle<SettingsState>) -> Callback<()> {
    let state = state.dispatcher();
    let puller = use_memo((), |()| Rc::new(Puller::default()));
    let pull = use_callback((), move |(), ()| {
        let state = state.clone();
        puller.pull(move || {
            let state = state.clone();
            async move {
                match desk::ask(&Command::Settings).await {
                    Ok(Reply::Settings(view)) => state.dispatch(Action::Arrived(view)),
                    Ok(_) => {}
                    Err(refusal) => state.dispatch(Action::Refused(refusal)),
                }
            }
        });
    });
    {
        let pull = pull.clone();
        use_effect_with((), move |()| {
            pull.emit(());
            let seconds = Cell::new(0);
            let listening = clock::every_second(move |_| {
                seconds.set((seconds.get() + 1) % LOOKS_EVERY_SECONDS);
                if seconds.get() == 0 {
                    pull.emit(());
                }
            });
            move || drop(listening)
        });
    }
    pull
}
