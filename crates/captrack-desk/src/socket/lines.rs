//! One line of JSON each way, none without end.

use std::io;

use captrack_domain::text;
use futures::{SinkExt, StreamExt};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::bytes::BytesMut;
use tokio_util::codec::{Decoder, FramedRead, FramedWrite, LinesCodec, LinesCodecError};

use crate::said::said;

/// The longest question, in bytes: a file of 10 MB that is imported, with everything in it escaped.
pub(super) const LONGEST_REQUEST: usize = 64 * 1024 * 1024;
/// The longest answer, in bytes: a snapshot of 100,000 hulls is a quarter of it.
pub(super) const LONGEST_RESPONSE: usize = 512 * 1024 * 1024;

/// Where messages come from.
pub(super) type LinesFrom<R> = FramedRead<R, WholeLines>;
/// Where messages go.
pub(super) type LinesTo<W> = FramedWrite<W, LinesCodec>;

/// Lines to be read; how long each may be is said when it is received.
pub(super) fn lines_from<R: AsyncRead>(from: R) -> LinesFrom<R> {
    FramedRead::new(from, WholeLines { codec: LinesCodec::new_with_max_length(0), longest: 0 })
}

/// Lines to be written.
pub(super) fn lines_to<W: AsyncWrite>(to: W) -> LinesTo<W> {
    FramedWrite::new(to, LinesCodec::new())
}

/// Lines with their ends: what stands after the last one when the other end closes is none.
pub(super) struct WholeLines {
    codec: LinesCodec,
    /// In bytes, the line break included.
    longest: usize,
}

impl WholeLines {
    /// Between two lines only: the codec forgets how far it has looked.
    fn limit(&mut self, longest: usize) {
        if self.longest != longest {
            *self = Self { codec: LinesCodec::new_with_max_length(longest.saturating_sub(1)), longest };
        }
    }
}

impl Decoder for WholeLines {
    type Item = String;
    type Error = io::Error;

    fn decode(&mut self, bytes: &mut BytesMut) -> io::Result<Option<String>> {
        self.codec.decode(bytes).map_err(io_error)
    }

    fn decode_eof(&mut self, bytes: &mut BytesMut) -> io::Result<Option<String>> {
        match self.decode(bytes)? {
            None if !bytes.is_empty() => {
                Err(io::Error::new(io::ErrorKind::InvalidData, said(&text!("socket-broke-off"))))
            }
            line => Ok(line),
        }
    }
}

fn io_error(error: LinesCodecError) -> io::Error {
    match error {
        LinesCodecError::MaxLineLengthExceeded => {
            io::Error::new(io::ErrorKind::InvalidData, said(&text!("socket-too-long")))
        }
        LinesCodecError::Io(error) => error,
    }
}

/// Sends one message.
pub(super) async fn send<T: Serialize>(to: &mut LinesTo<impl AsyncWrite + Unpin>, message: &T) -> io::Result<()> {
    to.send(serde_json::to_string(message)?).await.map_err(io_error)
}

/// The next message of at most so many bytes; none: the other end has closed.
pub(super) async fn receive<T: DeserializeOwned>(
    from: &mut LinesFrom<impl AsyncRead + Unpin>,
    longest: usize,
) -> io::Result<Option<T>> {
    from.decoder_mut().limit(longest);
    match from.next().await.transpose()? {
        Some(line) => Ok(Some(serde_json::from_str(&line)?)),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::BufReader;

    use super::*;

    async fn read(sent: &[u8], longest: usize) -> io::Result<Vec<u32>> {
        let mut from = lines_from(BufReader::with_capacity(4, sent));
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
    async fn each_message_may_have_a_limit_of_its_own() {
        let mut from = lines_from(&b"1\n333\n333\n"[..]);
        assert_eq!(receive::<u32>(&mut from, 2).await.unwrap(), Some(1));
        assert_eq!(receive::<u32>(&mut from, 4).await.unwrap(), Some(333));
        assert!(receive::<u32>(&mut from, 3).await.is_err());
    }

    #[tokio::test]
    async fn a_line_without_end_is_given_up_at_its_limit() {
        for (sent, why) in [
            (&b"4444\n"[..], "too long"),
            (b"4444", "too long"),
            (b"1\n22", "broke off"),
            (b"x\n", "expected value"),
            (b"\xff\n", "UTF"),
        ] {
            let error = read(sent, 4).await.unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
        }
    }
}
