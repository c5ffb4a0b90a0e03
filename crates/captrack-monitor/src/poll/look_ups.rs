//! Looking up what has no name yet, beside the cycles: a cycle never waits for it, and what an answer says is seen with the next commit.
//!
//! Each subject is asked about by itself and waits by itself: one that the server cannot answer holds up no other.

use captrack_domain::ids::{GroupId, LocationId, PilotId, TypeId};
use captrack_ports::{HullTypeAnswer, HullTypes, NameAnswer, Names, NamesError, ShipGroup, StructureAnswer};
use jiff::Timestamp;

use crate::judge::types::unknown_types;
use crate::poll::groups::old_groups;
use crate::poll::names::{missing_names, missing_structures};
use crate::state::State;
use crate::state::look_ups::LookUpSubject;

/// So many are under way at once: a refusal costs the error limit that all share.
const AT_ONCE: usize = 10;

/// A question about one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LookUp {
    Names(Vec<i64>),
    Structure(LocationId, PilotId),
    Type(TypeId),
    Group(GroupId),
}

/// What came back.
#[derive(Debug)]
pub enum LookUpAnswer {
    Names(Vec<NameAnswer>),
    Structure(LocationId, PilotId, StructureAnswer),
    Type(TypeId, HullTypeAnswer),
    Group(GroupId, Option<ShipGroup>),
}

impl LookUp {
    /// What it is about.
    pub const fn subject(&self) -> LookUpSubject {
        match self {
            Self::Names(_) => LookUpSubject::Names,
            Self::Structure(id, _) => LookUpSubject::Structure(*id),
            Self::Type(id) => LookUpSubject::Type(*id),
            Self::Group(id) => LookUpSubject::Group(*id),
        }
    }

    /// Asks it.
    pub async fn ask(self, names: &dyn Names, types: &dyn HullTypes) -> Result<LookUpAnswer, NamesError> {
        match self {
            Self::Names(ids) => names.names(&ids).await.map(LookUpAnswer::Names),
            Self::Structure(id, pilot) => {
                names.structure(pilot, id).await.map(|answer| LookUpAnswer::Structure(id, pilot, answer))
            }
            Self::Type(id) => types.hull_type(id).await.map(|answer| LookUpAnswer::Type(id, answer)),
            Self::Group(id) => types.group(id).await.map(|answer| LookUpAnswer::Group(id, answer)),
        }
    }
}

/// What is to be asked about now; it is under way from now on.
pub fn begin(state: &mut State, now: Timestamp) -> Vec<LookUp> {
    let room = AT_ONCE.saturating_sub(state.look_ups.under_way.len());
    let ids = missing_names(state, now);
    let names = (!ids.is_empty()).then_some(LookUp::Names(ids));
    let structures = missing_structures(state, now).into_iter().map(|(id, pilot)| LookUp::Structure(id, pilot));
    let types = unknown_types(state, now).into_iter().map(LookUp::Type);
    let groups = old_groups(state, now).into_iter().map(LookUp::Group);
    // What may turn out to be a capital comes before what merely has no name.
    let wanted = types.chain(names).chain(structures).chain(groups);
    let begun: Vec<LookUp> = wanted.filter(|one| state.look_ups.may_be_asked(one.subject(), now)).take(room).collect();
    state.look_ups.under_way.extend(begun.iter().map(LookUp::subject));
    begun
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::test_state::{KARA, STRUCTURE, at, hull, in_structure, kara};

    #[test]
    fn what_fails_is_asked_about_ever_more_seldom_and_holds_up_nothing_else() {
        let mut state = kara().in_corporation(KARA, 98_000_001).with_hull(hull(
            1,
            KARA,
            crate::test_state::AVATAR,
            in_structure(None),
        ));
        let subjects = |state: &mut State, now| {
            let begun = begin(state, now);
            begun.iter().map(LookUp::subject).collect::<Vec<_>>()
        };
        let structure = LookUpSubject::Structure(STRUCTURE);
        assert_eq!(subjects(&mut state, at(0)), [LookUpSubject::Names, structure]);
        assert_eq!(subjects(&mut state, at(1)), [], "under way");
        state.look_ups.cut_off();
        let mut waits = Vec::new();
        let mut now = at(0);
        for _ in 0..12 {
            state.look_ups.failed(structure, now);
            let until = state.look_ups.waits[&structure].until;
            waits.push(until.duration_since(now).as_secs() / 60);
            assert_eq!(subjects(&mut state, until - Duration::from_secs(1)), [LookUpSubject::Names]);
            state.look_ups.cut_off();
            now = until;
        }
        assert_eq!(waits[..4], [1, 2, 4, 8]);
        assert_eq!(waits[10..], [360, 360]);
        assert_eq!(subjects(&mut state, now), [LookUpSubject::Names, structure]);
    }
}
