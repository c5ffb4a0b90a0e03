//! Who is under whom once wishes are fulfilled. Pure.

use std::collections::BTreeMap;

use captrack_domain::ids::PilotId;

use super::file_pilots::WantedMains;

/// Pilots that were wished under each other, so that none of them is the main.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MainCycle(pub Vec<PilotId>);

/// The main of every watched pilot once the wishes are fulfilled: the main of a main counts, so alts come along with theirs.
///
/// Who is put under an alt of its own makes that alt the main: nobody said that it is to stay where it is.
pub fn grouped(
    now: &BTreeMap<PilotId, PilotId>,
    wishes: &WantedMains,
) -> Result<BTreeMap<PilotId, PilotId>, MainCycle> {
    let mut above = now.clone();
    above.extend(wishes.iter().map(|(pilot, main)| (*pilot, *main)));
    while let Some(circle) = above.keys().find_map(|pilot| circle_above(*pilot, &above)) {
        match circle.iter().find(|pilot| !wishes.contains_key(pilot)) {
            Some(main) => drop(above.insert(*main, *main)),
            None => return Err(MainCycle(circle)),
        }
    }
    Ok(now.keys().map(|pilot| (*pilot, *way_up(*pilot, &above).last().unwrap_or(pilot))).collect())
}

/// A pilot, its main, the main of that, until one that is its own or was met before.
fn way_up(pilot: PilotId, above: &BTreeMap<PilotId, PilotId>) -> Vec<PilotId> {
    let mut way = vec![pilot];
    let mut at = pilot;
    while let Some(next) = above.get(&at).filter(|next| !way.contains(next)) {
        way.push(*next);
        at = *next;
    }
    way
}

/// The circle that the way up from a pilot ends in, if it does.
fn circle_above(pilot: PilotId, above: &BTreeMap<PilotId, PilotId>) -> Option<Vec<PilotId>> {
    let way = way_up(pilot, above);
    let last = way.last()?;
    let back_to = above.get(last).filter(|next| *next != last)?;
    let begin = way.iter().position(|met| met == back_to)?;
    Some(way[begin..].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(i64, i64)]) -> BTreeMap<PilotId, PilotId> {
        pairs.iter().map(|(pilot, main)| (PilotId(*pilot), PilotId(*main))).collect()
    }

    fn then(now: &[(i64, i64)], wishes: &[(i64, i64)]) -> Vec<(i64, i64)> {
        grouped(&pairs(now), &pairs(wishes)).unwrap().into_iter().map(|(pilot, main)| (pilot.0, main.0)).collect()
    }

    #[test]
    fn who_is_put_under_a_pilot_that_has_a_main_comes_under_that_main() {
        assert_eq!(then(&[(1, 1), (2, 1), (3, 3)], &[(3, 2)]), [(1, 1), (2, 1), (3, 1)]);
    }

    #[test]
    fn alts_come_along() {
        assert_eq!(then(&[(1, 1), (2, 2), (3, 2)], &[(2, 1)]), [(1, 1), (2, 1), (3, 1)]);
    }

    #[test]
    fn a_main_that_is_not_watched_is_one_all_the_same() {
        assert_eq!(then(&[(1, 1), (2, 1)], &[(1, 99)]), [(1, 99), (2, 99)]);
    }

    #[test]
    fn the_main_of_a_pilot_put_under_its_alt_changes_places_with_it() {
        assert_eq!(then(&[(1, 1), (2, 1), (3, 1)], &[(1, 2)]), [(1, 2), (2, 2), (3, 2)]);
        assert_eq!(then(&[(1, 1), (2, 1)], &[(1, 2), (2, 2)]), [(1, 2), (2, 2)]);
    }

    #[test]
    fn own_again_leaves_the_others_where_they_are() {
        assert_eq!(then(&[(1, 1), (2, 1), (3, 1)], &[(2, 2)]), [(1, 1), (2, 2), (3, 1)]);
    }

    #[test]
    fn chains_within_the_wishes_are_followed_to_their_end() {
        assert_eq!(
            then(&[(1, 1), (2, 2), (3, 3), (4, 4)], &[(4, 3), (3, 2), (2, 1)]),
            [(1, 1), (2, 1), (3, 1), (4, 1)]
        );
    }

    #[test]
    fn pilots_wished_under_each_other_are_refused() {
        let now = pairs(&[(1, 1), (2, 2), (3, 3)]);
        let circle = grouped(&now, &pairs(&[(1, 2), (2, 3), (3, 1)])).unwrap_err();
        assert_eq!(circle.0.len(), 3);
    }
}
