//! What comes over the local socket, read as it is read there; open to the tests that feed it anything.

use std::io;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::lines::{receive, send};
use crate::request::{SocketRequest, SocketResponse};

/// Questions of at most so many bytes each, as they would be written again.
pub async fn requests(bytes: &[u8], longest: u64) -> io::Result<Vec<u8>> {
    again::<SocketRequest>(bytes, longest).await
}

/// Answers of at most so many bytes each, as they would be written again.
pub async fn responses(bytes: &[u8], longest: u64) -> io::Result<Vec<u8>> {
    again::<SocketResponse>(bytes, longest).await
}

async fn again<T: Serialize + DeserializeOwned>(mut bytes: &[u8], longest: u64) -> io::Result<Vec<u8>> {
    let mut written = Vec::new();
    while let Some(message) = receive::<T>(&mut bytes, longest).await? {
        send(&mut written, &message).await?;
    }
    Ok(written)
}
