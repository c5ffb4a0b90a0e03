//! EVE SSO.

use captrack_sim::{AutoAnswer, IssuerForm, ScopeForm, SimOptions, TokenDefect};
use serde_json::Value;

use crate::client::{CHALLENGE, PILOT_SCOPES, VERIFIER, World};

fn payload(token: &str) -> Value {
    use base64::Engine;
    let body = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    serde_json::from_slice(&body).unwrap()
}

#[tokio::test]
async fn the_metadata_leads_to_every_endpoint() {
    let world = World::new();
    let url = format!("{}/.well-known/oauth-authorization-server", world.sim.sso_url());
    let metadata: Value = world.http.get(url).send().await.unwrap().json().await.unwrap();
    assert_eq!(metadata["issuer"], world.sim.sso_url());
    assert_eq!(metadata["code_challenge_methods_supported"][0], "S256");
    let keys: Value =
        world.http.get(metadata["jwks_uri"].as_str().unwrap()).send().await.unwrap().json().await.unwrap();
    let kinds: Vec<&str> = keys["keys"].as_array().unwrap().iter().map(|key| key["kty"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["EC", "AKP", "KIND-OF-TOMORROW", "RSA"]);
}

#[tokio::test]
async fn a_sign_in_ends_in_a_token_that_esi_takes() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let tokens = world.sign_in(pilot, &PILOT_SCOPES).await;
    let claims = payload(&tokens.access);
    assert_eq!(claims["sub"], format!("CHARACTER:EVE:{pilot}"));
    assert_eq!(claims["name"], "Kara Volkov");
    assert_eq!(claims["iss"], world.sim.sso_url());
    assert_eq!(claims["aud"], serde_json::json!([world.sim.client_id(), "EVE Online"]));
    assert_eq!(claims["exp"].as_i64().unwrap(), world.sim.control().now().as_second() + 1200);
    let location = world.read(&format!("/characters/{pilot}/location"), &tokens.access).await;
    assert_eq!(location["structure_id"], captrack_sim::STAGING_KEEPSTAR);
    assert_eq!(world.sim.control().stats().sso.sign_ins, 1);
}

#[tokio::test]
async fn a_wrong_verifier_is_refused_and_uses_the_code_up() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let code = world.code(pilot, &PILOT_SCOPES).await;
    let wrong = VERIFIER.replace('d', "e");
    let (status, body) = world.exchange(&code, &wrong).await;
    assert_eq!((status, body["error"].as_str()), (400, Some("invalid_grant")));
    let (status, _) = world.exchange(&code, VERIFIER).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn a_code_works_once_and_for_five_minutes() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let code = world.code(pilot, &PILOT_SCOPES).await;
    assert_eq!(world.exchange(&code, VERIFIER).await.0, 200);
    assert_eq!(world.exchange(&code, VERIFIER).await.1["error"], "invalid_grant");
    assert_eq!(world.sim.control().stats().sso.reused_codes, 1);
    let code = world.code(pilot, &PILOT_SCOPES).await;
    world.advance(300);
    assert_eq!(world.exchange(&code, VERIFIER).await.1["error"], "invalid_grant");
}

#[tokio::test]
async fn every_refresh_replaces_the_refresh_token() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let first = world.sign_in(pilot, &PILOT_SCOPES).await.refresh;
    let (status, body) = world.refresh(&first).await;
    assert_eq!(status, 200);
    let second = body["refresh_token"].as_str().unwrap().to_owned();
    assert_ne!(first, second);
    let (status, body) = world.refresh(&first).await;
    assert_eq!((status, body["error"].as_str()), (400, Some("invalid_grant")));
    assert_eq!(world.refresh(&second).await.0, 200);
    let stats = world.sim.control().stats().sso;
    assert_eq!((stats.refreshes, stats.reused_refresh_tokens), (2, 1));
    assert_eq!(world.sim.control().live_refresh_tokens(pilot), 1);
}

#[tokio::test]
async fn revoked_tokens_no_longer_refresh() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let control = world.sim.control();
    let token = control.grant(pilot, &world.sim.client_id(), &PILOT_SCOPES).unwrap();
    control.revoke_tokens(pilot);
    assert_eq!(world.refresh(&token).await.1["error"], "invalid_grant");
    let token = control.grant(pilot, &world.sim.client_id(), &PILOT_SCOPES).unwrap();
    let url = format!("{}/v2/oauth/revoke", world.sim.sso_url());
    let form = [("token", token.as_str()), ("token_type_hint", "refresh_token"), ("client_id", &world.sim.client_id())];
    assert_eq!(world.http.post(url).form(&form).send().await.unwrap().status(), 200);
    assert_eq!(world.refresh(&token).await.1["error"], "invalid_grant");
    assert_eq!(control.live_refresh_tokens(pilot), 0);
}

#[tokio::test]
async fn another_client_cannot_use_a_token() {
    let options = SimOptions { client_ids: vec!["one".to_owned(), "other".to_owned()], ..SimOptions::default() };
    let world = World::with(options.manual());
    let pilot = world.pilot("Kara Volkov");
    let token = world.sim.control().grant(pilot, "other", &PILOT_SCOPES).unwrap();
    assert_eq!(world.refresh(&token).await.1["error"], "invalid_grant");
}

#[tokio::test]
async fn without_scopes_there_is_no_refresh_token() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let tokens = world.sign_in(pilot, &[]).await;
    assert!(tokens.refresh.is_empty());
    assert_eq!(payload(&tokens.access).get("scp"), None);
}

#[tokio::test]
async fn one_scope_is_a_string_unless_told_otherwise() {
    let world = World::new();
    let tokens = world.sign_in(world.pilot("Kara Volkov"), &PILOT_SCOPES[..1]).await;
    assert_eq!(payload(&tokens.access)["scp"], PILOT_SCOPES[0]);
    let world = World::with(SimOptions { scopes: ScopeForm::AlwaysArray, ..SimOptions::default() });
    let tokens = world.sign_in(world.pilot("Kara Volkov"), &PILOT_SCOPES[..1]).await;
    assert_eq!(payload(&tokens.access)["scp"][0], PILOT_SCOPES[0]);
}

#[tokio::test]
async fn the_issuer_can_be_without_its_scheme() {
    let world = World::with(SimOptions { issuer: IssuerForm::WithoutScheme, ..SimOptions::default() });
    let pilot = world.pilot("Kara Volkov");
    let tokens = world.sign_in(pilot, &PILOT_SCOPES).await;
    assert_eq!(format!("http://{}", payload(&tokens.access)["iss"].as_str().unwrap()), world.sim.sso_url());
    world.read(&format!("/characters/{pilot}/location"), &tokens.access).await;
}

#[tokio::test]
async fn the_redirect_uri_must_be_the_registered_one() {
    let world = World::new();
    let url = world.authorize_url(&PILOT_SCOPES);
    let wrong = url.as_str().replace("localhost", "127.0.0.1");
    let response = world.http.get(wrong).send().await.unwrap();
    assert_eq!(response.status(), 400);
    assert!(response.headers().get("location").is_none());
}

#[tokio::test]
async fn a_malformed_request_goes_back_with_an_error() {
    let world = World::new();
    let url = world.authorize_url(&PILOT_SCOPES);
    for (from, to, error) in [
        ("S256", "plain", "invalid_request"),
        (CHALLENGE, "short", "invalid_request"),
        ("esi-location.read_location.v1", "esi-made.up.v1", "invalid_scope"),
        ("response_type=code", "response_type=token", "unsupported_response_type"),
    ] {
        let wrong = url.as_str().replace(from, to).parse().unwrap();
        assert!(world.authorize(wrong).await.contains(&("error".to_owned(), error.to_owned())), "{error}");
    }
}

#[tokio::test]
async fn a_person_chooses_a_pilot_and_may_refuse() {
    let world = World::new();
    let pilot = world.pilot("Kara <Volkov>");
    let mut url = world.authorize_url(&PILOT_SCOPES);
    let page = world.http.get(url.clone()).send().await.unwrap().text().await.unwrap();
    assert!(page.contains(&format!("choose={pilot}")) && page.contains("Kara &lt;Volkov&gt;"));
    let mut consent = url.clone();
    consent.query_pairs_mut().append_pair("choose", &pilot.to_string());
    let page = world.http.get(consent).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("esi-location.read_location.v1") && page.contains("refuse=1"));
    let mut approve = url.clone();
    approve.query_pairs_mut().append_pair("pilot", &pilot.to_string());
    assert!(world.authorize(approve).await.iter().any(|(name, _)| name == "code"));
    url.query_pairs_mut().append_pair("refuse", "1");
    assert!(world.authorize(url.clone()).await.contains(&("error".to_owned(), "access_denied".to_owned())));
    world.sim.control().auto_answer(AutoAnswer::Refuse);
    let refused = world.authorize(world.authorize_url(&PILOT_SCOPES)).await;
    assert!(refused.contains(&("error".to_owned(), "access_denied".to_owned())));
}

#[tokio::test]
async fn a_spoiled_token_is_spoiled_once() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let path = format!("/characters/{pilot}/location");
    for defect in [
        TokenDefect::Forged,
        TokenDefect::UnknownKey,
        TokenDefect::Unsigned,
        TokenDefect::Expired,
        TokenDefect::OtherAudience,
        TokenDefect::OtherIssuer,
        TokenDefect::OtherSubject,
        TokenDefect::Garbage,
    ] {
        world.sim.control().spoil_next_token(defect);
        let spoiled = world.sign_in(pilot, &PILOT_SCOPES).await;
        assert_eq!(world.get(&path, &spoiled.access).await.status(), 401, "{defect:?}");
    }
    world.sim.control().spoil_next_token(TokenDefect::OtherApplication);
    let other = world.sign_in(pilot, &PILOT_SCOPES).await;
    assert_eq!(payload(&other.access)["aud"][0], "another-application");
    let good = world.sign_in(pilot, &PILOT_SCOPES).await;
    assert_eq!(world.get(&path, &good.access).await.status(), 200);
}

#[tokio::test]
async fn a_rotated_key_signs_new_tokens_and_old_ones_stay_valid() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let path = format!("/characters/{pilot}/location");
    let old = world.sign_in(pilot, &PILOT_SCOPES).await;
    world.sim.control().rotate_signing_key();
    let new = world.sign_in(pilot, &PILOT_SCOPES).await;
    assert_ne!(old.access.split('.').next(), new.access.split('.').next());
    assert_eq!(world.get(&path, &old.access).await.status(), 200);
    assert_eq!(world.get(&path, &new.access).await.status(), 200);
}

#[tokio::test]
async fn a_sold_character_has_another_owner() {
    let world = World::new();
    let pilot = world.pilot("Kara Volkov");
    let before = world.sign_in(pilot, &PILOT_SCOPES).await;
    world.sim.control().sell_character(pilot).unwrap();
    let (_, body) = world.refresh(&before.refresh).await;
    let after = payload(body["access_token"].as_str().unwrap());
    assert_ne!(payload(&before.access)["owner"], after["owner"]);
}

#[tokio::test]
async fn every_secret_is_known_to_the_control_handle() {
    let world = World::new();
    let tokens = world.sign_in(world.pilot("Kara Volkov"), &PILOT_SCOPES).await;
    let secrets = world.sim.control().secrets();
    assert!(secrets.contains(&tokens.access) && secrets.contains(&tokens.refresh));
    let webhook = world.sim.control().webhook_url("critical").unwrap();
    assert!(secrets.iter().any(|secret| webhook.ends_with(secret)));
    let shown = format!("{:?} {:?}", world.sim, world.sim.control());
    assert!(!secrets.iter().any(|secret| shown.contains(secret)));
}
