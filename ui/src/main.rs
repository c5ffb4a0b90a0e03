//! The pages of `CapTrack` Desktop: the dashboard and the settings, one module for both windows.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod actions;
mod activity;
mod app;
mod dashboard;
mod desk;
#[cfg(test)]
mod fixtures;
mod kit;
mod pilots;
mod platform;
mod relay;
mod settings;
#[cfg(test)]
mod styles;
mod window;
mod words;

fn main() {
    app::start::start();
}
