//! Starts the demo beside the program: a process of its own, whose data are its own and go when it ends.

use std::process::{Child, Command, Stdio};

use captrack_contract::{ErrorCode, Refusal};

use crate::shell::Shell;
use crate::text::{args, say, say_with};

/// Starts it, unless one that was started here runs.
pub fn start(shell: &Shell) -> Result<(), Refusal> {
    let mut demo = shell.demo.lock();
    if demo.as_mut().is_some_and(runs) {
        return Err(Refusal::new(ErrorCode::Invalid, say("demo-runs")));
    }
    let started = std::env::current_exe().and_then(|program| {
        let mut command = Command::new(program);
        command.arg("--demo").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()
    });
    let failed = |error: std::io::Error| {
        Refusal::new(ErrorCode::Unavailable, say_with("demo-failed", &args!("why" => error.to_string())))
    };
    *demo = Some(started.map_err(failed)?);
    Ok(())
}

/// One whose end cannot be read has ended.
fn runs(demo: &mut Child) -> bool {
    matches!(demo.try_wait(), Ok(None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_demo_that_has_ended_makes_room_for_another() {
        let mut demo = Command::new("sleep").arg("60").spawn().unwrap();
        assert!(runs(&mut demo));
        demo.kill().unwrap();
        demo.wait().unwrap();
        assert!(!runs(&mut demo));
    }
}
