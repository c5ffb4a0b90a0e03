//! How this computer writes to Discord.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Time, Weekday};
use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::evaluate::AlertLevel;
use crate::text;
use crate::text::Text;
use crate::webhook_name::WebhookName;

/// How messages to Discord are written, whom they ping and when a summary is posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RelayOptions {
    /// One line a hull, or fields.
    pub mode: MessageMode,
    /// What is said of a hull besides its pilot and type.
    pub include: Include,
    /// An https address that the title of each embed leads to; none: no link.
    pub link: Option<String>,
    /// The desk that sends, named at the foot of each message; none: not named.
    pub desk: Option<String>,
    /// Roles and users to ping, what for and how often.
    pub pings: Pings,
    /// The end of an alert is posted besides being written into its message.
    pub post_resolved: bool,
    /// While Discord refuses the critical webhook, the standard one, which more people may read, gets what is critical.
    pub critical_to_standard: bool,
    /// A summary at a fixed time; none: none is posted.
    pub digest: Option<Digest>,
}

/// How a hull is written in a message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageMode {
    /// One line for each hull.
    #[default]
    Compact,
    /// One embed field for each hull.
    Detailed,
}

/// What is said of a hull besides its pilot and type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Include {
    /// The system's name.
    pub system: bool,
    /// The region's name.
    pub region: bool,
    /// The station's or structure's name, or "in space".
    pub place: bool,
    /// The EVE time at which the place was true.
    pub age: bool,
    /// The main's corporation and alliance.
    pub corporation: bool,
    /// The main's portrait, which Discord loads from EVE's image server.
    #[serde(skip_serializing_if = "is_wanted")]
    pub portrait: bool,
    /// Who under the main would alert and is snoozed, and until when.
    #[serde(skip_serializing_if = "is_wanted")]
    pub snoozed: bool,
}

/// What came later is wanted unless it says no, so that it crosses as it always has.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a field so")]
const fn is_wanted(part: &bool) -> bool {
    *part
}

impl Include {
    /// Only pilot and type are said of a hull.
    pub const NOTHING: Self = Self {
        system: false,
        region: false,
        place: false,
        age: false,
        corporation: false,
        portrait: false,
        snoozed: false,
    };
}

impl Default for Include {
    fn default() -> Self {
        Self { system: true, region: true, place: true, age: true, corporation: true, portrait: true, snoozed: true }
    }
}

/// Whom messages ping, what for, and how often at most.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pings {
    /// For what; `None`: for what is critical once a role or a user is set.
    pub policy: Option<PingPolicy>,
    /// Discord roles, at most 25.
    pub roles: Vec<DiscordId>,
    /// Discord users, at most 25.
    pub users: Vec<DiscordId>,
    /// At most one ping in so many minutes; 0: one a message.
    pub apart_minutes: u32,
}

impl Pings {
    /// Whether news of that level pings.
    pub fn ping(&self, level: AlertLevel) -> bool {
        let anybody = !self.roles.is_empty() || !self.users.is_empty();
        anybody
            && match self.policy.unwrap_or(PingPolicy::CriticalOnly) {
                PingPolicy::None => false,
                PingPolicy::CriticalOnly => level == AlertLevel::Critical,
                PingPolicy::All => true,
            }
    }
}

/// Discord's id of a role or user. Crosses as text: pages would round so large a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DiscordId(pub u64);

impl fmt::Display for DiscordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for DiscordId {
    type Err = RelayOptionsError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let id = text.trim().parse().map_err(|_| RelayOptionsError::Id)?;
        if id < SMALLEST_ID { Err(RelayOptionsError::Id) } else { Ok(Self(id)) }
    }
}

impl Serialize for DiscordId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DiscordId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let refused = |_| D::Error::invalid_value(Unexpected::Str(&text), &"17 to 20 digits");
        text.parse().map_err(refused)
    }
}

/// Discord's ids hold the time of their making; since its beginning they have had 17 digits at least.
const SMALLEST_ID: u64 = 10_u64.pow(16);

/// Which alerts ping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PingPolicy {
    /// No alert pings.
    None,
    /// Alerts of classes set to *always*.
    CriticalOnly,
    /// Every alert.
    All,
}

/// A quiet summary now and then, in EVE time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// The day of the week; `None`: every day.
    pub on: Option<DigestDay>,
    /// The time of day at which it is posted, EVE time.
    pub at: Time,
    /// The webhook that posts it.
    pub webhook: WebhookName,
}

/// The day of a weekly summary, EVE time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The days of the week.
pub enum DigestDay {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl DigestDay {
    /// The same for calculations with jiff.
    pub const fn weekday(self) -> Weekday {
        match self {
            Self::Monday => Weekday::Monday,
            Self::Tuesday => Weekday::Tuesday,
            Self::Wednesday => Weekday::Wednesday,
            Self::Thursday => Weekday::Thursday,
            Self::Friday => Weekday::Friday,
            Self::Saturday => Weekday::Saturday,
            Self::Sunday => Weekday::Sunday,
        }
    }
}

/// Why options cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelayOptionsError {
    /// The link of titles is no `https` address: Discord takes no other.
    Link,
    /// This computer's name is empty, or too long for a message's footer (80 characters).
    Desk,
    /// No such role or user can be.
    Id,
    /// Pinging nobody for hours is no ping policy.
    Apart,
    /// More roles or users than a message may ping (25 each).
    TooMany,
}

impl RelayOptionsError {
    /// For a person: without a capital letter and a full stop.
    pub fn text(&self) -> Text {
        match self {
            Self::Link => text!("relay-options-link"),
            Self::Desk => text!("relay-options-computer"),
            Self::Id => text!("relay-options-id"),
            Self::Apart => text!("relay-options-apart"),
            Self::TooMany => text!("relay-options-too-many"),
        }
    }
}

impl RelayOptions {
    /// Refuses options that cannot be meant; the first fault found.
    pub fn validate(&self) -> Result<(), RelayOptionsError> {
        let link_is_good = |link: &String| {
            let host = link.strip_prefix("https://").unwrap_or_default();
            !host.is_empty() && !host.starts_with('/') && link.len() <= 500 && !link.contains(char::is_whitespace)
        };
        if !self.link.as_ref().is_none_or(link_is_good) {
            return Err(RelayOptionsError::Link);
        }
        if self.desk.as_ref().is_some_and(|desk| desk.trim().is_empty() || desk.chars().count() > 80) {
            return Err(RelayOptionsError::Desk);
        }
        let pings = &self.pings;
        if pings.roles.iter().chain(&pings.users).any(|id| id.0 < SMALLEST_ID) {
            return Err(RelayOptionsError::Id);
        }
        if pings.roles.len() > 25 || pings.users.len() > 25 {
            return Err(RelayOptionsError::TooMany);
        }
        if pings.apart_minutes > 24 * 60 {
            return Err(RelayOptionsError::Apart);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_that_discord_would_refuse_are_refused_here() {
        let link = |link: &str| RelayOptions { link: Some(link.into()), ..RelayOptions::default() };
        for bad in ["http://auth.example.org", "https://", "https:// x", "ftp://x", "captrack://card/1"] {
            assert_eq!(link(bad).validate(), Err(RelayOptionsError::Link), "{bad}");
        }
        assert_eq!(link("https://auth.example.org/captrack").validate(), Ok(()));
        let desk = |desk: &str| RelayOptions { desk: Some(desk.into()), ..RelayOptions::default() };
        assert_eq!(desk(" ").validate(), Err(RelayOptionsError::Desk));
        assert_eq!(desk(&"ü".repeat(80)).validate(), Ok(()));
        assert_eq!(desk(&"x".repeat(81)).validate(), Err(RelayOptionsError::Desk));
        let pings = |pings| RelayOptions { pings, ..RelayOptions::default() };
        assert_eq!(
            pings(Pings { roles: vec![DiscordId(5)], ..Pings::default() }).validate(),
            Err(RelayOptionsError::Id)
        );
        let apart = |apart_minutes| pings(Pings { apart_minutes, ..Pings::default() }).validate();
        assert_eq!((apart(1440), apart(1441)), (Ok(()), Err(RelayOptionsError::Apart)));
        let ids = |n| vec![DiscordId(10_u64.pow(16)); n];
        let users = |n| Pings { users: ids(n), ..Pings::default() };
        let roles = |n| Pings { roles: ids(n), ..Pings::default() };
        for whom in [users(25), roles(25)] {
            assert_eq!(pings(whom).validate(), Ok(()));
        }
        for whom in [users(26), roles(26)] {
            assert_eq!(pings(whom).validate(), Err(RelayOptionsError::TooMany));
        }
    }

    #[test]
    fn an_id_is_read_as_discord_shows_it() {
        let read = |text: &str| text.parse::<DiscordId>();
        assert_eq!(read(" 10000000000000000 "), Ok(DiscordId(10_u64.pow(16))));
        assert_eq!(read("1312170399213744168"), Ok(DiscordId(1_312_170_399_213_744_168)));
        for wrong in ["", "9999999999999999", "<@&1312170399213744168>", "99999999999999999999"] {
            assert_eq!(read(wrong), Err(RelayOptionsError::Id), "{wrong}");
        }
    }

    #[test]
    fn what_came_later_crosses_only_where_it_is_not_wanted() {
        let all = serde_json::to_value(Include::default()).unwrap();
        assert_eq!((all.get("portrait"), all.get("snoozed")), (None, None));
        for include in [
            Include::default(),
            Include { portrait: false, ..Include::default() },
            Include { snoozed: false, ..Include::default() },
        ] {
            let json = serde_json::to_string(&include).unwrap();
            assert_eq!(serde_json::from_str::<Include>(&json).unwrap(), include);
        }
    }

    #[test]
    fn what_is_critical_pings_once_somebody_is_named() {
        let mut pings = Pings::default();
        assert!(!pings.ping(AlertLevel::Critical));
        pings.roles.push(DiscordId(10_u64.pow(17)));
        assert!(pings.ping(AlertLevel::Critical));
        assert!(!pings.ping(AlertLevel::Alerting));
        pings.policy = Some(PingPolicy::All);
        assert!(pings.ping(AlertLevel::Alerting));
        pings.policy = Some(PingPolicy::None);
        assert!(!pings.ping(AlertLevel::Critical));
    }
}
