//! What tests of several crates begin with. No part of the program.
//!
//! [`eden`] names pilots, hulls and places of New Eden, [`data`] has one of each to begin with, [`cases!`] sets how often a property is tried,
//! [`session_bus`] is a D-Bus session of a test's own;
//! with the feature `ports`, `TestClock`, `TestDesktop` and `TestSecrets` stand in for a computer; with the feature `http`, `TestProxy` and
//! `Recorder` show what an adapter sends; with the feature `in-process`, `sim_answer` is the sim behind the HTTP client; with the feature `log`, `TestLog` keeps what is logged.

mod cases;
#[cfg(feature = "ports")]
mod clock;
pub mod data;
#[cfg(feature = "ports")]
mod desktop;
pub mod eden;
#[cfg(feature = "in-process")]
mod in_process;
#[cfg(feature = "log")]
mod log;
#[cfg(feature = "http")]
mod proxy;
#[cfg(feature = "http")]
mod recorder;
#[cfg(feature = "ports")]
mod secrets;
pub mod session_bus;
#[cfg(feature = "ports")]
mod switch;

#[cfg(feature = "ports")]
pub use clock::TestClock;
#[cfg(feature = "ports")]
pub use desktop::TestDesktop;
#[cfg(feature = "in-process")]
pub use in_process::{sim_answer, sim_redirect};
#[cfg(feature = "log")]
pub use log::TestLog;
#[cfg(feature = "http")]
pub use proxy::TestProxy;
#[cfg(feature = "http")]
pub use recorder::Recorder;
#[cfg(feature = "ports")]
pub use secrets::TestSecrets;
#[cfg(feature = "ports")]
pub use switch::{PANIC, Switch};
