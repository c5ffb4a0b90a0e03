//! How long a source may take until it sees a ship again.

use std::time::Duration;

use captrack_domain::ids::PilotId;
use captrack_domain::movement::SightLimits;
use captrack_domain::pilot::Pilot;
use captrack_domain::section::patience;

use crate::state::State;
use crate::state::auth::reads::ReadTimes;

/// No source has lost sight of anything before.
const AT_LEAST: Duration = Duration::from_secs(30 * 60);
/// EVE's assets are asked for this often.
const ASSETS_EVERY: Duration = Duration::from_secs(3600);

/// For a pilot's ships.
pub fn sight_limits(state: &State, pilot: Option<PilotId>) -> SightLimits {
    let pilot = pilot.and_then(|id| state.pilots.get(&id));
    let from_eve = SightLimits { flown: AT_LEAST, stored: AT_LEAST.max(patience(ASSETS_EVERY)) };
    let Some(pilot) = pilot.filter(|pilot| !Pilot::is_signed_in(pilot) && pilot.auth.is_some()) else {
        return from_eve;
    };
    let auth = &state.auth;
    SightLimits {
        flown: AT_LEAST.max(ReadTimes::of_location(auth, pilot.id).patience()),
        stored: AT_LEAST.max(ReadTimes::of_assets(auth, pilot.id).patience()),
    }
}
