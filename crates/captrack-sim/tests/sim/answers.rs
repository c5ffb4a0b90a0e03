//! What ESI and Discord answer, against their official schemas where those lie beside the project.

use std::path::Path;

use captrack_sim::{NewPilot, Place, Placement, RouteSpec, STAGING_KEEPSTAR, routes};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::client::{DIRECTOR_SCOPES, PILOT_SCOPES, World};

/// An official document, if it lies beside the project.
fn document(name: &str) -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs").join(name);
    let Ok(text) = std::fs::read_to_string(path) else {
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
    let director = control.create_pilot(NewPilot::named("Kara Volkov").director().online()).unwrap();
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
