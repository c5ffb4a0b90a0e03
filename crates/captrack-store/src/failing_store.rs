//! A store that fails where a test wants it to: once, at the n-th statement of its transactions, of which a commit is one; at all of them; or
//! as long as its disk is full or may not be written.
//!
//! What has to hold whenever a disk fills up or breaks can only be shown by failing everywhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use crate::error::StoreError;
use crate::open::Store;

/// Counts statements. Without a test nothing is ever due.
#[derive(Debug, Default)]
pub(crate) struct FailPoint {
    begun: AtomicU32,
    /// 0: never.
    fails_at: AtomicU32,
    has_failed: AtomicBool,
    /// Every statement fails.
    refuses: AtomicBool,
}

impl FailPoint {
    /// A statement begins.
    pub(crate) fn begin(&self) {
        if self.fails_at.load(Ordering::Relaxed) > 0 {
            self.begun.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Whether the statement that has begun is to fail. True once: what undoes it does not fail.
    pub(crate) fn fails(&self) -> bool {
        if self.refuses.load(Ordering::Relaxed) {
            return true;
        }
        let fails_at = self.fails_at.load(Ordering::Relaxed);
        let is_due = fails_at > 0 && self.begun.load(Ordering::Relaxed) == fails_at;
        is_due && !self.has_failed.swap(true, Ordering::Relaxed)
    }
}

impl Store {
    /// For tests: the n-th statement of transactions fails from now on, as on a disk that breaks, and what comes after it works again. The
    /// first is 1, and 0 is none; a commit is a statement too.
    #[doc(hidden)]
    pub async fn fail_at(&self, statement: u32) -> Result<(), StoreError> {
        self.fail_point.begun.store(0, Ordering::Relaxed);
        self.fail_point.has_failed.store(false, Ordering::Relaxed);
        self.fail_point.fails_at.store(statement, Ordering::Relaxed);
        self.ask_before_each_step().await
    }

    /// For tests: nothing can be written until it can again, as on a disk that is full.
    #[doc(hidden)]
    pub async fn refuse_writes(&self, refuses: bool) -> Result<(), StoreError> {
        self.fail_point.refuses.store(refuses, Ordering::Relaxed);
        self.ask_before_each_step().await
    }

    async fn ask_before_each_step(&self) -> Result<(), StoreError> {
        let point = Arc::clone(&self.fail_point);
        let mut connection = self.writer.acquire().await?;
        // Asked before each step of a statement: SQLite breaks the statement off when the answer is no.
        connection.lock_handle().await?.set_progress_handler(1, move || !point.fails());
        Ok(())
    }

    /// For tests: the database may not be written from now on, or may be again.
    #[doc(hidden)]
    pub async fn set_read_only(&self, read_only: bool) -> Result<(), StoreError> {
        let pragma = if read_only { "PRAGMA query_only = ON" } else { "PRAGMA query_only = OFF" };
        let mut connection = self.writer.acquire().await?;
        sqlx::query(pragma).execute(&mut *connection).await?;
        Ok(())
    }

    /// For tests: there is no room for another page of the database from now on, or there is again.
    #[doc(hidden)]
    pub async fn set_full(&self, full: bool) -> Result<(), StoreError> {
        // What is fewer than there are means: no more than there are.
        let pragma = if full { "PRAGMA max_page_count = 1" } else { "PRAGMA max_page_count = 4294967294" };
        let mut connection = self.writer.acquire().await?;
        sqlx::query(pragma).execute(&mut *connection).await?;
        Ok(())
    }

    /// For tests: whether it has come to that statement.
    #[doc(hidden)]
    pub fn has_failed(&self) -> bool {
        self.fail_point.has_failed.load(Ordering::Relaxed)
    }
}
