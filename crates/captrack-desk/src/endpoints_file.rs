//! The endpoints file: other servers than EVE's and Discord's own, for tests and for mirrors of ESI.

use std::path::Path;

use captrack_domain::foreign_text::excerpt;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_esi::{EndpointServer, Endpoints};
use captrack_http::is_loopback;
use captrack_store::{Store, StoreError, settings};
use serde::Deserialize;

use crate::error::DeskError;

/// So much of a value is repeated.
const SHOWN: usize = 41;
/// No sentence is longer.
const LONGEST: usize = 400;

/// The TOML file. Every key may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EndpointsFile {
    /// ESI's base URL.
    pub esi: Option<String>,
    /// The SSO's base URL.
    pub sso: Option<String>,
    /// The image server's base URL.
    pub images: Option<String>,
    /// `host:port` of the hosts a webhook may have, in place of Discord's own.
    pub discord_hosts: Vec<String>,
    /// The client id of the EVE application.
    pub client_id: Option<String>,
    /// The port of `http://localhost:PORT/callback`.
    pub callback_port: Option<u16>,
    /// CapTrack's own waits are so many times shorter: for tests against servers on this computer.
    pub hurry: Option<u32>,
}

/// The user's own EVE application, as far as it is one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnApplication {
    /// Its client id.
    pub client_id: Option<String>,
    /// The port of the callback that it was registered with.
    pub callback_port: Option<u16>,
}

impl OwnApplication {
    /// As it was kept.
    pub async fn kept(store: &Store) -> Result<Self, StoreError> {
        Ok(Self {
            client_id: store.setting(settings::CLIENT_ID).await?,
            callback_port: store.setting(settings::CALLBACK_PORT).await?,
        })
    }
}

impl EndpointsFile {
    /// Reads the file.
    pub fn read(path: &Path) -> Result<Self, DeskError> {
        let wrong = |why: Text| DeskError::Endpoints { path: path.to_owned(), why };
        let text = std::fs::read_to_string(path).map_err(|error| wrong(Text::said(error.to_string())))?;
        Self::parse(&text).map_err(wrong)
    }

    /// Reads its text, or tells what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Text> {
        let file: Self = toml::from_str(text).map_err(|error| Text::said(shortened(error.message())))?;
        let endpoints = file.endpoints(OwnApplication::default()).map_err(|error| error.text())?;
        if file.hurry.is_some() && !is_loopback(&endpoints.esi) {
            return Err(text!("endpoints-hurry"));
        }
        if let Some(wrong) = file.discord_hosts.iter().find(|host| !can_be_a_host(host)) {
            let wrong = excerpt(wrong, 60);
            return Err(text!("endpoints-host", host = wrong));
        }
        Ok(file)
    }

    /// The servers to ask. What the user has registered counts more than the file's.
    pub fn endpoints(&self, own: OwnApplication) -> Result<Endpoints, DeskError> {
        let mut endpoints = Endpoints::default();
        let base = |server, text: &Option<String>, default: url::Url| match text {
            Some(text) => Endpoints::base(server, text).map_err(DeskError::Address),
            None => Ok(default),
        };
        endpoints.esi = base(EndpointServer::Esi, &self.esi, endpoints.esi)?;
        endpoints.sso = base(EndpointServer::Sso, &self.sso, endpoints.sso)?;
        endpoints.images = base(EndpointServer::Images, &self.images, endpoints.images)?;
        endpoints.client_id = own.client_id.or_else(|| self.client_id.clone()).or(endpoints.client_id);
        endpoints.callback_port = own.callback_port.or(self.callback_port).unwrap_or(endpoints.callback_port);
        Ok(endpoints)
    }

    /// The other servers, for a banner; none when all are EVE's and Discord's own.
    pub fn other_servers(&self) -> Option<String> {
        let named = [&self.esi, &self.sso].into_iter().flatten().cloned();
        let servers: Vec<String> = named.chain(self.discord_hosts.iter().cloned()).collect();
        (!servers.is_empty()).then(|| servers.join(", "))
    }
}

/// What the parser says, without the greater part of a value that it repeats: one may be a secret that was pasted into the wrong place.
fn shortened(message: &str) -> String {
    const BEGINS: &str = "string \"";
    let value = message.find(BEGINS).map(|at| at + BEGINS.len()).zip(message.rfind('"'));
    let Some((begin, end)) = value.filter(|(begin, end)| begin <= end) else { return excerpt(message, LONGEST) };
    let value = excerpt(&message[begin..end], SHOWN);
    excerpt(&format!("{}{value}{}", &message[..begin], &message[end..]), LONGEST)
}

/// Whether a text can be `host:port` at all.
fn can_be_a_host(text: &str) -> bool {
    let text = text.trim();
    (1..=255).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::said::said;

    fn read(text: &str) -> Result<EndpointsFile, DeskError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("endpoints.toml");
        std::fs::write(&path, text).unwrap();
        EndpointsFile::read(&path)
    }

    #[test]
    fn the_documented_keys_are_read() {
        let file = read(
            "esi = \"http://127.0.0.1:1\"\nsso = \"http://127.0.0.1:2\"\nimages = \"http://127.0.0.1:3\"\n\
             discord_hosts = [\"127.0.0.1:4\"]\nclient_id = \"abc\"\ncallback_port = 8700\n",
        )
        .unwrap();
        let endpoints = file.endpoints(OwnApplication::default()).unwrap();
        assert_eq!(endpoints.callback_port, 8700);
        assert_eq!(endpoints.client_id.as_deref(), Some("abc"));
        assert!(file.other_servers().unwrap().contains("127.0.0.1:4"));
        let own = OwnApplication { client_id: Some("mine".into()), callback_port: Some(8701) };
        let endpoints = file.endpoints(own).unwrap();
        assert_eq!((endpoints.client_id.as_deref(), endpoints.callback_port), (Some("mine"), 8701));
    }

    #[test]
    fn plain_http_is_for_loopback_only_and_typing_errors_are_told() {
        assert!(read("esi = \"http://example.org\"").unwrap_err().said().contains("https"));
        assert!(read("sso_url = \"https://example.org\"").unwrap_err().said().contains("sso_url"));
        assert!(read("esi = ").is_err());
    }

    #[test]
    fn what_cannot_be_a_host_is_refused_and_not_obeyed_by_a_terminal() {
        for odd in ["", "\\u001b[31m", "https://discord.com", "a b", "\\u202e"] {
            let why = EndpointsFile::parse(&format!("discord_hosts = [\"{odd}\"]")).unwrap_err();
            let why = said(&why);
            assert!(why.contains("127.0.0.1:8080") && !why.contains(char::is_control), "{why:?}");
        }
    }

    #[test]
    fn a_secret_in_the_wrong_place_is_not_repeated_whole() {
        let secret = "https://discord.com/api/webhooks/123456789012345678/token-in-here";
        for key in ["callback_port", "discord_hosts", "hurry"] {
            let why = EndpointsFile::parse(&format!("{key} = \"{secret}\"")).unwrap_err();
            assert!(said(&why).contains("https://discord") && !why.to_string().contains("token-in-here"), "{why}");
        }
    }

    #[test]
    fn only_servers_on_this_computer_are_asked_in_a_hurry() {
        for here in ["http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1", "https://127.0.0.9"] {
            assert_eq!(read(&format!("esi = \"{here}\"\nhurry = 5")).unwrap().hurry, Some(5), "{here}");
        }
        for elsewhere in [
            "hurry = 5",
            "esi = \"https://esi.evetech.net\"\nhurry = 5",
            "esi = \"https://localhost.example.org\"\nhurry = 5",
        ] {
            assert!(read(elsewhere).unwrap_err().said().contains("this computer"), "{elsewhere}");
        }
        assert_eq!(read("esi = \"http://127.0.0.1:1\"").unwrap().hurry, None);
    }
}
