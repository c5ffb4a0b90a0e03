//! Why a pilot's hulls alert or do not.

use captrack_contract::{ErrorCode, HullView, PilotRef, PilotRow, Refusal, SettingsView, Snapshot, commands};
use captrack_domain::ids::PilotId;
use captrack_domain::policy::Policy;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_text::level_reason;

use super::Performer;
use super::files::print_line;
use crate::error::DeskError;
use crate::said::said;

/// `captrack why`: a line a hull, or the pilot's own sentence.
pub(super) async fn say(performer: &Performer, pilot: &PilotRef) -> Result<(), DeskError> {
    let snapshot = performer.ask(commands::Snapshot).await?;
    let settings = performer.ask(commands::Settings).await?;
    let mut lines = hulls(&snapshot, pilot, &settings.policy);
    if lines.is_empty() {
        lines.push(of_pilot(&row(performer, pilot, settings).await?));
    }
    lines.iter().try_for_each(|line| print_line(line))
}

/// The row of a pilot without hulls. Rows are found by name only.
async fn row(performer: &Performer, pilot: &PilotRef, settings: SettingsView) -> Result<PilotRow, DeskError> {
    let watched = settings.pilots.into_iter().find(|watched| is(pilot, watched.id, &watched.name));
    let watched = watched.ok_or_else(|| unknown(pilot))?;
    let found = performer.ask(commands::Pilots { search: watched.name }).await?;
    found.pilots.into_iter().find(|row| row.id == watched.id).ok_or_else(|| unknown(pilot))
}

fn is(wanted: &PilotRef, id: PilotId, name: &str) -> bool {
    match wanted {
        PilotRef::Id(wanted) => *wanted == id,
        PilotRef::Name(wanted) => wanted.eq_ignore_ascii_case(name),
    }
}

fn hulls(snapshot: &Snapshot, pilot: &PilotRef, names: &Policy) -> Vec<String> {
    let hulls = snapshot.mains.iter().flat_map(|main| &main.hulls);
    hulls.filter(|hull| is(pilot, hull.pilot_id, &hull.pilot_name)).map(|hull| of_hull(hull, names)).collect()
}

/// `Avatar, 1DQ1-A (Delve), critical: Titans always alert.`
fn of_hull(hull: &HullView, names: &Policy) -> String {
    let place = match (&hull.system_name, &hull.region_name) {
        (Some(system), Some(region)) => {
            said(&text!("place-in-region", system = system.as_str(), region = region.as_str()))
        }
        (Some(system), None) => system.clone(),
        (None, _) => said(&text!("place-unknown")),
    };
    let why = hull.reason.as_ref().map_or_else(|| Text::said(&hull.why), |reason| level_reason(reason, names));
    format!("{}, {place}, {}: {}", hull.type_name, said(&hull.level.text()), said(&why.as_sentence()))
}

fn of_pilot(row: &PilotRow) -> String {
    let why = captrack_contract::said(row.reason.as_ref(), &row.why);
    format!("{}: {}", row.name, captrack_domain::words::sentence(&why))
}

fn unknown(pilot: &PilotRef) -> DeskError {
    let who = match pilot {
        PilotRef::Id(id) => id.to_string(),
        PilotRef::Name(name) => name.clone(),
    };
    DeskError::Refused(Refusal::of(ErrorCode::UnknownPilot, text!("refused-unknown-pilot", pilot = who)))
}
