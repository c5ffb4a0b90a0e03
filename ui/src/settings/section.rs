//! The sections of the settings.

use captrack_contract::SettingsView;
use captrack_domain::policy::Policy;
use yew::AttrValue;

use crate::settings::policy_draft::{self, Setting};
use crate::words::text::say;

/// A section of the settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SettingsPart {
    /// Who is signed in.
    #[default]
    SignIn,
    /// The AllianceAuth that tells of the whole alliance.
    AllianceAuth,
    /// What alerts.
    AlertRules,
    /// Where.
    Places,
    /// What is silent for how long, and told again when.
    Snoozing,
    /// What the desktop shows.
    Notifications,
    /// What Discord hears.
    Discord,
    /// How the main window looks.
    Appearance,
    /// What is kept where.
    Data,
    /// What this is.
    About,
}

impl SettingsPart {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 10] = [
        Self::SignIn,
        Self::AllianceAuth,
        Self::AlertRules,
        Self::Places,
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
            Self::AllianceAuth => "allianceauth",
            Self::AlertRules => "alert-rules",
            Self::Places => "places",
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
            Self::AllianceAuth => "section-allianceauth",
            Self::AlertRules => "section-alert-rules",
            Self::Places => "section-places",
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
            Self::AllianceAuth => "section-allianceauth-lead",
            Self::AlertRules => "section-alert-rules-lead",
            Self::Places => "section-places-lead",
            Self::Snoozing => "section-snoozing-lead",
            Self::Notifications => "section-notifications-lead",
            Self::Discord => "section-discord-lead",
            Self::Appearance => "section-appearance-lead",
            Self::Data => "section-data-lead",
            Self::About => "section-about-lead",
        })
    }

    /// Where a setting of the rules is edited.
    const fn of(setting: &Setting) -> Self {
        match setting {
            Setting::Class(_) | Setting::LeftAlerts => Self::AlertRules,
            Setting::Scope | Setting::NeverKnown | Setting::PlaceSet(_) => Self::Places,
            Setting::Durations | Setting::GroupWait | Setting::Repeat(_) => Self::Snoozing,
        }
    }

    /// Rules are edited here.
    pub const fn has_rules(self) -> bool {
        matches!(self, Self::AlertRules | Self::Places | Self::Snoozing)
    }

    /// What is said, before the reason, to who may not administer; none: nothing here takes that.
    pub const fn locked_text(self) -> Option<&'static str> {
        match self {
            Self::AlertRules | Self::Places | Self::Snoozing | Self::Discord => Some("locked"),
            Self::Notifications | Self::Data => Some("locked-in-part"),
            Self::SignIn | Self::AllianceAuth | Self::Appearance | Self::About => None,
        }
    }

    /// It holds an edit that is not in force yet.
    pub fn is_edited(self, in_force: &Policy, draft: &Policy) -> bool {
        policy_draft::differences(in_force, draft).iter().any(|setting| Self::of(setting) == self)
    }

    /// Something in it does not work until the user does something.
    pub fn needs_user(self, view: &SettingsView) -> bool {
        match self {
            Self::SignIn => view.pilots.iter().any(|pilot| pilot.needs_sign_in.is_some()),
            Self::AllianceAuth => {
                let refused = view.auth_sign_in.as_ref().is_some_and(|sign_in| sign_in.refused.is_some());
                refused || view.auth.as_ref().is_some_and(|auth| auth.needs_user || auth.rules_trouble.is_some())
            }
            Self::Discord => view.webhooks.iter().any(|webhook| webhook.trouble.is_some()),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use captrack_contract::{AuthSignInView, AuthView, SettingsSection};
    use captrack_domain::class::HullClass;

    use super::*;
    use crate::fixtures::{auth_view, settings_view};
    use crate::settings::policy_draft::PolicyEdit;

    #[test]
    fn every_section_has_a_name_a_title_and_a_lead_of_its_own() {
        for section in SettingsPart::ALL {
            assert_eq!(SettingsPart::named(section.name()), Some(section));
            assert!(!section.title().starts_with("section-"));
            assert!(section.lead().ends_with('.'));
        }
        assert_eq!(SettingsPart::named("tokens"), None);
    }

    #[test]
    fn what_other_windows_lead_to_is_a_section() {
        assert_eq!(SettingsPart::named(SettingsSection::SignIn.name()), Some(SettingsPart::SignIn));
        assert_eq!(SettingsPart::named(SettingsSection::AllianceAuth.name()), Some(SettingsPart::AllianceAuth));
        assert_eq!(SettingsPart::named(SettingsSection::Discord.name()), Some(SettingsPart::Discord));
    }

    #[test]
    fn an_edit_is_marked_where_it_was_made() {
        let in_force = Policy::default();
        let marked = |edit: PolicyEdit| -> Vec<SettingsPart> {
            let draft = policy_draft::edited(&in_force, &edit, &in_force);
            SettingsPart::ALL.into_iter().filter(|section| section.is_edited(&in_force, &draft)).collect()
        };
        assert_eq!(marked(PolicyEdit::AddDuration(600)), [SettingsPart::Snoozing]);
        assert_eq!(marked(PolicyEdit::NeverKnown(false)), [SettingsPart::Places]);
        assert_eq!(marked(PolicyEdit::NewSet("home".into())), [SettingsPart::Places]);
        assert_eq!(marked(PolicyEdit::DisplayName(HullClass::Titan, "Big".into())), [SettingsPart::AlertRules]);
        assert_eq!(marked(PolicyEdit::GroupWait(30)), [], "as it is in force");
    }

    #[test]
    fn allianceauth_is_marked_when_it_waits_for_the_user_and_not_when_it_helps_itself() {
        let marked = |view: &SettingsView| SettingsPart::AllianceAuth.needs_user(view);
        let with = |auth: AuthView| SettingsView { auth: Some(auth), ..settings_view() };
        assert!(!marked(&settings_view()) && !marked(&with(auth_view())));
        let down = AuthView { trouble: Some("It does not answer.".into()), ..auth_view() };
        assert!(!marked(&with(down.clone())));
        assert!(marked(&with(AuthView { needs_user: true, ..down })));
        assert!(marked(&with(AuthView { rules_trouble: Some("They cannot be used.".into()), ..auth_view() })));
        let refused = AuthSignInView { refused: Some("No sign-in was begun.".into()), ..AuthSignInView::default() };
        assert!(marked(&SettingsView { auth_sign_in: Some(refused), ..settings_view() }));
    }

    #[test]
    fn every_section_of_the_rules_says_why_it_is_read_only() {
        for section in SettingsPart::ALL.into_iter().filter(|section| section.has_rules()) {
            assert_eq!(section.locked_text(), Some("locked"), "{}", section.name());
        }
        assert_eq!(SettingsPart::Notifications.locked_text(), Some("locked-in-part"));
        assert_eq!(SettingsPart::SignIn.locked_text(), None);
    }
}
