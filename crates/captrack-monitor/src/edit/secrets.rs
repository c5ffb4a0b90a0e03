//! Secrets that belong to an edit: kept before it is made, for what is written down must be there, and taken back when it is not made.

use captrack_contract::Refusal;
use captrack_ports::{Secret, SecretError};

use crate::edit::Editor;
use crate::shared::refusal::secrets_refused;

impl Editor<'_> {
    /// Makes an edit with a secret, and gives what that has taken the place of. Where it is not made, the secrets are as they were.
    pub(crate) async fn with_secret(
        &self,
        name: &str,
        secret: &Secret,
        edit: impl Future<Output = Result<(), Refusal>>,
    ) -> Result<Option<Secret>, Refusal> {
        let replaced = self.ports.secrets.get(name).await.map_err(|error| secrets_refused(&error))?;
        self.ports.secrets.put(name, secret).await.map_err(|error| secrets_refused(&error))?;
        match edit.await {
            Ok(()) => Ok(replaced),
            Err(refusal) => {
                if let Err(error) = self.put_back(name, replaced).await {
                    tracing::error!(name, %error, "a secret whose edit was not made could not be taken back");
                }
                Err(refusal)
            }
        }
    }

    async fn put_back(&self, name: &str, replaced: Option<Secret>) -> Result<(), SecretError> {
        match replaced {
            Some(before) => self.ports.secrets.put(name, &before).await,
            None => self.ports.secrets.delete(name).await,
        }
    }
}
