//! Gates, light years and drives, held against figures that others have published.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, VecDeque};

use captrack_domain::ids::{SystemId, TypeId};
use captrack_domain::movement::{Drive, METRES_PER_LIGHT_YEAR, StarMap};
use captrack_testing::eden::{AVATAR, JITA, NYX, RORQUAL};
use captrack_universe::universe;

fn system(name: &str) -> SystemId {
    universe().find_system(name).unwrap_or_else(|| panic!("{name}")).id
}

fn gates(from: &str, to: &str) -> Option<u32> {
    universe().gates(system(from), system(to))
}

fn light_years(from: &str, to: &str) -> f64 {
    universe().metres(system(from), system(to)).unwrap() / METRES_PER_LIGHT_YEAR
}

#[test]
fn gates_are_counted_as_others_count_them() {
    for (from, to, fewest) in [
        ("Jita", "Jita", 0),
        ("Jita", "Perimeter", 1),
        ("Jita", "Camal", 27),
        ("Jita", "Mahtista", 4),
        ("Jita", "Amarr", 11),
        ("Jita", "Rens", 15),
        ("Amarr", "Dodixie", 14),
        ("1DQ1-A", "Jita", 42),
        ("M-OEE8", "Jita", 10),
        ("Enaluri", "Akidagi", 1),
        ("LXQ2-T", "Paala", 1),
        ("Niarja", "Raravoss", 1),
    ] {
        assert_eq!(gates(from, to), Some(fewest), "{from} to {to}");
        assert_eq!(gates(to, from), Some(fewest), "{to} to {from}");
    }
}

#[test]
fn a_search_from_both_ends_finds_what_a_plain_one_finds() {
    let zarzakh = system("Zarzakh");
    for start in ["Jita", "H-PA29", "1DQ1-A", "Zarzakh", "Niarja"].map(system) {
        let mut plain = BTreeMap::from([(start, 0)]);
        let mut queue = VecDeque::from([start]);
        while let Some(here) = queue.pop_front() {
            if here == zarzakh && here != start {
                continue;
            }
            for next in universe().behind_gates(here) {
                if !plain.contains_key(&next) {
                    plain.insert(next, plain[&here] + 1);
                    queue.push_back(next);
                }
            }
        }
        for goal in universe().systems().map(|system| system.id).filter(|id| id.0 < 31_000_000).step_by(7) {
            assert_eq!(universe().gates(start, goal), plain.get(&goal).copied(), "{start} to {goal}");
        }
    }
}

#[test]
fn nobody_passes_through_zarzakh_but_it_is_a_goal() {
    assert_eq!(gates("H-PA29", "G-0Q86"), Some(49), "two through Zarzakh");
    assert_eq!((gates("H-PA29", "Zarzakh"), gates("Zarzakh", "Turnur")), (Some(1), Some(1)));
}

#[test]
fn where_no_gates_lead_none_are_counted() {
    assert_eq!(gates("Niarja", "Jita"), None, "Pochven");
    assert_eq!(universe().gates(JITA, SystemId(31_000_001)), None, "a wormhole");
    assert_eq!(universe().gates(JITA, SystemId(30_009_999)), None, "no such system");
}

#[test]
fn every_gate_of_the_table_is_there_in_both_directions() {
    let table = include_str!("../../../data/universe/stargates.csv");
    let mut lines = 0;
    for line in table.lines().skip(1) {
        let (from, to) = line.split_once(',').unwrap();
        let (from, to) = (SystemId(from.parse().unwrap()), SystemId(to.parse().unwrap()));
        assert!(universe().behind_gates(from).contains(&to), "{line}");
        assert!(universe().behind_gates(to).contains(&from), "{line} backwards");
        lines += 1;
    }
    let all: usize = universe().systems().map(|system| universe().behind_gates(system.id).len()).sum();
    assert_eq!((lines, all), (6_888, 2 * 6_888));
    assert_eq!(universe().systems().filter(|system| universe().behind_gates(system.id).is_empty()).count(), 3_221);
}

#[test]
fn light_years_are_the_games_own() {
    for (from, to, published) in [
        ("B2J-5N", "MJ-5F9", 4.863),
        ("B2J-5N", "NSI-MW", 4.416),
        ("B2J-5N", "P3X-TN", 5.280),
        ("Ihakana", "HKYW-T", 9.936),
        ("Jita", "M-OEE8", 9.229),
        ("LXQ2-T", "Paala", 14.328),
    ] {
        let measured = light_years(from, to);
        assert!((measured - published).abs() < 0.000_6, "{from} to {to}: {measured}");
    }
    assert_eq!(universe().metres(JITA, SystemId(31_000_001)), None, "distances into wormholes mean nothing");
}

/// Pairs at the edge of a range, of which another light year would let the wrong ones in.
#[test]
fn pairs_at_the_edge_of_a_range_are_on_the_right_side_of_it() {
    for (from, to, range, within) in [
        ("2G-VDP", "FZX-PU", 6.0, false),
        ("GPD5-0", "4-43BW", 7.0, false),
        ("X-7OMU", "VRH-H7", 7.5, false),
        ("K25-XD", "Eurgrana", 8.0, false),
        ("Iesa", "VKI-T7", 10.0, false),
        ("PUC-JZ", "V-IUEL", 6.0, true),
        ("Bersyrim", "Bridi", 7.0, true),
        ("UZ-QXW", "ZM-DNR", 10.0, true),
    ] {
        let metres = universe().metres(system(from), system(to)).unwrap();
        assert_eq!(metres <= range * METRES_PER_LIGHT_YEAR, within, "{from} to {to}");
    }
}

#[test]
fn low_and_null_security_can_be_jumped_to_and_nothing_else() {
    let can = |name: &str| universe().can_be_jumped_to(system(name));
    // 16-31U is null security in a region of the Jove.
    for (name, expected) in [
        ("Neziel", true),
        ("Rilera", true),
        ("Enderailen", true),
        ("Pemene", false),
        ("Asanot", false),
        ("Jita", false),
        ("16-31U", false),
        ("Niarja", false),
        ("Zarzakh", false),
        ("J100744", false),
    ] {
        assert_eq!(can(name), expected, "{name}");
    }
    assert_eq!(universe().systems().filter(|system| universe().can_be_jumped_to(system.id)).count(), 3_981);
}

#[test]
fn drives_reach_as_far_as_the_best_pilot_takes_them() {
    let drive = |type_id| universe().drive(type_id);
    assert_eq!([drive(AVATAR), drive(NYX), drive(RORQUAL)], [6.0, 6.0, 10.0].map(Drive::Range));
    assert_eq!(drive(TypeId(92_822)), Drive::Range(7.5), "a command carrier");
    assert_eq!(drive(TypeId(20_185)), Drive::None, "a Charon");
    assert_eq!(drive(TypeId(33_687)), Drive::Unknown, "an edition that differs from its group");
    assert_eq!(drive(TypeId(587)), Drive::Unknown, "a Rifter is no capital");
}

#[test]
fn a_range_has_no_digits_that_nobody_trained() {
    let range = |group: i64, level| {
        universe().group(captrack_domain::ids::GroupId(group)).unwrap().jump_range_ly(level).unwrap().to_string()
    };
    assert_eq!([range(30, 3), range(30, 1), range(485, 2), range(5120, 5)], ["4.8", "3.6", "4.9", "7.5"]);
}
