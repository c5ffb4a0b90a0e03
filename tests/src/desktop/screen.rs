//! An X server that draws into memory.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::process::Running;

/// A screen of its own, also where the desktop around has one: what is done here must not reach it, nor disturb another test.
#[derive(Debug)]
pub struct Screen {
    _server: Running,
    /// Its name, such as `:99`.
    pub display: String,
}

impl Screen {
    /// Starts the server and waits until it takes connections. Width and height in pixels.
    pub fn start(width: u32, height: u32) -> Result<Self> {
        let mut command = Command::new("Xvfb");
        // It finds a free display by itself, and says which once it is ready.
        command.args(["-displayfd", "1", "-nolisten", "tcp", "-noreset", "-screen", "0"]);
        command.arg(format!("{width}x{height}x24"));
        let mut server = Running::start(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()))?;
        let said = server.child.stdout.take().context("Xvfb has no standard output")?;
        let mut number = String::new();
        BufReader::new(said).read_line(&mut number)?;
        let number = number.trim();
        ensure!(!number.is_empty(), "Xvfb found no free display; end those that were left running");
        Ok(Self { _server: server, display: format!(":{number}") })
    }
}
