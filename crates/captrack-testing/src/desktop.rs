//! A desktop that remembers its notifications.

use std::collections::BTreeMap;

use async_trait::async_trait;
use captrack_ports::{Notifier, NotifierError, OsNotification};
use parking_lot::Mutex;

use crate::switch::Switch;

/// Remembers what stands on it and what drew attention.
#[derive(Default)]
pub struct TestDesktop {
    /// By tag.
    pub standing: Mutex<BTreeMap<String, OsNotification>>,
    /// Whatever drew attention, in this order.
    pub raised: Mutex<Vec<OsNotification>>,
    /// There is no notification service while it refuses.
    pub switch: Switch,
    /// Whoever shows or closes anything crashes while this refuses.
    pub panics: Switch,
}

impl TestDesktop {
    fn answers(&self) -> Result<(), NotifierError> {
        self.panics.crash();
        if self.switch.refuses() {
            return Err(NotifierError("There is no notification service.".to_owned()));
        }
        Ok(())
    }
}

#[async_trait]
impl Notifier for TestDesktop {
    async fn show(&self, notification: OsNotification) -> Result<(), NotifierError> {
        self.answers()?;
        if notification.draws_attention {
            self.raised.lock().push(notification.clone());
        }
        self.standing.lock().insert(notification.tag.clone(), notification);
        Ok(())
    }

    async fn close(&self, tag: &str) -> Result<(), NotifierError> {
        self.answers()?;
        self.standing.lock().remove(tag);
        Ok(())
    }
}
