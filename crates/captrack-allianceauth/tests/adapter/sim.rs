//! Against the sim's AllianceAuth, which changes its mind as a real one does.

use std::collections::{BTreeMap, BTreeSet};

use captrack_allianceauth::{Bridge, read_link};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{ItemId, LocationId, PilotId, SystemId};
use captrack_domain::place::{Place, Site};
use captrack_domain::policy::Policy;
use captrack_domain::roster::Roster;
use captrack_ports::{
    AuthAccess, AuthAddress, AuthError, AuthServer, ConditionalAnswer, PublishOutcome, Secret, ShareOutcome,
    SharedSnooze, SnoozeDecision,
};
use captrack_sim::{
    AuthControl, AuthPermission, FaultEffect, Place as At, Placement, STAGING_KEEPSTAR, Sim, SimHullView, SimOptions,
};
use jiff::SignedDuration;

use crate::desk::{bridge_at, capital_groups};

/// Where a sim with a stepped clock begins.
const START: &str = "2026-11-22T15:00:00Z";

/// A small alliance, and a desk of one of its leaders.
struct Stage {
    sim: Sim,
    auth: AuthControl,
    leader: i64,
    token: String,
    bridge: Bridge,
}

impl Stage {
    fn new(pilots: usize) -> Self {
        let sim = Sim::start(SimOptions { pilots, ..SimOptions::default() }.manual());
        let leader = sim.demo_pilots()[0].main_id;
        let auth = sim.auth();
        let token = auth.make_leader_token(leader).unwrap();
        Self { sim, auth, leader, token, bridge: bridge_at(START) }
    }

    fn access(&self) -> AuthAccess {
        let address = AuthAddress::parse(&self.auth.url()).unwrap();
        AuthAccess { address, token: Secret::new(self.token.clone()) }
    }

    async fn asked(&self, etag: Option<&str>) -> Result<ConditionalAnswer<Roster>, AuthError> {
        self.bridge.roster(&self.access(), &capital_groups(), etag).await
    }

    async fn roster(&self) -> (Roster, String) {
        match self.asked(None).await.unwrap() {
            ConditionalAnswer::New(roster, etag) => (roster, etag.unwrap()),
            ConditionalAnswer::Unchanged => panic!("unchanged"),
        }
    }

    fn snoozed(&self, decided_at: &str) -> SnoozeDecision {
        let decided_at = decided_at.parse().unwrap();
        let snooze = Some(SharedSnooze { since: decided_at, until: None, why: Some("moving day".to_owned()) });
        let by = self.bridge_name();
        SnoozeDecision { subject: PilotId(self.leader), made: snooze, decided_at, by, local: None }
    }

    fn bridge_name(&self) -> String {
        let pilots = self.sim.control().pilots();
        pilots.into_iter().find(|pilot| pilot.pilot_id == self.leader).unwrap().name
    }
}

#[tokio::test]
async fn every_hull_of_the_world_arrives_with_its_owner_and_place() {
    let stage = Stage::new(120);
    let (roster, _) = stage.roster().await;
    let pilots: BTreeMap<i64, _> =
        stage.sim.control().pilots().into_iter().map(|pilot| (pilot.pilot_id, pilot)).collect();
    assert_eq!(roster.pilots.len(), pilots.len());
    for told in &roster.pilots {
        let pilot = &pilots[&told.id.0];
        assert_eq!((told.name.as_str(), told.corporation.0), (pilot.name.as_str(), pilot.corporation_id));
        assert_eq!((told.main.map(|id| id.0), told.alliance.map(|id| id.0)), (Some(pilot.main_id), pilot.alliance_id));
    }
    let hulls = stage.sim.control().hulls();
    let at: BTreeMap<i64, At> = hulls.iter().map(|hull| (hull.item_id, hull.at)).collect();
    let is_under_way = |hull: &SimHullView| hull.crew.is_some() && hull.at.is_space();
    let flown: Vec<_> = hulls.iter().filter(|hull| hull.owner.is_some() && is_under_way(hull)).collect();
    let under_way: BTreeSet<i64> = flown.iter().map(|hull| hull.item_id).collect();
    // A hull that is flown in space is in no assets, nor is what it carries.
    let is_listed = |hull: &&SimHullView| {
        let carrier = if let At::Inside(carrier) = at[&hull.item_id] { carrier } else { hull.item_id };
        hull.owner.is_some() && !under_way.contains(&carrier)
    };
    let stored: Vec<_> = hulls.iter().filter(is_listed).collect();
    assert!(!flown.is_empty() && stored.len() > 50);
    // Which of a pilot's hulls of one type is flown is not known: then the one in the assets is told as flown.
    let is_new =
        |hull: &&&SimHullView| !stored.iter().any(|other| (other.owner, other.type_id) == (hull.owner, hull.type_id));
    let keys: BTreeSet<HullKey> = roster.hulls.iter().map(|hull| hull.key).collect();
    assert_eq!(keys.len(), roster.hulls.len());
    assert_eq!(keys.len(), flown.iter().filter(is_new).count() + stored.len());
    for hull in &stored {
        let told = roster.hulls.iter().find(|told| told.key == HullKey::Item(ItemId(hull.item_id))).unwrap();
        assert_eq!((told.pilot.0, told.type_id.0), (hull.owner.unwrap(), hull.type_id));
        let is_taken_for_another = told.flown == Some(true) && hull.crew.is_none();
        if let At::Structure(id) = hull.at
            && !is_taken_for_another
        {
            assert_eq!(told.place.site, Site::Structure(LocationId(id)));
        }
    }
    for hull in &flown {
        // Known by its type, in its place.
        let pilot = PilotId(hull.owner.unwrap());
        let told = roster.hulls.iter().find(|told| told.pilot == pilot && told.flown == Some(true)).unwrap();
        assert_eq!(told.place, Place::space(SystemId(hull.system_id.unwrap())));
    }
    assert!(roster.structures.contains_key(&LocationId(STAGING_KEEPSTAR)));
}

#[tokio::test]
async fn what_is_unchanged_is_told_as_such_until_a_hull_moves() {
    let stage = Stage::new(20);
    let control = stage.sim.control();
    let hull = control.place(Placement::stored(stage.leader, 671, At::Structure(STAGING_KEEPSTAR))).unwrap();
    stage.auth.read_all();
    let (_, etag) = stage.roster().await;
    assert_eq!(stage.asked(Some(&etag)).await.unwrap(), ConditionalAnswer::Unchanged);
    stage.auth.hull_moved(hull, At::Space(30_004_730)).unwrap();
    let ConditionalAnswer::New(roster, _) = stage.asked(Some(&etag)).await.unwrap() else { panic!("unchanged") };
    let told = roster.hulls.iter().find(|told| told.key == HullKey::Item(ItemId(hull))).unwrap();
    assert_eq!(told.place, Place::space(SystemId(30_004_730)));
}

#[tokio::test]
async fn a_token_that_is_revoked_in_the_middle_ends_there() {
    let stage = Stage::new(20);
    stage.roster().await;
    stage.auth.revoke_token(&stage.token);
    assert!(matches!(stage.asked(None).await, Err(AuthError::Token { .. })));
    assert!(matches!(stage.bridge.whoami(&stage.access(), &BTreeSet::new()).await, Err(AuthError::Token { .. })));
}

#[tokio::test]
async fn a_permission_that_is_withdrawn_ends_what_it_allowed() {
    let stage = Stage::new(20);
    stage.auth.forbid(stage.leader, AuthPermission::SnoozeAccess);
    let decisions = [stage.snoozed(START)];
    let refused = stage.bridge.send_snoozes(&stage.access(), &decisions).await;
    assert!(matches!(refused, Err(AuthError::Permission { .. })));
    stage.auth.forbid(stage.leader, AuthPermission::AdminAccess);
    let refused = stage.bridge.publish(&stage.access(), None, 0).await;
    assert!(matches!(refused, Err(AuthError::Permission { .. })));
    let who = stage.bridge.whoami(&stage.access(), &BTreeSet::new()).await.unwrap();
    assert_eq!((who.may_read, who.may_snooze, who.may_publish), (true, false, false));
    stage.auth.forbid(stage.leader, AuthPermission::ViewCharacteraudit);
    assert!(matches!(stage.asked(None).await, Err(AuthError::Permission { .. })));
}

#[tokio::test]
async fn too_many_questions_are_told_with_the_time_to_wait() {
    let stage = Stage::new(20);
    stage.auth.set_rate_limit(1, 60);
    stage.roster().await;
    let Err(AuthError::Later { after, .. }) = stage.asked(None).await else { panic!("answered") };
    assert_eq!(after, Some(std::time::Duration::from_secs(60)));
}

#[tokio::test]
async fn a_decision_whose_answer_was_lost_is_sent_again_and_counts_once() {
    let stage = Stage::new(20);
    let decisions = [stage.snoozed(START)];
    stage.sim.control().inject(
        captrack_sim::Fault::new(captrack_sim::Service::Auth, "POST *", FaultEffect::ResetAfterServing).times(1),
    );
    let lost = stage.bridge.send_snoozes(&stage.access(), &decisions).await;
    assert!(matches!(lost, Err(AuthError::Later { .. })));
    assert_eq!(stage.auth.snoozes().len(), 1, "it arrived");
    let outcomes = stage.bridge.send_snoozes(&stage.access(), &decisions).await.unwrap();
    assert_eq!(outcomes, [ShareOutcome::Stored(decisions[0].clone())]);
    let ConditionalAnswer::New(told, _) = stage.bridge.snoozes(&stage.access(), None).await.unwrap() else { panic!() };
    assert_eq!((told.decisions.as_slice(), told.left_out), (&decisions[..], 0));
}

#[tokio::test]
async fn the_newest_decision_is_told_in_place_of_an_older_one() {
    let stage = Stage::new(20);
    stage.auth.clear_snooze(stage.leader, stage.leader).unwrap();
    let older = [stage.snoozed("2026-11-22T14:00:00Z")];
    let outcomes = stage.bridge.send_snoozes(&stage.access(), &older).await.unwrap();
    let [ShareOutcome::Superseded(newer)] = &outcomes[..] else { panic!("{outcomes:?}") };
    assert_eq!((newer.made.as_ref(), newer.decided_at.to_string().as_str()), (None, START));
}

#[tokio::test]
async fn a_policy_goes_out_and_comes_back_as_it_was() {
    let stage = Stage::new(20);
    let policy = Policy { group_wait_secs: 5, ..Policy::default() };
    let PublishOutcome::Done(done) =
        stage.bridge.publish(&stage.access(), Some(&serde_json::to_value(&policy).unwrap()), 0).await.unwrap()
    else {
        panic!()
    };
    assert_eq!(done.revision, 1);
    let ConditionalAnswer::New(told, Some(etag)) = stage.bridge.policy(&stage.access(), None).await.unwrap() else {
        panic!()
    };
    assert_eq!(serde_json::from_value::<Policy>(told.policy.unwrap()).unwrap(), policy);
    assert_eq!(stage.bridge.policy(&stage.access(), Some(&etag)).await.unwrap(), ConditionalAnswer::Unchanged);
    stage.auth.publish(stage.leader, None).unwrap();
    let overtaken = stage
        .bridge
        .publish(&stage.access(), Some(&serde_json::to_value(Policy::default()).unwrap()), 1)
        .await
        .unwrap();
    let PublishOutcome::Overtaken(current) = overtaken else { panic!("{overtaken:?}") };
    assert_eq!((current.revision, current.policy), (2, None));
}

#[tokio::test]
async fn a_sign_in_through_the_browser_ends_with_a_token_that_works() {
    let stage = Stage::new(20);
    let address = stage.access().address;
    let attempt = stage.bridge.begin(&address, "Mira's laptop").unwrap();
    let link = stage.auth.agree(attempt.page.as_str(), stage.leader).unwrap();
    let code = read_link(&link, &attempt).unwrap();
    let token = stage.bridge.finish(&attempt, &code).await.unwrap();
    let access = AuthAccess { address, token };
    assert_eq!(stage.bridge.whoami(&access, &BTreeSet::new()).await.unwrap().token_name, "Mira's laptop");
    // The code is used up, and another sign-in's verifier does not fit either.
    assert!(matches!(stage.bridge.finish(&attempt, &code).await, Err(AuthError::Token { .. })));
    let other = stage.bridge.begin(&access.address, "other").unwrap();
    assert!(read_link(&link, &other).is_err());
    let link = stage.auth.agree(attempt.page.as_str(), stage.leader).unwrap();
    let code = read_link(&link, &attempt).unwrap();
    assert!(matches!(stage.bridge.finish(&other, &code).await, Err(AuthError::Token { .. })));
}

#[tokio::test]
async fn a_clock_that_is_an_hour_off_is_told() {
    let stage = Stage::new(20);
    stage.auth.set_clock_ahead(SignedDuration::from_hours(-1));
    let who = stage.bridge.whoami(&stage.access(), &BTreeSet::new()).await.unwrap();
    assert_eq!(who.clock_ahead_secs, -3600);
}

#[tokio::test]
async fn no_fault_on_the_way_is_an_answer_nor_anybodys_last_word() {
    let stage = Stage::new(20);
    let faults = [
        FaultEffect::login_page(),
        FaultEffect::web_page(200),
        FaultEffect::web_page(401),
        FaultEffect::web_page(403),
        FaultEffect::web_page(404),
        FaultEffect::web_page(500),
        FaultEffect::web_page(503),
        FaultEffect::web_page(522),
        FaultEffect::Answer { status: 401, body: None, headers: Vec::new() },
        FaultEffect::Reset,
        FaultEffect::ResetAfterServing,
        FaultEffect::MalformedJson,
        FaultEffect::TruncatedBody,
    ];
    for effect in faults {
        stage.auth.fail(effect.clone());
        let error = stage.asked(None).await.unwrap_err();
        assert!(matches!(error, AuthError::Later { .. }), "{effect:?}: {error}");
        stage.sim.control().clear_faults();
        stage.roster().await;
    }
    let access = stage.access();
    drop(stage.sim);
    // A connection that was kept open breaks, a new one meets nobody.
    let gone = stage.bridge.whoami(&access, &BTreeSet::new()).await;
    assert!(matches!(gone, Err(AuthError::Silent { .. } | AuthError::Later { .. })), "{gone:?}");
}

#[tokio::test]
async fn a_token_that_its_desk_gives_back_is_good_for_nothing() {
    let stage = Stage::new(20);
    for _ in 0..2 {
        stage.bridge.revoke(&stage.access()).await.unwrap();
    }
    assert!(matches!(stage.asked(None).await, Err(AuthError::Token { .. })));
}
