//! What comes over the local socket, read as it is read there; open to the tests that feed it anything.

use std::io;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::lines::{lines_from, lines_to, receive, send};
use crate::request::{SocketRequest, SocketResponse};

/// Questions of at most so many bytes each, as they would be written again.
pub async fn requests(bytes: &[u8], longest: usize) -> io::Result<Vec<u8>> {
    again::<SocketRequest>(bytes, longest).await
}

/// Answers of at most so many bytes each, as they would be written again.
pub async fn responses(bytes: &[u8], longest: usize) -> io::Result<Vec<u8>> {
    again::<SocketResponse>(bytes, longest).await
}

async fn again<T: Serialize + DeserializeOwned>(bytes: &[u8], longest: usize) -> io::Result<Vec<u8>> {
    let (mut from, mut written) = (lines_from(bytes), lines_to(Vec::new()));
    while let Some(message) = receive::<T>(&mut from, longest).await? {
        send(&mut written, &message).await?;
    }
    Ok(written.into_inner())
}
