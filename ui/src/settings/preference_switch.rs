//! A preference that is on or off.

use captrack_domain::preferences::Preferences;
use yew::prelude::*;

/// Chooses the preferences with one of them switched.
pub fn switching(
    preferences: &Preferences,
    on_choose: &Callback<Preferences>,
    switch: fn(&mut Preferences, bool),
) -> Callback<bool> {
    let preferences = preferences.clone();
    on_choose.reform(move |on: bool| {
        let mut chosen = preferences.clone();
        switch(&mut chosen, on);
        chosen
    })
}
