//! What AllianceAuth was asked about.

use captrack_domain::text;
use captrack_domain::text::Text;

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    Capitals,
    Coverage,
    Snoozes,
    Acknowledgements,
    Policy,
    Token,
    SignIn,
    Refresh,
}

impl Asked {
    /// By the last part of its address.
    pub(crate) fn named(part: &str) -> Self {
        match part {
            "capitals" => Self::Capitals,
            "coverage" => Self::Coverage,
            "snoozes" => Self::Snoozes,
            "acknowledgements" => Self::Acknowledgements,
            "policy" => Self::Policy,
            "refresh" => Self::Refresh,
            "connect" => Self::SignIn,
            // `whoami`, and the token itself.
            _ => Self::Token,
        }
    }

    /// In a sentence: "AllianceAuth's answer about …".
    pub(crate) fn text(self) -> Text {
        match self {
            Self::Capitals => text!("about-capitals"),
            Self::Coverage => text!("about-coverage"),
            Self::Snoozes => text!("about-snoozes"),
            Self::Acknowledgements => text!("about-acknowledgements"),
            Self::Policy => text!("about-policy"),
            Self::Token => text!("about-token"),
            Self::SignIn => text!("about-sign-in"),
            Self::Refresh => text!("about-refresh"),
        }
    }
}
