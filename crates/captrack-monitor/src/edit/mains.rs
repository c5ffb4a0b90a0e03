//! Mains: which pilots belong together. Never guessed: put together by hand or by a file.

use std::collections::BTreeMap;

use captrack_contract::{ErrorCode, MainChange, MainsColumns, MainsImport, PilotRef, Refusal, TextFile};
use captrack_domain::activity::ActivityKind;
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;
use captrack_domain::text;
use captrack_domain::text::{Argument, Joined};

use crate::commit::edit::EditDraft;
use crate::edit::Editor;
use crate::edit::snoozes::{find, found};
use crate::shared::csv;
use crate::state::State;
use crate::state::edits::StateEdits;

pub mod file;
mod file_pilots;
mod main_assignment;

use file::{FileError, HEADER, read};
use file_pilots::{WantedMains, resolve};
use main_assignment::{MainCycle, grouped};

impl Editor<'_> {
    /// Puts pilots under a main, or makes each its own. Alts come along; the main of a main is followed. A main that is not watched
    /// is given by its id; its name is looked up.
    pub async fn set_main(&self, pilots: &[PilotRef], main: Option<&PilotRef>, by: &str) -> Result<(), Refusal> {
        let set = |draft: &mut EditDraft| {
            let pilots = found(&draft.state, pilots)?;
            let main = main.map(|main| any_pilot(&draft.state, main)).transpose()?;
            let wishes = pilots.into_iter().map(|pilot| (pilot, main.unwrap_or(pilot))).collect();
            let regrouped = regrouped(&draft.state, &wishes)?;
            put_under(draft, &regrouped, by);
            Ok(())
        };
        self.change(set).await.map(drop)
    }

    /// All pilots and their mains as CSV, by ids; pilots without one are their own.
    pub async fn mains_csv(&self) -> TextFile {
        let state = self.lock().await;
        let mut text = csv::row(HEADER);
        for pilot in state.pilots.values() {
            text.push_str(&csv::row([pilot.id.to_string().as_str(), pilot.main_id().to_string().as_str()]));
        }
        TextFile { name: "captrack-mains.csv".to_owned(), text }
    }

    /// Puts pilots under the mains of a file, or only tells what that would do. Who is not watched here, or is known by no such name, is
    /// left out and listed. A line that cannot be read is refused by its number, and nothing is changed.
    pub async fn import_mains(&self, csv: &str, apply: bool, by: &str) -> Result<MainsImport, Refusal> {
        let refused =
            |error: FileError| Refusal::of(ErrorCode::Invalid, text!("refused-mains-file", why = error.text()));
        let file = read(csv).map_err(refused)?;
        let import = |draft: &mut EditDraft| {
            let state = &draft.state;
            let resolved = resolve(state, &file).map_err(refused)?;
            let known = &resolved.wishes;
            let regrouped = regrouped(state, known)?;
            let import = MainsImport {
                changes: regrouped.iter().map(|(pilot, main)| main_change(state, *pilot, *main)).collect(),
                unchanged: known.keys().filter(|pilot| !regrouped.contains_key(pilot)).count(),
                unknown_pilots: resolved.unknown,
                columns: file.columns.map(|(pilots, mains)| MainsColumns { pilots, mains }),
                unmatched: resolved.unmatched,
                applied: apply,
            };
            if apply {
                put_under(draft, &regrouped, by);
            }
            Ok(import)
        };
        self.change(import).await.map(|edited| edited.value)
    }
}

fn put_under(draft: &mut EditDraft, regrouped: &BTreeMap<PilotId, PilotId>, by: &str) {
    for (pilot, main) in regrouped {
        let MainChange { pilot: subject, from, to } = main_change(&draft.state, *pilot, *main);
        draft.log(by, ActivityKind::Main, subject, Some(from.into()), Some(to.into()));
    }
    let mains = regrouped.iter().map(|(pilot, main)| (*pilot, Some(*main).filter(|main| main != pilot))).collect();
    draft.put(StateEdits { mains, ..StateEdits::default() });
}

/// Puts pilots back under the mains that they had; none: each is its own.
pub(super) fn put_back(draft: &mut EditDraft, mains: BTreeMap<PilotId, Option<PilotId>>, by: &str) {
    for (pilot, main) in &mains {
        let MainChange { pilot: subject, from, to } = main_change(&draft.state, *pilot, main.unwrap_or(*pilot));
        draft.log(by, ActivityKind::Main, subject, Some(from.into()), Some(to.into()));
    }
    draft.put(StateEdits { mains, ..StateEdits::default() });
}

/// Pilots that come under another main than now.
fn regrouped(state: &State, wishes: &WantedMains) -> Result<BTreeMap<PilotId, PilotId>, Refusal> {
    let now: BTreeMap<PilotId, PilotId> = state.pilots.values().map(|pilot| (pilot.id, pilot.main_id())).collect();
    let then = grouped(&now, wishes).map_err(|MainCycle(pilots)| {
        let names = Argument::list(Joined::And, pilots.into_iter().map(|pilot| state.pilot_name(pilot)));
        Refusal::of(ErrorCode::Invalid, text!("refused-main-cycle", pilots = names))
    })?;
    let regrouped: BTreeMap<PilotId, PilotId> =
        then.into_iter().filter(|(pilot, main)| now.get(pilot) != Some(main)).collect();
    let is_given = |pilot: &&PilotId| state.pilots.get(*pilot).is_some_and(|pilot| pilot.auth_main().is_some());
    if let Some(pilot) = regrouped.keys().find(is_given) {
        let text = text!("refused-main-is-given", pilot = state.pilot_name(*pilot));
        return Err(Refusal::of(ErrorCode::Invalid, text));
    }
    Ok(regrouped)
}

fn main_change(state: &State, pilot: PilotId, main: PilotId) -> MainChange {
    let from = state.pilots.get(&pilot).map_or(pilot, Pilot::main_id);
    MainChange { pilot: state.pilot_name(pilot), from: state.pilot_name(from), to: state.pilot_name(main) }
}

/// A pilot that may be a main: a watched one, or any other by its id.
fn any_pilot(state: &State, pilot: &PilotRef) -> Result<PilotId, Refusal> {
    match (find(state, pilot), pilot) {
        (Ok(known), _) => Ok(known),
        (Err(_), PilotRef::Id(id)) if file::can_be_a_pilot(*id) => Ok(*id),
        (Err(_), PilotRef::Id(id)) => {
            Err(Refusal::of(ErrorCode::UnknownPilot, text!("refused-no-character-id", id = id.0)))
        }
        (Err(_), PilotRef::Name(name)) => {
            let main = state.pilots.values().filter_map(Pilot::other_main);
            let named =
                main.into_iter().find(|main| state.name(main.0).is_some_and(|known| known.eq_ignore_ascii_case(name)));
            named.ok_or_else(|| {
                Refusal::of(ErrorCode::UnknownPilot, text!("refused-unknown-main", main = name.as_str()))
            })
        }
    }
}
