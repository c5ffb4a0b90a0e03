//! A connection to the keyring that is made when it is needed and made anew when it broke.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use captrack_ports::{Secret, SecretError};
use keyring_core::{CredentialStore, Entry, Error};
use zeroize::Zeroizing;

use super::entry_names::{EntryName, EntryNames, SERVICES};
use super::{native, refusal};

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

    /// The secret. One that lies under an earlier name is written under its present one, then removed there.
    pub(super) fn get(&mut self, names: &EntryNames) -> Result<Option<Secret>, SecretError> {
        if let Some(secret) = self.read(&names.present)? {
            return Ok(Some(secret));
        }
        for earlier in &names.earlier {
            let Some(secret) = self.read(earlier)? else { continue };
            match self.write(&names.present, &secret) {
                Ok(()) => self.remove_earlier(names),
                // It still serves where it lies, and is moved another time.
                Err(error) => tracing::warn!(%error, "an entry of the keyring was not moved to its new name"),
            }
            return Ok(Some(secret));
        }
        Ok(None)
    }

    pub(super) fn put(&mut self, names: &EntryNames, secret: &Secret) -> Result<(), SecretError> {
        self.write(&names.present, secret)?;
        self.remove_earlier(names);
        Ok(())
    }

    /// Removes it under every name: what stayed under an earlier one would come back.
    pub(super) fn delete(&mut self, names: &EntryNames) -> Result<(), SecretError> {
        self.remove(&names.present)?;
        names.earlier.iter().try_for_each(|earlier| self.remove(earlier))
    }

    /// Deletes all entries of these profiles.
    pub(super) fn clear(&mut self, profiles: &[String]) -> Result<(), SecretError> {
        let store = Arc::clone(self.store()?);
        let cleared = SERVICES.iter().flat_map(|service| profiles.iter().map(move |profile| (*service, profile)));
        let clear_one = |(service, profile): (&str, &String)| {
            let wanted = native::search(service, profile);
            let wanted = wanted.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            for entry in store.search(&wanted)? {
                if native::is_of(&entry, profile) {
                    entry.delete_credential()?;
                }
            }
            Ok::<(), Error>(())
        };
        for one in cleared {
            clear_one(one).map_err(|error| refusal::sentence(&error))?;
        }
        Ok(())
    }

    /// The present entry counts more than an earlier one, so one that stays is only a secret too many.
    fn remove_earlier(&mut self, names: &EntryNames) {
        for earlier in &names.earlier {
            if let Err(error) = self.remove(earlier) {
                tracing::warn!(%error, "an entry of the keyring with an earlier name was not removed");
            }
        }
    }

    fn read(&mut self, name: &EntryName) -> Result<Option<Secret>, SecretError> {
        let bytes = self.with_entry(name, |entry| match entry.get_secret() {
            Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })?;
        let Some(bytes) = bytes else { return Ok(None) };
        std::str::from_utf8(&bytes).map(|text| Some(Secret::new(text))).map_err(|_| refusal::not_ours())
    }

    fn write(&mut self, name: &EntryName, secret: &Secret) -> Result<(), SecretError> {
        let given_up = Arc::clone(&self.given_up);
        self.with_entry(name, |entry| {
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

    fn remove(&mut self, name: &EntryName) -> Result<(), SecretError> {
        self.with_entry(name, |entry| match entry.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(Error::Ambiguous(entries)) => entries.iter().try_for_each(Entry::delete_credential),
            Err(error) => Err(error),
        })
    }

    /// Acts on the entry. A connection from an earlier call may have died since (the keyring was restarted, say): then once more with a new one.
    fn with_entry<T>(
        &mut self,
        name: &EntryName,
        act: impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> Result<T, SecretError> {
        let from_earlier = self.store.is_some();
        let mut outcome = act(&self.entry(name)?);
        if from_earlier && is_broken(&outcome) {
            self.store = None;
            outcome = act(&self.entry(name)?);
        }
        if is_broken(&outcome) {
            self.store = None;
        }
        outcome.map_err(|error| refusal::sentence(&error))
    }

    fn entry(&mut self, name: &EntryName) -> Result<Entry, SecretError> {
        let store = self.store()?;
        store.build(name.service, &name.user, Some(&native::modifiers())).map_err(|error| refusal::sentence(&error))
    }

    fn store(&mut self) -> Result<&Arc<CredentialStore>, SecretError> {
        if self.store.is_none() {
            self.store = Some((self.open)().map_err(|error| {
                tracing::debug!(%error, "no keyring answers");
                SecretError::NoKeyring
            })?);
        }
        self.store.as_ref().ok_or(SecretError::NoKeyring)
    }
}

fn is_broken<T>(outcome: &keyring_core::Result<T>) -> bool {
    matches!(outcome, Err(Error::PlatformFailure(_)))
}
