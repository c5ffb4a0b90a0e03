//! The CSV file of mains.

use captrack_monitor::parsers::{csv_row, read_mains};

use crate::hold;

pub fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match read_mains(text) {
        Ok(wishes) => {
            assert!(wishes.len() <= text.lines().count());
            assert!(wishes.iter().all(|(pilot, main)| pilot.0 > 0 && main.0 > 0), "{wishes:?}");
            let mut written = csv_row(["pilot_id", "main_id"]);
            for (pilot, main) in &wishes {
                written.push_str(&csv_row([pilot.to_string().as_str(), main.to_string().as_str()]));
            }
            hold::same(&Ok(wishes), &read_mains(&written));
        }
        Err(error) => hold::text(&error.text(), &[]),
    }
}
