//! SSO and ESI against captrack-sim: over real sockets on a clock that only moves when it is advanced, or inside
//! the process in simulated time (`hour_of_trouble.rs`).
#![allow(clippy::unwrap_used, clippy::missing_panics_doc)]

mod affiliations;
mod assets;
mod bodies;
mod desk;
mod groups;
mod hour_of_trouble;
mod http_rules;
mod hull_types;
mod limits;
mod names;
mod quiet;
mod readings;
mod sign_in;
mod tokens;
