//! Edited rules that are kept until they are saved or discarded, also while the window is closed.
//!
//! They lie in the window's own storage, not with the desk: nothing but this window knows of them. A policy has no secrets.

use captrack_contract::{NamedGroup, NamedPlace};
use captrack_domain::ids::GroupId;
use captrack_domain::policy::Policy;
use serde::{Deserialize, Serialize};
use web_sys::Storage;

use crate::platform::dom;
use crate::settings::places::known_names::{KnownNames, LookedUpPlace};
use crate::settings::policy_draft;

const KEY: &str = "captrack.edited-policy";

/// Edited rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptDraft {
    /// The rules that were in force.
    pub made_of: Policy,
    /// The rules as edited.
    pub draft: Policy,
    /// Names of places that were looked up for them.
    #[serde(default)]
    places: Vec<NamedPlace>,
    /// Names of groups that were.
    #[serde(default)]
    groups: Vec<NamedGroup>,
}

impl KeptDraft {
    /// The draft with the names it needs.
    pub fn new(made_of: &Policy, draft: &Policy, names: &KnownNames) -> Self {
        let mut wanted = policy_draft::places_of(&policy_draft::listed(&draft.scope));
        wanted.extend(draft.places.values().flat_map(policy_draft::places_of));
        let listed: Vec<GroupId> = draft.tracked_groups().collect();
        let (places, groups) = names.of(&wanted, &listed);
        Self { made_of: made_of.clone(), draft: draft.clone(), places, groups }
    }

    /// The names that were kept with it.
    pub fn names(&self) -> impl Iterator<Item = LookedUpPlace> + '_ {
        let places = self.places.iter().cloned().map(LookedUpPlace::Place);
        places.chain(self.groups.iter().cloned().map(LookedUpPlace::Group))
    }

    fn to_text(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// What an older or newer version kept and cannot be read is none.
    fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// A window without storage keeps nothing, and says nothing about it: the draft is there as long as the window is.
fn storage() -> Option<Storage> {
    dom::window()?.local_storage().ok()?
}

/// The draft that was kept.
pub fn kept() -> Option<KeptDraft> {
    KeptDraft::from_text(&storage()?.get_item(KEY).ok()??)
}

/// Keeps a draft; none: forgets the one that was kept.
pub fn keep(draft: Option<&KeptDraft>) {
    let Some(storage) = storage() else { return };
    let _ = match draft.and_then(KeptDraft::to_text) {
        Some(text) => storage.set_item(KEY, &text),
        None => storage.remove_item(KEY),
    };
}

#[cfg(test)]
mod tests {
    use captrack_contract::PlaceId;
    use captrack_domain::ids::RegionId;

    use super::*;
    use crate::settings::policy_draft::{PolicyEdit, edited};

    #[test]
    fn a_draft_comes_back_as_it_was_with_the_names_it_needs() {
        let delve = PlaceId::Region(RegionId(10_000_060));
        let mut names = KnownNames::default();
        names.find(LookedUpPlace::Place(NamedPlace { place: delve, name: "Delve".into(), region: None }));
        names.find(LookedUpPlace::Group(NamedGroup { group: GroupId(30), name: "Titan".into() }));
        names.find(LookedUpPlace::Group(NamedGroup { group: GroupId(25), name: "Frigate".into() }));
        let made_of = Policy::default();
        let draft = [PolicyEdit::List(delve), PolicyEdit::SaveListed("home".into())]
            .iter()
            .fold(made_of.clone(), |policy, edit| edited(&policy, edit, &made_of));
        let kept = KeptDraft::new(&made_of, &draft, &names);
        let back = KeptDraft::from_text(&kept.to_text().unwrap()).unwrap();
        assert_eq!(back, kept);
        assert_eq!(back.draft, draft);
        assert_eq!(back.names().count(), 2, "the place of the set and the only known group of a class");
    }

    #[test]
    fn what_cannot_be_read_is_none() {
        for text in ["", "{}", "{\"made_of\":1}"] {
            assert_eq!(KeptDraft::from_text(text), None, "{text}");
        }
    }
}
