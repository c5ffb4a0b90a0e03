//! What the settings window knows, and the reducer that changes it.

use std::rc::Rc;

use captrack_contract::{Preferences, Refusal, SettingsView};
use captrack_domain::class::HullClass;
use captrack_domain::policy::{Mode, Policy};
use yew::Reducible;

use crate::policy_draft;

/// What the settings window knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SettingsState {
    /// The last answer; none before the first.
    pub view: Option<Rc<SettingsView>>,
    /// Why the last question was refused; what is shown may be old.
    pub refused: Option<Refusal>,
    /// The rules as edited, while they differ from those in force.
    pub draft: Option<Rc<Policy>>,
    /// The edited rules are on their way.
    pub saving: bool,
    /// Preferences that were chosen just now, until an answer says the same.
    pub chosen: Option<Preferences>,
    /// The relay was switched just now, until an answer says the same.
    pub relay: Option<bool>,
}

/// A change of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// What a class does.
    Mode(HullClass, Mode),
    /// Every class does what it does by default.
    DefaultModes,
    /// One more snooze duration, in seconds.
    AddDuration(u64),
    /// One less.
    RemoveDuration(u64),
    /// All of it as it is in force.
    Discard,
}

/// What happens to the settings.
#[derive(Debug)]
pub enum Action {
    /// An answer arrived.
    Arrived(Box<SettingsView>),
    /// The question was refused.
    Refused(Refusal),
    /// The rules are edited.
    Edit(Edit),
    /// Saving begins or ends.
    Saving(bool),
    /// Preferences are chosen; none: the desk could not keep them.
    Chosen(Option<Preferences>),
    /// The relay is switched; none: the desk could not.
    Relay(Option<bool>),
}

impl SettingsState {
    /// The preferences, the latest choice included.
    pub fn preferences(&self) -> Preferences {
        let kept = || self.view.as_ref().map(|view| view.preferences.clone());
        self.chosen.clone().or_else(kept).unwrap_or_default()
    }

    fn edit(&mut self, edit: &Edit) {
        let Some(view) = &self.view else { return };
        let current = self.draft.as_deref().unwrap_or(&view.policy);
        let mut policy = current.clone();
        match edit {
            Edit::Mode(class, mode) => policy_draft::set_mode(&mut policy, *class, *mode),
            Edit::DefaultModes => {
                policy = policy_draft::with_default_modes(&policy, &view.default_policy);
            }
            Edit::AddDuration(seconds) => policy_draft::add_duration(&mut policy, *seconds),
            Edit::RemoveDuration(seconds) => policy_draft::remove_duration(&mut policy, *seconds),
            Edit::Discard => policy = view.policy.clone(),
        }
        self.draft = Some(Rc::new(policy));
    }

    /// Lets go of what the desk says by itself now.
    fn settle(&mut self) {
        let Some(view) = &self.view else { return };
        if self.draft.as_deref() == Some(&view.policy) {
            self.draft = None;
        }
        if self.chosen.as_ref() == Some(&view.preferences) {
            self.chosen = None;
        }
        if self.relay == Some(view.relay) {
            self.relay = None;
        }
    }
}

impl Reducible for SettingsState {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            Action::Arrived(view) => {
                state.refused = None;
                if state.view.as_deref() != Some(&*view) {
                    state.view = Some(Rc::new(*view));
                }
            }
            Action::Refused(refusal) => state.refused = Some(refusal),
            Action::Edit(edit) => state.edit(&edit),
            Action::Saving(saving) => state.saving = saving,
            Action::Chosen(chosen) => state.chosen = chosen,
            Action::Relay(relay) => state.relay = relay,
        }
        state.settle();
        if state == *self { self } else { Rc::new(state) }
    }
}

#[cfg(test)]
mod tests {
    use captrack_contract::{SignInView, Theme};

    use super::*;

    fn view() -> SettingsView {
        SettingsView {
            pilots: Vec::new(),
            sign_in: SignInView {
                client_id: None,
                client_id_is_own: false,
                callback_url: "http://localhost:8635/callback".into(),
                scopes: Vec::new(),
            },
            webhooks: Vec::new(),
            relay: false,
            policy: Policy::default(),
            default_policy: Policy::default(),
            preferences: Preferences::default(),
            demo: false,
            data_folder: String::new(),
            secrets_in: String::new(),
            version: "0.1.0".into(),
        }
    }

    fn after(actions: Vec<Action>) -> Rc<SettingsState> {
        std::iter::once(Action::Arrived(Box::new(view()))).chain(actions).fold(Rc::default(), Reducible::reduce)
    }

    fn titans_are(mode: Mode) -> Action {
        Action::Edit(Edit::Mode(HullClass::Titan, mode))
    }

    #[test]
    fn an_edit_outlives_answers_until_it_is_in_force() {
        let state = after(vec![titans_are(Mode::Ignore), Action::Arrived(Box::new(view()))]);
        let draft = state.draft.clone().unwrap();
        assert_eq!(draft.mode(HullClass::Titan), Mode::Ignore);
        let mut saved = view();
        saved.policy = (*draft).clone();
        assert!(state.reduce(Action::Arrived(Box::new(saved))).draft.is_none());
    }

    #[test]
    fn an_edit_that_is_taken_back_is_none() {
        let back = after(vec![titans_are(Mode::Ignore), titans_are(Mode::Always)]);
        assert!(back.draft.is_none());
        let discarded =
            after(vec![titans_are(Mode::Ignore), Action::Edit(Edit::AddDuration(600)), Action::Edit(Edit::Discard)]);
        assert!(discarded.draft.is_none());
    }

    #[test]
    fn a_choice_counts_at_once_and_is_taken_back_when_it_cannot_be_kept() {
        let light = Preferences { theme: Theme::Light, ..Preferences::default() };
        let state = after(vec![Action::Chosen(Some(light))]);
        assert_eq!(state.preferences().theme, Theme::Light);
        let failed = state.reduce(Action::Chosen(None));
        assert_eq!(failed.preferences().theme, Theme::System);
    }
}
