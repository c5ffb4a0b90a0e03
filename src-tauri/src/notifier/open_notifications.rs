//! Which notification stands under which of the server's numbers. Pure bookkeeping.

use std::collections::{HashMap, VecDeque};

use captrack_contract::EditId;
use captrack_ports::OsNotification;

use crate::notifier::{NotificationPress, alert_press, undo_press};

/// The name of a click on the notification itself, by the specification.
pub const CLICK: &str = "default";
/// The server closed it because we asked for it.
const CLOSED_BY_US: u32 = 3;
/// So many notifications are remembered after they are gone: a press may arrive behind the news that it closed.
const REMEMBERED: usize = 32;

/// What stands on the desktop.
#[derive(Debug, Default)]
pub struct OpenNotifications {
    by_number: HashMap<u32, (OsNotification, Option<EditId>)>,
    numbers: HashMap<String, u32>,
    gone: VecDeque<u32>,
}

impl OpenNotifications {
    /// The number under which a tag's notification stands, to be replaced.
    pub fn number(&self, tag: &str) -> Option<u32> {
        self.numbers.get(tag).copied()
    }

    /// The server shows it under that number now, with what its *Undo* does if it has one.
    pub fn shown(&mut self, number: u32, notification: OsNotification, undo: Option<EditId>) {
        if let Some(earlier) = self.numbers.insert(notification.tag.clone(), number)
            && earlier != number
        {
            self.remember_as_gone(earlier);
        }
        self.gone.retain(|gone| *gone != number);
        self.by_number.insert(number, (notification, undo));
    }

    /// A tag's notification is to be closed; its number, if it stands.
    pub fn withdraw(&mut self, tag: &str) -> Option<u32> {
        let number = self.numbers.remove(tag)?;
        self.remember_as_gone(number);
        Some(number)
    }

    /// All of them are to be closed.
    pub fn withdraw_all(&mut self) -> Vec<u32> {
        let tags: Vec<String> = self.numbers.keys().cloned().collect();
        tags.iter().filter_map(|tag| self.withdraw(tag)).collect()
    }

    /// The server is gone, and with it what it showed. Its successor counts anew: a number may be another program's.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// The user pressed something.
    pub fn pressed(&self, number: u32, key: &str) -> Option<NotificationPress> {
        let (notification, undo) = self.by_number.get(&number)?;
        if key == CLICK {
            return Some(NotificationPress::Open { main: notification.main });
        }
        undo_press(key, *undo).or_else(|| alert_press(key, notification))
    }

    /// A notification is gone. Unless we closed it, the user is through with it.
    pub fn closed(&mut self, number: u32, reason: u32) -> Option<NotificationPress> {
        let (notification, _) = self.by_number.get(&number)?;
        let main = notification.main;
        let stood = self.numbers.get(&notification.tag) == Some(&number);
        if !stood {
            return None;
        }
        let tag = notification.tag.clone();
        self.withdraw(&tag);
        main.filter(|_| reason != CLOSED_BY_US).map(|main| NotificationPress::Dismissed { main })
    }

    fn remember_as_gone(&mut self, number: u32) {
        self.gone.push_back(number);
        if self.gone.len() > REMEMBERED
            && let Some(oldest) = self.gone.pop_front()
        {
            self.by_number.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::ids::PilotId;

    use super::*;
    use crate::notifier::Toast;
    use crate::notifier::tests::about;

    const DISMISSED: u32 = 2;

    #[test]
    fn a_tag_has_one_number_so_that_it_is_replaced_and_not_stacked() {
        let mut standing = OpenNotifications::default();
        assert_eq!(standing.number("main/7"), None);
        standing.shown(41, about(7), None);
        standing.shown(41, about(7), None);
        assert_eq!(standing.number("main/7"), Some(41));
        assert_eq!(standing.withdraw_all(), [41]);
    }

    #[test]
    fn a_click_opens_the_card_it_is_about() {
        let mut standing = OpenNotifications::default();
        standing.shown(41, about(7), None);
        assert_eq!(standing.pressed(41, CLICK), Some(NotificationPress::Open { main: Some(PilotId(7)) }));
        assert_eq!(standing.pressed(42, CLICK), None, "another program's notification");
    }

    #[test]
    fn a_press_counts_even_when_the_news_of_its_closing_came_first() {
        let mut standing = OpenNotifications::default();
        standing.shown(41, about(7), None);
        standing.closed(41, DISMISSED);
        assert!(matches!(standing.pressed(41, "snooze-3600"), Some(NotificationPress::Snooze { .. })));
    }

    #[test]
    fn what_the_user_dismissed_is_told_once_and_what_we_closed_is_not() {
        let mut standing = OpenNotifications::default();
        standing.shown(41, about(7), None);
        assert_eq!(standing.closed(41, DISMISSED), Some(NotificationPress::Dismissed { main: PilotId(7) }));
        assert_eq!(standing.closed(41, DISMISSED), None);
        standing.shown(42, about(8), None);
        assert_eq!(standing.withdraw("main/8"), Some(42));
        assert_eq!(standing.closed(42, CLOSED_BY_US), None);
    }

    #[test]
    fn after_a_dismissal_the_next_news_is_a_new_notification() {
        let mut standing = OpenNotifications::default();
        standing.shown(41, about(7), None);
        standing.closed(41, DISMISSED);
        assert_eq!(standing.number("main/7"), None);
    }

    #[test]
    fn undo_is_offered_where_something_can_be_undone_and_is_no_dismissal_of_a_main() {
        let mut standing = OpenNotifications::default();
        let undo = EditId(7);
        let toast = Toast::done("Paused".into(), "Nothing is sent.".into(), Some(undo));
        standing.shown(41, toast.notification(), toast.undo);
        assert_eq!(standing.pressed(41, "undo"), Some(NotificationPress::Undo { undo }));
        assert_eq!(standing.closed(41, DISMISSED), None);
        standing.shown(42, about(7), None);
        assert_eq!(standing.pressed(42, "undo"), None);
    }

    #[test]
    fn a_new_server_is_never_told_the_numbers_of_the_old_one() {
        let mut standing = OpenNotifications::default();
        standing.shown(41, about(7), None);
        standing.forget();
        assert_eq!((standing.number("main/7"), standing.pressed(41, CLICK)), (None, None));
    }

    #[test]
    fn what_is_gone_is_forgotten_in_time() {
        let mut standing = OpenNotifications::default();
        for number in 0..100 {
            standing.shown(number, about(i64::from(number)), None);
            standing.closed(number, DISMISSED);
        }
        assert!(standing.by_number.len() <= REMEMBERED);
    }
}
