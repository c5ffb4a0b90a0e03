//! AllianceAuth: from its answer to a dashboard. The server is the sim's, whose own share is a figure of its own.

use std::sync::Arc;
use std::time::{Duration, Instant};

use captrack_contract::{BoardQuery, BoardRequest, Confidential, commands};
use captrack_desk::{Desk, DeskParts, EndpointsFile};
use captrack_secrets::SessionSecrets;
use captrack_sim::{Control, Place, Placement, STAGING_KEEPSTAR, Sim, SimNewPilot, SimOptions};

use crate::figure::{ms, print};
use crate::sim_time::sim_time;

const HULLS_A_MAIN: usize = 6;
/// An Avatar, an Archon, a Revelation, an Apostle, a Rorqual, a Naglfar.
const TYPES: [i64; HULLS_A_MAIN] = [11_567, 23_757, 19_720, 37_604, 28_352, 19_722];
/// AllianceAuth is asked this often.
const RHYTHM: Duration = Duration::from_secs(300);

pub fn run() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    for hulls in [3_000, 30_000] {
        runtime.block_on(measure(hulls));
    }
}

async fn measure(hulls: usize) {
    let sim = Sim::start(SimOptions::default().manual());
    let (world, auth) = (sim.control(), sim.auth());
    let (leader, titan) = settle(&world, hulls);
    auth.read_all();
    let token = auth.make_leader_token(leader).unwrap();
    let served = Instant::now();
    let url = format!("{}/captrack-bridge/api/v1/capitals", auth.url());
    let answer = reqwest::Client::new().get(url).bearer_auth(&token).send().await.unwrap().bytes().await.unwrap();
    let named = |what: &str| format!("allianceauth_{what}_{hulls}_hulls");
    print(&named("served_by_the_sim_alone"), ms(served.elapsed()), "ms");
    print(&named("answer_not_compressed"), answer.len() as f64 / 1000.0, "kB");

    let folder = tempfile::tempdir().unwrap();
    let endpoints: EndpointsFile = toml::from_str(&sim.endpoints_toml()).unwrap();
    let wired = DeskParts {
        folder: folder.path().to_owned(),
        endpoints,
        secrets: Arc::new(SessionSecrets::new()),
        clock: sim_time(&world),
        notifier: None,
    };
    let desk = Desk::wire(wired).await.unwrap();
    let connect = commands::ConnectAuth { address: auth.url(), token: Confidential(token) };
    let connecting = Instant::now();
    desk.ask(connect).await.unwrap();
    print(&named("connected_judged_and_written"), ms(connecting.elapsed()), "ms");
    let shown = Instant::now();
    desk.board(&BoardRequest::Board { query: BoardQuery::default(), known: None }).await.unwrap();
    print(&named("board_after_it"), ms(shown.elapsed()), "ms");

    print(&named("round_with_nothing_new"), ms(round(&desk, &world).await), "ms");
    auth.hull_moved(titan, Place::Space(30_000_142)).unwrap();
    print(&named("round_with_one_hull_moved"), ms(round(&desk, &world).await), "ms");
    world.advance(Duration::from_secs(60));
    auth.read_all();
    print(&named("round_with_everybody_read_anew"), ms(round(&desk, &world).await), "ms");
    desk.shutdown().await;
}

async fn round(desk: &Desk, world: &Control) -> Duration {
    world.advance(RHYTHM);
    let began = Instant::now();
    desk.monitor().run_cycle().await.unwrap();
    began.elapsed()
}

/// Mains with six capitals each, a leader, and a titan.
fn settle(world: &Control, hulls: usize) -> (i64, i64) {
    let leader = world.create_pilot(SimNewPilot::named("Fleet Leader")).unwrap();
    let mut titan = None;
    for account in 0..hulls / HULLS_A_MAIN {
        let main = world.create_pilot(SimNewPilot::named(format!("Pilot {account}"))).unwrap();
        for (number, type_id) in TYPES.into_iter().enumerate() {
            let type_id = if number == 0 && account % 20 != 0 { TYPES[1] } else { type_id };
            let hull = world.place(Placement::stored(main, type_id, Place::Structure(STAGING_KEEPSTAR))).unwrap();
            if type_id == TYPES[0] {
                titan.get_or_insert(hull);
            }
        }
    }
    (leader, titan.unwrap())
}
