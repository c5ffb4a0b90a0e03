//! What places, systems and pilots are called where movements and watch alerts are told.

use captrack_domain::ids::{ConstellationId, PilotId, RegionId, SystemId};
use captrack_domain::movement::MovementNames;
use captrack_domain::place::{Place, Site};
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use captrack_domain::watch::WatchNames;
use captrack_text::english;
use captrack_universe::universe;

use crate::judge::labels::pilot_label;
use crate::state::State;

/// Names by what is known now.
#[derive(Clone, Copy)]
pub struct MovementLabels<'a> {
    /// Which pilots and structures there are.
    pub state: &'a State,
}

impl MovementLabels<'_> {
    /// The name of what a ship is docked in, or that it is in space; none: not known.
    pub fn site(self, place: &Place) -> Option<String> {
        match place.site {
            Site::Space => Some(english(&text!("site-in-space"))),
            Site::AssetSafety => Some(english(&text!("site-asset-safety"))),
            Site::Station(id) => universe().station(id).map(|station| station.name.to_owned()),
            Site::Structure(id) => {
                let known = self.state.structures.get(&id).and_then(|structure| structure.known.as_ref());
                known.map(|(name, _)| name.clone())
            }
            Site::Unknown => None,
        }
    }
}

/// A system by its name, or by its number.
pub fn system_text(system: SystemId) -> Text {
    // One that is newer than the embedded map has a number alone.
    match universe().system(system) {
        Some(found) => text!("system-named", name = found.name),
        None => text!("system-unnamed", id = system.0),
    }
}

impl MovementNames for MovementLabels<'_> {
    fn place(&self, place: &Place) -> Argument {
        let system = place.system.map(|system| self.system(system));
        match (place.site, self.site(place), system) {
            (Site::Space, _, Some(system)) => text!("place-in-space", system = system).into(),
            (Site::Station(_) | Site::Structure(_), Some(site), _) => site.into(),
            (Site::Station(_) | Site::Structure(_), None, Some(system)) => {
                text!("place-docked", system = system).into()
            }
            (Site::AssetSafety, _, _) => text!("place-asset-safety").into(),
            (_, _, Some(system)) => system,
            (Site::Station(_) | Site::Structure(_), None, None) => text!("place-unknown-structure").into(),
            _ => text!("place-unknown-location").into(),
        }
    }

    fn system(&self, system: SystemId) -> Argument {
        system_text(system).into()
    }

    fn pilot(&self, pilot: PilotId) -> Argument {
        pilot_label(self.state, pilot).into_owned().into()
    }
}

impl WatchNames for MovementLabels<'_> {
    fn constellation(&self, id: ConstellationId) -> Argument {
        match universe().constellation(id) {
            Some(found) => text!("place-constellation-named", name = found.name).into(),
            None => text!("place-constellation-id", id = id.0).into(),
        }
    }

    fn region(&self, id: RegionId) -> Argument {
        match universe().region(id) {
            Some(found) => found.name.into(),
            None => text!("place-region-id", id = id.0).into(),
        }
    }
}
