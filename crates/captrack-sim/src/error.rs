//! What can go wrong when the sim is started or controlled.

/// Why the sim could not start or do as it was told.
#[derive(Debug, thiserror::Error)]
pub enum SimError {
    /// No loopback port could be opened.
    #[error("no port could be opened on 127.0.0.1: {0}. Check that loopback networking is up, then try again.")]
    Bind(#[source] std::io::Error),
    /// The thread that serves could not be started.
    #[error("the sim's thread could not be started: {0}. Close other programs, then try again.")]
    Thread(#[source] std::io::Error),
    /// An id that this world does not hold.
    #[error("there is no {what} {id} in this world. Create it first, or name another.")]
    Unknown {
        /// What was looked for: `pilot`, `hull`, `type`, …
        what: &'static str,
        /// The id that was given.
        id: String,
    },
    /// The hull is not a ship that can be boarded.
    #[error("item {0} is not a ship. Board a hull instead.")]
    NotAShip(i64),
    /// A command that came over HTTP could not be read.
    #[error("the command could not be read: {0}. Compare it with the list in the sim's control module.")]
    Command(String),
}

impl SimError {
    pub(crate) fn unknown(what: &'static str, id: i64) -> Self {
        Self::Unknown { what, id: id.to_string() }
    }
}
