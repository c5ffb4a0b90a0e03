//! Whatever a test is about: at its end every request that Discord has seen is one that Discord takes.

use captrack_sim::Control;

use crate::discord_takes::assert_discord_takes_request;

/// Looks at all requests when the test is over.
pub struct Overseen(pub Control);

impl Drop for Overseen {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        for (method, body) in self.0.discord_bodies() {
            assert_discord_takes_request(&method, &body);
        }
    }
}
