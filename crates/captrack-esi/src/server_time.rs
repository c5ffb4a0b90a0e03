//! The servers' clock beside ours: each answer tells it, so that a computer whose clock is wrong can be found out.

use std::sync::Arc;

use captrack_monitor::ports::{Clock, ServerTime};
use jiff::Timestamp;
use parking_lot::Mutex;
use url::Url;

use crate::endpoints::is_loopback;

/// The newest time that one of the servers told. Cheap to clone; all clones are one.
#[derive(Debug, Clone, Default)]
pub(crate) struct ServerTimes(Arc<Mutex<Option<ServerTime>>>);

impl ServerTimes {
    /// An answer from there said what time it is. Without TLS anybody on the way could have said it. Our clock learns of it too.
    pub(crate) fn told(&self, from: &Url, date: Option<Timestamp>, clock: &dyn Clock) {
        let trusted = from.scheme() == "https" || is_loopback(from);
        if let Some(date) = date.filter(|_| trusted) {
            *self.0.lock() = Some(ServerTime { date, at: clock.now() });
            clock.note_server_time(date);
        }
    }

    /// The newest one.
    pub(crate) fn newest(&self) -> Option<ServerTime> {
        *self.0.lock()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct At(Timestamp);

    impl Clock for At {
        fn now(&self) -> Timestamp {
            self.0
        }
    }

    #[test]
    fn only_a_server_that_can_be_trusted_tells_the_time() {
        let (date, at) = ("2026-08-18T12:00:00Z".parse().unwrap(), "2026-08-18T15:00:01Z".parse().unwrap());
        let times = ServerTimes::default();
        let told = |url: &str, date| times.told(&Url::parse(url).unwrap(), date, &At(at));
        told("http://10.0.0.1", Some(date));
        assert_eq!(times.newest(), None);
        told("https://esi.evetech.net", Some(date));
        assert_eq!(times.newest(), Some(ServerTime { date, at }));
        told("http://127.0.0.1:99", None);
        assert_eq!(times.newest(), Some(ServerTime { date, at }), "an answer without a date takes nothing back");
    }
}
