//! The open port of a sign-in, on IPv4 and, where there is one, IPv6.

use std::future::Future;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr};

use futures::future::{OptionFuture, join};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};

use crate::sso::callback::{BrowserVisit, serve_on};
use crate::sso::error::SignInError;

/// The open port. Dropping it closes it at once.
#[derive(Debug)]
pub(crate) struct Listeners {
    v4: TcpListener,
    v6: Option<TcpListener>,
    port: u16,
}

impl Listeners {
    /// Opens it. Whoever already listens on either address would get the code, so both must be ours; where IPv6 does not exist,
    /// IPv4 alone will do.
    pub(crate) async fn open(port: u16) -> Result<Self, SignInError> {
        let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|error| refused(port, &error))?;
        let chosen = v4.local_addr().map_err(|error| refused(port, &error))?.port();
        let v6 = match TcpListener::bind((Ipv6Addr::LOCALHOST, chosen)).await {
            Ok(listener) => Some(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => return Err(refused(chosen, &error)),
            Err(_) => None,
        };
        Ok(Self { v4, v6, port: chosen })
    }

    /// Its number.
    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    /// Serves until told to stop; ends when the last page has been delivered.
    pub(crate) fn serve(
        self,
        visits: mpsc::Sender<BrowserVisit>,
        stop: &watch::Receiver<bool>,
    ) -> impl Future<Output = ()> + Send {
        let v4 = serve_on(self.v4, visits.clone(), stop.clone());
        let v6 = OptionFuture::from(self.v6.map(|listener| serve_on(listener, visits, stop.clone())));
        async move {
            join(v4, v6).await;
        }
    }
}

fn refused(port: u16, error: &std::io::Error) -> SignInError {
    match error.kind() {
        ErrorKind::AddrInUse => SignInError::PortTaken { port },
        // Windows' 10013; elsewhere a port below 1024.
        ErrorKind::PermissionDenied => SignInError::PortReserved { port },
        _ => SignInError::Listen { port },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_taken_reserved_or_cannot_be_opened_is_said_as_that() {
        let of = |kind: ErrorKind| refused(8635, &kind.into());
        assert_eq!(of(ErrorKind::AddrInUse), SignInError::PortTaken { port: 8635 });
        assert_eq!(of(ErrorKind::PermissionDenied), SignInError::PortReserved { port: 8635 });
        assert_eq!(of(ErrorKind::AddrNotAvailable), SignInError::Listen { port: 8635 });
    }
}
