//! Alerts: what stands, since when, and what has been told of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::class::HullClass;
use crate::evaluate::AlertLevel;
use crate::hull::HullKey;
use crate::ids::{PilotId, RegionId};
use crate::watch::{WatchAlertId, WatchSubject};

mod acknowledgements;
mod decide;
mod reminders;
mod resolution;
mod updates;

pub use decide::{AlertChanges, DecideContext, FADE, MOVE_PAUSE, Transition, decide};

/// What makes an alert the same alert. Written as `hull/item/1040000000001`, `fleet/2112000001/carrier` or as [`WatchAlertId`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlertId {
    /// One hull of a class that always alerts.
    Hull(HullKey),
    /// The hulls of one class under one main, past their threshold.
    Fleet(PilotId, HullClass),
    /// A ship or a place that a watch rule is about.
    Watch(WatchAlertId),
}

impl AlertId {
    /// The ships of several mains that gather: it stands under none of them.
    pub const fn massing(self) -> Option<WatchAlertId> {
        match self {
            Self::Watch(id) if !matches!(id.subject, WatchSubject::Hull(_)) => Some(id),
            _ => None,
        }
    }

    /// Of a watch rule: which alert.
    pub const fn watch(self) -> Option<WatchAlertId> {
        match self {
            Self::Watch(id) => Some(id),
            Self::Hull(_) | Self::Fleet(..) => None,
        }
    }

    /// The same once a ship has another key.
    #[must_use]
    pub fn rekeyed(self, from: HullKey, to: HullKey) -> Self {
        match self {
            Self::Hull(key) if key == from => Self::Hull(to),
            Self::Watch(WatchAlertId { rule, subject: WatchSubject::Hull(key) }) if key == from => {
                Self::Watch(WatchAlertId { rule, subject: WatchSubject::Hull(to) })
            }
            other => other,
        }
    }
}

impl fmt::Display for AlertId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hull(key) => write!(f, "hull/{key}"),
            Self::Fleet(main, class) => write!(f, "fleet/{main}/{}", class.name()),
            Self::Watch(id) => id.fmt(f),
        }
    }
}

/// The text is not an alert id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not an alert id: use hull/KEY, fleet/MAIN/CLASS or watch/RULE/KEY")]
pub struct NotAnAlertId(String);

impl FromStr for AlertId {
    type Err = NotAnAlertId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotAnAlertId(text.to_owned());
        if let Some(key) = text.strip_prefix("hull/") {
            return key.parse().map(Self::Hull).map_err(|_| wrong());
        }
        if text.starts_with("watch/") {
            return text.parse().map(Self::Watch).map_err(|_| wrong());
        }
        let (main, class) = text.strip_prefix("fleet/").and_then(|rest| rest.split_once('/')).ok_or_else(wrong)?;
        let class = HullClass::from_name(class).ok_or_else(wrong)?;
        Ok(Self::Fleet(main.parse().map_err(|_| wrong())?, class))
    }
}

impl Serialize for AlertId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AlertId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Where an alert is in its life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum AlertState {
    /// Open: its hulls alert now.
    #[serde(rename = "standing")]
    Open,
    /// It would, if its pilots were not snoozed.
    Silenced,
    /// A threshold alert below its threshold; closes when it stays there.
    Fading {
        /// The judgement that found it below its threshold.
        since: Timestamp,
    },
    /// Over. It is kept for a while, because a threshold that is reached again soon continues the same message.
    Closed {
        /// The judgement that closed it.
        at: Timestamp,
    },
}

/// An alert and what has been told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// The same for as long as it is the same alert, restarts included.
    pub id: AlertId,
    /// The main under whom it alerts; for a ship, that of its pilot.
    pub main: PilotId,
    /// Which receivers are told, and how soon.
    pub level: AlertLevel,
    /// The class whose mode makes it alert.
    pub class: HullClass,
    /// The hulls that stand in it.
    pub hulls: BTreeSet<HullKey>,
    /// Since when each of them has stood in it without a break. One that is not here has since the alert opened.
    #[serde(default)]
    pub since: BTreeMap<HullKey, Timestamp>,
    /// Those of them that somebody has been told of, or will be (they are in the outbox), or has acknowledged.
    #[serde(rename = "told")]
    pub sent_hulls: BTreeSet<HullKey>,
    /// The region last told of each hull, where it was known, to notice a move.
    #[serde(rename = "told_regions")]
    pub sent_regions: BTreeMap<HullKey, RegionId>,
    /// When the last move was told.
    pub moved_at: Option<Timestamp>,
    /// Its hull went over to another main, and that waits to be told: until then `main` is the one that was told.
    #[serde(default)]
    pub handover_waits: bool,
    /// When anything of it was told last, reminders included; `None`: never, or so long ago that nobody kept it.
    #[serde(default, rename = "told_at")]
    pub sent_at: Option<Timestamp>,
    /// When it was in a reminder last.
    #[serde(default)]
    pub reminded_at: Option<Timestamp>,
    /// The judgement that opened it; "open for 3 min" counts from here.
    pub opened_at: Timestamp,
    /// Where it is in its life.
    pub state: AlertState,
}

impl Alert {
    /// Whether it is [`AlertState::Closed`]: not open, and not waiting for its end either.
    pub const fn is_closed(&self) -> bool {
        matches!(self.state, AlertState::Closed { .. })
    }

    /// Since when a hull has stood in it without a break; `None`: it does not.
    pub fn open_since(&self, hull: HullKey) -> Option<Timestamp> {
        let since = || self.since.get(&hull).copied().unwrap_or(self.opened_at);
        self.hulls.contains(&hull).then(since)
    }

    /// Whether this hull is one of [`Self::hulls`].
    pub fn names(&self, hull: HullKey) -> bool {
        self.id == AlertId::Hull(hull) || [&self.hulls, &self.sent_hulls].into_iter().any(|hulls| hulls.contains(&hull))
    }

    /// The same alert once a hull has another key, because its item became known.
    #[must_use]
    pub fn rekeyed(mut self, from: HullKey, to: HullKey) -> Self {
        if self.id == AlertId::Hull(from) {
            self.id = AlertId::Hull(to);
        }
        for hulls in [&mut self.hulls, &mut self.sent_hulls] {
            if hulls.remove(&from) {
                hulls.insert(to);
            }
        }
        if let Some(region) = self.sent_regions.remove(&from) {
            self.sent_regions.insert(to, region);
        }
        if let Some(since) = self.since.remove(&from) {
            self.since.insert(to, since);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::key;

    fn alert(id: AlertId, hulls: &[HullKey], sent_hulls: &[HullKey]) -> Alert {
        let opened_at = "2026-11-22T15:00:00Z".parse().unwrap();
        let alert = crate::data::alert(id, PilotId(1), hulls, opened_at);
        Alert { sent_hulls: sent_hulls.iter().copied().collect(), ..alert }
    }

    #[test]
    fn an_alert_names_its_ship_those_that_stand_in_it_and_those_that_were_told() {
        let names = |alert: &Alert| [1, 2, 3].map(|n| alert.names(key(n)));
        assert_eq!(names(&alert(AlertId::Hull(key(1)), &[], &[])), [true, false, false]);
        let fleet = AlertId::Fleet(PilotId(1), HullClass::Carrier);
        assert_eq!(names(&alert(fleet, &[key(1)], &[key(2)])), [true, true, false]);
    }
}
