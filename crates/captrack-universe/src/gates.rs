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

/// One end of a search: the systems that it reached last, and how many gates away they are.
struct SearchEnd {
    mark: u8,
    reached: Vec<usize>,
    gates: u32,
}

/// The fewest gates from one system to another, of any security; none: there is no way by gates, or no such system. Searches from both ends, the
/// smaller one first.
pub(crate) fn fewest_gates(from: SystemId, to: SystemId) -> Option<u32> {
    let (start, goal) = (SYSTEMS.index_of(from.0)?, SYSTEMS.index_of(to.0)?);
    if start == goal {
        return Some(0);
    }
    let closed = SYSTEMS.index_of(ZARZAKH.0).filter(|row| ![start, goal].contains(row));
    let mut seen = vec![0_u8; SYSTEMS.len()];
    let mut end = |mark, row: usize| {
        seen[row] = mark;
        SearchEnd { mark, reached: vec![row], gates: 0 }
    };
    let (mut near, mut far) = (end(1, start), end(2, goal));
    while !near.reached.is_empty() && !far.reached.is_empty() {
        if near.reached.len() > far.reached.len() {
            std::mem::swap(&mut near, &mut far);
        }
        let mut next = Vec::new();
        for neighbour in near.reached.drain(..).flat_map(neighbours).filter(|row| Some(*row) != closed) {
            match seen[neighbour] {
                0 => {
                    seen[neighbour] = near.mark;
                    next.push(neighbour);
                }
                mark if mark == near.mark => {}
                _ => return Some(near.gates + 1 + far.gates),
            }
        }
        near.reached = next;
        near.gates += 1;
    }
    None
}

/// The systems behind the gates of a system, by id.
pub(crate) fn behind_gates(system: SystemId) -> Vec<SystemId> {
    let row = SYSTEMS.index_of(system.0);
    row.into_iter().flat_map(neighbours).map(|row| SystemId(SYSTEMS.at(row).id)).collect()
}
