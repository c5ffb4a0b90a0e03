//! What a snooze would silence, and how to put snoozes back exactly as they were.

use captrack_domain::ids::PilotId;
use captrack_domain::snooze::Snooze;
use captrack_domain::text::Text;
use serde::{Deserialize, Serialize};

use crate::board::{BoardQuery, CardKey};

/// How long a snooze holds from the moment at which it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SnoozeLength {
    /// So many seconds from now.
    Seconds(u64),
    /// Until somebody clears it; no time ends it.
    UntilCleared,
}

/// Reply to a command that set or cleared snoozes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnoozesChanged {
    /// What undoes it, for [`crate::commands::PutSnoozes`].
    pub undo: Vec<SnoozeRestore>,
}

/// Reply to [`crate::commands::PutSnoozes`]: the snoozes are as they were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnoozesPut {
    /// But for these pilots, about whom somebody has decided since.
    pub decided_since: Vec<LaterDecision>,
}

/// A pilot's snooze as it was before a change, and as the change left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnoozeRestore {
    /// The pilot whose snooze it is.
    pub pilot: PilotId,
    /// What it is to be again; none: not snoozed.
    pub put: Option<Snooze>,
    /// What the change left. Where anything else holds by now, somebody has decided since.
    pub over: Option<Snooze>,
}

/// A pilot about whom somebody has decided since a change that was to be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaterDecision {
    /// The pilot's name.
    pub pilot: String,
    /// Who decided, if that is known.
    pub by: Option<String>,
}

/// The card on which somebody is about to snooze pilots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnoozeFrom {
    /// The board as it is shown: its search may leave ships of the card out.
    pub query: BoardQuery,
    /// The card on which the button was pressed.
    pub card: CardKey,
}

/// What a snooze of pilots would silence. A snooze silences its pilot everywhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnoozeReach {
    /// How many pilots would be silenced.
    pub pilots: usize,
    /// The name of one of them.
    pub name: String,
    /// How many ships of theirs are known.
    pub ships: usize,
    /// How many of them are critical now; those of pilots who are snoozed already are not.
    pub critical: usize,
    /// The same by class: `2 titans, 1 supercarrier`; none: none is.
    pub critical_words: Option<Text>,
    /// Where their ships are that are not on the card, those with critical ones first, then those with the most; without a card, where
    /// all of them are.
    pub elsewhere: Vec<AffectedPlace>,
}

/// A place in which a snooze would silence ships.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AffectedPlace {
    /// `T5ZI-S (Fountain)`.
    pub name: Text,
    /// How many of the pilots' ships are there.
    pub ships: usize,
    /// How many of them are critical.
    pub critical: usize,
}

/// So many pilots are snoozed without a question.
pub const MOST_PILOTS_AT_ONCE: usize = 5;

impl SnoozeReach {
    /// Whether it silences more than one sees where the button is: a window asks first.
    pub fn needs_a_question(&self) -> bool {
        self.pilots > MOST_PILOTS_AT_ONCE || self.elsewhere.iter().any(|place| place.critical > 0)
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::text;

    use super::*;

    #[test]
    fn many_pilots_or_critical_ships_elsewhere_are_snoozed_only_after_a_question() {
        let reach = |pilots, elsewhere| SnoozeReach { pilots, elsewhere, ..SnoozeReach::default() };
        assert!(!reach(5, vec![]).needs_a_question());
        assert!(reach(6, vec![]).needs_a_question());
        let fountain = |critical| AffectedPlace { name: text!("system-named", name = "T5ZI-S"), ships: 3, critical };
        assert!(!reach(1, vec![fountain(0)]).needs_a_question());
        assert!(reach(1, vec![fountain(1)]).needs_a_question());
    }
}
