//! Pilots who may come under another main. Pure.

use std::collections::BTreeMap;

use captrack_contract::{HullRow, PilotRow};
use captrack_domain::ids::PilotId;
use yew::AttrValue;

use crate::words::text::{args, say_with};

/// A pilot who may come under another main.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mover {
    /// Who.
    pub pilot: PilotId,
    /// The name.
    pub name: String,
    /// Under which main now; perhaps itself.
    pub main: PilotId,
}

impl Mover {
    /// The pilot of a row.
    pub fn of(row: &HullRow) -> Self {
        Self { pilot: row.hull.pilot_id, name: row.hull.pilot_name.clone(), main: row.main_id }
    }

    /// Whether it can come under a main: it is under its present one already.
    pub fn can_go_under(&self, main: PilotId) -> bool {
        main != self.main
    }

    /// A pilot of the pilots' page.
    pub fn of_pilot(row: &PilotRow) -> Self {
        Self { pilot: row.id, name: row.name.clone(), main: row.main_id }
    }
}

/// `Kara Volkov`, `3 pilots`.
pub fn named(movers: &[Mover]) -> AttrValue {
    match movers {
        [one] => one.name.clone().into(),
        several => say_with("chosen-pilots", &args!("n" => several.len())),
    }
}

/// Whom it is done to what is done to a pilot: to all who are chosen, if it is one of them.
pub fn together_with(mover: Mover, chosen: &BTreeMap<PilotId, Mover>) -> Vec<Mover> {
    if chosen.contains_key(&mover.pilot) { chosen.values().cloned().collect() } else { vec![mover] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pilot_goes_under_another_main_and_not_under_its_own() {
        let mover = Mover { pilot: PilotId(2), name: "Kara Volkov II".into(), main: PilotId(1) };
        assert!(mover.can_go_under(PilotId(7)));
        assert!(mover.can_go_under(PilotId(2)), "it may become its own main");
        assert!(!mover.can_go_under(PilotId(1)), "that is its main already");
    }
}
