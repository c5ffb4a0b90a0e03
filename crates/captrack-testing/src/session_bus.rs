//! A D-Bus session of a test's own, on which nothing is that the test has not put there.

use std::io::{BufRead, BufReader, Error, Result};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Whether a service that is asked for is started by the bus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Services {
    /// Only what a test has started is there.
    OnlyStarted,
    /// Whatever is installed on this machine, as on a person's desktop.
    Installed,
}

/// The session, until it is dropped. It does not outlive the test.
#[derive(Debug)]
pub struct SessionBus {
    daemon: Child,
    /// Where it listens, as `DBUS_SESSION_BUS_ADDRESS` says it.
    pub address: String,
}

impl SessionBus {
    /// Starts `command`, a `dbus-daemon` in whatever surroundings it is to have, with its files in `folder`.
    ///
    /// # Errors
    ///
    /// The configuration cannot be written, `dbus-daemon` is not installed, or it ended without saying where it listens.
    pub fn start(mut command: Command, folder: &Path, services: Services) -> Result<Self> {
        let configuration = configuration(folder, services)?;
        command.args(["--nofork", "--print-address"]).arg(format!("--config-file={}", configuration.display()));
        let mut daemon = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let mut said = String::new();
        if let Some(out) = daemon.stdout.take() {
            BufReader::new(out).read_line(&mut said)?;
        }
        let session = Self { daemon, address: said.trim().to_owned() };
        if session.address.is_empty() {
            return Err(Error::other("dbus-daemon did not start a session"));
        }
        Ok(session)
    }
}

impl Drop for SessionBus {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

/// Writes the configuration of a session whose socket lies in `folder`, and says where it is.
///
/// # Errors
///
/// The file cannot be written.
pub fn configuration(folder: &Path, services: Services) -> Result<PathBuf> {
    let services = match services {
        Services::OnlyStarted => "",
        Services::Installed => "<standard_session_servicedirs/>",
    };
    let text = format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={}</listen>
  <auth>EXTERNAL</auth>
  {services}
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#,
        folder.display()
    );
    let path = folder.join("bus.conf");
    std::fs::write(&path, text)?;
    Ok(path)
}
