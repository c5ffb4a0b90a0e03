//! The local socket: how commands reach the process that owns the data folder. Only its user may connect, and both ends look who is at
//! the other one before they say anything.

mod address;
mod lines;
mod owner;
pub mod parsers;
mod peer;
#[cfg(any(windows, test))]
mod proof;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use captrack_contract::SettingsSection;
use captrack_monitor::{Monitor, SupervisedPart};
use interprocess::local_socket::ListenerOptions;
use interprocess::local_socket::tokio::prelude::*;
use tokio::io::{ReadHalf, WriteHalf};
use tokio::sync::watch;

use crate::desk::Desk;
use crate::request::{SocketRequest, SocketResponse};
use address::Address;
use lines::{LONGEST_REQUEST, LinesFrom, LinesTo, lines_from, lines_to, receive, send};
pub(crate) use owner::FolderOwner;
pub use owner::{ask_owner_to_open, is_owned};

/// After a connection that could not be taken: a system that has no more files to give says so at once, and again.
const AFTER_REFUSAL: Duration = Duration::from_millis(100);
/// A socket that could not be opened is tried again.
const AFTER_FAILURE: Duration = Duration::from_secs(2);

/// A connection, once it is known who is at the other end.
struct Connection {
    from: LinesFrom<ReadHalf<LocalSocketStream>>,
    to: LinesTo<WriteHalf<LocalSocketStream>>,
}

impl Connection {
    /// Fails unless the other end is this user's.
    fn with_our_own(stream: LocalSocketStream) -> io::Result<Self> {
        peer::check(&stream)?;
        let (from, to) = tokio::io::split(stream);
        Ok(Self { from: lines_from(from), to: lines_to(to) })
    }
}

/// Where connections come from.
trait Incoming: Sync {
    /// The next one.
    fn next(&self) -> impl Future<Output = io::Result<LocalSocketStream>> + Send;
}

impl Incoming for LocalSocketListener {
    async fn next(&self) -> io::Result<LocalSocketStream> {
        self.accept().await
    }
}

/// Answers commands until `stop` turns true. While that is not possible, the status says so, and it is tried again.
pub(crate) async fn serve(desk: Arc<Desk>, mut stop: watch::Receiver<bool>) {
    loop {
        match listen(desk.folder()) {
            Ok((listener, address)) => {
                desk.monitor().shared().mark_working(SupervisedPart::LocalSocket).await;
                tokio::select! {
                    () = take_connections(&desk, &address, &listener) => {}
                    _ = stop.wait_for(|stop| *stop) => return address::forget(desk.folder()),
                }
            }
            Err(error) => not_working(desk.monitor(), &error).await,
        }
        tokio::select! {
            () = tokio::time::sleep(AFTER_FAILURE) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}

async fn not_working(monitor: &Monitor, error: &io::Error) {
    let is_news = monitor.shared().faults().iter().all(|fault| fault.what != SupervisedPart::LocalSocket);
    if is_news {
        tracing::error!(%error, "the local socket does not work: the command line cannot reach this CapTrack");
    }
    monitor.shared().mark_failing(SupervisedPart::LocalSocket, &error.to_string()).await;
}

/// Takes connections, each on a task of its own.
async fn take_connections(desk: &Arc<Desk>, address: &Address, from: &impl Incoming) {
    loop {
        match from.next().await {
            Ok(stream) => {
                desk.monitor().shared().mark_working(SupervisedPart::LocalSocket).await;
                let (desk, address, mut stop) = (desk.clone(), address.clone(), desk.stopped());
                tokio::spawn(async move {
                    tokio::select! {
                        answered = answer(&desk, &address, stream) => {
                            if let Err(error) = answered {
                                tracing::debug!(%error, "a connection on the local socket broke off");
                            }
                        }
                        _ = stop.wait_for(|stop| *stop) => {}
                    }
                });
            }
            Err(error) => {
                not_working(desk.monitor(), &error).await;
                tokio::time::sleep(AFTER_REFUSAL).await;
            }
        }
    }
}

fn listen(folder: &Path) -> io::Result<(LocalSocketListener, Address)> {
    let address = Address::choose(folder)?;
    let options = ListenerOptions::new().name(address.name()?).try_overwrite(true);
    // Elsewhere on Unix a socket has no mode; the folder that it lies in is its user's alone.
    #[cfg(target_os = "linux")]
    let options = interprocess::os::unix::local_socket::ListenerOptionsExt::mode(options, 0o600);
    #[cfg(windows)]
    let options = for_its_owner_alone(options)?;
    let listener = options.create_tokio()?;
    address.keep(folder)?;
    Ok((listener, address))
}

/// A pipe that its owner may use and nobody else: the descriptor's list is protected from inheritance and names the owner only.
#[cfg(windows)]
fn for_its_owner_alone(options: ListenerOptions<'_>) -> io::Result<ListenerOptions<'_>> {
    use interprocess::os::windows::local_socket::ListenerOptionsExt;
    use interprocess::os::windows::security_descriptor::SecurityDescriptor;
    let owner_alone = SecurityDescriptor::deserialize(widestring::u16cstr!("D:P(A;;GA;;;OW)"))?;
    Ok(options.security_descriptor(owner_alone))
}

#[cfg_attr(unix, allow(unused_variables))]
async fn answer(desk: &Desk, address: &Address, stream: LocalSocketStream) -> io::Result<()> {
    let mut connection = Connection::with_our_own(stream)?;
    #[cfg(windows)]
    proof::give(&address.key, &mut connection.from, &mut connection.to).await?;
    while let Some(request) = receive(&mut connection.from, LONGEST_REQUEST).await? {
        let response = match request {
            SocketRequest::Alive => SocketResponse::Alive,
            SocketRequest::Execute(command) => SocketResponse::Answered(Box::new(desk.answer(*command).await)),
            SocketRequest::Open => SocketResponse::Opened(desk.show(None)),
            SocketRequest::OpenSettings(section) => SocketResponse::Opened(desk.show(Some(section))),
        };
        send(&mut connection.to, &response).await?;
    }
    Ok(())
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

#[cfg(test)]
mod tests;
