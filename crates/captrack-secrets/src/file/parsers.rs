//! What a secrets file holds, read as it is read there, without the time that a passphrase takes; open to the tests that feed it anything.

use std::collections::BTreeMap;
use std::path::Path;

use captrack_ports::{Secret, SecretError};
use zeroize::Zeroizing;

use super::format::{self, FileRefusal};
use super::key::{CHECK, DerivedKey, KeyCost, SALT};
use super::{Kept, sentence};

/// What [`sealed`] seals with.
fn key() -> DerivedKey {
    let cost = KeyCost { memory: 8, passes: 1, lanes: 1 };
    DerivedKey { cost, salt: [1; SALT], check: [2; CHECK], bytes: Zeroizing::new([3; 32]) }
}

/// Names and secrets of a whole file that [`sealed`] made; the sentence when it is none. Also how much memory, in KiB, the file asks for.
///
/// # Errors
/// The sentence that a user reads.
pub fn read(bytes: &[u8], path: &Path) -> Result<(BTreeMap<String, String>, u32), SecretError> {
    let refused = |refused| sentence(path, refused);
    let (sealing, _) = format::parse(bytes).map_err(refused)?;
    let key = key();
    if !key.is_the_one(&sealing) {
        return Err(SecretError::WrongPassphrase);
    }
    let kept = format::unseal(&key, bytes).map_err(|wrong: FileRefusal| refused(wrong))?;
    let revealed = kept.iter().map(|(name, secret)| (name.clone(), secret.reveal().to_owned())).collect();
    Ok((revealed, sealing.cost.memory))
}

/// The whole file for a text that should be names and secrets.
///
/// # Errors
/// It is too large.
pub fn sealed(text: &[u8]) -> Result<Vec<u8>, SecretError> {
    format::seal_text(&key(), Zeroizing::new(text.to_vec()))
}

/// The whole file for names and secrets.
///
/// # Errors
/// They are too many.
pub fn written(secrets: &BTreeMap<String, String>) -> Result<Vec<u8>, SecretError> {
    let kept: Kept = secrets.iter().map(|(name, secret)| (name.clone(), Secret::new(secret.clone()))).collect();
    format::seal(&key(), &kept)
}
