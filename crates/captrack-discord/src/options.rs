//! What the user may choose about messages.

/// How messages are written. The default says what is needed and no more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MessageOptions {
    /// The desk that sends, named at the foot of each message; none: not named.
    pub desk: Option<String>,
}
