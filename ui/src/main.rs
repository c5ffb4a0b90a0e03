//! The pages of `CapTrack` Desktop: the dashboard and the settings, one module for both windows.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod activity_state;
mod activity_words;
mod anchor;
mod answering;
mod app;
mod auth_words;
mod board;
mod card;
mod clock;
mod components;
mod coverage;
mod desk;
mod discord;
mod dom;
mod drag;
mod files;
mod filters;
#[cfg(test)]
mod fixtures;
mod grouping;
mod held;
mod kept_draft;
mod keys;
mod known_names;
mod layout;
mod link;
mod main_page;
mod menu;
mod moving;
mod notices;
mod pages;
mod pilot_keys;
mod pilot_lines;
mod pilots_state;
mod policy_draft;
mod relay_draft;
mod remembered;
mod rows;
mod security;
mod settings_state;
mod shared;
mod sign_in;
mod silence;
mod snoozing;
mod state;
mod steady;
mod stops;
mod surroundings;
mod text;
mod theme;
mod time;
mod time_of_day;
mod timer;
mod undoing;
mod view;
mod words;

fn main() {
    app::start();
}
