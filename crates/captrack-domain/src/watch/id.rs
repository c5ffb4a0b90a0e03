//! What makes an alert of a watch rule the same alert: the rule, and the ship or the place it is about.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::hull::HullKey;
use crate::ids::{ConstellationId, RegionId, SystemId};

/// A rule's identity: random, so that it survives another name. Written as 16 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WatchRuleId(pub u64);

impl fmt::Display for WatchRuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for WatchRuleId {
    type Err = NotAWatchAlertId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_id = text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let number = u64::from_str_radix(text, 16).ok().filter(|_| is_id);
        number.map(Self).ok_or_else(|| NotAWatchAlertId(text.to_owned()))
    }
}

/// What an alert of a watch rule is about: a ship; of a massing the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WatchSubject {
    /// One ship.
    Hull(HullKey),
    /// A system, or what lies around it.
    System(SystemId),
    /// A constellation.
    Constellation(ConstellationId),
    /// A region.
    Region(RegionId),
}

impl fmt::Display for WatchSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hull(key) => key.fmt(f),
            Self::System(id) => write!(f, "system/{id}"),
            Self::Constellation(id) => write!(f, "constellation/{id}"),
            Self::Region(id) => write!(f, "region/{id}"),
        }
    }
}

impl FromStr for WatchSubject {
    type Err = NotAWatchAlertId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotAWatchAlertId(text.to_owned());
        match text.split_once('/') {
            Some(("system", id)) => id.parse().map(Self::System).map_err(|_| wrong()),
            Some(("constellation", id)) => id.parse().map(Self::Constellation).map_err(|_| wrong()),
            Some(("region", id)) => id.parse().map(Self::Region).map_err(|_| wrong()),
            _ => text.parse().map(Self::Hull).map_err(|_| wrong()),
        }
    }
}

/// Written as `watch/00c0ffee00c0ffee/item/1040000000001` or `watch/00c0ffee00c0ffee/system/30000142`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WatchAlertId {
    /// The rule that alerts.
    pub rule: WatchRuleId,
    /// The ship or the place.
    pub subject: WatchSubject,
}

impl fmt::Display for WatchAlertId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "watch/{}/{}", self.rule, self.subject)
    }
}

/// The text is not the id of a rule, or of an alert of one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not the id of a watch alert: use watch/RULE/KEY or watch/RULE/system/ID")]
pub struct NotAWatchAlertId(String);

impl FromStr for WatchAlertId {
    type Err = NotAWatchAlertId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotAWatchAlertId(text.to_owned());
        let (rule, subject) = text.strip_prefix("watch/").and_then(|rest| rest.split_once('/')).ok_or_else(wrong)?;
        let (Ok(rule), Ok(subject)) = (rule.parse(), subject.parse()) else { return Err(wrong()) };
        Ok(Self { rule, subject })
    }
}

macro_rules! as_text {
    ($($name:ident),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

as_text!(WatchRuleId, WatchSubject, WatchAlertId);
