//! The keyring of the operating system.

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::{CredentialStore, Result};

/// Connects to the desk's keyring.
#[cfg(target_os = "linux")]
pub(super) fn open() -> Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

/// Connects to the login keychain.
#[cfg(target_os = "macos")]
pub(super) fn open() -> Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

/// Connects to the Credential Manager.
#[cfg(target_os = "windows")]
pub(super) fn open() -> Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

/// There is no keyring that could be asked.
#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
pub(super) fn open() -> Result<Arc<CredentialStore>> {
    Err(keyring_core::Error::NoDefaultStore)
}

/// What is said when an entry is made. Windows would otherwise let credentials roam to the other machines of a domain account.
pub(super) fn modifiers() -> HashMap<&'static str, &'static str> {
    #[cfg(target_os = "windows")]
    const MODIFIERS: &[(&str, &str)] = &[("persistence", "Local")];
    #[cfg(not(target_os = "windows"))]
    const MODIFIERS: &[(&str, &str)] = &[];
    MODIFIERS.iter().copied().collect()
}
