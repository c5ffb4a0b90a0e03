//! What differs in how messages to Discord are written, in words.

use captrack_contract::SettingChange;
use captrack_domain::relay_options::{Digest, DigestDay, DiscordId, Include, MessageMode, PingPolicy, RelayOptions};
use captrack_domain::text;
use captrack_domain::text::{Argument, Joined, Text};

use super::differences::{SettingChanges, none, on, quoted};
use super::duration::exact_length;
use super::write::clock;
use crate::notices::webhook_outage::webhook_name;

/// What differs, one line a setting.
pub fn option_differences(before: &RelayOptions, after: &RelayOptions) -> Vec<SettingChange> {
    let mut changes = SettingChanges::default();
    changes.compare(text!("setting-messages"), mode(before.mode), mode(after.mode));
    for (what, included) in included() {
        let (old, new) = (on(included(&before.include)), on(included(&after.include)));
        changes.compare(text!("setting-in-messages", what = what), old, new);
    }
    changes.compare(text!("setting-link"), words(before.link.as_ref()), words(after.link.as_ref()));
    changes.compare(text!("setting-computer-name"), words(before.desk.as_ref()), words(after.desk.as_ref()));
    changes.compare(text!("setting-pings"), policy(before.pings.policy), policy(after.pings.policy));
    changes.compare(text!("setting-pinged-roles"), ids(&before.pings.roles), ids(&after.pings.roles));
    changes.compare(text!("setting-pinged-users"), ids(&before.pings.users), ids(&after.pings.users));
    let (old, new) = (apart(before.pings.apart_minutes), apart(after.pings.apart_minutes));
    changes.compare(text!("setting-pings-apart"), old, new);
    changes.compare(text!("setting-post-resolved"), on(before.post_resolved), on(after.post_resolved));
    let (old, new) = (on(before.critical_to_standard), on(after.critical_to_standard));
    changes.compare(text!("setting-critical-to-standard"), old, new);
    changes.compare(text!("setting-digest"), digest(before.digest), digest(after.digest));
    changes.0
}

type Included = fn(&Include) -> bool;

fn included() -> [(Text, Included); 7] {
    [
        (text!("include-system"), |include| include.system),
        (text!("include-region"), |include| include.region),
        (text!("include-place"), |include| include.place),
        (text!("include-age"), |include| include.age),
        (text!("include-corporation"), |include| include.corporation),
        (text!("include-portraits"), |include| include.portrait),
        (text!("include-snoozed"), |include| include.snoozed),
    ]
}

fn mode(mode: MessageMode) -> Text {
    match mode {
        MessageMode::Compact => text!("value-compact"),
        MessageMode::Detailed => text!("value-detailed"),
    }
}

fn words(words: Option<&String>) -> Text {
    words.map_or_else(none, |words| quoted(words))
}

fn policy(policy: Option<PingPolicy>) -> Text {
    match policy {
        None => text!("value-pings-once-named"),
        Some(PingPolicy::None) => none(),
        Some(PingPolicy::CriticalOnly) => text!("value-pings-critical"),
        Some(PingPolicy::All) => text!("value-pings-all"),
    }
}

fn ids(ids: &[DiscordId]) -> Text {
    if ids.is_empty() {
        return none();
    }
    text!("value-names", names = Argument::list(Joined::Comma, ids.iter().map(ToString::to_string)))
}

fn apart(minutes: u32) -> Text {
    if minutes == 0 { none() } else { exact_length(u64::from(minutes) * 60) }
}

fn digest(digest: Option<Digest>) -> Text {
    let Some(Digest { on, at, webhook }) = digest else { return none() };
    let day = on.map_or_else(|| text!("value-every-day"), day);
    text!("value-digest", day = day, at = clock(at), webhook = webhook_name(webhook))
}

/// `on Sundays`
fn day(day: DigestDay) -> Text {
    match day {
        DigestDay::Monday => text!("value-on-mondays"),
        DigestDay::Tuesday => text!("value-on-tuesdays"),
        DigestDay::Wednesday => text!("value-on-wednesdays"),
        DigestDay::Thursday => text!("value-on-thursdays"),
        DigestDay::Friday => text!("value-on-fridays"),
        DigestDay::Saturday => text!("value-on-saturdays"),
        DigestDay::Sunday => text!("value-on-sundays"),
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::relay_options::Pings;
    use captrack_domain::webhook_name::WebhookName;
    use jiff::civil::Time;

    use super::*;
    use captrack_text::english;

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
            .map(|SettingChange { setting, old, new }| [setting, old, new].map(|text| english(&text)))
            .map(|[setting, old, new]| format!("{setting}: {old} → {new}"))
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
