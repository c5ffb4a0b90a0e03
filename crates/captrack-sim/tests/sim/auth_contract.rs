//! The sim's AllianceAuth says nothing that the real bridge would not: every recorded answer of it has its like here, with the same
//! fields and the same kinds of values.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use captrack_sim::{AuthPermission, CLOSED_FORTIZAR, JITA_STATION, Place, Placement, STAGING_KEEPSTAR, SimNewPilot};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{CHALLENGE, VERIFIER, World};

/// What is the same in form: the path to a value, every entry of a list alike, and the kinds of value that stand there.
type Shape = BTreeMap<String, BTreeSet<&'static str>>;

/// Adds what a value has. What is in a policy is nobody's business.
fn shape(path: &str, value: &Value, into: &mut Shape) {
    into.entry(path.to_owned()).or_default().insert(kind(value));
    match value {
        Value::Object(fields) if !path.ends_with(".policy") => {
            fields.iter().for_each(|(name, value)| shape(&format!("{path}.{name}"), value, into));
        }
        Value::Array(entries) => entries.iter().for_each(|entry| shape(&format!("{path}[]"), entry, into)),
        _ => {}
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
        Value::String(text) => match (text.parse::<jiff::Timestamp>().is_ok(), text.len()) {
            (true, 20) => "time to the second",
            (true, 27) => "time to the microsecond",
            (true, _) => "another time",
            (false, _) => "text",
        },
    }
}

/// An answer as it was recorded, or as the sim gave it.
#[derive(Debug)]
struct Answer {
    status: u64,
    /// Names in small letters.
    headers: BTreeSet<String>,
    body: Value,
}

const HEADERS: [&str; 7] =
    ["content-type", "cache-control", "etag", "retry-after", "allow", "www-authenticate", "x-captrack-bridge"];

fn recorded() -> BTreeMap<String, Answer> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../bridge/recorded");
    let read = |path: PathBuf| {
        let file: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let response = &file["response"];
        let headers = response["headers"].as_object().unwrap().keys().map(|name| name.to_ascii_lowercase()).collect();
        let answer = Answer { status: response["status"].as_u64().unwrap(), headers, body: response["body"].clone() };
        (path.file_stem().unwrap().to_str().unwrap().to_owned(), answer)
    };
    std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(read)
        .collect()
}

/// Asks the sim what the real bridge was asked.
struct Asker {
    world: World,
    given: BTreeMap<String, Answer>,
}

impl Asker {
    async fn ask(&mut self, name: &str, method: &str, what: &str, token: Option<&str>, body: Option<Value>) -> Value {
        let mut request = self.world.bridge(method.parse::<Method>().unwrap(), what, token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        self.keep(name, request).await
    }

    async fn keep(&mut self, name: &str, request: reqwest::RequestBuilder) -> Value {
        let response = request.send().await.unwrap();
        let status = u64::from(response.status().as_u16());
        let headers = response.headers().keys().map(|name| name.as_str().to_owned());
        let headers = headers.filter(|name| HEADERS.contains(&name.as_str())).collect();
        let body = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap_or(Value::Null);
        self.given.insert(name.to_owned(), Answer { status, headers, body });
        self.given[name].body.clone()
    }
}

/// A world with everything that a desk must understand, and the same questions that were recorded.
async fn given() -> BTreeMap<String, Answer> {
    let world = World::new();
    let (control, auth) = (world.sim.control(), world.auth());
    let leader = world.pilot("Leader");
    let nyx = 23_913;
    let home = Place::Structure(STAGING_KEEPSTAR);
    let titan = control.place(Placement::flown(leader, 11_567, home)).unwrap();
    for at in [Place::Station(JITA_STATION), Place::Structure(CLOSED_FORTIZAR), Place::AssetSafety] {
        control.place(Placement::stored(leader, nyx, at)).unwrap();
    }
    let outside = control.create_corporation("Elsewhere", "ELSE", false);
    let alt = control.create_pilot(SimNewPilot::named("Alt").alt_of(leader)).unwrap();
    control.transfer(alt, outside).unwrap();
    let bought = control.place(Placement::flown(alt, nyx, Place::Space(30_004_730))).unwrap();
    let (left, unregistered) = (world.pilot("Left"), world.pilot("Unregistered"));
    auth.read_all();
    control.move_hull(titan, Place::Space(30_004_751)).unwrap();
    auth.read_location(leader).unwrap();
    assert!(control.hulls().iter().any(|hull| hull.item_id == bought));
    auth.set_left(left, true);
    auth.register(left).unwrap();
    control.place(Placement::stored(left, nyx, home)).unwrap();
    auth.read_assets(left).unwrap();
    auth.unregister(unregistered);
    let token = auth.make_leader_token(leader).unwrap();
    let mut asker = Asker { world, given: BTreeMap::new() };
    reads(&mut asker, &token).await;
    decisions(&mut asker, &token, leader, alt, titan).await;
    errors(&mut asker, leader, &token).await;
    connect(&mut asker, leader).await;
    changes(&mut asker, &token, (leader, titan), left).await;
    lane(&mut asker, &token, leader).await;
    asker.given
}

async fn reads(asker: &mut Asker, token: &str) {
    for (name, what) in [
        ("whoami", "whoami"),
        ("capitals", "capitals"),
        ("coverage", "coverage"),
        ("snoozes-empty", "snoozes"),
        ("acknowledgements-empty", "acknowledgements"),
        ("policy-empty", "policy"),
        ("capitals-groups", "capitals?groups=30,659"),
    ] {
        asker.ask(name, "GET", what, Some(token), None).await;
    }
    let response = asker.world.bridge(Method::GET, "capitals", Some(token)).send().await.unwrap();
    let etag = response.headers()["etag"].clone();
    let request = asker.world.bridge(Method::GET, "capitals", Some(token)).header("If-None-Match", etag);
    asker.keep("capitals-not-modified", request).await;
    let put = |base: u64, policy: Value| Some(json!({ "policy": policy, "base_revision": base }));
    asker.ask("policy-put", "PUT", "policy", Some(token), put(0, json!({ "group_wait_secs": 5 }))).await;
    asker.ask("policy", "GET", "policy", Some(token), None).await;
    asker.ask("policy-put-changed", "PUT", "policy", Some(token), put(0, json!({}))).await;
}

/// Nothing new, then somebody who flew on and somebody who is gone.
async fn changes(asker: &mut Asker, token: &str, (leader, titan): (i64, i64), left: i64) {
    let cursor = |answer: &Value| format!("capitals?since={}", answer["cursor"].as_str().unwrap());
    let first = asker.ask("capitals-since", "GET", "capitals?since=", Some(token), None).await;
    assert_eq!((&first["full"], &first["removed"]), (&json!(true), &json!([])));
    let same = asker.ask("capitals-since-empty", "GET", &cursor(&first), Some(token), None).await;
    assert_eq!(
        (&same["full"], &same["cursor"], &same["characters"]["name"]),
        (&json!(false), &first["cursor"], &json!([]))
    );
    asker.world.sim.control().move_hull(titan, Place::Space(30_004_759)).unwrap();
    asker.world.auth().read_location(leader).unwrap();
    asker.world.auth().unregister(left);
    let later = asker.ask("capitals-since-changed", "GET", &cursor(&same), Some(token), None).await;
    assert_eq!((&later["characters"]["character_id"], &later["removed"]), (&json!([leader]), &json!([left])));
}

/// Pilots that are to be read at once, and what is told of the fast lane.
async fn lane(asker: &mut Asker, token: &str, leader: i64) {
    let auth = asker.world.auth();
    let body = Some(json!({ "pilots": [leader, 1] }));
    auth.forbid(leader, AuthPermission::RefreshAccess);
    asker.ask("error-refresh-permission-missing", "POST", "refresh", Some(token), body.clone()).await;
    auth.allow(leader, AuthPermission::RefreshAccess).unwrap();
    asker.ask("refresh", "POST", "refresh", Some(token), body.clone()).await;
    auth.fast_lane(Some(std::time::Duration::from_secs(600)));
    auth.read_assets(leader).unwrap();
    asker.ask("whoami-fast-lane", "GET", "whoami", Some(token), None).await;
    asker.ask("coverage-fast-lane", "GET", "coverage", Some(token), None).await;
    auth.set_fast_lane(false);
    asker.ask("error-refresh-off", "POST", "refresh", Some(token), body).await;
}

async fn decisions(asker: &mut Asker, token: &str, leader: i64, alt: i64, titan: i64) {
    let at = "2026-11-22T14:00:00Z";
    let snoozed = json!({ "pilot_id": leader, "state": "snoozed", "decided_at": at, "until": "2026-11-23T14:00:00Z", "why": "moving day" });
    let cleared = json!({ "pilot_id": alt, "state": "cleared", "decided_at": at });
    let unknown = json!({ "pilot_id": 1, "state": "snoozed", "decided_at": at });
    let older = json!({ "pilot_id": leader, "state": "cleared", "decided_at": "2026-11-22T13:00:00Z" });
    let seen =
        json!({ "main_id": leader, "state": "acknowledged", "decided_at": at, "hulls": [format!("item/{titan}")] });
    let some = |decisions: Value| Some(json!({ "decisions": decisions }));
    asker.ask("snoozes-post", "POST", "snoozes", Some(token), some(json!([snoozed, cleared, unknown]))).await;
    asker.ask("snoozes-post-superseded", "POST", "snoozes", Some(token), some(json!([older]))).await;
    asker.ask("snoozes", "GET", "snoozes", Some(token), None).await;
    asker.ask("snoozes-post-wrong", "POST", "snoozes", Some(token), some(json!([{ "state": "cleared" }]))).await;
    let endless = json!({ "pilot_id": leader, "state": "snoozed", "decided_at": at, "until": "9999-12-31T23:59:59Z" });
    asker.ask("snoozes-post-refused", "POST", "snoozes", Some(token), some(json!([endless]))).await;
    asker.ask("acknowledgements-post", "POST", "acknowledgements", Some(token), some(json!([seen]))).await;
    asker.ask("acknowledgements", "GET", "acknowledgements", Some(token), None).await;
}

async fn errors(asker: &mut Asker, leader: i64, token: &str) {
    let auth = asker.world.auth();
    let (revoked, expired) = (auth.make_token(leader, "r").unwrap(), auth.make_token(leader, "e").unwrap());
    auth.revoke_token(&revoked);
    auth.expire_token(&expired);
    asker.ask("error-no-token", "GET", "capitals", None, None).await;
    asker.ask("error-token-unknown", "GET", "capitals", Some("ctb_nobody"), None).await;
    asker.ask("error-token-revoked", "GET", "capitals", Some(&revoked), None).await;
    asker.ask("error-token-expired", "GET", "capitals", Some(&expired), None).await;
    asker.ask("error-not-found", "GET", "nothing", Some(token), None).await;
    asker.ask("error-method-not-allowed", "POST", "capitals", Some(token), Some(json!({}))).await;
    asker.ask("error-bad-groups", "GET", "capitals?groups=titans", Some(token), None).await;
    let member = asker.world.pilot("Member");
    let theirs = auth.make_token(member, "member").unwrap();
    auth.allow(member, AuthPermission::BasicAccess).unwrap();
    asker.ask("whoami-without-data", "GET", "whoami", Some(&theirs), None).await;
    asker.ask("error-data-permission-missing", "GET", "capitals", Some(&theirs), None).await;
    auth.allow(member, AuthPermission::ViewCharacteraudit).unwrap();
    let body = json!({ "decisions": [{ "pilot_id": 1, "state": "cleared", "decided_at": "2026-11-22T14:00:00Z" }] });
    asker.ask("error-snooze-permission-missing", "POST", "snoozes", Some(&theirs), Some(body)).await;
    auth.forbid(member, AuthPermission::BasicAccess);
    asker.ask("error-permission-missing", "GET", "whoami", Some(&theirs), None).await;
    auth.set_rate_limit(1, 60);
    let limited = auth.make_token(leader, "limited").unwrap();
    asker.ask("whoami-limited", "GET", "whoami", Some(&limited), None).await;
    asker.ask("error-rate-limited", "GET", "whoami", Some(&limited), None).await;
    auth.set_rate_limit(60, 60);
}

async fn connect(asker: &mut Asker, leader: i64) {
    let page =
        format!("{}/captrack-bridge/connect/?state=0123456789abcdef&challenge={CHALLENGE}", asker.world.sim.auth_url());
    let link = asker.world.auth().agree(&page, leader).unwrap();
    let code = url::Url::parse(&link).unwrap().query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    let body = json!({ "code": code, "verifier": VERIFIER });
    asker.ask("connect", "POST", "connect", None, Some(body.clone())).await;
    asker.ask("error-code-unknown", "POST", "connect", None, Some(body)).await;
    let token = asker.world.auth().make_token(leader, "old laptop").unwrap();
    asker.ask("token-delete", "DELETE", "token", Some(&token), None).await;
    asker.ask("error-token-delete-again", "DELETE", "token", Some(&token), None).await;
}

/// Answers of one shape, which together show what a field can be: `snoozes-post` and `snoozes-post-superseded` are one.
fn family(name: &str) -> &str {
    let ends = ["-empty", "-groups", "-superseded", "-limited", "-without-data", "-changed", "-fast-lane"];
    ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name)
}

fn shapes(answers: &BTreeMap<String, Answer>) -> BTreeMap<&str, Shape> {
    let mut shapes: BTreeMap<&str, Shape> = BTreeMap::new();
    for (name, answer) in answers.iter().filter(|(name, _)| *name != "policy-put-changed") {
        shape("", &answer.body, shapes.entry(family(name)).or_default());
    }
    shape("", &answers["policy-put-changed"].body, shapes.entry("policy-put-changed").or_default());
    shapes
}

#[tokio::test]
async fn the_sim_answers_as_the_recorded_bridge_does() {
    let (real, sim) = (recorded(), given().await);
    let names = |answers: &BTreeMap<String, Answer>| answers.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(&sim), names(&real), "every recorded question is asked of the sim");
    for (name, real) in &real {
        let sim = &sim[name];
        assert_eq!(sim.status, real.status, "{name}: {}", sim.body);
        // A 304 has no body to tell the kind of.
        let without_kind = |headers: &BTreeSet<String>| -> BTreeSet<String> {
            headers.iter().filter(|name| real.status != 304 || *name != "content-type").cloned().collect()
        };
        assert_eq!(without_kind(&sim.headers), without_kind(&real.headers), "{name}");
        assert_eq!(sim.body["error"]["code"], real.body["error"]["code"], "{name}");
    }
}

#[tokio::test]
async fn every_field_of_the_sim_is_one_of_the_bridge_and_of_its_kind() {
    let (real, sim) = (recorded(), given().await);
    let (real, sim) = (shapes(&real), shapes(&sim));
    for (name, sim) in sim {
        let real = &real[name];
        let fields = |shape: &Shape| -> BTreeSet<String> {
            shape.keys().filter(|path| !path.ends_with("[]")).cloned().collect()
        };
        assert_eq!(fields(&sim), fields(real), "{name}");
        for (path, kinds) in &sim {
            let allowed = real.get(path).cloned().unwrap_or_default();
            assert!(kinds.is_subset(&allowed), "{name}{path}: {kinds:?} are not all of {allowed:?}");
        }
    }
}

#[test]
fn kinds_of_values_are_told_apart() {
    let of = |value: Value| {
        let mut found = Shape::new();
        shape("", &value, &mut found);
        found
    };
    assert_eq!(of(json!({ "a": [1, null] }))[".a[]"], BTreeSet::from(["null", "number"]));
    assert_eq!(kind(&json!("2026-11-05T17:00:00Z")), "time to the second");
    assert_eq!(kind(&json!("2026-11-05T17:00:00.000001Z")), "time to the microsecond");
    assert_eq!(kind(&json!("2026-11-05T17:00:00.1Z")), "another time");
    assert_ne!(of(json!({ "a": 1 })), of(json!({ "a": "1" })));
    assert!(!of(json!({ "policy": { "x": 1 } })).contains_key(".policy.x"));
}
