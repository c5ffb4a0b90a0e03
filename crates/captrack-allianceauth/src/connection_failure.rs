//! No answer, or half of one: what each class of failure means at an address. Pure.

use captrack_domain::text;
use captrack_http::HttpError;
use captrack_ports::{AuthAddress, AuthError};

/// What a failure means, and what to do about it if it goes on.
pub(crate) fn connection_failure(error: HttpError, address: &AuthAddress) -> AuthError {
    let address = address.to_string();
    let why = match error {
        HttpError::NoRequest | HttpError::Insecure => {
            return AuthError::Setup { why: text!("auth-cannot-ask", address = address) };
        }
        HttpError::Broken | HttpError::TooLarge => {
            return AuthError::Later { why: text!("auth-broke-off", address = address), after: None };
        }
        // A hotel's network shows one of its own, until somebody has signed in there.
        HttpError::Certificate => text!("auth-certificate", address = address),
        HttpError::UnknownHost => text!("auth-unknown-host", address = address),
        HttpError::Refused => text!("auth-nothing-answers", address = address),
        HttpError::TimedOut | HttpError::ConnectTimedOut => text!("auth-timed-out", address = address),
        HttpError::Proxy | HttpError::Tls | HttpError::Unreachable => text!("auth-unreachable", address = address),
    };
    AuthError::Silent { why }
}

#[cfg(test)]
mod tests {
    use captrack_text::english;

    use super::*;

    #[test]
    fn what_passes_with_time_is_silence_and_names_the_address() {
        let address = AuthAddress::parse("https://auth.example.com").unwrap();
        for error in [
            // It may be that of a hotel.
            HttpError::Certificate,
            HttpError::UnknownHost,
            HttpError::Refused,
            HttpError::Unreachable,
            HttpError::Tls,
            HttpError::Proxy,
            HttpError::TimedOut,
            HttpError::ConnectTimedOut,
        ] {
            let AuthError::Silent { why } = connection_failure(error, &address) else { panic!("{error:?}") };
            assert!(english(&why).contains("https://auth.example.com"), "{why}");
        }
        // Somebody has answered, if only in part.
        assert!(matches!(connection_failure(HttpError::Broken, &address), AuthError::Later { after: None, .. }));
        assert!(matches!(connection_failure(HttpError::NoRequest, &address), AuthError::Setup { .. }));
    }
}
