//! What the pages know of the relay to Discord: its state, its words, and messages as Discord shows them.

pub mod body;
pub mod markdown;
pub mod state;
pub mod words;
