//! The desk that is measured: this program in another role, told on standard input what to watch.

use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, Instant};

use captrack_contract::commands;
use captrack_desk::{Desk, DeskParts, EndpointsFile, OwnApplication};
use captrack_domain::ids::PilotId;
use captrack_esi::{Esi, PILOT_SCOPES};
use captrack_http::HttpClient;
use captrack_monitor::NewPilot;
use captrack_ports::{Secret, Secrets};
use captrack_secrets::SessionSecrets;
use captrack_testing::TestClock;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::figure::{ms, print};
use crate::process::{Counted, resident_mb};

/// The argument that makes this program a desk.
pub const ROLE: &str = "--role=desk";

/// What to watch.
#[derive(Debug, Serialize, Deserialize)]
pub struct Task {
    pub endpoints: String,
    /// The sim's control interface.
    pub control: String,
    pub client_id: String,
    pub start: Timestamp,
    pub pilots: Vec<SignedIn>,
    /// How many hulls there are to be found.
    pub hulls: usize,
}

/// A pilot with a sign-in that was made elsewhere.
#[derive(Debug, Serialize, Deserialize)]
pub struct SignedIn {
    pub id: i64,
    pub name: String,
    pub main: i64,
    pub owner: String,
    pub refresh: String,
}

pub fn run() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let task: Task = serde_json::from_str(&text).unwrap();
    drop(text);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(measure(task));
}

async fn measure(task: Task) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(TestClock::standing(task.start));
    let endpoints: EndpointsFile = toml::from_str(&task.endpoints).unwrap();
    let secrets: Arc<dyn Secrets> = Arc::new(SessionSecrets::new());
    // The sign-ins are put where the desk will find them.
    let http = HttpClient::new().unwrap();
    let esi =
        Esi::open(&endpoints.endpoints(OwnApplication::default()).unwrap(), &http, secrets.clone(), clock.clone())
            .unwrap();
    for pilot in &task.pilots {
        let refresh = Secret::new(pilot.refresh.as_str());
        esi.sso.import(PilotId(pilot.id), refresh, &pilot.owner, &PILOT_SCOPES, &task.client_id).await.unwrap();
    }
    drop(esi);
    let wired =
        DeskParts { folder: folder.path().to_owned(), endpoints, secrets, clock: clock.clone(), notifier: None };
    let desk = Desk::wire(wired).await.unwrap();
    let pilots: Vec<NewPilot<'_>> = task
        .pilots
        .iter()
        .map(|pilot| NewPilot { id: PilotId(pilot.id), name: &pilot.name, main: Some(PilotId(pilot.main)) })
        .collect();
    desk.monitor().edit().add_pilots(&pilots).await.unwrap();

    let stage = Stage { desk, clock, control: task.control, client: reqwest::Client::new(), hulls: task.hulls };
    stage.cycle("cold").await;
    stage.check_hulls().await;
    stage.advance(61).await;
    stage.cycle("nothing_new").await;
    stage.cycle("nothing_due").await;
    if let Some(mb) = resident_mb() {
        print(&format!("desk_memory_{}_hulls", stage.hulls), mb, "MB");
    }
    stage.desk.shutdown().await;
}

struct Stage {
    desk: Desk,
    clock: Arc<TestClock>,
    control: String,
    client: reqwest::Client,
    hulls: usize,
}

impl Stage {
    /// One cycle: its time from the first question to the commit, and what it cost.
    async fn cycle(&self, what: &str) {
        self.client.post(format!("{}/reset_stats", self.control)).send().await.unwrap();
        let before = Counted::now();
        let started = Instant::now();
        let report = self.desk.monitor().run_cycle().await.unwrap();
        let took = started.elapsed();
        let after = Counted::now();
        assert_eq!(report.failed, 0, "{what}: {report:?}");

        let name = format!("cycle_{what}_{}_hulls", self.hulls);
        print(&name, ms(took), "ms");
        print(&format!("{name}_requests"), self.requests().await, "requests");
        if let (Some(before), Some(after)) = (before, after) {
            let cost = after.since(&before);
            print(&format!("{name}_cpu"), cost.cpu_ms, "ms");
            print(&format!("{name}_written"), cost.written_kb, "kB");
        }
    }

    /// Requests to ESI and the SSO since the last cycle began.
    async fn requests(&self) -> f64 {
        let answer = self.client.get(format!("{}/stats", self.control)).send().await.unwrap();
        let stats: serde_json::Value = answer.json().await.unwrap();
        let esi = &stats["ok"]["esi"]["requests"];
        let asked: u64 = esi.as_object().unwrap().values().filter_map(serde_json::Value::as_u64).sum();
        (asked + stats["ok"]["sso"]["refreshes"].as_u64().unwrap()) as f64
    }

    /// Both clocks.
    async fn advance(&self, seconds: i64) {
        let body = serde_json::json!({ "seconds": seconds });
        self.client.post(format!("{}/advance", self.control)).json(&body).send().await.unwrap();
        self.clock.pass(Duration::from_secs(seconds.unsigned_abs()));
    }

    /// A desk that missed some would be fast for the wrong reason.
    async fn check_hulls(&self) {
        let snapshot = self.desk.ask(commands::Snapshot).await.unwrap();
        assert_eq!(snapshot.counts.values().sum::<usize>(), self.hulls);
    }
}
