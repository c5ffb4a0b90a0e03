//! Programs that make up a desktop.

use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};

/// The Debian package of each program that is not in the package of its name.
const PACKAGES: [(&str, &str); 5] = [
    ("Xvfb", "xvfb"),
    ("dbus-daemon", "dbus"),
    ("gnome-keyring-daemon", "gnome-keyring"),
    ("WebKitWebDriver", "webkit2gtk-driver"),
    ("import", "imagemagick"),
];
/// A program that only answers a question has this long.
const ANSWER_TIME: Duration = Duration::from_secs(20);

/// A program that runs until this is dropped.
#[derive(Debug)]
pub struct Running {
    /// The process.
    pub child: Child,
}

impl Running {
    /// Starts it; the error names the package to install.
    pub fn start(command: &mut Command) -> Result<Self> {
        let child = command.spawn().with_context(|| missing(command))?;
        Ok(Self { child })
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How a program that only answers a question ended, and what it said.
#[derive(Debug)]
pub struct Answer {
    /// How it ended.
    pub status: ExitStatus,
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub err: String,
}

/// Runs a program to its end.
pub async fn answer(command: Command) -> Result<Answer> {
    let sentence = missing(&command);
    let mut command = tokio::process::Command::from(command);
    command.stdin(Stdio::null()).kill_on_drop(true);
    let output = tokio::time::timeout(ANSWER_TIME, command.output()).await;
    let output = output.context("a program did not end in time")?.context(sentence)?;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ok(Answer { status: output.status, out: text(output.stdout), err: text(output.stderr) })
}

/// Runs a program that has something to do, and must succeed.
pub async fn done(command: Command) -> Result<()> {
    let words = [command.get_program()].into_iter().chain(command.get_args()).map(|word| word.to_string_lossy());
    let what = words.collect::<Vec<_>>().join(" ");
    let answer = answer(command).await?;
    ensure!(answer.status.success(), "{what} ended with {}: {}", answer.status, answer.err);
    Ok(())
}

fn missing(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let package = PACKAGES.iter().find(|(name, _)| *name == program).map_or(&*program, |(_, package)| package);
    format!("{program} could not be started; install the package {package}")
}
