//! The OS keyring.

mod connection;
mod entry_names;
mod native;
mod refusal;
mod worker;

#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use captrack_ports::{Secret, SecretError, Secrets};
use connection::{KeyringConnection, OpenStore};
use entry_names::EntryNames;
use parking_lot::Mutex;
use tokio::sync::oneshot;
use worker::KeyringWorker;

/// The service that every entry belongs to: the application's id, as the desktop entry, the packages and the notifications have it.
pub const SERVICE: &str = "io.github.captrack.CapTrack";

/// How long a call may take: an unlock prompt stays open until someone answers it, and nobody may be there.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// The keyring of the desk: Secret Service on Linux, the login keychain on macOS, the Credential Manager on Windows. Entries have the service
/// [`SERVICE`] and the user `<profile>/<name>`, so that two profiles never touch each other's secrets. What an earlier version wrote under another
/// service, or under the profile that the data folder had before it was moved, is moved to its present name when it is asked for.
///
/// Opening does not touch the keyring; each call does, and connects anew where that failed before, so a keyring that appears or comes back later
/// serves without a restart. Calls are carried out one after another, in their order, on one thread of their own.
///
/// Errors: [`SecretError::NoKeyring`] where there is none; [`SecretError::Locked`] when it is locked, the prompt was dismissed, or no answer came within
/// the time limit. A call that ran into the limit may still be carried out when somebody unlocks the keyring, before any later call.
pub struct Keyring {
    profile: String,
    earlier_profile: Option<String>,
    limit: Duration,
    open: OpenStore,
    worker: Mutex<Option<KeyringWorker>>,
}

impl Keyring {
    /// The keyring's part that belongs to a profile; a call may take 30 seconds.
    pub fn open(profile: &str) -> Self {
        Self::with_time_limit(profile, TIME_LIMIT)
    }

    /// The same with another time limit for a call.
    pub fn with_time_limit(profile: &str, limit: Duration) -> Self {
        Self::with_store(profile, limit, Arc::new(native::open))
    }

    fn with_store(profile: &str, limit: Duration, open: OpenStore) -> Self {
        Self { profile: profile.to_owned(), earlier_profile: None, limit, open, worker: Mutex::new(None) }
    }

    /// The profile that the same data folder had where it lay before: its entries are this one's.
    #[must_use]
    pub fn after(self, earlier_profile: Option<String>) -> Self {
        Self { earlier_profile, ..self }
    }

    /// Deletes all entries of this profile, under whichever name.
    ///
    /// # Errors
    /// As for any call; what was deleted before stays deleted.
    pub async fn clear(&self) -> Result<(), SecretError> {
        let profiles: Vec<String> =
            std::iter::once(&self.profile).chain(&self.earlier_profile).map(ToOwned::to_owned).collect();
        self.ask("", move |connection, _| connection.clear(&profiles)).await
    }

    /// Has the keyring's thread do something with the entry of that name.
    async fn ask<T: Send + 'static>(
        &self,
        name: &str,
        act: impl FnOnce(&mut KeyringConnection, &EntryNames) -> Result<T, SecretError> + Send + 'static,
    ) -> Result<T, SecretError> {
        let names = EntryNames::of(&self.profile, self.earlier_profile.as_deref(), name);
        let (reply, answer) = oneshot::channel();
        self.hand_over(Box::new(move |connection| {
            // Who asked may have given up while an earlier call waited for a prompt.
            if !reply.is_closed() {
                let _ = reply.send(act(connection, &names));
            }
        }))?;
        match tokio::time::timeout(self.limit, answer).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(SecretError::Other(text!("keyring-broke-off"))),
            Err(_) => Err(SecretError::Locked),
        }
    }

    fn hand_over(&self, job: worker::KeyringJob) -> Result<(), SecretError> {
        let mut slot = self.worker.lock();
        let job = match slot.as_ref().filter(|worker| !worker.is_lost(self.limit)) {
            Some(worker) => match worker.take_on(job) {
                Ok(()) => return Ok(()),
                Err(job) => job,
            },
            None => job,
        };
        let worker = KeyringWorker::start(&self.open).map_err(|error| {
            SecretError::Other(text!("keyring-no-thread", error = Argument::Said(error.to_string())))
        })?;
        let _ = slot.insert(worker).take_on(job);
        Ok(())
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyring").field("profile", &self.profile).finish_non_exhaustive()
    }
}

#[async_trait]
impl Secrets for Keyring {
    async fn get(&self, name: &str) -> Result<Option<Secret>, SecretError> {
        self.ask(name, KeyringConnection::get).await
    }

    async fn put(&self, name: &str, secret: &Secret) -> Result<(), SecretError> {
        let secret = secret.clone();
        self.ask(name, move |connection, names| connection.put(names, &secret)).await
    }

    async fn delete(&self, name: &str) -> Result<(), SecretError> {
        self.ask(name, KeyringConnection::delete).await
    }

    fn place(&self) -> Text {
        text!("place-keyring")
    }
}
