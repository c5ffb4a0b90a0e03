//! Who asks.

/// Where the makers can be reached, as CCP asks for.
const CONTACT: &str = match option_env!("CAPTRACK_CONTACT") {
    Some(contact) => contact,
    None => concat!(env!("CARGO_PKG_REPOSITORY"), "/issues"),
};

/// `CapTrack/<version> (<contact>; +<source url>)`, the same to every server.
pub fn user_agent() -> String {
    format!("CapTrack/{} ({CONTACT}; +{})", env!("CARGO_PKG_VERSION"), env!("CARGO_PKG_REPOSITORY"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_agent_says_who_asks_and_where_to_complain() {
        let agent = user_agent();
        assert!(agent.starts_with(concat!("CapTrack/", env!("CARGO_PKG_VERSION"), " (")), "{agent}");
        assert!(agent.contains("; +https://"), "{agent}");
        assert!(agent.ends_with(')'), "{agent}");
    }
}
