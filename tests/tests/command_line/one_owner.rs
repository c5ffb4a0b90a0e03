//! One process owns a data folder. A service waits for a command that has it, and what only reads waits for nobody.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader};
#[cfg(unix)]
use std::os::unix::fs::{MetadataExt, PermissionsExt};

use captrack_sim::{Place, Placement};
use captrack_testing::eden::{AVATAR, DELVE};

use crate::program::{Program, until};

/// Takes the data folder as a command does.
fn take(program: &Program) -> File {
    let lock = OpenOptions::new().write(true).open(program.data().join("captrack.lock")).unwrap();
    lock.try_lock().unwrap();
    lock
}

fn watched_titan() -> Program {
    let program = Program::new();
    let kara = program.pilot("Kara Volkov");
    program.world.place(Placement::flown(kara, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    program.login(kara);
    assert_eq!(program.run(&["check"]).code, 20);
    program
}

#[test]
fn a_data_folder_has_one_owner() {
    let program = Program::new();
    let _running = program.headless();
    let second = program.run(&["--headless"]);
    assert_eq!(second.code, 1);
    assert!(second.err.contains("already running"), "{second:?}");
}

#[test]
fn what_only_reads_waits_for_nobody_and_says_what_is_known() {
    let program = watched_titan();
    let _command = take(&program);
    for (words, says) in [
        (&["snapshot", "--json"][..], "Avatar"),
        (&["why", "Kara Volkov"], "Avatar"),
        (&["activity"], "Kara Volkov"),
        (&["activity", "--csv"], "Kara Volkov"),
        (&["mains", "export"], "pilot_id"),
        (&["config", "export"], "titan"),
        (&["relay", "status"], "The relay to Discord"),
    ] {
        let ended = program.run(words);
        assert_eq!(ended.code, 0, "{words:?}: {ended:?}");
        assert!(ended.out.contains(says), "{words:?}: {ended:?}");
    }
    assert_eq!(program.snapshot()["mains"][0]["hulls"][0]["level"], "critical");
}

#[test]
fn a_service_waits_for_a_command_that_has_the_folder_and_says_so_in_the_log() {
    let program = watched_titan();
    let command = take(&program);
    let mut child = program.command(&["--headless"]).spawn().unwrap();
    // It keeps the lock open while it waits. Then the command ends.
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let opened = || std::fs::read_dir(format!("/proc/{}/fd", child.id())).into_iter().flatten().flatten();
            let is_at_it =
                || opened().any(|fd| std::fs::read_link(fd.path()).is_ok_and(|to| to.ends_with("captrack.lock")));
            until("the service tries to take the folder", || is_at_it().then_some(()));
            drop(command);
        });
    });
    let mut err = BufReader::new(child.stderr.take().unwrap());
    let (mut line, mut said) = (String::new(), String::new());
    while !line.contains("watching") {
        line.clear();
        assert!(err.read_line(&mut line).unwrap() > 0, "it ended before it watched: {said}");
        said.push_str(&line);
    }
    assert!(said.contains("waited for another CapTrack command"), "{said}");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_service_starts_while_a_timer_checks_all_the_time() {
    let program = watched_titan();
    for _ in 0..3 {
        let checks: Vec<_> = (0..2).map(|_| program.command(&["check"]).spawn().unwrap()).collect();
        let service = program.headless();
        for mut check in checks {
            assert_eq!(check.wait().unwrap().code(), Some(20));
        }
        assert_eq!(service.terminate().0, Some(0));
    }
}

#[cfg(unix)]
#[test]
fn the_socket_and_everything_with_names_in_it_are_for_their_owner_alone() {
    let program = watched_titan();
    // As for a folder that was made by hand.
    std::fs::set_permissions(program.data(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let _running = program.headless();
    for (name, mode) in [
        ("captrack.sock", 0o600),
        ("captrack.address", 0o600),
        ("captrack.lock", 0o600),
        ("captrack.db", 0o600),
        ("log", 0o700),
    ] {
        let found = until(name, || std::fs::symlink_metadata(program.data().join(name)).ok());
        assert_eq!(found.mode() & 0o777, mode, "{name}");
    }
    let log = std::fs::read_dir(program.data().join("log")).unwrap().next().unwrap().unwrap().path();
    until("the log says that the folder is open", || {
        std::fs::read_to_string(&log).unwrap().contains("Other users of this computer can look into").then_some(())
    });
}

#[cfg(unix)]
#[test]
fn a_shell_finds_a_service_that_has_another_session_folder() {
    let program = Program::new();
    let deep = program.folder.path().join("a-data-folder-with-a-long-name-".repeat(5));
    let deep = deep.to_str().unwrap();
    let started = |words: &[&str]| {
        let mut command = program.command(words);
        // The last one counts: clap refuses two, so the first is taken away.
        let args: Vec<_> = command.get_args().map(std::ffi::OsStr::to_owned).collect();
        let at = args.iter().position(|arg| arg == "--data-dir").unwrap();
        let mut again = std::process::Command::new(command.get_program());
        again.args(&args[..=at]).arg(deep).args(&args[at + 2..]);
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => again.env(name, value),
                None => again.env_remove(name),
            };
        }
        again
            .stdin(std::process::Stdio::null())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        command = again;
        command
    };
    // The service has no session, as under a system's own manager; its temporary folder is this test's.
    let temporary = program.folder.path().join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let mut service = started(&["--headless"]);
    let mut child = service.env_remove("XDG_RUNTIME_DIR").env("TMPDIR", &temporary).spawn().unwrap();
    until("it listens", || std::path::Path::new(deep).join("captrack.address").exists().then_some(()));
    let own = std::fs::read_dir(&temporary).unwrap().next().unwrap().unwrap();
    assert!(own.file_name().to_str().unwrap().starts_with("captrack-"));
    assert_eq!(own.metadata().unwrap().mode() & 0o777, 0o700);
    let socket = std::fs::read_dir(own.path()).unwrap().next().unwrap().unwrap();
    assert_eq!(socket.metadata().unwrap().mode() & 0o777, 0o600);
    // A command that writes reaches it: it would be refused the folder otherwise.
    let ended = started(&["check"]).output().unwrap();
    assert_eq!(ended.status.code(), Some(30), "nobody is signed in, and that is said: {ended:?}");
    child.kill().unwrap();
    child.wait().unwrap();
}
