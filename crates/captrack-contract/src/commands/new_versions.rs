//! Newer versions of the program itself.

use crate::commands::declare::commands;

commands! {
    /// Whether newer versions are looked for, and what was found.
    NewVersions -> crate::new_version::NewVersions;

    /// Whether CapTrack may look for newer versions, once a day. Looks at once where it may.
    LookForVersions {
        /// It may.
        look: bool,
    } -> crate::new_version::NewVersions;
}
