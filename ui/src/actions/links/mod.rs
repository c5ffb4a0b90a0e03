//! Names to copy, and pages about them that players use: zKillboard and Dotlan. Pure.

pub mod panel;

use captrack_contract::WebPage;
use captrack_domain::ids::{PilotId, RegionId, SystemId, TypeId};

/// What is known of something that has a name elsewhere; what is none is not offered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkSubject {
    /// What the panel is called.
    pub title: String,
    /// A pilot.
    pub pilot: Option<(PilotId, String)>,
    /// The pilot exists at EVE: there are pages about them.
    pub pilot_is_real: bool,
    /// A ship's type.
    pub ship: Option<(TypeId, String)>,
    /// A system.
    pub system: Option<(SystemId, String)>,
    /// A region.
    pub region: Option<(RegionId, String)>,
}

/// A site with pages about New Eden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkSite {
    /// Kills and losses.
    Zkillboard,
    /// Maps.
    Dotlan,
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkEntry {
    /// Put a name on the clipboard.
    Copy(String),
    /// Open a page about that name.
    Open(LinkSite, String, WebPage),
}

impl LinkSubject {
    /// What there is to choose: names first.
    pub fn entries(&self) -> Vec<LinkEntry> {
        let copied = [
            self.pilot.as_ref().map(|(_, name)| name),
            self.system.as_ref().map(|(_, name)| name),
            self.region.as_ref().map(|(_, name)| name).filter(|_| self.system.is_none()),
        ];
        let mut entries: Vec<LinkEntry> = copied.into_iter().flatten().cloned().map(LinkEntry::Copy).collect();
        let kills = |name: &String, page| LinkEntry::Open(LinkSite::Zkillboard, name.clone(), page);
        let map = |name: &String, page| LinkEntry::Open(LinkSite::Dotlan, name.clone(), page);
        if let Some((pilot, name)) = self.pilot.as_ref().filter(|_| self.pilot_is_real) {
            entries.push(kills(name, WebPage::PilotKills(*pilot)));
        }
        if let Some((type_id, name)) = &self.ship {
            entries.push(kills(name, WebPage::TypeKills(*type_id)));
        }
        if let Some((system, name)) = &self.system {
            entries.push(kills(name, WebPage::SystemKills(*system)));
            entries.push(map(name, WebPage::SystemMap(name.clone())));
        }
        if let Some((region, name)) = &self.region {
            if self.system.is_none() {
                entries.push(kills(name, WebPage::RegionKills(*region)));
            }
            entries.push(map(name, WebPage::RegionMap(name.clone())));
        }
        entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ship() -> LinkSubject {
        LinkSubject {
            title: "Kara Volkov".into(),
            pilot: Some((PilotId(7), "Kara Volkov".into())),
            pilot_is_real: true,
            ship: Some((TypeId(11_567), "Avatar".into())),
            system: Some((SystemId(30_004_759), "1DQ1-A".into())),
            region: Some((RegionId(10_000_060), "Delve".into())),
        }
    }

    #[test]
    fn a_ship_leads_to_its_pilot_its_type_and_its_place() {
        let zkillboard = |name: &str, page| LinkEntry::Open(LinkSite::Zkillboard, name.to_owned(), page);
        let dotlan = |name: &str, page| LinkEntry::Open(LinkSite::Dotlan, name.to_owned(), page);
        assert_eq!(
            ship().entries(),
            [
                LinkEntry::Copy("Kara Volkov".into()),
                LinkEntry::Copy("1DQ1-A".into()),
                zkillboard("Kara Volkov", WebPage::PilotKills(PilotId(7))),
                zkillboard("Avatar", WebPage::TypeKills(TypeId(11_567))),
                zkillboard("1DQ1-A", WebPage::SystemKills(SystemId(30_004_759))),
                dotlan("1DQ1-A", WebPage::SystemMap("1DQ1-A".into())),
                dotlan("Delve", WebPage::RegionMap("Delve".into())),
            ]
        );
    }

    #[test]
    fn what_is_not_known_is_not_offered_and_an_invented_pilot_has_no_page() {
        let lost = LinkSubject { pilot_is_real: false, ship: None, system: None, region: None, ..ship() };
        assert_eq!(lost.entries(), [LinkEntry::Copy("Kara Volkov".into())]);
        let region = LinkSubject { pilot: None, ship: None, system: None, ..ship() };
        assert_eq!(region.entries().len(), 3, "its name, its kills and its map: {:?}", region.entries());
        assert_eq!(LinkSubject::default().entries(), []);
    }
}
