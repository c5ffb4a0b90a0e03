//! What the bridge takes, the program reads: the recorded answers, and values that one JSON library writes and another cannot read.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;
use std::sync::Arc;
use std::{env, fs};

use captrack_allianceauth::Bridge;
use captrack_fuzzing::corpus;
use captrack_http::{HeaderName, HeaderValue, HttpClient, InProcessResponse};
use captrack_ports::{AuthAccess, AuthAddress, AuthServer, ConditionalAnswer, Secret};
use captrack_testing::TestClock;
use jiff::Timestamp;

fn bridge_folder() -> PathBuf {
    let own = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    PathBuf::from(own).join("../../bridge")
}

/// Lines of the file that the bridge's own tests hold it to: taken or not, and the value.
fn odd_values() -> Vec<(bool, String)> {
    let text = fs::read_to_string(bridge_folder().join("tests/odd_values.txt")).unwrap();
    text.lines().map(|line| (line.starts_with("+ "), line[2..].to_owned())).collect()
}

/// Whether a policy with this value in it is read.
async fn is_read(value: &str) -> bool {
    let body = format!(
        r#"{{"version":1,"revision":1,"policy":{{"odd":{value}}},"published_at":"2026-11-05T18:00:00Z","by":"A","by_id":1}}"#
    );
    let client = HttpClient::in_process(move |_| {
        let mark = HeaderName::from_static("x-captrack-bridge");
        let answer = InProcessResponse::new(200).header(mark, HeaderValue::from_static("1")).body(body.clone());
        async { Ok(answer) }
    });
    let bridge = Bridge::open(&client, Arc::new(TestClock::standing(Timestamp::UNIX_EPOCH)));
    let address = AuthAddress::parse("https://auth.example.com").unwrap();
    let access = AuthAccess { address, token: Secret::new("ctb_a") };
    matches!(bridge.policy(&access, None).await, Ok(ConditionalAnswer::New(..)))
}

#[tokio::test]
async fn whatever_the_bridge_takes_is_read() {
    let all = odd_values();
    assert!(all.iter().filter(|(taken, _)| *taken).count() > 10);
    for (_, value) in all.iter().filter(|(taken, _)| *taken) {
        assert!(is_read(value).await, "{value}");
    }
    // And it is for a reason that it does not take the others: what lies deep can be read, but not by everybody.
    for (_, value) in all.iter().filter(|(taken, value)| !taken && !value.starts_with('[')) {
        assert!(!is_read(value).await, "{value}");
    }
}

#[test]
fn every_recorded_answer_is_an_input_to_begin_with() {
    let inputs: Vec<String> =
        ["auth_roster", "auth_decisions", "auth_answers"].into_iter().flat_map(corpus).map(|(name, _)| name).collect();
    for file in fs::read_dir(bridge_folder().join("recorded")).unwrap() {
        let name = file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
        assert!(inputs.contains(&name), "{name}");
    }
}
