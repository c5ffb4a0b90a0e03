//! The client over real sockets, and with servers inside the process in simulated time.
#![allow(clippy::unwrap_used)]

mod bodies;
mod in_process;
mod proxies;
mod requests;
mod stub;
