//! The lines of the table of pilots: by main, the main first, its others indented under it. Pure.

use std::ops::Range;

use captrack_contract::{PilotRow, PilotsView};
use captrack_domain::ids::PilotId;

use crate::kit::list::step::ListStep;
use crate::platform::shared::SharedRef;

/// So many lines beyond what is in view are in the page.
const AROUND: i32 = 12;

/// A line.
#[derive(Debug, Clone, PartialEq)]
pub enum PilotsLine {
    /// The name of a main that the search does not leave or that is not watched, above its pilots.
    Main {
        /// Who.
        main: PilotId,
        /// The name.
        name: String,
    },
    /// A pilot.
    Pilot {
        /// Who.
        row: SharedRef<PilotRow>,
        /// How it stands under its main.
        standing: MainStanding,
    },
}

/// How a pilot stands under its main.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MainStanding {
    /// It is its own main, with so many others below.
    Own {
        /// The others in the table.
        others: usize,
    },
    /// It is under another pilot.
    Under {
        /// No more come below.
        last: bool,
    },
}

impl PilotsLine {
    /// The main that the line belongs to.
    pub fn main(&self) -> PilotId {
        match self {
            Self::Main { main, .. } => *main,
            Self::Pilot { row, .. } => row.main_id,
        }
    }

    /// The main's name.
    pub fn main_name(&self) -> &str {
        match self {
            Self::Main { name, .. } => name,
            Self::Pilot { row, .. } => &row.main_name,
        }
    }

    /// The pilot of the line.
    pub fn pilot(&self) -> Option<&SharedRef<PilotRow>> {
        match self {
            Self::Main { .. } => None,
            Self::Pilot { row, .. } => Some(row),
        }
    }
}

/// The lines of pilots that come by main, the main itself first. Rows that are as before are the very same.
pub fn lines(view: &PilotsView, earlier: &[PilotsLine]) -> Vec<PilotsLine> {
    let known: std::collections::HashMap<PilotId, &SharedRef<PilotRow>> =
        earlier.iter().filter_map(PilotsLine::pilot).map(|row| (row.id, row)).collect();
    let mut lines = Vec::with_capacity(view.pilots.len());
    for group in view.pilots.chunk_by(|one, next| one.main_id == next.main_id) {
        let Some(first) = group.first() else { continue };
        if first.id != first.main_id {
            lines.push(PilotsLine::Main { main: first.main_id, name: first.main_name.clone() });
        }
        for (at, row) in group.iter().enumerate() {
            let standing = if row.id == row.main_id {
                MainStanding::Own { others: group.len() - 1 }
            } else {
                MainStanding::Under { last: at + 1 == group.len() }
            };
            let row = SharedRef::unless_same(row.clone(), known.get(&row.id).copied());
            lines.push(PilotsLine::Pilot { row, standing });
        }
    }
    lines
}

/// The lines in the page, of so many: those in view and some around.
pub fn in_page(scroll: i32, window: i32, line: i32, count: usize) -> Range<usize> {
    let line = line.max(1);
    let at = |pixels: i32| usize::try_from(pixels / line).unwrap_or(0).min(count);
    // In steps, so that scrolling by a pixel draws nothing anew.
    let first = (scroll / line - AROUND).max(0) / AROUND * AROUND;
    at(first * line)..at(scroll + window + 2 * AROUND * line)
}

/// How far to scroll so that a line is in view.
pub fn scroll_to(line_top: i32, line: i32, scroll: i32, window: i32) -> i32 {
    if line_top < scroll { line_top } else { scroll.max(line_top + line - window) }
}

/// So many lines are a page.
const PAGE: usize = 15;

/// The pilot that is so many lines away from a line; headings are stepped over.
pub fn step(lines: &[PilotsLine], from: Option<usize>, step: ListStep) -> Option<usize> {
    let is_pilot = |at: &usize| lines.get(*at).is_some_and(|line| line.pilot().is_some());
    let count = lines.len();
    match (step, from) {
        (ListStep::Down | ListStep::NextCard, Some(from)) => (from + 1..count).find(is_pilot),
        (ListStep::Up | ListStep::PreviousCard, Some(from)) => (0..from).rev().find(is_pilot),
        (ListStep::PageDown, Some(from)) => {
            (from + PAGE..count).find(is_pilot).or_else(|| (from + 1..count).rev().find(is_pilot))
        }
        (ListStep::PageUp, Some(from)) => {
            (0..=from.saturating_sub(PAGE)).rev().find(is_pilot).or_else(|| (0..from).find(is_pilot))
        }
        (ListStep::Last, _) => (0..count).rev().find(is_pilot),
        (ListStep::First, _) | (_, None) => (0..count).find(is_pilot),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{pilot_row, pilots_view};

    fn said(lines: &[PilotsLine]) -> Vec<String> {
        lines
            .iter()
            .map(|line| match line {
                PilotsLine::Main { name, .. } => format!("[{name}]"),
                PilotsLine::Pilot { row, standing: MainStanding::Own { others } } => format!("{} +{others}", row.name),
                PilotsLine::Pilot { row, standing: MainStanding::Under { last: false } } => format!("  {}", row.name),
                PilotsLine::Pilot { row, standing: MainStanding::Under { last: true } } => format!("  {}.", row.name),
            })
            .collect()
    }

    fn alliance() -> PilotsView {
        pilots_view(vec![pilot_row(1, 1), pilot_row(2, 1), pilot_row(3, 1), pilot_row(4, 4), pilot_row(6, 5)])
    }

    #[test]
    fn others_stand_under_their_main_and_a_main_that_is_not_there_is_named_above_them() {
        let lines = lines(&alliance(), &[]);
        assert_eq!(said(&lines), ["Pilot 1 +2", "  Pilot 2", "  Pilot 3.", "Pilot 4 +0", "[Pilot 5]", "  Pilot 6."]);
        assert_eq!(lines[4].main(), PilotId(5));
        assert_eq!(lines[2].main_name(), "Pilot 1");
    }

    #[test]
    fn a_row_that_is_as_before_is_the_very_same() {
        let before = lines(&alliance(), &[]);
        let mut changed = alliance();
        changed.pilots[1].hulls += 1;
        let after = lines(&changed, &before);
        assert!(after[0] == before[0]);
        assert!(after[1] != before[1]);
    }

    #[test]
    fn the_arrows_step_over_the_names_of_mains() {
        let lines = lines(&alliance(), &[]);
        assert_eq!(step(&lines, None, ListStep::Down), Some(0));
        assert_eq!(step(&lines, Some(3), ListStep::Down), Some(5));
        assert_eq!(step(&lines, Some(5), ListStep::Up), Some(3));
        assert_eq!(step(&lines, Some(5), ListStep::Down), None);
        assert_eq!(step(&lines, Some(3), ListStep::First), Some(0));
        assert_eq!(step(&lines, None, ListStep::Last), Some(5));
        assert_eq!(step(&[], None, ListStep::Down), None);
    }

    #[test]
    fn only_lines_near_the_view_are_in_the_page_and_all_that_are_in_view() {
        for scroll in [0, 1, 439, 440, 5_000, 21_000] {
            let page = in_page(scroll, 700, 44, 500);
            let first = usize::try_from(scroll / 44).unwrap();
            let last = usize::try_from((scroll + 700) / 44).unwrap().min(499);
            assert!(page.contains(&first) && page.contains(&last), "{scroll}: {page:?}");
            assert!(page.len() < 80);
        }
        assert_eq!(in_page(0, 700, 44, 3), 0..3);
        assert_eq!(in_page(0, 700, 44, 0), 0..0);
    }

    #[test]
    fn a_step_of_scrolling_mostly_leaves_the_same_lines_in_the_page() {
        let starts: std::collections::BTreeSet<usize> =
            (0..440).map(|scroll| in_page(4_400 + scroll, 700, 44, 500).start).collect();
        assert!(starts.len() <= 2, "{starts:?}");
    }

    #[test]
    fn a_line_out_of_view_is_brought_to_the_nearer_edge() {
        assert_eq!(scroll_to(440, 44, 880, 700), 440);
        assert_eq!(scroll_to(2_000, 44, 880, 700), 1_344);
        assert_eq!(scroll_to(1_000, 44, 880, 700), 880);
    }
}
