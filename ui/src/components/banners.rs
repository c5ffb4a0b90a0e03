//! What the main window has to say above its cards.

use captrack_contract::{DeskStatus, Monitoring, Page, ProblemKind, SettingsSection, WindowCommand};
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
    for problem in status.problems.iter().filter(|problem| !is_said_otherwise(problem.kind, status)) {
        let (name, settings) = of_problem(problem.kind);
        say_it(name, Weight::Trouble, problem.sentence.clone().into(), settings);
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

/// Whether another banner says it already.
fn is_said_otherwise(kind: ProblemKind, status: &DeskStatus) -> bool {
    match kind {
        ProblemKind::EveSilent => status.trouble.is_some(),
        ProblemKind::AllianceAuthSilent => status.auth_trouble.is_some(),
        ProblemKind::WebhookRefused | ProblemKind::DiscordUnreachable => status.relay_trouble.is_some(),
        _ => false,
    }
}

/// The name of a problem's banner, and where in the settings something can be done about it.
const fn of_problem(kind: ProblemKind) -> (&'static str, Option<SettingsSection>) {
    match kind {
        ProblemKind::EveSilent => ("eve-silent", None),
        ProblemKind::AllianceAuthSilent => ("auth-silent", Some(SettingsSection::AllianceAuth)),
        ProblemKind::EveOutOfSight => ("out-of-sight", None),
        ProblemKind::AllianceAuthOutOfSight => ("auth-out-of-sight", Some(SettingsSection::AllianceAuth)),
        ProblemKind::SignInsRefused => ("sign-in-again", Some(SettingsSection::SignIn)),
        ProblemKind::RosterShrunk => ("roster-shrunk", Some(SettingsSection::AllianceAuth)),
        ProblemKind::WebhookRefused => ("webhook-refused", Some(SettingsSection::Discord)),
        ProblemKind::DiscordUnreachable => ("discord-unreachable", Some(SettingsSection::Discord)),
        ProblemKind::CannotNotify => ("cannot-notify", None),
        ProblemKind::CannotSave => ("cannot-save", None),
        ProblemKind::Crashed => ("crashed", None),
        ProblemKind::ClockWrong => ("clock-wrong", None),
    }
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
    use captrack_contract::Problem;

    use super::*;
    use crate::fixtures::status;

    fn names(status: &DeskStatus) -> Vec<&'static str> {
        sayings(status).iter().map(|saying| saying.name).collect()
    }

    #[test]
    fn a_desk_that_is_well_says_nothing() {
        assert!(names(&status()).is_empty());
    }

    fn problem(kind: ProblemKind) -> Problem {
        Problem { kind, since: None, sentence: "EVE refuses something.".into(), urgent: true }
    }

    #[test]
    fn what_hides_alerts_comes_first() {
        let mut desk = status();
        desk.demo = true;
        desk.other_servers = Some("http://localhost:9000".into());
        desk.relay_trouble = Some("Discord no longer knows this webhook.".into());
        desk.problems = vec![problem(ProblemKind::EveOutOfSight), problem(ProblemKind::SignInsRefused)];
        desk.auth_trouble = Some("Test Auth does not answer.".into());
        desk.trouble = Some("EVE does not answer.".into());
        desk.monitoring = Monitoring::Paused;
        assert_eq!(
            names(&desk),
            [
                "paused",
                "trouble",
                "out-of-sight",
                "sign-in-again",
                "auth-trouble",
                "relay-trouble",
                "other-servers",
                "demo"
            ]
        );
    }

    #[test]
    fn what_is_said_already_is_not_said_twice() {
        let mut desk = status();
        let kinds = [ProblemKind::EveSilent, ProblemKind::AllianceAuthSilent, ProblemKind::WebhookRefused];
        desk.problems = kinds.map(problem).to_vec();
        assert_eq!(names(&desk), ["eve-silent", "auth-silent", "webhook-refused"]);
        desk.trouble = Some("EVE does not answer.".into());
        desk.auth_trouble = Some("Test Auth does not answer.".into());
        desk.relay_trouble = Some("Discord no longer knows this webhook.".into());
        assert_eq!(names(&desk), ["trouble", "auth-trouble", "relay-trouble"]);
    }

    #[test]
    fn the_way_to_the_settings_leads_to_where_it_can_be_put_right() {
        let mut desk = status();
        desk.relay_trouble = Some("Discord no longer knows this webhook.".into());
        desk.auth_trouble = Some("Test Auth does not answer.".into());
        desk.problems = vec![problem(ProblemKind::SignInsRefused)];
        let sections: Vec<_> = sayings(&desk).iter().map(|saying| saying.settings).collect();
        let wanted = [SettingsSection::SignIn, SettingsSection::AllianceAuth, SettingsSection::Discord];
        assert_eq!(sections, wanted.map(Some));
    }

    #[test]
    fn messages_that_wait_for_discord_are_counted() {
        let mut desk = status();
        desk.relay_trouble = Some("Discord does not answer.".into());
        desk.relay_waiting = 3;
        assert_eq!(sayings(&desk)[0].text, "Discord does not answer. 3 messages wait and will be sent later.");
    }
}
