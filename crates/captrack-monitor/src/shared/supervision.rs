//! Supervision: what has to go on as long as the program does is begun again after a panic, and the panic is said.
//!
//! A defect must never be silent: it is logged, kept as a [`Crash`] that every surface can show, and what it stopped goes on after a
//! pause. Nothing here ever gives up.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use captrack_domain::text;
use captrack_text::english;
use futures::FutureExt;
use jiff::Timestamp;
use tokio::sync::watch;

use crate::shared::MonitorCore;
use crate::shared::faults::{Crash, SupervisedPart, panic_words};

/// The pause after a panic; it doubles with each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// What has gone on for so long begins with a short pause again.
const STEADY: Duration = Duration::from_secs(300);

/// Notices that a cycle ended in the middle, by a panic or because nobody waited for it any more: what it had sent off is not under way.
#[derive(Debug)]
pub(crate) struct UnfinishedGuard<'a>(&'a AtomicBool);

impl<'a> UnfinishedGuard<'a> {
    /// From now on.
    pub const fn begin(cut_off: &'a AtomicBool) -> Self {
        Self(cut_off)
    }

    /// It came to its end.
    pub fn finish(self) {
        std::mem::forget(self);
    }
}

impl Drop for UnfinishedGuard<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}

impl MonitorCore {
    /// What crashed lately, and what does not work.
    pub fn faults(&self) -> Vec<Crash> {
        self.faults.current(Instant::now())
    }

    /// Runs a loop until `stop` turns true. After a panic, or when the loop ends though nobody asked it to, it begins again after a pause.
    pub async fn supervise<F: Future<Output = ()>>(
        &self,
        what: SupervisedPart,
        mut stop: watch::Receiver<bool>,
        mut begin: impl FnMut() -> F,
    ) {
        let mut pause = FIRST_PAUSE;
        loop {
            let began = Instant::now();
            let ended = AssertUnwindSafe(async { begin().await }).catch_unwind().await;
            // A sender that is gone will never ask.
            if *stop.borrow() || stop.has_changed().is_err() {
                return;
            }
            let words = match ended {
                Ok(()) => english(&text!("part-ended")),
                Err(panic) => panic_words(&*panic),
            };
            if began.elapsed() >= STEADY {
                pause = FIRST_PAUSE;
            }
            self.faults.crashed(what, &words, self.now_or_start());
            self.announce_fault().await;
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
            tracing::info!(what = what.name(), "started again");
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Waits for something. None: it crashed, which is logged and said.
    pub async fn caught<T>(&self, what: SupervisedPart, work: impl Future<Output = T>) -> Option<T> {
        let done = self.faults.caught(what, self.now_or_start(), work).await;
        if done.is_none() {
            self.announce_fault().await;
        }
        done
    }

    /// Something does not work, until [`Monitor::works`].
    pub async fn mark_failing(&self, what: SupervisedPart, why: &str) {
        let (now, last_words) = (self.now_or_start(), why.to_owned());
        self.faults.note(Crash { what, since: now, times: 1, last_words, lasting: true }, Instant::now());
        self.announce_fault().await;
    }

    /// Something works.
    pub async fn mark_working(&self, what: SupervisedPart) {
        if self.faults.mended(what) {
            self.announce_fault().await;
        }
    }

    /// The time, also when the clock is what crashes.
    fn now_or_start(&self) -> Timestamp {
        std::panic::catch_unwind(AssertUnwindSafe(|| self.now())).unwrap_or(self.started_at)
    }

    /// Windows look again. The fault is known all the same where this crashes too.
    async fn announce_fault(&self) {
        drop(AssertUnwindSafe(self.announce()).catch_unwind().await);
    }
}
