//! Invented names of pilots.

use std::collections::BTreeSet;

use rand::Rng;
use rand::rngs::StdRng;

const FIRST: [&str; 64] = [
    "Kara", "Oran", "Jolana", "Sten", "Xin", "Torvald", "Mira", "Aldis", "Bexa", "Cato", "Dessa", "Eirik", "Fenna",
    "Gideon", "Hesper", "Ilse", "Jarek", "Katya", "Lior", "Maeve", "Nils", "Odile", "Petra", "Quill", "Rurik",
    "Sabine", "Tamsin", "Ulric", "Vesna", "Wren", "Yael", "Zoltan", "Anneke", "Brannoc", "Calla", "Dmitri", "Esme",
    "Falk", "Greta", "Hadrian", "Inessa", "Joaquin", "Kestrel", "Lazlo", "Marisol", "Nadir", "Ottoline", "Pavel",
    "Rhea", "Soren", "Thessaly", "Uma", "Viktor", "Willa", "Yusuf", "Zenia", "Amaro", "Birgit", "Corvin", "Danae",
    "Emeric", "Freya", "Goran", "Ianthe",
];

const LAST: [&str; 64] = [
    "Volkov",
    "Vaari",
    "Ishikone",
    "Dalgaard",
    "Blackwood",
    "Okada",
    "Tarrant",
    "Moreau",
    "Halloran",
    "Szabo",
    "Kessler",
    "Adeyemi",
    "Lindqvist",
    "Marchetti",
    "Nakagawa",
    "Osterman",
    "Petrakis",
    "Quenneville",
    "Rask",
    "Sorvino",
    "Takkala",
    "Ullman",
    "Vance",
    "Wexler",
    "Yarrow",
    "Zielinski",
    "Arkady",
    "Brandt",
    "Castellane",
    "Drozd",
    "Eklund",
    "Farrokh",
    "Grimaldi",
    "Holmgren",
    "Ivarsson",
    "Jankovic",
    "Kowal",
    "Larsen",
    "Mbeki",
    "Novak",
    "Orlova",
    "Pellegrin",
    "Ravn",
    "Saarinen",
    "Thorne",
    "Urquhart",
    "Vidal",
    "Westergaard",
    "Yilmaz",
    "Zorn",
    "Ashdown",
    "Bellweather",
    "Corrigan",
    "Delacroix",
    "Engström",
    "Fujimori",
    "Galanis",
    "Hartmann",
    "Ibarra",
    "Jurado",
    "Kirov",
    "Lenz",
    "Montague",
    "Nyberg",
];

const NUMERALS: [&str; 6] = ["II", "III", "IV", "V", "VI", "VII"];

/// Gives out names, none of them twice.
#[derive(Debug, Default)]
pub(super) struct NameRegister {
    taken: BTreeSet<String>,
}

impl NameRegister {
    /// A new name for a main.
    pub(super) fn main(&mut self, rng: &mut StdRng) -> String {
        loop {
            let first = FIRST[rng.random_range(0..FIRST.len())];
            let last = LAST[rng.random_range(0..LAST.len())];
            let mut name = format!("{first} {last}");
            if self.taken.len() > FIRST.len() * LAST.len() / 2 {
                name = format!("{name} {}", self.taken.len());
            }
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }

    /// A name for an alt: the main's with a numeral, or one of its own.
    pub(super) fn alt(&mut self, rng: &mut StdRng, main: &str) -> String {
        if rng.random_bool(0.6) {
            for numeral in NUMERALS {
                let name = format!("{main} {numeral}");
                if self.taken.insert(name.clone()) {
                    return name;
                }
            }
        }
        self.main(rng)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    #[test]
    fn thousands_of_names_are_all_different() {
        let mut rng = StdRng::seed_from_u64(7);
        let mut register = NameRegister::default();
        let names: BTreeSet<_> = (0..6000).map(|_| register.main(&mut rng)).collect();
        assert_eq!(names.len(), 6000);
    }
}
