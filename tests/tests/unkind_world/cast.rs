//! Who lives in the world, and what they own. Home is Delve: a titan or supercarrier of theirs anywhere else is critical, and so are five of
//! one main's dreadnoughts anywhere else worth an alert. Nothing else ever alerts.

use captrack_domain::ids::{LocationId, RegionId, SystemId};
use captrack_sim::{Place, Placement, STAGING_KEEPSTAR, SimNewPilot};
use captrack_testing::eden::{
    ARCHON, AVATAR, DELVE, EREBUS, HEL, JITA, JITA_STATION, LEVIATHAN, NIDHOGGUR, NYX, PERIMETER, RAGNAROK, REVELATION,
};
use captrack_universe::universe;

use crate::stage::Stage;

/// Home.
pub const HOME: i64 = DELVE.0;
pub const KEEPSTAR: Place = Place::Structure(STAGING_KEEPSTAR);
const LAST_STOP: i64 = 30_004_009;
/// Where ships go, and where they may dock there.
pub const AWAY: [(i64, Place); 3] = [
    (JITA.0, Place::Station(JITA_STATION.0)),
    (PERIMETER.0, Place::Structure(1_035_466_617_984)),
    (LAST_STOP, Place::Structure(1_035_466_617_977)),
];

/// A pilot with the ship that the story is about.
#[derive(Debug, Clone)]
pub struct Pilot {
    pub id: i64,
    pub name: &'static str,
    /// The ship in which the pilot goes away; none: has no capital.
    pub ship: Option<i64>,
    /// Signed in here, else known through AllianceAuth alone.
    pub signed_in: bool,
}

/// Everybody.
#[derive(Debug, Clone)]
pub struct Cast {
    pub pilots: Vec<Pilot>,
    /// Whose dreadnoughts count together.
    pub squadron: i64,
}

/// Name, whose alt, the ship.
const PILOTS: [(&str, Option<usize>, Option<i64>); 8] = [
    ("Kara Volkov", None, Some(AVATAR.0)),
    ("Kestrel Dawn", Some(0), Some(NYX.0)),
    ("Oran Vaari", None, Some(EREBUS.0)),
    ("Tarek Oss", Some(2), Some(RAGNAROK.0)),
    ("Mira Tan", None, Some(REVELATION.0)),
    ("Nika Sol", Some(4), Some(ARCHON.0)),
    ("Juno Akara", None, Some(HEL.0)),
    ("Lena Quist", None, None),
];
/// Whose dreadnoughts wait away from home for a fifth one.
const SQUADRON: usize = 4;
/// Who has not signed in: only AllianceAuth tells of this one, to the token of the one who has no capital.
const LISTED: usize = 6;
const LEADER: usize = 7;
/// Who owns a spare titan.
pub const SPARE: usize = 2;

impl Cast {
    /// Puts everybody at home and signs them in; four dreadnoughts lie elsewhere.
    pub async fn enter(stage: &Stage) -> Self {
        let mut pilots: Vec<Pilot> = Vec::new();
        let mut alts = Vec::new();
        for (name, main, ship) in PILOTS {
            let main = main.map(|main| pilots[main].id);
            let new = SimNewPilot { main_id: main, ..SimNewPilot::named(name) };
            let id = stage.world.create_pilot(new).unwrap();
            alts.extend(main.map(|main| (id, main)));
            let ship = ship.map(|ship| stage.world.place(Placement::stored(id, ship, KEEPSTAR)).unwrap());
            if let Some(ship) = ship {
                stage.world.board(id, ship).unwrap();
            }
            // Small things, so that lists have pages.
            for quantity in 1..=14 {
                stage.world.stock(id, 34, quantity, KEEPSTAR).unwrap();
            }
            pilots.push(Pilot { id, name, ship, signed_in: pilots.len() != LISTED });
        }
        let squadron = pilots[SQUADRON].id;
        // Two more at home, so that a list that lacks all of them is doubted.
        for dock in [AWAY[0].1, AWAY[0].1, AWAY[1].1, AWAY[1].1, KEEPSTAR, KEEPSTAR] {
            stage.world.place(Placement::stored(squadron, REVELATION.0, dock)).unwrap();
        }
        stage.world.place(Placement::stored(pilots[SQUADRON + 1].id, NIDHOGGUR.0, AWAY[1].1)).unwrap();
        for pilot in pilots.iter().filter(|pilot| pilot.signed_in) {
            assert!(stage.sign_in(pilot.id).await);
        }
        stage.settle(home(), &alts).await;
        stage.world.auth().read(pilots[LISTED].id).unwrap();
        stage.connect(pilots[LEADER].id).await;
        Self { pilots, squadron }
    }

    /// Somebody buys a second titan, far from home.
    pub fn spare_titan(&self) -> Placement {
        Placement::stored(self.pilots[SPARE].id, LEVIATHAN.0, AWAY[2].1)
    }

    /// Somebody without a ship of their own buys a supercarrier, far from home.
    pub fn supercarrier_elsewhere(&self) -> Placement {
        Placement::stored(self.pilots[LEADER].id, HEL.0, AWAY[2].1)
    }

    /// Who is known through AllianceAuth alone.
    pub fn listed(&self) -> i64 {
        self.pilots[LISTED].id
    }

    /// Whether a ship is that pilot's.
    pub fn is_of_listed(&self, ship: i64) -> bool {
        self.pilots[LISTED].ship == Some(ship)
    }

    pub fn name(&self, pilot: i64) -> &'static str {
        self.pilots.iter().find(|known| known.id == pilot).map_or("nobody", |pilot| pilot.name)
    }
}

/// The region that is home.
pub fn home() -> RegionId {
    universe().system(SystemId(HOME)).unwrap().region
}

pub fn is_home(system: i64) -> bool {
    universe().system(SystemId(system)).is_some_and(|system| system.region == home())
}

pub fn system_name(system: i64) -> &'static str {
    universe().system(SystemId(system)).map_or("nowhere", |system| system.name)
}

/// Titans and supercarriers.
pub fn always_alerts(group: i64) -> bool {
    matches!(group, 30 | 659)
}

/// Dreadnoughts.
pub fn alerts_in_fives(group: i64) -> bool {
    group == 485
}

/// That the places are what the story takes them for.
pub fn assert_places() {
    assert!(is_home(HOME));
    for (system, dock) in AWAY {
        assert!(!is_home(system), "{system}");
        if let Place::Station(station) = dock {
            assert_eq!(universe().station(LocationId(station)).unwrap().system, SystemId(system));
        }
    }
}
