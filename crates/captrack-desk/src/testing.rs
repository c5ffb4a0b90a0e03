//! A desk for tests: a data folder of its own, secrets in memory, servers that do not answer.

use std::sync::Arc;

use captrack_monitor::ports::WallClock;
use captrack_secrets::SessionSecrets;
use tempfile::TempDir;

use crate::desk::{Desk, Wired};
use crate::endpoints_file::EndpointsFile;

/// Nobody listens there.
const NOBODY: &str = "http://127.0.0.1:9";

/// A desk, and the folder that goes when the test ends.
pub(crate) async fn desk() -> (Desk, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let nobody = || Some(NOBODY.to_owned());
    let endpoints = EndpointsFile { esi: nobody(), sso: nobody(), images: nobody(), ..EndpointsFile::default() };
    let wired = Wired {
        folder: folder.path().to_owned(),
        endpoints,
        secrets: Arc::new(SessionSecrets::new()),
        clock: Arc::new(WallClock),
        notifier: None,
    };
    (Desk::wire(wired).await.unwrap(), folder)
}
