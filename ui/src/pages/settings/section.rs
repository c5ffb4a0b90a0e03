//! The sections of the settings.

use captrack_contract::SettingsView;
use captrack_domain::class::HullClass;
use captrack_domain::policy::Policy;
use yew::AttrValue;

use crate::policy_draft;
use crate::text::say;

/// A section of the settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Section {
    /// Who is signed in.
    #[default]
    SignIn,
    /// What alerts.
    AlertRules,
    /// For how long.
    Snoozing,
    /// What the desktop shows.
    Notifications,
    /// What Discord hears.
    Discord,
    /// Dark or light.
    Appearance,
    /// What is kept where.
    Data,
    /// What this is.
    About,
}

impl Section {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 8] = [
        Self::SignIn,
        Self::AlertRules,
        Self::Snoozing,
        Self::Notifications,
        Self::Discord,
        Self::Appearance,
        Self::Data,
        Self::About,
    ];

    /// The name in attributes and in the page's address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::AlertRules => "alert-rules",
            Self::Snoozing => "snoozing",
            Self::Notifications => "notifications",
            Self::Discord => "discord",
            Self::Appearance => "appearance",
            Self::Data => "data",
            Self::About => "about",
        }
    }

    /// The section of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }

    /// Its heading.
    pub fn title(self) -> AttrValue {
        say(match self {
            Self::SignIn => "section-sign-in",
            Self::AlertRules => "section-alert-rules",
            Self::Snoozing => "section-snoozing",
            Self::Notifications => "section-notifications",
            Self::Discord => "section-discord",
            Self::Appearance => "section-appearance",
            Self::Data => "section-data",
            Self::About => "section-about",
        })
    }

    /// What it is for, in a sentence or two.
    pub fn lead(self) -> AttrValue {
        say(match self {
            Self::SignIn => "section-sign-in-lead",
            Self::AlertRules => "section-alert-rules-lead",
            Self::Snoozing => "section-snoozing-lead",
            Self::Notifications => "section-notifications-lead",
            Self::Discord => "section-discord-lead",
            Self::Appearance => "section-appearance-lead",
            Self::Data => "section-data-lead",
            Self::About => "section-about-lead",
        })
    }

    /// It holds an edit that is not in force yet.
    pub fn is_edited(self, in_force: &Policy, draft: &Policy) -> bool {
        match self {
            Self::AlertRules => {
                HullClass::ALL.into_iter().any(|class| policy_draft::class_differs(in_force, draft, class))
            }
            Self::Snoozing => in_force.snooze_durations != draft.snooze_durations,
            _ => false,
        }
    }

    /// Something in it does not work until the user does something.
    pub fn needs_user(self, view: &SettingsView) -> bool {
        match self {
            Self::SignIn => view.pilots.iter().any(|pilot| pilot.needs_sign_in.is_some()),
            Self::Discord => view.webhooks.iter().any(|webhook| webhook.trouble.is_some()),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_has_a_name_a_title_and_a_lead_of_its_own() {
        for section in Section::ALL {
            assert_eq!(Section::named(section.name()), Some(section));
            assert!(!section.title().starts_with("section-"));
            assert!(section.lead().ends_with('.'));
        }
        assert_eq!(Section::named("tokens"), None);
    }

    #[test]
    fn an_edit_is_marked_where_it_was_made() {
        let in_force = Policy::default();
        let mut draft = in_force.clone();
        policy_draft::add_duration(&mut draft, 600);
        assert!(Section::Snoozing.is_edited(&in_force, &draft));
        assert!(!Section::AlertRules.is_edited(&in_force, &draft));
    }
}
