//! A webhook's address, as it is pasted.

use captrack_discord::WebhookAddress;

use crate::hold;

/// As an endpoints file would name them.
const HOSTS: [&str; 3] = ["127.0.0.1:8080", "localhost:9", "mirror.example.com"];

/// A sentence may have words in common with a shorter one. Discord's have 68 characters.
const SHORTEST_TOKEN: usize = 30;

pub fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let token = token(text);
    let secrets = if token.is_empty() { &[][..] } else { &[token] };
    for hosts in [Vec::new(), HOSTS.map(str::to_owned).to_vec()] {
        match WebhookAddress::parse(text, &hosts) {
            Ok(address) => {
                let shown = [address.masked(), format!("{address:?}")];
                for shown in &shown {
                    hold::no_secret(shown, secrets);
                }
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
            Err(error) => hold::text(&error.text(), secrets),
        }
    }
}

/// What stands in the place of the token; empty: nothing that could be one.
fn token(text: &str) -> &str {
    let after = text.split_once("/webhooks/").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, rest)| rest);
    let end = after.find(|letter: char| !(letter.is_ascii_alphanumeric() || "-_".contains(letter)));
    let token = &after[..end.unwrap_or(after.len())];
    if token.len() >= SHORTEST_TOKEN { token } else { "" }
}
