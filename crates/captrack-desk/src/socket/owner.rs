//! The other side: a process that asks the one that owns a data folder.

use std::io;
use std::path::Path;
use std::time::Duration;

use captrack_domain::text;
use captrack_domain::text::Argument;
use interprocess::local_socket::tokio::prelude::*;
use tokio::time::{sleep, timeout};

use super::Connection;
use super::address::Address;
use super::lines::{LONGEST_RESPONSE, receive, send};
#[cfg(windows)]
use super::proof;
use crate::args::DeskOptions;
use crate::error::DeskError;
use crate::folder::data_folder;
use crate::request::{SocketRequest, SocketResponse};

/// How long an owner may be silent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// While a command takes its time, its owner is asked this often whether it is still there.
    pub between: Duration,
    /// One that says nothing to that for so long was stopped, or hangs: any other is there at once, whatever it is busy with.
    pub silent: Duration,
}

const PATIENCE: Patience = Patience { between: Duration::from_secs(5), silent: Duration::from_secs(15) };

/// The process that owns a data folder.
pub(crate) struct FolderOwner {
    address: Address,
    pub(super) patience: Patience,
}

impl FolderOwner {
    /// The owner of the folder, if one answers and is this user's.
    pub async fn of(folder: &Path) -> Option<Self> {
        let address = Address::kept(folder)?;
        match connect(&address).await {
            Ok(_) => Some(Self { address, patience: PATIENCE }),
            Err(error) => {
                if error.kind() == io::ErrorKind::PermissionDenied {
                    tracing::warn!(%error, "what answers for the data folder is not this user's CapTrack: it is not asked");
                }
                None
            }
        }
    }

    /// Asks it something, and waits for as long as it takes, but not for an owner that is silent.
    pub async fn ask(&self, request: &SocketRequest) -> Result<SocketResponse, DeskError> {
        tokio::select! {
            answered = self.exchange(request) => answered.map_err(|error| {
                DeskError::Other(text!("owner-did-not-answer", error = Argument::Said(error.to_string())))
            }),
            () = self.falls_silent() => Err(DeskError::Other(text!("owner-does-not-answer"))),
        }
    }

    async fn exchange(&self, request: &SocketRequest) -> io::Result<SocketResponse> {
        let mut connection = connect(&self.address).await?;
        send(&mut connection.to, request).await?;
        let response = receive(&mut connection.from, LONGEST_RESPONSE).await?;
        response.ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))
    }

    /// Ends when the owner takes no further connection, or says nothing on it. One of another version hangs up instead of an answer: it is there.
    async fn falls_silent(&self) {
        loop {
            sleep(self.patience.between).await;
            match timeout(self.patience.silent, self.exchange(&SocketRequest::Alive)).await {
                Ok(Ok(_)) => {}
                Ok(Err(error)) if !is_nobody_there(&error) => {}
                _ => return,
            }
        }
    }
}

fn is_nobody_there(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused | io::ErrorKind::TimedOut)
}

/// Nothing is sent before it is known who listens.
async fn connect(address: &Address) -> io::Result<Connection> {
    let connected = async {
        let stream = LocalSocketStream::connect(address.name()?).await?;
        let connection = Connection::with_our_own(stream)?;
        #[cfg(windows)]
        let connection = {
            let mut connection = connection;
            proof::demand(&address.key, &mut connection.from, &mut connection.to).await?;
            connection
        };
        Ok(connection)
    };
    timeout(PATIENCE.silent, connected).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

/// Asks the CapTrack that owns the data folder to show its window. False when none answers or it has no windows.
pub async fn ask_owner_to_open(options: &DeskOptions) -> bool {
    let Ok(folder) = data_folder(options) else { return false };
    let Some(owner) = FolderOwner::of(&folder).await else { return false };
    matches!(owner.ask(&SocketRequest::Open).await, Ok(SocketResponse::Opened(true)))
}

/// Whether a CapTrack answers that owns the data folder.
pub async fn is_owned(options: &DeskOptions) -> bool {
    match data_folder(options) {
        Ok(folder) => FolderOwner::of(&folder).await.is_some(),
        Err(_) => false,
    }
}
