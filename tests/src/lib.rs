//! What the tests and the pictures of the program have in common: where it is, and a desktop without a screen to run it on.
//! The tests themselves live in `tests/`.

#[cfg(target_os = "linux")]
pub mod desktop;
pub mod program;
