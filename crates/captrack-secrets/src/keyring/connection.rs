//! A connection to the keyring that is made when it is needed and made anew when it broke.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use captrack_ports::{Secret, SecretError};
use keyring_core::{CredentialStore, Entry, Error};
use zeroize::Zeroizing;

use super::{SERVICE, native, refusal};

/// Connects to the keyring.
pub(super) type OpenStore = Arc<dyn Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync>;

/// Owned by the keyring's thread.
pub(super) struct KeyringConnection {
    open: OpenStore,
    store: Option<Arc<CredentialStore>>,
    given_up: Arc<AtomicBool>,
}

impl KeyringConnection {
    pub(super) fn new(open: OpenStore, given_up: Arc<AtomicBool>) -> Self {
        Self { open, store: None, given_up }
    }

    pub(super) fn get(&mut self, user: &str) -> Result<Option<Secret>, SecretError> {
        let bytes = self.with_entry(user, |entry| match entry.get_secret() {
            Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })?;
        let Some(bytes) = bytes else { return Ok(None) };
        std::str::from_utf8(&bytes).map(|text| Some(Secret::new(text))).map_err(|_| refusal::not_ours())
    }

    pub(super) fn put(&mut self, user: &str, secret: &Secret) -> Result<(), SecretError> {
        let given_up = Arc::clone(&self.given_up);
        self.with_entry(user, |entry| {
            // Looking for the entry is what brings up the unlock prompt. When the answer comes so late that another thread has taken over, a
            // newer secret may stand there already.
            match entry.get_credential() {
                Ok(_) | Err(Error::NoEntry) => {}
                Err(error) => return Err(error),
            }
            if given_up.load(Ordering::Relaxed) {
                return Ok(());
            }
            // As bytes: Windows would double a password's length and hold only half as much.
            entry.set_secret(secret.reveal().as_bytes())
        })
    }

    pub(super) fn delete(&mut self, user: &str) -> Result<(), SecretError> {
        self.with_entry(user, |entry| match entry.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(Error::Ambiguous(entries)) => entries.iter().try_for_each(Entry::delete_credential),
            Err(error) => Err(error),
        })
    }

    /// Acts on the entry. A connection from an earlier call may have died since (the keyring was restarted, say): then once more with a new one.
    fn with_entry<T>(&mut self, user: &str, act: impl Fn(&Entry) -> keyring_core::Result<T>) -> Result<T, SecretError> {
        let from_earlier = self.store.is_some();
        let mut outcome = act(&self.entry(user)?);
        if from_earlier && is_broken(&outcome) {
            self.store = None;
            outcome = act(&self.entry(user)?);
        }
        if is_broken(&outcome) {
            self.store = None;
        }
        outcome.map_err(|error| refusal::sentence(&error))
    }

    fn entry(&mut self, user: &str) -> Result<Entry, SecretError> {
        let store = match &self.store {
            Some(store) => store,
            None => self.store.insert((self.open)().map_err(|error| {
                tracing::debug!(%error, "no keyring answers");
                SecretError::NoKeyring
            })?),
        };
        store.build(SERVICE, user, Some(&native::modifiers())).map_err(|error| refusal::sentence(&error))
    }
}

fn is_broken<T>(outcome: &keyring_core::Result<T>) -> bool {
    matches!(outcome, Err(Error::PlatformFailure(_)))
}
