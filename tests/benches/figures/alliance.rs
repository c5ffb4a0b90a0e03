//! An invented alliance of any size: every third main gathers carriers, every twentieth owns a titan. The same every time.

use captrack_domain::ids::{ItemId, PilotId, SystemId, TypeId};
use captrack_testing::eden::{ARCHON, AVATAR, NYX, REVELATION, RORQUAL};
use captrack_universe::{System, universe};

/// Each main has so many hulls, its own and its alts'.
pub const HULLS_A_MAIN: usize = 6;

/// A dreadnought, a force auxiliary, a Rorqual, a jump freighter, a supercarrier.
const OTHERS: [TypeId; 5] = [REVELATION, TypeId(37_604), RORQUAL, TypeId(28_844), NYX];

/// A hull of the alliance.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    pub item: ItemId,
    pub type_id: TypeId,
    pub main: PilotId,
    pub pilot: PilotId,
    pub system: SystemId,
}

/// So many hulls under a sixth as many mains, two pilots a main.
pub fn members(hulls: usize) -> Vec<Member> {
    let systems: Vec<SystemId> = universe().systems().map(|system: System| system.id).step_by(17).collect();
    (0..hulls)
        .map(|n| {
            let account = n / HULLS_A_MAIN;
            let main = main_of(account);
            let alt = PilotId(main.0 + 1);
            Member {
                item: ItemId(1_040_000_000_000 + n as i64),
                type_id: type_of(account, n % HULLS_A_MAIN),
                main,
                pilot: if n % HULLS_A_MAIN < HULLS_A_MAIN / 2 { main } else { alt },
                system: systems[(account * 31 + n) % systems.len()],
            }
        })
        .collect()
}

/// The main of an account; the number after it is its alt's.
pub fn main_of(account: usize) -> PilotId {
    PilotId(2_112_000_000 + account as i64 * 2)
}

fn type_of(account: usize, hull: usize) -> TypeId {
    match (account, hull) {
        (account, 0) if account.is_multiple_of(20) => AVATAR,
        (account, _) if account.is_multiple_of(3) => ARCHON,
        // No supercarriers but with some of those who own a titan.
        (account, 1) if account.is_multiple_of(40) => OTHERS[4],
        (account, hull) => OTHERS[(account + hull) % 4],
    }
}
