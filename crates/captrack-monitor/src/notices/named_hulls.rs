//! What the activity log says of a message: whom and what it named.

use std::collections::BTreeMap;

use captrack_domain::class::HullClass;
use captrack_domain::class_text::counted;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::HullLine;
use captrack_domain::text;
use captrack_domain::text::{Argument, Joined, Text};

use crate::state::State;

/// So many mains are named.
const MAINS: usize = 3;

/// What a message named, by main.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamedHulls(BTreeMap<PilotId, BTreeMap<HullClass, usize>>);

impl NamedHulls {
    /// It named these of a main.
    pub fn add<'a>(&mut self, main: PilotId, lines: impl IntoIterator<Item = &'a HullLine>) {
        let classes = self.0.entry(main).or_default();
        for line in lines {
            *classes.entry(line.class).or_default() += 1;
        }
    }

    /// With what others named, of other mains or of the same.
    pub fn join(&mut self, other: Self) {
        for (main, classes) in other.0 {
            let own = self.0.entry(main).or_default();
            for (class, n) in classes {
                *own.entry(class).or_default() += n;
            }
        }
    }

    /// It named nobody.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Kara Volkov: 1 titan; Mira Solace: 5 carriers and 2 more mains`. The names are those of now: who was forgotten while the message
    /// was under way has none.
    pub fn text(&self, state: &State) -> Text {
        let of_main = |(main, classes): (&PilotId, &BTreeMap<HullClass, usize>)| {
            let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let ships = classes.iter().map(|(class, n)| counted(*class, number(*n), &state.policy));
            text!("named-main", main = state.pilot_name(*main), ships = Argument::list(Joined::Comma, ships))
        };
        let first = Argument::list(Joined::Semicolon, self.0.iter().take(MAINS).map(of_main));
        match self.0.len().saturating_sub(MAINS) {
            0 => text!("named-mains", mains = first),
            more => text!("named-mains-and-more", mains = first, n = more),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_state::{KARA, MIRA, hull_line, kara, watching};
    use captrack_text::english;

    fn line(n: i64, class: HullClass) -> HullLine {
        HullLine { class, ..hull_line(n) }
    }

    #[test]
    fn mains_are_named_with_what_of_theirs_was() {
        let state = watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace")]);
        let mut named = NamedHulls::default();
        named.add(MIRA, &[line(2, HullClass::Carrier), line(3, HullClass::Carrier)]);
        named.add(KARA, &[line(1, HullClass::Titan)]);
        assert_eq!(english(&named.text(&state)), "Kara Volkov: 1 titan; Mira Solace: 2 carriers");
    }

    #[test]
    fn of_many_mains_only_the_first_are_named() {
        let mut named = NamedHulls::default();
        for main in 1..=4 {
            named.add(PilotId(main), &[line(main, HullClass::Titan)]);
        }
        assert!(english(&named.text(&kara())).ends_with("Pilot 3: 1 titan and 1 more main"));
    }
}
