//! What can be chosen in the tray's menu.

use captrack_contract::SnoozeLength;
use captrack_domain::ids::PilotId;
use captrack_domain::pause_length::PauseLength;

/// A choice in the tray's menu. Its id names what it acts on, never a position: a menu that changes under the pointer must not
/// silence another main than the one that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrayChoice {
    /// Show the main window.
    Open,
    /// Poll what is due.
    Check,
    /// Monitoring off for a while.
    Pause(PauseLength),
    /// Monitoring on.
    Resume,
    /// Show a main's card.
    ShowCard(PilotId),
    /// Silence what alerts under a main.
    Snooze(PilotId, SnoozeLength),
    /// Say that what alerts under a main has been seen.
    Acknowledge(PilotId),
    /// Show the settings window.
    Settings,
    /// End the program.
    Quit,
}

impl TrayChoice {
    /// The id of its menu item.
    pub fn id(self) -> String {
        match self {
            Self::Open => "open".to_owned(),
            Self::Check => "check".to_owned(),
            Self::Pause(length) => format!("pause/{}", length.name()),
            Self::Resume => "resume".to_owned(),
            Self::ShowCard(main) => format!("card/{main}"),
            Self::Snooze(main, SnoozeLength::Seconds(secs)) => format!("snooze/{main}/{secs}"),
            Self::Snooze(main, SnoozeLength::UntilCleared) => format!("snooze/{main}/until-cleared"),
            Self::Acknowledge(main) => format!("acknowledge/{main}"),
            Self::Settings => "settings".to_owned(),
            Self::Quit => "quit".to_owned(),
        }
    }

    /// The choice of a menu item; none for lines that only say something.
    pub fn of(id: &str) -> Option<Self> {
        let mut parts = id.split('/');
        let choice = match (parts.next()?, parts.next(), parts.next()) {
            ("open", None, None) => Self::Open,
            ("check", None, None) => Self::Check,
            ("pause", Some(length), None) => Self::Pause(PauseLength::of(length)?),
            ("resume", None, None) => Self::Resume,
            ("card", Some(main), None) => Self::ShowCard(main.parse().ok()?),
            ("snooze", Some(main), Some("until-cleared")) => {
                Self::Snooze(main.parse().ok()?, SnoozeLength::UntilCleared)
            }
            ("snooze", Some(main), Some(secs)) => {
                Self::Snooze(main.parse().ok()?, SnoozeLength::Seconds(secs.parse().ok()?))
            }
            ("acknowledge", Some(main), None) => Self::Acknowledge(main.parse().ok()?),
            ("settings", None, None) => Self::Settings,
            ("quit", None, None) => Self::Quit,
            _ => return None,
        };
        Some(choice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_found_again_by_its_id() {
        let kara = PilotId(2_112_000_001);
        for choice in [
            TrayChoice::Open,
            TrayChoice::Check,
            TrayChoice::Pause(PauseLength::Hour),
            TrayChoice::Pause(PauseLength::Tomorrow),
            TrayChoice::Pause(PauseLength::UntilResumed),
            TrayChoice::Resume,
            TrayChoice::ShowCard(kara),
            TrayChoice::Snooze(kara, SnoozeLength::Seconds(3600)),
            TrayChoice::Snooze(kara, SnoozeLength::UntilCleared),
            TrayChoice::Acknowledge(kara),
            TrayChoice::Settings,
            TrayChoice::Quit,
        ] {
            assert_eq!(TrayChoice::of(&choice.id()), Some(choice));
        }
    }

    #[test]
    fn a_line_that_only_says_something_is_no_choice() {
        for id in ["line", "note", "pause", "pause/for-ever", "main/1", "snooze/1", "snooze/Kara/3600", ""] {
            assert_eq!(TrayChoice::of(id), None, "{id}");
        }
    }
}
