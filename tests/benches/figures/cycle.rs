//! Full cycles of a real desk against the sim: New Eden here, the desk in a process of its own, so that its memory and its
//! time are not mixed with the sim's.

use std::io::Write;
use std::process::Stdio;

use captrack_esi::PILOT_SCOPES;
use captrack_sim::{Control, JITA_STATION, Place, Placement, STAGING_KEEPSTAR, Sim, SimNewPilot, SimOptions};

use crate::desk_process::{self, SignedIn, Task};
use crate::process;

const MAINS: usize = 200;
const PILOTS_A_MAIN: usize = 3;
const HULLS_A_PILOT: usize = 5;
/// An Avatar, an Archon, a Revelation, an Apostle, a Rorqual, a Naglfar.
const TYPES: [i64; 6] = [11_567, 23_757, 19_720, 37_604, 28_352, 19_722];

pub fn run() {
    let sim = Sim::start(SimOptions::default().manual());
    let world = sim.control();
    settle(&world);
    let client_id = sim.client_id();
    let pilots = sim.demo_pilots().into_iter().map(|pilot| SignedIn {
        id: pilot.pilot_id,
        refresh: world.grant(pilot.pilot_id, &client_id, &PILOT_SCOPES).unwrap(),
        name: pilot.name,
        main: pilot.main_id,
        owner: pilot.owner_hash,
    });
    let task = Task {
        endpoints: sim.endpoints_toml(),
        control: sim.control_url(),
        client_id: client_id.clone(),
        start: world.now(),
        pilots: pilots.collect(),
        hulls: MAINS * PILOTS_A_MAIN * HULLS_A_PILOT,
    };
    let mut child = process::again(desk_process::ROLE).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&serde_json::to_vec(&task).unwrap()).unwrap();
    let ended = child.wait().unwrap();
    assert!(ended.success(), "the desk's process: {ended}");
}

/// Pilots, a tenth of them online, with five capitals each; some fly the first of them.
fn settle(world: &Control) {
    for account in 0..MAINS {
        let main = world.create_pilot(new_pilot(account, 0)).unwrap();
        for number in 0..PILOTS_A_MAIN {
            let pilot =
                if number == 0 { main } else { world.create_pilot(new_pilot(account, number).alt_of(main)).unwrap() };
            for hull in 0..HULLS_A_PILOT {
                world.place(placement(pilot, account, number, hull)).unwrap();
            }
        }
    }
}

fn new_pilot(account: usize, number: usize) -> SimNewPilot {
    let pilot = SimNewPilot::named(format!("Pilot {account} Of {number}"));
    if (account + number).is_multiple_of(10) { pilot.online() } else { pilot }
}

fn placement(pilot: i64, account: usize, number: usize, hull: usize) -> Placement {
    let type_id = match (account, hull) {
        (account, 0) if account.is_multiple_of(20) => TYPES[0],
        (account, hull) => TYPES[1 + (account / 3 + hull) % 5],
    };
    let at = if hull == 4 { Place::Station(JITA_STATION) } else { Place::Structure(STAGING_KEEPSTAR) };
    if hull == 0 && (account + number).is_multiple_of(2) {
        Placement::flown(pilot, type_id, at)
    } else {
        Placement::stored(pilot, type_id, at)
    }
}
