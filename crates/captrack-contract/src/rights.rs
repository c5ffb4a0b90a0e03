//! What this desk's user may do. The local user administers; a token may allow less.

use captrack_domain::text::Text;
use captrack_text::english;
use serde::{Deserialize, Serialize};

/// Whether this computer's user may do something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Right {
    /// The user may.
    #[default]
    Granted,
    /// It may not; one sentence says why and whom to ask.
    Withheld(Text),
}

impl Right {
    /// True for [`Self::Granted`] alone.
    pub const fn is_granted(&self) -> bool {
        matches!(self, Self::Granted)
    }
}

/// What this desk's user may do; looking is never withheld.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "RightsOnTheWire", into = "RightsOnTheWire")]
pub struct Rights {
    /// Change the policy, mains, webhooks and the relay.
    pub administer: Right,
    /// To snooze pilots and acknowledge mains.
    pub snooze: Right,
}

/// As it crosses, as JSON and as bytes: sentences in English for programs, texts beside them.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct RightsOnTheWire {
    administer: RightOnTheWire,
    snooze: RightOnTheWire,
    administer_text: Option<Text>,
    snooze_text: Option<Text>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RightOnTheWire {
    #[default]
    Granted,
    Withheld(String),
}

impl From<RightsOnTheWire> for Rights {
    fn from(wire: RightsOnTheWire) -> Self {
        let right = |right, text: Option<&Text>| match right {
            RightOnTheWire::Granted => Right::Granted,
            RightOnTheWire::Withheld(english) => Right::Withheld(text.cloned().unwrap_or_else(|| Text::said(english))),
        };
        Self {
            administer: right(wire.administer, wire.administer_text.as_ref()),
            snooze: right(wire.snooze, wire.snooze_text.as_ref()),
        }
    }
}

impl From<Rights> for RightsOnTheWire {
    fn from(rights: Rights) -> Self {
        let of = |right| match right {
            Right::Granted => (RightOnTheWire::Granted, None),
            Right::Withheld(text) => {
                (RightOnTheWire::Withheld(english(&text)), (text.code != Text::SAID).then_some(text))
            }
        };
        let ((administer, administer_text), (snooze, snooze_text)) = (of(rights.administer), of(rights.snooze));
        Self { administer, snooze, administer_text, snooze_text }
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::text;

    use super::*;

    #[test]
    fn programs_read_a_sentence_and_windows_a_text() {
        let why = text!("right-to-change-rules", server = "Test Auth");
        let rights = Rights { administer: Right::Withheld(why.clone()), snooze: Right::Granted };
        let json = serde_json::to_value(&rights).unwrap();
        assert_eq!(json["administer"]["withheld"], english(&why));
        assert_eq!(json["snooze"], "granted");
        assert_eq!(serde_json::from_value::<Rights>(json).unwrap(), rights);
        let of_an_earlier_version = r#"{"administer":{"withheld":"Ask an admin."},"snooze":"granted"}"#;
        let read: Rights = serde_json::from_str(of_an_earlier_version).unwrap();
        assert_eq!(read.administer, Right::Withheld(Text::said("Ask an admin.")));
        assert_eq!(serde_json::to_value(&read).unwrap()["administer"]["withheld"], "Ask an admin.");
    }
}
