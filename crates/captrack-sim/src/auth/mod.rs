//! An AllianceAuth with its CapTrack bridge: who may see what, data as old as its last read, decisions and a policy that desks share.
//!
//! `bridge/docs/api.md` is the contract; a test holds these answers to the shape of those that were recorded of the real bridge.
//! Left out: gzip, and the ten seconds after a write in which the real bridge gives no 304.

mod account;
mod api;
mod audit;
mod capitals;
mod connect;
mod coverage;
mod decisions;
mod etag;
mod hulls;
mod lane;
mod place;
mod policy;
mod rate;
mod reads;
mod refusal;
mod since;
mod unkind;
mod whoami;

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use crate::SimOptions;
use crate::core::Core;
use crate::http::{SimReply, SimRequest};
use crate::world::World;

pub use account::AuthPermission;
pub(crate) use account::{Accounts, Token};
pub(crate) use connect::agree;
pub(crate) use decisions::{StoredDecision, StoredDecisionKind, StoredDecisions};
use lane::SimFastLane;
pub(crate) use policy::PublishedPolicies;
use rate::ApiRate;
pub(crate) use reads::CharacterReads;
use since::Cursors;
pub use unkind::AuthUnkindness;

/// The memory of AllianceAuth.
#[derive(Debug)]
pub(crate) struct SimAuth {
    pub(crate) accounts: Accounts,
    pub(crate) reads: CharacterReads,
    pub(crate) rate: ApiRate,
    pub(crate) snoozes: StoredDecisions,
    pub(crate) acknowledgements: StoredDecisions,
    pub(crate) policy: PublishedPolicies,
    codes: BTreeMap<String, connect::ConnectCode>,
    /// What desks that ask for changes were told.
    pub(crate) cursors: Cursors,
    /// Whom the bridge has read by itself.
    pub(crate) lane: SimFastLane,
    /// Who is signed in in the browser, and agrees to everything: an account, by its main.
    pub(crate) browser: Option<i64>,
    /// How far its clock is ahead of the sim's.
    pub(crate) ahead: SignedDuration,
    /// What goes wrong with its answers.
    pub(crate) unkind: AuthUnkindness,
}

impl SimAuth {
    /// Every character of the world is registered and was read just now; nobody has a token yet.
    pub(crate) fn new(options: &SimOptions, world: &World, now: Timestamp) -> Self {
        Self {
            accounts: Accounts::default(),
            reads: CharacterReads::new(options.auth_read_seconds, world, now),
            rate: ApiRate::default(),
            snoozes: StoredDecisions::new(StoredDecisionKind::Snoozes),
            acknowledgements: StoredDecisions::new(StoredDecisionKind::Acknowledgements),
            policy: PublishedPolicies::default(),
            codes: BTreeMap::new(),
            cursors: Cursors::default(),
            lane: SimFastLane::default(),
            browser: None,
            ahead: SignedDuration::ZERO,
            unkind: AuthUnkindness::default(),
        }
    }

    /// The server's clock at a moment of the sim's.
    pub(crate) fn clock(&self, now: Timestamp) -> Timestamp {
        now + self.ahead
    }

    /// Every token and code that was ever handed out.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = String> {
        self.accounts.tokens.iter().map(|token| token.secret.clone()).chain(self.codes.keys().cloned())
    }
}

/// Answers a request to AllianceAuth. `forced` takes the place of what it would say.
pub(crate) fn answer(core: &Core, call: &SimRequest, forced: Option<SimReply>) -> SimReply {
    let reply = forced.unwrap_or_else(|| served(core, call));
    core.tally.count(|stats| {
        *stats.auth.requests.entry(format!("{} {}", call.method, call.path)).or_default() += 1;
        *stats.auth.statuses.entry(reply.status).or_default() += 1;
    });
    reply
}

fn served(core: &Core, call: &SimRequest) -> SimReply {
    match call.path.strip_prefix("/captrack-bridge/") {
        Some(path) if path.starts_with("api/") => api::answer(core, call),
        Some("connect/") => connect::page(core, call),
        None if call.path.starts_with(audit::PAGES) => audit::page(core, call),
        _ => SimReply::html(404, "<!doctype html><title>Not Found</title><h1>Not Found</h1>".to_owned()),
    }
}

/// AllianceAuth's login page.
pub(crate) fn login(call: &SimRequest) -> SimReply {
    let next: String = url::form_urlencoded::byte_serialize(call.path_and_query().as_bytes()).collect();
    SimReply::redirect(format!("/account/login/?next={next}"))
}
