//! Whom something is about, in words. Pure.

use captrack_contract::{CardHead, CardKey};
use yew::AttrValue;

use crate::words::text::{args, say_with};

/// Whom something is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionTarget {
    /// One pilot.
    Pilot {
        /// The name.
        name: String,
    },
    /// All pilots of a main's card.
    Main {
        /// The main's name.
        main: String,
        /// How many.
        pilots: usize,
    },
    /// All pilots who have something in a system or region.
    Place {
        /// Its name.
        place: String,
        /// How many.
        pilots: usize,
    },
}

impl ActionTarget {
    /// The pilots of a card.
    pub fn of_card(card: &CardHead) -> Self {
        let pilots = card.pilots.len();
        match card.key {
            CardKey::Main(main) if card.pilots == [main] => Self::Pilot { name: card.name.clone() },
            CardKey::Main(_) => Self::Main { main: card.name.clone(), pilots },
            CardKey::System(_) | CardKey::Region(_) => Self::Place { place: card.name.clone(), pilots },
        }
    }

    /// `Kara Volkov`, `all 3 pilots of Kara Volkov`, `all 12 pilots with capitals in Delve`.
    pub fn text(&self) -> AttrValue {
        match self {
            Self::Pilot { name } => name.clone().into(),
            Self::Main { main, pilots } => say_with("whom-card", &args!("pilots" => *pilots, "main" => main.as_str())),
            Self::Place { place, pilots } => {
                say_with("whom-place", &args!("pilots" => *pilots, "place" => place.as_str()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::evaluate::Level;
    use captrack_domain::ids::{PilotId, SystemId};

    use super::*;
    use crate::fixtures::card;

    #[test]
    fn whom_a_card_is_about_is_said_in_words() {
        let mut kara = card(1, Level::Critical);
        kara.name = "Kara Volkov".into();
        assert_eq!(ActionTarget::of_card(&kara).text(), "Kara Volkov");
        kara.pilots = vec![PilotId(5)];
        assert_eq!(ActionTarget::of_card(&kara).text(), "the pilot of Kara Volkov");
        kara.pilots.push(PilotId(6));
        assert_eq!(ActionTarget::of_card(&kara).text(), "all 2 pilots of Kara Volkov");
        let mut place = kara.clone();
        place.key = CardKey::System(Some(SystemId(30_004_759)));
        place.name = "1DQ1-A".into();
        assert_eq!(ActionTarget::of_card(&place).text(), "all 2 pilots with ships in 1DQ1-A");
        place.pilots.pop();
        assert_eq!(ActionTarget::of_card(&place).text(), "the pilot with ships in 1DQ1-A");
    }
}
