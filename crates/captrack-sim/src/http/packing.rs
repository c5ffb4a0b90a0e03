//! Bodies on the wire: packed with gzip when the asker takes it, filled up or cut off on purpose.

use std::io::Write;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::Response;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures::{StreamExt, stream};
use jiff::Timestamp;

use super::{SimReply, SimRequest};
use crate::faults::ContentLength;

/// Smaller bodies are not worth packing: an edge server leaves them as they are.
const WORTH_PACKING: usize = 200;
/// An endless body comes in pieces of so many blanks.
const PIECE: usize = 64 * 1024;

/// Whether whoever asks takes gzip.
pub(crate) fn takes_gzip(call: &SimRequest) -> bool {
    let accepted = call.header("accept-encoding").unwrap_or_default();
    accepted.split(',').any(|coding| coding.split(';').next().unwrap_or_default().trim() == "gzip")
}

/// The answer as it goes onto the wire.
pub(crate) fn packed(mut reply: SimReply, gzip: bool) -> SimReply {
    if !gzip || reply.body.len() < WORTH_PACKING {
        return reply;
    }
    let mut packer = Packer::new();
    reply.body = packer.pack(&reply.body);
    reply.body.extend(packer.end());
    reply.with("content-encoding", "gzip").with("vary", "Accept-Encoding")
}

/// An answer that is filled up with blanks, which mean nothing in JSON: to so many bytes, or without an end.
pub(crate) fn padded(
    mut reply: SimReply,
    bytes: Option<usize>,
    length: ContentLength,
    gzip: bool,
    now: Timestamp,
) -> Response<Body> {
    let Some(bytes) = bytes else { return endless(reply, gzip, now) };
    reply.body.resize(bytes.max(reply.body.len()), b' ');
    let reply = packed(reply, gzip);
    match length {
        ContentLength::Right => reply.into_response(now, Body::from),
        ContentLength::None => reply.into_response(now, |body| {
            Body::from_stream(stream::once(async { std::io::Result::Ok(Bytes::from(body)) }))
        }),
        ContentLength::Wrong { length } => {
            reply.with("content-length", length).into_response(now, |body| cut_off(Bytes::from(body)))
        }
    }
}

/// Part of a body, then an error that ends the connection.
pub(crate) fn cut_off(part: Bytes) -> Body {
    let end = async {
        // Time for the head and the part to be written: without it the connection would end before they are.
        tokio::time::sleep(Duration::from_millis(50)).await;
        Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof))
    };
    Body::from_stream(stream::once(async { Ok(part) }).chain(stream::once(end)))
}

/// Blanks for ever. Packed they are a thousand times smaller than what they unpack to.
fn endless(mut reply: SimReply, gzip: bool, now: Timestamp) -> Response<Body> {
    let blanks = vec![b' '; PIECE];
    let (head, piece) = if gzip {
        let mut packer = Packer::new();
        reply.body.extend_from_slice(&blanks);
        let head = packer.pack(&reply.body);
        // From here on only blanks lie behind, so that one packed piece is like the next.
        (head, packer.pack(&blanks))
    } else {
        (reply.body.clone(), blanks)
    };
    if gzip {
        reply = reply.with("content-encoding", "gzip");
    }
    let (head, piece) = (Bytes::from(head), Bytes::from(piece));
    let body = stream::iter([head]).chain(stream::repeat(piece)).map(std::io::Result::Ok);
    reply.into_response(now, |_| Body::from_stream(body))
}

/// Packs piece by piece.
struct Packer(GzEncoder<Vec<u8>>);

impl Packer {
    fn new() -> Self {
        Self(GzEncoder::new(Vec::new(), Compression::fast()))
    }

    /// A piece, packed so that it can be unpacked without what follows.
    fn pack(&mut self, piece: &[u8]) -> Vec<u8> {
        // Writing to memory does not fail.
        let _ = self.0.write_all(piece).and_then(|()| self.0.flush());
        std::mem::take(self.0.get_mut())
    }

    fn end(self) -> Vec<u8> {
        self.0.finish().unwrap_or_default()
    }
}
