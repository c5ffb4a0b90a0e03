//! What every parser of foreign bytes must hold to, as ordinary functions of bytes. No part of the program.
//!
//! A [`Target`] gives bytes to a parser through the door by which they come, and panics where what it makes of them breaks a promise: a size without
//! bound, a secret in a sentence, something that is written differently than it was read. [`corpus`] are the bytes to begin with, which lie in
//! `fuzz/corpus`, a folder a target. The ordinary tests replay them and change them at random ([`mutate`]); `cargo xtask fuzz` gives the same
//! functions to libFuzzer.
#![allow(clippy::missing_panics_doc)]

mod answers;
mod corpus;
mod hold;
mod json;
mod mutate;
mod panics;
mod random;
mod target;
mod targets;

pub use corpus::{corpus, folder};
pub use mutate::Mutator;
pub use target::{TARGETS, Target, target};
