//! What the main window has to say above its cards.

use captrack_contract::{DeskStatus, Monitoring, Page, SettingsSection, WindowCommand};
use yew::prelude::*;

use crate::components::banner::{Banner, Weight};
use crate::link::use_link;
use crate::shared::Shared;
use crate::text::{args, say, say_with};

/// What a desk's status gives rise to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// Its name in attributes.
    pub name: &'static str,
    /// How much it matters.
    pub weight: Weight,
    /// What it says.
    pub text: AttrValue,
    /// Where in the settings something can be done.
    pub settings: Option<SettingsSection>,
}

/// Everything there is to say, what hides alerts first.
pub fn sayings(status: &DeskStatus) -> Vec<Saying> {
    let mut sayings = Vec::new();
    let mut say_it = |name, weight, text, settings| {
        sayings.push(Saying { name, weight, text, settings });
    };
    if status.monitoring == Monitoring::Paused {
        say_it("paused", Weight::Trouble, say("banner-paused"), None);
    }
    if let Some(trouble) = &status.trouble {
        say_it("trouble", Weight::Trouble, trouble.clone().into(), None);
    }
    if let Some(first) = status.need_sign_in.first() {
        let text = say_with(
            "banner-sign-in-again",
            &args!("pilot" => first.as_str(), "others" => status.need_sign_in.len() - 1),
        );
        say_it("sign-in-again", Weight::Trouble, text, Some(SettingsSection::SignIn));
    }
    if let Some(trouble) = &status.auth_trouble {
        say_it("auth-trouble", Weight::Trouble, trouble.clone().into(), Some(SettingsSection::AllianceAuth));
    }
    if let Some(trouble) = &status.relay_trouble {
        let text = if status.relay_waiting > 0 {
            say_with("banner-relay-waiting", &args!("trouble" => trouble.as_str(), "n" => status.relay_waiting))
        } else {
            trouble.clone().into()
        };
        say_it("relay-trouble", Weight::Trouble, text, Some(SettingsSection::Discord));
    }
    if let Some(servers) = &status.other_servers {
        let text = say_with("banner-other-servers", &args!("servers" => servers.as_str()));
        say_it("other-servers", Weight::Note, text, None);
    }
    if status.demo {
        say_it("demo", Weight::Note, say("banner-demo"), None);
    }
    sayings
}

/// Whose banners.
#[derive(Properties, PartialEq)]
pub struct BannersProps {
    /// How the desk is doing.
    pub status: Shared<DeskStatus>,
}

/// The banners of the main window.
#[component]
pub fn Banners(props: &BannersProps) -> Html {
    let link = use_link();
    let settings = |section: SettingsSection| {
        let link = link.clone();
        Callback::from(move |_: MouseEvent| {
            link.ask_window(WindowCommand::Open { page: Page::Settings, section: Some(section) });
        })
    };
    html! {
        for saying in sayings(&props.status) {
            <Banner key={saying.name} name={saying.name} weight={saying.weight} text={saying.text}>
                if let Some(section) = saying.settings {
                    <button
                        class="button is-small"
                        type="button"
                        data-action="open-settings"
                        onclick={settings(section)}
                    >
                        { say("open-settings") }
                    </button>
                }
            </Banner>
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::status;

    fn names(status: &DeskStatus) -> Vec<&'static str> {
        sayings(status).iter().map(|saying| saying.name).collect()
    }

    #[test]
    fn a_desk_that_is_well_says_nothing() {
        assert!(names(&status()).is_empty());
    }

    #[test]
    fn what_hides_alerts_comes_first() {
        let mut desk = status();
        desk.demo = true;
        desk.other_servers = Some("http://localhost:9000".into());
        desk.relay_trouble = Some("Discord no longer knows this webhook.".into());
        desk.need_sign_in = vec!["Kara Volkov".into()];
        desk.auth_trouble = Some("Test Auth does not answer.".into());
        desk.trouble = Some("EVE does not answer.".into());
        desk.monitoring = Monitoring::Paused;
        assert_eq!(
            names(&desk),
            ["paused", "trouble", "sign-in-again", "auth-trouble", "relay-trouble", "other-servers", "demo"]
        );
    }

    #[test]
    fn the_way_to_the_settings_leads_to_where_it_can_be_put_right() {
        let mut desk = status();
        desk.relay_trouble = Some("Discord no longer knows this webhook.".into());
        desk.auth_trouble = Some("Test Auth does not answer.".into());
        desk.need_sign_in = vec!["Kara Volkov".into()];
        let sections: Vec<_> = sayings(&desk).iter().map(|saying| saying.settings).collect();
        let wanted = [SettingsSection::SignIn, SettingsSection::AllianceAuth, SettingsSection::Discord];
        assert_eq!(sections, wanted.map(Some));
    }

    #[test]
    fn those_who_must_sign_in_again_are_named_and_counted() {
        let mut desk = status();
        desk.need_sign_in = vec!["Kara Volkov".into()];
        let text = |desk: &DeskStatus| sayings(desk)[0].text.to_string();
        assert!(text(&desk).starts_with("Kara Volkov must sign in again"));
        desk.need_sign_in = vec!["Kara Volkov".into(), "Sten Dalgaard".into()];
        assert!(text(&desk).starts_with("Kara Volkov and one other pilot must sign in again"));
        desk.need_sign_in.push("Xin Blackwood".into());
        assert!(text(&desk).starts_with("Kara Volkov and 2 other pilots must sign in again"));
    }

    #[test]
    fn messages_that_wait_for_discord_are_counted() {
        let mut desk = status();
        desk.relay_trouble = Some("Discord does not answer.".into());
        desk.relay_waiting = 3;
        assert_eq!(sayings(&desk)[0].text, "Discord does not answer. 3 messages wait and will be sent later.");
    }
}
