//! What the SSO says of itself (RFC 8414).

use captrack_http::is_loopback;
use serde::Deserialize;
use url::Url;

use crate::endpoints::{EndpointServer, check_secure};
use crate::sso::error::SsoError;

/// Where it is found below the SSO's base URL.
pub(crate) const PATH: &str = "/.well-known/oauth-authorization-server";

/// Its endpoints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub issuer: String,
    pub authorize: Url,
    pub token: Url,
    pub keys: Url,
    pub revoke: Option<Url>,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    revocation_endpoint: Option<String>,
}

impl Metadata {
    /// Reads the document that `base` gave. Every endpoint must be https, or on this computer when the SSO itself is.
    pub(crate) fn read(base: &Url, body: &[u8]) -> Result<Self, SsoError> {
        let document: Document = serde_json::from_slice(body).map_err(|_| SsoError::Metadata)?;
        if host_of(&document.issuer).is_empty() {
            return Err(SsoError::Metadata);
        }
        let endpoint = |text: &str| endpoint(base, text);
        Ok(Self {
            authorize: endpoint(&document.authorization_endpoint)?,
            token: endpoint(&document.token_endpoint)?,
            keys: endpoint(&document.jwks_uri)?,
            revoke: document.revocation_endpoint.as_deref().map(endpoint).transpose()?,
            issuer: document.issuer,
        })
    }
}

fn endpoint(base: &Url, text: &str) -> Result<Url, SsoError> {
    let url = Url::parse(text).map_err(|_| SsoError::Metadata)?;
    check_secure(&url, EndpointServer::Sso)?;
    if url.scheme() == "http" && !is_loopback(base) {
        return Err(SsoError::Metadata);
    }
    Ok(url)
}

/// An issuer without scheme and closing slash: tokens name it with or without.
pub(crate) fn host_of(issuer: &str) -> &str {
    let bare = issuer.strip_prefix("https://").or_else(|| issuer.strip_prefix("http://")).unwrap_or(issuer);
    bare.strip_suffix('/').unwrap_or(bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoints::EndpointsError;

    fn read(base: &str, host: &str) -> Result<Metadata, SsoError> {
        let body = format!(
            r#"{{"issuer":"https://login.eveonline.com","authorization_endpoint":"{host}/v2/oauth/authorize",
            "token_endpoint":"{host}/v2/oauth/token","jwks_uri":"{host}/oauth/jwks","response_types_supported":["code"]}}"#
        );
        Metadata::read(&Url::parse(base).unwrap(), body.as_bytes())
    }

    #[test]
    fn endpoints_are_read_from_the_metadata() {
        let metadata = read("https://login.eveonline.com", "https://login.eveonline.com").unwrap();
        assert_eq!(metadata.token.as_str(), "https://login.eveonline.com/v2/oauth/token");
        assert_eq!(metadata.revoke, None);
    }

    #[test]
    fn no_endpoint_may_be_plain_http_elsewhere() {
        let error = read("https://login.eveonline.com", "http://login.eveonline.com").unwrap_err();
        assert!(matches!(error, SsoError::Endpoints(EndpointsError::Insecure(_))));
    }

    #[test]
    fn a_server_of_the_world_may_not_point_at_this_computer_without_encryption() {
        assert_eq!(read("https://login.eveonline.com", "http://localhost:99"), Err(SsoError::Metadata));
        assert!(read("http://127.0.0.1:98", "http://localhost:99").is_ok());
    }

    #[test]
    fn a_document_that_lacks_something_is_refused() {
        let base = Url::parse("https://login.eveonline.com").unwrap();
        for body in ["", "[]", "{}", r#"{"issuer":"https://"}"#] {
            assert_eq!(Metadata::read(&base, body.as_bytes()), Err(SsoError::Metadata), "{body}");
        }
    }

    #[test]
    fn an_issuer_is_the_same_with_and_without_scheme_and_slash() {
        for issuer in ["login.eveonline.com", "https://login.eveonline.com", "https://login.eveonline.com/"] {
            assert_eq!(host_of(issuer), "login.eveonline.com");
        }
        assert_ne!(host_of("https://login.eveonline.com.evil.example"), "login.eveonline.com");
    }
}
