//! Putting pilots under other mains: whom one finds, and how it is asked for and taken back.

use captrack_contract::{Command, PilotRef, PilotsView};
use captrack_domain::ids::PilotId;

use crate::link::Link;
use crate::menu::Mover;
use crate::text::{args, say_with};

/// A pilot that others can be put under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub main: PilotId,
    /// The name.
    pub name: String,
}

/// Whom a pilot can be put under, of the pilots that a search left: mains first, then pilots who would become one; those whose
/// names begin with what was typed come first in both. At most so many.
pub fn candidates(found: &PilotsView, typed: &str, mover: &Mover, most: usize) -> Vec<Candidate> {
    let typed = typed.trim().to_lowercase();
    let mains = found.pilots.iter().map(|row| (row.main_id, &row.main_name, false));
    let pilots = found.pilots.iter().map(|row| (row.id, &row.name, row.id != row.main_id));
    let mut all: Vec<(bool, bool, String, Candidate)> = mains
        .chain(pilots)
        .filter(|(id, ..)| *id != mover.main && *id != mover.pilot)
        .filter_map(|(id, name, becomes)| {
            let lower = name.to_lowercase();
            let at = lower.find(&typed)?;
            Some((becomes, at > 0, lower, Candidate { main: id, name: name.clone() }))
        })
        .collect();
    all.sort_by(|one, other| (one.0, one.1, &one.2, one.3.main).cmp(&(other.0, other.1, &other.2, other.3.main)));
    let mut candidates: Vec<Candidate> = Vec::new();
    for (.., candidate) in all {
        if candidates.len() < most && !candidates.iter().any(|known| known.main == candidate.main) {
            candidates.push(candidate);
        }
    }
    candidates
}

/// What puts a pilot back under the main it is under now.
pub fn back(mover: &Mover) -> Command {
    let main = (mover.main != mover.pilot).then_some(PilotRef::Id(mover.main));
    Command::SetMain { pilots: vec![PilotRef::Id(mover.pilot)], main }
}

/// Puts a pilot under a main, or makes it its own; tells so, with the way back.
pub fn put_under(link: &Link, mover: &Mover, main: Option<(PilotId, String)>) {
    let pilot = mover.name.as_str();
    let text = match &main {
        Some((_, name)) => say_with("told-put-under", &args!("pilot" => pilot, "main" => name.as_str())),
        None => say_with("told-own-main", &args!("pilot" => pilot)),
    };
    let command =
        Command::SetMain { pilots: vec![PilotRef::Id(mover.pilot)], main: main.map(|(main, _)| PilotRef::Id(main)) };
    let (told, undo) = (link.clone(), back(mover));
    link.ask_then(command, move |_| told.done_with_undo(text, undo));
}

#[cfg(test)]
mod tests {
    use captrack_contract::{Coverage, PilotRow};

    use super::*;
    use crate::fixtures::then;

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
            snooze: None,
            needs_sign_in: None,
            through_auth: false,
            through_auth_alone: false,
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
        let found = PilotsView { coverage: Coverage::default(), matched: pilots.len(), pilots };
        candidates(&found, typed, mover, 8).into_iter().map(|candidate| candidate.name).collect()
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
    fn the_way_back_leads_to_the_main_before_or_to_none() {
        let pilots = vec![PilotRef::Id(PilotId(5))];
        let main = Some(PilotRef::Id(PilotId(4)));
        assert_eq!(back(&jolana()), Command::SetMain { pilots: pilots.clone(), main });
        let own = Mover { main: PilotId(5), ..jolana() };
        assert_eq!(back(&own), Command::SetMain { pilots, main: None });
    }
}
