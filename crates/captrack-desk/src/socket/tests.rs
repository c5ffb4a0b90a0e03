use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use captrack_contract::commands::{self, Command};
use captrack_contract::{Confidential, ErrorCode, Refusal};
use captrack_domain::webhook_name::WebhookName;

use super::*;
use crate::testing;

/// A desk that listens, as the program does.
async fn listening() -> (Arc<Desk>, tempfile::TempDir, watch::Sender<bool>) {
    let (desk, folder) = testing::desk().await;
    let (desk, (stop, stopped)) = (Arc::new(desk), watch::channel(false));
    tokio::spawn(serve(desk.clone(), stopped));
    testing::until(async || FolderOwner::of(desk.folder()).await.is_some()).await;
    (desk, folder, stop)
}

async fn ask<C: Command>(owner: &FolderOwner, command: C) -> Result<C::Reply, Refusal> {
    match owner.ask(&SocketRequest::Execute(Box::new(command.into()))).await.unwrap() {
        SocketResponse::Answered(answer) => answer.map(|reply| reply.read::<C>().unwrap()),
        SocketResponse::Opened(_) | SocketResponse::Alive => panic!("another answer"),
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_socket_is_for_its_owner_alone_and_is_gone_when_the_program_ends() {
    use std::os::unix::fs::{FileTypeExt, MetadataExt};
    let (desk, _folder, stop) = listening().await;
    let socket = std::fs::symlink_metadata(desk.folder().join("captrack.sock")).unwrap();
    assert!(socket.file_type().is_socket());
    assert_eq!(socket.mode() & 0o777, 0o600);
    stop.send_replace(true);
    testing::until(async || FolderOwner::of(desk.folder()).await.is_none()).await;
    assert!(!desk.folder().join("captrack.address").exists());
}

#[tokio::test]
async fn a_command_is_carried_out_and_a_line_that_is_none_ends_the_connection_alone() {
    let (desk, _folder, _stop) = listening().await;
    let owner = FolderOwner::of(desk.folder()).await.unwrap();
    let address = Address::kept(desk.folder()).unwrap();
    let stream = LocalSocketStream::connect(address.name().unwrap()).await.unwrap();
    let mut stranger = Connection::with_our_own(stream).unwrap();
    send(&mut stranger.to, &"nonsense").await.unwrap();
    let answer: io::Result<Option<SocketResponse>> = receive(&mut stranger.from, 100).await;
    assert!(matches!(answer, Ok(None) | Err(_)), "{answer:?}");
    ask(&owner, commands::Snapshot).await.unwrap();
}

#[tokio::test]
async fn a_command_that_crashes_is_refused_and_the_next_one_is_answered() {
    let (desk, _folder, _stop) = testing::listening_with_broken_secrets().await;
    let owner = FolderOwner::of(desk.folder()).await.unwrap();
    let url = Confidential("https://discord.com/api/webhooks/1/token".to_owned());
    let refused = ask(&owner, commands::SetWebhook { webhook: WebhookName::Critical, url }).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Internal);
    let faults = desk.monitor().shared().faults();
    assert_eq!((faults.len(), faults[0].what), (1, SupervisedPart::Command));
    assert!(!format!("{refused:?}{faults:?}").contains("token"), "no secret in what is said");
    ask(&owner, commands::Snapshot).await.unwrap();
}

/// Answers whether it is there, and anything else only once it was asked that three times.
#[cfg(unix)]
async fn answer_late(listener: LocalSocketListener) {
    let asked = Arc::new(watch::Sender::new(0));
    loop {
        let mut connection = Connection::with_our_own(listener.accept().await.unwrap()).unwrap();
        let asked = asked.clone();
        tokio::spawn(async move {
            while let Ok(Some(request)) = receive::<SocketRequest>(&mut connection.from, LONGEST_REQUEST).await {
                let response = if matches!(request, SocketRequest::Alive) {
                    asked.send_modify(|asked| *asked += 1);
                    SocketResponse::Alive
                } else {
                    asked.subscribe().wait_for(|asked| *asked >= 3).await.unwrap();
                    SocketResponse::Opened(true)
                };
                send(&mut connection.to, &response).await.unwrap();
            }
        });
    }
}

/// The owner of a folder, soon given up.
#[cfg(unix)]
async fn impatient(folder: &Path) -> FolderOwner {
    let mut owner = FolderOwner::of(folder).await.unwrap();
    owner.patience = owner::Patience { between: Duration::from_millis(5), silent: Duration::from_secs(2) };
    owner
}

#[cfg(unix)]
#[tokio::test]
async fn an_owner_that_takes_its_time_is_waited_for_and_one_that_was_stopped_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let (listener, _) = listen(folder.path()).unwrap();
    let answering = tokio::spawn(answer_late(listener));
    let answer = impatient(folder.path()).await.ask(&SocketRequest::Open).await;
    assert!(matches!(answer, Ok(SocketResponse::Opened(true))));
    // It takes its socket along when it goes.
    answering.abort();
    assert!(answering.await.unwrap_err().is_cancelled());

    // The system takes connections for it, and nobody reads from them.
    let (_listener, _) = listen(folder.path()).unwrap();
    let error = impatient(folder.path()).await.ask(&SocketRequest::Open).await.unwrap_err().said();
    assert!(error.starts_with("the running CapTrack does not answer"), "{error}");
}

/// A system that has no more files to give, and then no more connections.
#[derive(Default)]
struct OutOfFiles(AtomicUsize);

impl Incoming for OutOfFiles {
    async fn next(&self) -> io::Result<LocalSocketStream> {
        if self.0.fetch_add(1, Ordering::Relaxed) >= 4 {
            std::future::pending::<()>().await;
        }
        Err(io::Error::from_raw_os_error(24))
    }
}

#[tokio::test]
async fn a_system_that_gives_no_connections_is_asked_with_pauses_and_the_status_says_so() {
    let (desk, folder) = testing::desk().await;
    let (desk, address) = (Arc::new(desk), Address::choose(folder.path()).unwrap());
    let (from, began) = (OutOfFiles::default(), Instant::now());
    let seen = testing::until(async || desk.monitor().shared().faults().first().is_some_and(|fault| fault.times >= 4));
    tokio::select! { () = take_connections(&desk, &address, &from) => panic!("it gave up"), () = seen => {} }
    assert!(began.elapsed() >= AFTER_REFUSAL * 3);
    let fault = desk.monitor().shared().faults().remove(0);
    let said = captrack_text::sentence(&fault.text(fault.since), captrack_text::Language::English);
    assert!(fault.lasting && said.contains("command line"), "{said}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_socket_that_cannot_be_opened_is_said_in_the_status_and_tried_again() {
    let (desk, _folder) = testing::desk().await;
    let desk = Arc::new(desk);
    // A folder where the socket should be.
    std::fs::create_dir_all(desk.folder().join("captrack.sock/full")).unwrap();
    let (stop, stopped) = watch::channel(false);
    let serving = tokio::spawn(serve(desk.clone(), stopped));
    testing::until(async || desk.monitor().shared().faults().iter().any(|fault| fault.lasting)).await;
    std::fs::remove_dir_all(desk.folder().join("captrack.sock")).unwrap();
    testing::until(async || desk.monitor().shared().faults().is_empty()).await;
    assert!(FolderOwner::of(desk.folder()).await.is_some());
    stop.send_replace(true);
    serving.await.unwrap();
}
