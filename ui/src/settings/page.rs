//! The settings window.

use crate::words::core::said;
use std::rc::Rc;

use captrack_contract::commands::{self, Command};
use captrack_contract::{OpenSection, Right, SettingsView};
use captrack_domain::preferences::Preferences;
use yew::prelude::*;

use crate::actions::import::dialog::ImportDialog;
use crate::actions::import::{Importing, use_importing};
use crate::actions::sign_in::{SignInFlow, use_own_sign_in};
use crate::desk::answer::{AskRhythm, OnChange, use_answer};
use crate::desk::files;
use crate::desk::link::{DeskLink, use_own_link};
use crate::desk::notices::PageNotices;
use crate::kit::banner::{Banner, BannerWeight, silent};
use crate::kit::icon::{Drawing, Icon};
use crate::kit::kept_input::KeptInputs;
use crate::kit::states::{Loading, Unreachable};
use crate::platform::dom;
use crate::settings::kept_draft::{self, KeptDraft};
use crate::settings::navigation::Navigation;
use crate::settings::policy_draft::{self, PolicyEdit};
use crate::settings::preview::{PreviewAnswer, PreviewPanel, use_preview};
use crate::settings::rules::alert_rules;
use crate::settings::save_bar::SaveBar;
use crate::settings::section::SettingsPart;
use crate::settings::section_edit::Editing;
use crate::settings::state::{SettingsAction, SettingsState};
use crate::settings::{about, allianceauth, appearance, data, notifications, places, sign_in, snoozes};
use crate::window::notice_line::NoticeLine;
use crate::window::program_silence::use_silence;
use crate::window::theme::use_theme;
use crate::window::undo_key::use_undo_key;
use crate::words::text::{args, say, say_with};
use crate::{desk, words};

/// The program tells when something has changed; this is for what it does not tell, in seconds.
const LOOK_EVERY: u32 = 30;

/// What the section about Discord is drawn from. The section is of another feature than the settings around it.
#[derive(Clone)]
pub struct DiscordSection {
    /// All settings.
    pub view: Rc<SettingsView>,
    /// This computer relays, the latest switch included.
    pub relay: bool,
    /// Its user may look and not change anything.
    pub locked: bool,
    /// The user switches it.
    pub on_relay: Callback<bool>,
}

/// What other features show in the window.
#[derive(Properties, PartialEq)]
pub struct SettingsPageProps {
    /// Draws the section about Discord.
    pub discord: Callback<DiscordSection, Html>,
}

/// The settings window.
#[component]
pub fn SettingsPage(props: &SettingsPageProps) -> Html {
    let state = use_reducer_eq(SettingsState::default);
    let notices = use_reducer(PageNotices::default);
    let section = use_state_eq(|| {
        dom::query_parameter("section").and_then(|name| SettingsPart::named(&name)).unwrap_or_default()
    });
    let typed = use_memo((), |()| KeptInputs::default());
    let is_silent = use_silence();
    let pull = use_pull(&state);
    let link = use_own_link(&notices.dispatcher(), &pull);
    let importing = use_importing(&link);
    let signing_in = use_own_sign_in(&link);
    let told = use_preview(state.draft.clone());
    use_undo_key(&link, state.edited().is_some());
    use_theme(state.preferences().theme);
    use_title();
    use_kept_draft(&state);
    use_calls(&section);
    // Where a reload finds it.
    use_effect_with(*section, |section| dom::set_query_parameters(&[("section", section.name())]));

    let content = match (&state.view, &state.refused) {
        (Some(view), _) => content(*section, &state, view, &link, &importing, &props.discord),
        (None, Some(refusal)) => html! { <Unreachable refusal={refusal.clone()} try_again={pull.clone()} /> },
        (None, None) => html! { <Loading /> },
    };
    let (ondragover, ondragleave, ondrop, dragging) = use_drop(&state, &importing);
    // Who may not edit needs to know nothing of what edits would do.
    let previews = section.has_rules() && (state.may_administer() || state.view.is_none());
    let on_go = {
        let section = section.clone();
        Callback::from(move |to: SettingsPart| section.set(to))
    };
    html! {
        <ContextProvider<DeskLink> context={link.clone()}>
        <ContextProvider<KeptInputs> context={(*typed).clone()}>
        <ContextProvider<SignInFlow> context={signing_in}>
            <div
                class="window is-settings"
                data-page="settings"
                data-dropping={dragging.to_string()}
                {ondragover}
                {ondragleave}
                {ondrop}
            >
                <Navigation here={*section} edited={edited_sections(&state)} needy={needy_sections(&state)} {on_go} />
                <main class="pane">
                    { silent(is_silent) }
                    { banners(&state, &link) }
                    <div class={classes!("settings-body", previews.then_some("has-preview"))}>
                        <div key={section.name()} class="list settings-list" data-section={section.name()}>
                            <div class="settings-column">
                                <h1>{ section.title() }</h1>
                                <p class="lead">{ section.lead() }</p>
                                { locked_note(*section, &state) }
                                { content }
                            </div>
                        </div>
                        if previews {
                            <PreviewPanel draft={state.draft.clone()} told={told.clone()} />
                        }
                    </div>
                    { save_bar(&state, told.as_ref(), &link) }
                </main>
                <NoticeLine {notices} />
                if dragging {
                    <p class="drop-here" aria-hidden="true">{ say("drop-here") }</p>
                }
            </div>
            <ImportDialog {importing} />
        </ContextProvider<SignInFlow>>
        </ContextProvider<KeptInputs>>
        </ContextProvider<DeskLink>>
    }
}

/// Asks for the settings.
#[hook]
fn use_pull(state: &UseReducerHandle<SettingsState>) -> Callback<()> {
    let told = state.dispatcher();
    let rhythm = AskRhythm { every: Some(LOOK_EVERY), on_change: OnChange::AskWithTheSecond };
    use_answer(Some(()), rhythm, move |()| {
        let told = told.clone();
        async move {
            match desk::ask(commands::Settings).await {
                Ok(view) => told.dispatch(SettingsAction::Arrived(Box::new(view))),
                Err(refusal) => told.dispatch(SettingsAction::Refused(refusal)),
            }
        }
    })
}

fn content(
    section: SettingsPart,
    state: &UseReducerHandle<SettingsState>,
    view: &Rc<SettingsView>,
    link: &DeskLink,
    importing: &Importing,
    discord: &Callback<DiscordSection, Html>,
) -> Html {
    let may_administer = state.may_administer();
    let editing = Editing {
        view: view.clone(),
        policy: state.draft.clone().unwrap_or_else(|| Rc::new(view.policy.clone())),
        names: state.names.clone(),
        locked: !may_administer,
        on_edit: {
            let state = state.dispatcher();
            Callback::from(move |edit: PolicyEdit| state.dispatch(SettingsAction::Edit(edit)))
        },
        on_found: {
            let state = state.dispatcher();
            Callback::from(move |found| state.dispatch(SettingsAction::Found(found)))
        },
    };
    let preferences = state.preferences();
    let on_choose = at_once(state, link, |preferences: &Preferences| {
        let command = commands::SavePreferences { preferences: preferences.clone() };
        (SettingsAction::Chosen(Some(preferences.clone())), command, SettingsAction::Chosen(None))
    });
    match section {
        SettingsPart::SignIn => html! { <sign_in::Pilots view={view.clone()} /> },
        SettingsPart::AllianceAuth => {
            html! { <allianceauth::AllianceAuth view={view.clone()} edited={state.edited().is_some()} /> }
        }
        SettingsPart::AlertRules => html! { <alert_rules::AlertRules {editing} /> },
        SettingsPart::Places => html! { <places::Places {editing} /> },
        SettingsPart::Snoozing => html! { <snoozes::Snoozing {editing} /> },
        SettingsPart::Notifications => {
            let paused = state.paused.unwrap_or(view.paused);
            let on_pause = at_once(state, link, |paused: &bool| {
                (
                    SettingsAction::Paused(Some(*paused)),
                    commands::SetPaused { paused: *paused, seconds: None },
                    SettingsAction::Paused(None),
                )
            });
            html! {
                <notifications::Notifications {preferences} {paused} locked={!may_administer} {on_choose} {on_pause} />
            }
        }
        SettingsPart::Discord => {
            let relay = state.relay.unwrap_or(view.relay);
            let on_relay = at_once(state, link, |on: &bool| {
                (SettingsAction::Relay(Some(*on)), commands::SetRelay { on: *on }, SettingsAction::Relay(None))
            });
            discord.emit(DiscordSection { view: view.clone(), relay, locked: !may_administer, on_relay })
        }
        SettingsPart::Appearance => html! { <appearance::Appearance {preferences} {on_choose} /> },
        SettingsPart::Data => {
            html! { <data::Data view={view.clone()} may_import={may_administer} importing={importing.clone()} /> }
        }
        SettingsPart::About => html! { <about::About version={view.version.clone()} /> },
    }
}

/// Something that takes effect at once: it counts from the click on, and is taken back when the desk refuses it.
fn at_once<T: 'static, C: Command + 'static>(
    state: &UseReducerHandle<SettingsState>,
    link: &DeskLink,
    how: fn(&T) -> (SettingsAction, C, SettingsAction),
) -> Callback<T> {
    let (state, link) = (state.dispatcher(), link.clone());
    Callback::from(move |chosen: T| {
        let (now, command, back) = how(&chosen);
        state.dispatch(now);
        let (state, told) = (state.clone(), link.clone());
        link.settle(command, move |answer| {
            if let Err(refusal) = answer {
                state.dispatch(back);
                told.refused(&refusal);
            }
        });
    })
}

fn edited_sections(state: &SettingsState) -> Vec<SettingsPart> {
    let edited =
        |section: &SettingsPart| state.edited().is_some_and(|(in_force, draft)| section.is_edited(in_force, draft));
    SettingsPart::ALL.into_iter().filter(edited).collect()
}

fn needy_sections(state: &SettingsState) -> Vec<SettingsPart> {
    let needy = |section: &SettingsPart| state.view.as_ref().is_some_and(|view| section.needs_user(view));
    SettingsPart::ALL.into_iter().filter(needy).collect()
}

fn banners(state: &UseReducerHandle<SettingsState>, link: &DeskLink) -> Html {
    let go_on = {
        let state = state.dispatcher();
        Callback::from(move |_: MouseEvent| state.dispatch(SettingsAction::GoOn))
    };
    let discard = discard(state, link);
    let n = state.edited().map_or(0, |(in_force, draft)| policy_draft::changes(in_force, draft));
    html! {
        <>
            if let Some(refusal) = state.refused.as_ref().filter(|_| state.view.is_some()) {
                <Banner name="refused" weight={BannerWeight::Trouble} text={refusal.said()} />
            }
            if state.view.as_ref().is_some_and(|view| view.demo) {
                <Banner name="demo" weight={BannerWeight::Note} text={say("banner-demo")} />
            }
            if state.from_before {
                <Banner name="from-before" weight={BannerWeight::Trouble} text={say_with("banner-from-before", &args!("n" => n))}>
                    <button class="button is-small" type="button" data-action="go-on" onclick={go_on}>
                        { say("from-before-go-on") }
                    </button>
                    <button class="button is-small" type="button" data-action="discard-from-before" onclick={discard.reform(|_: MouseEvent| ())}>
                        { say("discard") }
                    </button>
                </Banner>
            }
        </>
    }
}

/// Why a section can only be looked at, and whose the rules are.
fn locked_note(section: SettingsPart, state: &SettingsState) -> Html {
    let Some(view) = &state.view else { return Html::default() };
    let publisher = view.auth.as_ref().filter(|auth| auth.rules_published && section.has_rules());
    let text = match (&view.rights.administer, section.locked_text(), publisher) {
        (Right::Withheld(why), Some(_), Some(auth)) => {
            say_with("locked-published", &args!("server" => auth.server.as_str(), "why" => said(why)))
        }
        (Right::Withheld(why), Some(text), None) => say_with(text, &args!("why" => said(why))),
        (Right::Granted, _, Some(auth)) => say_with("rules-published", &args!("server" => auth.server.as_str())),
        _ => return Html::default(),
    };
    let locked = (!view.rights.administer.is_granted()).then(|| section.name());
    html! {
        <p class="locked-note" role="note" data-locked={locked} data-published={publisher.is_some().to_string()}>
            <Drawing icon={Icon::Info} />
            { text }
        </p>
    }
}

fn discard(state: &UseReducerHandle<SettingsState>, link: &DeskLink) -> Callback<()> {
    let (dispatcher, link) = (state.dispatcher(), link.clone());
    let edited = state.edited().map(|(in_force, draft)| KeptDraft::new(in_force, draft, &state.names));
    Callback::from(move |()| {
        let (undone, edited) = (dispatcher.clone(), edited.clone().map(Box::new));
        dispatcher.dispatch(SettingsAction::Discard);
        let undo = move |()| undone.dispatch(SettingsAction::PutBack(edited.clone()));
        link.done_in_page(say("discarded"), Callback::from(undo));
    })
}

fn save_bar(state: &UseReducerHandle<SettingsState>, told: Option<&PreviewAnswer>, link: &DeskLink) -> Html {
    let Some((in_force, draft)) = state.edited() else {
        return Html::default();
    };
    let by_the_desk = told.filter(|told| told.policy == *draft).and_then(PreviewAnswer::refused);
    let refused = draft.validate().err().as_ref().map(words::policy_error).or(by_the_desk);
    let on_save = {
        let (dispatcher, link, draft) = (state.dispatcher(), link.clone(), draft.clone());
        let n = policy_draft::changes(in_force, &draft);
        Callback::from(move |()| {
            dispatcher.dispatch(SettingsAction::Saving(true));
            let (dispatcher, told) = (dispatcher.clone(), link.clone());
            let (command, saved) = (commands::SavePolicy { policy: (*draft).clone() }, draft.clone());
            link.settle_edit(command, move |answer| match answer {
                Ok(((), edit)) => {
                    dispatcher.dispatch(SettingsAction::Saved(saved));
                    told.done_with_undo(say_with("changes-saved", &args!("n" => n)), edit);
                }
                Err(refusal) => {
                    dispatcher.dispatch(SettingsAction::Saving(false));
                    told.refused(&refusal);
                }
            });
        })
    };
    html! {
        <SaveBar
            in_force={in_force.clone()}
            draft={(**draft).clone()}
            {refused}
            saving={state.saving}
            {on_save}
            on_discard={discard(state, link)}
        />
    }
}

/// Another window leads to a section, wherever the user is.
#[hook]
fn use_calls(section: &UseStateHandle<SettingsPart>) {
    let section = section.setter();
    use_effect_with((), move |()| {
        let hearing = desk::hear(OpenSection::EVENT, move |called: OpenSection| {
            if let Some(to) = SettingsPart::named(called.section.name()) {
                section.set(to);
            }
        });
        move || drop(hearing)
    });
}

/// The window is called by what it shows.
#[hook]
fn use_title() {
    use_effect_with((), |()| {
        if let Some(document) = dom::document() {
            document.set_title(&say("settings-title"));
        }
    });
}

/// Keeps edited rules while the window is closed, and has them again when it is opened.
#[hook]
fn use_kept_draft(state: &UseReducerHandle<SettingsState>) {
    {
        let dispatcher = state.dispatcher();
        use_effect_with(state.view.is_some(), move |arrived| {
            if *arrived {
                dispatcher.dispatch(SettingsAction::LookedBack(kept_draft::kept().map(Box::new)));
            }
        });
    }
    let edited = state.edited().map(|(in_force, draft)| KeptDraft::new(in_force, draft, &state.names));
    use_effect_with((state.looked_back, edited), |(looked_back, edited)| {
        // Before the window has looked back there may be a draft that it does not know of yet.
        if *looked_back {
            kept_draft::keep(edited.as_ref());
        }
    });
}

type OnDrag = Callback<DragEvent>;

/// A file that is dropped on the window is taken in.
#[hook]
fn use_drop(state: &SettingsState, importing: &Importing) -> (OnDrag, OnDrag, OnDrag, bool) {
    let over = use_state_eq(|| false);
    let welcome = state.may_administer();
    let brings_files =
        |event: &DragEvent| event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0));
    let ondragover = {
        let over = over.clone();
        Callback::from(move |event: DragEvent| {
            if brings_files(&event) {
                // What is not refused here may be dropped; elsewhere the window would open the file instead of the page.
                event.prevent_default();
                over.set(welcome);
            }
        })
    };
    let ondragleave = {
        let over = over.clone();
        Callback::from(move |event: DragEvent| {
            // Leaving one element for another inside is no leaving.
            if event.related_target().is_none() {
                over.set(false);
            }
        })
    };
    let ondrop = {
        let (over, importing) = (over.clone(), importing.clone());
        Callback::from(move |event: DragEvent| {
            over.set(false);
            let file = event.data_transfer().and_then(|data| files::first(data.files()));
            if let Some(file) = file {
                event.prevent_default();
                if welcome {
                    importing.take(file, None);
                }
            }
        })
    };
    (ondragover, ondragleave, ondrop, *over)
}
