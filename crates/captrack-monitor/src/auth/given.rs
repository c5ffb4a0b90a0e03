//! What tests of AllianceAuth begin with.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::alert::{Context, decide};
use captrack_domain::ids::{AllianceId, CorporationId, PilotId, SystemId};
use captrack_domain::notice::Occasion;
use captrack_domain::place::Place;
use captrack_domain::roster::{Roster, RosterHull, RosterPilot};
use jiff::Timestamp;

use super::Connection;
use crate::given::{AVATAR, MIRA, key};
use crate::ports::{AuthAddress, Whoami};
use crate::state::State;

pub fn whoami() -> Whoami {
    Whoami {
        server: "Test Auth".to_owned(),
        bridge: "1.0.0".to_owned(),
        clock_ahead_secs: 0,
        main: MIRA,
        main_name: "Mira Solace".to_owned(),
        token_name: "desk".to_owned(),
        token_expires_at: "2027-05-01T00:00:00Z".parse().unwrap(),
        may_read: true,
        may_snooze: true,
        may_publish: true,
        characters: 2,
        problems: Vec::new(),
    }
}

/// A desk that is connected and was told the hulls just now.
pub fn connected(mut state: State, now: Timestamp) -> State {
    let address = AuthAddress::parse("https://auth.example.com").unwrap();
    let mut connection = Connection::new(address, whoami(), now);
    connection.answered(now);
    state.auth.connection = Some(connection);
    state
}

/// A pilot whose ship, place and assets AllianceAuth read at one time.
pub fn member(id: PilotId, name: &str, read_at: Timestamp) -> RosterPilot {
    RosterPilot {
        id,
        name: name.to_owned(),
        corporation: CorporationId(98_000_001),
        alliance: Some(AllianceId(99_000_001)),
        main: None,
        assets_at: Some(read_at),
        location_at: Some(read_at),
    }
}

/// A stored titan.
pub fn titan(n: i64, pilot: PilotId, system: SystemId, seen_at: Timestamp) -> RosterHull {
    let (seen_at, place_at) = (Some(seen_at), Some(seen_at));
    RosterHull {
        key: key(n),
        type_id: AVATAR,
        pilot,
        flown: Some(false),
        seen_at,
        place: Place::space(system),
        place_at,
    }
}

pub fn roster_of(pilots: Vec<RosterPilot>, hulls: Vec<RosterHull>) -> Roster {
    Roster { pilots, hulls, names: BTreeMap::new(), types: Vec::new(), structures: BTreeMap::new() }
}

/// Decides as a commit does, and gives how many things are told.
pub fn decided(state: &mut State, now: Timestamp) -> usize {
    let context = Context {
        now,
        occasion: Occasion::News,
        facts: &state.facts,
        introduced_now: &BTreeSet::new(),
        withdrawn: &BTreeSet::new(),
        acknowledged: &state.acknowledgements,
        repeat: state.policy.repeat,
    };
    let decision = decide(&state.alerts, &state.evaluation, &context);
    state.alerts.extend(decision.alerts.into_iter().map(|alert| (alert.id, alert)));
    decision.transitions.len()
}
