//! The desk's keyring as it is: a gnome-keyring on a D-Bus session of the test's own.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

mod desk;

use std::time::Duration;

use captrack_ports::{Secret, SecretError, Secrets};
use captrack_secrets::Keyring;
use desk::{lock_the_keyring, on_a_desk, put_as_an_earlier_version, users_in_the_keyring, users_of, without_a_session};

/// As a user reads it.
fn said(error: &SecretError) -> String {
    captrack_text::english(&error.text())
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

#[test]
fn secrets_are_kept_by_profile_and_survive_the_keyrings_restart() {
    on_a_desk("secrets_are_kept_by_profile_and_survive_the_keyrings_restart", |desk| {
        let daemon = desk.start_keyring();
        let (main, alt) = (Keyring::open("main"), Keyring::open("alt"));
        assert_eq!(wait(main.get("refresh/1")), Ok(None));
        wait(main.put("refresh/1", &Secret::new("first"))).unwrap();
        wait(main.put("refresh/1", &Secret::new("\u{e4}second"))).unwrap();
        wait(alt.put("refresh/1", &Secret::new("other"))).unwrap();
        wait(alt.put("webhook/critical", &Secret::new("soon gone"))).unwrap();
        wait(alt.delete("webhook/critical")).unwrap();
        wait(alt.delete("webhook/critical")).unwrap();
        assert_eq!(users_in_the_keyring(), ["alt/refresh/1", "main/refresh/1"]);
        assert_eq!(wait(main.get("refresh/1")), Ok(Some(Secret::new("\u{e4}second"))));

        drop(daemon);
        assert_eq!(wait(main.get("refresh/1")), Err(SecretError::NoKeyring));
        let _daemon = desk.start_keyring();
        assert_eq!(wait(main.get("refresh/1")), Ok(Some(Secret::new("\u{e4}second"))));
        assert_eq!(wait(alt.get("refresh/1")), Ok(Some(Secret::new("other"))));
    });
}

#[test]
fn a_restart_between_two_calls_is_not_noticed() {
    on_a_desk("a_restart_between_two_calls_is_not_noticed", |desk| {
        let daemon = desk.start_keyring();
        let keyring = Keyring::open("main");
        wait(keyring.put("refresh/1", &Secret::new("one"))).unwrap();
        drop(daemon);
        let _daemon = desk.start_keyring();
        wait(keyring.put("refresh/1", &Secret::new("two"))).unwrap();
        assert_eq!(wait(keyring.get("refresh/1")), Ok(Some(Secret::new("two"))));
    });
}

#[test]
fn a_keyring_that_appears_later_serves_without_a_restart() {
    on_a_desk("a_keyring_that_appears_later_serves_without_a_restart", |desk| {
        let keyring = Keyring::open("main");
        assert_eq!(wait(keyring.get("refresh/1")), Err(SecretError::NoKeyring));
        let _daemon = desk.start_keyring();
        wait(keyring.put("refresh/1", &Secret::new("one"))).unwrap();
        assert_eq!(wait(keyring.get("refresh/1")), Ok(Some(Secret::new("one"))));
    });
}

#[test]
fn without_a_session_there_is_no_keyring() {
    without_a_session("without_a_session_there_is_no_keyring", || {
        let keyring = Keyring::open("main");
        let refused = wait(keyring.put("refresh/1", &Secret::new("one"))).unwrap_err();
        assert_eq!(refused, SecretError::NoKeyring);
        assert!(said(&refused).contains("start CapTrack with --secrets file:PATH"), "{refused}");
    });
}

#[test]
fn a_locked_keyring_is_told_and_serves_again_once_it_is_unlocked() {
    on_a_desk("a_locked_keyring_is_told_and_serves_again_once_it_is_unlocked", |desk| {
        let daemon = desk.start_keyring();
        let keyring = Keyring::with_time_limit("main", Duration::from_secs(2));
        wait(keyring.put("refresh/1", &Secret::new("one"))).unwrap();
        lock_the_keyring();
        assert_eq!(wait(keyring.get("refresh/1")), Err(SecretError::Locked));
        assert_eq!(wait(keyring.put("refresh/1", &Secret::new("two"))), Err(SecretError::Locked));
        assert_eq!(wait(keyring.put("refresh/2", &Secret::new("new"))), Err(SecretError::Locked));
        // Nobody has unlocked it after a restart; then somebody does.
        drop(daemon);
        let daemon = desk.start_locked_keyring();
        assert_eq!(wait(keyring.get("refresh/1")), Err(SecretError::Locked));
        drop(daemon);
        let _daemon = desk.start_keyring();
        assert_eq!(wait(keyring.get("refresh/1")), Ok(Some(Secret::new("one"))));
        wait(keyring.put("refresh/2", &Secret::new("new"))).unwrap();
    });
}

#[test]
fn a_keyring_without_a_collection_says_what_to_make() {
    on_a_desk("a_keyring_without_a_collection_says_what_to_make", |desk| {
        let _daemon = desk.start_locked_keyring();
        let keyring = Keyring::with_time_limit("main", Duration::from_secs(5));
        assert_eq!(wait(keyring.get("refresh/1")), Ok(None));
        let text = said(&wait(keyring.put("refresh/1", &Secret::new("one"))).unwrap_err());
        assert!(text.contains("no default collection: make one"), "{text}");
    });
}

#[test]
fn a_start_finds_what_an_earlier_version_wrote_and_the_next_one_finds_it_under_its_new_name() {
    on_a_desk("a_start_finds_what_an_earlier_version_wrote_and_the_next_one_finds_it_under_its_new_name", |desk| {
        let _daemon = desk.start_keyring();
        put_as_an_earlier_version("main/refresh/1", "kept for long");
        put_as_an_earlier_version("roaming/webhook/critical", "kept where the folder lay before");
        for start in ["the first start", "the second start"] {
            let keyring = Keyring::open("main").after(Some("roaming".to_owned()));
            assert_eq!(wait(keyring.get("refresh/1")), Ok(Some(Secret::new("kept for long"))), "{start}");
            let webhook = wait(keyring.get("webhook/critical"));
            assert_eq!(webhook, Ok(Some(Secret::new("kept where the folder lay before"))), "{start}");
            assert_eq!(users_in_the_keyring(), ["main/refresh/1", "main/webhook/critical"], "{start}");
            assert_eq!(users_of("CapTrack Desktop"), <[String; 0]>::default(), "{start}");
        }
    });
}
