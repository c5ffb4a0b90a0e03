//! A desk for tests: the sim and the crate.

use std::sync::Arc;
use std::time::Duration;

use captrack_domain::ids::{PilotId, TypeId};
use captrack_domain::reading::Reading;
use captrack_domain::section::{SectionId, SectionKind};
use captrack_domain::text::Text;
use captrack_esi::{AccessToken, Endpoints, Esi, PILOT_SCOPES, SignInError, SignedInPilot};
use captrack_http::HttpClient;
use captrack_ports::{Clock, PollError, Secret, SectionAnswer, SectionContent, SectionRequest, Source};
use captrack_sim::{Control, Fault, FaultEffect, Service, Sim, SimNewPilot, SimOptions};
use captrack_testing::{TestClock, TestSecrets};
use jiff::Timestamp;
use url::Url;

pub struct Desk {
    pub sim: Sim,
    pub control: Control,
    pub esi: Esi,
    clock: Arc<TestClock>,
    pub secrets: Arc<TestSecrets>,
}

impl Desk {
    pub fn new() -> Self {
        Self::with(SimOptions::default())
    }

    pub fn with(options: SimOptions) -> Self {
        let sim = Sim::start(options.manual());
        let control = sim.control();
        let secrets = Arc::new(TestSecrets::default());
        let clock = sim_time(&sim);
        let esi = open(&sim, &secrets, &clock);
        Self { sim, control, esi, clock, secrets }
    }

    /// The program is started again: nothing is left but the secrets.
    pub fn restart(&mut self) {
        self.esi = open(&self.sim, &self.secrets, &self.clock);
    }

    pub fn endpoints(&self) -> Endpoints {
        endpoints(&self.sim)
    }

    /// The clock crashes whoever asks after so many others; none: nobody any more.
    pub fn crash_clock_after(&self, others: Option<u64>) {
        match others {
            Some(others) => self.clock.panics.refuse_after(others),
            None => self.clock.panics.set(false),
        }
    }

    pub fn clock(&self) -> Arc<dyn Clock> {
        sim_time(&self.sim)
    }

    pub fn pass(&self, seconds: u64) {
        self.control.advance(Duration::from_secs(seconds));
    }

    pub fn pilot(&self, name: &str) -> PilotId {
        PilotId(self.control.create_pilot(SimNewPilot::named(name)).unwrap())
    }

    /// A pilot who has signed in.
    pub async fn signed_in(&self, name: &str) -> PilotId {
        let pilot = self.pilot(name);
        self.sign_in(pilot).await.0.unwrap();
        pilot
    }

    /// Signs a pilot in; also gives the page that the browser showed.
    pub async fn sign_in(&self, pilot: PilotId) -> (Result<SignedInPilot, SignInError>, String) {
        self.control.auto_approve(pilot.0);
        self.go_through(&PILOT_SCOPES).await
    }

    /// Goes through a sign-in as a browser would.
    pub async fn go_through(&self, scopes: &[&str]) -> (Result<SignedInPilot, SignInError>, String) {
        let attempt = self.esi.sso.begin(scopes).await.unwrap();
        let url = attempt.authorize_url().clone();
        let (result, page) = tokio::join!(attempt.finish(), browse(url));
        (result, page)
    }

    pub async fn access(&self, pilot: PilotId) -> Result<AccessToken, PollError> {
        let answer = self.esi.sso.tokens().access(pilot).await;
        if let Err(error) = &answer {
            self.check_quiet(error);
        }
        answer
    }

    /// Asks a section for the first time.
    pub async fn poll(&self, pilot: PilotId, kind: SectionKind) -> Result<SectionAnswer, PollError> {
        self.poll_again(pilot, kind, None).await
    }

    /// Asks a section with what an earlier answer gave.
    pub async fn poll_again(
        &self,
        pilot: PilotId,
        kind: SectionKind,
        validators: Option<String>,
    ) -> Result<SectionAnswer, PollError> {
        self.poll_also(pilot, kind, validators, &[]).await
    }

    /// The same, where these types are hulls besides the capitals.
    pub async fn poll_also(
        &self,
        pilot: PilotId,
        kind: SectionKind,
        validators: Option<String>,
        also: &[i64],
    ) -> Result<SectionAnswer, PollError> {
        let also = Arc::new(also.iter().copied().map(TypeId).collect());
        let answer =
            self.esi.source.poll(SectionRequest { section: SectionId { kind, pilot }, validators, also }).await;
        if let Err(error) = &answer {
            self.check_quiet(error);
        }
        answer
    }

    /// What a server said last of the time.
    pub fn server_time(&self) -> Option<Timestamp> {
        self.clock.server_time()
    }

    /// What is kept of a pilot's sign-in.
    pub fn kept(&self, pilot: PilotId) -> Option<Secret> {
        self.secrets.of(&sign_in_of(pilot))
    }

    /// Puts something else in its place.
    pub fn overwrite(&self, pilot: PilotId, text: &str) {
        self.secrets.overwrite(&sign_in_of(pilot), text);
    }

    pub fn fault(&self, service: Service, route: &str, effect: FaultEffect, times: u32) {
        self.control.inject(Fault::new(service, route, effect).times(times));
    }

    pub fn answer(&self, route: &str, status: u16, body: Option<serde_json::Value>) {
        self.fault(Service::Esi, route, FaultEffect::Answer { status, body, headers: Vec::new() }, 1);
    }

    /// Waits until a route was asked.
    pub async fn until_asked(&self, route: &str) {
        let asked = async {
            while self.asked(route) == 0 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), asked).await.expect("the route is asked");
    }

    pub fn asked(&self, route: &str) -> u64 {
        self.control.stats().esi.asked(route)
    }

    pub fn refreshes(&self) -> u64 {
        self.control.stats().sso.refreshes
    }

    /// No request came before its time.
    pub fn check_patient(&self) {
        let stats = self.control.stats().esi;
        assert_eq!(stats.early_requests, 0, "{:?}", stats.early);
    }

    /// An error shows no secret, however it is printed.
    pub fn check_quiet(&self, error: &(impl std::fmt::Debug + std::fmt::Display)) {
        self.check_clean(&format!("{error}\n{error:?}"));
    }

    /// A text holds no secret that was ever handed out.
    pub fn check_clean(&self, text: &str) {
        for secret in self.control.secrets() {
            assert!(!text.contains(&secret), "a secret is in: {text}");
        }
    }
}

fn endpoints(sim: &Sim) -> Endpoints {
    Endpoints {
        esi: Url::parse(&sim.esi_url()).unwrap(),
        sso: Url::parse(&sim.sso_url()).unwrap(),
        images: Url::parse(&sim.images_url()).unwrap(),
        client_id: Some(sim.client_id()),
        callback_port: sim.callback_port(),
    }
}

fn sign_in_of(pilot: PilotId) -> String {
    format!("refresh/{pilot}")
}

/// The sim's clock.
fn sim_time(sim: &Sim) -> Arc<TestClock> {
    let world = sim.control();
    Arc::new(TestClock::following(move || world.now()))
}

fn open(sim: &Sim, secrets: &Arc<TestSecrets>, clock: &Arc<TestClock>) -> Esi {
    Esi::open(&endpoints(sim), &HttpClient::new().unwrap(), secrets.clone(), clock.clone()).unwrap()
}

/// A browser: follows redirects and shows what it gets.
pub async fn browse(url: Url) -> String {
    let browser = reqwest::Client::builder().no_proxy().build().unwrap();
    browser.get(url).send().await.unwrap().text().await.unwrap()
}

/// The reading of an answer that must have one.
pub fn reading(answer: Result<SectionAnswer, PollError>) -> Reading {
    match answer.unwrap().found {
        SectionContent::New(reading) => reading,
        SectionContent::Unchanged => panic!("unchanged"),
    }
}

/// As a user reads it.
pub fn said(text: &Text) -> String {
    captrack_text::english(text)
}

/// The sentence and the wish of an error that says "later".
pub fn later(answer: Result<SectionAnswer, PollError>) -> (String, Option<Duration>) {
    match answer.unwrap_err() {
        PollError::Later { why, after } => (said(&why), after),
        other => panic!("{other:?}"),
    }
}
