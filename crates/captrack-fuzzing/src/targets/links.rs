//! Links and addresses: `captrack://` links, an AllianceAuth's address, the page that messages lead to. The first line says which.

use std::sync::Arc;

use captrack_allianceauth::read_link;
use captrack_discord::DiscordWebhooks;
use captrack_ports::{AuthAddress, AuthAttempt, Secret, Webhooks};
use captrack_testing::{TestClock, TestSecrets};

use super::signed_in::NOW;
use crate::answers::{client, first_line, one_after_the_other};
use crate::hold;

const STATE: &str = "the-state-of-this-one";
const LONGEST_CODE: usize = 256;
/// Discord takes no longer address.
const LONGEST_LINK: usize = 2048;

pub fn check(bytes: &[u8]) {
    let (what, rest) = first_line(bytes);
    let Ok(text) = std::str::from_utf8(rest) else { return };
    match what {
        "address" => address(text),
        "page" => page(text),
        _ => link(text),
    }
}

fn link(text: &str) {
    let address = AuthAddress::parse("https://auth.example.com").expect("an address");
    let page = address.url().clone();
    let attempt = AuthAttempt { address, page, state: STATE.to_owned(), verifier: Secret::new("v") };
    match read_link(text, &attempt) {
        Ok(code) => {
            let code = code.reveal();
            assert!(code.starts_with("ctc_") && code.len() <= LONGEST_CODE, "{code}");
            assert!(code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{code}");
            let alone = text.trim() == code;
            assert!(
                alone || (text.contains("connect") && text.contains("state=")),
                "believed without its state: {text}"
            );
        }
        Err(error) => hold::text(&error.text(), &[]),
    }
}

fn address(text: &str) {
    match AuthAddress::parse(text) {
        Ok(address) => {
            let shown = address.to_string();
            hold::same(&Ok(address.clone()), &AuthAddress::parse(&shown));
            let kept = serde_json::to_string(&address).expect("an address can be kept");
            hold::same(&address, &serde_json::from_str(&kept).expect("a kept address can be read"));
            let url = address.url();
            assert!(url.username().is_empty() && url.password().is_none() && url.path() == "/");
            assert!(url.query().is_none() && url.fragment().is_none() && url.has_host());
            assert!(url.scheme() == "https" || captrack_http::is_loopback(url), "{shown}");
        }
        Err(error) => hold::text(&error.text(), &[]),
    }
}

fn page(text: &str) {
    let nobody = client(one_after_the_other(Vec::new()));
    let clock = Arc::new(TestClock::standing(NOW));
    let webhooks = DiscordWebhooks::new(&nobody, Arc::new(TestSecrets::default()), Vec::new(), clock);
    match webhooks.check_link(text) {
        Ok(()) => assert!(text.trim().len() <= LONGEST_LINK),
        Err(text) => hold::text(&text, &[]),
    }
}
