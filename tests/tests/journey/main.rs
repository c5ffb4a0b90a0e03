//! Journeys in the real window: WebDriver, an X server, D-Bus with a notification server, a tray and a keyring, and captrack-sim.
#![cfg(target_os = "linux")]

mod accessibility;
mod allianceauth;
mod autostart;
mod board_by_keyboard;
mod board_by_scrolling;
mod browser;
mod cut_texts;
mod demo;
mod failure_text;
mod first_minutes;
mod immediate_reads;
mod keyboard_walk;
mod keys;
mod mains_by_drag;
mod page_lost;
mod page_process;
mod pause_and_links;
mod pictures;
mod pseudo_language;
mod relay;
mod relay_refused;
mod rules;
mod sign_in_to_snooze;
mod snoozes;
mod stage;
mod tour;
mod traces;
mod triage;
mod turned_clock;
mod waits;
mod what_is_new;
