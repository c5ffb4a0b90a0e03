//! Both webhooks in front of a Discord that refuses what Discord refuses.

use std::sync::Arc;
use std::time::Duration;

use captrack_discord::{DiscordWebhooks, compose};
use captrack_domain::notice::{Notice, NoticeKind};
use captrack_domain::webhook_name::WebhookName;
use captrack_http::HttpClient;
use captrack_ports::{DeliveryVerdict, Post, Webhooks};
use captrack_sim::{Control, Fault, FaultEffect, Service, Sim, SimOptions};
use captrack_testing::{TestClock, TestSecrets};

use crate::notices::{plain, titan};

pub struct Stage {
    pub sim: Sim,
    pub control: Control,
    pub secrets: Arc<TestSecrets>,
    pub webhooks: DiscordWebhooks,
}

impl Stage {
    /// A clock that stands still until it is advanced, and both webhooks set.
    pub fn new() -> Self {
        let sim = Sim::start(SimOptions::default().manual());
        let control = sim.control();
        let (secrets, clock) = (Arc::new(TestSecrets::default()), sim_time(&sim));
        let webhooks = Self::webhooks(&HttpClient::new().unwrap(), secrets.clone(), &sim, clock);
        let stage = Self { sim, control, secrets, webhooks };
        for webhook in WebhookName::ALL {
            stage.set(webhook, &stage.url(webhook));
        }
        stage
    }

    fn webhooks(client: &HttpClient, secrets: Arc<TestSecrets>, sim: &Sim, clock: Arc<TestClock>) -> DiscordWebhooks {
        DiscordWebhooks::new(client, secrets, vec![sim.discord_host()], clock).with_timeout(Duration::from_millis(1500))
    }

    /// The same webhooks through another client.
    pub fn over(&self, client: &HttpClient) -> DiscordWebhooks {
        Self::webhooks(client, self.secrets.clone(), &self.sim, sim_time(&self.sim))
    }

    pub fn url(&self, webhook: WebhookName) -> String {
        self.control.webhook_url(webhook.name()).unwrap()
    }

    /// Keeps an address, as the user does.
    pub fn set(&self, webhook: WebhookName, url: &str) {
        self.secrets.overwrite(webhook.secret_name(), url);
        self.webhooks.address_changed(webhook);
    }

    pub fn fault(&self, effect: FaultEffect) {
        self.fault_on("POST", effect);
    }

    pub fn fault_on(&self, method: &str, effect: FaultEffect) {
        self.control.inject(Fault::new(Service::Discord, format!("{method} *"), effect).times(1));
    }

    /// The next message is answered like that.
    pub fn answer(&self, status: u16, body: serde_json::Value, headers: &[(&str, &str)]) {
        self.answer_to("POST", status, body, headers);
    }

    /// The next request of that method is answered like that.
    pub fn answer_to(&self, method: &str, status: u16, body: serde_json::Value, headers: &[(&str, &str)]) {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.fault_on(method, FaultEffect::Answer { status, body: Some(body), headers });
    }

    pub async fn post(&self, webhook: WebhookName) -> DeliveryVerdict {
        self.webhooks.post(webhook, &a_titan()).await
    }

    /// Requests that reached Discord.
    pub fn requests(&self) -> usize {
        self.control.requests().len()
    }
}

/// The sim's clock, so that both sides agree on the time.
pub fn sim_time(sim: &Sim) -> Arc<TestClock> {
    let world = sim.control();
    Arc::new(TestClock::following(move || world.now()))
}

pub fn a_titan() -> Post {
    message(&[(1, titan(1, 1, NoticeKind::Opened, 0))])
}

pub fn message(waiting: &[(i64, Notice)]) -> Post {
    compose(waiting, &plain()).unwrap()
}
