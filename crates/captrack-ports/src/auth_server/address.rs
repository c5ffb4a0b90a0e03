//! Where an AllianceAuth is.

use std::fmt;

use captrack_domain::text;
use captrack_domain::text::Text;
use serde::{Deserialize, Serialize};
use url::Url;

/// Where AllianceAuth is: an `https` address without user, query and fragment; plain `http` on loopback only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AuthAddress(Url);

/// Why a text is no address of an AllianceAuth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub enum NotAnAuthAddress {
    /// There is none.
    Missing,
    /// It is no web address.
    Unreadable,
    /// It has a user name or a password in it.
    WithUser,
    /// Plain http to another computer.
    Insecure,
}

impl NotAnAuthAddress {
    /// For the user: what is wrong, and what to write.
    pub fn text(self) -> Text {
        match self {
            Self::Missing => text!("auth-address-missing"),
            Self::Unreadable => text!("auth-address-unread"),
            Self::WithUser => text!("auth-address-user"),
            Self::Insecure => text!("auth-address-plain"),
        }
    }
}

impl AuthAddress {
    /// Reads what a user types: `auth.example.com`, `https://auth.example.com/`, an address of one of its pages.
    pub fn parse(text: &str) -> Result<Self, NotAnAuthAddress> {
        let text = text.trim();
        if text.is_empty() {
            return Err(NotAnAuthAddress::Missing);
        }
        let with_scheme = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let Ok(mut url) = Url::parse(&with_scheme) else {
            return Err(NotAnAuthAddress::Unreadable);
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(NotAnAuthAddress::WithUser);
        }
        let loopback = match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
            Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
            None => return Err(NotAnAuthAddress::Unreadable),
        };
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            "http" => return Err(NotAnAuthAddress::Insecure),
            _ => return Err(NotAnAuthAddress::Unreadable),
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
