//! One way to ESI: every request goes through here, with its headers, its budget and its place in the queue of an outage.

use std::sync::Arc;
use std::time::Duration;

use captrack_domain::downtime;
use captrack_domain::ids::PilotId;
use captrack_http::header::{ACCEPT, IF_NONE_MATCH};
use captrack_http::{HeaderName, HeaderValue, HttpClient, HttpError, Request, is_loopback};
use captrack_ports::Clock;
use jiff::Timestamp;
use parking_lot::Mutex;
use serde::de::DeserializeOwned;
use tokio::sync::Semaphore;
use url::Url;

use crate::budget::{Budgets, Permit};
use crate::endpoints::join;
use crate::error::{EsiError, MINUTE};
use crate::error_limit::ErrorLimit;
use crate::final_answers::ErrorWord;
use crate::gate::{Gate, GateDecision, StatusAnswer};
use crate::headers::EsiHeaders;
use crate::route::{Route, RouteLimit};
use crate::routes::status;
use crate::server_time;
use crate::sso::AccessToken;

/// Time for a whole answer of ESI or the SSO.
pub(crate) const TOTAL: Duration = Duration::from_secs(30);
/// The state of ESI's routes that this program was written for.
const COMPATIBILITY_DATE: &str = "2026-08-18";
/// Requests under way at once. A desk with hundreds of pilots has thousands of sections that are due when it starts.
const AT_ONCE: usize = 32;
/// No error of ESI comes near this.
const LARGEST_ERROR: usize = 64 * 1024;

/// A request to be made.
#[derive(Debug)]
pub(crate) struct EsiRequest<'a> {
    pub route: Route,
    pub path: String,
    pub page: Option<u32>,
    /// A list of ids makes it a POST.
    pub ids: Option<&'a [i64]>,
    /// Whose bucket it is charged to, and with whose access it is made.
    pub pilot: Option<PilotId>,
    pub access: Option<&'a AccessToken>,
    pub etag: Option<&'a str>,
}

impl EsiRequest<'_> {
    /// A public GET.
    pub(crate) fn public(route: Route, path: String) -> Self {
        Self { route, path, page: None, ids: None, pilot: None, access: None, etag: None }
    }
}

/// A good answer.
#[derive(Debug)]
pub(crate) struct EsiReply {
    pub route: Route,
    /// When it came, by this computer's clock.
    pub at: Timestamp,
    pub headers: EsiHeaders,
    /// None: 304, what was told before still holds.
    pub body: Option<Vec<u8>>,
}

impl EsiReply {
    /// How long it is not to be asked for again.
    pub(crate) fn life(&self) -> Duration {
        self.headers.life(self.at, self.route.cached())
    }

    /// How old what it says was when it came.
    pub(crate) fn age(&self) -> Duration {
        self.headers.how_old(self.body.is_some(), self.at, self.route.cached())
    }

    /// When it was true, by the server's clock.
    pub(crate) fn true_at(&self) -> Timestamp {
        self.headers.true_at(self.body.is_some(), self.at, self.route.cached())
    }

    /// The body, parsed. A body that cannot be read is asked for again after a minute at most: what is broken is not cached.
    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Result<Option<T>, EsiError> {
        let Some(body) = &self.body else { return Ok(None) };
        serde_json::from_slice(body).map(Some).map_err(|_| self.malformed())
    }

    /// The error of a body that makes no sense.
    pub(crate) fn malformed(&self) -> EsiError {
        EsiError::Malformed { route: self.route, after: Some(self.life().min(MINUTE)) }
    }
}

/// ESI, with everything that limits us there.
pub(crate) struct EsiHttp {
    client: HttpClient,
    base: Url,
    clock: Arc<dyn Clock>,
    budgets: Budgets,
    errors: Mutex<ErrorLimit>,
    gate: Gate,
    lanes: Semaphore,
    /// Whether this server keeps EVE's daily downtime.
    keeps_downtime: bool,
}

impl EsiHttp {
    /// A client for the server at `base`. A server on this computer is taken to have no daily downtime.
    pub(crate) fn new(base: Url, client: &HttpClient, clock: Arc<dyn Clock>) -> Self {
        Self {
            client: client.clone().with_timeout(TOTAL),
            keeps_downtime: !is_loopback(&base),
            base,
            clock,
            budgets: Budgets::default(),
            errors: Mutex::default(),
            gate: Gate::default(),
            lanes: Semaphore::new(AT_ONCE),
        }
    }

    /// The same, whether or not the server keeps the downtime.
    #[cfg(test)]
    pub(crate) fn with_downtime(mut self, keeps_downtime: bool) -> Self {
        self.keeps_downtime = keeps_downtime;
        self
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Asks, if it may be asked now.
    pub(crate) async fn send(&self, call: EsiRequest<'_>) -> Result<EsiReply, EsiError> {
        if let Some(left) = self.keeps_downtime.then(|| downtime::left(self.now())).flatten() {
            return Err(EsiError::Downtime(left));
        }
        match self.gate.pass(self.now()) {
            GateDecision::Go => {}
            GateDecision::Wait(error) => return Err(error),
            GateDecision::Look => {
                let (look, life) = self.look().await;
                self.gate.looked(look, life, self.now())?;
            }
        }
        let answer = self.exchange(&call).await;
        if answer.is_ok() {
            self.gate.answered();
        }
        answer
    }

    /// Looks whether the cluster is up, and how long that holds. Only a 5xx, silence, or VIPs alone speak against it.
    async fn look(&self) -> (StatusAnswer, Option<Duration>) {
        match self.exchange(&EsiRequest::public(Route::Status, "/status".into())).await {
            Ok(reply) => (status::read(&reply), Some(reply.life())),
            Err(EsiError::Status { status: ..500, .. } | EsiError::Malformed { .. }) => (StatusAnswer::Up, None),
            Err(_) => (StatusAnswer::Down, None),
        }
    }

    async fn exchange(&self, call: &EsiRequest<'_>) -> Result<EsiReply, EsiError> {
        // Closed by nobody, so that it is always had in the end.
        let _lane = self.lanes.acquire().await;
        let permit = self.permit(call)?;
        let response = match self.client.send(self.request(call)).await {
            Ok(response) => response,
            Err(error) => {
                tracing::debug!(route = ?call.route, pilot = call.pilot.map(|id| id.0), "no answer");
                return Err(unanswered(call.route, error));
            }
        };
        let headers = EsiHeaders::read(response.headers());
        let status = response.status();
        // First of all: what is remembered of this answer begins at the time that it puts right.
        server_time::note(&self.base, headers.server_now(), &*self.clock);
        let at = self.now();
        permit.answered(status, &headers.bucket, headers.retry_after, at);
        self.errors.lock().answered(counts(call.route), status, &headers, at);
        tracing::debug!(route = ?call.route, pilot = call.pilot.map(|id| id.0), status, "answered");
        match status {
            200 => {
                let mut reply = EsiReply { route: call.route, at, headers, body: None };
                let after = Some(reply.life().min(MINUTE));
                reply.body = Some(
                    response.body(call.route.largest_body()).await.map_err(|error| unread(call.route, error, after))?,
                );
                Ok(reply)
            }
            304 if call.etag.is_some() => Ok(EsiReply { route: call.route, at, headers, body: None }),
            420 => Err(EsiError::ErrorLimit(headers.error_reset.unwrap_or(MINUTE))),
            429 => Err(EsiError::TooMany(headers.retry_after.unwrap_or(MINUTE))),
            _ => {
                if matches!(status, 502..=504 | 520..=530) && call.route != Route::Status {
                    self.gate.suspect();
                }
                let body = response.body(LARGEST_ERROR).await;
                let word = body.map_or(ErrorWord::None, |body| ErrorWord::read(&body));
                Err(EsiError::Status { route: call.route, status, word })
            }
        }
    }

    /// Permit to ask, as far as the limits go.
    fn permit(&self, call: &EsiRequest<'_>) -> Result<Permit, EsiError> {
        let now = self.now();
        if let Some(wait) = self.errors.lock().wait(counts(call.route), now) {
            return Err(EsiError::ErrorLimit(wait));
        }
        self.budgets.ask(call.route, call.pilot, now).map_err(EsiError::BudgetSpent)
    }

    fn request(&self, call: &EsiRequest<'_>) -> Request {
        let url = join(&self.base, &call.path);
        let mut request = match call.ids {
            Some(ids) => Request::post(url).json(ids),
            None => Request::get(url),
        };
        request = request
            .header(HeaderName::from_static("x-compatibility-date"), HeaderValue::from_static(COMPATIBILITY_DATE))
            .header(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(etag) = call.etag.and_then(|etag| HeaderValue::from_str(etag).ok()) {
            request = request.header(IF_NONE_MATCH, etag);
        }
        if let Some(page) = call.page {
            request = request.query("page", &page.to_string());
        }
        match call.access {
            Some(access) => request.bearer(access.reveal()),
            None => request,
        }
    }
}

/// Whether errors of the route count towards the old error limit.
fn counts(route: Route) -> bool {
    route.limit() == RouteLimit::Errors
}

/// No answer.
fn unanswered(route: Route, error: HttpError) -> EsiError {
    if error.is_timeout() { EsiError::TimedOut { route, after: None } } else { EsiError::NoConnection }
}

/// An answer without the body that it should have.
fn unread(route: Route, error: HttpError, after: Option<Duration>) -> EsiError {
    match error {
        HttpError::TooLarge => EsiError::Malformed { route, after },
        error if error.is_timeout() => EsiError::TimedOut { route, after },
        _ => EsiError::CutShort { route, after },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct At(Timestamp);

    impl Clock for At {
        fn now(&self) -> Timestamp {
            self.0
        }
    }

    /// Nobody listens there: a request that gets out ends as "no connection".
    fn nobody(now: &str) -> EsiHttp {
        let base = Url::parse("http://127.0.0.1:1").unwrap();
        EsiHttp::new(base, &HttpClient::new().unwrap(), Arc::new(At(now.parse().unwrap())))
    }

    async fn ask(http: &EsiHttp) -> EsiError {
        http.send(EsiRequest::public(Route::Status, "/status".into())).await.unwrap_err()
    }

    #[tokio::test]
    async fn nothing_is_asked_in_the_daily_downtime() {
        let http = nobody("2026-08-18T11:05:00Z").with_downtime(true);
        assert_eq!(ask(&http).await, EsiError::Downtime(Duration::from_secs(600)));
        let http = nobody("2026-08-18T11:15:00Z").with_downtime(true);
        assert_eq!(ask(&http).await, EsiError::NoConnection);
    }

    #[tokio::test]
    async fn a_server_on_this_computer_has_no_daily_downtime() {
        assert_eq!(ask(&nobody("2026-08-18T11:05:00Z")).await, EsiError::NoConnection);
    }
}
