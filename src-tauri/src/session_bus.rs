//! A D-Bus session of a test's own, and whoever else is on it.

use std::process::Command;

use captrack_testing::session_bus::{Services, SessionBus as Session};
use tempfile::TempDir;
use zbus::Connection;
use zbus::connection::Builder;

/// The session, until it is dropped.
pub struct SessionBus {
    session: Session,
    _folder: TempDir,
}

impl SessionBus {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::start(Command::new("dbus-daemon"), folder.path(), Services::OnlyStarted)
            .expect("dbus-daemon is installed wherever the window is tested");
        Self { session, _folder: folder }
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.session.address
    }

    /// Somebody else on it.
    pub async fn connect(&self) -> Connection {
        Builder::address(self.address()).unwrap().build().await.unwrap()
    }
}
