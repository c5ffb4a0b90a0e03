//! What the main window has to say above its cards.

use captrack_contract::{DeskStatus, MonitoringState, Page, ProblemKind, SettingsSection, WindowCommand};
use captrack_domain::words::eve_date_time;
use yew::prelude::*;

use crate::desk::link::use_link;
use crate::kit::banner::{Banner, BannerWeight};
use crate::platform::shared::SharedRef;
use crate::window::window_status::WindowStatus;
use crate::words::text::{args, say, say_with};

/// What a desk's status gives rise to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusBanners {
    /// Its name in attributes.
    pub name: &'static str,
    /// How much it matters.
    pub weight: BannerWeight,
    /// What it says.
    pub text: AttrValue,
    /// Where in the settings something can be done.
    pub settings: Option<SettingsSection>,
}

/// Everything there is to say, what hides alerts first.
pub fn sayings(status: &DeskStatus) -> Vec<StatusBanners> {
    let mut sayings = Vec::new();
    let mut say_it = |name, weight, text, settings| {
        sayings.push(StatusBanners { name, weight, text, settings });
    };
    if status.monitoring == MonitoringState::Paused {
        let text = match (status.paused_until, status.paused_since) {
            (Some(until), _) => say_with("banner-paused-until", &args!("time" => eve_date_time(until))),
            (None, Some(since)) => say_with("banner-paused-since", &args!("time" => eve_date_time(since))),
            (None, None) => say("banner-paused"),
        };
        say_it("paused", BannerWeight::Trouble, text, None);
    }
    if let Some(trouble) = status.said_trouble() {
        say_it("trouble", BannerWeight::Trouble, trouble.into(), None);
    }
    let (urgent, others): (Vec<_>, Vec<_>) = status
        .problems
        .iter()
        .filter(|problem| !is_said_otherwise(problem.kind, status))
        .partition(|problem| problem.urgent);
    for problem in urgent {
        let (name, settings) = of_problem(problem.kind);
        say_it(name, BannerWeight::Trouble, problem.said().into(), settings);
    }
    if let Some(trouble) = status.said_auth_trouble() {
        say_it("auth-trouble", BannerWeight::Trouble, trouble.into(), Some(SettingsSection::AllianceAuth));
    }
    if let Some(trouble) = status.said_relay_trouble() {
        let text = if status.relay_waiting > 0 {
            say_with("banner-relay-waiting", &args!("trouble" => trouble.as_str(), "n" => status.relay_waiting))
        } else {
            trouble.into()
        };
        say_it("relay-trouble", BannerWeight::Trouble, text, Some(SettingsSection::Discord));
    }
    for problem in others {
        let (name, settings) = of_problem(problem.kind);
        say_it(name, BannerWeight::Trouble, problem.said().into(), settings);
    }
    if let Some(servers) = &status.other_servers {
        let text = say_with("banner-other-servers", &args!("servers" => servers.as_str()));
        say_it("other-servers", BannerWeight::Note, text, None);
    }
    if status.demo {
        say_it("demo", BannerWeight::Note, say("banner-demo"), None);
    }
    sayings
}

/// Whether another banner says it already.
fn is_said_otherwise(kind: ProblemKind, status: &DeskStatus) -> bool {
    match kind {
        ProblemKind::Paused => status.monitoring == MonitoringState::Paused,
        ProblemKind::EveSilent => status.trouble.is_some(),
        ProblemKind::AllianceAuthSilent | ProblemKind::AllianceAuthRefused => status.auth_trouble.is_some(),
        ProblemKind::WebhookRefused | ProblemKind::DiscordUnreachable => status.relay_trouble.is_some(),
        _ => false,
    }
}

/// The name of a problem's banner, and where in the settings something can be done about it.
const fn of_problem(kind: ProblemKind) -> (&'static str, Option<SettingsSection>) {
    match kind {
        ProblemKind::Paused => ("paused", None),
        ProblemKind::EveSilent => ("eve-silent", None),
        ProblemKind::AllianceAuthSilent => ("auth-silent", Some(SettingsSection::AllianceAuth)),
        ProblemKind::AllianceAuthRefused => ("auth-refused", Some(SettingsSection::AllianceAuth)),
        ProblemKind::EveOutOfSight => ("out-of-sight", None),
        ProblemKind::AllianceAuthOutOfSight => ("auth-out-of-sight", Some(SettingsSection::AllianceAuth)),
        ProblemKind::SignInsRefused => ("sign-in-again", Some(SettingsSection::SignIn)),
        ProblemKind::RosterShrunk => ("roster-shrunk", Some(SettingsSection::AllianceAuth)),
        ProblemKind::CoverageDropped => ("coverage-dropped", Some(SettingsSection::AllianceAuth)),
        ProblemKind::WebhookRefused => ("webhook-refused", Some(SettingsSection::Discord)),
        ProblemKind::DiscordUnreachable => ("discord-unreachable", Some(SettingsSection::Discord)),
        ProblemKind::CannotNotify => ("cannot-notify", None),
        ProblemKind::CannotSave => ("cannot-save", None),
        ProblemKind::WindowLost => ("window-lost", None),
        ProblemKind::DiskLow => ("disk-low", None),
        ProblemKind::DataAtRisk => ("data-at-risk", None),
        ProblemKind::Crashed => ("crashed", None),
        ProblemKind::ClockWrong => ("clock-wrong", None),
    }
}

/// So many troubles are shown above the board before the rest is folded away.
const ON_BOARD: usize = 3;
/// And above the other pages, which have less to do with them.
const ELSEWHERE: usize = 1;

/// How many of so many troubles are shown while the others are folded away; the line that counts those takes the place of one.
const fn unfolded(troubles: usize, most: usize) -> usize {
    if troubles <= most {
        troubles
    } else if most > 1 {
        most - 1
    } else {
        1
    }
}

/// Whose banners.
#[derive(Properties, PartialEq)]
pub struct BannersProps {
    /// How the desk is doing.
    pub status: SharedRef<DeskStatus>,
    /// Above another page than the board: only what does not work as it should.
    #[prop_or_default]
    pub elsewhere: bool,
}

/// The banners of the main window. Many troubles are folded to the worst of them and their number.
#[component]
pub fn Banners(props: &BannersProps) -> Html {
    let link = use_link();
    let is_open = use_state_eq(|| false);
    let settings = |section: SettingsSection| {
        let link = link.clone();
        Callback::from(move |_: MouseEvent| {
            link.ask_window(WindowCommand::Open { page: Page::Settings, section: Some(section) });
        })
    };
    let (troubles, notes): (Vec<_>, Vec<_>) =
        sayings(&props.status).into_iter().partition(|saying| saying.weight == BannerWeight::Trouble);
    let most = if props.elsewhere { ELSEWHERE } else { ON_BOARD };
    let folded = troubles.len() - unfolded(troubles.len(), most);
    let shown = if *is_open { troubles.len() } else { troubles.len() - folded };
    let toggle = {
        let (is_open, open) = (is_open.setter(), !*is_open);
        Callback::from(move |_: MouseEvent| is_open.set(open))
    };
    let strip = |saying: &StatusBanners| {
        html! {
            <Banner key={saying.name} name={saying.name} weight={saying.weight} text={saying.text.clone()}>
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
    };
    html! {
        <>
            for saying in troubles.iter().take(shown) {
                { strip(saying) }
            }
            if folded > 0 {
                <Banner
                    key="more"
                    name="more"
                    weight={BannerWeight::Trouble}
                    text={if *is_open { say("banner-all-shown") } else { say_with("banner-more", &args!("n" => folded)) }}
                >
                    <button
                        class="button is-small"
                        type="button"
                        data-action="more-problems"
                        aria-expanded={is_open.to_string()}
                        onclick={toggle}
                    >
                        { say(if *is_open { "banner-fewer" } else { "banner-all" }) }
                    </button>
                </Banner>
            }
            for note in notes.iter().filter(|_| !props.elsewhere) {
                { strip(note) }
            }
        </>
    }
}

/// What does not work as it should, above another page than the board.
pub fn problems(surroundings: &WindowStatus) -> Html {
    // A part of what is known, which is drawn again when anything of it changes.
    let status = surroundings.overview.as_ref().map(|overview| SharedRef::new(overview.status.clone()));
    html! {
        if let Some(status) = status {
            <Banners {status} elsewhere={true} />
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

    #[test]
    fn many_troubles_are_folded_to_the_worst_and_a_line_that_counts_the_others() {
        let shown = |most| (0..6).map(|troubles| unfolded(troubles, most)).collect::<Vec<_>>();
        assert_eq!(shown(ON_BOARD), [0, 1, 2, 3, 2, 2]);
        assert_eq!(shown(ELSEWHERE), [0, 1, 1, 1, 1, 1]);
    }

    fn problem(kind: ProblemKind) -> Problem {
        Problem { kind, since: None, sentence: "EVE refuses something.".into(), text: None, urgent: true }
    }

    #[test]
    fn what_hides_alerts_comes_first() {
        let mut desk = status();
        desk.demo = true;
        desk.other_servers = Some("http://localhost:9000".into());
        desk.relay_trouble = Some("Discord no longer knows this webhook.".into());
        let clock = Problem { urgent: false, ..problem(ProblemKind::ClockWrong) };
        desk.problems = vec![clock, problem(ProblemKind::EveOutOfSight), problem(ProblemKind::SignInsRefused)];
        desk.auth_trouble = Some("Test Auth does not answer.".into());
        desk.trouble = Some("EVE does not answer.".into());
        desk.monitoring = MonitoringState::Paused;
        assert_eq!(
            names(&desk),
            [
                "paused",
                "trouble",
                "out-of-sight",
                "sign-in-again",
                "auth-trouble",
                "relay-trouble",
                "clock-wrong",
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
