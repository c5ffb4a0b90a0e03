//! A document of the SSO, such as its keys: read once for all who need it at the same moment, and kept. While it cannot be read the old
//! one serves, and nobody waits for the next attempt.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::{BoxFuture, Shared};
use jiff::Timestamp;
use parking_lot::Mutex;

use crate::moment::{ElapsedTime, since};
use crate::sso::error::SsoError;

/// After an attempt that failed nothing is asked for this long.
const PAUSE: Duration = Duration::from_secs(30);

/// How long a document serves.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DocumentLifetime {
    /// It is read again after this.
    pub fresh: Duration,
    /// One that is older does not serve even when it cannot be read again; none: it always does.
    pub dropped: Option<Duration>,
}

/// Why one is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FetchReason {
    /// In the ordinary way.
    Any,
    /// The one that is kept did not fit.
    Newer,
    /// A person waits for it, and has perhaps just mended the network.
    Now,
}

type Attempt<T> = Shared<BoxFuture<'static, Result<Arc<T>, SsoError>>>;

/// The one that is kept.
pub(crate) struct CachedDocument<T> {
    life: DocumentLifetime,
    state: Arc<Mutex<State<T>>>,
}

struct State<T> {
    kept: Option<Kept<T>>,
    attempt: Option<Attempt<T>>,
    failed: Option<(ElapsedTime, SsoError)>,
    /// A newer one was asked for because the kept one did not fit, and is not again for a while.
    renewed: Option<ElapsedTime>,
}

struct Kept<T> {
    document: Arc<T>,
    read_at: Timestamp,
    fresh: ElapsedTime,
}

impl<T: Send + Sync + 'static> CachedDocument<T> {
    pub(crate) fn new(life: DocumentLifetime) -> Self {
        let state = State { kept: None, attempt: None, failed: None, renewed: None };
        Self { life, state: Arc::new(Mutex::new(state)) }
    }

    /// The document. `read` reads it, if that is needed: at most once at a time, on a task of its own.
    pub(crate) async fn get<F>(&self, wish: FetchReason, now: Timestamp, read: F) -> Result<Arc<T>, SsoError>
    where
        F: Future<Output = Result<T, SsoError>> + Send + 'static,
    {
        let at_hand = self.state.lock().at_hand(wish, self.life, now);
        if let Some(answer) = at_hand {
            return answer;
        }
        match self.attempt(now, read).await {
            Ok(document) => Ok(document),
            Err(error) => self.state.lock().old(self.life, now).ok_or(error),
        }
    }

    fn attempt<F>(&self, now: Timestamp, read: F) -> Attempt<T>
    where
        F: Future<Output = Result<T, SsoError>> + Send + 'static,
    {
        let mut state = self.state.lock();
        if let Some(attempt) = &state.attempt {
            return attempt.clone();
        }
        let (kept, life) = (self.state.clone(), self.life);
        // A task of its own: whoever asked first may be given up while others wait.
        let task = tokio::spawn(async move {
            // A crash ends this attempt and no other: the next one begins like after any failure.
            let result = AssertUnwindSafe(read).catch_unwind().await.unwrap_or(Err(SsoError::Crashed)).map(Arc::new);
            let mut state = kept.lock();
            state.attempt = None;
            match &result {
                Ok(document) => {
                    state.failed = None;
                    let document = document.clone();
                    state.kept = Some(Kept { document, read_at: now, fresh: ElapsedTime::new(now, life.fresh) });
                }
                Err(error) => state.failed = Some((ElapsedTime::new(now, PAUSE), error.clone())),
            }
            result
        });
        let attempt = async move { task.await.unwrap_or(Err(SsoError::TimedOut)) }.boxed().shared();
        state.attempt = Some(attempt.clone());
        attempt
    }
}

impl<T> State<T> {
    /// What can be said without reading it.
    fn at_hand(
        &mut self,
        wish: FetchReason,
        life: DocumentLifetime,
        now: Timestamp,
    ) -> Option<Result<Arc<T>, SsoError>> {
        let old = self.old(life, now);
        let is_fresh = self.kept.as_mut().is_some_and(|kept| !kept.fresh.is_over(now));
        if let Some(kept) = old.clone().filter(|_| is_fresh) {
            let may_renew = self.renewed.as_mut().is_none_or(|renewed| renewed.is_over(now));
            if wish != FetchReason::Newer || !may_renew {
                return Some(Ok(kept));
            }
            self.renewed = Some(ElapsedTime::new(now, PAUSE));
        }
        if wish == FetchReason::Now {
            return None;
        }
        let (pause, error) = self.failed.as_mut()?;
        pause.left(now)?;
        Some(old.ok_or_else(|| error.clone()))
    }

    /// The one that is kept, as long as it serves at all.
    fn old(&self, life: DocumentLifetime, now: Timestamp) -> Option<Arc<T>> {
        let kept = self.kept.as_ref()?;
        let dropped = life.dropped.is_some_and(|longest| since(kept.read_at, now) >= longest);
        (!dropped).then(|| kept.document.clone())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    const LIFE: DocumentLifetime =
        DocumentLifetime { fresh: Duration::from_secs(600), dropped: Some(Duration::from_secs(3600)) };

    fn at(second: i64) -> Timestamp {
        Timestamp::constant(1_795_359_600, 0) + jiff::SignedDuration::from_secs(second)
    }

    /// A document that counts how often it is read.
    struct Counted {
        document: CachedDocument<u32>,
        reads: Arc<AtomicU32>,
    }

    impl Counted {
        fn new() -> Self {
            Self { document: CachedDocument::new(LIFE), reads: Arc::default() }
        }

        async fn get(&self, wish: FetchReason, second: i64, works: bool) -> Result<u32, SsoError> {
            let reads = self.reads.clone();
            let read = async move {
                tokio::task::yield_now().await;
                let count = reads.fetch_add(1, Ordering::SeqCst) + 1;
                if works { Ok(count) } else { Err(SsoError::NoConnection) }
            };
            self.document.get(wish, at(second), read).await.map(|document| *document)
        }

        fn reads(&self) -> u32 {
            self.reads.load(Ordering::SeqCst)
        }
    }

    #[tokio::test]
    async fn all_who_need_it_at_once_share_one_attempt() {
        let counted = Counted::new();
        let all = futures::future::join_all((0..300).map(|_| counted.get(FetchReason::Any, 0, true))).await;
        assert!(all.into_iter().all(|answer| answer == Ok(1)));
        assert_eq!(counted.get(FetchReason::Any, 599, true).await, Ok(1));
        assert_eq!(counted.get(FetchReason::Any, 600, true).await, Ok(2));
    }

    #[tokio::test]
    async fn after_a_failure_nobody_waits_for_half_a_minute_but_a_person() {
        let counted = Counted::new();
        let all = futures::future::join_all((0..300).map(|_| counted.get(FetchReason::Any, 0, false))).await;
        assert!(all.into_iter().all(|answer| answer == Err(SsoError::NoConnection)));
        assert_eq!(counted.get(FetchReason::Any, 29, true).await, Err(SsoError::NoConnection));
        assert_eq!(counted.reads(), 1);
        assert_eq!(counted.get(FetchReason::Now, 29, true).await, Ok(2));
        let other = Counted::new();
        other.get(FetchReason::Any, 0, false).await.unwrap_err();
        assert_eq!(other.get(FetchReason::Any, 30, true).await, Ok(2));
    }

    #[tokio::test]
    async fn the_old_one_serves_while_it_cannot_be_read_again_but_not_for_ever() {
        let counted = Counted::new();
        counted.get(FetchReason::Any, 0, true).await.unwrap();
        assert_eq!(counted.get(FetchReason::Any, 700, false).await, Ok(1));
        assert_eq!(counted.get(FetchReason::Any, 710, false).await, Ok(1), "at once");
        assert_eq!(counted.reads(), 2);
        assert_eq!(counted.get(FetchReason::Any, 3600, false).await, Err(SsoError::NoConnection));
    }

    #[tokio::test]
    async fn one_that_does_not_fit_is_read_again_but_not_for_each_who_says_so() {
        let counted = Counted::new();
        counted.get(FetchReason::Any, 0, true).await.unwrap();
        assert_eq!(counted.get(FetchReason::Newer, 1, true).await, Ok(2));
        assert_eq!(counted.get(FetchReason::Newer, 2, true).await, Ok(2));
        assert_eq!(counted.get(FetchReason::Newer, 31, true).await, Ok(3));
    }

    #[tokio::test]
    async fn a_crash_while_it_is_read_is_one_failure_and_the_next_attempt_is_made() {
        let counted = Counted::new();
        let crashed = counted.document.get(FetchReason::Any, at(0), async { panic!("while it is read") }).await;
        assert_eq!(crashed, Err(SsoError::Crashed));
        assert_eq!(counted.get(FetchReason::Any, 29, true).await, Err(SsoError::Crashed));
        assert_eq!(counted.get(FetchReason::Any, 30, true).await, Ok(1));
    }

    #[tokio::test]
    async fn whoever_gives_up_leaves_the_attempt_to_the_others() {
        let counted = Counted::new();
        let given_up = counted.get(FetchReason::Any, 0, true);
        assert!(given_up.now_or_never().is_none());
        assert_eq!(counted.get(FetchReason::Any, 0, true).await, Ok(1));
    }
}
