//! What hulls, pilots and regions are called.

use std::borrow::Cow;

use captrack_domain::evaluate::HullFact;
use captrack_domain::hull::Hull;
use captrack_domain::ids::{PilotId, TypeId};
use captrack_universe::universe;

use crate::judge::types::capital;
use crate::state::State;

/// The name of a hull's type, its id in words while nobody knows it; of several packaged ones with their number.
pub fn type_name(state: &State, hull: &Hull) -> String {
    let name = type_label(state, hull.type_id);
    match hull.packaged {
        None => name.into_owned(),
        Some(1) => format!("{name} (packaged)"),
        Some(n) => format!("{name} ×{n} (packaged)"),
    }
}

/// The same, borrowed.
pub fn type_label(state: &State, id: TypeId) -> Cow<'_, str> {
    if let Some(found) = universe().hull_type(id) {
        return Cow::Borrowed(found.name);
    }
    Cow::Owned(capital(state, id).map_or_else(|| format!("Type {id}"), |(name, _)| name))
}

/// The name of a pilot or a main, watched or not, borrowed; its id in words until it is known.
pub fn pilot_label(state: &State, id: PilotId) -> Cow<'_, str> {
    let watched = state.pilots.get(&id).map(|pilot| pilot.name.as_str());
    watched.or_else(|| state.name(id.0)).map_or_else(|| Cow::Owned(state.pilot_name(id)), Cow::Borrowed)
}

/// The name of the region a fact lies in.
pub fn region_name(fact: &HullFact) -> Option<String> {
    region_label(fact).map(str::to_owned)
}

/// The same, borrowed.
pub fn region_label(fact: &HullFact) -> Option<&'static str> {
    universe().region(fact.whereabouts?.region).map(|region| region.name)
}
