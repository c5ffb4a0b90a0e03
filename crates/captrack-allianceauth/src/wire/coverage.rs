//! `GET coverage`: every character that AllianceAuth knows, and what is missing of it.

use captrack_domain::ids::{CorporationId, PilotId};
use captrack_ports::{AuthCoverage, CoverageGap, CoveredCorporation, CoveredPilot};
use serde::Deserialize;

use super::WireVersion;
use super::column::{WireColumn, WordList};
use crate::foreign_sentence;

#[derive(Debug, Deserialize)]
pub(crate) struct Body {
    #[serde(rename = "version")]
    _version: WireVersion,
    characters: Characters,
    corporations: Corporations,
}

#[derive(Debug, Deserialize)]
struct Characters {
    character_id: WireColumn<i64>,
    name: WireColumn<String>,
    corporation_id: WireColumn<i64>,
    missing: WireColumn<WordList>,
}

#[derive(Debug, Deserialize)]
struct Corporations {
    id: WireColumn<i64>,
    name: WireColumn<Option<String>>,
    members: WireColumn<Option<i64>>,
}

impl Body {
    /// None: the answer is not complete. A row that makes no sense is left out.
    pub(crate) fn read(self) -> Option<AuthCoverage> {
        let Self { characters, corporations, .. } = self;
        let all = characters.character_id.len();
        let is_even = [characters.name.len(), characters.corporation_id.len(), characters.missing.len()] == [all; 3]
            && [corporations.name.len(), corporations.members.len()] == [corporations.id.len(); 2];
        if !is_even {
            return None;
        }
        let pilot = |row: usize| {
            let WordList(missing) = characters.missing.at(row)?;
            Some(CoveredPilot {
                id: PilotId(characters.character_id.at(row).filter(|id| *id > 0)?),
                name: foreign_sentence::name(&characters.name.at(row)?),
                corporation: CorporationId(characters.corporation_id.at(row)?),
                missing: missing.iter().filter_map(|word| gap(word)).collect(),
            })
        };
        let corporation = |row: usize| {
            let name = corporations.name.at(row).flatten().map(|name| foreign_sentence::name(&name));
            let members = corporations.members.at(row).flatten().and_then(|members| u64::try_from(members).ok());
            Some((CorporationId(corporations.id.at(row)?), CoveredCorporation { name, members }))
        };
        Some(AuthCoverage {
            pilots: (0..all).filter_map(pilot).collect(),
            corporations: (0..corporations.id.len()).filter_map(corporation).collect(),
        })
    }
}

/// None: a word of tomorrow.
fn gap(word: &str) -> Option<CoverageGap> {
    Some(match word {
        "account" => CoverageGap::Account,
        "main" => CoverageGap::Main,
        "registration" => CoverageGap::Registration,
        "assets_token" => CoverageGap::AssetsToken,
        "location_token" => CoverageGap::LocationToken,
        "assets" => CoverageGap::Assets,
        "location" => CoverageGap::Location,
        _ => return None,
    })
}
