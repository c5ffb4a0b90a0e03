//! Where this desk keeps its secrets.

use std::path::Path;
use std::sync::Arc;

use captrack_domain::text;
use captrack_ports::Secrets;
use captrack_secrets::{Keyring, SecretsFile, SessionSecrets, passphrase_from_env};

use crate::args::SecretsChoice;
use crate::error::DeskError;
use crate::folder::{earlier_profile, profile};
use crate::said::said;

/// The secrets and, in a phrase, where they lie.
pub(crate) fn secrets(choice: &SecretsChoice, folder: &Path) -> Result<(Arc<dyn Secrets>, String), DeskError> {
    Ok(match choice {
        SecretsChoice::Keyring => {
            let keyring = Keyring::open(&profile(folder)).after(earlier_profile(folder));
            (Arc::new(keyring), said(&text!("secrets-in-keyring")))
        }
        SecretsChoice::Session => (Arc::new(SessionSecrets::new()), said(&text!("secrets-in-memory"))),
        SecretsChoice::File(path) => {
            let file = SecretsFile::open(path, passphrase_from_env()?)?;
            (Arc::new(file), said(&text!("secrets-in-file", file = path.display().to_string())))
        }
    })
}
