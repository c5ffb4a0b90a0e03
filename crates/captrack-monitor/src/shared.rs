//! What every part of the application works with: time, supervision, and how it is to write and to show.

pub mod corrected_clock;
pub mod csv;
pub mod health;
pub mod refusal;
pub mod supervised;
pub mod windows;
