//! Putting several pilots under one main: whom one finds, what is told, and what takes it back.

use captrack_contract::{Command, PilotRef, PilotsView};
use captrack_domain::ids::PilotId;
use yew::AttrValue;

use crate::link::Link;
use crate::menu::Mover;
use crate::moving::{self, Candidate};
use crate::pilots_state::named;
use crate::text::{args, say_with};

/// Whom pilots can be put under, of those that a search left, at most so many. Of several, one may become the main of the others.
pub fn candidates(found: &PilotsView, typed: &str, movers: &[Mover], most: usize) -> Vec<Candidate> {
    let nobody = Mover { pilot: PilotId(0), name: String::new(), main: PilotId(0) };
    let but = match movers {
        [one] => one,
        _ => &nobody,
    };
    moving::candidates(found, typed, but, most)
}

/// What puts pilots back under the main they are under now; none: they are under different ones, and that is more than one step.
pub fn back(movers: &[Mover]) -> Option<Command> {
    let pilots = || movers.iter().map(|mover| PilotRef::Id(mover.pilot)).collect();
    let first = movers.first()?;
    if movers.iter().all(|mover| mover.main == mover.pilot) {
        return Some(Command::SetMain { pilots: pilots(), main: None });
    }
    movers
        .iter()
        .all(|mover| mover.main == first.main)
        .then(|| Command::SetMain { pilots: pilots(), main: Some(PilotRef::Id(first.main)) })
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

/// Puts pilots under a main, or makes each its own; tells so, with the way back where there is one.
pub fn regroup(link: &Link, movers: &[Mover], main: Option<(PilotId, String)>) {
    let text = told(movers, main.as_ref().map(|(_, name)| name.as_str()));
    let pilots = movers.iter().map(|mover| PilotRef::Id(mover.pilot)).collect();
    let command = Command::SetMain { pilots, main: main.map(|(main, _)| PilotRef::Id(main)) };
    let (link_again, back) = (link.clone(), back(movers));
    link.ask_then(command, move |_| match back {
        Some(back) => link_again.done_with_undo(text, back),
        None => link_again.done(text),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{pilot_row, pilots_view};
    use crate::pilots_state::mover;

    fn movers(all: &[(i64, i64)]) -> Vec<Mover> {
        all.iter().map(|(id, main)| mover(&pilot_row(*id, *main))).collect()
    }

    fn ids(of: &[i64]) -> Vec<PilotRef> {
        of.iter().map(|id| PilotRef::Id(PilotId(*id))).collect()
    }

    #[test]
    fn pilots_of_one_main_go_back_together_and_those_of_different_ones_cannot() {
        let main = Some(PilotRef::Id(PilotId(1)));
        assert_eq!(back(&movers(&[(2, 1), (3, 1)])), Some(Command::SetMain { pilots: ids(&[2, 3]), main }));
        assert_eq!(back(&movers(&[(2, 2), (3, 3)])), Some(Command::SetMain { pilots: ids(&[2, 3]), main: None }));
        assert_eq!(back(&movers(&[(2, 1), (3, 3)])), None);
        assert_eq!(back(&[]), None);
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
