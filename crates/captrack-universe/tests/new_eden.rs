//! New Eden as embedded, held against what is known of it and against the tables it was made from.
#![allow(clippy::unwrap_used)]

use captrack_domain::class::HullClass;
use captrack_domain::ids::{ConstellationId, GroupId, LocationId, RegionId, SystemId, TypeId};
use captrack_testing::eden::{AVATAR, JITA, JITA_STATION, THE_FORGE};
use captrack_universe::{FoundPlace, SecurityBand, Space, universe};

/// Equal but for the digits that a fact written by hand leaves out.
fn near(value: f64, fact: f64) -> bool {
    (value - fact).abs() <= fact.abs() * 1e-6
}

fn lines(table: &str) -> usize {
    table.lines().count() - 1
}

#[test]
fn jita_is_in_the_forge_and_where_it_should_be() {
    let jita = universe().system(JITA).unwrap();
    assert_eq!(jita.name, "Jita");
    assert_eq!(jita.region, THE_FORGE);
    assert_eq!(universe().region(jita.region).unwrap().name, "The Forge");
    assert_eq!(universe().constellation(jita.constellation).unwrap().name, "Kimotoro");
    assert_eq!(jita.security.to_string(), "0.9");
    assert_eq!(jita.security.band(), SecurityBand::High);
    let at = jita.position;
    assert!(near(at.x, -1.290_649e17) && near(at.y, 6.075_53e16) && near(at.z, 1.174_692e17), "{at:?}");
}

#[test]
fn every_line_of_the_tables_is_embedded() {
    let new_eden = universe();
    assert_eq!(new_eden.regions().len(), lines(include_str!("../../../data/universe/regions.csv")));
    assert_eq!(new_eden.constellations().len(), lines(include_str!("../../../data/universe/constellations.csv")));
    assert_eq!(new_eden.systems().len(), lines(include_str!("../../../data/universe/systems.csv")));
    assert_eq!(new_eden.stations().len(), lines(include_str!("../../../data/universe/npc_stations.csv")));
    assert_eq!(new_eden.groups().len(), lines(include_str!("../../../data/universe/capital_groups.csv")));
    assert_eq!(new_eden.hull_types().len(), lines(include_str!("../../../data/universe/capital_types.csv")));
}

#[test]
fn every_system_of_the_table_is_found_with_what_its_line_says() {
    for line in include_str!("../../../data/universe/systems.csv").lines().skip(1) {
        let fields: Vec<_> = line.split(',').collect();
        let system = universe().system(fields[0].parse().unwrap()).unwrap();
        assert_eq!(system.name, fields[1]);
        assert_eq!(system.constellation, fields[2].parse().unwrap());
        assert_eq!(system.region, fields[3].parse().unwrap());
        let security: f64 = fields[4].parse().unwrap();
        assert!((f64::from(system.security.0) - security).abs() < 1e-6);
        let position = [system.position.x, system.position.y, system.position.z];
        assert_eq!(position.map(f64::to_bits), [5, 6, 7].map(|at| fields[at].parse::<f64>().unwrap().to_bits()));
        assert_eq!(universe().find_system(fields[1]).unwrap().id, system.id);
    }
}

#[test]
fn whatever_refers_to_a_place_refers_to_one_that_exists() {
    let new_eden = universe();
    for system in new_eden.systems() {
        let constellation = new_eden.constellation(system.constellation).unwrap();
        assert_eq!(constellation.region, system.region, "{system:?}");
        assert!(new_eden.region(system.region).is_some(), "{system:?}");
    }
    for station in new_eden.stations() {
        assert!(station.id.is_station(), "{station:?}");
        assert!(new_eden.system(station.system).is_some(), "{station:?}");
    }
    for hull in new_eden.hull_types() {
        assert!(new_eden.group(hull.group).is_some(), "{hull:?}");
    }
}

#[test]
fn every_class_has_types_in_its_default_groups_and_no_type_is_left_over() {
    let mut counted = 0;
    for group in HullClass::ALL.iter().flat_map(|class| class.default_groups()) {
        let types = universe().hull_types().filter(|hull| hull.group == *group).count();
        assert!(types > 0, "group {group} has no types");
        counted += types;
    }
    assert_eq!(counted, universe().hull_types().len());
}

#[test]
fn the_four_command_carriers_are_there() {
    let names: Vec<_> = universe()
        .hull_types()
        .filter(|hull| hull.group == GroupId(5120))
        .map(|hull| (hull.type_id.0, hull.name))
        .collect();
    assert_eq!(names, [(92_822, "Salvation"), (92_823, "Simurgh"), (92_824, "Gaia"), (92_825, "Ymir")]);
}

#[test]
fn the_flag_cruiser_is_no_capital() {
    assert_eq!(universe().group(GroupId(1972)), None);
    assert_eq!(universe().group(GroupId(4594)).unwrap().name, "Lancer Dreadnought");
}

#[test]
fn hulls_that_are_not_published_are_known_too() {
    let nation = universe().hull_type(TypeId(3628)).unwrap();
    assert_eq!((nation.name, nation.group, nation.published), ("Nation", GroupId(659), false));
    let avatar = universe().hull_type(AVATAR).unwrap();
    assert_eq!((avatar.name, avatar.group, avatar.published), ("Avatar", GroupId(30), true));
}

#[test]
fn jump_range_doubles_at_level_five_and_freighters_have_none() {
    let range = |group: i64| universe().group(GroupId(group)).unwrap().jump_range_ly(5);
    assert!(near(range(30).unwrap(), 6.0));
    assert!(near(range(5120).unwrap(), 7.5));
    assert!(near(range(902).unwrap(), 10.0));
    assert_eq!(range(513), None);
}

#[test]
fn an_unknown_id_is_nothing() {
    let new_eden = universe();
    for id in [i64::MIN, -1, 0, 1, 30_999_999, 99_999_999, i64::from(u32::MAX), 30_000_142 + (1 << 32), i64::MAX] {
        assert_eq!(new_eden.region(RegionId(id)), None);
        assert_eq!(new_eden.constellation(ConstellationId(id)), None);
        assert_eq!(new_eden.system(SystemId(id)), None);
        assert_eq!(new_eden.station(LocationId(id)), None);
        assert_eq!(new_eden.hull_type(TypeId(id)), None);
        assert_eq!(new_eden.group(GroupId(id)), None);
    }
}

#[test]
fn stations_know_their_system() {
    let trade_hub = universe().station(JITA_STATION).unwrap();
    assert_eq!(trade_hub.name, "Jita IV - Moon 4 - Caldari Navy Assembly Plant");
    assert_eq!(trade_hub.system, JITA);
}

#[test]
fn regions_know_their_kind_of_space() {
    let space = |id| universe().region(RegionId(id)).unwrap().space;
    assert_eq!(space(10_000_002), Space::Known);
    assert_eq!(space(11_000_001), Space::Wormhole);
    assert_eq!(space(12_000_001), Space::Abyssal);
    assert_eq!(space(14_000_001), Space::Void);
}

#[test]
fn a_system_is_found_by_its_whole_name_in_any_case() {
    for name in ["Jita", "jita", "JITA", " Jita "] {
        assert_eq!(universe().find_system(name).unwrap().id, JITA, "{name:?}");
    }
    for name in ["", "Jit", "Jita 4", "The Forge", "\u{130}ita"] {
        assert_eq!(universe().find_system(name), None, "{name:?}");
    }
}

#[test]
fn a_search_puts_whole_names_before_beginnings_before_the_rest() {
    let names: Vec<_> = universe().search("forge", 5).iter().map(FoundPlace::name).collect();
    assert_eq!(names, ["The Forge"]);
    let jita = universe().search("jita", 10);
    assert!(matches!(jita[0], FoundPlace::System(system) if system.id == JITA));
    let found = universe().search("de", 200);
    let starts: Vec<_> = found.iter().map(|place| place.name().to_ascii_lowercase().starts_with("de")).collect();
    assert!(starts.is_sorted_by_key(|starts| !starts), "beginnings come first");
    assert!(matches!(found[0], FoundPlace::Region(region) if region.name == "Deklein"), "{:?}", found[0]);
    assert!(found.iter().all(|place| place.name().to_ascii_lowercase().contains("de")));
}

#[test]
fn a_search_keeps_to_its_limit_and_an_empty_one_finds_nothing() {
    assert_eq!(universe().search("a", 7).len(), 7);
    assert_eq!(universe().search("a", 0), []);
    assert_eq!(universe().search("  ", 7), []);
    assert_eq!(universe().search("no such place", 7), []);
    assert_eq!(universe().search("Ж", 7), []);
}

#[test]
fn light_years_are_the_games() {
    let jita = universe().find_system("Jita").unwrap().position;
    let perimeter = universe().find_system("Perimeter").unwrap().position;
    assert!(near(jita.light_years_to(&jita) + 1.0, 1.0));
    let there = jita.light_years_to(&perimeter);
    assert!((1.0..3.0).contains(&there), "{there}");
    assert!(near(perimeter.light_years_to(&jita), there));
}
