//! What the settings window knows, and the reducer that changes it.

use std::rc::Rc;

use captrack_contract::{Refusal, SettingsView};
use captrack_domain::policy::Policy;
use captrack_domain::preferences::Preferences;
use yew::Reducible;

use crate::settings::kept_draft::KeptDraft;
use crate::settings::places::known_names::{KnownNames, LookedUpPlace};
use crate::settings::policy_draft::{self, PolicyEdit};

/// What the settings window knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SettingsState {
    /// The last answer; none before the first.
    pub view: Option<Rc<SettingsView>>,
    /// Why the last question was refused; what is shown may be old.
    pub refused: Option<Refusal>,
    /// The rules as edited, while they differ from those in force.
    pub draft: Option<Rc<Policy>>,
    /// The edits are from before the window was opened, and the user has not said yet what is to become of them.
    pub from_before: bool,
    /// The window's storage has been looked through for edits from before.
    pub looked_back: bool,
    /// The names of places and groups.
    pub names: Rc<KnownNames>,
    /// The edited rules are on their way.
    pub saving: bool,
    /// Preferences that were chosen just now, until an answer says the same.
    pub pending_preferences: Option<Preferences>,
    /// The relay was switched just now, until an answer says the same.
    pub relay: Option<bool>,
    /// Monitoring was switched just now, until an answer says the same.
    pub paused: Option<bool>,
}

/// What happens to the settings.
#[derive(Debug)]
pub enum SettingsAction {
    /// An answer arrived.
    Arrived(Box<SettingsView>),
    /// The question was refused.
    Refused(Refusal),
    /// The window's storage was looked through.
    LookedBack(Option<Box<KeptDraft>>),
    /// The user goes on with the edits from before.
    GoOn,
    /// The rules are edited.
    Edit(PolicyEdit),
    /// The edits are given up.
    Discard,
    /// That is undone: what was edited; none: nothing was.
    PutBack(Option<Box<KeptDraft>>),
    /// These rules are in force now, whatever the last answer has said.
    Saved(Rc<Policy>),
    /// Something was looked up.
    Found(LookedUpPlace),
    /// Saving begins or ends.
    Saving(bool),
    /// Preferences are chosen; none: the desk could not keep them.
    Chosen(Option<Preferences>),
    /// The relay is switched; none: the desk could not.
    Relay(Option<bool>),
    /// Monitoring is switched; none: the desk could not.
    Paused(Option<bool>),
}

impl SettingsState {
    /// The preferences, the latest choice included.
    pub fn preferences(&self) -> Preferences {
        let kept = || self.view.as_ref().map(|view| view.preferences.clone());
        self.pending_preferences.clone().or_else(kept).unwrap_or_default()
    }

    /// The user may change the rules.
    pub fn may_administer(&self) -> bool {
        self.view.as_ref().is_some_and(|view| view.rights.administer.is_granted())
    }

    /// The rules in force and as edited, while they differ.
    pub fn edited(&self) -> Option<(&Policy, &Rc<Policy>)> {
        Some((&self.view.as_ref()?.policy, self.draft.as_ref()?))
    }

    fn arrived(&mut self, view: SettingsView) {
        self.refused = None;
        if self.view.as_deref() == Some(&view) {
            return;
        }
        if let Some((in_force, draft)) = self.edited()
            && *in_force != view.policy
        {
            self.draft = Some(Rc::new(policy_draft::carried_over(in_force, draft, &view.policy)));
        }
        Rc::make_mut(&mut self.names).learn(&view);
        self.view = Some(Rc::new(view));
    }

    fn look_back(&mut self, kept: Option<&KeptDraft>) {
        self.looked_back = true;
        self.from_before |= self.put_back(kept);
    }

    /// Edits again what was edited, unless something else is edited meanwhile. Whether it did.
    fn put_back(&mut self, kept: Option<&KeptDraft>) -> bool {
        let (Some(view), Some(kept)) = (&self.view, kept) else { return false };
        if self.draft.is_some() || !self.may_administer() {
            return false;
        }
        self.draft = Some(Rc::new(policy_draft::carried_over(&kept.made_of, &kept.draft, &view.policy)));
        let names = Rc::make_mut(&mut self.names);
        kept.names().for_each(|found| names.find(found));
        true
    }

    /// What was saved is no edit any more, before the next answer says so. What was edited since stays one.
    fn saved(&mut self, policy: &Rc<Policy>) {
        self.saving = false;
        let Some(view) = &self.view else { return };
        let view = SettingsView { policy: (**policy).clone(), ..(**view).clone() };
        self.arrived(view);
    }

    fn edit(&mut self, edit: &PolicyEdit) {
        let Some(view) = &self.view else { return };
        let current = self.draft.as_deref().unwrap_or(&view.policy);
        self.draft = Some(Rc::new(policy_draft::edited(current, edit, &view.default_policy)));
    }

    /// Lets go of what the desk says by itself now.
    fn settle(&mut self) {
        let Some(view) = &self.view else { return };
        if self.draft.as_deref().is_some_and(|draft| policy_draft::changes(&view.policy, draft) == 0) {
            self.draft = None;
        }
        self.from_before &= self.draft.is_some();
        if self.pending_preferences.as_ref() == Some(&view.preferences) {
            self.pending_preferences = None;
        }
        if self.relay == Some(view.relay) {
            self.relay = None;
        }
        if self.paused == Some(view.paused) {
            self.paused = None;
        }
    }
}

impl Reducible for SettingsState {
    type Action = SettingsAction;

    fn reduce(self: Rc<Self>, action: SettingsAction) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            SettingsAction::Arrived(view) => state.arrived(*view),
            SettingsAction::Refused(refusal) => state.refused = Some(refusal),
            SettingsAction::LookedBack(kept) => state.look_back(kept.as_deref()),
            SettingsAction::GoOn => state.from_before = false,
            SettingsAction::Edit(edit) => state.edit(&edit),
            SettingsAction::Discard => state.draft = None,
            SettingsAction::PutBack(kept) => drop(state.put_back(kept.as_deref())),
            SettingsAction::Saved(policy) => state.saved(&policy),
            SettingsAction::Found(found) => Rc::make_mut(&mut state.names).find(found),
            SettingsAction::Saving(saving) => state.saving = saving,
            SettingsAction::Chosen(chosen) => state.pending_preferences = chosen,
            SettingsAction::Relay(relay) => state.relay = relay,
            SettingsAction::Paused(paused) => state.paused = paused,
        }
        state.settle();
        if state == *self { self } else { Rc::new(state) }
    }
}

#[cfg(test)]
mod tests {
    use captrack_contract::{Right, Rights};
    use captrack_domain::class::HullClass;
    use captrack_domain::policy::ClassMode;
    use captrack_domain::preferences::Theme;

    use captrack_domain::text::Text;

    use super::*;
    use crate::fixtures::settings_view as view;

    fn after(actions: Vec<SettingsAction>) -> Rc<SettingsState> {
        std::iter::once(SettingsAction::Arrived(Box::new(view()))).chain(actions).fold(Rc::default(), Reducible::reduce)
    }

    fn titans_are(mode: ClassMode) -> SettingsAction {
        SettingsAction::Edit(PolicyEdit::Mode(HullClass::Titan, mode))
    }

    fn kept() -> SettingsAction {
        let made_of = Policy::default();
        let draft = policy_draft::edited(&made_of, &PolicyEdit::GroupWait(60), &made_of);
        SettingsAction::LookedBack(Some(Box::new(KeptDraft::new(&made_of, &draft, &KnownNames::default()))))
    }

    #[test]
    fn an_edit_outlives_answers_until_it_is_in_force() {
        let state = after(vec![titans_are(ClassMode::Ignore), SettingsAction::Arrived(Box::new(view()))]);
        let draft = state.draft.clone().unwrap();
        assert_eq!(draft.mode(HullClass::Titan), ClassMode::Ignore);
        let mut saved = view();
        saved.policy = (*draft).clone();
        assert!(state.reduce(SettingsAction::Arrived(Box::new(saved))).draft.is_none());
    }

    #[test]
    fn an_edit_that_is_taken_back_is_none() {
        let back = after(vec![titans_are(ClassMode::Ignore), titans_are(ClassMode::Always)]);
        assert!(back.draft.is_none());
        let discarded = after(vec![
            titans_are(ClassMode::Ignore),
            SettingsAction::Edit(PolicyEdit::AddDuration(600)),
            SettingsAction::Discard,
        ]);
        assert!(discarded.draft.is_none());
    }

    #[test]
    fn edits_that_were_discarded_are_put_back_unless_something_else_is_edited() {
        let edited = after(vec![titans_are(ClassMode::Ignore)]);
        let (in_force, draft) = edited.edited().unwrap();
        let kept = || Some(Box::new(KeptDraft::new(in_force, draft, &edited.names)));
        let back = edited.clone().reduce(SettingsAction::Discard).reduce(SettingsAction::PutBack(kept()));
        assert_eq!(back.draft, edited.draft);
        assert!(!back.from_before, "it is no edit of another day");
        let other = edited.clone().reduce(SettingsAction::Discard).reduce(titans_are(ClassMode::TrackOnly));
        let stays = other.clone().reduce(SettingsAction::PutBack(kept()));
        assert_eq!(stays.draft, other.draft);
    }

    #[test]
    fn what_was_saved_is_no_edit_any_more_before_the_next_answer_says_so() {
        let edited = after(vec![titans_are(ClassMode::Ignore), SettingsAction::Saving(true)]);
        let draft = edited.draft.clone().unwrap();
        let saved = edited.reduce(SettingsAction::Saved(draft.clone()));
        assert!(saved.draft.is_none() && !saved.saving);
        assert_eq!(saved.view.as_ref().unwrap().policy, *draft);
    }

    #[test]
    fn rules_that_come_into_force_elsewhere_are_not_taken_back_by_an_edit() {
        let mut changed = view();
        changed.policy.group_wait_secs = 90;
        let state = after(vec![titans_are(ClassMode::Ignore), SettingsAction::Arrived(Box::new(changed))]);
        let draft = state.draft.clone().unwrap();
        assert_eq!((draft.mode(HullClass::Titan), draft.group_wait_secs), (ClassMode::Ignore, 90));
    }

    #[test]
    fn edits_from_before_are_there_again_until_the_user_says_otherwise() {
        let state = after(vec![kept()]);
        assert!(state.from_before);
        assert_eq!(state.draft.as_ref().map(|draft| draft.group_wait_secs), Some(60));
        let going_on = state.clone().reduce(SettingsAction::GoOn);
        assert!(!going_on.from_before && going_on.draft.is_some());
        let given_up = state.reduce(SettingsAction::Discard);
        assert!(!given_up.from_before && given_up.draft.is_none());
    }

    #[test]
    fn edits_from_before_that_are_in_force_by_now_are_no_edits() {
        let mut saved = view();
        saved.policy.group_wait_secs = 60;
        let state: Rc<SettingsState> =
            [SettingsAction::Arrived(Box::new(saved)), kept()].into_iter().fold(Rc::default(), Reducible::reduce);
        assert!(state.looked_back && !state.from_before && state.draft.is_none());
    }

    #[test]
    fn who_may_not_change_the_rules_has_no_edits_from_before() {
        let mut looking = view();
        looking.rights = Rights { administer: Right::Withheld(Text::said("Ask a director.")), ..Rights::default() };
        let state: Rc<SettingsState> =
            [SettingsAction::Arrived(Box::new(looking)), kept()].into_iter().fold(Rc::default(), Reducible::reduce);
        assert!(state.draft.is_none() && !state.from_before && !state.may_administer());
    }

    #[test]
    fn a_choice_counts_at_once_and_is_taken_back_when_it_cannot_be_kept() {
        let light = Preferences { theme: Theme::Light, ..Preferences::default() };
        let state = after(vec![SettingsAction::Chosen(Some(light)), SettingsAction::Paused(Some(true))]);
        assert_eq!(state.preferences().theme, Theme::Light);
        assert_eq!(state.paused, Some(true));
        let failed = state.reduce(SettingsAction::Chosen(None)).reduce(SettingsAction::Paused(None));
        assert_eq!(failed.preferences().theme, Theme::System);
        assert_eq!(failed.paused, None);
    }
}
