//! A plain client: what a program has to do to be served.

use std::time::Duration;

use captrack_sim::{Sim, SimOptions};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::Value;
use url::Url;

/// The verifier and S256 challenge of RFC 7636, appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

pub const PILOT_SCOPES: [&str; 5] = [
    "esi-location.read_location.v1",
    "esi-location.read_ship_type.v1",
    "esi-location.read_online.v1",
    "esi-assets.read_assets.v1",
    "esi-universe.read_structures.v1",
];
pub const DIRECTOR_SCOPES: [&str; 4] = [
    "esi-corporations.track_members.v1",
    "esi-corporations.read_corporation_membership.v1",
    "esi-characters.read_corporation_roles.v1",
    "esi-assets.read_corporation_assets.v1",
];

/// A sim with a stepped clock, and a client of it.
pub struct World {
    pub sim: Sim,
    pub http: Client,
}

/// What the token endpoint gave.
pub struct Tokens {
    pub access: String,
    pub refresh: String,
}

impl World {
    pub fn new() -> Self {
        Self::with(SimOptions::default().manual())
    }

    pub fn with(options: SimOptions) -> Self {
        let http = Client::builder()
            .redirect(Policy::none())
            .timeout(Duration::from_secs(20))
            .user_agent("captrack-sim-test/1 (test@example.org)")
            .build()
            .unwrap();
        Self { sim: Sim::start(options), http }
    }

    /// A pilot of that name, offline in the staging Keepstar.
    pub fn pilot(&self, name: &str) -> i64 {
        self.sim.control().create_pilot(captrack_sim::SimNewPilot::named(name)).unwrap()
    }

    pub fn advance(&self, seconds: u64) {
        self.sim.control().advance(Duration::from_secs(seconds));
    }

    pub fn redirect_uri(&self) -> String {
        format!("http://localhost:{}/callback", self.sim.callback_port())
    }

    pub fn authorize_url(&self, scopes: &[&str]) -> Url {
        let mut url = Url::parse(&format!("{}/v2/oauth/authorize", self.sim.sso_url())).unwrap();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.sim.client_id())
            .append_pair("redirect_uri", &self.redirect_uri())
            .append_pair("scope", &scopes.join(" "))
            .append_pair("state", "a-state")
            .append_pair("code_challenge", CHALLENGE)
            .append_pair("code_challenge_method", "S256");
        url
    }

    /// Follows the redirect of the authorize endpoint and returns its parameters.
    pub async fn authorize(&self, url: Url) -> Vec<(String, String)> {
        let response = self.http.get(url).send().await.unwrap();
        assert_eq!(response.status(), 302);
        let location = response.headers()["location"].to_str().unwrap();
        assert!(location.starts_with(&self.redirect_uri()));
        Url::parse(location).unwrap().query_pairs().into_owned().collect()
    }

    pub async fn code(&self, pilot: i64, scopes: &[&str]) -> String {
        self.sim.control().auto_approve(pilot);
        let answer = self.authorize(self.authorize_url(scopes)).await;
        assert!(answer.contains(&("state".to_owned(), "a-state".to_owned())));
        answer.into_iter().find(|(name, _)| name == "code").unwrap().1
    }

    pub async fn token(&self, form: &[(&str, &str)]) -> (u16, Value) {
        let client_id = self.sim.client_id();
        let form: Vec<(&str, &str)> = form.iter().copied().chain([("client_id", client_id.as_str())]).collect();
        let url = format!("{}/v2/oauth/token", self.sim.sso_url());
        let response = self.http.post(url).form(&form).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    pub async fn exchange(&self, code: &str, verifier: &str) -> (u16, Value) {
        self.token(&[("grant_type", "authorization_code"), ("code", code), ("code_verifier", verifier)]).await
    }

    pub async fn refresh(&self, token: &str) -> (u16, Value) {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    /// Signs a pilot in with these scopes.
    pub async fn sign_in(&self, pilot: i64, scopes: &[&str]) -> Tokens {
        let code = self.code(pilot, scopes).await;
        let (status, body) = self.exchange(&code, VERIFIER).await;
        assert_eq!(status, 200, "{body}");
        Tokens {
            access: body["access_token"].as_str().unwrap().to_owned(),
            refresh: body["refresh_token"].as_str().unwrap_or_default().to_owned(),
        }
    }

    /// A request to ESI with everything that is required.
    pub fn esi(&self, path: &str) -> RequestBuilder {
        self.http.get(format!("{}{path}", self.sim.esi_url())).header("X-Compatibility-Date", "2026-08-18")
    }

    pub fn esi_post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.http.post(format!("{}{path}", self.sim.esi_url())).header("X-Compatibility-Date", "2026-08-18").json(body)
    }

    /// GET with a token.
    pub async fn get(&self, path: &str, token: &str) -> Response {
        self.esi(path).bearer_auth(token).send().await.unwrap()
    }

    /// GET with a token, which must succeed.
    pub async fn read(&self, path: &str, token: &str) -> Value {
        let response = self.get(path, token).await;
        assert_eq!(response.status(), 200, "{path}");
        response.json().await.unwrap()
    }
}

/// A header's text.
pub fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}
