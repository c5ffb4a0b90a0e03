//! Secrets in memory, in a place that can be locked or emptied.

use std::collections::BTreeMap;

use async_trait::async_trait;
use captrack_ports::{Secret, SecretError, Secrets};
use parking_lot::Mutex;

use crate::switch::Switch;

/// Keeps secrets as long as a test lives.
#[derive(Debug, Default)]
pub struct TestSecrets {
    kept: Mutex<BTreeMap<String, Secret>>,
    /// It is locked while this refuses: nothing is read or written.
    pub locked: Switch,
    /// It takes nothing new while this refuses, and still gives what it has.
    pub full: Switch,
    /// Whoever asks it for anything crashes while this refuses.
    pub panics: Switch,
}

impl TestSecrets {
    /// What is kept under a name, whether or not it is locked.
    pub fn of(&self, name: &str) -> Option<Secret> {
        self.kept.lock().get(name).cloned()
    }

    /// Puts something there without asking.
    pub fn overwrite(&self, name: &str, text: &str) {
        self.kept.lock().insert(name.to_owned(), Secret::new(text));
    }

    /// Takes one away without asking.
    pub fn lose(&self, name: &str) {
        self.kept.lock().remove(name);
    }

    /// Another, empty place is used from now on; what was in this one.
    pub fn take_away(&self) -> BTreeMap<String, Secret> {
        std::mem::take(&mut *self.kept.lock())
    }

    /// The old place is used again.
    pub fn give_back(&self, kept: BTreeMap<String, Secret>) {
        *self.kept.lock() = kept;
    }

    fn open(&self) -> Result<(), SecretError> {
        self.panics.crash();
        if self.locked.refuses() { Err(SecretError::Locked) } else { Ok(()) }
    }
}

#[async_trait]
impl Secrets for TestSecrets {
    async fn get(&self, name: &str) -> Result<Option<Secret>, SecretError> {
        self.open()?;
        Ok(self.of(name))
    }

    async fn put(&self, name: &str, secret: &Secret) -> Result<(), SecretError> {
        self.open()?;
        if self.full.refuses() {
            return Err(SecretError::Locked);
        }
        self.kept.lock().insert(name.to_owned(), secret.clone());
        Ok(())
    }

    async fn delete(&self, name: &str) -> Result<(), SecretError> {
        self.open()?;
        self.kept.lock().remove(name);
        Ok(())
    }
}
