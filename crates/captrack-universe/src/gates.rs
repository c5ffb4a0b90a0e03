//! Gates between systems, and the fewest of them from one system to another.

use captrack_domain::ids::SystemId;

use crate::tables::{GATE_STARTS, GATE_TARGETS, SYSTEMS};

/// Nobody passes through Zarzakh: for six hours one leaves it only by the gate one came by.
const ZARZAKH: SystemId = SystemId(30_100_000);

/// The number at a place of a list of u16.
fn number(list: &[u8], at: usize) -> usize {
    let (numbers, _) = list.as_chunks::<2>();
    usize::from(u16::from_le_bytes(numbers[at]))
}

/// The rows of the systems behind the gates of a system.
fn neighbours(row: usize) -> impl Iterator<Item = usize> {
    (number(GATE_STARTS, row)..number(GATE_STARTS, row + 1)).map(|at| number(GATE_TARGETS, at))
}

/// The fewest gates from one system to another, of any security; none: there is no way by gates, or no such system.
pub(crate) fn fewest_gates(from: SystemId, to: SystemId) -> Option<u32> {
    let (start, goal) = (SYSTEMS.index_of(from.0)?, SYSTEMS.index_of(to.0)?);
    let closed = SYSTEMS.index_of(ZARZAKH.0);
    let mut seen = vec![false; SYSTEMS.len()];
    seen[start] = true;
    let mut reached = vec![start];
    let mut next = Vec::new();
    let mut gates = 0;
    while !reached.is_empty() {
        if reached.contains(&goal) {
            return Some(gates);
        }
        for row in reached.drain(..).filter(|row| Some(*row) != closed || *row == start) {
            for neighbour in neighbours(row) {
                if !std::mem::replace(&mut seen[neighbour], true) {
                    next.push(neighbour);
                }
            }
        }
        std::mem::swap(&mut reached, &mut next);
        gates += 1;
    }
    None
}

/// The systems behind the gates of a system, by id.
pub(crate) fn behind_gates(system: SystemId) -> Vec<SystemId> {
    let row = SYSTEMS.index_of(system.0);
    row.into_iter().flat_map(neighbours).map(|row| SystemId(SYSTEMS.at(row).id)).collect()
}
