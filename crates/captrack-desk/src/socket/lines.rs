//! One line of JSON each way, none without end.

use std::io;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// The longest question, in bytes: a file of 10 MB that is imported, with everything in it escaped.
pub(super) const LONGEST_REQUEST: u64 = 64 * 1024 * 1024;
/// The longest answer, in bytes: a snapshot of 100,000 hulls is a quarter of it.
pub(super) const LONGEST_RESPONSE: u64 = 512 * 1024 * 1024;

/// Sends one message.
pub(super) async fn send<T: Serialize>(to: &mut (impl AsyncWrite + Unpin), message: &T) -> io::Result<()> {
    let mut line = serde_json::to_vec(message)?;
    line.push(b'\n');
    to.write_all(&line).await?;
    to.flush().await
}

/// The next message of at most so many bytes; none: the other end has closed.
pub(super) async fn receive<T: DeserializeOwned>(
    from: &mut (impl AsyncBufRead + Unpin),
    longest: u64,
) -> io::Result<Option<T>> {
    let mut line = Vec::new();
    let read = from.take(longest).read_until(b'\n', &mut line).await?;
    if read == 0 {
        return Ok(None);
    }
    if line.last() != Some(&b'\n') {
        let what = if read as u64 == longest { "a message is too long" } else { "a message broke off" };
        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
    }
    Ok(Some(serde_json::from_slice(&line)?))
}

#[cfg(test)]
mod tests {
    use tokio::io::BufReader;

    use super::*;

    async fn read(sent: &[u8], longest: u64) -> io::Result<Vec<u32>> {
        let mut from = BufReader::with_capacity(4, sent);
        let mut all = Vec::new();
        while let Some(number) = receive(&mut from, longest).await? {
            all.push(number);
        }
        Ok(all)
    }

    #[tokio::test]
    async fn messages_are_read_line_by_line() {
        assert_eq!(read(b"", 9).await.unwrap(), Vec::<u32>::new());
        assert_eq!(read(b"1\n22\n333\n", 4).await.unwrap(), [1, 22, 333]);
    }

    #[tokio::test]
    async fn a_line_without_end_is_given_up_at_its_limit() {
        for (sent, why) in [(&b"4444\n"[..], "too long"), (b"1\n22", "broke off"), (b"x\n", "expected value")] {
            let error = read(sent, 4).await.unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
        }
    }
}
