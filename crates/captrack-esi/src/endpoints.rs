//! Which servers are asked.

use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_http::is_secure;
use url::Url;

/// The port of the callback when nothing else is said: it is part of the URL that is registered with CCP.
pub const DEFAULT_CALLBACK_PORT: u16 = 8635;

/// The servers, and what this program is to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoints {
    /// ESI's base URL.
    pub esi: Url,
    /// The SSO's base URL; its endpoints are read from its metadata.
    pub sso: Url,
    /// The image server's base URL (only the page asks it).
    pub images: Url,
    /// The client id of the application that is registered with CCP; no secret.
    pub client_id: Option<String>,
    /// Port of `http://localhost:PORT/callback`, exactly as registered. 0: any free one, for servers that register none.
    pub callback_port: u16,
}

/// One of the servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndpointServer {
    /// ESI.
    Esi,
    /// EVE SSO.
    Sso,
    /// The image server.
    Images,
}

impl EndpointServer {
    /// Its name in a sentence.
    fn text(self) -> Text {
        match self {
            Self::Esi => text!("server-esi"),
            Self::Sso => text!("server-sso"),
            Self::Images => text!("server-images"),
        }
    }
}

/// Why the address of a server cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub enum EndpointsError {
    /// Not a URL.
    NotAUrl(EndpointServer),
    /// Plain http to somewhere else.
    Insecure(EndpointServer),
    /// A password, a query or a fragment.
    NotBare(EndpointServer),
}

impl EndpointsError {
    /// For the user: what is wrong, and what to write.
    pub fn text(self) -> Text {
        match self {
            Self::NotAUrl(server) => text!("address-not-a-url", server = server.text()),
            Self::Insecure(server) => text!("address-insecure", server = server.text()),
            Self::NotBare(server) => text!("address-not-bare", server = server.text()),
        }
    }
}

impl Default for Endpoints {
    fn default() -> Self {
        Self {
            esi: official("https://esi.evetech.net"),
            sso: official("https://login.eveonline.com"),
            images: official("https://images.evetech.net"),
            client_id: option_env!("CAPTRACK_CLIENT_ID").filter(|id| !id.is_empty()).map(str::to_owned),
            callback_port: DEFAULT_CALLBACK_PORT,
        }
    }
}

impl Endpoints {
    /// Reads the base URL of a server.
    pub fn base(server: EndpointServer, text: &str) -> Result<Url, EndpointsError> {
        let url = Url::parse(text.trim()).map_err(|_| EndpointsError::NotAUrl(server))?;
        check_base(&url, server)?;
        Ok(url)
    }

    /// Whether every address may be used.
    pub fn check(&self) -> Result<(), EndpointsError> {
        check_base(&self.esi, EndpointServer::Esi)?;
        check_base(&self.sso, EndpointServer::Sso)?;
        check_base(&self.images, EndpointServer::Images)
    }
}

fn official(text: &'static str) -> Url {
    Url::parse(text).expect("the official addresses are URLs")
}

fn check_base(url: &Url, server: EndpointServer) -> Result<(), EndpointsError> {
    check_secure(url, server)?;
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
        return Err(EndpointsError::NotBare(server));
    }
    Ok(())
}

/// https, or plain http to this computer.
pub(crate) fn check_secure(url: &Url, server: EndpointServer) -> Result<(), EndpointsError> {
    match url.scheme() {
        _ if is_secure(url) => Ok(()),
        "http" => Err(EndpointsError::Insecure(server)),
        _ => Err(EndpointsError::NotAUrl(server)),
    }
}

/// The base with a path put behind its own.
pub(crate) fn join(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    let whole = format!("{}/{}", base.path().trim_end_matches('/'), path.trim_start_matches('/'));
    url.set_path(&whole);
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_official_addresses_pass_their_own_check() {
        Endpoints::default().check().unwrap();
    }

    #[test]
    fn plain_http_is_for_this_computer_alone() {
        for text in ["http://localhost:8080", "http://127.0.0.1:1", "http://127.8.9.10", "http://[::1]:99"] {
            assert!(Endpoints::base(EndpointServer::Esi, text).is_ok(), "{text}");
        }
        for text in ["http://esi.evetech.net", "http://localhost.evil.example", "http://10.0.0.1"] {
            assert_eq!(
                Endpoints::base(EndpointServer::Esi, text),
                Err(EndpointsError::Insecure(EndpointServer::Esi)),
                "{text}"
            );
        }
    }

    #[test]
    fn an_address_with_more_than_an_address_is_refused() {
        for text in ["https://me:secret@esi.evetech.net", "https://esi.evetech.net/?a=b", "https://esi.evetech.net/#x"]
        {
            let error = Endpoints::base(EndpointServer::Esi, text).unwrap_err();
            assert_eq!(error, EndpointsError::NotBare(EndpointServer::Esi), "{text}");
            assert!(!error.to_string().contains("secret"));
        }
        assert!(matches!(Endpoints::base(EndpointServer::Esi, "esi.evetech.net"), Err(EndpointsError::NotAUrl(_))));
        assert!(matches!(
            Endpoints::base(EndpointServer::Esi, "ftp://esi.evetech.net"),
            Err(EndpointsError::NotAUrl(_))
        ));
    }

    #[test]
    fn a_path_is_put_behind_the_path_of_the_base() {
        let base = Url::parse("http://localhost:1/new-eden/").unwrap();
        assert_eq!(join(&base, "/status").as_str(), "http://localhost:1/new-eden/status");
    }
}
