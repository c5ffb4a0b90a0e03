//! The webhooks over HTTP: asks for nothing that Discord has said it will refuse.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use captrack_domain::notice::Notice;
use captrack_monitor::ports::{Clock, Post, Secret, Secrets, Verdict, Webhook, WebhookName};
use jiff::Timestamp;
use parking_lot::Mutex;
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};
use serde_json::Value;

use crate::address::{AddressError, WebhookAddress};
use crate::answer::Answer;
use crate::message::{compose, test_message};
use crate::options::MessageOptions;
use crate::rate::{Bucket, Headers, Pause};

/// Time to connect.
const CONNECT: Duration = Duration::from_secs(10);
/// Time for a whole answer. A message whose answer takes longer may have arrived and is sent again.
const TOTAL: Duration = Duration::from_secs(30);
/// The answer to a message is the message, a few dozen kilobytes at most.
const LARGEST_ANSWER: usize = 256 * 1024;

/// There is no way to talk to anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "this computer's certificates could not be read, so Discord cannot be reached: install the package ca-certificates"
)]
pub struct NoTls;

/// Both webhooks. Addresses are read from the secrets for each request.
pub struct DiscordWebhooks {
    secrets: Arc<dyn Secrets>,
    clock: Arc<dyn Clock>,
    extra_hosts: Vec<String>,
    options: MessageOptions,
    http: Client,
    known: Mutex<Known>,
}

/// What was learnt from answers.
#[derive(Default)]
struct Known {
    /// The address each webhook had when it was last used.
    addresses: BTreeMap<WebhookName, WebhookAddress>,
    /// By webhook id and token.
    buckets: HashMap<Url, Bucket>,
    /// One request a bucket at a time: the next one must know what the last one was told.
    turns: HashMap<Url, Arc<tokio::sync::Mutex<()>>>,
    /// No webhook may be used.
    everybody: Option<Pause>,
    /// Webhooks that Discord refused for good, with the sentence for the user.
    dead: Vec<(WebhookAddress, String)>,
}

impl DiscordWebhooks {
    /// `extra_hosts` (`host:port`), when there are any, take the place of Discord's own.
    pub fn new(secrets: Arc<dyn Secrets>, extra_hosts: Vec<String>, clock: Arc<dyn Clock>) -> Result<Self, NoTls> {
        Ok(Self {
            http: client(TOTAL, &extra_hosts)?,
            secrets,
            clock,
            extra_hosts,
            options: MessageOptions::default(),
            known: Mutex::default(),
        })
    }

    /// How messages are written.
    #[must_use]
    pub fn with_options(mut self, options: MessageOptions) -> Self {
        self.options = options;
        self
    }

    /// How long an answer may take; 30 s if nothing else is said.
    pub fn with_timeout(mut self, timeout: Duration) -> Result<Self, NoTls> {
        self.http = client(timeout, &self.extra_hosts)?;
        Ok(self)
    }

    /// Reads an address as those of this desk's webhooks are read.
    pub fn parse_address(&self, text: &str) -> Result<WebhookAddress, AddressError> {
        WebhookAddress::parse(text, &self.extra_hosts)
    }

    async fn address(&self, webhook: WebhookName) -> Result<WebhookAddress, Verdict> {
        let secret = match self.secrets.get(webhook.secret_name()).await {
            Ok(Some(secret)) => secret,
            Ok(None) => {
                return Err(Verdict::WebhookDead(format!("no {webhook} webhook is set")));
            }
            Err(error) => return Err(Verdict::Retry(error.to_string())),
        };
        let address = self
            .parse_address(secret.reveal())
            .map_err(|error| Verdict::WebhookDead(format!("the {webhook} webhook cannot be used: {error}")))?;
        let mut known = self.known.lock();
        if known.addresses.get(&webhook) != Some(&address) {
            known.forget(webhook);
            known.addresses.insert(webhook, address.clone());
        }
        Ok(address)
    }

    /// Sends a body, if that is any use now.
    async fn send(&self, webhook: WebhookName, address: &WebhookAddress, body: &Value) -> Verdict {
        let turn = self.known.lock().turn(address);
        let _turn = turn.lock().await;
        if let Some(wait) = self.known.lock().wait(address, self.clock.now()) {
            return Verdict::Wait(wait);
        }
        let began = std::time::Instant::now();
        let sent = self.http.post(address.execute_url()).json(body).send().await;
        let took = began.elapsed();
        let response = match sent {
            Ok(response) => response,
            Err(error) => {
                let sentence = unanswered(error);
                tracing::info!(%webhook, ?took, error = %sentence, "Discord did not answer");
                return Verdict::Retry(sentence);
            }
        };
        let headers = Headers::read(response.headers());
        let answer = read(response).await;
        tracing::info!(%webhook, status = answer.status, ?took, "Discord answered");
        self.judge(address, &headers, &answer)
    }

    /// Remembers what an answer tells, and gives its verdict.
    fn judge(&self, address: &WebhookAddress, headers: &Headers, answer: &Answer) -> Verdict {
        let now = self.clock.now();
        let mut known = self.known.lock();
        let bucket = known.buckets.entry(address.bucket().clone()).or_default();
        if answer.status == 429 {
            let (wait, everybody) = bucket.refused(headers, &answer.body, now);
            if everybody {
                known.everybody = Some(Pause::new(now, wait));
            }
            return Verdict::Wait(wait);
        }
        bucket.answered(headers, now);
        let verdict = answer.verdict();
        known.dead.retain(|(dead, _)| dead != address);
        match verdict {
            Verdict::WebhookDead(sentence) => {
                known.dead.push((address.clone(), sentence.clone()));
                Verdict::WebhookDead(sentence)
            }
            Verdict::Undeliverable(reason) => Verdict::Undeliverable(address.censor(&reason)),
            verdict => verdict,
        }
    }
}

impl Known {
    fn turn(&mut self, address: &WebhookAddress) -> Arc<tokio::sync::Mutex<()>> {
        Arc::clone(self.turns.entry(address.bucket().clone()).or_default())
    }

    fn wait(&mut self, address: &WebhookAddress, now: Timestamp) -> Option<Duration> {
        let everybody = self.everybody.as_mut().and_then(|pause| pause.left(now));
        let bucket = self.buckets.get_mut(address.bucket());
        everybody.max(bucket.and_then(|bucket| bucket.left(now)))
    }

    fn sentence_if_dead(&self, address: &WebhookAddress) -> Option<String> {
        let found = self.dead.iter().find(|(dead, _)| dead == address);
        found.map(|(_, sentence)| sentence.clone())
    }

    /// What was known of a webhook's address no longer counts; a limit that another webhook shares still does.
    fn forget(&mut self, webhook: WebhookName) {
        let Some(address) = self.addresses.remove(&webhook) else {
            return;
        };
        self.dead.retain(|(dead, _)| *dead != address);
        let shared = self.addresses.values().any(|other| other.bucket() == address.bucket());
        if !shared {
            self.buckets.remove(address.bucket());
            self.turns.remove(address.bucket());
        }
    }
}

#[async_trait]
impl Webhook for DiscordWebhooks {
    fn compose(&self, waiting: &[(i64, Notice)]) -> Option<Post> {
        compose(waiting, &self.options)
    }

    fn wait(&self, webhook: WebhookName) -> Option<Duration> {
        let now = self.clock.now();
        let mut known = self.known.lock();
        match known.addresses.get(&webhook).cloned() {
            Some(address) => known.wait(&address, now),
            None => known.everybody.as_mut().and_then(|pause| pause.left(now)),
        }
    }

    async fn post(&self, webhook: WebhookName, post: &Post) -> Verdict {
        let address = match self.address(webhook).await {
            Ok(address) => address,
            Err(verdict) => return verdict,
        };
        let dead = self.known.lock().sentence_if_dead(&address);
        match dead {
            Some(sentence) => Verdict::WebhookDead(sentence),
            None => self.send(webhook, &address, &post.body).await,
        }
    }

    fn check_address(&self, url: &Secret) -> Result<String, String> {
        self.parse_address(url.reveal()).map(|address| address.masked()).map_err(|error| error.to_string())
    }

    /// Asks Discord also when the webhook was dead: it may have been mended there.
    async fn test(&self, webhook: WebhookName) -> Result<String, String> {
        let verdict = match self.address(webhook).await {
            Ok(address) => self.send(webhook, &address, &test_message(webhook)).await,
            Err(verdict) => verdict,
        };
        match verdict {
            Verdict::Delivered(_) => Ok("Discord accepted the test message".to_owned()),
            Verdict::Wait(wait) => {
                Err(format!("Discord takes no message for another {} s: test again then", wait.as_secs() + 1))
            }
            Verdict::Undeliverable(sentence) | Verdict::WebhookDead(sentence) | Verdict::Retry(sentence) => {
                Err(sentence)
            }
        }
    }

    fn address_changed(&self, webhook: WebhookName) {
        self.known.lock().forget(webhook);
    }
}

/// Redirects are not followed: the token goes where it was meant to go and nowhere else.
fn client(timeout: Duration, extra_hosts: &[String]) -> Result<Client, NoTls> {
    let builder = Client::builder()
        .user_agent(concat!("CapTrack/", env!("CARGO_PKG_VERSION"), " (+", env!("CARGO_PKG_REPOSITORY"), ")"))
        .connect_timeout(CONNECT)
        .timeout(timeout)
        .gzip(true)
        .redirect(Policy::none());
    // A server of one's own is reached directly, whatever the environment says of the way to the world outside.
    let builder = if extra_hosts.is_empty() { builder } else { builder.no_proxy() };
    builder.build().map_err(|_| NoTls)
}

/// Reads as much of an answer as arrives.
async fn read(mut response: Response) -> Answer {
    let kind = response.headers().get(CONTENT_TYPE);
    let is_a_page = kind
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("text/html"));
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        let room = LARGEST_ANSWER - body.len();
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if chunk.len() >= room {
            break;
        }
    }
    Answer { status: response.status().as_u16(), is_a_page, body: String::from_utf8_lossy(&body).into_owned() }
}

/// A sentence without the address, which an error of the HTTP client would show.
fn unanswered(error: reqwest::Error) -> String {
    let error = error.without_url();
    if error.is_timeout() && !error.is_connect() {
        return "Discord did not answer in time: the message may have arrived and is sent again".to_owned();
    }
    let mut cause: &dyn Error = &error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    if error.is_connect() {
        format!("Discord could not be reached ({cause}): the message is sent again")
    } else {
        format!("the connection to Discord broke ({cause}): the message is sent again")
    }
}
