//! The keyring of the operating system.

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Result};

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

/// What to search for to find the entries of a service; where the keyring can, those of one profile alone.
pub(super) fn search(service: &str, profile: &str) -> HashMap<String, String> {
    // The Credential Manager has one name an entry, which is searched by a pattern: the user, a point, the service.
    let (key, value) = if cfg!(target_os = "windows") {
        ("pattern", format!("^{}/.*\\.{}$", escaped(profile), escaped(service)))
    } else {
        ("service", service.to_owned())
    };
    HashMap::from([(key.to_owned(), value)])
}

/// Whether an entry that was found is one of the profile's.
pub(super) fn is_of(entry: &Entry, profile: &str) -> bool {
    cfg!(target_os = "windows")
        || entry
            .get_specifiers()
            .is_some_and(|(_, user)| user.strip_prefix(profile).is_some_and(|rest| rest.starts_with('/')))
}

/// A text as a pattern that finds just it. Profiles and services hold letters, digits, spaces and points.
fn escaped(text: &str) -> String {
    text.replace('.', "\\.")
}
