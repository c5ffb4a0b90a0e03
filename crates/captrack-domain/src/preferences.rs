//! Look and behaviour of the program on one computer.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::evaluate::Level;
use crate::quiet::QuietHours;
use crate::text;
use crate::text::Text;

/// Dark, light, or as the system has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the desktop has it, and follows its changes.
    #[default]
    System,
    /// Always dark.
    Dark,
    /// Always light.
    Light,
}

/// Look and behaviour of this desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// How the windows look.
    pub theme: Theme,
    /// Whether critical alerts become desktop notifications.
    pub notify_critical: bool,
    /// Whether alerts from thresholds become desktop notifications, too.
    pub notify_alerting: bool,
    /// Whether notifications may make a sound.
    pub sound: bool,
    /// Hours of the day in which notices wait; none: there are none.
    pub quiet_hours: Option<QuietHours>,
    /// Starts with the desktop, hidden in the tray.
    pub autostart: bool,
    /// How often the window asks by itself, in seconds; changes reach it at once.
    pub refresh_secs: u32,
    /// The parts of the board whose cards are open until the user closes them.
    pub open_parts: BTreeSet<Level>,
    /// Cards stay as the user left them, also over a restart.
    pub remember_collapse: bool,
    /// The board has a part for what is unclassified.
    pub show_unclassified: bool,
    /// The board has a part for what is merely tracked.
    pub show_informational: bool,
    /// Single letters, digits and signs are shortcuts in the window. JSON that says nothing of it means that they are.
    #[serde(skip_serializing_if = "is_on")]
    pub letter_keys: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_on(on: &bool) -> bool {
    *on
}

/// The window may ask this often at most, in seconds.
pub const SHORTEST_REFRESH: u32 = 5;

/// Why preferences cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreferencesError {
    /// The window would ask more often than every [`SHORTEST_REFRESH`] seconds; what was asked for.
    Refresh(u32),
    /// They would never hold, or always.
    QuietHours,
}

impl PreferencesError {
    /// For a person: without a capital letter and a full stop.
    pub fn text(&self) -> Text {
        match self {
            Self::Refresh(n) => text!("preferences-refresh", n = *n),
            Self::QuietHours => text!("preferences-quiet-hours"),
        }
    }
}

impl Preferences {
    /// Whether both make the same notifications; the rest is the look of this computer.
    pub fn notifies_like(&self, other: &Self) -> bool {
        let what = |one: &Self| (one.notify_critical, one.notify_alerting, one.quiet_hours);
        what(self) == what(other)
    }

    /// Refuses preferences that cannot be meant; the first fault found.
    pub fn validate(&self) -> Result<(), PreferencesError> {
        if self.refresh_secs < SHORTEST_REFRESH {
            return Err(PreferencesError::Refresh(self.refresh_secs));
        }
        if self.quiet_hours.is_some_and(|hours| hours.from == hours.to) {
            return Err(PreferencesError::QuietHours);
        }
        Ok(())
    }
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            notify_critical: true,
            notify_alerting: false,
            sound: true,
            quiet_hours: None,
            autostart: false,
            refresh_secs: 60,
            open_parts: [Level::Critical].into(),
            remember_collapse: true,
            show_unclassified: true,
            show_informational: true,
            letter_keys: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Time;

    use super::*;

    #[test]
    fn only_what_notifications_depend_on_makes_others() {
        let before = Preferences::default();
        let look = Preferences {
            theme: Theme::Dark,
            sound: !before.sound,
            autostart: !before.autostart,
            refresh_secs: 5,
            open_parts: BTreeSet::new(),
            ..before.clone()
        };
        assert!(look.notifies_like(&before));
        let (from, to) = (Time::constant(22, 0, 0, 0), Time::constant(7, 0, 0, 0));
        let night = QuietHours { from, to, critical_breaks_through: true };
        for others in [
            Preferences { notify_critical: !before.notify_critical, ..before.clone() },
            Preferences { notify_alerting: !before.notify_alerting, ..before.clone() },
            Preferences { quiet_hours: Some(night), ..before.clone() },
        ] {
            assert!(!others.notifies_like(&before), "{others:?}");
        }
    }
}
