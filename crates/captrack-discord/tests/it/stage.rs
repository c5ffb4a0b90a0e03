//! Both webhooks in front of a Discord that refuses what Discord refuses.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use captrack_discord::{DiscordWebhooks, compose};
use captrack_domain::notice::{Notice, Said};
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{Clock, Post, Secret, SecretError, Secrets, Verdict, Webhook};
use captrack_sim::{Control, Effect, Fault, Service, Sim, SimOptions};
use jiff::Timestamp;
use parking_lot::Mutex;

use crate::notices::{plain, titan};

/// Secrets in memory.
#[derive(Default)]
pub struct Pocket {
    pub held: Mutex<BTreeMap<String, Secret>>,
    pub locked: Mutex<bool>,
}

#[async_trait]
impl Secrets for Pocket {
    async fn get(&self, name: &str) -> Result<Option<Secret>, SecretError> {
        if *self.locked.lock() {
            return Err(SecretError::Locked);
        }
        Ok(self.held.lock().get(name).cloned())
    }

    async fn put(&self, name: &str, secret: &Secret) -> Result<(), SecretError> {
        self.held.lock().insert(name.to_owned(), secret.clone());
        Ok(())
    }

    async fn delete(&self, name: &str) -> Result<(), SecretError> {
        self.held.lock().remove(name);
        Ok(())
    }
}

/// The sim's clock, so that both sides agree on the time.
struct SharedClock(Control);

impl Clock for SharedClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }
}

pub struct Stage {
    pub sim: Sim,
    pub control: Control,
    pub pocket: Arc<Pocket>,
    pub webhooks: DiscordWebhooks,
}

impl Stage {
    /// A clock that stands still until it is advanced, and both webhooks set.
    pub fn new() -> Self {
        let sim = Sim::start(SimOptions::default().manual());
        let control = sim.control();
        let pocket = Arc::new(Pocket::default());
        let webhooks =
            DiscordWebhooks::new(pocket.clone(), vec![sim.discord_host()], Arc::new(SharedClock(sim.control())))
                .unwrap()
                .with_timeout(Duration::from_millis(1500))
                .unwrap();
        let stage = Self { sim, control, pocket, webhooks };
        for webhook in WebhookName::ALL {
            stage.set(webhook, &stage.url(webhook));
        }
        stage
    }

    pub fn url(&self, webhook: WebhookName) -> String {
        self.control.webhook_url(webhook.name()).unwrap()
    }

    /// Keeps an address, as the user does.
    pub fn set(&self, webhook: WebhookName, url: &str) {
        let name = webhook.secret_name().to_owned();
        self.pocket.held.lock().insert(name, Secret::new(url));
        self.webhooks.address_changed(webhook);
    }

    pub fn fault(&self, effect: Effect) {
        self.fault_on("POST", effect);
    }

    pub fn fault_on(&self, method: &str, effect: Effect) {
        self.control.inject(Fault::new(Service::Discord, format!("{method} *"), effect).times(1));
    }

    /// The next message is answered like that.
    pub fn answer(&self, status: u16, body: serde_json::Value, headers: &[(&str, &str)]) {
        self.answer_to("POST", status, body, headers);
    }

    /// The next request of that method is answered like that.
    pub fn answer_to(&self, method: &str, status: u16, body: serde_json::Value, headers: &[(&str, &str)]) {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.fault_on(method, Effect::Answer { status, body: Some(body), headers });
    }

    pub async fn post(&self, webhook: WebhookName) -> Verdict {
        self.webhooks.post(webhook, &a_titan()).await
    }

    /// Requests that reached Discord.
    pub fn requests(&self) -> usize {
        self.control.requests().len()
    }
}

pub fn a_titan() -> Post {
    message(&[(1, titan(1, 1, Said::Opened, 0))])
}

pub fn message(waiting: &[(i64, Notice)]) -> Post {
    compose(waiting, &plain()).unwrap()
}
