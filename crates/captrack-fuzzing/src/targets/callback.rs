//! What comes to the open port of a sign-in: a raw request.

use captrack_esi::parsers;

use crate::answers::block_on;
use crate::hold;

/// The state of the sign-in that waits. Only who brings it is believed.
pub const STATE: &str = "Zm9yLXRoaXMtc2lnbi1pbg";
/// No page for the browser is longer.
const LONGEST_ANSWER: usize = 64 * 1024;

/// A request, whole or not.
pub fn check(bytes: &[u8]) {
    let (answer, taken) = block_on(parsers::callback(bytes, STATE));
    // Whoever begins with HTTP/2 is answered in it.
    let is_http2 = bytes.starts_with(b"PRI * HTTP/2.0");
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.") || is_http2, "{answer}");
    assert!(answer.len() <= LONGEST_ANSWER, "{} bytes for the browser", answer.len());
    // Nothing that came from outside is shown.
    assert!(!answer.contains(STATE), "{answer}");
    let Some(taken) = taken else { return };
    assert!(answer.contains("taken") || answer.is_empty(), "{answer}");
    let text = String::from_utf8_lossy(bytes);
    assert!(unescaped(&text).contains(STATE), "believed without its state: {text}");
    assert!(bytes.starts_with(b"GET "), "believed though it only was to be looked at: {text}");
    match taken {
        Ok(code) => assert!(code.len() <= bytes.len(), "{code}"),
        Err(error) => hold::text(&error.text(), &[STATE]),
    }
}

/// With `%41` as `A`.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%').then(|| after.get(..2)).flatten().and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
