//! The desk's ports, which a trouble can take away: the clock, the desktop, the place of secrets.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use captrack_ports::{Clock, Notifier, NotifierError, OsNotification, Secret, SecretError, Secrets};
use captrack_secrets::SessionSecrets;
use captrack_sim::Control;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;

/// The desk's clock: the world's, unless it is turned.
pub struct TurnedClock {
    pub world: Control,
    pub turned: Arc<Mutex<SignedDuration>>,
}

impl Clock for TurnedClock {
    fn now(&self) -> Timestamp {
        self.world.now() + *self.turned.lock()
    }

    fn steady(&self) -> Option<Duration> {
        Duration::try_from(self.world.now().duration_since(Timestamp::UNIX_EPOCH)).ok()
    }

    fn time_zone(&self) -> TimeZone {
        TimeZone::UTC
    }
}

/// Something that refuses for a while, and counts how often.
#[derive(Default)]
pub struct Switch {
    refuses: AtomicBool,
    met: AtomicU64,
}

impl Switch {
    pub fn set(&self, refuses: bool) {
        self.refuses.store(refuses, Ordering::Relaxed);
    }

    /// How often it has refused since this was asked last.
    pub fn take_met(&self) -> u64 {
        self.met.swap(0, Ordering::Relaxed)
    }

    fn refuses(&self) -> bool {
        let refuses = self.refuses.load(Ordering::Relaxed);
        self.met.fetch_add(u64::from(refuses), Ordering::Relaxed);
        refuses
    }
}

/// A desktop that remembers what stands on it and what drew attention.
#[derive(Default)]
pub struct Desktop {
    pub standing: Mutex<BTreeMap<String, OsNotification>>,
    pub raised: Mutex<Vec<OsNotification>>,
    pub switch: Switch,
}

#[async_trait]
impl Notifier for Desktop {
    async fn show(&self, notification: OsNotification) -> Result<(), NotifierError> {
        if self.switch.refuses() {
            return Err(NotifierError("There is no notification service.".to_owned()));
        }
        if notification.draws_attention {
            self.raised.lock().push(notification.clone());
        }
        self.standing.lock().insert(notification.tag.clone(), notification);
        Ok(())
    }

    async fn close(&self, tag: &str) -> Result<(), NotifierError> {
        if self.switch.refuses() {
            return Err(NotifierError("There is no notification service.".to_owned()));
        }
        self.standing.lock().remove(tag);
        Ok(())
    }
}

/// A keyring that can be locked.
#[derive(Default)]
pub struct Keyring {
    kept: SessionSecrets,
    pub switch: Switch,
}

#[async_trait]
impl Secrets for Keyring {
    async fn get(&self, name: &str) -> Result<Option<Secret>, SecretError> {
        if self.switch.refuses() { Err(SecretError::Locked) } else { self.kept.get(name).await }
    }

    async fn put(&self, name: &str, secret: &Secret) -> Result<(), SecretError> {
        if self.switch.refuses() { Err(SecretError::Locked) } else { self.kept.put(name, secret).await }
    }

    async fn delete(&self, name: &str) -> Result<(), SecretError> {
        if self.switch.refuses() { Err(SecretError::Locked) } else { self.kept.delete(name).await }
    }
}
