//! A desk for tests: a data folder of its own, secrets in memory, servers that do not answer.

use std::sync::Arc;

use async_trait::async_trait;
use captrack_ports::{Secret, SecretError, Secrets, WallClock};
use captrack_secrets::SessionSecrets;
use tempfile::TempDir;
use tokio::sync::watch;

use crate::desk::{Desk, DeskParts};
use crate::endpoints_file::EndpointsFile;
use crate::socket::{FolderOwner, serve};

/// Nobody listens there.
const NOBODY: &str = "http://127.0.0.1:9";

/// A desk, and the folder that goes when the test ends.
pub(crate) async fn desk() -> (Desk, TempDir) {
    desk_with(Arc::new(SessionSecrets::new())).await
}

async fn desk_with(secrets: Arc<dyn Secrets>) -> (Desk, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let nobody = || Some(NOBODY.to_owned());
    let endpoints = EndpointsFile { esi: nobody(), sso: nobody(), images: nobody(), ..EndpointsFile::default() };
    let wired =
        DeskParts { folder: folder.path().to_owned(), endpoints, secrets, clock: Arc::new(WallClock), notifier: None };
    (Desk::wire(wired).await.unwrap(), folder)
}

/// Secrets with a defect.
struct BrokenSecrets;

#[async_trait]
impl Secrets for BrokenSecrets {
    async fn get(&self, _name: &str) -> Result<Option<Secret>, SecretError> {
        Ok(None)
    }

    async fn put(&self, _name: &str, secret: &Secret) -> Result<(), SecretError> {
        panic!("as the test wants it: {}", secret.reveal())
    }

    async fn delete(&self, _name: &str) -> Result<(), SecretError> {
        Ok(())
    }
}

/// A desk that listens on its socket, and whose secrets crash when one is put there.
pub(crate) async fn listening_with_broken_secrets() -> (Arc<Desk>, TempDir, watch::Sender<bool>) {
    let (desk, folder) = desk_with(Arc::new(BrokenSecrets)).await;
    let (desk, (stop, stopped)) = (Arc::new(desk), watch::channel(false));
    tokio::spawn(serve(desk.clone(), stopped));
    until(async || FolderOwner::of(desk.folder()).await.is_some()).await;
    (desk, folder, stop)
}

/// Waits for what other tasks do.
pub(crate) async fn until(mut look: impl AsyncFnMut() -> bool) {
    let patient = async {
        while !look().await {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), patient).await.unwrap();
}
