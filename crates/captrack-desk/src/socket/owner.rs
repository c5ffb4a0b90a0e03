//! The other side: a process that asks the one that owns a data folder.

use std::io;
use std::path::Path;

use interprocess::local_socket::tokio::prelude::*;

use super::Connection;
use super::address::Address;
use super::lines::{LONGEST_RESPONSE, receive, send};
#[cfg(windows)]
use super::proof;
use crate::args::DeskOptions;
use crate::error::DeskError;
use crate::folder::data_folder;
use crate::request::{SocketRequest, SocketResponse};

/// The process that owns a data folder.
pub(crate) struct FolderOwner {
    address: Address,
}

impl FolderOwner {
    /// The owner of the folder, if one answers and is this user's.
    pub async fn of(folder: &Path) -> Option<Self> {
        let address = Address::kept(folder)?;
        match connect(&address).await {
            Ok(_) => Some(Self { address }),
            Err(error) => {
                if error.kind() == io::ErrorKind::PermissionDenied {
                    tracing::warn!(%error, "what answers for the data folder is not this user's CapTrack: it is not asked");
                }
                None
            }
        }
    }

    /// Asks it something.
    pub async fn ask(&self, request: &SocketRequest) -> Result<SocketResponse, DeskError> {
        let asked = async {
            let mut connection = connect(&self.address).await?;
            send(&mut connection.to, request).await?;
            let response = receive(&mut connection.from, LONGEST_RESPONSE).await?;
            response.ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))
        };
        asked.await.map_err(|error: io::Error| {
            DeskError::Other(format!("the running CapTrack did not answer ({error}): try again, or restart it"))
        })
    }
}

/// Nothing is sent before it is known who listens.
async fn connect(address: &Address) -> io::Result<Connection> {
    let stream = LocalSocketStream::connect(address.name()?).await?;
    let connection = Connection::with_our_own(stream)?;
    #[cfg(windows)]
    let connection = {
        let mut connection = connection;
        proof::demand(&address.key, &mut connection.from, &mut connection.to).await?;
        connection
    };
    Ok(connection)
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
