//! The scopes that are asked for at sign-in.

use crate::route::Route;

/// What a pilot is asked for.
pub const PILOT_SCOPES: [&str; 5] = [
    "esi-location.read_location.v1",
    "esi-location.read_ship_type.v1",
    "esi-location.read_online.v1",
    "esi-assets.read_assets.v1",
    "esi-universe.read_structures.v1",
];

/// What a director is asked for besides, when corporation watching is turned on.
pub const DIRECTOR_SCOPES: [&str; 4] = [
    "esi-corporations.track_members.v1",
    "esi-corporations.read_corporation_membership.v1",
    "esi-characters.read_corporation_roles.v1",
    "esi-assets.read_corporation_assets.v1",
];

/// The scope that a route needs, if it needs one.
pub(crate) const fn needed(route: Route) -> Option<&'static str> {
    match route {
        Route::Location => Some("esi-location.read_location.v1"),
        Route::Ship => Some("esi-location.read_ship_type.v1"),
        Route::Online => Some("esi-location.read_online.v1"),
        Route::Assets => Some("esi-assets.read_assets.v1"),
        Route::Structure => Some("esi-universe.read_structures.v1"),
        Route::Affiliation | Route::Names | Route::Type | Route::Group | Route::System | Route::Status => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pilots_sign_in_covers_every_route_that_needs_a_scope() {
        for route in Route::ALL {
            if let Some(scope) = needed(route) {
                assert!(PILOT_SCOPES.contains(&scope), "{route:?}");
            }
        }
    }
}
