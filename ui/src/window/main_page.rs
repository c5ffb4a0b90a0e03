//! The pages of the main window. Pure.

use yew::AttrValue;

use crate::words::text::say;

/// A page of the main window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MainPage {
    /// The board.
    #[default]
    Dashboard,
    /// Who is watched, under which main, how well.
    Pilots,
    /// What was done.
    Activity,
    /// What is told on Discord.
    Discord,
}

impl MainPage {
    /// Every page, as the rail and the digits have them.
    pub const ALL: [Self; 4] = [Self::Dashboard, Self::Pilots, Self::Activity, Self::Discord];

    /// The name in attributes and in the page's address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dashboard => "dashboard",
            Self::Pilots => "pilots",
            Self::Activity => "activity",
            Self::Discord => "discord",
        }
    }

    /// The page of that name; the dashboard for any other.
    pub fn of(name: &str) -> Self {
        Self::ALL.into_iter().find(|page| page.name() == name).unwrap_or_default()
    }

    /// As the user calls it.
    pub fn title(self) -> AttrValue {
        say(match self {
            Self::Dashboard => "dashboard",
            Self::Pilots => "pilots-page",
            Self::Activity => "activity-page",
            Self::Discord => "discord-page",
        })
    }

    /// The digit that goes there.
    pub const fn digit(self) -> &'static str {
        match self {
            Self::Dashboard => "1",
            Self::Pilots => "2",
            Self::Activity => "3",
            Self::Discord => "4",
        }
    }

    /// The page that a key goes to.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.digit() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_by_its_name_and_by_its_digit() {
        for page in MainPage::ALL {
            assert_eq!(MainPage::of(page.name()), page);
            assert_eq!(MainPage::of_key(page.digit()), Some(page));
        }
    }

    #[test]
    fn an_address_that_names_no_page_leads_to_the_dashboard_and_other_keys_lead_nowhere() {
        assert_eq!(MainPage::of("moon"), MainPage::Dashboard);
        assert_eq!(MainPage::of_key("5"), None);
        assert_eq!(MainPage::of_key("?"), None);
    }
}
