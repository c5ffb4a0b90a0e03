//! No answer, or half of one: what each class of failure means at an address. Pure.

use captrack_http::HttpError;
use captrack_ports::{AuthAddress, AuthError};

/// What a failure means, and what to do about it if it goes on.
pub(crate) fn connection_failure(error: HttpError, address: &AuthAddress) -> AuthError {
    let why = match error {
        HttpError::NoRequest | HttpError::Insecure => {
            return AuthError::Setup {
                why: format!("CapTrack cannot ask {address}: check the address and the token."),
            };
        }
        HttpError::Broken | HttpError::TooLarge => {
            return AuthError::Later {
                why: format!("The connection to {address} broke before the whole answer was there."),
                after: None,
            };
        }
        // A hotel's network shows one of its own, until somebody has signed in there.
        HttpError::Certificate => format!(
            "The certificate of {address} is not trusted, so nothing was sent: check the address, the network and this computer's clock, or ask an admin."
        ),
        HttpError::UnknownHost => format!("The address {address} was not found: check the address and the network."),
        HttpError::Refused => {
            format!("Nothing answers at {address}: check the address, or wait until the server runs again.")
        }
        HttpError::TimedOut | HttpError::ConnectTimedOut => {
            format!("The server at {address} did not answer in time: the server may be busy, or the network slow.")
        }
        HttpError::Proxy | HttpError::Tls | HttpError::Unreachable => {
            format!("The server at {address} could not be reached: check the network.")
        }
    };
    AuthError::Silent { why }
}

#[cfg(test)]
mod tests {
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
            assert!(why.contains("https://auth.example.com"), "{why}");
        }
        // Somebody has answered, if only in part.
        assert!(matches!(connection_failure(HttpError::Broken, &address), AuthError::Later { after: None, .. }));
        assert!(matches!(connection_failure(HttpError::NoRequest, &address), AuthError::Setup { .. }));
    }
}
