//! Under which names a secret lies in the keyring, and under which it may lie since an earlier version.

use super::SERVICE;

/// The service of entries that versions before the application had its id wrote.
const EARLIER_SERVICE: &str = "CapTrack Desktop";

/// All services under which an entry of ours may lie.
pub(super) const SERVICES: [&str; 2] = [SERVICE, EARLIER_SERVICE];

/// Service and user of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EntryName {
    pub service: &'static str,
    pub user: String,
}

/// The names of one secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EntryNames {
    /// Where it is kept.
    pub present: EntryName,
    /// Where it may still lie; the first counts more.
    pub earlier: Vec<EntryName>,
}

impl EntryNames {
    /// The names of the secret `name` of a profile, and of the profile that its data folder had before it was moved.
    pub fn of(profile: &str, earlier_profile: Option<&str>, name: &str) -> Self {
        let entry = |service, profile: &str| EntryName { service, user: format!("{profile}/{name}") };
        let mut earlier = vec![entry(EARLIER_SERVICE, profile)];
        // Whichever version moved the folder: its entries may carry either service.
        earlier.extend(earlier_profile.into_iter().flat_map(|old| [entry(SERVICE, old), entry(EARLIER_SERVICE, old)]));
        Self { present: entry(SERVICE, profile), earlier }
    }
}
