//! What ESI and Discord answer, against their official schemas where those lie beside the project.

use std::path::Path;

use captrack_sim::{Place, Placement, RouteSpec, STAGING_KEEPSTAR, SimNewPilot, routes};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::client::{DIRECTOR_SCOPES, PILOT_SCOPES, World};

/// An official document, if it lies beside the project.
fn document(name: &str) -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs").join(name);
    let Ok(text) = std::fs::read_to_string(path) else {
        assert!(std::env::var_os("CI").is_none(), "{name} is not here, which on CI is a failure");
        eprintln!("{name} is not here: nothing to compare with");
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}

/// A validator of one schema of a document, with the document's components at hand.
fn validator(document: &Value, schema: &Value) -> Validator {
    let mut root = schema.clone();
    root["components"] = document["components"].clone();
    jsonschema::options().should_validate_formats(true).build(&root).unwrap()
}

fn schema_of(document: &Value, route: &RouteSpec) -> Value {
    let method = route.method.to_lowercase();
    document["paths"][route.path][method]["responses"]["200"]["content"]["application/json"]["schema"].clone()
}

#[test]
fn routes_have_the_budgets_scopes_and_cache_times_of_the_official_document() {
    let Some(document) = document("esi-2026-08-18.openapi.json") else { return };
    for route in routes() {
        let operation = &document["paths"][route.path][route.method.to_lowercase()];
        let name = route.name();
        assert!(operation.is_object(), "{name}");
        assert_eq!(operation["security"][0]["OAuth2"][0].as_str(), route.scope, "{name}");
        assert_eq!(
            operation["x-rate-limit"]["group"].as_str(),
            route.group.map(captrack_sim::RateGroup::name),
            "{name}"
        );
        let tokens = route.group.map(|group| u64::from(group.tokens()));
        assert_eq!(operation["x-rate-limit"]["max-tokens"].as_u64(), tokens, "{name}");
        assert_eq!(operation["x-cache-age"].as_i64(), route.cache_seconds, "{name}");
    }
}

#[tokio::test]
async fn every_answer_has_the_official_shape() {
    let Some(document) = document("esi-2026-08-18.openapi.json") else { return };
    let world = World::new();
    let control = world.sim.control();
    let director = control.create_pilot(SimNewPilot::named("Kara Volkov").director().online()).unwrap();
    let corporation = control.pilots()[0].corporation_id;
    control.place(Placement::flown(director, 671, Place::Space(30_004_759))).unwrap();
    let carrier = control.place(Placement::stored(director, 23757, Place::Station(60_003_760))).unwrap();
    control.place(Placement::stored(director, 19720, Place::Inside(carrier))).unwrap();
    control.place(Placement::stored(director, 19722, Place::AssetSafety)).unwrap();
    control.place(Placement::stored(director, 19724, Place::Space(30_004_759))).unwrap();
    control.place_for_corporation(corporation, 28850, Place::Structure(STAGING_KEEPSTAR)).unwrap();
    let scopes: Vec<&str> = PILOT_SCOPES.into_iter().chain(DIRECTOR_SCOPES).collect();
    let token = world.sign_in(director, &scopes).await.access;
    let corporation_item: Value = world.read(&format!("/corporations/{corporation}/assets"), &token).await;
    for route in routes() {
        let path = route
            .path
            .replace("{character_id}", &director.to_string())
            .replace("{corporation_id}", &corporation.to_string())
            .replace("{alliance_id}", &captrack_sim::ALLIANCE_ID.to_string())
            .replace("{structure_id}", &STAGING_KEEPSTAR.to_string())
            .replace("{system_id}", "30004759")
            .replace("{type_id}", "671")
            .replace("{group_id}", "30");
        let body = match route.path {
            "/characters/affiliation" => json!([director]),
            "/universe/names" => {
                json!([
                    director,
                    corporation,
                    captrack_sim::ALLIANCE_ID,
                    30_004_759,
                    60_003_760,
                    671,
                    10_000_060,
                    20_000_696
                ])
            }
            path if path.starts_with("/corporations") => json!([corporation_item[0]["item_id"]]),
            _ => json!([carrier]),
        };
        let request = if route.method == "GET" { world.esi(&path) } else { world.esi_post(&path, &body) };
        let response = request.bearer_auth(&token).send().await.unwrap();
        assert_eq!(response.status(), 200, "{}", route.name());
        let answer: Value = response.json().await.unwrap();
        let errors: Vec<String> = validator(&document, &schema_of(&document, route))
            .iter_errors(&answer)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{}: {errors:?} in {answer}", route.name());
    }
}

#[tokio::test]
async fn refusals_have_the_official_shape() {
    let Some(document) = document("esi-2026-08-18.openapi.json") else { return };
    let validator = validator(&document, &json!({ "$ref": "#/components/schemas/Error" }));
    let world = World::new();
    for (request, status) in [
        (world.http.get(format!("{}/status", world.sim.esi_url())), 400),
        (world.esi("/nowhere"), 404),
        (world.esi("/characters/1/location"), 401),
        (world.esi_post("/universe/names", &json!([1, 1])), 400),
    ] {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), status);
        let body: Value = response.json().await.unwrap();
        assert!(validator.is_valid(&body), "{body}");
        assert_eq!(body["status"], status);
    }
}

#[tokio::test]
async fn discord_answers_in_the_official_shape() {
    let Some(document) = document("discord-webhooks.openapi.json") else { return };
    let world = World::new();
    let url = world.sim.control().webhook_url("critical").unwrap();
    let shown: Value = world.http.get(&url).send().await.unwrap().json().await.unwrap();
    let hook = validator(&document, &json!({ "$ref": "#/components/schemas/GuildIncomingWebhookResponse" }));
    assert!(hook.is_valid(&shown), "{shown}");
    let payload = json!({
        "content": "<@&1> Erebus in 1DQ1-A",
        "allowed_mentions": { "parse": [], "roles": ["1"] },
        "embeds": [{
            "title": "Titan", "description": "d", "color": 0x00FF_0000, "timestamp": "2026-11-22T15:00:00Z",
            "fields": [{ "name": "n", "value": "v" }], "footer": { "text": "f" }, "url": null,
        }],
    });
    let posted: Value =
        world.http.post(format!("{url}?wait=true")).json(&payload).send().await.unwrap().json().await.unwrap();
    let message = validator(&document, &json!({ "$ref": "#/components/schemas/MessageResponse" }));
    let errors: Vec<String> = message.iter_errors(&posted).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?} in {posted}");
    for _ in 0..4 {
        world.http.post(&url).json(&json!({ "content": "x" })).send().await.unwrap();
    }
    let limited = world.http.post(&url).json(&json!({ "content": "x" })).send().await.unwrap();
    assert_eq!(limited.status(), 429);
    let body: Value = limited.json().await.unwrap();
    let limit = validator(&document, &json!({ "$ref": "#/components/schemas/RatelimitedResponse" }));
    assert!(limit.is_valid(&body), "{body}");
}

#[tokio::test]
async fn a_group_names_all_of_its_types_and_its_category() {
    let world = World::new();
    let read = async |id: i64| {
        let response = world.esi(&format!("/universe/groups/{id}")).send().await.unwrap();
        assert_eq!(response.status(), 200, "{id}");
        response.json::<Value>().await.unwrap()
    };
    for capital in [30, 485, 513, 547, 659, 883, 902, 1538, 4594, 5120] {
        let group = read(capital).await;
        assert_eq!((group["group_id"].as_i64(), group["category_id"].as_i64()), (Some(capital), Some(6)));
        assert!(!group["types"].as_array().unwrap().is_empty(), "{capital}");
    }
    assert_eq!(read(4594).await["types"], json!([77281, 77283, 77284, 77288]));
    let flag_cruiser = json!({
        "group_id": 1972, "name": "Flag Cruiser", "published": true, "category_id": 6, "types": [45534],
    });
    assert_eq!(read(1972).await, flag_cruiser);
    assert_eq!(read(27).await["types"].as_array().unwrap().len(), 70);
    assert_eq!(read(381).await["types"], json!([]));
    let minerals = read(18).await;
    assert_eq!((minerals["name"].as_str(), minerals["category_id"].as_i64()), (Some("Mineral"), Some(4)));
    let nothing = world.esi("/universe/groups/99999").send().await.unwrap();
    assert_eq!(nothing.status(), 404);
}

#[tokio::test]
async fn a_group_that_is_newer_than_the_data_has_the_types_that_were_added() {
    let world = World::new();
    let control = world.sim.control();
    control.add_hull_type(99_000_001, "Behemoth", 9999, "Leviathan Class");
    control.add_hull_type(99_000_002, "Ziz", 9999, "Leviathan Class");
    control.add_hull_type(99_000_003, "Monitor II", 1972, "ignored: the group has a name");
    let read = async |path: &str| world.esi(path).send().await.unwrap().json::<Value>().await.unwrap();
    let new = read("/universe/groups/9999").await;
    assert_eq!((new["name"].as_str(), &new["types"]), (Some("Leviathan Class"), &json!([99_000_001, 99_000_002])));
    let grown = read("/universe/groups/1972").await;
    assert_eq!((grown["name"].as_str(), &grown["types"]), (Some("Flag Cruiser"), &json!([45_534, 99_000_003])));
}

#[tokio::test]
async fn a_battleship_can_be_flown_and_named() {
    let world = World::new();
    let control = world.sim.control();
    let pilot = world.pilot("Kara Volkov");
    control.place(Placement::flown(pilot, 638, Place::Space(30_004_759))).unwrap();
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    assert_eq!(world.read(&format!("/characters/{pilot}/ship"), &token).await["ship_type_id"], 638);
    let named = world.esi_post("/universe/names", &json!([638, 45_534])).send().await.unwrap();
    let named: Value = named.json().await.unwrap();
    assert_eq!((named[0]["name"].as_str(), named[1]["name"].as_str()), (Some("Raven"), Some("Monitor")));
    assert_eq!(named[0]["category"], "inventory_type");
}
