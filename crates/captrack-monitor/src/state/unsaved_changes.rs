//! What taking answers in has changed and is not written yet.

use std::collections::BTreeSet;

use captrack_domain::fleet::HullEvent;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::section::SectionId;
use captrack_domain::watch_event::WatchEvent;

/// What taking answers in has changed, to be persisted.
#[derive(Debug, Clone, Default)]
pub struct AbsorbedChanges {
    /// Sections to write.
    pub sections: BTreeSet<SectionId>,
    /// Pilots to write.
    pub pilots: BTreeSet<PilotId>,
    /// Hulls to write.
    pub hulls: BTreeSet<HullKey>,
    /// Hulls to delete.
    pub gone: BTreeSet<HullKey>,
    /// What happened to hulls.
    pub events: Vec<HullEvent>,
    /// What happened to what is watched: pilots, sources.
    pub watch: Vec<WatchEvent>,
    /// Hulls whose item became known: old key, new key.
    pub rekeyed: Vec<(HullKey, HullKey)>,
    /// Pilots whose hulls became known.
    pub introduced: BTreeSet<PilotId>,
    /// How AllianceAuth answers.
    pub auth: bool,
}

impl AbsorbedChanges {
    /// Nothing has to be written.
    pub fn is_empty(&self) -> bool {
        self.sections.is_empty()
            && self.pilots.is_empty()
            && self.hulls.is_empty()
            && self.gone.is_empty()
            && self.events.is_empty()
            && self.watch.is_empty()
            && self.rekeyed.is_empty()
            && !self.auth
    }

    /// Nothing has happened, things are merely known to be so for longer.
    pub fn changes_only_ages(&self) -> bool {
        self.pilots.is_empty() && self.gone.is_empty() && self.events.is_empty()
    }

    /// Together with what is not written from before. Of a hull the later word counts.
    pub fn joined(mut self, mut earlier: Self) -> Self {
        earlier.hulls.retain(|key| !self.gone.contains(key));
        earlier.gone.retain(|key| !self.hulls.contains(key));
        self.sections.extend(earlier.sections);
        self.pilots.extend(earlier.pilots);
        self.hulls.extend(earlier.hulls);
        self.gone.extend(earlier.gone);
        self.introduced.extend(earlier.introduced);
        self.rekeyed.splice(0..0, earlier.rekeyed);
        self.auth |= earlier.auth;
        self.events.splice(0..0, earlier.events);
        self.watch.splice(0..0, earlier.watch);
        self
    }
}
