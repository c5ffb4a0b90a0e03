//! Security status of a system, and how the game shows it.

use std::fmt;

/// True security, -1.0 to 1.0. `Display` rounds to a tenth as the game does: `0.9`, `0.1`, `-1.0`.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Security(pub f32);

/// What the rounded security means for those who fly there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SecurityBand {
    /// 0.5 and up: no cynosural fields, no jumping in.
    High,
    /// 0.1 to 0.4.
    Low,
    /// 0.0 and below.
    Null,
}

impl Security {
    /// The rounded security in tenths, -10 to 10. What is above zero never rounds down to zero: 0.0001 to 0.05 is 1.
    pub fn tenths(self) -> i8 {
        let rounded = (self.0 * 10.0).round();
        if self.0 > 0.0 && rounded < 1.0 { 1 } else { rounded.clamp(-10.0, 10.0) as i8 }
    }

    /// High, low or null security space, by the rounded value.
    pub fn band(self) -> SecurityBand {
        match self.tenths() {
            5.. => SecurityBand::High,
            1..=4 => SecurityBand::Low,
            _ => SecurityBand::Null,
        }
    }
}

impl fmt::Display for Security {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = self.tenths();
        let sign = if tenths < 0 { "-" } else { "" };
        let size = tenths.unsigned_abs();
        write!(f, "{sign}{}.{}", size / 10, size % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_of_security_shows_as_a_tenth() {
        for trace in [0.000_1, 0.03, 0.049_9, 0.05, 0.1] {
            assert_eq!(Security(trace).to_string(), "0.1", "{trace}");
        }
    }

    #[test]
    fn other_values_round_to_the_nearest_tenth() {
        let shown = [
            (0.945_913, "0.9"),
            (1.0, "1.0"),
            (0.45, "0.5"),
            (0.449, "0.4"),
            (0.0, "0.0"),
            (-0.03, "0.0"),
            (-0.36, "-0.4"),
            (-0.99, "-1.0"),
        ];
        for (true_security, text) in shown {
            assert_eq!(Security(true_security).to_string(), text, "{true_security}");
        }
    }

    #[test]
    fn the_band_follows_what_is_shown() {
        assert_eq!(Security(0.45).band(), SecurityBand::High);
        assert_eq!(Security(0.44).band(), SecurityBand::Low);
        assert_eq!(Security(0.01).band(), SecurityBand::Low);
        assert_eq!(Security(0.0).band(), SecurityBand::Null);
        assert_eq!(Security(-0.7).band(), SecurityBand::Null);
    }
}
