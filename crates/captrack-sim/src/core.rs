//! What the servers share: the clock, the world and each server's memory.
//!
//! Locks are taken one at a time, or memory of a server first and the world second; never the other way round.

use jiff::Timestamp;
use parking_lot::Mutex;

use crate::SimOptions;
use crate::auth::Auth;
use crate::clock::Clock;
use crate::discord::Discord;
use crate::esi::Esi;
use crate::faults::Faults;
use crate::sso::Sso;
use crate::stats::Tally;
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
    pub(crate) clock: Clock,
    pub(crate) world: Mutex<World>,
    pub(crate) sso: Mutex<Sso>,
    pub(crate) esi: Mutex<Esi>,
    pub(crate) discord: Mutex<Discord>,
    pub(crate) auth: Mutex<Auth>,
    pub(crate) faults: Faults,
    pub(crate) tally: Tally,
}

/// Addresses only: tokens and keys of a sim are no secrets, but a log that is searched for them must not hold them.
impl std::fmt::Debug for Core {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Core").field("addresses", &self.addresses).finish_non_exhaustive()
    }
}

impl Core {
    pub(crate) fn new(options: SimOptions, addresses: Addresses) -> Self {
        let clock = Clock::new(options.clock, options.start, options.servers_ahead);
        let now = clock.now();
        let world = World::new(options.seed, options.pilots, now);
        Self {
            sso: Mutex::new(Sso::new(&options, &addresses)),
            esi: Mutex::new(Esi::new(now)),
            discord: Mutex::new(Discord::new()),
            auth: Mutex::new(Auth::new(&options, &world, now)),
            world: Mutex::new(world),
            faults: Faults::default(),
            tally: Tally::default(),
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
