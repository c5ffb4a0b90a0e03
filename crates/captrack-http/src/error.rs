//! Why there was no answer, or only part of one.

/// The classes of failure that the network knows. Each text is part of a sentence and says nothing of the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum HttpError {
    /// The request could not be made: a header's value that cannot be one, for example. Nothing was sent.
    #[error("the request cannot be made")]
    NoRequest,
    /// Plain http to another computer. Nothing was sent.
    #[error("plain http is only for this computer itself")]
    Insecure,
    /// No server has that name, or the names cannot be looked up. Nothing was sent.
    #[error("the name of the server was not found")]
    UnknownHost,
    /// Nobody listens there. Nothing was sent.
    #[error("the connection was refused")]
    Refused,
    /// The certificate is not trusted: another server, a network that reads along, or a wrong clock. Nothing was sent.
    #[error("the certificate of the server is not trusted")]
    Certificate,
    /// TLS failed for another reason. Nothing was sent.
    #[error("no secure connection")]
    Tls,
    /// The proxy did not connect. Nothing was sent.
    #[error("the proxy did not connect")]
    Proxy,
    /// No connection in time. Nothing was sent.
    #[error("no connection in time")]
    ConnectTimedOut,
    /// No connection, for another reason. Nothing was sent.
    #[error("no connection")]
    Unreachable,
    /// No whole answer in time. What was asked may have taken effect.
    #[error("no answer in time")]
    TimedOut,
    /// The connection ended before the whole answer was there, or what came is none. What was asked may have taken effect.
    #[error("the connection ended before the whole answer was there")]
    Broken,
    /// The body is longer than its asker takes.
    #[error("the answer is too large")]
    TooLarge,
}

impl HttpError {
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
#[error("secure connections cannot be made on this computer: install its CA certificates and start CapTrack again")]
pub struct NoTls;

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
