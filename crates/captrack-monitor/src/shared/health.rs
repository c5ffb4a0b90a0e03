//! What the monitor notices of its own ways to the outside: whether the desktop takes notifications, the database can be written and its disk
//! has room, and windows show what is so.

use captrack_domain::text::Text;
use captrack_ports::{Clock as _, NotifierError, OsNotification};
use jiff::Timestamp;

use crate::shared::MonitorCore;
use crate::shared::troubles::{Health, Trouble, Troubles, WindowHealth, WindowTrouble};

/// A megabyte as disks are sold and shown.
const MB: u64 = 1_000_000;
/// Less than this is said. The database of an alliance with 90 days of history and its copy before a migration need about as much.
const LOW: u64 = 200 * MB;
/// So much takes it back: a disk that wavers around the limit is not said again and again.
const ENOUGH: u64 = 250 * MB;

/// Whether there is too little room on a disk that was low before or not.
const fn is_low(free: u64, was_low: bool) -> bool {
    free < if was_low { ENOUGH } else { LOW }
}

/// Notes that it works or not; whether that is a change.
fn note(trouble: &mut Trouble, why: Option<Text>, now: Timestamp) -> bool {
    let worked = trouble.is_none();
    let works = why.is_none();
    *trouble = why.map(|why| (trouble.take().map_or(now, |(since, _)| since), why));
    worked != works
}

/// Notes how much room there is. A disk that does not say is as it was.
fn note_disk(low: &mut Option<Timestamp>, free: Option<u64>, now: Timestamp) {
    let Some(free) = free else { return };
    match (*low, is_low(free, low.is_some())) {
        (None, true) => {
            tracing::warn!(free, "the disk is nearly full");
            *low = Some(now);
        }
        (Some(_), false) => {
            tracing::info!(free, "the disk has room again");
            *low = None;
        }
        _ => {}
    }
}

/// It is so now; whether that is a change.
fn note_window(known: &mut WindowHealth, trouble: Option<WindowTrouble>, now: Timestamp) -> bool {
    let before = known.map(|(_, trouble)| trouble);
    *known = trouble.map(|trouble| match *known {
        // What was silent and then crashed began with the silence.
        Some((since, _)) => (since, trouble),
        None => (now, trouble),
    });
    before != trouble
}

impl MonitorCore {
    /// How the windows are; none: as they should be, or nobody wants one.
    pub async fn note_windows(&self, trouble: Option<WindowTrouble>) {
        let changed = note_window(&mut self.troubles.lock().windows, trouble, self.ports.clock.now());
        if changed {
            tracing::info!(?trouble, "what is wrong with a window has changed");
            self.announce().await;
        }
    }

    /// How the ways to the outside are.
    pub(crate) fn health(&self) -> Health {
        let disk_free = self.ports.disk.free_bytes();
        let now = self.ports.clock.now();
        let mut troubles = self.troubles.lock();
        note_disk(&mut troubles.disk_low, disk_free, now);
        Health {
            cannot_notify: troubles.desktop.clone(),
            cannot_save: troubles.store.clone().or_else(|| troubles.store_of_sent.clone()),
            windows: troubles.windows,
            disk_low_since: troubles.disk_low,
            disk_free,
            data_at_risk: self.ports.disk.risk(),
            faults: self.faults(),
            clock_ahead: self.ports.clock.ahead().map(|ahead| ahead.as_secs()),
        }
    }

    /// Shows a notification. That the desktop takes none is logged when it begins and when it ends.
    pub(crate) async fn show_on_desktop(&self, notification: OsNotification) -> Result<(), NotifierError> {
        let Some(notifier) = &self.ports.notifier else { return Ok(()) };
        let shown = notifier.show(notification).await;
        self.note_desktop(&shown);
        shown
    }

    /// Takes a notification away.
    pub(crate) async fn close_on_desktop(&self, tag: &str) -> Result<(), NotifierError> {
        let Some(notifier) = &self.ports.notifier else { return Ok(()) };
        let closed = notifier.close(tag).await;
        self.note_desktop(&closed);
        closed
    }

    /// Whether the desktop takes notifications again, and what it has refused was not shown for it yet.
    pub(crate) fn is_desktop_back(&self) -> bool {
        self.troubles.lock().desktop_is_back
    }

    /// The same, and from now on it is shown.
    pub(crate) fn note_desktop_back(&self) -> bool {
        std::mem::take(&mut self.troubles.lock().desktop_is_back)
    }

    fn note_desktop(&self, outcome: &Result<(), NotifierError>) {
        let why = outcome.as_ref().err().map(|error| Text::said(error.to_string()));
        let changed = note(&mut self.troubles.lock().desktop, why.clone(), self.ports.clock.now());
        match (changed, why) {
            (true, Some(why)) => tracing::warn!(%why, "the desktop takes no notifications; they are tried again"),
            (true, None) => {
                tracing::info!("the desktop takes notifications again");
                self.troubles.lock().desktop_is_back = true;
                self.outbox.notify_one();
            }
            (false, _) => {}
        }
    }

    /// Whether what was read and decided could be written.
    pub(crate) fn note_store(&self, why: Option<Text>) {
        let changed = note_store(&mut self.troubles.lock(), why.clone(), self.ports.clock.now());
        log_store(changed, why);
    }

    /// Whether it could be written that something was sent. A full disk has room for that when it has none for what was read: it says nothing of the
    /// latter.
    pub(crate) fn note_store_of_sent(&self, why: Option<Text>) {
        let changed = note(&mut self.troubles.lock().store_of_sent, why.clone(), self.ports.clock.now());
        log_store(changed, why);
    }
}

/// What was read and decided could be written, or could not: where it could, so can everything else; whether that is a change.
fn note_store(troubles: &mut Troubles, why: Option<Text>, now: Timestamp) -> bool {
    let sent_changed = why.is_none() && note(&mut troubles.store_of_sent, None, now);
    note(&mut troubles.store, why, now) || sent_changed
}

fn log_store(changed: bool, why: Option<Text>) {
    match (changed, why) {
        (true, Some(why)) => tracing::error!(%why, "the database cannot be written; it is tried again"),
        (true, None) => tracing::info!("the database can be written again"),
        (false, _) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_state::at;

    #[test]
    fn it_counts_since_the_first_failure_and_a_change_is_told_once() {
        let mut trouble = None;
        assert!(note(&mut trouble, Some(Text::said("No service.")), at(0)));
        assert!(!note(&mut trouble, Some(Text::said("Still none.")), at(60)));
        assert_eq!(trouble, Some((at(0), Text::said("Still none."))));
        assert!(note(&mut trouble, None, at(90)));
        assert!(!note(&mut trouble, None, at(95)));
    }

    #[test]
    fn a_small_write_that_succeeds_says_nothing_of_what_was_read_and_cannot_be_written() {
        let mut troubles = Troubles::default();
        assert!(note_store(&mut troubles, Some(Text::said("The disk is full.")), at(0)));
        assert!(!note(&mut troubles.store_of_sent, None, at(5)), "a notice was written down as sent");
        assert_eq!(troubles.store, Some((at(0), Text::said("The disk is full."))));
        assert!(note(&mut troubles.store_of_sent, Some(Text::said("The disk is full.")), at(10)));
        assert!(note_store(&mut troubles, None, at(60)), "there is room for all of it");
        assert_eq!((troubles.store, troubles.store_of_sent), (None, None));
    }

    #[test]
    fn a_disk_that_wavers_around_the_limit_is_low_once() {
        let mut low = false;
        let mut said = Vec::new();
        for mb in [500, 201, 200, 199, 201, 230, 249, 199, 250, 240, 201, 199] {
            let now = is_low(mb * MB, low);
            said.extend((now != low).then_some((mb, now)));
            low = now;
        }
        assert_eq!(said, [(199, true), (250, false), (199, true)]);
    }

    #[test]
    fn it_counts_since_the_first_sign_of_trouble_and_a_change_is_told_once() {
        let mut known = None;
        assert!(!note_window(&mut known, None, at(0)));
        assert!(note_window(&mut known, Some(WindowTrouble::Silent), at(10)));
        assert!(!note_window(&mut known, Some(WindowTrouble::Silent), at(15)));
        assert!(note_window(&mut known, Some(WindowTrouble::KeepsCrashing), at(60)));
        assert_eq!(known, Some((at(10), WindowTrouble::KeepsCrashing)));
        assert!(note_window(&mut known, None, at(90)));
        assert_eq!(known, None);
    }
}
