//! The program itself, from the command line alone: no display, no keyring, no window.

mod bad_input;
mod headless;
mod program;
mod single_commands;
