//! What every section of the rules works with.

use std::rc::Rc;

use captrack_contract::SettingsView;
use captrack_domain::policy::Policy;
use yew::Callback;

use crate::settings::places::known_names::{KnownNames, LookedUpPlace};
use crate::settings::policy_draft::PolicyEdit;

/// The rules as edited, what they are compared with, and the way to edit them.
#[derive(Clone, PartialEq)]
pub struct Editing {
    /// All settings, with the rules in force.
    pub view: Rc<SettingsView>,
    /// The rules as edited.
    pub policy: Rc<Policy>,
    /// The names of places and groups.
    pub names: Rc<KnownNames>,
    /// This desk's user may look and not edit.
    pub locked: bool,
    /// The user edits them.
    pub on_edit: Callback<PolicyEdit>,
    /// Something was looked up.
    pub on_found: Callback<LookedUpPlace>,
}
