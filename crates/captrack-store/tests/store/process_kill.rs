//! A kill at any moment loses no decided alert and corrupts nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use captrack_domain::alert::AlertId;
use captrack_domain::notice::{Notice, Receiver};
use captrack_domain::text::Text;
use captrack_store::{FILE, NoticeId, Store, settings};
use sqlx::{Connection, SqliteConnection};

use crate::test_data::{alert, at, hull, item, notice_of, pilot};

const FOLDER: &str = "CAPTRACK_TEST_KILL_FOLDER";
const ROUNDS: u32 = 20;

/// The child of the test below: commits until it is killed, and prints what it has committed. Does nothing when it is run by itself.
#[tokio::test]
async fn commits_until_it_is_killed() {
    let Some(folder) = env::var_os(FOLDER) else { return };
    let store = Store::open(Path::new(&folder)).await.unwrap();
    let begun: i64 = store.setting(settings::REVISION).await.unwrap().unwrap_or(0);
    for n in begun + 1.. {
        let mut tx = store.begin().await.unwrap();
        tx.put_pilot(&pilot(1, "One")).await.unwrap();
        let fleet: Vec<_> = (0..50).map(|id| hull(item(id + n % 7), 1)).collect();
        tx.put_hulls(&fleet).await.unwrap();
        tx.put_alerts(&[alert(AlertId::Hull(item(n)), 1, &[item(n)])]).await.unwrap();
        let notice = notice_of(n, 1, "One");
        let to_the_desktop = Notice { receiver: Receiver::Os, ..notice.clone() };
        let ids = tx.enqueue(&[notice, to_the_desktop]).await.unwrap();
        if n % 3 == 0 {
            tx.mark_delivered(ids[0], at(n)).await.unwrap();
        }
        tx.put_setting(settings::REVISION, &n).await.unwrap();
        tx.commit().await.unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "committed {n} {} {}", ids[0].0, ids[1].0).unwrap();
        out.flush().unwrap();
    }
}

/// Repeats the moments of an earlier run, as far as moments can be repeated.
const SEED: &str = "CAPTRACK_TEST_SEED";

/// Where the moments of the kills come from: printed, so that a failure says which they were.
fn seed() -> u64 {
    let given = env::var(SEED).ok().map(|seed| seed.parse().expect("the seed is a number"));
    given.unwrap_or_else(|| RandomState::new().hash_one(0))
}

/// A number below `limit`: the same for the same seed and place (splitmix64).
fn draw(seed: u64, place: u64, limit: u64) -> u64 {
    let mut mixed = seed.wrapping_add(place.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)) % limit
}

/// When a child is killed: after so many commits, and then so many microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Moment {
    commits: u64,
    micros: u64,
}

impl Moment {
    fn of(seed: u64, round: u32) -> Self {
        let place = u64::from(round) * 2;
        Self { commits: 5 + draw(seed, place, 40), micros: draw(seed, place + 1, 4000) }
    }
}

#[test]
fn a_seed_gives_the_same_moments_again_and_they_differ() {
    let moments = |seed| (0..ROUNDS).map(|round| Moment::of(seed, round)).collect::<Vec<_>>();
    assert_eq!(moments(7), moments(7));
    assert_ne!(moments(7), moments(8));
    assert!(moments(7).windows(2).all(|pair| pair[0] != pair[1]));
    assert!(moments(7).iter().all(|moment| (5..45).contains(&moment.commits) && moment.micros < 4000));
}

/// Runs the child, kills it some time after it has committed a few more, and gives all that it has said to be committed.
fn run_and_kill(folder: &Path, moment: Moment) -> BTreeMap<i64, [NoticeId; 2]> {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "process_kill::commits_until_it_is_killed", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut committed = BTreeMap::new();
    let mut note = |line: String| {
        // The test harness writes lines of its own, and its "test … " stands before our first one.
        let Some((_, words)) = line.split_once("committed ") else { return };
        let numbers: Vec<i64> = words.split(' ').map(|word| word.parse().unwrap()).collect();
        committed.insert(numbers[0], [NoticeId(numbers[1]), NoticeId(numbers[2])]);
    };
    for _ in 0..moment.commits {
        note(lines.next().expect("the child ended by itself").unwrap());
    }
    // Not a wait for something to happen: this is what makes the moment of the kill any moment.
    std::thread::sleep(Duration::from_micros(moment.micros));
    child.kill().unwrap();
    child.wait().unwrap();
    // What it had printed before it died; a line cut off by the kill does not count.
    for line in lines.map_while(Result::ok) {
        if line.split(' ').count() >= 4 {
            note(line);
        }
    }
    committed
}

#[tokio::test]
async fn a_kill_at_any_moment_loses_no_decided_alert_and_corrupts_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut committed = BTreeMap::new();
    let seed = seed();
    eprintln!("{SEED}={seed}");
    for round in 0..ROUNDS {
        let moment = Moment::of(seed, round);
        eprintln!("round {round}: {moment:?}");
        let said = run_and_kill(folder.path(), moment);
        assert!(!said.is_empty(), "round {round}: nothing was committed");
        committed.extend(said);

        let store = Store::open(folder.path()).await.unwrap();
        assert_eq!(
            store.recover(at(0), &Text::said("Unreadable.")).await.unwrap(),
            Vec::<Text>::new(),
            "round {round}"
        );
        let alerts: BTreeSet<_> = store.alerts(at(0)).await.unwrap().into_iter().map(|alert| alert.id).collect();
        let mut rows: BTreeMap<NoticeId, AlertId> = BTreeMap::new();
        for receiver in [Receiver::Os, Receiver::DiscordCritical] {
            let pending = store.pending(receiver, at(0)).await.unwrap();
            rows.extend(pending.into_iter().map(|pending| (pending.id, pending.notice.alert)));
        }
        let delivered = store.recent_deliveries(u32::MAX).await.unwrap();
        rows.extend(delivered.into_iter().map(|settled| (settled.id, settled.notice.alert)));

        for (n, notices) in &committed {
            let id = AlertId::Hull(item(*n));
            assert!(alerts.contains(&id), "round {round}: alert {n} is lost");
            for notice in notices {
                assert_eq!(rows.get(notice), Some(&id), "round {round}: a notice of alert {n} is lost");
            }
        }
        // A transaction is there as a whole or not at all: also the last one, of which nobody was told.
        assert_eq!(rows.len(), alerts.len() * 2, "round {round}: an alert without its notices");
        let last: i64 = store.setting(settings::REVISION).await.unwrap().unwrap();
        assert_eq!(usize::try_from(last).unwrap(), alerts.len(), "round {round}");

        // Every other time the next child finds a log to replay, left by a reader who does not close.
        if round % 2 == 0 {
            store.close().await;
        }
    }
    let path = format!("sqlite://{}", folder.path().join(FILE).display());
    let mut connection = SqliteConnection::connect(&path).await.unwrap();
    let verdict: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut connection).await.unwrap();
    assert_eq!(verdict, "ok");
}
