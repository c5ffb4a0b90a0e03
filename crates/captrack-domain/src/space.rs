//! Which kind of space a system lies in, by its number alone: also of systems that are newer than the embedded map.

use crate::ids::SystemId;

/// A kind of space, by CCP's ranges of system ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Space {
    /// Known space, with a map and, mostly, gates.
    Known,
    /// Wormhole space.
    Wormhole,
    /// Abyssal deadspace.
    Abyssal,
    /// Void space.
    Void,
    /// A hidden system, such as GPMS-01.
    Hidden,
}

impl Space {
    /// Of a system; none: the number is no system at all. ESI has been seen to give constellations and stations in system fields.
    pub const fn of(system: SystemId) -> Option<Self> {
        match system.0 {
            30_000_000..=30_999_999 => Some(Self::Known),
            31_000_000..=31_999_999 => Some(Self::Wormhole),
            32_000_000..=32_999_999 => Some(Self::Abyssal),
            34_000_000..=34_999_999 => Some(Self::Void),
            36_000_000..=36_999_999 => Some(Self::Hidden),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_in_the_space_of_its_number() {
        let spaces = [
            (30_000_142, Space::Known),
            (30_100_000, Space::Known),
            (30_999_999, Space::Known),
            (31_002_604, Space::Wormhole),
            (32_000_111, Space::Abyssal),
            (34_000_111, Space::Void),
            (36_000_001, Space::Hidden),
        ];
        for (system, space) in spaces {
            assert_eq!(Space::of(SystemId(system)), Some(space), "{system}");
            assert!(SystemId(system).is_plausible(), "{system}");
        }
    }

    #[test]
    fn a_constellation_a_station_and_nothing_are_no_system() {
        for other in [60_000_964, 20_000_200, 0, -1, 33_000_001, 35_000_001, 29_999_999, i64::MAX, i64::MIN] {
            assert_eq!(Space::of(SystemId(other)), None, "{other}");
            assert!(!SystemId(other).is_plausible(), "{other}");
        }
    }
}
