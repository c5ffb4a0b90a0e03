//! The contract with the bridge: every answer that was recorded of it is understood, and it is asked as it was asked then.

use std::collections::BTreeSet;

use captrack_domain::hull::HullKey;
use captrack_domain::ids::{LocationId, PilotId, SystemId, TypeId};
use captrack_domain::place::{Place, Site};
use captrack_domain::policy::Policy;
use captrack_domain::roster::{Roster, RosterHull};
use captrack_domain::text::Text;
use captrack_ports::{
    AuthAttempt, AuthError, AuthServer, ConditionalAnswer, LaneStep, PublishOutcome, ReadPeriod, ReadPeriods, Secret,
};
use captrack_testing::eden::{DELVE, JITA, JITA_STATION};
use serde_json::{Value, json};

use crate::desk::{access, bridge, bridge_at, capital_groups, groups};
use crate::recorded::{Recorded, names, recorded};
use crate::stub::{Part, Stub, of_the_bridge};

/// Files that a test below reads in its own way.
const READ: [&str; 26] = [
    "acknowledgements",
    "acknowledgements-empty",
    "acknowledgements-post",
    "capitals",
    "capitals-groups",
    "capitals-not-modified",
    "capitals-since",
    "capitals-since-changed",
    "capitals-since-empty",
    "connect",
    "coverage",
    "coverage-fast-lane",
    "policy",
    "policy-empty",
    "policy-put",
    "policy-put-changed",
    "refresh",
    "snoozes",
    "snoozes-empty",
    "snoozes-post",
    "snoozes-post-refused",
    "snoozes-post-superseded",
    "token-delete",
    "whoami",
    "whoami-fast-lane",
    "whoami-limited",
];

/// What a refusal means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Means {
    Token,
    Permission,
    Request,
    Setup,
    Later,
}

const REFUSALS: [(&str, Means); 16] = [
    ("error-bad-groups", Means::Request),
    ("error-code-unknown", Means::Token),
    ("error-data-permission-missing", Means::Permission),
    ("error-method-not-allowed", Means::Setup),
    ("error-no-token", Means::Token),
    ("error-not-found", Means::Setup),
    ("error-permission-missing", Means::Permission),
    ("error-rate-limited", Means::Later),
    ("error-refresh-off", Means::Permission),
    ("error-refresh-permission-missing", Means::Permission),
    ("error-snooze-permission-missing", Means::Permission),
    ("error-token-delete-again", Means::Token),
    ("error-token-expired", Means::Token),
    ("error-token-revoked", Means::Token),
    ("error-token-unknown", Means::Token),
    ("snoozes-post-wrong", Means::Request),
];

#[test]
fn no_recorded_answer_is_left_unread() {
    let read = READ.into_iter().chain(REFUSALS.map(|(name, _)| name)).chain(["whoami-without-data"]);
    let read = read.map(str::to_owned).collect();
    assert_eq!(names(), read, "a file of bridge/recorded has no test, or a test has no file");
}

fn means(error: &AuthError) -> Means {
    match error {
        AuthError::Token { .. } => Means::Token,
        AuthError::Permission { .. } => Means::Permission,
        AuthError::Request { .. } => Means::Request,
        AuthError::Setup { .. } => Means::Setup,
        AuthError::Later { .. } | AuthError::Silent { .. } => Means::Later,
    }
}

#[tokio::test]
async fn every_refusal_is_understood_and_told_in_the_bridges_own_words() {
    for (name, meant) in REFUSALS {
        let recorded = recorded(name);
        let stub = recorded.serve().await;
        let error = bridge().whoami(&recorded.access(&stub), &BTreeSet::new()).await.unwrap_err();
        assert_eq!((means(&error), error.to_string()), (meant, recorded.sentence()), "{name}");
        if let AuthError::Later { after, .. } = error {
            let seconds = recorded.response.headers["Retry-After"].parse().unwrap();
            assert_eq!(after.map(|after| after.as_secs()), Some(seconds), "{name}");
        }
    }
}

#[tokio::test]
async fn who_the_token_belongs_to_is_told() {
    for name in ["whoami", "whoami-fast-lane", "whoami-limited", "whoami-without-data"] {
        let recorded = recorded(name);
        let stub = recorded.serve().await;
        let body = recorded.body();
        let told = bridge().whoami(&recorded.access(&stub), &BTreeSet::new()).await.unwrap();
        recorded.assert_asked(&stub);
        assert_eq!(told.server, body["server"]["name"]);
        assert_eq!(told.bridge, body["server"]["bridge"]);
        assert_eq!(told.main, PilotId(body["main"]["character_id"].as_i64().unwrap()));
        assert_eq!(told.main_name, body["main"]["name"]);
        assert_eq!(told.token_name, body["token"]["name"]);
        assert_eq!(told.token_expires_at.to_string(), body["token"]["expires_at"]);
        assert_eq!(
            [told.may_read, told.may_snooze, told.may_publish],
            ["read", "snooze", "policy"].map(|word| body["permissions"][word].as_bool().unwrap())
        );
        assert_eq!(Some(told.characters), body["sees"]["characters"].as_u64());
        let problems: Vec<&str> =
            body["problems"].as_array().unwrap().iter().map(|problem| problem["sentence"].as_str().unwrap()).collect();
        assert_eq!(told.problems, problems);
        assert_eq!(told.clock_ahead_secs, 0);
        assert_eq!(told.audit_url, None, "it is a page of another site than the one that was asked");
        for (told, kind) in [(told.reads.assets, "assets"), (told.reads.location, "location")] {
            let period = &body["reads"][kind];
            let seconds = |name: &str| period[name].as_u64().unwrap();
            let expected = period.is_object().then(|| ReadPeriod {
                usual_secs: seconds("every_seconds"),
                slowest_secs: seconds("slowest_seconds"),
                observed: period["from"] == "observed",
            });
            assert_eq!(told, expected, "{name}: {kind}");
        }
    }
}

#[tokio::test]
async fn a_bridge_that_does_not_tell_how_often_it_reads_is_understood_too() {
    for reads in [None, Some(json!({})), Some(json!({ "assets": null, "location": null }))] {
        let mut old = recorded("whoami");
        let fields = old.response.body.as_mut().and_then(Value::as_object_mut).unwrap();
        fields.remove("reads");
        fields.extend(reads.map(|reads| ("reads".to_owned(), reads)));
        let stub = old.serve().await;
        let told = bridge().whoami(&old.access(&stub), &BTreeSet::new()).await.unwrap();
        assert_eq!(told.reads, ReadPeriods::default());
    }
}

#[tokio::test]
async fn a_clock_that_is_an_hour_off_is_told_with_its_sign() {
    let recorded = recorded("whoami");
    let stub = recorded.serve().await;
    for (here, ahead) in [("2026-11-05T17:00:00Z", 3600), ("2026-11-05T19:00:00Z", -3600)] {
        let told = bridge_at(here).whoami(&recorded.access(&stub), &BTreeSet::new()).await.unwrap();
        assert_eq!(told.clock_ahead_secs, ahead);
    }
}

async fn roster(recorded: &Recorded, ids: &[i64]) -> (Roster, Option<String>) {
    let stub = recorded.serve().await;
    let answer = bridge().roster(&recorded.access(&stub), &groups(ids), None).await.unwrap();
    let ConditionalAnswer::New(roster, etag) = answer else { panic!("unchanged") };
    (roster, etag)
}

/// A column of a table of the answer.
fn column<'a>(body: &'a Value, table: &str, column: &str) -> &'a Vec<Value> {
    body[table][column].as_array().unwrap_or_else(|| panic!("{table}.{column}"))
}

fn time(at: Option<jiff::Timestamp>) -> Value {
    at.map_or(Value::Null, |at| Value::String(at.to_string()))
}

#[tokio::test]
async fn every_hull_arrives_as_the_bridge_tells_it() {
    for (name, ids) in
        [("capitals", &[30, 485, 513, 547, 659, 883, 902, 1538, 4594, 5120][..]), ("capitals-groups", &[30, 659][..])]
    {
        let recorded = recorded(name);
        let (roster, etag) = roster(&recorded, ids).await;
        assert_eq!(etag.as_deref(), Some(recorded.etag()));
        let body = recorded.body();
        let of = |name: &'static str| column(body, "hulls", name);
        assert_eq!(roster.hulls.len(), of("item_id").len());
        assert!(!roster.hulls.is_empty());
        for (row, hull) in roster.hulls.iter().enumerate() {
            match hull.key {
                HullKey::Item(item) => assert_eq!(of("item_id")[row], item.0),
                HullKey::PilotType(pilot, type_id) => {
                    assert_eq!((&of("item_id")[row], pilot, type_id), (&Value::Null, hull.pilot, hull.type_id));
                }
            }
            assert_eq!(of("character_id")[row], hull.pilot.0);
            assert_eq!(of("type_id")[row], hull.type_id.0);
            let packaged = hull.packaged.map_or((true, 1), |n| (false, n));
            assert_eq!((&of("singleton")[row], &of("quantity")[row]), (&json!(packaged.0), &json!(packaged.1)));
            assert_eq!(of("flown")[row], serde_json::to_value(hull.flown).unwrap());
            assert_eq!(of("observed_at")[row], time(hull.seen_at));
            assert_eq!(of("location_observed_at")[row], time(hull.place_at));
            assert_eq!(of("asset_safety")[row], hull.place.site == Site::AssetSafety);
            assert_eq!(of("location_id")[row].is_null(), hull.place == Place::UNKNOWN);
            if let Some(location) = hull.place.location() {
                assert_eq!(of("location_id")[row], location.0);
            }
        }
    }
}

fn hull(roster: &Roster, item: i64) -> RosterHull {
    let key = format!("item/{item}").parse().unwrap();
    *roster.hulls.iter().find(|hull| hull.key == key).unwrap()
}

#[tokio::test]
async fn every_kind_of_place_is_understood() {
    let (roster, _) = roster(&recorded("capitals"), &[30, 485, 513, 547, 659, 883, 902, 1538, 4594, 5120]).await;
    let place = |item| hull(&roster, item).place;
    let home = LocationId(1_089_000_000_001);
    assert_eq!(place(1_090_000_000_001), Place::space(SystemId(30_004_751)));
    assert_eq!(place(1_090_000_000_002), Place { system: Some(DELVE), site: Site::Structure(home) });
    let jita = Place { system: Some(JITA), site: Site::Station(JITA_STATION) };
    assert_eq!(place(1_090_000_000_003), jita);
    let closed = Place { system: None, site: Site::Structure(LocationId(1_089_000_000_999)) };
    assert_eq!(place(1_090_000_000_004), closed);
    assert_eq!(place(1_090_000_000_006), Place { system: None, site: Site::AssetSafety });
    let unlisted = HullKey::PilotType(PilotId(2_112_000_002), TypeId(92_824));
    let gaia = roster.hulls.iter().find(|hull| hull.key == unlisted).unwrap();
    assert_eq!((gaia.place, gaia.place_at, gaia.flown), (Place::UNKNOWN, None, Some(true)));
    // Of structures only those whose name and system are both known.
    assert_eq!(roster.structures.len(), 1);
    assert_eq!(roster.structures[&home], ("1DQ1-A - Home".to_owned(), DELVE));
}

#[tokio::test]
async fn pilots_names_and_types_arrive() {
    let recorded = recorded("capitals");
    let (roster, _) = roster(&recorded, &[30, 485, 513, 547, 659, 883, 902, 1538, 4594, 5120]).await;
    let body = recorded.body();
    let of = |name: &'static str| column(body, "characters", name);
    assert_eq!(roster.pilots.len(), of("name").len());
    for (row, pilot) in roster.pilots.iter().enumerate() {
        assert_eq!(of("character_id")[row], pilot.id.0);
        assert_eq!(of("name")[row], pilot.name);
        assert_eq!(of("corporation_id")[row], pilot.corporation.0);
        assert_eq!(of("alliance_id")[row].as_i64(), pilot.alliance.map(|id| id.0));
        assert_eq!(of("main_id")[row].as_i64(), pilot.main.map(|id| id.0));
        assert_eq!(of("owned")[row], pilot.owned);
        assert_eq!(of("assets_observed_at")[row], time(pilot.assets_at));
        assert_eq!(of("location_observed_at")[row], time(pilot.location_at));
    }
    for table in ["mains", "corporations", "alliances"] {
        for (id, name) in column(body, table, "id").iter().zip(column(body, table, "name")) {
            assert_eq!(*name, roster.names[&id.as_i64().unwrap()]);
        }
    }
    let types: Vec<i64> = roster.types.iter().map(|hull| hull.type_id.0).collect();
    assert_eq!(&types.into_iter().map(Value::from).collect::<Vec<_>>(), column(body, "types", "type_id"));
    assert!(roster.types.iter().any(|hull| hull.name == "Avatar" && hull.group.0 == 30));
}

#[tokio::test]
async fn only_the_groups_that_were_asked_for_are_an_answer() {
    let recorded = recorded("capitals-groups");
    let stub = recorded.serve().await;
    bridge().roster(&recorded.access(&stub), &groups(&[30, 659]), None).await.unwrap();
    recorded.assert_asked(&stub);
    let error = bridge().roster(&recorded.access(&stub), &capital_groups(), None).await.unwrap_err();
    assert!(matches!(error, AuthError::Later { .. }), "hulls of other groups would be taken for gone: {error}");
}

#[tokio::test]
async fn what_is_unchanged_is_asked_for_with_its_etag() {
    let recorded = recorded("capitals-not-modified");
    let stub = recorded.serve().await;
    let etag = recorded.request.headers["If-None-Match"].clone();
    let answer = bridge().roster(&recorded.access(&stub), &capital_groups(), Some(&etag)).await.unwrap();
    assert_eq!(answer, ConditionalAnswer::Unchanged);
    let asked = stub.asked();
    assert_eq!(asked[0].header("if-none-match"), Some(etag.as_str()));
    assert_eq!(asked[0].header("accept-encoding"), Some("gzip"));
    // Unchanged since when? Nothing was known.
    let error = bridge().roster(&recorded.access(&stub), &capital_groups(), None).await.unwrap_err();
    assert!(!matches!(error, AuthError::Token { .. } | AuthError::Permission { .. }), "{error}");
}

#[tokio::test]
async fn what_is_not_asked_yet_is_the_bridges_too() {
    for name in [
        "coverage",
        "coverage-fast-lane",
        "refresh",
        "capitals-since",
        "capitals-since-changed",
        "capitals-since-empty",
    ] {
        let told = recorded(name);
        assert_eq!(told.body()["version"], 1);
        assert!(told.response.headers.contains_key("X-Captrack-Bridge"));
    }
}

#[tokio::test]
async fn the_published_policy_arrives_untouched() {
    for name in ["policy-empty", "policy"] {
        let recorded = recorded(name);
        let stub = recorded.serve().await;
        let answer = bridge().policy(&recorded.access(&stub), None).await.unwrap();
        recorded.assert_asked(&stub);
        let ConditionalAnswer::New(published, etag) = answer else { panic!("unchanged") };
        let body = recorded.body();
        assert_eq!(etag.as_deref(), Some(recorded.etag()));
        assert_eq!(Some(published.revision), body["revision"].as_u64());
        assert_eq!(published.policy.unwrap_or_default(), body["policy"]);
        assert_eq!(published.by.as_deref(), body["by"].as_str());
    }
}

#[tokio::test]
async fn a_policy_is_published_unless_somebody_was_faster() {
    let policy = Policy::default();
    let done = recorded("policy-put");
    let stub = done.serve().await;
    let answer = bridge().publish(&done.access(&stub), Some(&serde_json::to_value(&policy).unwrap()), 0).await.unwrap();
    done.assert_asked(&stub);
    let PublishOutcome::Done(published) = answer else { panic!("{answer:?}") };
    assert_eq!(published.revision, 1);
    let sent: Value = serde_json::from_slice(&stub.asked()[0].body).unwrap();
    assert_eq!(sent["base_revision"], 0);
    assert_eq!(serde_json::from_value::<Policy>(sent["policy"].clone()).unwrap(), policy);

    let changed = recorded("policy-put-changed");
    let stub = changed.serve().await;
    let answer = bridge().publish(&changed.access(&stub), None, 0).await.unwrap();
    let PublishOutcome::Overtaken(current) = answer else { panic!("{answer:?}") };
    assert_eq!((current.revision, current.by.as_deref()), (1, Some("Recorded Leader")));
    assert!(current.policy.unwrap()["classes"].is_object());
    let sent: Value = serde_json::from_slice(&stub.asked()[0].body).unwrap();
    assert_eq!(sent["policy"], Value::Null, "taken back");
}

#[tokio::test]
async fn a_token_is_revoked_and_is_so_also_when_it_was_before() {
    for name in ["token-delete", "error-token-delete-again", "error-token-unknown", "error-token-expired"] {
        let recorded = recorded(name);
        let stub = recorded.serve().await;
        bridge().revoke(&recorded.access(&stub)).await.unwrap();
        let asked = stub.asked();
        assert_eq!(asked[0].target(), "DELETE /captrack-bridge/api/v1/token");
        assert!(asked[0].body.is_empty());
    }
    recorded("token-delete").assert_asked(&{
        let recorded = recorded("token-delete");
        let stub = recorded.serve().await;
        bridge().revoke(&recorded.access(&stub)).await.unwrap();
        stub
    });
    // An older bridge has no such address.
    let older = recorded("error-not-found");
    let stub = older.serve().await;
    assert_eq!(means(&bridge().revoke(&older.access(&stub)).await.unwrap_err()), Means::Setup);
}

#[tokio::test]
async fn a_code_becomes_a_token() {
    let recorded = recorded("connect");
    let stub = recorded.serve().await;
    let asked = recorded.request.body.clone().unwrap();
    let attempt = AuthAttempt {
        address: stub.address.clone(),
        page: stub.address.url().clone(),
        state: "s".repeat(32),
        verifier: Secret::new(asked["verifier"].as_str().unwrap()),
    };
    let token = bridge().finish(&attempt, &Secret::new(asked["code"].as_str().unwrap())).await.unwrap();
    recorded.assert_asked(&stub);
    assert_eq!(token.reveal(), recorded.body()["token"]);
    assert_eq!(serde_json::from_slice::<Value>(&stub.asked()[0].body).unwrap(), asked);
    assert_eq!(stub.asked()[0].header("authorization"), None);
}

/// The recorded answer about capitals, with other fields.
async fn changes_of(fields: Value, cursor: Option<&str>) -> Result<(Roster, Option<String>), AuthError> {
    let mut recorded = recorded("capitals");
    let body = recorded.response.body.as_mut().and_then(Value::as_object_mut).unwrap();
    body.extend(fields.as_object().unwrap().clone());
    let stub = recorded.serve().await;
    let answer = bridge().roster_changes(&recorded.access(&stub), &capital_groups(), cursor).await;
    let asked = stub.asked();
    let since = if cursor.is_some() { "since=a%2B%2Fb%3D&groups=" } else { "since=&groups=" };
    assert!(asked[0].target().contains(since), "{}", asked[0].target());
    assert_eq!(asked[0].header("if-none-match"), None);
    answer
}

#[tokio::test]
async fn changes_alone_are_told_from_everything() {
    let here = Some("a+/b=");
    let (roster, cursor) = changes_of(json!({ "full": false, "cursor": "c", "removed": [7, 8] }), here).await.unwrap();
    assert_eq!((roster.removed, cursor), (Some([PilotId(7), PilotId(8)].into()), Some("c".to_owned())));
    let (roster, cursor) = changes_of(json!({ "full": true, "cursor": "c", "removed": [] }), here).await.unwrap();
    assert_eq!((roster.removed, cursor.as_deref()), (None, Some("c")), "the cursor was none of its own");
    let (roster, cursor) = changes_of(json!({ "full": true, "cursor": null, "removed": [] }), None).await.unwrap();
    assert_eq!((roster.removed, cursor), (None, None));
    // An old bridge takes no notice of the question.
    let (roster, cursor) = changes_of(json!({}), None).await.unwrap();
    assert_eq!((roster.removed, cursor), (None, None));
    let (_, cursor) = changes_of(json!({ "full": true, "cursor": "x".repeat(5000) }), None).await.unwrap();
    assert_eq!(cursor, None, "everything is asked for then");
}

#[tokio::test]
async fn changes_that_make_no_sense_count_for_nothing() {
    for (fields, cursor) in [
        // Whoever is not in it may have gone.
        (json!({ "full": false, "cursor": "c" }), Some("a+/b=")),
        // Of nothing that anybody knows.
        (json!({ "full": false, "cursor": "c", "removed": [] }), None),
        (json!({ "full": "no", "cursor": "c", "removed": [] }), Some("a+/b=")),
        (json!({ "full": false, "cursor": 7, "removed": [] }), Some("a+/b=")),
    ] {
        let error = changes_of(fields.clone(), cursor).await.unwrap_err();
        assert!(matches!(error, AuthError::Later { .. }), "{fields}: {error}");
    }
    let odd = json!({ "full": false, "cursor": "c", "removed": [7, "8"] });
    let (roster, _) = changes_of(odd, Some("a+/b=")).await.unwrap();
    assert!(roster.doubt.everybody, "the one that was not understood could be anybody");
}

#[tokio::test]
async fn revisions_and_the_fast_lane_are_told_and_an_old_bridge_has_neither() {
    let told = async |fields: Value| {
        let mut recorded = recorded("whoami");
        let body = recorded.response.body.as_mut().and_then(Value::as_object_mut).unwrap();
        for old in ["revisions", "fast_lane"] {
            body.remove(old);
        }
        body.extend(fields.as_object().unwrap().clone());
        let stub = recorded.serve().await;
        let told = bridge().whoami(&recorded.access(&stub), &groups(&[30, 659])).await.unwrap();
        assert!(stub.asked()[0].target().ends_with("whoami?groups=30,659"), "{}", stub.asked()[0].target());
        told
    };
    let old = told(json!({})).await;
    assert_eq!((old.revisions, old.fast_lane), (None, None));
    let step = json!({ "every_seconds": 600, "characters": 80, "ships": 120 });
    let new = told(json!({
        "revisions": { "capitals": "a", "coverage": null, "snoozes": "", "acknowledgements": "b", "policy": "3" },
        "fast_lane": { "location": [step, { "every_seconds": 0, "characters": 1, "ships": 1 }], "assets": [] },
    }))
    .await;
    let revisions = new.revisions.unwrap();
    assert_eq!((revisions.roster.as_deref(), revisions.acknowledgements.as_deref()), (Some("a"), Some("b")));
    assert_eq!((revisions.coverage, revisions.snoozes), (None, None), "these have to be asked");
    let lane = new.fast_lane.unwrap();
    assert_eq!(lane.location, [LaneStep { every_secs: 600, characters: 80, ships: 120 }]);
    assert!(lane.assets.is_empty());
}

#[tokio::test]
async fn pilots_are_asked_for_and_each_is_told_what_comes_of_it() {
    let body = r#"{"version":1,"asked_at":"2026-11-05T14:05:00Z","ready_in":40,
        "queued":[{"pilot_id":1,"ready_in":40}],
        "refused":[{"pilot_id":2,"code":"no_token","sentence":"It has no token."},{"pilot_id":3,"code":"odd","sentence":""}]}"#;
    let stub = Stub::doing(vec![Part::Bytes(of_the_bridge(202, body))]).await;
    let answer = bridge().refresh(&access(&stub), &[PilotId(1), PilotId(2), PilotId(3)]).await.unwrap();
    assert_eq!(stub.asked()[0].target(), "POST /captrack-bridge/api/v1/refresh");
    assert_eq!(serde_json::from_slice::<Value>(&stub.asked()[0].body).unwrap(), json!({ "pilots": [1, 2, 3] }));
    assert_eq!(answer.queued, [(PilotId(1), 40)]);
    assert_eq!(answer.refused[0], (PilotId(2), Text::said("It has no token.")));
    assert_eq!(answer.refused[1].1.code, "auth-not-read-now");
}

#[tokio::test]
async fn what_is_missing_of_everybody_arrives_as_the_bridge_tells_it() {
    let recorded = recorded("coverage");
    let stub = recorded.serve().await;
    let ConditionalAnswer::New(coverage, etag) = bridge().coverage(&recorded.access(&stub), None).await.unwrap() else {
        panic!("unchanged")
    };
    recorded.assert_asked(&stub);
    assert_eq!(etag.as_deref(), Some(recorded.etag()));
    let body = recorded.body();
    let of = |name: &'static str| column(body, "characters", name);
    assert_eq!(coverage.pilots.len(), of("character_id").len());
    for (row, pilot) in coverage.pilots.iter().enumerate() {
        assert_eq!((&of("character_id")[row], &of("name")[row]), (&json!(pilot.id.0), &json!(pilot.name)));
        assert_eq!(of("missing")[row].as_array().unwrap().len(), pilot.missing.len(), "{}", pilot.name);
    }
    let readable = coverage.pilots.iter().filter(|pilot| pilot.is_readable()).count();
    assert!(readable < coverage.pilots.len());
    assert_eq!(coverage.corporations.len(), column(body, "corporations", "id").len());
}
