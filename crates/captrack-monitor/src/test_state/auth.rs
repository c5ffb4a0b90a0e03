//! What tests of AllianceAuth begin with.

use std::collections::BTreeSet;

use captrack_domain::alert::{DecideContext, decide};
use captrack_domain::ids::{AllianceId, CorporationId, GroupId, PilotId, SystemId};
use captrack_domain::notice::NoticeOccasion;
use captrack_domain::place::Place;
use captrack_domain::roster::{Roster, RosterHull, RosterPilot};
use captrack_ports::{AuthAddress, ReadPeriods, Whoami};
use jiff::Timestamp;

use crate::poll::membership::{MembershipChange, join};
use crate::poll::rosters::{RosterNames, apply_roster, learn};
use crate::state::State;
use crate::state::auth::AuthConnection;
use crate::state::unsaved_changes::AbsorbedChanges;
use crate::test_state::{AVATAR, MIRA, at, key};

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
        reads: ReadPeriods::default(),
        audit_url: None,
        revisions: None,
        fast_lane: None,
        may_refresh: false,
    }
}

/// A desk that is connected and was told the hulls just now.
pub fn connected(mut state: State, now: Timestamp) -> State {
    let address = AuthAddress::parse("https://auth.example.com").unwrap();
    let mut connection = AuthConnection::new(address, whoami(), now);
    connection.answered(now);
    connection.note_hulls_read(now);
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
        owned: true,
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
        packaged: None,
        flown: Some(false),
        seen_at,
        place: Place::space(system),
        place_at,
    }
}

pub fn roster_of(pilots: Vec<RosterPilot>, hulls: Vec<RosterHull>) -> Roster {
    Roster { pilots, hulls, ..Roster::default() }
}

/// What taking a roster in has come to.
#[derive(Debug)]
pub struct RosterResult {
    pub absorbed: AbsorbedChanges,
    pub learned: RosterNames,
    pub joined: MembershipChange,
}

/// Takes in a roster of all groups of the policy, as a round that brought it does.
pub fn take(state: &mut State, roster: &Roster, now: Timestamp) -> RosterResult {
    take_groups(state, &state.policy.tracked_groups().collect(), roster, now)
}

pub fn take_groups(state: &mut State, groups: &BTreeSet<GroupId>, roster: &Roster, now: Timestamp) -> RosterResult {
    state.auth.connection.as_mut().unwrap().note_hulls_read(now);
    let learned = learn(state, roster, now);
    let mut joined = join(state, Some(roster), now);
    let absorbed = apply_roster(state, groups, roster, &joined.first_named, now);
    let absorbed = absorbed.joined(std::mem::take(&mut joined.absorbed));
    RosterResult { absorbed, learned, joined }
}

/// AllianceAuth goes on answering with this roster, every five minutes.
pub fn answers_on(state: &mut State, roster: &Roster, from: i64, to: i64) {
    for seconds in (from..=to).step_by(300) {
        take(state, roster, at(seconds));
    }
}

/// Decides as a commit does, and gives how many things are told.
pub fn decided(state: &mut State, now: Timestamp) -> usize {
    let context = DecideContext {
        now,
        occasion: NoticeOccasion::News,
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
