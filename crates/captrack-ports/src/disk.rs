//! The disk on which the data folder lies, so that tests can fill it.

use captrack_domain::text::Text;

/// Tells how much room the disk of the data folder has, and whether it is fit for a database.
pub trait Disk: Send + Sync {
    /// Bytes that this program may still write where its data lies; none: the system does not say.
    fn free_bytes(&self) -> Option<u64>;

    /// Why a database is at risk there, and what to do. None: it is not.
    fn risk(&self) -> Option<Text> {
        None
    }
}
