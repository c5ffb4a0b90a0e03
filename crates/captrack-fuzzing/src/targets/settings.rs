//! The settings as a TOML file.

use captrack_domain::policy::Policy;
use captrack_domain::preferences::Preferences;
use captrack_monitor::config::{differences, read, to_toml};

use crate::hold;

pub fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (policy, preferences) = (Policy::default(), Preferences::default());
    let in_force = (&policy, &preferences, false);
    match read(text, in_force) {
        Ok(read_in) => {
            read_in.0.validate().expect("rules that are taken in can be in force");
            read_in.1.validate().expect("preferences that are taken in can be in force");
            let written = to_toml(&read_in.0, &read_in.1, read_in.2);
            let again = read(&written, in_force).unwrap_or_else(|error| panic!("not read again: {error:?}\n{written}"));
            hold::same(&again, &read_in);
            // Over whatever was in force before.
            let over = read(&written, (&read_in.0, &read_in.1, read_in.2));
            hold::same(&over, &Ok(read_in.clone()));
            let same = differences((&read_in.0, &read_in.1, read_in.2), (&again.0, &again.1, again.2));
            assert!(same.is_empty(), "{same:?}");
            let _ = differences(in_force, (&read_in.0, &read_in.1, read_in.2));
        }
        Err(error) => hold::text(&error, &[]),
    }
}
