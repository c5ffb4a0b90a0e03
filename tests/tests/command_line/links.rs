//! `captrack://` links, as the desktop hands them over.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use crate::program::Program;

#[test]
fn whatever_stands_beside_a_link_is_refused_before_anything_is_done() {
    let program = Program::new();
    let link = "captrack://connect?code=ctc_a&state=b";
    let elsewhere = program.folder.path().join("elsewhere");
    let elsewhere = elsewhere.to_str().unwrap();
    for words in [
        &["--data-dir", elsewhere, link][..],
        &[link, "--data-dir", elsewhere],
        &["--endpoints", "e.toml", link],
        &["--", link, "--secrets=session"],
        &[link, link],
        &["link", link],
    ] {
        let ended = program.brought_by_the_desktop(words);
        assert_eq!((ended.code, ended.out.as_str()), (64, ""), "{words:?}: {ended:?}");
        assert!(ended.err.contains("must be the only argument"), "{ended:?}");
    }
    assert!(!std::path::Path::new(elsewhere).exists());
}

#[test]
fn a_link_finds_the_profile_whose_sign_in_waits_for_it() {
    let program = Program::new();
    let mira = program.pilot("Mira Solace");
    program.sim.auth().read_all();
    program.sim.auth().make_leader_token(mira).unwrap();
    let running = program.headless();
    // Somebody begins to sign in, and the page is opened.
    let address = program.sim.auth_url();
    let mut connect = program.command(&["connect", &address]).stdin(Stdio::piped()).spawn().unwrap();
    let mut page = String::new();
    BufReader::new(connect.stdout.as_mut().unwrap()).read_line(&mut page).unwrap();
    let link = program.sim.auth().agree(page.trim(), mira).unwrap();
    assert!(link.starts_with("captrack://"), "{link}");

    // Another link than its own is told to the only one that waits, and does not spoil the sign-in.
    let stranger = program.brought_by_the_desktop(&[&link.replace("state=", "state=x")]);
    assert_eq!(stranger.code, 1, "{stranger:?}");

    let brought = program.brought_by_the_desktop(&["--", &link]);
    assert_eq!(brought.code, 0, "{brought:?}");
    assert!(brought.out.starts_with("Connected to"), "{brought:?}");
    connect.stdin.take().unwrap().write_all(b"\n").unwrap();
    connect.wait().unwrap();
    assert_eq!(running.terminate().0, Some(0));
    assert!(!program.folder.path().join("home").exists(), "no other profile was begun");
}
