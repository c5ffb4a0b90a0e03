//! What a keyring's refusal means for the one who reads it. No part of a secret gets into a sentence: the errors that carry bytes are not printed.

use std::error::Error as StdError;

use captrack_domain::text;
use captrack_domain::text::Argument;
use captrack_ports::SecretError;
use keyring_core::Error;

/// The error as the port tells it.
pub(super) fn sentence(error: &Error) -> SecretError {
    match error {
        Error::NoStorageAccess(cause) => of_this_system(cause.as_ref()).unwrap_or(SecretError::Locked),
        Error::PlatformFailure(cause) => of_this_system(cause.as_ref()).unwrap_or_else(|| failed(cause)),
        Error::NoDefaultStore => SecretError::NoKeyring,
        Error::BadEncoding(_) | Error::BadDataFormat(..) => not_ours(),
        Error::TooLong(..) => SecretError::Other(text!("keyring-too-long")),
        Error::Ambiguous(_) => SecretError::Other(text!("keyring-ambiguous")),
        other => failed(other),
    }
}

/// An entry that CapTrack cannot have written.
pub(super) fn not_ours() -> SecretError {
    SecretError::Other(text!("keyring-not-ours"))
}

fn failed(cause: &dyn std::fmt::Display) -> SecretError {
    SecretError::Other(text!("keyring-failed", error = Argument::Said(cause.to_string())))
}

#[cfg(target_os = "linux")]
fn of_this_system(cause: &(dyn StdError + Send + Sync + 'static)) -> Option<SecretError> {
    use secret_service::Error as Cause;
    match cause.downcast_ref::<Cause>()? {
        Cause::Locked | Cause::Prompt | Cause::PromptDisconnected => Some(SecretError::Locked),
        Cause::Unavailable => Some(SecretError::NoKeyring),
        // Only the default collection is asked for without being there for certain.
        Cause::NoResult => Some(SecretError::Other(text!("keyring-no-collection"))),
        _ => None,
    }
}

#[cfg(target_os = "macos")]
fn of_this_system(cause: &(dyn StdError + Send + Sync + 'static)) -> Option<SecretError> {
    // From Security/SecBase.h.
    const USER_CANCELED: i32 = -128;
    const NOT_AVAILABLE: i32 = -25291;
    const AUTH_FAILED: i32 = -25293;
    const NO_SUCH_KEYCHAIN: i32 = -25294;
    const NO_DEFAULT_KEYCHAIN: i32 = -25307;
    const INTERACTION_NOT_ALLOWED: i32 = -25308;
    match cause.downcast_ref::<security_framework::base::Error>()?.code() {
        USER_CANCELED | AUTH_FAILED | INTERACTION_NOT_ALLOWED => Some(SecretError::Locked),
        NOT_AVAILABLE | NO_SUCH_KEYCHAIN | NO_DEFAULT_KEYCHAIN => Some(SecretError::NoKeyring),
        _ => None,
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn of_this_system(_cause: &(dyn StdError + Send + Sync + 'static)) -> Option<SecretError> {
    None
}
