//! What the HTTP library says when there is no answer, put into a class. Its texts do not go on: they could show an address with more in it
//! than it should have.

use std::error::Error;
use std::io::ErrorKind;

use crate::error::HttpError;

/// The class of a failure.
pub(crate) fn class(error: &reqwest::Error) -> HttpError {
    // The outermost text has the address in it, which may hold any word.
    let class = if error.is_builder() {
        HttpError::NoRequest
    } else {
        class_of(error.source(), error.is_timeout(), error.is_connect())
    };
    if let Some(cause) = innermost(error) {
        tracing::debug!(?class, %cause, "no answer");
    }
    class
}

/// What lies at the bottom: the system's or TLS' own words, which know no address.
fn innermost(error: &reqwest::Error) -> Option<&(dyn Error + 'static)> {
    let mut cause = error.source()?;
    while let Some(inner) = below(cause) {
        cause = inner;
    }
    (!cause.is::<reqwest::Error>()).then_some(cause)
}

/// What an error was made of. An I/O error passes over the one that it wraps when it is asked for its source.
fn below<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}

fn class_of(mut cause: Option<&(dyn Error + 'static)>, timed_out: bool, connecting: bool) -> HttpError {
    let (mut refused, mut unreadable) = (false, false);
    while let Some(error) = cause {
        let text = error.to_string();
        // There is no type for these that outlives a version of the libraries below.
        if text.contains("certificate") {
            return HttpError::Certificate;
        }
        if text.contains("dns error") || text.contains("failed to lookup address") {
            return HttpError::UnknownHost;
        }
        if text.contains("tunnel error") || text.contains("proxy authorization") {
            return HttpError::Proxy;
        }
        if let Some(io) = error.downcast_ref::<std::io::Error>() {
            refused |= io.kind() == ErrorKind::ConnectionRefused;
            // What TLS cannot make sense of.
            unreadable |= io.kind() == ErrorKind::InvalidData;
        }
        cause = below(error);
    }
    match (timed_out, connecting) {
        (true, true) => HttpError::ConnectTimedOut,
        (true, false) => HttpError::TimedOut,
        (false, true) if refused => HttpError::Refused,
        (false, true) if unreadable => HttpError::Tls,
        (false, true) => HttpError::Unreachable,
        (false, false) => HttpError::Broken,
    }
}

#[cfg(test)]
mod tests {
    use std::{fmt, io};

    use super::*;

    /// An error of the kind that libraries wrap around each other.
    #[derive(Debug)]
    struct Wrapped(&'static str, Option<io::Error>);

    impl fmt::Display for Wrapped {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl Error for Wrapped {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            self.1.as_ref().map(|inner| inner as &(dyn Error + 'static))
        }
    }

    fn connecting(outer: &'static str, inner: Option<io::Error>) -> HttpError {
        class_of(Some(&Wrapped(outer, inner)), false, true)
    }

    #[test]
    fn why_there_is_no_connection_is_told_apart() {
        let invalid = |text: &str| Some(io::Error::new(ErrorKind::InvalidData, text));
        let untrusted = invalid("invalid peer certificate: UnknownIssuer");
        assert_eq!(connecting("client error (Connect)", untrusted), HttpError::Certificate);
        let garbled = invalid("received corrupt message of type InvalidContentType");
        assert_eq!(connecting("client error (Connect)", garbled.map(io::Error::other)), HttpError::Tls);
        assert_eq!(connecting("dns error", None), HttpError::UnknownHost);
        assert_eq!(connecting("tunnel error: unsuccessful", None), HttpError::Proxy);
        let io = |kind: ErrorKind| Some(io::Error::from(kind));
        assert_eq!(connecting("tcp connect error", io(ErrorKind::ConnectionRefused)), HttpError::Refused);
        assert_eq!(connecting("tcp connect error", io(ErrorKind::NetworkUnreachable)), HttpError::Unreachable);
    }

    #[test]
    fn what_may_have_arrived_is_told_from_what_cannot_have() {
        let late = |connecting| class_of(Some(&Wrapped("late", None)), true, connecting);
        assert_eq!(late(true), HttpError::ConnectTimedOut);
        assert_eq!(late(false), HttpError::TimedOut);
        assert_eq!(class_of(Some(&Wrapped("cut", None)), false, false), HttpError::Broken);
    }

    #[tokio::test]
    async fn words_in_the_address_are_no_reason() {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        // Nobody listens there.
        let error = client.get("http://127.0.0.1:1/certificate?dns error").send().await.unwrap_err();
        assert!(error.to_string().contains("certificate"), "{error}");
        assert_eq!(class(&error), HttpError::Refused);
    }
}
