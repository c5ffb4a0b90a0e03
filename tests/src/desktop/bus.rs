//! A D-Bus session of a desktop's own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use zbus::Connection;
use zbus::connection::Builder;

use super::process::Running;

/// Whether a service that is asked for is started by the bus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Services {
    /// Only what a test has started is there.
    OnlyStarted,
    /// Whatever is installed on this machine, as on a person's desktop.
    Installed,
}

/// The session.
#[derive(Debug)]
pub struct Bus {
    _daemon: Running,
    /// Where it listens.
    pub address: String,
}

impl Bus {
    /// Starts `command`, a `dbus-daemon` on its desktop, with its files in `folder`.
    pub fn start(mut command: Command, folder: &Path, services: Services) -> Result<Self> {
        let configuration = folder.join("bus.conf");
        std::fs::write(&configuration, configured(folder, services))?;
        command.arg("--nofork").arg("--print-address").arg(format!("--config-file={}", configuration.display()));
        let mut daemon = Running::start(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()))?;
        let said = daemon.child.stdout.take().context("dbus-daemon has no standard output")?;
        let mut address = String::new();
        BufReader::new(said).read_line(&mut address)?;
        let address = address.trim().to_owned();
        ensure!(!address.is_empty(), "dbus-daemon did not start a session");
        Ok(Self { _daemon: daemon, address })
    }

    /// A connection of its own.
    pub async fn connect(&self) -> Result<Connection> {
        let connection = Builder::address(self.address.as_str())?.build().await;
        connection.context("the desktop's D-Bus session does not answer")
    }
}

fn configured(folder: &Path, services: Services) -> String {
    let services = match services {
        Services::OnlyStarted => "",
        Services::Installed => "<standard_session_servicedirs/>",
    };
    format!(
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
    )
}
