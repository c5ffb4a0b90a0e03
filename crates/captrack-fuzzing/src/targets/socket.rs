//! Lines of the local socket. The first byte says which end reads: `?` questions, anything else answers.

use captrack_desk::parsers::{requests, responses};

use crate::answers::block_on;
use crate::hold;

/// The longest line here; the socket's own are far longer.
const LONGEST: usize = 64 * 1024;

pub fn check(bytes: &[u8]) {
    let Some((end, lines)) = bytes.split_first() else { return };
    let read = |lines: &[u8]| {
        let lines = lines.to_vec();
        block_on(async move {
            if *end == b'?' { requests(&lines, LONGEST).await } else { responses(&lines, 4 * LONGEST).await }
        })
    };
    match read(lines) {
        Ok(written) => {
            let again = read(&written).expect("what is written can be read");
            hold::same(&String::from_utf8_lossy(&again), &String::from_utf8_lossy(&written));
        }
        Err(error) => assert!(error.to_string().len() <= 2000 + bytes.len(), "{error}"),
    }
}
