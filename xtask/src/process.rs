//! Starting other programs.
use std::{
    process::{Command, ExitCode, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

/// How often a program with a time limit is looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Whether this user may do everything.
pub fn is_root() -> bool {
    answer(Command::new("id").arg("-u")).as_deref() == Some("0")
}

/// Whether a program is on the path.
pub fn is_on_path(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

/// Runs `command` with this program's own input and output; fails with the sentence `otherwise` when it does.
pub fn must(command: &mut Command, otherwise: &str) -> Result<()> {
    let status = status(command)?;
    if !status.success() {
        bail!("{otherwise}");
    }
    Ok(())
}

/// Runs `command` with this program's own input and output.
pub fn status(command: &mut Command) -> Result<ExitStatus> {
    let program = command.get_program().to_owned();
    command.status().with_context(|| format!("{} could not be started", program.display()))
}

/// What `command` printed on standard output, trimmed, when it succeeded.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// What `command` printed on standard output, however it ended; empty when it could not be started.
pub fn printed(command: &mut Command) -> String {
    match command.stdin(Stdio::null()).stderr(Stdio::null()).output() {
        Ok(output) => String::from_utf8_lossy(&output.stdout).into_owned(),
        Err(_) => String::new(),
    }
}

/// Whether `command` succeeds; what it prints is dropped.
pub fn succeeds(command: &mut Command) -> bool {
    answer(command).is_some()
}

/// Whether `command` succeeds within `limit`; it is ended when it takes longer. What it prints is dropped.
pub fn succeeds_within(command: &mut Command, limit: Duration) -> bool {
    let started = Instant::now();
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = quiet.spawn() else {
        return false;
    };
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if started.elapsed() < limit => thread::sleep(LOOK_AGAIN),
            Ok(None) | Err(_) => {
                // Nothing more can be done about a program that does not even die.
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

/// Replaces this program by `command` where the system can do that, so that signals reach it; elsewhere waits for it.
pub fn become_program(command: &mut Command) -> Result<ExitCode> {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;

        let program = command.get_program().to_owned();
        // It returns only when it could not.
        Err(command.exec()).with_context(|| format!("{} could not be started", program.display()))
    }
    #[cfg(not(unix))]
    {
        status(command).map(exit_code)
    }
}

/// The same exit code for this program; 1 for one that a signal ended.
pub fn exit_code(status: ExitStatus) -> ExitCode {
    match status.code().and_then(|code| u8::try_from(code).ok()) {
        Some(code) => ExitCode::from(code),
        None => ExitCode::FAILURE,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_takes_too_long_is_ended() {
        let started = Instant::now();
        let limit = Duration::from_millis(100);
        assert!(!succeeds_within(Command::new("sleep").arg("60"), limit));
        assert!(started.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn a_program_that_ends_in_time_is_judged_by_its_exit_code() {
        let limit = Duration::from_mins(1);
        assert!(succeeds_within(&mut Command::new("true"), limit));
        assert!(!succeeds_within(&mut Command::new("false"), limit));
        assert!(!succeeds_within(&mut Command::new("no-such-program-anywhere"), limit));
    }

    #[test]
    fn what_failed_has_no_answer_but_what_it_printed_is_known() {
        let failing = || {
            let mut shell = Command::new("sh");
            shell.args(["-c", "echo half; exit 1"]);
            shell
        };
        assert_eq!(answer(&mut failing()), None);
        assert_eq!(printed(&mut failing()), "half\n");
    }
}
