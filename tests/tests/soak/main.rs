//! A month of a large alliance: what is kept, what it takes, and that it stays so.
//!
//! 600 pilots live as in the demo. AllianceAuth tells of all of them; 12 are signed in and polled as ever. The program's own steps are taken
//! against servers inside the process, in simulated time, and once a day what is old is deleted. Each day is a line of the table that is printed.
//!
//! An ordinary run lives through an hour; `cargo xtask soak` through thirty days, after which the history's time is up (90 days pass in which
//! CapTrack is off): what is deleted then makes room for what comes.
#![allow(clippy::unwrap_used, clippy::cast_precision_loss, missing_docs)]

mod limits;
mod measure;
mod stage;

use std::time::{Duration, Instant};

use limits::{after_pruning, broken};
use measure::{Day, Table};
use peak_alloc::PeakAlloc;
use stage::Stage;

/// Counts what is allocated.
#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// How many days: none unless this says otherwise.
const DAYS: &str = "CAPTRACK_SOAK_DAYS";
/// As long as history is kept, and a day.
const HISTORY_AND_A_DAY: Duration = Duration::from_secs(91 * 86_400);
const AN_HOUR: Duration = Duration::from_secs(3600);
const A_DAY: Duration = Duration::from_secs(86_400);

#[tokio::test]
async fn a_month_of_a_large_alliance_stays_within_limits_and_nothing_grows() {
    let days: usize = std::env::var(DAYS).map_or(0, |days| days.parse().unwrap());
    let began = Instant::now();
    let stage = Stage::new().await;
    let mut table = Table::default();
    if days == 0 {
        stage.live(AN_HOUR).await;
        table.add(Day::of(&stage, 0).await);
        assert_eq!(broken(table.days()), Vec::<String>::new());
        return;
    }
    for day in 1..=days {
        stage.live(A_DAY).await;
        stage.prune().await;
        table.add(Day::of(&stage, day).await);
    }
    let mut wrong = broken(table.days());
    let before = table.days().last().unwrap().clone();
    stage.world.advance(HISTORY_AND_A_DAY);
    stage.live(AN_HOUR).await;
    stage.prune().await;
    let pruned = Day::of(&stage, days + 92).await;
    println!("after 91 days in which it was off: {pruned}");
    if days >= limits::SETTLED {
        wrong.extend(after_pruning(&before, &pruned));
    }
    let all = HEAP.current_usage();
    let world = stage.end_program().await;
    let servers = HEAP.current_usage();
    drop(world);
    println!("of {:.1} MB on the heap {:.1} were the servers'", all as f64 / 1e6, servers as f64 / 1e6);
    println!("{:?} for {days} days", began.elapsed());
    assert_eq!(wrong, Vec::<String>::new());
}
