//! POST `/characters/affiliation`. ESI: public, old error limit, cached 3600 s on the server.
//!
//! Pilots that are due at once share one request: with 500 of them that is one instead of 500.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use captrack_domain::ids::{AllianceId, CorporationId, PilotId};
use captrack_domain::reading::Reading;
use parking_lot::Mutex;
use serde::Deserialize;
use tokio::sync::oneshot;

use crate::bisect::{BATCH, sort_out};
use crate::error::EsiError;
use crate::http::{Call, EsiHttp};
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

type Told = Result<Reading, EsiError>;

/// Where those wait who want to know.
#[derive(Clone)]
pub(crate) struct Affiliations {
    http: Arc<EsiHttp>,
    waiting: Arc<Mutex<BTreeMap<PilotId, Vec<oneshot::Sender<Told>>>>>,
}

impl Affiliations {
    pub(crate) fn new(http: Arc<EsiHttp>) -> Self {
        Self { http, waiting: Arc::default() }
    }

    /// A pilot's corporation and alliance, asked together with whoever else is asked about within 20 ms.
    pub(crate) async fn of(&self, pilot: PilotId) -> Told {
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

    async fn ask(&self) {
        let waiting = std::mem::take(&mut *self.waiting.lock());
        let ids: Vec<i64> = waiting.keys().map(|pilot| pilot.0).collect();
        tracing::debug!(pilots = ids.len(), requests = ids.len().div_ceil(BATCH), "affiliations");
        let http = &self.http;
        let sorted = sort_out(&ids, &[400, 404], |batch| async move {
            let call = Call { ids: Some(&batch), ..Call::public(Route::Affiliation, "/characters/affiliation".into()) };
            let reply = http.send(call).await?;
            reply.parse::<Vec<Affiliated>>()?.ok_or_else(|| reply.malformed())
        })
        .await;
        let known: HashMap<i64, Affiliated> = sorted.good.into_iter().map(|one| (one.pilot, one)).collect();
        for (pilot, tells) in waiting {
            let told = match (known.get(&pilot.0), &sorted.error) {
                (Some(one), _) => Ok(one.reading()),
                (None, Some(error)) if !sorted.bad.contains(&pilot.0) => Err(error.clone()),
                // Refused although nobody was accepted: that may be the question's fault as well.
                (None, _) if known.is_empty() && sorted.bad.contains(&pilot.0) => {
                    Err(EsiError::Status { route: Route::Affiliation, status: 404, proper: true })
                }
                (None, _) => Err(EsiError::NoSuchPilot),
            };
            for tell in tells {
                // Whoever asked may have gone.
                let _ = tell.send(told.clone());
            }
        }
    }
}
