//! The servers' clock: each answer tells it, so that a computer whose clock is wrong can be found out.

use captrack_http::is_secure;
use captrack_ports::Clock;
use jiff::Timestamp;
use url::Url;

/// What a server's clock showed, and ours at that moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ServerTime {
    /// The server's `Date`, in whole seconds.
    pub date: Timestamp,
    /// What *now* was here when that answer came.
    pub at: Timestamp,
}

/// An answer from there said what time it is: our clock learns of it. Without TLS anybody on the way could have said it.
pub(crate) fn note(from: &Url, date: Option<Timestamp>, clock: &dyn Clock) {
    if let Some(date) = date.filter(|_| is_secure(from)) {
        clock.note_server_time(date);
    }
}

#[cfg(test)]
mod tests {
    use parking_lot::Mutex;

    use super::*;

    #[derive(Default)]
    struct Noted(Mutex<Vec<Timestamp>>);

    impl Clock for Noted {
        fn now(&self) -> Timestamp {
            Timestamp::UNIX_EPOCH
        }

        fn note_server_time(&self, date: Timestamp) {
            self.0.lock().push(date);
        }
    }

    #[test]
    fn only_a_server_that_can_be_trusted_tells_the_time() {
        let date = "2026-08-18T12:00:00Z".parse().unwrap();
        for (url, date, noted) in [
            ("http://10.0.0.1", Some(date), 0),
            ("https://esi.evetech.net", Some(date), 1),
            ("http://127.0.0.1:99", Some(date), 1),
            ("https://esi.evetech.net", None, 0),
        ] {
            let clock = Noted::default();
            note(&Url::parse(url).unwrap(), date, &clock);
            assert_eq!(clock.0.lock().len(), noted, "{url}");
        }
    }
}
