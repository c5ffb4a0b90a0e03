//! EVE SSO and ESI: sign-in, token refresh, budgets, conditional requests -> readings.
//!
//! [`Esi::open`] wires everything up for one set of [`Endpoints`]. [`Sso`] signs pilots in and out, [`EsiSource`] is the monitor's
//! [`Source`](captrack_ports::Source), [`EsiNames`] its [`Names`](captrack_ports::Names) and
//! [`HullTypes`](captrack_ports::HullTypes).
//!
//! Invariants: no token, code or verifier is ever in a log line, a `Debug` output or an error text; texts of a server are never
//! repeated, for they could echo one. Nothing but a proper answer is a reading: every other status, a time-out and a body that
//! cannot be read are errors.
#![cfg_attr(test, allow(clippy::unwrap_used))]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod bisect;
mod budget;
mod endpoints;
mod error;
mod error_limit;
mod esi;
mod final_answers;
mod gate;
mod headers;
mod http;
mod moment;
mod names;
mod route;
mod routes;
mod scope;
mod server_time;
mod source;
mod sso;
mod validators;

#[cfg(test)]
mod testing;

pub use endpoints::{DEFAULT_CALLBACK_PORT, EndpointServer, Endpoints, EndpointsError};
pub use esi::Esi;
pub use names::EsiNames;
pub use scope::{DIRECTOR_SCOPES, PILOT_SCOPES};
pub use source::EsiSource;
#[doc(hidden)]
pub use sso::parsers;
pub use sso::{
    AUTHORIZED_APPS_PAGE, AccessToken, JwtError, SignInAttempt, SignInError, SignedInPilot, Sso, SsoError, Tokens,
};
