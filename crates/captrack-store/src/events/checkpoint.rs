//! The whole fleet once a day, as bytes: what is asked of a past moment begins here.
//!
//! A version, how many hulls, then of each: how far its number is from the one before, its pilot's and its place's number, whether it is flown,
//! and how long before the checkpoint its place was true, in milliseconds. Each a number in as few bytes as it takes (LEB128): some twelve a hull.

use captrack_domain::hull::{Hull, Occupancy};
use jiff::Timestamp;

use super::numbers::{NumberedNames, place_key};
use crate::column::ms;
use crate::error::StoreError;
use crate::tx::Tx;

const VERSION: u64 = 1;
const A_DAY: i64 = 86_400_000;

/// A hull in a checkpoint, by numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CheckpointHull {
    pub(super) hull: i64,
    pub(super) pilot: i64,
    pub(super) place: i64,
    pub(super) flown: bool,
    /// When its place was true, in milliseconds.
    pub(super) place_at: i64,
}

fn put(bytes: &mut Vec<u8>, mut number: u64) {
    loop {
        let [lowest, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            bytes.push(lowest & 0x7f);
            return;
        }
        bytes.push(lowest | 0x80);
    }
}

/// Takes a number from the front; `None`: there is none.
fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// The entries in the order of their hulls' numbers.
pub(super) fn encode(entries: &mut [CheckpointHull], at: i64) -> Vec<u8> {
    entries.sort_by_key(|entry| entry.hull);
    let mut bytes = Vec::with_capacity(entries.len() * 12);
    put(&mut bytes, VERSION);
    put(&mut bytes, entries.len() as u64);
    let mut last = 0;
    for entry in entries {
        put(&mut bytes, entry.hull.abs_diff(last));
        last = entry.hull;
        put(&mut bytes, entry.pilot.unsigned_abs());
        put(&mut bytes, entry.place.unsigned_abs() << 1 | u64::from(entry.flown));
        put(&mut bytes, at.saturating_sub(entry.place_at).max(0).unsigned_abs());
    }
    bytes
}

/// `None`: another version wrote it.
pub(super) fn decode(mut bytes: &[u8], at: i64) -> Option<Vec<CheckpointHull>> {
    let bytes = &mut bytes;
    if take(bytes)? != VERSION {
        return None;
    }
    let count = take(bytes)?;
    let signed = |number: u64| i64::try_from(number).ok();
    let mut entries = Vec::new();
    let mut hull = 0_i64;
    for _ in 0..count {
        hull = hull.checked_add(signed(take(bytes)?)?)?;
        let pilot = signed(take(bytes)?)?;
        let place = take(bytes)?;
        let place_at = at.checked_sub(signed(take(bytes)?)?)?;
        entries.push(CheckpointHull { hull, pilot, place: signed(place >> 1)?, flown: place & 1 == 1, place_at });
    }
    Some(entries)
}

impl Tx {
    /// Writes the fleet of a day down, with all that happened until now in it; false: that day has one already.
    ///
    /// What is given must be what the events that are written until now have led to.
    pub async fn put_checkpoint<'a>(
        &mut self,
        fleet: impl Iterator<Item = &'a Hull> + Clone,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let day = ms(at).div_euclid(A_DAY);
        let is_there: Option<i64> = sqlx::query_scalar("SELECT day FROM checkpoints WHERE day = ?1")
            .bind(day)
            .fetch_optional(self.connection())
            .await?;
        if is_there.is_some() {
            return Ok(false);
        }
        let mut named = NumberedNames::default();
        for hull in fleet.clone() {
            named.hull(hull.key, hull.type_id);
            named.pilot(hull.pilot);
            named.place(&hull.place);
        }
        let numbers = self.number(&named).await?;
        let entry = |hull: &Hull| {
            Some(CheckpointHull {
                hull: *numbers.hulls.get(&hull.key)?,
                pilot: *numbers.pilots.get(&hull.pilot)?,
                place: *numbers.places.get(&place_key(&hull.place))?,
                flown: hull.occupancy == Occupancy::Flown,
                place_at: ms(hull.place_at),
            })
        };
        let mut entries: Vec<CheckpointHull> = fleet.filter_map(entry).collect();
        sqlx::query(
            "INSERT INTO checkpoints (day, at, after_event, fleet)
             VALUES (?1, ?2, (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'events'), ?3)",
        )
        .bind(day)
        .bind(ms(at))
        .bind(encode(&mut entries, ms(at)))
        .execute(self.connection())
        .await?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: i64 = 1_795_359_600_000;

    fn entry(hull: i64, flown: bool, place_at: i64) -> CheckpointHull {
        CheckpointHull { hull, pilot: hull + 7, place: hull * 3, flown, place_at }
    }

    #[test]
    fn what_is_written_is_read() {
        let mut entries = vec![entry(900_000, false, AT - 77), entry(1, true, AT), entry(130, true, 0)];
        let bytes = encode(&mut entries, AT);
        assert_eq!(decode(&bytes, AT).unwrap(), entries);
        assert_eq!(entries[0].hull, 1, "in order");
    }

    #[test]
    fn a_day_takes_about_a_dozen_bytes_a_hull() {
        let mut entries: Vec<CheckpointHull> =
            (1..30_000).map(|hull| entry(hull, hull % 2 == 0, AT - hull * 40_000)).collect();
        let bytes = encode(&mut entries, AT).len();
        assert!(bytes < entries.len() * 13, "{bytes}");
    }

    #[test]
    fn what_is_cut_off_or_from_another_version_is_refused() {
        let bytes = encode(&mut [entry(1, true, AT), entry(2, true, AT)], AT);
        for length in 0..bytes.len() {
            assert_eq!(decode(&bytes[..length], AT), None, "{length}");
        }
        let mut other = bytes;
        other[0] = 9;
        assert_eq!(decode(&other, AT), None);
    }
}
