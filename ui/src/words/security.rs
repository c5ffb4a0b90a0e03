//! A system's security as EVE shows it.

/// Which kind of space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// 0.5 and above.
    High,
    /// 0.1 to 0.4.
    Low,
    /// 0.0 and below.
    Null,
}

impl Space {
    /// The name in attributes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Low => "low",
            Self::Null => "null",
        }
    }
}

/// Tenths of security as shown in the game: rounded, but what is above zero at all is shown as 0.1 at least.
fn tenths(security: f64) -> i32 {
    if security > 0.0 && security < 0.05 { 1 } else { (security * 10.0).round() as i32 }
}

/// The kind of space.
pub fn space(security: f64) -> Space {
    match tenths(security) {
        5.. => Space::High,
        1..=4 => Space::Low,
        _ => Space::Null,
    }
}

/// `0.9`, `−0.4`, with a real minus.
pub fn text(security: f64) -> String {
    let tenths = tenths(security);
    let sign = if tenths < 0 { "\u{2212}" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn security_is_shown_as_the_game_shows_it() {
        for (security, shown, kind) in [
            (0.945_913, "0.9", Space::High),
            (1.0, "1.0", Space::High),
            (0.45, "0.5", Space::High),
            (0.44, "0.4", Space::Low),
            (0.02, "0.1", Space::Low),
            (0.0, "0.0", Space::Null),
            (-0.02, "0.0", Space::Null),
            (-0.385, "\u{2212}0.4", Space::Null),
            (-1.0, "\u{2212}1.0", Space::Null),
        ] {
            assert_eq!(text(security), shown);
            assert_eq!(space(security), kind, "{security}");
        }
    }
}
