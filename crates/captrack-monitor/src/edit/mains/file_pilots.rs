//! Who is meant by the ids and names in a file of mains.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::foreign_text::excerpt;
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;
use captrack_domain::text;
use captrack_domain::text::Text;

use crate::edit::mains::file::{FileError, FilePilot, MainsFile, MainsLine};
use crate::state::State;

/// So much of a name that nobody has is repeated.
const SHOWN: usize = 60;

/// Under which main each pilot is to be; its own id: it is its own main.
pub(super) type WantedMains = BTreeMap<PilotId, PilotId>;

/// What a file comes to here.
#[derive(Debug, Default)]
pub(super) struct ResolvedMains {
    /// For pilots that are watched.
    pub(super) wishes: WantedMains,
    /// Pilots, by their ids, that are not watched here.
    pub(super) unknown: Vec<PilotId>,
    /// Lines that are left out for another reason, each with its number.
    pub(super) unmatched: Vec<Text>,
}

/// Finds everybody. Lines that contradict each other are refused, and so is a file without titles in which nobody is known.
pub(super) fn resolve(state: &State, file: &MainsFile) -> Result<ResolvedMains, FileError> {
    let pilots = NamedPilots::of(state.pilots.values().map(|pilot| (pilot.name.as_str(), pilot.id)));
    let other_mains = state.pilots.values().filter_map(Pilot::other_main);
    let other_mains = other_mains.filter_map(|main| Some((state.name(main.0)?, main)));
    let mains = NamedPilots::of(state.pilots.values().map(|pilot| (pilot.name.as_str(), pilot.id)).chain(other_mains));
    let (mut resolved, mut unknown) = (ResolvedMains::default(), BTreeSet::new());
    let mut seen: BTreeMap<PilotId, (PilotId, usize)> = BTreeMap::new();
    for MainsLine { line, pilot, main } in &file.lines {
        let found = pilots.find(pilot).and_then(|pilot| {
            let main = main.as_ref().map_or(Ok(pilot), |main| mains.find(main))?;
            Ok((pilot, main))
        });
        let (pilot, main) = match found {
            Ok(found) => found,
            Err(NotFound::Nobody(name)) => {
                resolved.unmatched.push(text!("mains-line-nobody", line = *line, name = excerpt(name, SHOWN)));
                continue;
            }
            Err(NotFound::Several(name)) => {
                resolved.unmatched.push(text!("mains-line-several", line = *line, name = excerpt(name, SHOWN)));
                continue;
            }
        };
        match seen.insert(pilot, (main, *line)) {
            Some((other, first)) if other != main => {
                return Err(FileError::Twice { line: *line, first, pilot: state.pilot_name(pilot) });
            }
            _ if !state.pilots.contains_key(&pilot) => {
                unknown.insert(pilot);
            }
            _ => {
                resolved.wishes.insert(pilot, main);
            }
        }
    }
    if file.columns.is_none() && resolved.wishes.is_empty() {
        return Err(FileError::Header);
    }
    resolved.unknown = unknown.into_iter().collect();
    Ok(resolved)
}

/// Why somebody is not found by a name.
enum NotFound<'a> {
    Nobody(&'a str),
    Several(&'a str),
}

/// Who has which name, in small letters.
struct NamedPilots(BTreeMap<String, BTreeSet<PilotId>>);

impl NamedPilots {
    fn of<'a>(pilots: impl Iterator<Item = (&'a str, PilotId)>) -> Self {
        let mut named: BTreeMap<String, BTreeSet<PilotId>> = BTreeMap::new();
        for (name, pilot) in pilots {
            named.entry(name.to_lowercase()).or_default().insert(pilot);
        }
        Self(named)
    }

    fn find<'a>(&self, pilot: &'a FilePilot) -> Result<PilotId, NotFound<'a>> {
        let name = match pilot {
            FilePilot::Id(id) => return Ok(*id),
            FilePilot::Name(name) => name,
        };
        let found = self.0.get(&name.to_lowercase()).ok_or(NotFound::Nobody(name))?;
        match found.first() {
            Some(only) if found.len() == 1 => Ok(*only),
            _ => Err(NotFound::Several(name)),
        }
    }
}
