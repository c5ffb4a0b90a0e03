//! The keyring's thread, its time limit and its connections, against a keyring of the tests' own. The real one is in `tests/keyring.rs`.

use std::any::Any;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use keyring_core::api::{CredentialApi, CredentialStoreApi};
use keyring_core::{Credential, CredentialStore, Entry, Error};
use parking_lot::{Condvar, Mutex};

use super::*;

/// As a user reads it.
fn said(error: &SecretError) -> String {
    captrack_text::english(&error.text())
}

/// A keyring whose next answers a test can decide.
#[derive(Default)]
struct Desk {
    secrets: Mutex<HashMap<String, Vec<u8>>>,
    /// What the next calls do before anything else.
    next: Mutex<VecDeque<Next>>,
    answered: Condvar,
    opened: AtomicUsize,
    present: Mutex<bool>,
}

enum Next {
    /// Waits until the desk answers.
    Prompt,
    /// Answers as it should.
    Pass,
    Fail(Error),
}

impl Desk {
    fn new() -> Arc<Self> {
        let desk = Self::default();
        *desk.present.lock() = true;
        Arc::new(desk)
    }

    fn keyring(self: &Arc<Self>, profile: &str, limit: Duration) -> Keyring {
        let desk = Arc::clone(self);
        Keyring::with_store(
            profile,
            limit,
            Arc::new(move || {
                if !*desk.present.lock() {
                    return Err(Error::NoDefaultStore);
                }
                desk.opened.fetch_add(1, Ordering::SeqCst);
                let store: Arc<CredentialStore> = Arc::new(Store(Arc::clone(&desk)));
                Ok(store)
            }),
        )
    }

    fn next(&self, next: Next) {
        self.next.lock().push_back(next);
    }

    /// Somebody answers the prompt that stands.
    fn answer(&self) {
        *self.next.lock() = VecDeque::new();
        self.answered.notify_all();
    }

    fn call<T>(
        &self,
        act: impl FnOnce(&mut HashMap<String, Vec<u8>>) -> keyring_core::Result<T>,
    ) -> keyring_core::Result<T> {
        let mut next = self.next.lock();
        match next.front() {
            Some(Next::Prompt) => self.answered.wait_while(&mut next, |next| !next.is_empty()),
            Some(Next::Fail(_)) => {
                if let Some(Next::Fail(error)) = next.pop_front() {
                    return Err(error);
                }
            }
            Some(Next::Pass) => drop(next.pop_front()),
            None => {}
        }
        drop(next);
        act(&mut self.secrets.lock())
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.secrets.lock().keys().cloned().collect();
        names.sort();
        names
    }
}

struct Store(Arc<Desk>);

impl CredentialStoreApi for Store {
    fn vendor(&self) -> String {
        "tests".to_owned()
    }

    fn id(&self) -> String {
        "tests".to_owned()
    }

    fn build(&self, service: &str, user: &str, _: Option<&HashMap<&str, &str>>) -> keyring_core::Result<Entry> {
        Ok(Entry::new_with_credential(Arc::new(Kept { desk: Arc::clone(&self.0), name: format!("{service}: {user}") })))
    }

    fn search(&self, spec: &HashMap<&str, &str>) -> keyring_core::Result<Vec<Entry>> {
        let service = spec["service"];
        let names = self.0.names().into_iter().filter(|name| name.starts_with(&format!("{service}: ")));
        let entry = |name| Entry::new_with_credential(Arc::new(Kept { desk: Arc::clone(&self.0), name }));
        Ok(names.map(entry).collect())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

struct Kept {
    desk: Arc<Desk>,
    name: String,
}

impl CredentialApi for Kept {
    fn set_secret(&self, secret: &[u8]) -> keyring_core::Result<()> {
        self.desk.call(|secrets| {
            secrets.insert(self.name.clone(), secret.to_vec());
            Ok(())
        })
    }

    fn get_secret(&self) -> keyring_core::Result<Vec<u8>> {
        self.desk.call(|secrets| secrets.get(&self.name).cloned().ok_or(Error::NoEntry))
    }

    fn delete_credential(&self) -> keyring_core::Result<()> {
        self.desk.call(|secrets| secrets.remove(&self.name).map(|_| ()).ok_or(Error::NoEntry))
    }

    fn get_credential(&self) -> keyring_core::Result<Option<Arc<Credential>>> {
        self.get_secret().map(|_| None)
    }

    fn get_specifiers(&self) -> Option<(String, String)> {
        let (service, user) = self.name.split_once(": ")?;
        Some((service.to_owned(), user.to_owned()))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

const PLENTY: Duration = Duration::from_mins(1);
const HARDLY: Duration = Duration::from_millis(20);

fn failure() -> Error {
    Error::PlatformFailure("the connection was lost".into())
}

#[tokio::test]
async fn entries_carry_the_service_and_the_profile() {
    let desk = Desk::new();
    desk.keyring("main", PLENTY).put("refresh/2112000001", &Secret::new("one")).await.unwrap();
    desk.keyring("alt", PLENTY).put("refresh/2112000001", &Secret::new("two")).await.unwrap();
    assert_eq!(
        desk.names(),
        ["io.github.captrack.CapTrack: alt/refresh/2112000001", "io.github.captrack.CapTrack: main/refresh/2112000001"]
    );
    assert_eq!(desk.keyring("main", PLENTY).get("refresh/2112000001").await, Ok(Some(Secret::new("one"))));
}

#[tokio::test]
async fn what_is_not_there_is_nothing_and_can_be_deleted() {
    let desk = Desk::new();
    let keyring = desk.keyring("main", PLENTY);
    assert_eq!(keyring.get("webhook/critical").await, Ok(None));
    assert_eq!(keyring.delete("webhook/critical").await, Ok(()));
}

#[tokio::test]
async fn a_prompt_that_nobody_answers_means_locked() {
    let desk = Desk::new();
    let keyring = desk.keyring("main", HARDLY);
    desk.next(Next::Prompt);
    assert_eq!(keyring.get("refresh/1").await, Err(SecretError::Locked));
    desk.answer();
}

#[tokio::test]
async fn calls_that_were_given_up_behind_a_prompt_are_not_carried_out() {
    let desk = Desk::new();
    let keyring = desk.keyring("main", HARDLY);
    desk.next(Next::Prompt);
    assert_eq!(keyring.get("refresh/1").await, Err(SecretError::Locked));
    assert_eq!(keyring.put("refresh/1", &Secret::new("late")).await, Err(SecretError::Locked));
    desk.answer();
    let keyring = Keyring { limit: PLENTY, ..keyring };
    assert_eq!(keyring.get("refresh/1").await, Ok(None));
    assert_eq!(desk.opened.load(Ordering::SeqCst), 1, "it is still the same thread");
}

#[tokio::test]
async fn a_prompt_answered_late_does_not_overwrite_what_came_after() {
    let desk = Desk::new();
    let keyring = desk.keyring("main", HARDLY);
    desk.next(Next::Prompt);
    assert_eq!(keyring.put("refresh/1", &Secret::new("older")).await, Err(SecretError::Locked));
    let keyring = Keyring { limit: PLENTY, ..keyring };
    let newer = Secret::new("newer");
    let ((), outcome) = tokio::join!(async { desk.answer() }, keyring.put("refresh/1", &newer));
    outcome.unwrap();
    assert_eq!(keyring.get("refresh/1").await, Ok(Some(newer)));
}

#[tokio::test]
async fn a_thread_that_will_never_come_back_is_replaced_and_writes_no_more() {
    let desk = Desk::new();
    let keyring = desk.keyring("main", HARDLY);
    desk.next(Next::Prompt);
    assert_eq!(keyring.put("refresh/1", &Secret::new("older")).await, Err(SecretError::Locked));
    // The prompt still stands for the first thread; the next one finds the keyring answering.
    desk.next.lock().clear();
    while keyring.put("refresh/1", &Secret::new("newer")).await.is_err() {}
    assert_eq!(desk.opened.load(Ordering::SeqCst), 2);
    desk.answer();
    let keyring = Keyring { limit: PLENTY, ..keyring };
    assert_eq!(keyring.get("refresh/1").await, Ok(Some(Secret::new("newer"))));
}

#[tokio::test]
async fn a_keyring_that_appears_later_serves_without_a_restart() {
    let desk = Desk::new();
    *desk.present.lock() = false;
    let keyring = desk.keyring("main", PLENTY);
    assert_eq!(keyring.get("refresh/1").await, Err(SecretError::NoKeyring));
    assert_eq!(keyring.put("refresh/1", &Secret::new("one")).await, Err(SecretError::NoKeyring));
    *desk.present.lock() = true;
    keyring.put("refresh/1", &Secret::new("one")).await.unwrap();
    assert_eq!(keyring.get("refresh/1").await, Ok(Some(Secret::new("one"))));
    assert_eq!(desk.opened.load(Ordering::SeqCst), 1, "a connection that works is kept");
}

#[tokio::test]
async fn a_connection_that_broke_is_made_anew_within_the_call() {
    let desk = Desk::new();
    let keyring = desk.keyring("main", PLENTY);
    keyring.put("refresh/1", &Secret::new("one")).await.unwrap();
    desk.next(Next::Fail(failure()));
    assert_eq!(keyring.get("refresh/1").await, Ok(Some(Secret::new("one"))));
    assert_eq!(desk.opened.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_keyring_that_goes_away_is_no_keyring() {
    let desk = Desk::new();
    let keyring = desk.keyring("main", PLENTY);
    keyring.put("refresh/1", &Secret::new("one")).await.unwrap();
    desk.next(Next::Fail(failure()));
    *desk.present.lock() = false;
    assert_eq!(keyring.get("refresh/1").await, Err(SecretError::NoKeyring));
}

#[tokio::test]
async fn a_failure_that_stays_is_told_in_a_sentence() {
    let desk = Desk::new();
    let keyring = desk.keyring("main", PLENTY);
    desk.next(Next::Fail(failure()));
    let text = said(&keyring.get("refresh/1").await.unwrap_err());
    assert_eq!(
        text,
        "the keyring failed (the connection was lost): try again, or start CapTrack with --secrets file:PATH"
    );
}

/// Windows holds 2560 bytes, and halves that for what is given as text.
#[tokio::test]
async fn a_sign_in_of_fifteen_hundred_characters_is_kept_as_so_many_bytes() {
    let desk = Desk::new();
    let keyring = desk.keyring("main", PLENTY);
    let long = Secret::new("t".repeat(1500));
    keyring.put("refresh/1", &long).await.unwrap();
    assert_eq!(desk.secrets.lock()["io.github.captrack.CapTrack: main/refresh/1"].len(), 1500);
    assert_eq!(keyring.get("refresh/1").await, Ok(Some(long)));
}

#[tokio::test]
async fn an_entry_that_is_not_text_is_refused_and_not_quoted() {
    let desk = Desk::new();
    desk.secrets.lock().insert("io.github.captrack.CapTrack: main/refresh/1".to_owned(), b"hush\xff".to_vec());
    let text = said(&desk.keyring("main", PLENTY).get("refresh/1").await.unwrap_err());
    assert!(text.contains("did not write") && !text.contains("hush"), "{text}");
}

#[test]
fn no_access_is_locked_and_too_long_names_the_file() {
    assert_eq!(refusal::sentence(&Error::NoStorageAccess("locked".into())), SecretError::Locked);
    let text = said(&refusal::sentence(&Error::TooLong("secret".to_owned(), 2560)));
    assert!(text.contains("--secrets file:PATH"), "{text}");
    let text = said(&refusal::sentence(&Error::BadEncoding(b"hush".to_vec())));
    assert!(!text.contains("hush"), "{text}");
}

#[cfg(target_os = "linux")]
#[test]
fn the_secret_services_own_refusals_are_told_apart() {
    use secret_service::Error as Cause;
    for cause in [Cause::Locked, Cause::Prompt, Cause::PromptDisconnected] {
        assert_eq!(refusal::sentence(&Error::PlatformFailure(cause.into())), SecretError::Locked);
    }
    assert_eq!(refusal::sentence(&Error::PlatformFailure(Cause::Unavailable.into())), SecretError::NoKeyring);
    let text = said(&refusal::sentence(&Error::NoStorageAccess(Cause::NoResult.into())));
    assert!(text.contains("no default collection"), "{text}");
}

#[test]
fn debug_names_the_profile_and_nothing_else() {
    let keyring = Desk::new().keyring("main", PLENTY);
    assert_eq!(format!("{keyring:?}"), r#"Keyring { profile: "main", .. }"#);
}

/// An entry as the desk holds it.
fn kept(desk: &Desk) -> Vec<(String, String)> {
    let secrets = desk.secrets.lock();
    let mut kept: Vec<_> =
        secrets.iter().map(|(name, secret)| (name.clone(), String::from_utf8_lossy(secret).into_owned())).collect();
    kept.sort();
    kept
}

fn keep(desk: &Desk, name: &str, secret: &str) {
    desk.secrets.lock().insert(name.to_owned(), secret.as_bytes().to_vec());
}

fn entry(name: &str, secret: &str) -> (String, String) {
    (name.to_owned(), secret.to_owned())
}

const PRESENT: &str = "io.github.captrack.CapTrack: main/refresh/1";

#[tokio::test]
async fn an_entry_with_an_earlier_name_is_written_under_the_present_one_and_then_removed() {
    for earlier in [
        "CapTrack Desktop: main/refresh/1",
        "CapTrack Desktop: roaming/refresh/1",
        "io.github.captrack.CapTrack: roaming/refresh/1",
    ] {
        let desk = Desk::new();
        keep(&desk, earlier, "one");
        keep(&desk, "CapTrack Desktop: other/refresh/1", "another profile's");
        let keyring = desk.keyring("main", PLENTY).after(Some("roaming".to_owned()));
        assert_eq!(keyring.get("refresh/1").await, Ok(Some(Secret::new("one"))), "{earlier}");
        let others = entry("CapTrack Desktop: other/refresh/1", "another profile's");
        assert_eq!(kept(&desk), [others, entry(PRESENT, "one")], "{earlier}");
        assert_eq!(keyring.get("refresh/1").await, Ok(Some(Secret::new("one"))), "{earlier}");
    }
}

#[tokio::test]
async fn what_is_put_or_deleted_leaves_nothing_under_an_earlier_name() {
    let desk = Desk::new();
    keep(&desk, "CapTrack Desktop: main/refresh/1", "older");
    let keyring = desk.keyring("main", PLENTY);
    keyring.put("refresh/1", &Secret::new("newer")).await.unwrap();
    assert_eq!(kept(&desk), [entry(PRESENT, "newer")]);

    keep(&desk, "CapTrack Desktop: main/refresh/1", "older");
    assert_eq!(keyring.get("refresh/1").await, Ok(Some(Secret::new("newer"))), "the present entry counts more");
    keyring.delete("refresh/1").await.unwrap();
    assert_eq!(kept(&desk), []);
    assert_eq!(keyring.get("refresh/1").await, Ok(None));
}

#[tokio::test]
async fn an_entry_that_cannot_be_moved_serves_where_it_lies_and_is_moved_another_time() {
    let desk = Desk::new();
    keep(&desk, "CapTrack Desktop: main/refresh/1", "one");
    let keyring = desk.keyring("main", PLENTY);
    // Two are read, then the look before the writing fails.
    let refusing = || Next::Fail(Error::TooLong("secret".to_owned(), 1));
    desk.next.lock().extend([Next::Pass, Next::Pass, refusing()]);
    assert_eq!(keyring.get("refresh/1").await, Ok(Some(Secret::new("one"))));
    assert_eq!(kept(&desk), [entry("CapTrack Desktop: main/refresh/1", "one")]);
    assert_eq!(keyring.get("refresh/1").await, Ok(Some(Secret::new("one"))));
    assert_eq!(kept(&desk), [entry(PRESENT, "one")]);
}

#[cfg(not(windows))]
#[tokio::test]
async fn clearing_deletes_the_profile_s_entries_under_every_name_and_no_other() {
    let desk = Desk::new();
    for name in [
        "CapTrack Desktop: main/webhook/critical",
        "io.github.captrack.CapTrack: main/refresh/1",
        "io.github.captrack.CapTrack: main/refresh/2",
        "io.github.captrack.CapTrack: roaming/refresh/1",
        "io.github.captrack.CapTrack: mainly/refresh/1",
        "Something else: main/refresh/1",
    ] {
        keep(&desk, name, "one");
    }
    desk.keyring("main", PLENTY).after(Some("roaming".to_owned())).clear().await.unwrap();
    assert_eq!(desk.names(), ["Something else: main/refresh/1", "io.github.captrack.CapTrack: mainly/refresh/1"]);
}
