//! What the servers share: the clock, the world and each server's memory.
//!
//! Locks are taken one at a time, or memory of a server first and the world second; never the other way round.

use jiff::Timestamp;
use parking_lot::Mutex;

use crate::SimOptions;
use crate::auth::SimAuth;
use crate::clock::SimClocks;
use crate::discord::SimDiscord;
use crate::esi::SimEsi;
use crate::faults::Faults;
use crate::sso::SimSso;
use crate::stats::RunningStats;
use crate::world::World;

/// Base URLs of the servers, without a slash at the end.
#[derive(Clone, Debug)]
pub(crate) struct Addresses {
    pub(crate) esi: String,
    pub(crate) sso: String,
    pub(crate) images: String,
    /// `127.0.0.1:PORT`.
    pub(crate) discord_host: String,
    /// AllianceAuth.
    pub(crate) auth: String,
    pub(crate) callback_port: u16,
}

/// Everything the sim is.
pub(crate) struct Core {
    pub(crate) options: SimOptions,
    pub(crate) addresses: Addresses,
    pub(crate) clock: SimClocks,
    pub(crate) world: Mutex<World>,
    pub(crate) sso: Mutex<SimSso>,
    pub(crate) esi: Mutex<SimEsi>,
    pub(crate) discord: Mutex<SimDiscord>,
    pub(crate) auth: Mutex<SimAuth>,
    pub(crate) faults: Faults,
    pub(crate) tally: RunningStats,
}

/// Addresses only: tokens and keys of a sim are no secrets, but a log that is searched for them must not hold them.
impl std::fmt::Debug for Core {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Core").field("addresses", &self.addresses).finish_non_exhaustive()
    }
}

impl Core {
    pub(crate) fn new(options: SimOptions, addresses: Addresses) -> Self {
        let clock = SimClocks::new(options.clock, options.start, options.servers_ahead);
        let now = clock.now();
        let world = World::new(options.seed, options.pilots, now);
        Self {
            sso: Mutex::new(SimSso::new(&options, &addresses)),
            esi: Mutex::new(SimEsi::new(now)),
            discord: Mutex::new(SimDiscord::new()),
            auth: Mutex::new(SimAuth::new(&options, &world, now)),
            world: Mutex::new(world),
            faults: Faults::default(),
            tally: RunningStats::default(),
            clock,
            addresses,
            options,
        }
    }

    /// What the servers' clock shows.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
