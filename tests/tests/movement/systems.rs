//! Where the made-up pilots fly: some systems that gates join, and some that only a jump drive reaches in a minute.

use captrack_domain::ids::SystemId;
use captrack_universe::universe;

pub struct Systems {
    /// Each with those of them behind its gates.
    pub near: Vec<SystemId>,
    /// Within five light years of each of `near` and more than twelve gates away.
    pub beyond: Vec<SystemId>,
    pub wormholes: Vec<SystemId>,
}

impl Systems {
    pub fn around(name: &str) -> Self {
        let start = universe().find_system(name).unwrap().id;
        let reached = |gates: usize| {
            let mut all = vec![start];
            for _ in 0..gates {
                for system in all.clone() {
                    let new: Vec<_> =
                        universe().behind_gates(system).into_iter().filter(|next| !all.contains(next)).collect();
                    all.extend(new);
                }
            }
            all
        };
        let (near, around) = (reached(1), reached(12));
        let position = |system: SystemId| universe().system(system).unwrap().position;
        let within = |one: SystemId, other: SystemId| position(one).light_years_to(&position(other)) < 5.0;
        let beyond: Vec<SystemId> = universe()
            .systems()
            .filter(|system| system.id.0 < 31_000_000 && system.security.0 < 0.0 && !around.contains(&system.id))
            .filter(|system| !universe().behind_gates(system.id).is_empty())
            .filter(|system| near.iter().all(|near| within(*near, system.id)))
            .map(|system| system.id)
            .collect();
        assert!(near.len() > 2 && !beyond.is_empty(), "{near:?} {beyond:?}");
        Self { near, beyond, wormholes: vec![SystemId(31_000_001), SystemId(31_000_002)] }
    }
}
