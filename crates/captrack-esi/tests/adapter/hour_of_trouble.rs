//! An hour of polling in simulated time: no sockets, and waits that take no time. Whatever the network does, each section is asked again and
//! answers soon after the trouble is over.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use captrack_domain::ids::PilotId;
use captrack_domain::section::{SectionId, SectionKind};
use captrack_esi::{Endpoints, Esi, PILOT_SCOPES};
use captrack_http::HttpClient;
use captrack_ports::{PollError, Secret, SectionRequest, Source};
use captrack_sim::{Fault, FaultEffect, Service, Sim, SimClock, SimOptions};
use captrack_testing::{TestClock, TestSecrets, sim_answer};
use parking_lot::Mutex;
use tokio::time::{Instant, sleep, sleep_until};
use url::Url;

use crate::desk::said;

const MINUTE: Duration = Duration::from_secs(60);
const PILOTS: usize = 5;
const KINDS: [SectionKind; 4] = [SectionKind::Online, SectionKind::Location, SectionKind::Ship, SectionKind::Assets];
/// When an error says nothing of it, a section is asked again after this.
const AGAIN: Duration = Duration::from_secs(10);
/// Trouble: from this minute on, so many minutes, at which server, and what it is.
const TROUBLE: [(u32, u32, Service, FaultEffect); 4] = [
    (8, 5, Service::Esi, FaultEffect::BlackHole),
    (20, 4, Service::Esi, FaultEffect::Delay { millis: 45_000 }),
    (31, 2, Service::Esi, FaultEffect::Reset),
    // Access lives 20 minutes, so that it ends in there.
    (37, 8, Service::Sso, FaultEffect::BlackHole),
];

/// All servers of the sim, without sockets.
fn client(sim: Arc<Sim>) -> HttpClient {
    HttpClient::in_process(move |request| {
        let sim = sim.clone();
        async move { sim_answer(&sim, request).await }
    })
}

/// What a section answered, and when.
type Log = Mutex<BTreeMap<(PilotId, SectionKind), Vec<(Duration, Result<(), String>)>>>;

/// Asks a section when it may be asked, for an hour.
async fn poll(esi: Esi, pilot: PilotId, kind: SectionKind, began: Instant, log: Arc<Log>) {
    let mut validators = None;
    while began.elapsed() < 60 * MINUTE {
        let section = SectionId { kind, pilot };
        let answer =
            esi.source.poll(SectionRequest { section, validators: validators.clone(), also: Arc::default() }).await;
        let (wait, outcome) = match answer {
            Ok(answer) => {
                validators = answer.validators.or(validators);
                (answer.life.unwrap_or(AGAIN), Ok(()))
            }
            Err(PollError::Later { why, after }) => (after.unwrap_or(AGAIN), Err(said(&why))),
            Err(other) => panic!("{kind} of {pilot}: {other:?}"),
        };
        log.lock().entry((pilot, kind)).or_default().push((began.elapsed(), outcome));
        // Whole seconds: a cache is not asked in the second in which it ends.
        sleep(wait.max(Duration::from_secs(1)) + Duration::from_secs(1)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn an_hour_with_black_holes_and_time_outs_takes_seconds_and_every_section_comes_back() {
    let started = std::time::Instant::now();
    let options = SimOptions { pilots: 20, clock: SimClock::Runtime, ..SimOptions::default() };
    let sim = Arc::new(Sim::in_process(options));
    let world = sim.control();
    let endpoints = Endpoints {
        esi: Url::parse(&sim.esi_url()).unwrap(),
        sso: Url::parse(&sim.sso_url()).unwrap(),
        client_id: Some(sim.client_id()),
        ..Endpoints::default()
    };
    let now = sim.control();
    let clock = Arc::new(TestClock::following(move || now.now()));
    let esi = Esi::open(&endpoints, &client(sim.clone()), Arc::new(TestSecrets::default()), clock).unwrap();

    let began = Instant::now();
    let log: Arc<Log> = Arc::default();
    let mut sections = tokio::task::JoinSet::new();
    for pilot in sim.demo_pilots().iter().take(PILOTS) {
        let id = PilotId(pilot.pilot_id);
        let refresh = Secret::new(world.grant(id.0, &sim.client_id(), &PILOT_SCOPES).unwrap());
        esi.sso.import(id, refresh, &pilot.owner_hash, &PILOT_SCOPES, &sim.client_id()).await.unwrap();
        for kind in KINDS {
            sections.spawn(poll(esi.clone(), id, kind, began, log.clone()));
        }
    }
    for (from, minutes, service, effect) in TROUBLE {
        sleep_until(began + from * MINUTE).await;
        let fault = Fault::new(service, "*", effect.clone());
        world.inject(fault.clone());
        sleep(minutes * MINUTE).await;
        assert!(world.withdraw(&fault).is_some_and(|met| met > 0), "{effect:?} at minute {from} met nobody");
    }
    while let Some(ended) = sections.join_next().await {
        ended.unwrap();
    }

    assert_eq!(log.lock().len(), PILOTS * KINDS.len());
    for ((pilot, kind), answers) in &*log.lock() {
        let good =
            |from: Duration, to: Duration| answers.iter().any(|(at, answer)| (from..to).contains(at) && answer.is_ok());
        for (from, minutes, service, effect) in TROUBLE {
            let (from, to) = (from * MINUTE, (from + minutes) * MINUTE);
            // Assets are asked once an hour: they answer before the first trouble, or when their next try is due.
            if *kind != SectionKind::Assets {
                assert!(good(to, to + 2 * MINUTE), "{kind} of {pilot} did not come back after {effect:?}: {answers:?}");
            }
            // What is under way when it begins still comes through. Access that is left goes on while the SSO is silent.
            if service == Service::Esi {
                assert!(!good(from + MINUTE, to), "{kind} of {pilot} answered through {effect:?}");
            }
        }
        let far_from_trouble = |at: Duration| {
            TROUBLE.iter().all(|(from, minutes, ..)| at < *from * MINUTE || at > (from + minutes + 2) * MINUTE)
        };
        for (at, answer) in answers.iter().filter(|(at, _)| far_from_trouble(*at)) {
            assert_eq!(*answer, Ok(()), "{kind} of {pilot} after {at:?}");
        }
    }
    let failed = |word: &str| {
        let log = log.lock();
        log.values().flatten().filter(|(_, answer)| answer.as_ref().is_err_and(|why| why.contains(word))).count()
    };
    assert!(failed("did not answer in time") > 0 && failed("cannot be reached") > 0, "both kinds of trouble were met");
    // An answer that came too late for us was one for ESI, and nobody here could know until when it holds.
    let late = 20 * MINUTE..25 * MINUTE;
    for early in world.stats().esi.early {
        let at = Duration::try_from(early.at.duration_since(SimOptions::default().start)).unwrap();
        assert!(late.contains(&at), "{early:?} came before its time");
    }
    assert!(began.elapsed() >= 60 * MINUTE, "an hour has passed");
    assert!(started.elapsed() < 2 * MINUTE, "it took {:?}", started.elapsed());
}
