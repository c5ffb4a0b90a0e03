//! From a passphrase to a key.

use argon2::{Algorithm, Argon2, Params, Version};
use captrack_domain::text;
use captrack_domain::text::Argument;
use captrack_ports::{Secret, SecretError};
use zeroize::Zeroizing;

use super::format::SealHeader;

/// Length of the salt in bytes.
pub(super) const SALT: usize = 16;

/// Length of the check in bytes.
pub(super) const CHECK: usize = 16;

/// How hard a passphrase is to guess: the parameters of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeyCost {
    /// Memory in KiB.
    pub(super) memory: u32,
    /// Passes over it.
    pub(super) passes: u32,
    /// Lanes.
    pub(super) lanes: u32,
}

impl KeyCost {
    /// RFC 9106's second recommendation, on one lane: some tenths of a second, once a start.
    pub(super) const NEW_FILE: Self = Self { memory: 64 * 1024, passes: 3, lanes: 1 };

    /// Whether a file may ask for this much: a damaged one must not take all memory.
    pub(super) const fn is_bearable(self) -> bool {
        self.memory <= 1024 * 1024 && self.passes <= 64 && self.lanes <= 16
    }
}

/// A derived key, and what it was derived with.
pub(super) struct DerivedKey {
    pub(super) cost: KeyCost,
    pub(super) salt: [u8; SALT],
    /// Tells a wrong passphrase from a damaged file. Derived beside the key and independent of it: it helps a guesser no more than the seal does.
    pub(super) check: [u8; CHECK],
    pub(super) bytes: Zeroizing<[u8; 32]>,
}

impl DerivedKey {
    pub(super) fn derive(passphrase: &Secret, cost: KeyCost, salt: [u8; SALT]) -> Result<Self, SecretError> {
        let failed = |error: argon2::Error| {
            SecretError::Other(text!("secrets-file-no-key", error = Argument::Said(error.to_string())))
        };
        let params = Params::new(cost.memory, cost.passes, cost.lanes, Some(32 + CHECK)).map_err(failed)?;
        let mut output = Zeroizing::new([0; 32 + CHECK]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.reveal().as_bytes(), &salt, &mut *output)
            .map_err(failed)?;
        let mut key = Self { cost, salt, check: [0; CHECK], bytes: Zeroizing::new([0; 32]) };
        key.bytes.copy_from_slice(&output[..32]);
        key.check.copy_from_slice(&output[32..]);
        Ok(key)
    }

    /// Whether the file was sealed with this key.
    pub(super) fn is_the_one(&self, sealing: &SealHeader) -> bool {
        (self.cost, self.salt, self.check) == (sealing.cost, sealing.salt, sealing.check)
    }
}

/// Bytes nobody can foresee.
pub(super) fn random<const N: usize>() -> Result<[u8; N], SecretError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        SecretError::Other(text!("secrets-file-no-random", error = Argument::Said(error.to_string())))
    })?;
    Ok(bytes)
}
