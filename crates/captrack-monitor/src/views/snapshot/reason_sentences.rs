//! Reasons of levels in English, each worded once: most of 30,000 ships have one of a few.

use captrack_domain::policy::Policy;
use captrack_domain::why::LevelReason;
use captrack_text::{Language, level_reason, sentence};
use rustc_hash::FxHashMap;

/// What was worded so far, with the names that a policy gives to classes.
pub struct ReasonSentences<'a> {
    policy: &'a Policy,
    worded: FxHashMap<&'a LevelReason, String>,
}

impl<'a> ReasonSentences<'a> {
    /// Nothing yet.
    pub fn of(policy: &'a Policy) -> Self {
        Self { policy, worded: FxHashMap::default() }
    }

    /// The reason in one sentence.
    pub fn sentence(&mut self, reason: &'a LevelReason) -> String {
        let policy = self.policy;
        self.worded.entry(reason).or_insert_with(|| sentence(&level_reason(reason, policy), Language::English)).clone()
    }
}
