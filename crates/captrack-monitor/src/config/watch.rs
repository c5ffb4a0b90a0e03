//! Watch rules in the file: `[[watch]]`, a table a rule.

mod differ;
mod read;
mod write;

use captrack_domain::evaluate::AlertLevel;
use captrack_domain::notice::Receiver;
use captrack_domain::watch::{MassingCount, MoveTrigger};

pub(super) use differ::watch_differences;
pub(super) use read::read;
pub(super) use write::{none, write};

/// The words of each level.
const LEVELS: [(&str, AlertLevel); 2] = [("critical", AlertLevel::Critical), ("alerting", AlertLevel::Alerting)];
/// What a rule may wait for.
const TRIGGERS: [(&str, MoveTrigger); 5] = [
    ("undocks", MoveTrigger::Undocks),
    ("logs_on", MoveTrigger::LogsOn),
    ("moves", MoveTrigger::Moves),
    ("enters", MoveTrigger::Enters),
    ("leaves", MoveTrigger::Leaves),
];
/// What a massing counts.
const COUNTS: [(&str, MassingCount); 2] = [("mains", MassingCount::Mains), ("ships", MassingCount::Ships)];
/// Who hears of a stage.
const RECEIVERS: [(&str, Receiver); 3] = [
    ("os", Receiver::Os),
    ("discord_critical", Receiver::DiscordCritical),
    ("discord_standard", Receiver::DiscordStandard),
];

/// The word for a value.
fn word_of<T: Copy + PartialEq>(words: &[(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, one)| *one == value).map_or("", |(word, _)| word)
}

#[cfg(test)]
pub(super) mod tests;
