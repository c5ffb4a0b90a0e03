//! Faults that are put in the way of requests.

use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One of the five servers of the sim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// The EVE API.
    Esi,
    /// EVE's sign-in.
    Sso,
    /// EVE's image server.
    Images,
    /// Discord's webhooks.
    Discord,
    /// AllianceAuth with its bridge.
    Auth,
}

/// What a fault does to a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "effect")]
pub enum FaultEffect {
    /// Answer this instead. The request is not served; the budgets are charged as for any answer of that status.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The body; ESI's error body when absent.
        #[serde(default)]
        body: Option<Value>,
        /// Further headers, for example `Retry-After`.
        #[serde(default)]
        headers: Vec<(String, String)>,
    },
    /// Answer this text instead, as `text/html`: what an edge server says.
    Edge {
        /// The HTTP status.
        status: u16,
        /// The text.
        text: String,
    },
    /// Serve the request, then answer late. Measured by the wall clock.
    Delay {
        /// How late.
        millis: u64,
    },
    /// Reset the connection without serving the request.
    Reset,
    /// Take the request and never say anything: what a network does that loses every packet.
    BlackHole,
    /// Serve the request, then reset the connection: the asker cannot know.
    ResetAfterServing,
    /// Serve the request, but break the JSON of the answer.
    MalformedJson,
    /// Serve the request, but end the connection in the middle of the body.
    TruncatedBody,
    /// Serve the request, but fill the answer up with blanks, which mean nothing in JSON.
    Padded {
        /// To so many bytes, before they are packed; without an end when absent.
        #[serde(default)]
        bytes: Option<usize>,
        /// What `RouteContent-Length` says.
        #[serde(default)]
        length: ContentLength,
    },
    /// Serve the request, but leave a header of the answer out.
    WithoutHeader {
        /// Its name.
        name: String,
    },
    /// Serve the request, but under a weak entity tag.
    WeakEtag,
    /// Serve the request, but under another entity tag than last time, though the content is the same.
    OtherEtag,
    /// Serve the request as if nothing had been asked before, and leave the last fifth out of a list, under an entity tag of its own.
    ShortList,
    /// Serve the request as if nothing had been asked before, and make every other line about a single thing senseless, the first one too, under an
    /// entity tag of its own.
    OddRows,
    /// Serve the request, but as what a cache on the way has kept: `Last-Modified` and `Expires` are so much earlier.
    OldAnswer {
        /// By how many seconds.
        seconds: i64,
    },
    /// Refuse with 400 a request whose body contains this text; others are served, and do not use the fault up.
    RefuseText {
        /// The text.
        text: String,
    },
}

/// What `RouteContent-Length` says of a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContentLength {
    /// How long it is.
    #[default]
    Right,
    /// Nothing: it comes in chunks.
    None,
    /// Something else; the connection ends with the body.
    Wrong {
        /// What it says.
        length: u64,
    },
}

impl FaultEffect {
    /// AllianceAuth's login page in place of an answer: what comes when the bridge's views are not public.
    pub fn login_page() -> Self {
        let location = ("Location".to_owned(), "/account/login/?next=/captrack-bridge/api/v1/whoami".to_owned());
        Self::Answer { status: 302, body: None, headers: vec![location] }
    }

    /// A web page in place of an answer.
    pub fn web_page(status: u16) -> Self {
        Self::Edge { status, text: format!("<!doctype html><title>{status}</title><h1>{status}</h1>") }
    }

    /// Trouble of the SSO inside ESI, which comes as 403.
    pub fn sso_trouble() -> Self {
        let body = serde_json::json!({ "error": "unexpected end of JSON input", "sso_status": 401 });
        Self::Answer { status: 403, body: Some(body), headers: Vec::new() }
    }

    /// An access that ESI takes for expired.
    pub fn access_expired() -> Self {
        let body = serde_json::json!({ "error": "token is expired", "sso_status": 400 });
        Self::Answer { status: 403, body: Some(body), headers: Vec::new() }
    }

    /// A route of ESI that was switched off.
    pub fn route_off() -> Self {
        Self::Answer { status: 404, body: Some(serde_json::json!({ "error": "Not found" })), headers: Vec::new() }
    }

    /// A refusal of the SSO's token endpoint.
    pub fn token_error(error: &str) -> Self {
        let body = serde_json::json!({ "error": error, "error_description": "Grant type is not supported." });
        Self::Answer { status: 400, body: Some(body), headers: Vec::new() }
    }

    /// What an edge server says in place of ESI or the SSO: an answer without a word of theirs.
    pub fn edge(status: u16) -> Self {
        Self::Edge { status, text: format!("<html><title>{status}</title><center>cloudflare</center></html>") }
    }

    fn is_for(&self, body: &[u8]) -> bool {
        match self {
            Self::RefuseText { text } => String::from_utf8_lossy(body).contains(text.as_str()),
            _ => true,
        }
    }
}

/// A fault that waits for requests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    /// On which server.
    pub service: Service,
    /// Which paths: `*` stands for any run of characters. A path may be preceded by its method and a space.
    pub route: String,
    /// What happens.
    #[serde(flatten)]
    pub effect: FaultEffect,
    /// How many times; for ever when absent.
    #[serde(default)]
    pub times: Option<u32>,
}

impl Fault {
    /// A fault that stays until it is cleared.
    pub fn new(service: Service, route: impl Into<String>, effect: FaultEffect) -> Self {
        Self { service, route: route.into(), effect, times: None }
    }

    /// The same, but so many times only.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }
}

/// A fault and what has met it.
#[derive(Debug)]
struct Waiting {
    fault: Fault,
    /// As it was put in the way.
    whole: Fault,
    met: u64,
}

/// The faults that wait, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Vec<Waiting>>);

impl Faults {
    pub(crate) fn add(&self, fault: Fault) {
        self.0.lock().push(Waiting { whole: fault.clone(), fault, met: 0 });
    }

    pub(crate) fn clear(&self) {
        self.0.lock().clear();
    }

    /// Takes one away again; how many requests it has met. None: there is no such fault, or it is used up.
    pub(crate) fn remove(&self, fault: &Fault) -> Option<u64> {
        let mut waiting = self.0.lock();
        let index = waiting.iter().position(|one| one.whole == *fault)?;
        Some(waiting.remove(index).met)
    }

    /// The effect for this request, if one waits for it; it is used up by one.
    pub(crate) fn take(&self, service: Service, method: &str, path: &str, body: &[u8]) -> Option<FaultEffect> {
        let mut waiting = self.0.lock();
        let is_met = |fault: &Fault| fault.service == service && meets(&fault.route, method, path);
        let index = waiting.iter().position(|one| is_met(&one.fault) && one.fault.effect.is_for(body))?;
        waiting[index].met += 1;
        let effect = waiting[index].fault.effect.clone();
        if let Some(times) = &mut waiting[index].fault.times {
            *times = times.saturating_sub(1);
            if *times == 0 {
                waiting.remove(index);
            }
        }
        Some(effect)
    }
}

fn meets(route: &str, method: &str, path: &str) -> bool {
    match route.split_once(' ') {
        Some((wanted, pattern)) => wanted.eq_ignore_ascii_case(method) && glob(pattern, path),
        None => glob(route, path),
    }
}

/// Whether `*` in `pattern`, standing for any run of characters, makes it equal to `text`.
fn glob(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(tail) = text.strip_prefix(head) else {
        return false;
    };
    (0..=tail.len()).filter(|at| tail.is_char_boundary(*at)).any(|at| glob(rest, &tail[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_run_of_characters() {
        assert!(glob("/characters/*/location", "/characters/90000001/location"));
        assert!(glob("*", "/status"));
        assert!(!glob("/characters/*/location", "/characters/90000001/ship"));
        assert!(meets("POST /universe/*", "POST", "/universe/names"));
        assert!(!meets("POST /universe/*", "GET", "/universe/names"));
    }

    #[test]
    fn a_fault_is_used_up() {
        let faults = Faults::default();
        faults.add(Fault::new(Service::Esi, "/status", FaultEffect::Reset).times(2));
        assert_eq!(faults.take(Service::Discord, "GET", "/status", b""), None);
        assert_eq!(faults.take(Service::Esi, "GET", "/status", b""), Some(FaultEffect::Reset));
        assert_eq!(faults.take(Service::Esi, "GET", "/status", b""), Some(FaultEffect::Reset));
        assert_eq!(faults.take(Service::Esi, "GET", "/status", b""), None);
    }

    #[test]
    fn one_is_taken_away_and_says_what_it_has_met() {
        let faults = Faults::default();
        let fault = |route| Fault::new(Service::Esi, route, FaultEffect::Reset);
        faults.add(fault("/status"));
        faults.add(fault("/markets"));
        assert_eq!(faults.take(Service::Esi, "GET", "/status", b""), Some(FaultEffect::Reset));
        assert_eq!(faults.remove(&fault("/status")), Some(1));
        assert_eq!(faults.remove(&fault("/status")), None);
        assert_eq!(faults.take(Service::Esi, "GET", "/status", b""), None);
        assert_eq!(faults.take(Service::Esi, "GET", "/markets", b""), Some(FaultEffect::Reset));
    }

    #[test]
    fn a_text_is_refused_and_nothing_else() {
        let faults = Faults::default();
        let effect = FaultEffect::RefuseText { text: "Kara".to_owned() };
        faults.add(Fault::new(Service::Discord, "POST *", effect.clone()).times(1));
        assert_eq!(faults.take(Service::Discord, "POST", "/x", b"Mira"), None);
        assert_eq!(faults.take(Service::Discord, "POST", "/x", b"Kara"), Some(effect));
        assert_eq!(faults.take(Service::Discord, "POST", "/x", b"Kara"), None);
    }
}
