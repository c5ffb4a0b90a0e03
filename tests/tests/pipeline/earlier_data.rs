//! The data folder of an earlier version opens, and says what it said then: only additions, and what is listed here with its reason.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use captrack_contract::{ActivityQuery, commands};
use captrack_desk::{Desk, DeskParts, EndpointsFile};
use captrack_domain::fleet::HullChange;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::ItemId;
use captrack_ports::{Secret, Secrets};
use captrack_secrets::SecretsFile;
use captrack_testing::{TestClock, TestDesktop};
use jiff::Timestamp;
use serde_json::Value;
use tempfile::TempDir;

/// Something that is said otherwise now. One that no longer makes a difference is to be taken out.
struct Changed {
    /// File and path in it; `*` is any one step.
    at: &'static str,
    then: &'static str,
    now: &'static str,
    because: &'static str,
}

/// The life of an alert in words.
const NEW: &str = "an alert is new, more, moved or resolved";

/// "9 of 5" read as if something were missing.
const PLAINER: &str = "a reason says how many there are and how many alert";

/// AllianceAuth's data used to count as out of date after six hours.
const ITS_OWN_ROUNDS: &str =
    "AllianceAuth's data are out of date after two of its own rounds, a day each until three were seen";

/// What is said otherwise than by commit 0de4494, and why.
const CHANGED: &[Changed] = &[
    Changed {
        at: "discord.json/queues/1/trouble",
        then: "Discord no longer knows this webhook (404): it was deleted, make a new one and set its address",
        now: "Discord has refused the standard webhook since 22:07 EVE; it is tried again now. \
              Discord no longer knows this webhook (404): it was deleted, make a new one and set its address.",
        because: "a refused webhook is tried again, and says since when it is refused",
    },
    Changed { at: "snapshot.json/mains/*/hulls/*/freshness", then: "stale", now: "fresh", because: ITS_OWN_ROUNDS },
    Changed {
        at: "snapshot.json/mains/*/hulls/*/why",
        then: "5 of 4 carriers under this main, 5 of them stale",
        now: "5 carriers (alerts at 4)",
        because: ITS_OWN_ROUNDS,
    },
    Changed {
        at: "snapshot.json/mains/*/hulls/*/why",
        then: "1 of 5 dreadnoughts under this main, 1 of them stale",
        now: "1 dreadnought (alerts at 5)",
        because: ITS_OWN_ROUNDS,
    },
    Changed {
        at: "pilots.json/pilots/*/why",
        then: "No capital is known of this pilot; its assets were read 7 h ago and not since",
        now: "No capital ship is known of this pilot; its assets were read 7 h ago",
        because: ITS_OWN_ROUNDS,
    },
    Changed { at: "pilots.json/coverage/fresh", then: "0", now: "11", because: ITS_OWN_ROUNDS },
    Changed { at: "pilots.json/coverage/stale", then: "12", now: "1", because: ITS_OWN_ROUNDS },
    Changed { at: "pilots.json/pilots/*/sections/*/freshness", then: "stale", now: "fresh", because: ITS_OWN_ROUNDS },
    Changed {
        at: "pilots.json/pilots/*/why",
        then: "5 of 4 carriers (5 stale)",
        now: "5 carriers (alerts at 4)",
        because: ITS_OWN_ROUNDS,
    },
    Changed {
        at: "snapshot.json/mains/*/hulls/*/why",
        then: "4 of 4 carriers under this main",
        now: "4 carriers (alerts at 4)",
        because: PLAINER,
    },
    Changed {
        at: "snapshot.json/mains/*/hulls/*/why",
        then: "Supercarriers always alert, place not known",
        now: "Supercarriers always alert, place unknown",
        because: PLAINER,
    },
    Changed {
        at: "snapshot.json/mains/*/hulls/*/why",
        then: "1 of 5 dreadnoughts under this main",
        now: "1 dreadnought (alerts at 5)",
        because: PLAINER,
    },
    Changed {
        at: "snapshot.json/mains/*/hulls/*/why",
        then: "5 of 4 carriers under this main",
        now: "5 carriers (alerts at 4)",
        because: PLAINER,
    },
    Changed {
        at: "pilots.json/pilots/*/why",
        then: "5 of 4 carriers",
        now: "5 carriers (alerts at 4)",
        because: PLAINER,
    },
    Changed {
        at: "pilots.json/pilots/*/why",
        then: "1 supercarrier always alerts, 4 of 4 carriers",
        now: "1 supercarrier always alerts, 4 carriers (alerts at 4)",
        because: PLAINER,
    },
    Changed {
        at: "discord.json/preview/embeds/0/title",
        then: "Mira Solace · opened",
        now: "Mira Solace · new",
        because: NEW,
    },
    Changed {
        at: "discord.json/queues/0/next/0/what",
        then: "Mira Solace: 1 supercarrier opened",
        now: "Mira Solace: 1 supercarrier new",
        because: NEW,
    },
    Changed {
        at: "discord.json/queues/0/undeliverable/0/what",
        then: "Unspeakable One: 1 titan opened",
        now: "Unspeakable One: 1 titan new",
        because: NEW,
    },
    Changed {
        at: "discord.json/queues/1/next/0/what",
        then: "Mira Solace: 4 carriers opened",
        now: "Mira Solace: 4 carriers new",
        because: NEW,
    },
];

/// Grows with every change: how far it has come since the start is promised to nobody.
const A_COUNT: &str = "snapshot.json/revision";

/// The data folder that the version of commit 0de4494 has left behind, and what it said of it.
fn written_then() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/2026-11")
}

fn said_then(name: &str) -> String {
    std::fs::read_to_string(written_then().join(name)).unwrap().replace("\r\n", "\n")
}

/// A copy of it, opened by the version of today.
struct Opened {
    desk: Desk,
    secrets: Arc<SecretsFile>,
    folder: TempDir,
}

impl Opened {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["captrack.db", "secrets.captrack"] {
            std::fs::copy(written_then().join(name), folder.path().join(name)).unwrap();
        }
        let (desk, secrets) = open(folder.path()).await;
        Self { desk, secrets, folder }
    }

    async fn again(&mut self) {
        self.desk.shutdown().await;
        (self.desk, self.secrets) = open(self.folder.path()).await;
    }

    async fn says(&self, name: &str) -> Value {
        let json = |value: serde_json::Result<Value>| value.unwrap();
        let desk = &self.desk;
        match name {
            "snapshot.json" => json(serde_json::to_value(desk.ask(commands::Snapshot).await.unwrap())),
            "pilots.json" => {
                let pilots = desk.ask(commands::Pilots { search: String::new() }).await.unwrap();
                json(serde_json::to_value(pilots))
            }
            "discord.json" => json(serde_json::to_value(desk.ask(commands::Discord).await.unwrap())),
            "mains.csv" => parsed(name, &desk.ask(commands::ExportMains).await.unwrap().text),
            "activity.csv" => {
                let query = ActivityQuery::default();
                parsed(name, &desk.ask(commands::ExportActivity { query }).await.unwrap().text)
            }
            "config.toml" => parsed(name, &desk.ask(commands::ExportConfig).await.unwrap().text),
            other => panic!("{other}"),
        }
    }
}

async fn open(folder: &Path) -> (Desk, Arc<SecretsFile>) {
    let endpoints: EndpointsFile = toml::from_str(&said_then("endpoints.toml")).unwrap();
    let passphrase = Secret::new("the passphrase of the fixture");
    let secrets = Arc::new(SecretsFile::open(folder.join("secrets.captrack"), passphrase).unwrap());
    let clock = Arc::new(TestClock::standing(said_then("clock").trim().parse().unwrap()));
    let notifier = Some(Arc::new(TestDesktop::default()) as _);
    let wired = DeskParts { folder: folder.to_owned(), endpoints, secrets: secrets.clone(), clock, notifier };
    (Desk::wire(wired).await.unwrap(), secrets)
}

const FILES: [&str; 6] = ["snapshot.json", "pilots.json", "discord.json", "mains.csv", "activity.csv", "config.toml"];

fn parsed(name: &str, text: &str) -> Value {
    match name.rsplit('.').next().unwrap() {
        "json" => serde_json::from_str(text).unwrap(),
        "toml" => serde_json::to_value(toml::from_str::<toml::Table>(text).unwrap()).unwrap(),
        _ => text.lines().collect(),
    }
}

/// What an answer of today lacks of the one of then, or says otherwise: path, then, now. What is added is no difference: a key of an
/// object, a line of a CSV file.
fn differences(path: &str, then: &Value, now: &Value, found: &mut Vec<(String, String, String)>) {
    let told = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match (then, now) {
        (Value::Object(before), Value::Object(after)) => {
            for (key, then) in before {
                let path = format!("{path}/{key}");
                match after.get(key) {
                    Some(now) => differences(&path, then, now, found),
                    None => found.push((path, told(then), "missing".to_owned())),
                }
            }
        }
        (Value::Array(before), Value::Array(after)) if is_csv(path) => {
            let mut lines = after.iter();
            let lost = before.iter().filter(|line| !lines.clone().any(|other| other == *line)).collect::<Vec<_>>();
            let in_order =
                before.iter().filter(|line| !lost.contains(line)).all(|line| lines.any(|other| other == line));
            found.extend(lost.into_iter().map(|line| (path.to_owned(), told(line), "missing".to_owned())));
            if !in_order {
                found.push((path.to_owned(), "in order".to_owned(), "in another order".to_owned()));
            }
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            for (index, (then, now)) in before.iter().zip(after).enumerate() {
                differences(&format!("{path}/{index}"), then, now, found);
            }
        }
        (then, now) if then == now => {}
        (then, now) => found.push((path.to_owned(), told(then), told(now))),
    }
}

/// Lines, to which some may be added.
fn is_csv(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "csv")
}

/// Whether a path is one that a pattern means.
fn meets(pattern: &str, path: &str) -> bool {
    let (mut wanted, mut steps) = (pattern.split('/'), path.split('/'));
    wanted.by_ref().zip(steps.by_ref()).all(|(wanted, step)| wanted == "*" || wanted == step)
        && pattern.split('/').count() == path.split('/').count()
}

#[tokio::test]
async fn todays_version_says_of_an_earlier_data_folder_what_was_said_then() {
    let opened = Opened::new().await;
    let mut unused: Vec<&Changed> = CHANGED.iter().collect();
    let mut unexplained = Vec::new();
    for name in FILES {
        let mut found = Vec::new();
        differences(name, &parsed(name, &said_then(name)), &opened.says(name).await, &mut found);
        found.retain(|(path, _, _)| path != A_COUNT);
        for (path, then, now) in found {
            let explains = |changed: &&Changed| meets(changed.at, &path) && changed.then == then && changed.now == now;
            unused.retain(|changed| !explains(changed));
            if !CHANGED.iter().any(|changed| explains(&changed)) {
                unexplained.push(format!("{path}: {then} → {now}"));
            }
        }
    }
    assert!(unexplained.is_empty(), "{unexplained:#?}");
    let unused: Vec<_> = unused.iter().map(|changed| (changed.at, changed.because)).collect();
    assert!(unused.is_empty(), "listed as changed, and is not: {unused:?}");
}

#[tokio::test]
async fn an_earlier_data_folder_says_the_same_after_a_second_start() {
    let mut opened = Opened::new().await;
    let mut before = Vec::new();
    for name in FILES {
        before.push((name, opened.says(name).await));
    }
    opened.again().await;
    for (name, before) in before {
        let mut found = Vec::new();
        differences(name, &before, &opened.says(name).await, &mut found);
        found.retain(|(path, _, _)| path != A_COUNT);
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[tokio::test]
async fn the_movements_of_an_earlier_data_folder_are_there_with_both_times() {
    let opened = Opened::new().await;
    opened.desk.monitor().upkeep().keep_history().await.unwrap();
    let store = opened.desk.monitor().shared().store();
    let titan = HullKey::Item(ItemId(1_047_000_000_050));
    let trail = store.trail(titan, Timestamp::MIN, Timestamp::MAX).await.unwrap();
    let regions: Vec<_> = trail.iter().filter(|event| matches!(event.what, HullChange::Moved { .. })).collect();
    assert_eq!(regions.len(), 5, "through four systems and into the Keepstar, and no move that was none: {trail:#?}");
    assert!(trail.windows(2).all(|pair| pair[1].before == Some(pair[0].at)), "{trail:#?}");
    let sold = HullKey::Item(ItemId(1_047_000_000_113));
    let end = store.trail(sold, Timestamp::MIN, Timestamp::MAX).await.unwrap().pop().unwrap();
    assert!(matches!(end.what, HullChange::Gone { place } if place.location().is_some()), "{end:?}");
    let now: Timestamp = said_then("clock").trim().parse().unwrap();
    assert_eq!(store.fleet_at(now).await.unwrap().len(), 26, "and the fleet is written down");
}

#[tokio::test]
async fn the_secrets_of_an_earlier_version_are_all_there() {
    let opened = Opened::new().await;
    let signed_in = [1, 2, 3, 4, 5, 6, 12].map(|pilot| format!("refresh/{}", 2_112_000_000 + pilot));
    let others = ["webhook/critical", "webhook/standard", "allianceauth/token"].map(str::to_owned);
    for name in signed_in.iter().chain(&others) {
        assert!(opened.secrets.get(name).await.unwrap().is_some(), "{name}");
    }
}

#[test]
fn a_difference_is_found_and_an_addition_is_none() {
    use serde_json::json;
    let differ = |then: Value, now: Value| {
        let mut found = Vec::new();
        differences("x", &then, &now, &mut found);
        found.len()
    };
    assert_eq!(differ(json!({"a": 1}), json!({"a": 1, "b": 2})), 0);
    assert_eq!(differ(json!({"a": 1, "b": 2}), json!({"a": 1})), 1);
    assert_eq!(differ(json!({"a": [1, 2]}), json!({"a": [1, 3]})), 1);
    assert_eq!(differ(json!([1]), json!([1, 2])), 1);
    assert!(meets("x/*/b", "x/1/b") && !meets("x/*", "x/1/b") && !meets("x/*/c", "x/1/b"));
}
