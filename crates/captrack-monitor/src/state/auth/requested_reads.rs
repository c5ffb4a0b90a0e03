//! Whom AllianceAuth was asked to have read now, until it shows.

use std::collections::BTreeMap;
use std::time::Duration;

use captrack_domain::ids::PilotId;
use captrack_domain::moment::later;
use captrack_domain::pilot::Pilot;
use jiff::Timestamp;

/// Nobody waits longer for a read that was asked for, nor looks at when it was asked.
const REMEMBERED: Duration = Duration::from_secs(30 * 60);
/// A clock of a server is a little behind, and its stamps are whole seconds.
const BEHIND: Duration = Duration::from_secs(2);

/// When each pilot was asked to be read.
#[derive(Debug, Clone, Default)]
pub struct RequestedReads(BTreeMap<PilotId, Timestamp>);

impl RequestedReads {
    /// These are read now; what was asked long ago is forgotten.
    pub fn note(&mut self, pilots: impl IntoIterator<Item = PilotId>, now: Timestamp) {
        self.0.retain(|_, asked_at| later(*asked_at, REMEMBERED) > now);
        self.0.extend(pilots.into_iter().map(|pilot| (pilot, now)));
    }

    /// The clock went back: nobody was asked later than now.
    pub fn not_after(&mut self, now: Timestamp) {
        for asked_at in self.0.values_mut() {
            *asked_at = (*asked_at).min(now);
        }
    }

    /// When a pilot was asked to be read, if that is a matter still.
    pub fn of(&self, pilot: PilotId, now: Timestamp) -> Option<Timestamp> {
        self.0.get(&pilot).copied().filter(|asked_at| later(*asked_at, REMEMBERED) > now)
    }

    /// Of some pilots, when they were asked last, and when the last of them was read since; none: not all were.
    pub fn of_all<'a>(
        &self,
        pilots: impl Iterator<Item = &'a Pilot>,
        now: Timestamp,
    ) -> Option<(Timestamp, Option<Timestamp>)> {
        let asked: Vec<(Timestamp, Option<Timestamp>)> = pilots
            .filter_map(|pilot| self.of(pilot.id, now).map(|asked_at| (asked_at, read_since(pilot, asked_at))))
            .collect();
        let asked_at = asked.iter().map(|(asked_at, _)| *asked_at).max()?;
        let read: Option<Vec<Timestamp>> = asked.into_iter().map(|(_, read)| read).collect();
        Some((asked_at, read.and_then(|read| read.into_iter().max())))
    }
}

/// When ship and place were read, if that was after they were asked for.
fn read_since(pilot: &Pilot, asked_at: Timestamp) -> Option<Timestamp> {
    let read_at = pilot.auth.as_ref()?.location_at?;
    (later(read_at, BEHIND) >= asked_at).then_some(read_at)
}

#[cfg(test)]
mod tests {
    use captrack_domain::pilot::AuthMembership;

    use super::*;
    use crate::test_state::{KARA, MIRA, at, watching};

    fn read(id: PilotId, second: Option<i64>) -> Pilot {
        let mut pilot = watching(&[(id, "Pilot")]).pilots.remove(&id).unwrap();
        pilot.auth = Some(AuthMembership { location_at: second.map(at), ..AuthMembership::default() });
        pilot
    }

    #[test]
    fn a_read_that_was_asked_for_is_there_when_all_have_been_read_since() {
        let mut asked = RequestedReads::default();
        asked.note([KARA, MIRA], at(100));
        let of = |kara, mira| {
            let pilots = [read(KARA, kara), read(MIRA, mira)];
            asked.of_all(pilots.iter(), at(400))
        };
        assert_eq!(of(Some(50), Some(200)), Some((at(100), None)));
        assert_eq!(of(None, Some(200)), Some((at(100), None)));
        assert_eq!(of(Some(99), Some(200)), Some((at(100), Some(at(200)))), "whole seconds");
        assert_eq!(asked.of_all([read(KARA, None)].iter(), at(100 + 1800)), None, "that was long ago");
    }

    #[test]
    fn what_was_not_asked_for_is_no_matter() {
        let mut asked = RequestedReads::default();
        asked.note([KARA], at(0));
        assert_eq!(asked.of_all([read(MIRA, Some(10))].iter(), at(60)), None);
        asked.note([MIRA], at(4000));
        assert_eq!((asked.of(KARA, at(60)), asked.of(MIRA, at(4001))), (None, Some(at(4000))));
    }
}
