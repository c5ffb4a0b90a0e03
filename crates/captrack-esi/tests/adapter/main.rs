//! SSO and ESI against captrack-sim: everything over real sockets, on a clock that only moves when it is advanced.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc)]

mod affiliations;
mod assets;
mod bodies;
mod desk;
mod groups;
mod http_rules;
mod hull_types;
mod limits;
mod names;
mod quiet;
mod readings;
mod sign_in;
mod tokens;
