//! Taking over a sign-in that was made elsewhere: the demo's pilots come with theirs.

use captrack_domain::ids::PilotId;
use captrack_ports::{Secret, SecretError};

use super::Sso;
use super::grant::Grant;

impl Sso {
    /// The client id that the next sign-in is made with.
    pub fn client_id(&self) -> Option<String> {
        self.registration.read().client_id.clone().filter(|id| !id.trim().is_empty())
    }

    /// Keeps a refresh token that the SSO gave to this client id, with the owner hash that its access tokens carry.
    pub async fn import(
        &self,
        pilot: PilotId,
        refresh: Secret,
        owner: &str,
        scopes: &[&str],
        client_id: &str,
    ) -> Result<(), SecretError> {
        let grant = Grant {
            refresh,
            owner: owner.to_owned(),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            client_id: client_id.to_owned(),
        };
        self.tokens.adopt(pilot, &grant, None).await
    }
}
