//! A D-Bus session of a desktop's own.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use captrack_testing::session_bus::SessionBus;
use zbus::Connection;
use zbus::connection::Builder;

pub use captrack_testing::session_bus::Services;

/// The session.
#[derive(Debug)]
pub struct Bus(SessionBus);

impl Bus {
    /// Starts `command`, a `dbus-daemon` on its desktop, with its files in `folder`.
    pub fn start(command: Command, folder: &Path, services: Services) -> Result<Self> {
        let session = SessionBus::start(command, folder, services);
        Ok(Self(session.context("dbus-daemon does not run; install Debian's package dbus")?))
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.0.address
    }

    /// A connection of its own.
    pub async fn connect(&self) -> Result<Connection> {
        let connection = Builder::address(self.address())?.build().await;
        connection.context("the desktop's D-Bus session does not answer")
    }
}
