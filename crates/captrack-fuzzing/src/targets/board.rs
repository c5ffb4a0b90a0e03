//! The page's bytes: the board in postcard, and the questions for it in JSON. The first byte says which: `?` a question, `{` a board in JSON
//! that is written in postcard here.

use captrack_contract::{BoardReply, BoardRequest, decode, encode};

use crate::hold;

pub fn check(bytes: &[u8]) {
    if let Some(question) = bytes.strip_prefix(b"?") {
        if let Ok(request) = serde_json::from_slice::<BoardRequest>(question) {
            let text = serde_json::to_string(&request).expect("a question can be written");
            hold::same(&request, &serde_json::from_str(&text).expect("a written question can be read"));
        }
        return;
    }
    if bytes.starts_with(b"{")
        && let Ok(reply) = serde_json::from_slice::<BoardReply>(bytes)
    {
        hold::same(&decode(&encode(&reply)), &reply);
        return;
    }
    let reply = decode(bytes);
    let written = encode(&reply);
    assert!(!written.is_empty());
    // Compared as bytes: a number that is none is not even equal to itself.
    assert_eq!(encode(&decode(&written)), written, "{reply:.1000?}");
    if let Err(refusal) = reply {
        assert!(refusal.sentence.len() <= bytes.len() + 200);
    }
}
