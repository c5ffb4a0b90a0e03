//! What AllianceAuth lacks of its characters, by corporation and by name.

use std::collections::BTreeMap;

use captrack_contract::{AuthCoverageView, CorporationCoverage, MissingPilot};
use captrack_domain::ids::CorporationId;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_ports::{AuthCoverage, CoverageGap, CoveredPilot};

use crate::state::State;
use crate::state::auth::coverage::ReportedCoverage;

/// So many names are shown.
const MOST: usize = 500;

/// None: it has not told.
pub fn auth_coverage(state: &State) -> Option<AuthCoverageView> {
    let ReportedCoverage { told_at, coverage, .. } = state.auth.coverage.as_ref()?;
    Some(AuthCoverageView {
        told_at: *told_at,
        characters: coverage.pilots.len(),
        readable: coverage.pilots.iter().filter(|pilot| pilot.is_readable()).count(),
        corporations: corporations(coverage),
        missing: missing(coverage),
    })
}

fn name(coverage: &AuthCoverage, id: CorporationId) -> String {
    let known = coverage.corporations.get(&id).and_then(|corporation| corporation.name.clone());
    known.unwrap_or_else(|| format!("Corporation {id}"))
}

fn corporations(coverage: &AuthCoverage) -> Vec<CorporationCoverage> {
    let mut found: BTreeMap<CorporationId, CorporationCoverage> = BTreeMap::new();
    for pilot in &coverage.pilots {
        let corporation = found.entry(pilot.corporation).or_insert_with(|| CorporationCoverage {
            name: name(coverage, pilot.corporation),
            members: coverage.corporations.get(&pilot.corporation).and_then(|corporation| corporation.members),
            known: 0,
            readable: 0,
            unregistered: 0,
            without_token: 0,
            never_read: 0,
        });
        corporation.known += 1;
        corporation.readable += usize::from(pilot.is_readable());
        match reason(pilot) {
            Some(CoverageGap::Registration) => corporation.unregistered += 1,
            Some(CoverageGap::AssetsToken | CoverageGap::LocationToken) => corporation.without_token += 1,
            Some(CoverageGap::Assets | CoverageGap::Location) => corporation.never_read += 1,
            Some(CoverageGap::Account | CoverageGap::Main) | None => {}
        }
    }
    let mut all: Vec<CorporationCoverage> = found.into_values().collect();
    all.sort_by(|one, other| {
        let lacks = |corporation: &CorporationCoverage| corporation.known - corporation.readable;
        lacks(other).cmp(&lacks(one)).then_with(|| one.name.cmp(&other.name))
    });
    all
}

/// What has to be done first; a main is no matter for what can be read.
fn reason(pilot: &CoveredPilot) -> Option<CoverageGap> {
    pilot.missing.iter().copied().filter(|gap| *gap != CoverageGap::Main).min()
}

fn missing(coverage: &AuthCoverage) -> Vec<MissingPilot> {
    let mut missing: Vec<MissingPilot> = coverage
        .pilots
        .iter()
        .filter_map(|pilot| {
            let what = gap_text(reason(pilot)?);
            Some(MissingPilot { name: pilot.name.clone(), corporation: name(coverage, pilot.corporation), what })
        })
        .collect();
    missing.sort_by(|one, other| one.name.cmp(&other.name));
    missing.truncate(MOST);
    missing
}

fn gap_text(gap: CoverageGap) -> Text {
    match gap {
        CoverageGap::Account => text!("coverage-no-account"),
        CoverageGap::Main => text!("coverage-no-main"),
        CoverageGap::Registration => text!("coverage-not-registered"),
        CoverageGap::AssetsToken => text!("coverage-no-assets-token"),
        CoverageGap::LocationToken => text!("coverage-no-location-token"),
        CoverageGap::Assets => text!("coverage-assets-never-read"),
        CoverageGap::Location => text!("coverage-location-never-read"),
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::ids::PilotId;
    use captrack_ports::CoveredCorporation;

    use super::*;
    use crate::test_state::auth::connected;
    use crate::test_state::{at, kara};
    use captrack_text::english;

    fn pilot(id: i64, corporation: i64, missing: &[CoverageGap]) -> CoveredPilot {
        let corporation = CorporationId(corporation);
        CoveredPilot { id: PilotId(id), name: format!("Pilot {id}"), corporation, missing: missing.to_vec() }
    }

    #[test]
    fn each_corporation_says_what_it_lacks_and_each_pilot_what_to_do() {
        use CoverageGap::{Assets, AssetsToken, Location, LocationToken, Main, Registration};
        let pilots = vec![
            pilot(1, 10, &[]),
            pilot(2, 10, &[Main]),
            pilot(3, 20, &[Main, Registration, AssetsToken, LocationToken, Assets, Location]),
            pilot(4, 20, &[AssetsToken, Assets]),
            pilot(5, 20, &[Assets]),
        ];
        let corporation = CoveredCorporation { name: Some("First Light".to_owned()), members: Some(40) };
        let coverage = AuthCoverage { pilots, corporations: [(CorporationId(20), corporation)].into() };
        let mut state = connected(kara(), at(0));
        assert_eq!(auth_coverage(&state), None);
        state.auth.coverage = Some(ReportedCoverage { told_at: at(0), etag: None, coverage }).into();
        let view = auth_coverage(&state).unwrap();
        assert_eq!((view.characters, view.readable), (5, 3));
        let first = &view.corporations[0];
        assert_eq!((first.name.as_str(), first.members, first.known), ("First Light", Some(40), 3));
        assert_eq!((first.readable, first.unregistered, first.without_token, first.never_read), (1, 1, 1, 1));
        assert_eq!((view.corporations[1].name.as_str(), view.corporations[1].readable), ("Corporation 10", 2));
        let names: Vec<&str> = view.missing.iter().map(|pilot| pilot.name.as_str()).collect();
        assert_eq!(names, ["Pilot 3", "Pilot 4", "Pilot 5"], "a main is no matter here");
        assert!(english(&view.missing[0].what).contains("Not registered"));
    }
}
