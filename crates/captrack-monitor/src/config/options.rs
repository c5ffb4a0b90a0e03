//! What differs in how messages to Discord are written, in words.

use captrack_contract::SettingChange;
use captrack_domain::relay_options::{Digest, DiscordId, Include, MessageMode, PingPolicy, RelayOptions};

use super::differences::{SettingChanges, on};
use super::duration::duration_phrase;
use super::write::clock;

/// What differs, one line a setting.
pub fn option_differences(before: &RelayOptions, after: &RelayOptions) -> Vec<SettingChange> {
    let mut changes = SettingChanges::default();
    changes.compare("Messages to Discord", mode(before.mode), mode(after.mode));
    for (name, included) in INCLUDED {
        let setting = format!("{name} in messages to Discord");
        changes.compare(&setting, on(included(&before.include)), on(included(&after.include)));
    }
    changes.compare("Link in messages to Discord", text(before.link.as_ref()), text(after.link.as_ref()));
    changes.compare("Computer's name in Discord messages", text(before.desk.as_ref()), text(after.desk.as_ref()));
    changes.compare("Pings", policy(before.pings.policy), policy(after.pings.policy));
    changes.compare("Pinged roles", ids(&before.pings.roles), ids(&after.pings.roles));
    changes.compare("Pinged users", ids(&before.pings.users), ids(&after.pings.users));
    changes.compare("Time between pings", apart(before.pings.apart_minutes), apart(after.pings.apart_minutes));
    changes.compare("Posts of what is resolved", on(before.post_resolved), on(after.post_resolved));
    let stand_in = |options: &RelayOptions| on(options.critical_to_standard);
    changes.compare("Critical alerts to the standard webhook", stand_in(before), stand_in(after));
    changes.compare("Digest", digest(before.digest), digest(after.digest));
    changes.0
}

type Included = fn(&Include) -> bool;

const INCLUDED: [(&str, Included); 7] = [
    ("System", |include| include.system),
    ("Region", |include| include.region),
    ("Place", |include| include.place),
    ("Age", |include| include.age),
    ("Corporation", |include| include.corporation),
    ("Portraits", |include| include.portrait),
    ("Snoozed pilots", |include| include.snoozed),
];

const fn mode(mode: MessageMode) -> &'static str {
    match mode {
        MessageMode::Compact => "a line a hull",
        MessageMode::Detailed => "a field a hull",
    }
}

fn text(text: Option<&String>) -> String {
    text.map_or_else(|| "none".to_owned(), |text| format!("\"{text}\""))
}

const fn policy(policy: Option<PingPolicy>) -> &'static str {
    match policy {
        None => "for what is critical, once somebody is named",
        Some(PingPolicy::None) => "none",
        Some(PingPolicy::CriticalOnly) => "for what is critical",
        Some(PingPolicy::All) => "for everything",
    }
}

fn ids(ids: &[DiscordId]) -> String {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    if ids.is_empty() { "none".to_owned() } else { ids.join(", ") }
}

fn apart(minutes: u32) -> String {
    if minutes == 0 { "none".to_owned() } else { duration_phrase(u64::from(minutes) * 60) }
}

fn digest(digest: Option<Digest>) -> String {
    let Some(Digest { on, at, webhook }) = digest else { return "none".to_owned() };
    let day = on.map_or_else(|| "every day".to_owned(), |day| format!("on {:?}s", day.weekday()));
    format!("{day} at {} EVE, {} webhook", clock(at), webhook)
}

#[cfg(test)]
mod tests {
    use captrack_domain::relay_options::{DigestDay, Pings};
    use captrack_domain::webhook_name::WebhookName;
    use jiff::civil::Time;

    use super::*;

    #[test]
    fn every_setting_that_differs_has_a_line_of_its_own() {
        let after = RelayOptions {
            mode: MessageMode::Detailed,
            include: Include { age: false, ..Include::default() },
            link: Some("https://auth.example.org".to_owned()),
            desk: Some("Mira's desk".to_owned()),
            pings: Pings {
                policy: Some(PingPolicy::All),
                roles: vec![DiscordId(10_u64.pow(17))],
                users: Vec::new(),
                apart_minutes: 90,
            },
            post_resolved: true,
            critical_to_standard: true,
            digest: Some(Digest {
                on: Some(DigestDay::Sunday),
                at: Time::constant(18, 0, 0, 0),
                webhook: WebhookName::Standard,
            }),
        };
        let lines: Vec<String> = option_differences(&RelayOptions::default(), &after)
            .into_iter()
            .map(|change| format!("{}: {} → {}", change.setting, change.old, change.new))
            .collect();
        let wanted = [
            "Messages to Discord: a line a hull → a field a hull",
            "Age in messages to Discord: on → off",
            "Link in messages to Discord: none → \"https://auth.example.org\"",
            "Computer's name in Discord messages: none → \"Mira's desk\"",
            "Pings: for what is critical, once somebody is named → for everything",
            "Pinged roles: none → 100000000000000000",
            "Time between pings: none → 90 min",
            "Posts of what is resolved: off → on",
            "Critical alerts to the standard webhook: off → on",
            "Digest: none → on Sundays at 18:00 EVE, standard webhook",
        ];
        assert_eq!(lines, wanted);
    }
}
