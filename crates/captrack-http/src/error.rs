//! Why there was no answer, or only part of one.

use captrack_domain::text;
use captrack_domain::text::Text;

/// The classes of failure that the network knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.text())]
pub enum HttpError {
    /// The request could not be made: a header's value that cannot be one, for example. Nothing was sent.
    NoRequest,
    /// Plain http to another computer. Nothing was sent.
    Insecure,
    /// No server has that name, or the names cannot be looked up. Nothing was sent.
    UnknownHost,
    /// Nobody listens there. Nothing was sent.
    Refused,
    /// The certificate is not trusted: another server, a network that reads along, or a wrong clock. Nothing was sent.
    Certificate,
    /// TLS failed for another reason. Nothing was sent.
    Tls,
    /// The proxy did not connect. Nothing was sent.
    Proxy,
    /// No connection in time. Nothing was sent.
    ConnectTimedOut,
    /// No connection, for another reason. Nothing was sent.
    Unreachable,
    /// No whole answer in time. What was asked may have taken effect.
    TimedOut,
    /// The connection ended before the whole answer was there, or what came is none. What was asked may have taken effect.
    Broken,
    /// The body is longer than its asker takes.
    TooLarge,
}

impl HttpError {
    /// For the user: a part of a sentence, which says nothing of the address.
    pub fn text(self) -> Text {
        match self {
            Self::NoRequest => text!("http-no-request"),
            Self::Insecure => text!("http-insecure"),
            Self::UnknownHost => text!("http-unknown-host"),
            Self::Refused => text!("http-refused"),
            Self::Certificate => text!("http-certificate"),
            Self::Tls => text!("http-tls"),
            Self::Proxy => text!("http-proxy"),
            Self::ConnectTimedOut => text!("http-connect-timed-out"),
            Self::Unreachable => text!("http-unreachable"),
            Self::TimedOut => text!("http-timed-out"),
            Self::Broken => text!("http-broken"),
            Self::TooLarge => text!("http-too-large"),
        }
    }

    /// It took too long, with or without a connection.
    pub const fn is_timeout(self) -> bool {
        matches!(self, Self::ConnectTimedOut | Self::TimedOut)
    }

    /// The server cannot have got the request.
    pub const fn is_unsent(self) -> bool {
        !matches!(self, Self::TimedOut | Self::Broken | Self::TooLarge)
    }
}

/// There is no way to talk to anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub struct NoTls;

impl NoTls {
    /// For the user: what happened, and what to do.
    pub fn text(self) -> Text {
        text!("http-no-tls")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_have_arrived_is_never_called_unsent() {
        for error in [HttpError::TimedOut, HttpError::Broken, HttpError::TooLarge] {
            assert!(!error.is_unsent(), "{error}");
        }
        assert!(HttpError::ConnectTimedOut.is_unsent());
        assert!(HttpError::ConnectTimedOut.is_timeout() && HttpError::TimedOut.is_timeout());
    }
}
