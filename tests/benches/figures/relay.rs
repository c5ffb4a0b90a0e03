//! How long a whole alliance's alerts take to reach Discord under its limits (5 in 2 s, 30 in a minute), by a clock that is turned, and how many
//! messages and requests that takes: as ratios to the least that is possible.

use std::sync::Arc;
use std::time::Instant;

use captrack_contract::{Board, BoardAnswer, BoardQuery, BoardRequest, Confidential, commands};
use captrack_desk::{Desk, DeskParts, EndpointsFile};
use captrack_domain::evaluate::Level;
use captrack_domain::policy::Policy;
use captrack_domain::webhook_name::WebhookName;
use captrack_secrets::SessionSecrets;
use captrack_sim::{Service, Sim, SimOptions};

use crate::figure::{ms, print};
use crate::sim_time::sim_time;
use crate::stored;

/// Hulls of the invented alliance, so that so many mains alert.
const HULLS: [usize; 2] = [2_850, 24_550];
/// Embeds in a message.
const EMBEDS: u64 = 10;

pub fn run() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for hulls in HULLS {
            measure(hulls).await;
        }
    });
}

async fn measure(hulls: usize) {
    let sim = Sim::start(SimOptions::default().manual());
    let world = sim.control();
    let folder = tempfile::tempdir().unwrap();
    stored::write(folder.path(), hulls, world.now()).await;
    let endpoints: EndpointsFile = toml::from_str(&sim.endpoints_toml()).unwrap();
    let wired = DeskParts {
        folder: folder.path().to_owned(),
        endpoints,
        secrets: Arc::new(SessionSecrets::new()),
        clock: sim_time(&world),
        notifier: None,
    };
    let desk = Desk::wire(wired).await.unwrap();
    let mains = alerting_mains(&desk).await as u64;
    let url = Confidential(world.webhook_url("standard").unwrap());
    desk.ask(commands::SetWebhook { webhook: WebhookName::Standard, url }).await.unwrap();

    let (began, started) = (world.now(), Instant::now());
    loop {
        // As the program's own loop does: what may be sent is sent, then it rests for as long as there is nothing to do.
        let rest = desk.monitor().deliver().drain(world.now()).await.unwrap();
        if waiting(&desk).await == 0 {
            break;
        }
        world.advance(rest);
    }
    let stats = world.stats().discord;
    let took = world.now().duration_since(began).as_secs_f64();
    let requests = world.requests().iter().filter(|one| one.service == Service::Discord).count() as u64;
    let least_messages = mains.div_ceil(EMBEDS);
    let least = least_seconds(least_messages);
    print(&format!("relay_messages_{mains}_mains"), stats.posts as f64, "messages");
    print(&format!("relay_messages_to_least_{mains}_mains"), stats.posts as f64 / least_messages as f64, "ratio");
    print(&format!("relay_requests_{mains}_mains"), requests as f64, "requests");
    print(&format!("relay_limited_requests_{mains}_mains"), stats.rate_limited as f64, "requests");
    print(&format!("relay_seconds_{mains}_mains"), took, "s");
    print(&format!("relay_seconds_to_least_{mains}_mains"), took / least, "ratio");
    // What is not critical is gathered before the first message of it may be sent.
    let gathering = f64::from(Policy::default().group_wait_secs);
    let for_these = least_seconds(stats.posts).max(gathering);
    print(&format!("relay_seconds_to_least_for_its_messages_{mains}_mains"), took / for_these, "ratio");
    print(&format!("relay_processor_time_{mains}_mains"), ms(started.elapsed()), "ms");
    desk.shutdown().await;
}

/// So long as many messages take at least under Discord's limits.
fn least_seconds(messages: u64) -> f64 {
    ((messages - 1) / 5 * 2).max((messages - 1) / 30 * 60) as f64
}

async fn alerting_mains(desk: &Desk) -> usize {
    let board: Box<Board> =
        match desk.board(&BoardRequest::Board { query: BoardQuery::default(), known: None }).await.unwrap() {
            BoardAnswer::Board(board) => board,
            other => panic!("{other:?}"),
        };
    board.cards.iter().filter(|card| matches!(card.level, Level::Critical | Level::Alerting)).count()
}

async fn waiting(desk: &Desk) -> usize {
    desk.ask(commands::Status).await.unwrap().relay_waiting
}
