//! The local socket: how commands reach the process that owns the data folder. Only its user may connect.

use std::path::Path;
use std::sync::Arc;

use captrack_contract::SettingsSection;
use interprocess::local_socket::tokio::prelude::*;
use interprocess::local_socket::{ListenerOptions, Name};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::watch;

use crate::args::DeskOptions;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::folder::data_folder;
#[cfg(any(windows, unix))]
use crate::folder::profile;
use crate::request::{Request, Response};

/// The longest path that a Unix socket can have on every system.
#[cfg(unix)]
const LONGEST_PATH: usize = 100;

#[cfg(unix)]
fn name(folder: &Path) -> std::io::Result<Name<'static>> {
    use interprocess::local_socket::{GenericFilePath, ToFsName};
    let beside = folder.join("captrack.sock");
    let path = if beside.as_os_str().len() <= LONGEST_PATH {
        beside
    } else {
        std::env::temp_dir().join(format!("captrack-{}.sock", profile(folder)))
    };
    path.to_fs_name::<GenericFilePath>().map(Name::into_owned)
}

#[cfg(windows)]
fn name(folder: &Path) -> std::io::Result<Name<'static>> {
    use interprocess::local_socket::{GenericNamespaced, ToNsName};
    format!("captrack-{}", profile(folder)).to_ns_name::<GenericNamespaced>().map(Name::into_owned)
}

/// Answers commands until `stop` turns true.
pub(crate) async fn serve(desk: Arc<Desk>, mut stop: watch::Receiver<bool>) {
    let listener = match listen(desk.folder()) {
        Ok(listener) => listener,
        Err(error) => {
            tracing::error!(%error, "the local socket cannot be opened: the command line cannot reach this CapTrack");
            return;
        }
    };
    loop {
        let stream = tokio::select! {
            stream = listener.accept() => stream,
            _ = stop.wait_for(|stop| *stop) => return,
        };
        match stream {
            Ok(stream) => {
                let (desk, mut stop) = (desk.clone(), stop.clone());
                tokio::spawn(async move {
                    tokio::select! {
                        answered = answer(&desk, stream) => {
                            if let Err(error) = answered {
                                tracing::debug!(%error, "a connection on the local socket broke off");
                            }
                        }
                        _ = stop.wait_for(|stop| *stop) => {}
                    }
                });
            }
            Err(error) => tracing::warn!(%error, "a connection on the local socket failed"),
        }
    }
}

fn listen(folder: &Path) -> std::io::Result<LocalSocketListener> {
    let options = ListenerOptions::new().name(name(folder)?).try_overwrite(true);
    #[cfg(unix)]
    let options = interprocess::os::unix::local_socket::ListenerOptionsExt::mode(options, 0o600);
    options.create_tokio()
}

async fn answer(desk: &Desk, stream: LocalSocketStream) -> std::io::Result<()> {
    let mut writing = &stream;
    let mut lines = BufReader::new(&stream).lines();
    while let Some(line) = lines.next_line().await? {
        let request: Request = serde_json::from_str(&line)?;
        let response = match request {
            Request::Execute(command) => Response::Answered(Box::new(desk.execute(*command).await)),
            Request::Open => Response::Opened(desk.show(None)),
            Request::OpenSettings(section) => Response::Opened(desk.show(Some(section))),
        };
        send(&mut writing, &response).await?;
    }
    Ok(())
}

async fn send<T: serde::Serialize>(to: &mut (impl AsyncWrite + Unpin), message: &T) -> std::io::Result<()> {
    let mut line = serde_json::to_vec(message)?;
    line.push(b'\n');
    to.write_all(&line).await?;
    to.flush().await
}

async fn receive<T: serde::de::DeserializeOwned>(from: impl AsyncRead + Unpin) -> std::io::Result<T> {
    let mut line = String::new();
    BufReader::new(from).read_line(&mut line).await?;
    Ok(serde_json::from_str(&line)?)
}

/// A connection to the process that owns a data folder.
pub(crate) struct Owner {
    folder: std::path::PathBuf,
}

impl Owner {
    /// The owner of the folder, if one answers.
    pub async fn of(folder: &Path) -> Option<Self> {
        LocalSocketStream::connect(name(folder).ok()?).await.ok()?;
        Some(Self { folder: folder.to_owned() })
    }

    /// Asks it something.
    pub async fn ask(&self, request: &Request) -> Result<Response, DeskError> {
        let asked = async {
            let stream = LocalSocketStream::connect(name(&self.folder)?).await?;
            send(&mut &stream, request).await?;
            receive(&stream).await
        };
        asked.await.map_err(|error: std::io::Error| {
            DeskError::Other(format!("the running CapTrack did not answer ({error}): try again, or restart it"))
        })
    }
}

/// Asks the CapTrack that owns the data folder to show its window. False when none answers or it has no windows.
pub async fn ask_owner_to_open(options: &DeskOptions) -> bool {
    let Ok(folder) = data_folder(options) else { return false };
    let Some(owner) = Owner::of(&folder).await else { return false };
    matches!(owner.ask(&Request::Open).await, Ok(Response::Opened(true)))
}

/// Whether a CapTrack answers that owns the data folder.
pub async fn is_owned(options: &DeskOptions) -> bool {
    match data_folder(options) {
        Ok(folder) => Owner::of(&folder).await.is_some(),
        Err(_) => false,
    }
}

impl Desk {
    /// Shows the window, or a section of the settings, if there are windows here.
    fn show(&self, section: Option<SettingsSection>) -> bool {
        let callback = self.open_request.lock();
        callback.as_ref().is_some_and(|show| {
            show(section);
            true
        })
    }
}
