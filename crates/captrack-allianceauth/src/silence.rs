//! No answer, or half of one. The texts of the HTTP client never go on: they could show an address with more in it than it should have.

use std::error::Error;
use std::io::ErrorKind;

use captrack_ports::{AuthAddress, AuthError};

/// Why nothing came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Silence {
    /// The request could not be made at all.
    NoRequest,
    /// The certificate is not trusted.
    Certificate,
    /// The name is not known.
    Name,
    /// Nobody listens there.
    Refused,
    /// It took too long.
    TimedOut,
    /// The connection ended.
    Broken,
    /// No connection, for another reason.
    Unreachable,
}

impl Silence {
    /// What the HTTP client says, put into one of these.
    pub(crate) fn of(error: &reqwest::Error) -> Self {
        if error.is_builder() {
            return Self::NoRequest;
        }
        // The outermost text has the address in it, which may hold any word.
        Self::of_chain(error.source(), error.is_timeout(), error.is_connect())
    }

    fn of_chain(mut cause: Option<&(dyn Error + 'static)>, timed_out: bool, connecting: bool) -> Self {
        let mut refused = false;
        while let Some(error) = cause {
            let text = error.to_string();
            // There is no type for these that outlives a version of the libraries below.
            if text.contains("certificate") {
                return Self::Certificate;
            }
            if text.contains("dns error") || text.contains("failed to lookup address") {
                return Self::Name;
            }
            refused |=
                error.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == ErrorKind::ConnectionRefused);
            cause = error.source();
        }
        match (timed_out, refused, connecting) {
            (true, ..) => Self::TimedOut,
            (_, true, _) => Self::Refused,
            (_, _, true) => Self::Unreachable,
            _ => Self::Broken,
        }
    }

    /// The same for the caller.
    pub(crate) fn error(self, address: &AuthAddress) -> AuthError {
        let later = |why: String| AuthError::Silent { why };
        match self {
            Self::NoRequest => {
                AuthError::Setup { why: format!("CapTrack cannot ask {address}: check the address and the token.") }
            }
            // A hotel's network shows one of its own, until somebody has signed in there.
            Self::Certificate => later(format!(
                "The certificate of {address} is not trusted, so nothing was sent: check the address, the network and this computer's clock, or ask an admin."
            )),
            Self::Name => later(format!("The address {address} was not found: check the address and the network.")),
            Self::Refused => {
                later(format!("Nothing answers at {address}: check the address, or wait until the server runs again."))
            }
            Self::TimedOut => later(format!(
                "The server at {address} did not answer in time: the server may be busy, or the network slow."
            )),
            Self::Broken => AuthError::Later {
                why: format!("The connection to {address} broke before the whole answer was there."),
                after: None,
            },
            Self::Unreachable => later(format!("The server at {address} could not be reached: check the network.")),
        }
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

    fn of(outer: &'static str, inner: Option<io::Error>) -> Silence {
        Silence::of_chain(Some(&Wrapped(outer, inner)), false, true)
    }

    #[test]
    fn a_certificate_that_is_not_trusted_may_be_that_of_a_hotel() {
        let inner = io::Error::new(ErrorKind::InvalidData, "invalid peer certificate: UnknownIssuer");
        let silence = of("client error (Connect)", Some(inner));
        assert_eq!(silence, Silence::Certificate);
        let address = AuthAddress::parse("https://auth.example.com").unwrap();
        assert!(matches!(silence.error(&address), AuthError::Silent { .. }));
    }

    #[test]
    fn the_other_reasons_pass_with_time() {
        let address = AuthAddress::parse("https://auth.example.com").unwrap();
        let refused = of("tcp connect error", Some(io::Error::from(ErrorKind::ConnectionRefused)));
        assert_eq!(refused, Silence::Refused);
        assert_eq!(of("dns error", None), Silence::Name);
        assert_eq!(of("tcp connect error", Some(io::Error::from(ErrorKind::NetworkUnreachable))), Silence::Unreachable);
        assert_eq!(Silence::of_chain(Some(&Wrapped("late", None)), true, true), Silence::TimedOut);
        assert_eq!(Silence::of_chain(Some(&Wrapped("cut", None)), false, false), Silence::Broken);
        for silence in [Silence::Name, refused, Silence::Unreachable, Silence::TimedOut] {
            let AuthError::Silent { why } = silence.error(&address) else { panic!("{silence:?}") };
            assert!(why.contains("https://auth.example.com"), "{why}");
        }
        // Somebody has answered, if only in part.
        assert!(matches!(Silence::Broken.error(&address), AuthError::Later { after: None, .. }));
    }

    #[tokio::test]
    async fn words_in_the_address_are_no_reason() {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        // Nobody listens there.
        let error = client.get("http://127.0.0.1:1/certificate?dns error").send().await.unwrap_err();
        assert!(error.to_string().contains("certificate"), "{error}");
        assert_eq!(Silence::of(&error), Silence::Refused);
    }
}
