//! A webhook's address, as it is pasted.

use captrack_discord::WebhookAddress;

use crate::hold;

/// As an endpoints file would name them.
const HOSTS: [&str; 3] = ["127.0.0.1:8080", "localhost:9", "mirror.example.com"];

pub fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for hosts in [Vec::new(), HOSTS.map(str::to_owned).to_vec()] {
        match WebhookAddress::parse(text, &hosts) {
            Ok(address) => {
                let token = token(text);
                let shown = [address.masked(), format!("{address:?}")];
                shown.iter().for_each(|shown| hold::no_secret(shown, &[token]));
                let masked = address.masked();
                assert!(masked.len() <= text.len() + 40, "{masked}");
                let is_there = masked.starts_with("https://")
                    || (!hosts.is_empty()
                        && (masked.starts_with("http://127.0.0.1:") || masked.starts_with("http://localhost:")));
                assert!(is_there, "{masked}");
                // What is shown is no address, and as it is told among others it is the same one.
                let bare = text.trim().trim_matches(['<', '>', '"', '\'', '`']).trim();
                hold::same(&Ok(address), &WebhookAddress::parse(bare, &hosts));
            }
            Err(error) => {
                let token = token(text);
                // A sentence that has words in common with a short text repeats nothing.
                hold::sentence(&error.to_string(), if token.len() >= 30 { std::slice::from_ref(&token) } else { &[] });
            }
        }
    }
}

/// What could be the token: the longest piece that could be one.
fn token(text: &str) -> &str {
    let pieces = text.split(|letter: char| !(letter.is_ascii_alphanumeric() || "-_".contains(letter)));
    pieces.max_by_key(|piece| piece.len()).unwrap_or_default()
}
