//! Putting pilots under other mains: whom one finds, how it is asked for, what is told, and what takes it back.

pub mod find_panel;
pub mod moved_pilots;
pub mod put_under_panel;

use captrack_contract::{PilotRef, PilotsView, commands};
use captrack_domain::ids::PilotId;
use yew::AttrValue;

use crate::actions::mains::moved_pilots::{Mover, named};
use crate::desk::link::DeskLink;
use crate::words::text::{args, say_with};

/// A pilot that others can be put under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MainCandidate {
    /// Who.
    pub main: PilotId,
    /// The name.
    pub name: String,
}

/// Whom pilots can be put under, of those that a search left: mains first, then pilots who would become one; those whose names begin with
/// what was typed come first in both. At most so many. Of several, one may become the main of the others.
pub fn candidates(found: &PilotsView, typed: &str, movers: &[Mover], most: usize) -> Vec<MainCandidate> {
    let is_out_of_question = |id: PilotId| matches!(movers, [one] if id == one.main || id == one.pilot);
    let typed = typed.trim().to_lowercase();
    let mains = found.pilots.iter().map(|row| (row.main_id, &row.main_name, false));
    let pilots = found.pilots.iter().map(|row| (row.id, &row.name, row.id != row.main_id));
    let mut all: Vec<(bool, bool, String, MainCandidate)> = mains
        .chain(pilots)
        .filter(|(id, ..)| !is_out_of_question(*id))
        .filter_map(|(id, name, becomes)| {
            let lower = name.to_lowercase();
            let at = lower.find(&typed)?;
            Some((becomes, at > 0, lower, MainCandidate { main: id, name: name.clone() }))
        })
        .collect();
    all.sort_by(|one, other| (one.0, one.1, &one.2, one.3.main).cmp(&(other.0, other.1, &other.2, other.3.main)));
    let mut candidates: Vec<MainCandidate> = Vec::new();
    for (.., candidate) in all {
        if candidates.len() < most && !candidates.iter().any(|known| known.main == candidate.main) {
            candidates.push(candidate);
        }
    }
    candidates
}

/// What is told.
fn told(movers: &[Mover], main: Option<&str>) -> AttrValue {
    let pilot = named(movers).to_string();
    match (main, movers.len()) {
        (Some(main), 1) => say_with("told-put-under", &args!("pilot" => pilot, "main" => main)),
        (None, 1) => say_with("told-own-main", &args!("pilot" => pilot)),
        (Some(main), n) => say_with("told-several-put-under", &args!("n" => n, "main" => main)),
        (None, n) => say_with("told-several-own-main", &args!("n" => n)),
    }
}

/// Puts pilots under a main, or makes each its own; tells so, with the way back.
pub fn put_under(link: &DeskLink, movers: &[Mover], main: Option<(PilotId, String)>) {
    let text = told(movers, main.as_ref().map(|(_, name)| name.as_str()));
    let pilots = movers.iter().map(|mover| PilotRef::Id(mover.pilot)).collect();
    let command = commands::SetMain { pilots, main: main.map(|(main, _)| PilotRef::Id(main)) };
    link.change(command, text);
}

#[cfg(test)]
mod tests {
    use captrack_contract::{Coverage, PilotRow};

    use super::*;
    use crate::fixtures::{pilot_row, pilots_view, then};

    fn row(id: i64, name: &str, main: (i64, &str)) -> PilotRow {
        PilotRow {
            id: PilotId(id),
            name: name.into(),
            corporation_name: None,
            alliance_name: None,
            main_id: PilotId(main.0),
            main_name: main.1.into(),
            hulls: 0,
            level: None,
            why: String::new(),
            reason: None,
            snooze: None,
            needs_sign_in: None,
            needs_sign_in_text: None,
            next_try: None,
            through_auth: false,
            through_auth_alone: false,
            left_auth: false,
            main_is_given: false,
            added_at: then(),
            sections: Vec::new(),
        }
    }

    fn names(typed: &str, mover: &Mover) -> Vec<String> {
        let pilots = vec![
            row(1, "Kara Volkov", (1, "Kara Volkov")),
            row(2, "Kara Volkov II", (1, "Kara Volkov")),
            row(3, "Vol Okada", (3, "Vol Okada")),
            row(4, "Torvald Okada", (4, "Torvald Okada")),
            row(5, "Jolana", (4, "Torvald Okada")),
        ];
        let found = PilotsView { coverage: Coverage::default(), matched: pilots.len(), pilots, auth_coverage: None };
        candidates(&found, typed, std::slice::from_ref(mover), 8).into_iter().map(|candidate| candidate.name).collect()
    }

    fn movers(all: &[(i64, i64)]) -> Vec<Mover> {
        all.iter().map(|(id, main)| Mover::of_pilot(&pilot_row(*id, *main))).collect()
    }

    fn jolana() -> Mover {
        Mover { pilot: PilotId(5), name: "Jolana".into(), main: PilotId(4) }
    }

    #[test]
    fn mains_come_before_pilots_who_would_become_one_and_nobody_comes_twice() {
        assert_eq!(names("vol", &jolana()), ["Vol Okada", "Kara Volkov", "Kara Volkov II"]);
    }

    #[test]
    fn neither_the_pilot_nor_its_present_main_is_offered() {
        assert_eq!(names("o", &jolana()), ["Kara Volkov", "Vol Okada", "Kara Volkov II"]);
        assert!(names("jolana", &jolana()).is_empty());
        assert!(names("torvald", &jolana()).is_empty());
    }

    #[test]
    fn one_of_several_may_become_the_main_of_the_others() {
        let found = pilots_view(vec![pilot_row(1, 1), pilot_row(2, 2)]);
        let names = |movers: &[Mover]| -> Vec<i64> {
            candidates(&found, "pilot", movers, 8).iter().map(|candidate| candidate.main.0).collect()
        };
        assert_eq!(names(&movers(&[(1, 1), (2, 2)])), [1, 2]);
        assert_eq!(names(&movers(&[(1, 1)])), [2]);
    }

    #[test]
    fn what_was_done_is_told_in_words() {
        assert_eq!(told(&movers(&[(2, 1)]), Some("Kara")), "Pilot 2 is under Kara now.");
        assert_eq!(told(&movers(&[(2, 1), (3, 1)]), Some("Kara")), "2 pilots are under Kara now.");
        assert_eq!(told(&movers(&[(2, 1), (3, 1)]), None), "2 pilots are their own mains now.");
    }
}
