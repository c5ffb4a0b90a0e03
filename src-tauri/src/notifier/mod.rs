//! The desktop's notifications: one a tag, replaced in place, with buttons that do what they say.
//!
//! A press is only told here, as a [`NotificationPress`]; `notification_presses.rs` carries it out through the desk.

use captrack_contract::{EditId, SnoozeLength};
use captrack_domain::ids::PilotId;
use captrack_ports::OsNotification;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
mod open_notifications;
#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(target_os = "linux")]
mod wire;

#[cfg(target_os = "linux")]
pub use linux::DesktopNotifier;
#[cfg(not(target_os = "linux"))]
pub use other::DesktopNotifier;

/// What the user did with a notification.
#[derive(Debug, Clone, PartialEq)]
pub enum NotificationPress {
    /// Clicked it.
    Open {
        /// The card it is about.
        main: Option<PilotId>,
    },
    /// Pressed *Acknowledge*.
    Acknowledge {
        /// The main whose alerts it is about.
        main: PilotId,
        /// What it said of them.
        title: String,
    },
    /// Pressed a snooze button.
    Snooze {
        /// The pilots it named.
        pilots: Vec<PilotId>,
        /// What the button said.
        length: SnoozeLength,
    },
    /// Pressed *Undo* on what a press has come to.
    Undo {
        /// What undoes it.
        undo: EditId,
    },
    /// Pressed a button of an alert that is over: where nothing can be taken away it still lies about.
    #[cfg_attr(target_os = "linux", allow(dead_code))] // There it is taken away.
    Over,
    /// Put it away, or let it expire.
    #[cfg_attr(not(target_os = "linux"), allow(dead_code))] // Elsewhere nobody says so.
    Dismissed {
        /// The card it was about.
        main: PilotId,
    },
}

/// What a press in the tray or on a notification has come to, shown where it was pressed. The next one takes its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// One line.
    pub title: String,
    /// A sentence or two.
    pub body: String,
    /// What undoes it, if anything does.
    pub undo: Option<EditId>,
    /// It did not work: it stays until it is put away.
    pub failed: bool,
}

impl Toast {
    /// It has worked.
    pub const fn done(title: String, body: String, undo: Option<EditId>) -> Self {
        Self { title, body, undo, failed: false }
    }

    /// It has not worked, and why.
    pub const fn failed(title: String, body: String) -> Self {
        Self { title, body, undo: None, failed: true }
    }

    /// As a notification among the others. It is about no main: putting it away means nothing.
    fn notification(&self) -> OsNotification {
        OsNotification {
            tag: TOAST.to_owned(),
            title: self.title.clone(),
            body: self.body.clone(),
            main: None,
            pilots: Vec::new(),
            snoozes: Vec::new(),
            draws_attention: true,
            sound: false,
        }
    }
}

/// The tag of all toasts.
const TOAST: &str = "outcome";
/// The key of their button.
const UNDO: &str = "undo";

/// What the button of a toast means.
fn undo_press(key: &str, undo: Option<EditId>) -> Option<NotificationPress> {
    let undo = undo.filter(|_| key == UNDO)?;
    Some(NotificationPress::Undo { undo })
}

/// A button's key; the notification's own click has a name that every desktop gives it.
fn snooze_key(secs: Option<u64>) -> String {
    secs.map_or_else(|| "snooze-until-cleared".to_owned(), |secs| format!("snooze-{secs}"))
}

/// The key of the button that acknowledges.
const ACKNOWLEDGE: &str = "acknowledge";

/// What *Acknowledge* is about; none: the notification is about no main's alerts, and has no such button.
fn acknowledgement(notification: &OsNotification) -> Option<NotificationPress> {
    let main = notification.main.filter(|_| !notification.pilots.is_empty())?;
    Some(NotificationPress::Acknowledge { main, title: notification.title.clone() })
}

/// What a button's key means on a notification of alerts.
fn alert_press(key: &str, notification: &OsNotification) -> Option<NotificationPress> {
    if key == ACKNOWLEDGE { acknowledgement(notification) } else { snooze_press(key, notification) }
}

/// What a snooze button's key means on a notification; none for a button that it never had.
fn snooze_press(key: &str, notification: &OsNotification) -> Option<NotificationPress> {
    let (_, secs) = notification.snoozes.iter().find(|(_, secs)| snooze_key(*secs) == key)?;
    if notification.pilots.is_empty() {
        return None;
    }
    let length = secs.map_or(SnoozeLength::UntilCleared, SnoozeLength::Seconds);
    Some(NotificationPress::Snooze { pilots: notification.pilots.clone(), length })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn about(main: i64) -> OsNotification {
        OsNotification {
            tag: format!("main/{main}"),
            title: "Kara: 1 titan".to_owned(),
            body: "Erebus, Kara, 1DQ1-A (Delve)".to_owned(),
            main: Some(PilotId(main)),
            pilots: vec![PilotId(main), PilotId(main + 1)],
            snoozes: vec![("Snooze 1 h".to_owned(), Some(3600)), ("Snooze until cleared".to_owned(), None)],
            draws_attention: true,
            sound: true,
        }
    }

    #[test]
    fn a_snooze_button_acts_on_the_pilots_the_notification_names() {
        let pilots = vec![PilotId(7), PilotId(8)];
        let hour = NotificationPress::Snooze { pilots: pilots.clone(), length: SnoozeLength::Seconds(3600) };
        assert_eq!(snooze_press("snooze-3600", &about(7)), Some(hour));
        let until_cleared = NotificationPress::Snooze { pilots, length: SnoozeLength::UntilCleared };
        assert_eq!(snooze_press("snooze-until-cleared", &about(7)), Some(until_cleared));
    }

    #[test]
    fn acknowledge_is_about_the_main_and_only_where_something_of_it_alerts() {
        let press = NotificationPress::Acknowledge { main: PilotId(7), title: "Kara: 1 titan".to_owned() };
        assert_eq!(alert_press("acknowledge", &about(7)), Some(press));
        let summary = OsNotification { main: None, ..about(7) };
        assert_eq!(alert_press("acknowledge", &summary), None);
    }

    #[test]
    fn a_button_that_was_never_there_does_nothing() {
        assert_eq!(snooze_press("snooze-60", &about(7)), None);
        assert_eq!(snooze_press("anything", &about(7)), None);
    }
}
