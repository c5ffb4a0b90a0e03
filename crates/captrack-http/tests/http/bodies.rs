//! Bodies: never more than the asker takes, measured after they were unpacked.

use std::io::Write;

use captrack_http::{HttpClient, HttpError, Request, Response};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::stub::Stub;

const LARGEST: usize = 64 * 1024;

async fn answer(stub: &Stub) -> Response {
    HttpClient::new().unwrap().send(Request::get(stub.url.clone())).await.unwrap()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// The same body as it is and packed.
async fn both(body: &[u8]) -> [Stub; 2] {
    let packed = packed(body);
    [Stub::answering(200, &[], body).await, Stub::answering(200, &[("Content-Encoding", "gzip")], &packed).await]
}

#[tokio::test]
async fn a_body_is_read_to_the_largest_and_not_a_byte_further() {
    for stub in both(&vec![b'x'; LARGEST]).await {
        assert_eq!(answer(&stub).await.body(LARGEST).await.map(|body| body.len()), Ok(LARGEST));
        assert_eq!(answer(&stub).await.body(LARGEST - 1).await, Err(HttpError::TooLarge));
        assert_eq!(answer(&stub).await.beginning(LARGEST - 1).await.len(), LARGEST - 1);
        assert_eq!(answer(&stub).await.beginning(LARGEST).await.len(), LARGEST);
    }
}

#[tokio::test]
async fn what_unfolds_to_a_thousand_times_its_size_is_measured_as_it_unfolds() {
    let bomb = packed(&vec![b' '; 64 << 20]);
    assert!(bomb.len() < 100 * 1024, "{}", bomb.len());
    let stub = Stub::answering(200, &[("Content-Encoding", "gzip")], &bomb).await;
    assert_eq!(answer(&stub).await.body(LARGEST).await, Err(HttpError::TooLarge));
}

#[tokio::test]
async fn half_a_body_and_what_cannot_be_unpacked_are_none() {
    let half = Stub::saying(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".to_vec(), true).await;
    assert_eq!(answer(&half).await.body(LARGEST).await, Err(HttpError::Broken));
    assert_eq!(answer(&half).await.beginning(LARGEST).await, b"half");
    let gzip = [("Content-Encoding", "gzip")];
    let whole = packed(b"{\"version\":1}");
    for bytes in [&whole[..whole.len() / 2], b"not gzip at all"] {
        let stub = Stub::answering(200, &gzip, bytes).await;
        assert_eq!(answer(&stub).await.body(LARGEST).await, Err(HttpError::Broken));
    }
}

#[tokio::test]
async fn no_memory_is_set_aside_for_a_length_that_is_only_told() {
    let stub = Stub::saying(b"HTTP/1.1 200 OK\r\nContent-Length: 1099511627776\r\n\r\nx".to_vec(), true).await;
    assert_eq!(answer(&stub).await.body(usize::MAX).await, Err(HttpError::Broken));
}
