//! The webhooks over HTTP: asks for nothing that Discord has said it will refuse.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use captrack_domain::notice::Notice;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use captrack_http::{ContentType, HttpClient, HttpError, Method, Request as HttpRequest, Response};
use captrack_ports::{
    Clock, DeliveryVerdict, DigestContent, MessagePart, Post, PostReceipt, Secret, Secrets, WebhookLimit,
    WebhookRequest, Webhooks, Wording,
};
use jiff::Timestamp;
use parking_lot::Mutex;
use serde_json::Value;
use url::Url;

use crate::address::{AddressError, WebhookAddress};
use crate::answer::{DiscordResponse, shown};
use crate::card_link::CardLink;
use crate::message::{compose, test_message};
use crate::note::note;
use crate::rate::{RateHeaders, RatePause, WebhookBucket};
use crate::rewrite::rewrite;
use crate::summary::digest;

/// Time for a whole answer. A message whose answer takes longer may have arrived and is sent again.
const TOTAL: Duration = Duration::from_secs(30);
/// The answer to a message is the message, a few dozen kilobytes at most.
const LARGEST_ANSWER: usize = 256 * 1024;

/// Both webhooks. Addresses are read from the secrets for each request.
pub struct DiscordWebhooks {
    secrets: Arc<dyn Secrets>,
    clock: Arc<dyn Clock>,
    extra_hosts: Vec<String>,
    http: HttpClient,
    known: Mutex<Known>,
}

/// What was learnt from answers.
#[derive(Default)]
struct Known {
    /// The address each webhook had when it was last used.
    addresses: BTreeMap<WebhookName, WebhookAddress>,
    /// By webhook id and token, and by the name that Discord has given to the bucket; without one: for whatever is asked there.
    buckets: HashMap<(Url, String), WebhookBucket>,
    /// The bucket from which a request takes, as the last answer to one like it named it.
    routes: HashMap<(Url, WebhookRequest), String>,
    /// One request a bucket at a time: the next one must know what the last one was told.
    turns: HashMap<Url, Arc<tokio::sync::Mutex<()>>>,
    /// No webhook may be used.
    everybody: Option<RatePause>,
}

impl DiscordWebhooks {
    /// `extra_hosts` (`host:port`), when there are any, take the place of Discord's own.
    pub fn new(
        client: &HttpClient,
        secrets: Arc<dyn Secrets>,
        extra_hosts: Vec<String>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { http: client.clone().with_timeout(TOTAL), secrets, clock, extra_hosts, known: Mutex::default() }
    }

    /// How long an answer may take; 30 s if nothing else is said.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        Self { http: self.http.with_timeout(timeout), ..self }
    }

    /// Reads an address as those of this desk's webhooks are read.
    pub fn parse_address(&self, text: &str) -> Result<WebhookAddress, AddressError> {
        WebhookAddress::parse(text, &self.extra_hosts)
    }

    async fn address(&self, webhook: WebhookName) -> Result<WebhookAddress, DeliveryVerdict> {
        let secret = match self.secrets.get(webhook.secret_name()).await {
            Ok(Some(secret)) => secret,
            // That is not Discord's word: another keyring may answer, or none of its entries is there yet.
            Ok(None) => {
                return Err(DeliveryVerdict::Retry(text!("webhook-address-not-found", webhook = named(webhook))));
            }
            Err(error) => return Err(DeliveryVerdict::Retry(error.text())),
        };
        let address = self
            .parse_address(secret.reveal())
            .map_err(|error| text!("webhook-unusable", webhook = named(webhook), why = error.text()))
            .map_err(DeliveryVerdict::Retry)?;
        let mut known = self.known.lock();
        if known.addresses.get(&webhook) != Some(&address) {
            known.forget(webhook);
            known.addresses.insert(webhook, address.clone());
        }
        Ok(address)
    }

    /// Makes a request, if that is any use now.
    async fn send(&self, webhook: WebhookName, address: &WebhookAddress, request: Request<'_>) -> DeliveryVerdict {
        let turn = self.known.lock().turn(address);
        let _turn = turn.lock().await;
        let asked = request.asked();
        if let Some(wait) = self.known.lock().wait(address, asked, self.clock.now()) {
            return DeliveryVerdict::Wait(wait);
        }
        let (call, judge): (_, fn(&DiscordResponse) -> DeliveryVerdict) = match request {
            Request::Post(body) => (HttpRequest::post(address.execute_url()).json(body), DiscordResponse::verdict),
            Request::Edit(message, body) => {
                (HttpRequest::new(Method::PATCH, message).json(body), DiscordResponse::verdict_on_edit)
            }
            Request::Look => (HttpRequest::get(address.bucket().clone()), DiscordResponse::verdict_on_look),
        };
        let began = std::time::Instant::now();
        let sent = self.http.send(call).await;
        let took = began.elapsed();
        let response = match sent {
            Ok(response) => response,
            Err(error) => {
                tracing::info!(%webhook, ?took, ?error, "Discord did not answer");
                return DeliveryVerdict::Retry(unanswered(error));
            }
        };
        let headers = RateHeaders::read(response.headers());
        let answer = read(response).await;
        tracing::info!(%webhook, status = answer.status, ?took, "Discord answered");
        self.learn(address, asked, &headers, &answer).unwrap_or_else(|| censored(address, judge(&answer)))
    }

    /// Remembers what an answer tells of limits; a wait if it asks for one.
    fn learn(
        &self,
        address: &WebhookAddress,
        asked: WebhookRequest,
        headers: &RateHeaders,
        answer: &DiscordResponse,
    ) -> Option<DeliveryVerdict> {
        let now = self.clock.now();
        let mut known = self.known.lock();
        let bucket = known.bucket_of(address, asked, headers);
        if answer.status != 429 || answer.is_about_one_message() {
            bucket.answered(headers, now);
            return None;
        }
        let (wait, everybody) = bucket.refused(headers, &answer.body, now);
        if everybody {
            known.everybody = Some(RatePause::new(now, wait));
        }
        Some(DeliveryVerdict::Wait(wait))
    }
}

/// A verdict without the address, which a text from outside may repeat: before it is cut, for what is cut is no longer found.
fn censored(address: &WebhookAddress, verdict: DeliveryVerdict) -> DeliveryVerdict {
    match verdict {
        DeliveryVerdict::Undeliverable(reason) => {
            DeliveryVerdict::Undeliverable(shown(reason, |words| address.censor(words)))
        }
        DeliveryVerdict::NotNow(reason) => DeliveryVerdict::NotNow(shown(reason, |words| address.censor(words))),
        verdict => verdict,
    }
}

/// What is asked of Discord.
enum Request<'a> {
    Post(&'a Value),
    /// Of the message at that address.
    Edit(Url, &'a Value),
    /// Whether the webhook is there.
    Look,
}

impl Request<'_> {
    const fn asked(&self) -> WebhookRequest {
        match self {
            Self::Post(_) => WebhookRequest::Post,
            Self::Edit(..) => WebhookRequest::Edit,
            Self::Look => WebhookRequest::Look,
        }
    }
}

impl Known {
    /// The bucket that an answer speaks of: the one it names, else the one that requests like it were known to take from.
    fn bucket_of(
        &mut self,
        address: &WebhookAddress,
        asked: WebhookRequest,
        headers: &RateHeaders,
    ) -> &mut WebhookBucket {
        let route = (address.bucket().clone(), asked);
        if let Some(name) = &headers.bucket {
            self.routes.insert(route.clone(), name.clone());
        }
        let name = self.routes.get(&route).cloned().unwrap_or_default();
        self.buckets.entry((route.0, name)).or_default()
    }

    fn turn(&mut self, address: &WebhookAddress) -> Arc<tokio::sync::Mutex<()>> {
        Arc::clone(self.turns.entry(address.bucket().clone()).or_default())
    }

    fn wait(&mut self, address: &WebhookAddress, asked: WebhookRequest, now: Timestamp) -> Option<Duration> {
        let everybody = self.everybody.as_mut().and_then(|pause| pause.left(now));
        let url = address.bucket().clone();
        let own = self.routes.get(&(url.clone(), asked)).cloned().unwrap_or_default();
        let mut left = |name: String| self.buckets.get_mut(&(url.clone(), name)).and_then(|bucket| bucket.left(now));
        everybody.max(left(own)).max(left(String::new()))
    }

    /// What was known of a webhook's address no longer counts; a limit that another webhook shares still does.
    fn forget(&mut self, webhook: WebhookName) {
        let Some(address) = self.addresses.remove(&webhook) else {
            return;
        };
        let shared = self.addresses.values().any(|other| other.bucket() == address.bucket());
        if !shared {
            self.buckets.retain(|(url, _), _| url != address.bucket());
            self.routes.retain(|(url, _), _| url != address.bucket());
            self.turns.remove(address.bucket());
        }
    }
}

#[async_trait]
impl Webhooks for DiscordWebhooks {
    fn compose(&self, waiting: &[(i64, Notice)], wording: &Wording<'_>) -> Option<Post> {
        compose(waiting, wording)
    }

    fn rewrite(&self, message_parts: &[MessagePart], wording: &Wording<'_>) -> Value {
        rewrite(message_parts, wording)
    }

    fn digest(&self, summary: &DigestContent, wording: &Wording<'_>) -> Value {
        digest(summary, wording)
    }

    fn note(&self, text: &str, wording: &Wording<'_>) -> Value {
        note(text, wording)
    }

    fn wait(&self, webhook: WebhookName, asked: WebhookRequest) -> Option<Duration> {
        let now = self.clock.now();
        let mut known = self.known.lock();
        match known.addresses.get(&webhook).cloned() {
            Some(address) => known.wait(&address, asked, now),
            None => known.everybody.as_mut().and_then(|pause| pause.left(now)),
        }
    }

    async fn post(&self, webhook: WebhookName, post: &Post) -> DeliveryVerdict {
        match self.address(webhook).await {
            Ok(address) => self.send(webhook, &address, Request::Post(&post.body)).await,
            Err(verdict) => verdict,
        }
    }

    async fn edit(&self, webhook: WebhookName, message_id: &str, body: &Value) -> DeliveryVerdict {
        let address = match self.address(webhook).await {
            Ok(address) => address,
            Err(verdict) => return verdict,
        };
        // A message whose id was lost on the way cannot be found again.
        let Some(message) = address.message_url(message_id) else { return DeliveryVerdict::MessageGone };
        match self.send(webhook, &address, Request::Edit(message, body)).await {
            DeliveryVerdict::Delivered(_) => {
                DeliveryVerdict::Delivered(PostReceipt { message_id: message_id.to_owned() })
            }
            verdict => verdict,
        }
    }

    async fn look(&self, webhook: WebhookName) -> DeliveryVerdict {
        match self.address(webhook).await {
            Ok(address) => self.send(webhook, &address, Request::Look).await,
            Err(verdict) => verdict,
        }
    }

    fn limit(&self, webhook: WebhookName) -> Option<WebhookLimit> {
        let known = self.known.lock();
        let address = known.addresses.get(&webhook)?;
        let url = address.bucket().clone();
        let name = known.routes.get(&(url.clone(), WebhookRequest::Post)).cloned().unwrap_or_default();
        known.buckets.get(&(url, name))?.limit(self.clock.now())
    }

    fn check_address(&self, url: &Secret) -> Result<String, Text> {
        self.parse_address(url.reveal()).map(|address| address.masked()).map_err(AddressError::text)
    }

    fn check_link(&self, link: &str) -> Result<(), Text> {
        CardLink::parse(link).map(drop).ok_or_else(|| text!("card-link-no-address"))
    }

    async fn test(&self, webhook: WebhookName) -> Result<Text, Text> {
        let verdict = match self.address(webhook).await {
            Ok(address) => self.send(webhook, &address, Request::Post(&test_message(webhook))).await,
            Err(verdict) => verdict,
        };
        match verdict {
            DeliveryVerdict::Delivered(_) => Ok(text!("discord-test-accepted")),
            DeliveryVerdict::Wait(wait) => Err(text!("discord-test-wait", n = wait.as_secs() + 1)),
            DeliveryVerdict::Undeliverable(why)
            | DeliveryVerdict::WebhookDead(why)
            | DeliveryVerdict::NotNow(why)
            | DeliveryVerdict::Retry(why) => Err(why),
            DeliveryVerdict::MessageGone => Err(text!("discord-test-gone")),
        }
    }

    fn address_changed(&self, webhook: WebhookName) {
        self.known.lock().forget(webhook);
    }
}

/// Reads as much of an answer as arrives.
async fn read(response: Response) -> DiscordResponse {
    let (status, is_json) = (response.status(), response.content() == ContentType::Json);
    let body = response.beginning(LARGEST_ANSWER).await;
    DiscordResponse { status, is_json, body: String::from_utf8_lossy(&body).into_owned() }
}

/// Why there is no answer, and what becomes of the message.
fn unanswered(error: HttpError) -> Text {
    match error {
        HttpError::TimedOut => text!("discord-timed-out"),
        error if error.is_unsent() => text!("discord-unreachable", why = error.text()),
        error => text!("discord-broke-off", why = error.text()),
    }
}

/// `critical`
fn named(webhook: WebhookName) -> Text {
    match webhook {
        WebhookName::Critical => text!("webhook-critical"),
        WebhookName::Standard => text!("webhook-standard"),
    }
}
