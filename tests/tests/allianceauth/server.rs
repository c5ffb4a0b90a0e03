//! AllianceAuth with corptools and the bridge, as installed from their packages, with an invented alliance in it.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde::Deserialize;
use serde_json::Value;

/// A hull that the token's owner must be told, as the test server made it.
#[derive(Debug, Clone, Deserialize)]
pub struct Expected {
    pub item_id: Option<i64>,
    pub character_id: i64,
    pub character_name: String,
    pub main_id: Option<i64>,
    pub main_name: Option<String>,
    pub type_id: i64,
    pub type_name: String,
    pub group_id: i64,
    pub quantity: usize,
    pub singleton: bool,
    pub flown: Option<bool>,
    pub observed_at: Option<String>,
    pub location_name: Option<String>,
    pub site: String,
    pub system_id: Option<i64>,
    pub region_id: Option<i64>,
    pub location_observed_at: Option<String>,
    pub asset_safety: bool,
}

#[derive(Deserialize)]
struct Started {
    url: String,
    token: String,
    limited_token: String,
    expected: PathBuf,
}

#[derive(Deserialize)]
struct Seeded {
    hulls: Vec<Expected>,
    limited: Vec<Option<i64>>,
}

/// A running server. It ends with its standard input, and so with the test.
pub struct Server {
    process: Child,
    commands: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    /// Where it is.
    pub url: String,
    /// Of one who sees everyone.
    pub token: String,
    /// Of one who sees a corporation.
    pub limited_token: String,
    /// What must be told to the first.
    pub hulls: Vec<Expected>,
    /// The items that must be told to the second.
    pub limited: Vec<Option<i64>>,
}

impl Server {
    pub fn start(accounts: u32, capitals: u32) -> Self {
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../bridge/testserver/serve.py");
        let mut process = Command::new("python3")
            .arg(script)
            .args(["--accounts", &accounts.to_string(), "--capitals", &capitals.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("cargo xtask test --all looks for a Python first");
        let mut answers = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        answers.read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "the server ended before it answered; what it said is above");
        let started: Started = serde_json::from_str(&line).unwrap();
        let seeded: Seeded = serde_json::from_str(&std::fs::read_to_string(started.expected).unwrap()).unwrap();
        Self {
            commands: process.stdin.take(),
            process,
            answers,
            url: started.url,
            token: started.token,
            limited_token: started.limited_token,
            hulls: seeded.hulls,
            limited: seeded.limited,
        }
    }

    /// Lets something happen there; the answer.
    pub fn make(&mut self, command: &Value) -> Value {
        let commands = self.commands.as_mut().expect("it is not stopped yet");
        writeln!(commands, "{command}").unwrap();
        commands.flush().unwrap();
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        let answer: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(answer["done"], true, "{command}: {answer}");
        answer
    }

    /// Stops it: nothing listens there any more.
    pub fn stop(&mut self) {
        drop(self.commands.take());
        assert!(self.process.wait().unwrap().success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It takes its Redis and its folder along when its input ends.
        drop(self.commands.take());
        let _ = self.process.wait();
    }
}
