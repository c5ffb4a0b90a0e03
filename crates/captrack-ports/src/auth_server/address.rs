//! Where an AllianceAuth is.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

/// Where AllianceAuth is: an `https` address without user, query and fragment; plain `http` on loopback only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AuthAddress(Url);

/// The text is no address of an AllianceAuth. One sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotAnAuthAddress(String);

impl AuthAddress {
    /// Reads what a user types: `auth.example.com`, `https://auth.example.com/`, an address of one of its pages.
    pub fn parse(text: &str) -> Result<Self, NotAnAuthAddress> {
        let wrong = |sentence: String| Err(NotAnAuthAddress(sentence));
        let text = text.trim();
        if text.is_empty() {
            return wrong("Give the address of your AllianceAuth, such as https://auth.example.com.".to_owned());
        }
        let with_scheme = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let Ok(mut url) = Url::parse(&with_scheme) else {
            return wrong("That is no address: it looks like https://auth.example.com.".to_owned());
        };
        if !url.username().is_empty() || url.password().is_some() {
            return wrong("Leave user name and password out of the address: the token says who you are.".to_owned());
        }
        let loopback = match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
            Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
            None => return wrong("That is no address: it looks like https://auth.example.com.".to_owned()),
        };
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            "http" => {
                return wrong(
                    "The address must begin with https://, for the token would be readable on its way.".to_owned(),
                );
            }
            _ => return wrong("That is no address: it looks like https://auth.example.com.".to_owned()),
        }
        url.set_query(None);
        url.set_fragment(None);
        url.set_path("/");
        Ok(Self(url))
    }

    /// Scheme, host and port; its path is `/`.
    pub const fn url(&self) -> &Url {
        &self.0
    }
}

impl fmt::Display for AuthAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

impl TryFrom<String> for AuthAddress {
    type Error = NotAnAuthAddress;
    fn try_from(text: String) -> Result<Self, NotAnAuthAddress> {
        Self::parse(&text)
    }
}

impl From<AuthAddress> for String {
    fn from(address: AuthAddress) -> Self {
        address.to_string()
    }
}
