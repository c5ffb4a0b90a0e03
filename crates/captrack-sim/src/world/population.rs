//! Who lives in the world at the start: corporations, accounts of mains and alts, and what they own.
//!
//! About one account in twenty owns a titan or a supercarrier, and a few more own five or more hulls of one class; the rest
//! stay below any threshold. So roughly a tenth of the mains alerts under the default policy, a handful of them critically.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use super::names::NameRegister;
use super::types::{ASSET_SAFETY_WRAP, CONTAINER, OFFICE};
use super::{
    ALLIANCE_ID, Alliance, CLOSED_FORTIZAR, Item, ItemOwner, Place, STAGING_FORTIZAR, STAGING_KEEPSTAR, World,
    geography,
};

/// The id of the alliance's first corporation.
pub(super) const FIRST_CORPORATION: i64 = 98_700_101;

/// Name, ticker, whether it belongs to the alliance.
const CORPORATIONS: [(&str, &str, bool); 7] = [
    ("Null Logistics", "NLOGI", true),
    ("Dread Bombers", "DRDBM", true),
    ("Rorqual Miners", "RQMIN", true),
    ("Cyno Janitors", "CYNOJ", true),
    ("Ashen Vanguard", "ASHVG", true),
    ("Second Shift", "SHFT2", true),
    ("Market Bystanders", "MKTBY", false),
];

/// The regions that the alliance lives in: Delve, Querious, Fountain, Aridia, Period Basis.
const THEATRE: [i64; 5] = [10_000_060, 10_000_050, 10_000_058, 10_000_054, 10_000_063];

/// Hull groups that alert by their number, with how often they are owned.
const THRESHOLD_CLASSES: [(i64, u32); 5] = [(547, 24), (485, 26), (1538, 14), (4594, 8), (5120, 6)];
/// Hull groups that never alert by default, with how often they are owned.
const QUIET_CLASSES: [(i64, u32); 3] = [(883, 11), (902, 10), (513, 7)];
/// Titans and supercarriers.
pub(super) const SUPERS: [(i64, u32); 2] = [(30, 3), (659, 5)];

/// What an account can afford.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fortune {
    /// Titans or supercarriers.
    Supers,
    /// Five or more of one class.
    Squadron,
    /// A few capitals, never five of one class.
    Ordinary,
}

/// Founds the alliance and its corporations.
pub(super) fn found_alliance(world: &mut World) {
    let founded = Timestamp::constant(1_450_000_000, 0);
    let alliance =
        Alliance { id: ALLIANCE_ID, name: "Synthetic Coalition".to_owned(), ticker: "SYNTH".to_owned(), founded };
    world.alliances.insert(ALLIANCE_ID, alliance);
    for (name, ticker, member) in CORPORATIONS {
        world.found_corporation(name, ticker, member.then_some(ALLIANCE_ID));
    }
}

/// Fills the world with so many pilots and their belongings.
pub(super) fn settle(world: &mut World, rng: &mut StdRng, pilots: usize, now: Timestamp) {
    let accounts = open_accounts(world, rng, pilots, now);
    let (inside, outside): (Vec<_>, Vec<_>) = accounts.into_iter().partition(|account| is_of_alliance(world, account));
    for (account, fortune) in inside.iter().zip(fortunes(rng, inside.len())) {
        endow(world, rng, account, fortune);
    }
    for account in &outside {
        endow(world, rng, account, Fortune::Ordinary);
    }
    let pilots: Vec<i64> = world.pilots.keys().copied().collect();
    for pilot in pilots {
        furnish(world, rng, pilot);
        crew(world, rng, pilot, now);
    }
    if !world.pilots.is_empty() {
        appoint_directors(world);
        stock_offices(world, rng);
    }
}

fn is_of_alliance(world: &World, account: &[i64]) -> bool {
    account.first().and_then(|id| world.pilots.get(id)).is_some_and(|main| world.alliance_id_of(main).is_some())
}

/// Mains with up to three alts, until there are enough pilots.
fn open_accounts(world: &mut World, rng: &mut StdRng, pilots: usize, now: Timestamp) -> Vec<Vec<i64>> {
    let mut register = NameRegister::default();
    let corporations: Vec<i64> = world.corporations.keys().copied().collect();
    let mut accounts = Vec::new();
    let mut left = pilots;
    while left > 0 {
        let size = rng.random_range(1..=4).min(left);
        left -= size;
        let corporation = weighted(rng, &[(0, 22), (1, 20), (2, 16), (3, 14), (4, 14), (5, 12), (6, 2)]);
        let home = home(rng);
        let main_name = register.main(rng);
        let main = world.add_pilot(main_name.as_str(), corporations[corporation], None, home, now);
        let mut account = vec![main];
        for _ in 1..size {
            let name = register.alt(rng, &main_name);
            account.push(world.add_pilot(name, corporations[corporation], Some(main), home, now));
        }
        accounts.push(account);
    }
    accounts
}

/// One fortune an account: a twentieth supers, a little more squadrons, at least one of each where there are four accounts.
fn fortunes(rng: &mut StdRng, accounts: usize) -> Vec<Fortune> {
    let share = |part: f64| if accounts < 4 { 0 } else { ((accounts as f64 * part).round() as usize).max(1) };
    let (supers, squadrons) = (share(0.04), share(0.05));
    let mut fortunes = vec![Fortune::Supers; supers];
    fortunes.extend(vec![Fortune::Squadron; squadrons]);
    fortunes.resize(accounts, Fortune::Ordinary);
    fortunes.shuffle(rng);
    fortunes
}

fn endow(world: &mut World, rng: &mut StdRng, account: &[i64], fortune: Fortune) {
    let mut owned: BTreeMap<i64, usize> = BTreeMap::new();
    match fortune {
        Fortune::Supers => {
            for _ in 0..rng.random_range(1..=2) {
                let group = weighted(rng, &SUPERS);
                let owner = account[rng.random_range(0..account.len())];
                give_hull(world, rng, owner, group);
            }
        }
        Fortune::Squadron => {
            let group = weighted(rng, &THRESHOLD_CLASSES);
            let hulls = rng.random_range(5..=9);
            owned.insert(group, 99);
            for index in 0..hulls {
                give_hull(world, rng, account[index % account.len()], group);
            }
        }
        Fortune::Ordinary => {}
    }
    let classes: Vec<(i64, u32)> = THRESHOLD_CLASSES.into_iter().chain(QUIET_CLASSES).collect();
    for pilot in account {
        for _ in 0..rng.random_range(0..=3) {
            let group = weighted(rng, &classes);
            let count = owned.entry(group).or_default();
            if *count < 4 {
                *count += 1;
                give_hull(world, rng, *pilot, group);
            }
        }
    }
}

/// A hull of this group, somewhere sensible; returns its item id.
pub(super) fn give_hull(world: &mut World, rng: &mut StdRng, pilot: i64, group: i64) -> i64 {
    let hulls = world.types.hulls_of(group);
    let type_id = hulls[rng.random_range(0..hulls.len())];
    let owner = ItemOwner::Pilot(pilot);
    let place = match rng.random_range(0..100) {
        0..52 => world.pilots.get(&pilot).map_or(Place::Structure(STAGING_KEEPSTAR), |pilot| pilot.home),
        52..66 => home(rng),
        66..72 => Place::Structure(CLOSED_FORTIZAR),
        72..86 => station(rng),
        86..89 => {
            let wrap = world.items.add(Item::new(ASSET_SAFETY_WRAP, owner, Place::AssetSafety));
            Place::Inside(wrap)
        }
        89..92 => {
            let berth = home(rng);
            Place::Inside(world.items.add(Item::new(CONTAINER, owner, berth).named("Do not open")))
        }
        92..96 => bay_of_another(world, owner).unwrap_or(Place::Structure(STAGING_FORTIZAR)),
        _ => Place::Space(system_of_home(rng)),
    };
    let name = ship_name(world, rng, pilot, type_id);
    world.items.add(Item::new(type_id, owner, place).named(name))
}

/// The ship maintenance bay of a docked capital of the same owner.
fn bay_of_another(world: &World, owner: ItemOwner) -> Option<Place> {
    world
        .items
        .owned_by(owner)
        .find(|item| {
            world.types.is_capital(item.type_id) && matches!(item.place, Place::Structure(_) | Place::Station(_))
        })
        .map(|carrier| Place::Inside(carrier.id))
}

fn ship_name(world: &World, rng: &mut StdRng, pilot: i64, type_id: i64) -> String {
    const NAMES: [&str; 10] = [
        "Insurance Pending",
        "Quiet Neighbour",
        "Last Known Position",
        "Do Not Undock",
        "Second Mortgage",
        "Cold Harbour",
        "Not A Titan",
        "Borrowed Thunder",
        "Paperweight",
        "Good Morning",
    ];
    if rng.random_bool(0.4) {
        return NAMES[rng.random_range(0..NAMES.len())].to_owned();
    }
    let hull = world.types.get(type_id).map_or("ship", |hull| hull.name.as_str());
    let first = world.pilots.get(&pilot).and_then(|pilot| pilot.name.split(' ').next()).unwrap_or("Somebody");
    format!("{first}'s {hull}")
}

/// Small things in the hangar, so that capitals have to be found among them.
fn furnish(world: &mut World, rng: &mut StdRng, pilot: i64) {
    let owner = ItemOwner::Pilot(pilot);
    let place = home(rng);
    for type_id in [587, 672, 12005, 22456] {
        if rng.random_bool(0.5) {
            world.items.add(Item::new(type_id, owner, place));
        }
    }
    for _ in 0..rng.random_range(3..12) {
        let type_id = weighted(rng, &[(34, 1), (16272, 1), (16275, 1), (17887, 1)]);
        let quantity = rng.random_range(1..500_000);
        world.items.add(Item::stack(type_id, owner, place, quantity));
    }
}

/// Seats a pilot in one of their hulls, or a shuttle, or leaves them in the capsule; some are online, some of those in space.
fn crew(world: &mut World, rng: &mut StdRng, pilot: i64, now: Timestamp) {
    let mut hulls: Vec<(i64, Place, bool)> = world
        .items
        .owned_by(ItemOwner::Pilot(pilot))
        .filter(|item| world.types.is_capital(item.type_id) && !matches!(item.place, Place::Inside(_)))
        .map(|item| {
            (item.id, item.place, SUPERS.iter().any(|(group, _)| world.types.group_of(item.type_id) == Some(*group)))
        })
        .collect();
    // Who owns a titan sits in it: it cannot be left anywhere safely.
    hulls.sort_by_key(|(id, _, is_super)| (!is_super, *id));
    let Some((hull, place, is_super)) = hulls.first().copied() else {
        return;
    };
    if !is_super && !place.is_space() && rng.random_bool(0.35) {
        return;
    }
    if world.board(pilot, hull).is_err() {
        return;
    }
    let online = place.is_space() || rng.random_bool(0.3);
    let undocks = online && rng.random_bool(0.35);
    let since = now - SignedDuration::from_mins(rng.random_range(2..240));
    if let Some(pilot) = world.pilots.get_mut(&pilot) {
        pilot.set_online(online, since);
    }
    if let Some(system) = world.system_of(place).filter(|_| undocks) {
        world.items.put(hull, Place::Space(system));
    }
}

/// The oldest member of each corporation directs it.
fn appoint_directors(world: &mut World) {
    for corporation in world.corporations.keys().copied().collect::<Vec<_>>() {
        let first = world.members(corporation).next().map(|pilot| pilot.id);
        if let Some(pilot) = first.and_then(|id| world.pilots.get_mut(&id)) {
            pilot.roles.insert("Director".to_owned());
        }
    }
}

/// A capital or two in the corporation's own hangar.
fn stock_offices(world: &mut World, rng: &mut StdRng) {
    for corporation in world.corporations.keys().copied().collect::<Vec<_>>() {
        let owner = ItemOwner::Corporation(corporation);
        let office = world.items.add(Item::new(OFFICE, owner, Place::Structure(STAGING_KEEPSTAR)));
        for _ in 0..rng.random_range(1..=2) {
            let group = weighted(rng, &[(485, 3), (1538, 1), (902, 1)]);
            let hulls = world.types.hulls_of(group);
            let type_id = hulls[rng.random_range(0..hulls.len())];
            world.items.add(Item::new(type_id, owner, Place::Inside(office)));
        }
    }
}

/// A structure of the alliance.
fn home(rng: &mut StdRng) -> Place {
    Place::Structure(weighted(
        rng,
        &[(STAGING_KEEPSTAR, 6), (STAGING_FORTIZAR, 4), (1_035_466_617_970, 2), (1_035_466_617_977, 1)],
    ))
}

fn system_of_home(rng: &mut StdRng) -> i64 {
    weighted(rng, &[(30_004_759, 5), (30_004_730, 3), (30_004_711, 2), (30_004_009, 1)])
}

/// An NPC station of the theatre, outside of high security.
fn station(rng: &mut StdRng) -> Place {
    let stations: Vec<i64> = geography()
        .systems
        .values()
        .filter(|system| system.can_be_jumped_to && THEATRE.contains(&system.region_id))
        .flat_map(|system| &system.stations)
        .copied()
        .collect();
    Place::Station(stations[rng.random_range(0..stations.len())])
}

/// One of the choices, by weight.
pub(super) fn weighted<T: Copy>(rng: &mut StdRng, choices: &[(T, u32)]) -> T {
    let total: u32 = choices.iter().map(|(_, weight)| weight).sum();
    let mut at = rng.random_range(0..total);
    for (choice, weight) in choices {
        if at < *weight {
            return *choice;
        }
        at -= weight;
    }
    choices[0].0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mains of the alliance that would alert under the default policy, and those who own a capital: (critical, alerting, all).
    fn alerting(world: &World) -> (usize, usize, usize) {
        let mut of_main: BTreeMap<i64, BTreeMap<i64, usize>> = BTreeMap::new();
        for pilot in world.pilots.values().filter(|pilot| world.alliance_id_of(pilot) == Some(ALLIANCE_ID)) {
            for item in world.items.owned_by(ItemOwner::Pilot(pilot.id)) {
                if world.types.is_capital(item.type_id) {
                    let classes = of_main.entry(pilot.main_id).or_default();
                    *classes.entry(world.types.group_of(item.type_id).unwrap()).or_default() += 1;
                }
            }
        }
        let critical =
            of_main.values().filter(|classes| classes.contains_key(&30) || classes.contains_key(&659)).count();
        let threshold = of_main
            .values()
            .filter(|classes| THRESHOLD_CLASSES.iter().any(|(group, _)| classes.get(group).is_some_and(|n| *n >= 5)))
            .count();
        (critical, threshold, of_main.len())
    }

    #[test]
    fn about_a_tenth_of_the_mains_alerts_and_a_handful_is_critical() {
        for seed in 1..20 {
            let world = World::new(seed, 260, crate::SimOptions::default().start);
            let (critical, threshold, mains) = alerting(&world);
            let share = (critical + threshold) as f64 / mains as f64;
            assert!((0.08..=0.12).contains(&share), "seed {seed}: {critical} + {threshold} of {mains}");
            assert!((3..=8).contains(&critical), "seed {seed}: {critical}");
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_world() {
        let start = crate::SimOptions::default().start;
        let (one, other) = (World::new(3, 60, start), World::new(3, 60, start));
        let hulls =
            |world: &World| world.items.iter().map(|item| (item.id, item.type_id, item.place)).collect::<Vec<_>>();
        assert_eq!(hulls(&one), hulls(&other));
        assert_ne!(hulls(&one), hulls(&World::new(4, 60, start)));
    }

    #[test]
    fn the_demo_has_every_class_and_every_kind_of_place() {
        let world = World::new(1, 260, crate::SimOptions::default().start);
        let hulls: Vec<&Item> = world.items.iter().filter(|item| world.types.is_capital(item.type_id)).collect();
        for group in [30, 485, 513, 547, 659, 883, 902, 1538, 4594, 5120] {
            assert!(hulls.iter().any(|hull| world.types.group_of(hull.type_id) == Some(group)), "group {group}");
        }
        assert!(hulls.iter().any(|hull| matches!(hull.place, Place::Station(_))));
        assert!(hulls.iter().any(|hull| hull.place == Place::Structure(CLOSED_FORTIZAR)));
        assert!(hulls.iter().any(|hull| hull.place.is_space()));
        assert!(hulls.iter().any(|hull| world.anchor(hull.place) == Place::AssetSafety));
        assert!(
            hulls.iter().any(|hull| matches!(hull.place, Place::Inside(_)) && world.system_of(hull.place).is_some())
        );
    }
}
