//! Alerts of watch rules, and what was told of them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::id::{WatchAlertId, WatchSubject};
use super::rule::MoveTrigger;
use crate::alert::AlertState;
use crate::evaluate::AlertLevel;
use crate::hull::HullKey;
use crate::ids::{PilotId, RegionId};
use crate::place::Place;

/// An alert of a watch rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatchAlert {
    /// The rule and the ship or place.
    pub id: WatchAlertId,
    /// Of a ship, the main that it alerts under; none: a massing, which has many.
    pub main: Option<PilotId>,
    /// Which receivers are told.
    pub level: AlertLevel,
    /// Its ships.
    pub hulls: BTreeSet<HullKey>,
    /// What holds, or last held.
    pub detail: WatchDetail,
    /// What has been told: of a massing how many, of a stay in space which stage, of a movement 1. 0: nothing.
    pub sent: u32,
    /// The region last told of a ship that moves.
    pub sent_region: Option<RegionId>,
    /// When anything of it was told last.
    pub sent_at: Option<Timestamp>,
    /// How often its last stage was repeated.
    pub repeats: u8,
    /// The judgement that opened it.
    pub opened_at: Timestamp,
    /// Where it is in its life.
    pub state: AlertState,
}

impl WatchAlert {
    /// Whether it is over.
    pub const fn is_closed(&self) -> bool {
        matches!(self.state, AlertState::Closed { .. })
    }

    /// The same alert without ships and mains of whom nothing may remain.
    #[must_use]
    pub fn without(&self, is_pilot: impl Fn(PilotId) -> bool, has: impl Fn(HullKey) -> bool) -> Self {
        let mut alert = self.clone();
        alert.hulls.retain(|key| !has(*key));
        if let WatchDetail::Massing { mains, .. } = &mut alert.detail {
            mains.retain(|main| !is_pilot(*main));
        }
        alert
    }

    /// The same alert once a ship has another key, because its item became known.
    #[must_use]
    pub fn rekeyed(mut self, from: HullKey, to: HullKey) -> Self {
        if self.id.subject == WatchSubject::Hull(from) {
            self.id.subject = WatchSubject::Hull(to);
        }
        if self.hulls.remove(&from) {
            self.hulls.insert(to);
        }
        self
    }
}

/// What an alert of a watch rule says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum WatchDetail {
    /// A ship did something.
    Moves {
        /// Everything that it did and that still holds.
        active: BTreeSet<MoveTrigger>,
        /// The latest of it.
        trigger: MoveTrigger,
        /// When what was before was last known.
        before: Option<Timestamp>,
        /// When it was first known.
        at: Timestamp,
        /// When that was judged, which may be long after.
        judged_at: Timestamp,
        /// Where it was before.
        from: Option<Place>,
        /// Where it is since then.
        to: Place,
        /// The region of that.
        region: Option<RegionId>,
    },
    /// A ship is in space.
    InSpace {
        /// The last stage that it has reached, from 1.
        stage: u32,
        /// Since when it was seen there.
        since: Timestamp,
        /// So many minutes were seen.
        minutes: u64,
        /// When it was last seen there.
        seen_at: Timestamp,
    },
    /// Ships gather.
    Massing {
        /// How many count: mains or ships.
        count: u32,
        /// The mains of its ships.
        mains: BTreeSet<PilotId>,
        /// So many of its ships have not been seen within the rule's time; they count until they are seen elsewhere.
        stale: u32,
        /// So many more were last seen there too long ago to count.
        older: u32,
        /// So many more are there and expected.
        expected: u32,
    },
}

/// Somebody has seen an alert of a watch rule: silent until it is over; a massing until it has grown by half.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatchAcknowledgement {
    /// The alert.
    pub alert: WatchAlertId,
    /// When it was decided, by corrected time.
    pub at: Timestamp,
    /// Who: a pilot's name or "this desk".
    pub by: String,
    /// The reason, if one was given.
    pub why: Option<String>,
    /// How many a massing counted then; 0 for a ship.
    #[serde(default)]
    pub count: u32,
}

/// By alert; one that is over is not among them.
pub(super) type WatchAcknowledgements = BTreeMap<WatchAlertId, WatchAcknowledgement>;
