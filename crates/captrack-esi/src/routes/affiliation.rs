//! POST `/characters/affiliation`. ESI: public, old error limit, cached 3600 s on the server.
//!
//! Pilots that are due at once share one request: with 500 of them that is one instead of 500. Whoever will be due soon, because its last
//! answer has expired, is asked about along with them, and what came is handed out when it is asked for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use captrack_domain::ids::{AllianceId, CorporationId, PilotId};
use captrack_domain::reading::Reading;
use jiff::Timestamp;
use parking_lot::Mutex;
use serde::Deserialize;
use tokio::sync::oneshot;

use crate::bisect::{BATCH, sort_out};
use crate::error::{EsiError, MINUTE};
use crate::final_answers::ErrorWord;
use crate::http::{EsiHttp, EsiRequest};
use crate::moment::ElapsedTime;
use crate::route::Route;

/// How long the first of a batch waits for company.
const GATHER: Duration = Duration::from_millis(20);

#[derive(Debug, Clone, Copy, Deserialize)]
struct Affiliated {
    #[serde(rename = "character_id")]
    pilot: i64,
    #[serde(rename = "corporation_id")]
    corporation: i64,
    #[serde(rename = "alliance_id", default)]
    alliance: Option<i64>,
}

impl Affiliated {
    /// Whether its numbers can be those of a corporation and an alliance.
    fn makes_sense(&self) -> bool {
        self.corporation > 0 && self.alliance.is_none_or(|alliance| alliance > 0)
    }

    const fn reading(self) -> Reading {
        Reading::Affiliation {
            corporation: CorporationId(self.corporation),
            alliance: match self.alliance {
                Some(id) => Some(AllianceId(id)),
                None => None,
            },
        }
    }
}

/// An affiliation, and when it was asked for.
pub(crate) type DatedAffiliation = Result<(Reading, Timestamp), EsiError>;

/// Where those wait who want to know.
#[derive(Clone)]
pub(crate) struct AffiliationBatches {
    http: Arc<EsiHttp>,
    waiting: Arc<Mutex<BTreeMap<PilotId, Vec<oneshot::Sender<DatedAffiliation>>>>>,
    known: Arc<Mutex<BTreeMap<PilotId, Known>>>,
}

/// What is remembered of a pilot.
struct Known {
    /// Until it is worth asking again.
    holds: ElapsedTime,
    /// An answer that came along with others and was not asked for yet.
    ahead: Option<(Reading, Timestamp)>,
}

impl AffiliationBatches {
    pub(crate) fn new(http: Arc<EsiHttp>) -> Self {
        Self { http, waiting: Arc::default(), known: Arc::default() }
    }

    /// A pilot's corporation and alliance, asked together with whoever else is asked about within 20 ms.
    pub(crate) async fn of(&self, pilot: PilotId) -> DatedAffiliation {
        let now = self.http.now();
        if let Some(known) = self.known.lock().get_mut(&pilot)
            && let Some(ahead) = known.ahead.take()
            && !known.holds.is_over(now)
        {
            return Ok(ahead);
        }
        let (tell, told) = oneshot::channel();
        let first = {
            let mut waiting = self.waiting.lock();
            let first = waiting.is_empty();
            waiting.entry(pilot).or_default().push(tell);
            first
        };
        if first {
            // A task of its own: the first one to ask may be given up while others wait with it.
            let desk = self.clone();
            tokio::spawn(async move {
                tokio::time::sleep(GATHER).await;
                desk.ask().await;
            });
        }
        told.await.unwrap_or(Err(EsiError::NoConnection))
    }

    /// Forgets a pilot.
    pub(crate) fn forget(&self, pilot: PilotId) {
        self.known.lock().remove(&pilot);
    }

    /// Pilots whose answer has expired and who are not asked about yet: as many as there is room for in the requests that are made anyway.
    fn soon_due(&self, asked: &[i64], now: Timestamp) -> Vec<i64> {
        let room = asked.len().next_multiple_of(BATCH) - asked.len();
        let mut known = self.known.lock();
        let due = known.iter_mut().filter_map(|(pilot, known)| known.holds.is_over(now).then_some(pilot.0));
        due.filter(|pilot| asked.binary_search(pilot).is_err()).take(room).collect()
    }

    async fn ask(&self) {
        let waiting = std::mem::take(&mut *self.waiting.lock());
        let now = self.http.now();
        let mut ids: Vec<i64> = waiting.keys().map(|pilot| pilot.0).collect();
        ids.extend(self.soon_due(&ids, now));
        tracing::debug!(pilots = ids.len(), requests = ids.len().div_ceil(BATCH), "affiliations");
        let http = &self.http;
        let sorted = sort_out(&ids, &[400, 404], |batch| async move {
            let call = EsiRequest {
                ids: Some(&batch),
                ..EsiRequest::public(Route::Affiliation, "/characters/affiliation".into())
            };
            let reply = http.send(call).await?;
            reply.parse::<Vec<Affiliated>>()?.ok_or_else(|| reply.malformed())
        })
        .await;
        let known: HashMap<i64, Affiliated> = sorted.good.into_iter().map(|one| (one.pilot, one)).collect();
        self.remember(&ids, &known, &waiting.keys().copied().collect(), now);
        for (pilot, tells) in waiting {
            let told = match (known.get(&pilot.0), &sorted.error) {
                (Some(one), _) if one.makes_sense() => Ok((one.reading(), now)),
                (Some(_), _) => Err(EsiError::Malformed { route: Route::Affiliation, after: Some(MINUTE) }),
                (None, Some(error)) if !sorted.bad.contains(&pilot.0) => Err(error.clone()),
                // Refused although nobody was accepted: that may be the question's fault as well.
                (None, _) if known.is_empty() && sorted.bad.contains(&pilot.0) => {
                    Err(EsiError::Status { route: Route::Affiliation, status: 404, word: ErrorWord::Other })
                }
                (None, _) => Err(EsiError::NoSuchPilot),
            };
            for tell in tells {
                // Whoever asked may have gone.
                let _ = tell.send(told.clone());
            }
        }
    }

    fn remember(&self, asked: &[i64], found: &HashMap<i64, Affiliated>, waiting: &BTreeSet<PilotId>, now: Timestamp) {
        let mut known = self.known.lock();
        for pilot in asked.iter().copied().map(PilotId) {
            match found.get(&pilot.0).filter(|one| one.makes_sense()) {
                Some(one) => {
                    let ahead = (!waiting.contains(&pilot)).then(|| (one.reading(), now));
                    known.insert(pilot, Known { holds: ElapsedTime::new(now, Route::Affiliation.cached()), ahead });
                }
                // Whoever may be gone is not asked about along with others.
                None => drop(known.remove(&pilot)),
            }
        }
    }
}
