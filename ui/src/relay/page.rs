//! The Discord page: whether this desk relays, what waits, what became of the last messages, and the next one as Discord shows it.

use crate::words::core::said;
use captrack_contract::{DiscordView, Page, Right, SettingsSection, WindowCommand, commands};
use yew::prelude::*;

use crate::desk::link::{use_link, use_own_link};
use crate::kit::banner::{Banner, BannerWeight};
use crate::kit::icon::{Drawing, Icon};
use crate::kit::switch::Switch;
use crate::platform::shared::SharedRef;
use crate::relay::preview::Preview;
use crate::relay::queue::Queue;
use crate::relay::state::{RelayAction, use_relay};
use crate::window::context::use_main_window;
use crate::window::scaffold::{PageParts, banners, not_there_yet, scaffold};
use crate::window::theme::use_theme_once_known;
use crate::words;
use crate::words::text::say;

/// The page.
#[component]
pub fn DiscordPage() -> Html {
    let window = use_main_window();
    let relay = use_relay();
    let link = use_own_link(&window.notices.dispatcher(), &relay.pull);
    let preferences = window.surroundings.preferences.as_ref();
    use_theme_once_known(preferences.map(|preferences| preferences.theme));
    let on_switch = {
        let (state, link) = (relay.state.dispatcher(), link.clone());
        use_callback((), move |on: bool, ()| {
            state.dispatch(RelayAction::Switched(Some(on)));
            let (state, told) = (state.clone(), link.clone());
            link.settle(commands::SetRelay { on }, move |answer| {
                if let Err(refusal) = answer {
                    state.dispatch(RelayAction::Switched(None));
                    told.refused(&refusal);
                }
            });
        })
    };
    // Before it is known what the user may do, they may look.
    let administer = window.surroundings.overview.as_ref().map(|overview| &overview.status.rights.administer);
    let may_administer = administer.is_some_and(Right::is_granted);
    let content = match (&relay.state.view, &relay.state.refused) {
        (Some(view), _) => html! {
            <Content view={view.clone()} on={relay.state.is_on()} {may_administer} on_switch={on_switch} />
        },
        (None, refused) => not_there_yet(refused.as_ref(), &relay.pull),
    };
    let parts = PageParts {
        top: html! { <Top /> },
        banners: html! {
            <>
                { banners(&window, relay.state.view.is_some(), relay.state.refused.as_ref()) }
                if let Some(Right::Withheld(why)) = administer {
                    <Banner name="withheld" weight={BannerWeight::Note} text={said(why)} />
                }
            </>
        },
        content: html! {
            <div class="list is-relay" tabindex="0" role="region" aria-label={say("discord-page")} data-list="discord">
                { content }
            </div>
        },
        panels: Html::default(),
    };
    scaffold("discord", &window, link, parts)
}

/// The name of the page and the way to the settings.
#[component]
fn Top() -> Html {
    html! {
        <header class="top-bar is-page">
            <h1 class="top-name">{ say("discord-page") }</h1>
            <div class="top-actions is-end"><ToSettings primary=false /></div>
        </header>
    }
}

#[derive(Properties, PartialEq)]
struct ToSettingsProps {
    primary: bool,
}

/// The way to the settings, where webhooks are set.
#[component]
fn ToSettings(props: &ToSettingsProps) -> Html {
    let link = use_link();
    let onclick = Callback::from(move |_: MouseEvent| {
        link.ask_window(WindowCommand::Open { page: Page::Settings, section: Some(SettingsSection::Discord) });
    });
    let action = if props.primary { "set-webhooks" } else { "discord-settings" };
    html! {
        <button class={classes!("button", props.primary.then_some("is-primary"))} type="button" data-action={action} {onclick}>
            <Drawing icon={Icon::Settings} size={14} />
            { say("discord-settings") }
        </button>
    }
}

#[derive(Properties, PartialEq)]
struct ContentProps {
    view: SharedRef<DiscordView>,
    /// The relay is on, the latest press included.
    on: bool,
    may_administer: bool,
    on_switch: Callback<bool>,
}

/// Nothing is set up: no address, nothing that waits, no history.
fn is_bare(view: &DiscordView) -> bool {
    view.queues.iter().all(|queue| {
        queue.masked_url.is_none()
            && queue.waiting == 0
            && queue.deliveries.is_empty()
            && queue.undeliverable.is_empty()
    })
}

#[component]
fn Content(props: &ContentProps) -> Html {
    let ContentProps { view, on, may_administer, on_switch } = props;
    if is_bare(view) {
        return html! {
            <div class="state" data-state="not-set" role="status">
                <Drawing icon={Icon::Discord} size={28} />
                <h2>{ say("discord-not-set") }</h2>
                <p>{ say("discord-not-set-how") }</p>
                <ToSettings primary=true />
            </div>
        };
    }
    html! {
        <div class="relay">
            <div class="relay-queues">
                <section class="panel is-switches" data-part="relay">
                    <Switch
                        name="relay"
                        label={say("relay")}
                        meaning={say(if *on { "relay-meaning" } else { "discord-off" })}
                        on={*on}
                        locked={!may_administer}
                        on_switch={on_switch.clone()}
                    />
                </section>
                for queue in &view.queues {
                    <Queue
                        key={words::webhook_name(queue.webhook)}
                        queue={queue.clone()}
                        on={*on}
                        may_administer={*may_administer}
                    />
                }
            </div>
            <Preview body={view.preview.clone()} is_next={view.preview_is_next} />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use captrack_contract::QueueView;
    use captrack_domain::relay_options::RelayOptions;
    use captrack_domain::webhook_name::WebhookName;

    use super::*;

    #[test]
    fn only_a_relay_without_address_and_history_is_bare() {
        let queue = QueueView {
            webhook: WebhookName::Standard,
            masked_url: None,
            trouble: None,
            trouble_text: None,
            waiting: 0,
            last_delivery: None,
            next: vec![],
            deliveries: vec![],
            undeliverable: vec![],
            limit: None,
            paused_until: None,
        };
        let view = |queue| DiscordView {
            on: false,
            options: RelayOptions::default(),
            queues: vec![queue],
            preview: None,
            preview_is_next: false,
        };
        assert!(is_bare(&view(queue.clone())));
        assert!(!is_bare(&view(QueueView { waiting: 1, ..queue.clone() })));
        assert!(!is_bare(&view(QueueView { masked_url: Some("https://…".into()), ..queue })));
    }
}
