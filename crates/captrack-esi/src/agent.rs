//! The HTTP client: who we are, and how long we wait.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};
use url::Url;

use crate::endpoints::{EndpointsError, is_loopback};

/// Time to connect.
const CONNECT: Duration = Duration::from_secs(10);
/// Time for a whole answer.
const TOTAL: Duration = Duration::from_secs(30);
/// Where the makers can be reached, as CCP asks for.
const CONTACT: &str = match option_env!("CAPTRACK_CONTACT") {
    Some(contact) => contact,
    None => concat!(env!("CARGO_PKG_REPOSITORY"), "/issues"),
};

/// `CapTrack/<version> (<contact>; +<source url>)`.
pub(crate) fn user_agent() -> String {
    format!("CapTrack/{} ({CONTACT}; +{})", env!("CARGO_PKG_VERSION"), env!("CARGO_PKG_REPOSITORY"))
}

/// A client for one server. Redirects are not followed: a bearer token goes where it was meant to go and nowhere else.
pub(crate) fn client(base: &Url) -> Result<Client, EndpointsError> {
    builder(base).build().map_err(|_| EndpointsError::NoTls)
}

fn builder(base: &Url) -> ClientBuilder {
    let builder = Client::builder()
        .user_agent(user_agent())
        .connect_timeout(CONNECT)
        .timeout(TOTAL)
        .gzip(true)
        .redirect(Policy::none());
    // What runs on this computer is not behind a proxy, whatever the environment says of the world outside.
    if is_loopback(base) { builder.no_proxy() } else { builder }
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
