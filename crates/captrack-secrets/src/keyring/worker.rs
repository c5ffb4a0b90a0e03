//! The thread that talks to the keyring. Keyring calls block and cannot be interrupted, and they must keep their order: a refresh token that is written
//! late must not overwrite the one that replaced it.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::connection::{KeyringConnection, OpenStore};

/// Something to do with the keyring.
pub(super) type KeyringJob = Box<dyn FnOnce(&mut KeyringConnection) + Send>;

/// A thread is given up when one call has lasted this many time limits: the keyring died under its prompt, and no answer will ever come.
const LOST_AFTER: u32 = 10;

/// One keyring thread; it ends when this is dropped and its last call has come back.
pub(super) struct KeyringWorker {
    jobs: mpsc::Sender<KeyringJob>,
    busy_since: Arc<Mutex<Option<Instant>>>,
    given_up: Arc<AtomicBool>,
}

impl KeyringWorker {
    pub(super) fn start(open: &OpenStore) -> io::Result<Self> {
        let (jobs, queue) = mpsc::channel::<KeyringJob>();
        let busy_since = Arc::new(Mutex::new(None));
        let given_up = Arc::new(AtomicBool::new(false));
        let busy = Arc::clone(&busy_since);
        let mut connection = KeyringConnection::new(Arc::clone(open), Arc::clone(&given_up));
        thread::Builder::new().name("keyring".to_owned()).spawn(move || {
            for job in queue {
                *busy.lock() = Some(Instant::now());
                job(&mut connection);
                *busy.lock() = None;
            }
        })?;
        Ok(Self { jobs, busy_since, given_up })
    }

    /// Queues the job; gives it back when the thread is gone.
    pub(super) fn take_on(&self, job: KeyringJob) -> Result<(), KeyringJob> {
        self.jobs.send(job).map_err(|mpsc::SendError(job)| job)
    }

    /// Whether the thread hangs in a call that nothing will end.
    pub(super) fn is_lost(&self, limit: Duration) -> bool {
        self.busy_since.lock().is_some_and(|since| since.elapsed() > limit * LOST_AFTER)
    }
}

impl Drop for KeyringWorker {
    fn drop(&mut self) {
        self.given_up.store(true, Ordering::Relaxed);
    }
}
