//! The pages of `CapTrack` Desktop: the dashboard and the settings, one module for both windows.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod app;
mod board;
mod card;
mod clock;
mod components;
mod desk;
mod dom;
mod files;
#[cfg(test)]
mod fixtures;
mod keep_place;
mod kept_draft;
mod known_names;
mod link;
mod notices;
mod pages;
mod policy_draft;
mod security;
mod settings_state;
mod shared;
mod sign_in;
mod state;
mod text;
mod theme;
mod time;
mod time_of_day;
mod timer;
mod words;

fn main() {
    app::start();
}
