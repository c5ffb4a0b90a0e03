//! What the settings make of relay options. Pure.

use captrack_domain::relay_options::{Digest, DigestDay, DiscordId, MessageMode, PingPolicy, Pings, RelayOptions};
use captrack_domain::webhook_name::WebhookName;
use jiff::civil::Time;
use yew::AttrValue;

use crate::words::text::say;

/// All days, in the order of a week.
pub const DAYS: [DigestDay; 7] = [
    DigestDay::Monday,
    DigestDay::Tuesday,
    DigestDay::Wednesday,
    DigestDay::Thursday,
    DigestDay::Friday,
    DigestDay::Saturday,
    DigestDay::Sunday,
];

/// The name of a day in attributes, and what it is called.
pub fn day(day: DigestDay) -> (&'static str, AttrValue) {
    match day {
        DigestDay::Monday => ("monday", say("day-monday")),
        DigestDay::Tuesday => ("tuesday", say("day-tuesday")),
        DigestDay::Wednesday => ("wednesday", say("day-wednesday")),
        DigestDay::Thursday => ("thursday", say("day-thursday")),
        DigestDay::Friday => ("friday", say("day-friday")),
        DigestDay::Saturday => ("saturday", say("day-saturday")),
        DigestDay::Sunday => ("sunday", say("day-sunday")),
    }
}

/// A summary when it is turned on: early in the evening of EVE.
const EVENING: Digest = Digest { on: None, at: Time::constant(18, 0, 0, 0), webhook: WebhookName::Standard };

/// `off`, `daily`, `weekly`.
pub const fn frequency(digest: Option<Digest>) -> &'static str {
    match digest {
        None => "off",
        Some(Digest { on: None, .. }) => "daily",
        Some(Digest { on: Some(_), .. }) => "weekly",
    }
}

/// The summary in another frequency; its hour and webhook stay.
pub fn with_frequency(digest: Option<Digest>, frequency: &str) -> Option<Digest> {
    let now = digest.unwrap_or(EVENING);
    match frequency {
        "daily" => Some(Digest { on: None, ..now }),
        "weekly" => Some(Digest { on: Some(now.on.unwrap_or(DigestDay::Monday)), ..now }),
        _ => None,
    }
}

/// The name of a mode.
pub const fn mode_name(mode: MessageMode) -> &'static str {
    match mode {
        MessageMode::Compact => "compact",
        MessageMode::Detailed => "detailed",
    }
}

/// The mode of that name.
pub fn mode_of(name: &str) -> MessageMode {
    if name == mode_name(MessageMode::Detailed) { MessageMode::Detailed } else { MessageMode::Compact }
}

/// The name of what is pinged for.
pub fn policy_name(policy: Option<PingPolicy>) -> &'static str {
    match policy.unwrap_or(PingPolicy::CriticalOnly) {
        PingPolicy::None => "none",
        PingPolicy::CriticalOnly => "critical_only",
        PingPolicy::All => "all",
    }
}

/// What is pinged for, by its name.
pub fn policy_of(name: &str) -> PingPolicy {
    match name {
        "none" => PingPolicy::None,
        "all" => PingPolicy::All,
        _ => PingPolicy::CriticalOnly,
    }
}

/// Who can be pinged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PingTarget {
    /// Roles.
    Roles,
    /// Users.
    Users,
}

/// The ids of roles or of users.
pub fn ids(pings: &Pings, who: PingTarget) -> &[DiscordId] {
    match who {
        PingTarget::Roles => &pings.roles,
        PingTarget::Users => &pings.users,
    }
}

/// Without an id.
pub fn without(options: &RelayOptions, who: PingTarget, id: DiscordId) -> RelayOptions {
    let mut options = options.clone();
    ids_mut(&mut options.pings, who).retain(|other| *other != id);
    options
}

/// With the id that was typed, or why it is none.
pub fn with(options: &RelayOptions, who: PingTarget, typed: &str) -> Result<RelayOptions, AttrValue> {
    let id: DiscordId = typed.parse().map_err(|_| say("relay-id-wrong"))?;
    if ids(&options.pings, who).contains(&id) {
        return Err(say("relay-id-twice"));
    }
    let mut options = options.clone();
    ids_mut(&mut options.pings, who).push(id);
    Ok(options)
}

fn ids_mut(pings: &mut Pings, who: PingTarget) -> &mut Vec<DiscordId> {
    match who {
        PingTarget::Roles => &mut pings.roles,
        PingTarget::Users => &mut pings.users,
    }
}

/// What is typed into a field that may be empty.
pub fn optional(typed: &str) -> Option<String> {
    let typed = typed.trim();
    (!typed.is_empty()).then(|| typed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_added_once_and_taken_out_and_what_is_none_is_told() {
        let options = with(&RelayOptions::default(), PingTarget::Roles, " 112233445566778899 ").unwrap();
        assert_eq!(options.pings.roles, [DiscordId(112_233_445_566_778_899)]);
        assert!(options.pings.users.is_empty());
        assert_eq!(with(&options, PingTarget::Roles, "112233445566778899").unwrap_err(), "That id is already listed.");
        for wrong in ["", "123", "@everyone", "<@&112233445566778899>"] {
            assert!(with(&options, PingTarget::Users, wrong).unwrap_err().starts_with("An id is a number"), "{wrong}");
        }
        assert_eq!(without(&options, PingTarget::Roles, options.pings.roles[0]), RelayOptions::default());
    }

    #[test]
    fn a_summary_keeps_its_hour_when_its_frequency_changes() {
        let daily = with_frequency(None, "daily").map(|digest| Digest { at: Time::constant(7, 30, 0, 0), ..digest });
        let weekly = with_frequency(daily, "weekly");
        assert_eq!(
            (frequency(daily), frequency(weekly), frequency(with_frequency(weekly, "off"))),
            ("daily", "weekly", "off")
        );
        let weekly = weekly.unwrap();
        assert_eq!((weekly.on, weekly.at), (Some(DigestDay::Monday), Time::constant(7, 30, 0, 0)));
    }

    #[test]
    fn names_lead_back_to_what_they_name() {
        for mode in [MessageMode::Compact, MessageMode::Detailed] {
            assert_eq!(mode_of(mode_name(mode)), mode);
        }
        for policy in [PingPolicy::None, PingPolicy::CriticalOnly, PingPolicy::All] {
            assert_eq!(policy_of(policy_name(Some(policy))), policy);
        }
        assert_eq!(policy_name(None), "critical_only");
    }

    #[test]
    fn an_empty_field_is_nothing() {
        assert_eq!((optional("  "), optional(" Home ")), (None, Some("Home".into())));
    }
}
