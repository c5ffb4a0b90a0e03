//! What watch rules know of a ship beside what the rules of classes know.

use jiff::Timestamp;

use crate::fleet::TimedValue;
use crate::place::Place;

use super::in_space::SpaceEpisode;

/// One ship as it was last seen; the facts of the same ship say which it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HullSight {
    /// Where.
    pub place: Place,
    /// The latest moment at which that was true.
    pub place_at: Timestamp,
    /// When it was first seen there; none: not known.
    pub place_since: Option<Timestamp>,
    /// That its pilot flies it, and since when; none: nobody does, or that is not known.
    pub flown: Option<TimedValue<()>>,
    /// Whether its pilot is online; none: no source says that.
    pub online: Option<TimedValue<bool>>,
    /// For how long it has been in space; none: it is not, or not surely.
    pub space: Option<SpaceEpisode>,
}

impl HullSight {
    /// Whether its pilot is known to be offline at the moment.
    pub(crate) fn is_offline(&self) -> bool {
        self.online.is_some_and(|online| !online.value)
    }

    /// When its pilot came online in it, as first known, with when they were last known offline; none: they did not, or nothing shows that they
    /// did in this ship. Who was seen in a ship before and after being offline was in it: nobody changes ships offline.
    pub(crate) fn logged_on(&self) -> Option<(Timestamp, Timestamp)> {
        let online = self.online.filter(|online| online.value)?;
        let (since, offline) = (online.since?, online.before?);
        let flown = self.flown?;
        let was_in_it = flown.since.is_some_and(|since| since <= offline) && flown.as_of >= offline;
        was_in_it.then_some((offline, since))
    }
}
