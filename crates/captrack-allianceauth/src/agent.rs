//! The HTTP clients: who we are, and how long we wait.

use std::time::Duration;

use reqwest::Client;
use reqwest::redirect::Policy;
use url::{Host, Url};

/// Time to connect.
const CONNECT: Duration = Duration::from_secs(10);
/// Time for a whole answer: that of a large alliance takes a second to make and some to send.
pub(crate) const TOTAL: Duration = Duration::from_secs(60);
/// Where the makers can be reached.
const CONTACT: &str = match option_env!("CAPTRACK_CONTACT") {
    Some(contact) => contact,
    None => concat!(env!("CARGO_PKG_REPOSITORY"), "/issues"),
};

/// There is no way to talk to anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "this computer's certificates could not be read, so AllianceAuth cannot be reached: install the package ca-certificates"
)]
pub struct NoTls;

/// A client for servers out there, and one for a server on this computer.
#[derive(Debug, Clone)]
pub(crate) struct Clients {
    outside: Client,
    here: Client,
}

impl Clients {
    /// Clients that wait so long for a whole answer.
    pub(crate) fn new(total: Duration) -> Result<Self, NoTls> {
        let build = |direct: bool| {
            let builder = Client::builder()
                .user_agent(user_agent())
                .connect_timeout(CONNECT)
                .timeout(total)
                .gzip(true)
                // A bearer token goes where it was meant to go and nowhere else.
                .redirect(Policy::none());
            let builder = if direct { builder.no_proxy() } else { builder };
            builder.build().map_err(|_| NoTls)
        };
        Ok(Self { outside: build(false)?, here: build(true)? })
    }

    /// The client for an address. What runs on this computer is not behind a proxy, whatever the environment says of the world
    /// outside.
    pub(crate) fn for_url(&self, url: &Url) -> &Client {
        if is_loopback(url) { &self.here } else { &self.outside }
    }
}

/// `CapTrack/<version> (<contact>; +<source url>)`.
fn user_agent() -> String {
    format!("CapTrack/{} ({CONTACT}; +{})", env!("CARGO_PKG_VERSION"), env!("CARGO_PKG_REPOSITORY"))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
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

    #[test]
    fn only_this_computer_is_reached_without_a_proxy() {
        for (url, here) in [
            ("http://127.0.0.1:8000/", true),
            ("http://[::1]:8000/", true),
            ("https://localhost/", true),
            ("https://auth.example.com/", false),
            ("https://localhost.example.com/", false),
        ] {
            assert_eq!(is_loopback(&Url::parse(url).unwrap()), here, "{url}");
        }
    }
}
