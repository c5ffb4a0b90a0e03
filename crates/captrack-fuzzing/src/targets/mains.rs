//! The CSV file of mains.

use captrack_domain::ids::PilotId;
use captrack_monitor::parsers::{FilePilot, MainsLine, csv_row, read_mains};

use crate::hold;

pub fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match read_mains(text) {
        Ok(file) => {
            assert!(file.lines.len() <= text.lines().count());
            // What is known by ids is read from an export as it was read here.
            let ids: Option<Vec<(PilotId, Option<PilotId>)>> = file.lines.iter().map(ids).collect();
            let Some(ids) = ids else { return };
            assert!(ids.iter().all(|(pilot, main)| pilot.0 > 0 && main.is_none_or(|main| main.0 > 0)), "{ids:?}");
            let mut written = csv_row(["pilot_id", "main_id"]);
            for (pilot, main) in &ids {
                let main = main.map(|main| main.to_string()).unwrap_or_default();
                written.push_str(&csv_row([pilot.to_string().as_str(), main.as_str()]));
            }
            let again = read_mains(&written).map(|file| file.lines.iter().map(self::ids).collect());
            hold::same(&Ok(Some(ids)), &again);
        }
        Err(error) => hold::text(&error.text(), &[]),
    }
}

fn ids(line: &MainsLine) -> Option<(PilotId, Option<PilotId>)> {
    let id = |pilot: &FilePilot| match pilot {
        FilePilot::Id(id) => Some(*id),
        FilePilot::Name(_) => None,
    };
    Some((id(&line.pilot)?, line.main.as_ref().map(id).map_or(Some(None), |main| main.map(Some))?))
}
