use std::time::Duration;

use captrack_domain::alert::AlertId;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::Receiver;
use captrack_domain::reading::{DatedReading, Reading};
use captrack_domain::section::{SectionId, SectionKind, SectionStatus};
use captrack_domain::snooze::Snooze;
use captrack_domain::text::Text;
use captrack_store::{Store, settings};

use crate::test_data::{Desk, alert, at, hull, item, notice_of, pilot};

#[tokio::test]
async fn a_transaction_that_is_dropped_leaves_nothing() {
    let desk = Desk::new().await;
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_pilot(&pilot(1, "One")).await.unwrap();
    tx.put_hull(&hull(item(1), 1)).await.unwrap();
    tx.put_alerts(&[alert(AlertId::Hull(item(1)), 1, &[item(1)])]).await.unwrap();
    tx.enqueue(&[notice_of(1, 1, "One")]).await.unwrap();
    tx.put_setting(settings::PAUSED, &true).await.unwrap();
    drop(tx);

    // Not even for the next writer, on the same connection.
    desk.store.begin().await.unwrap().commit().await.unwrap();
    assert!(desk.store.pilots().await.unwrap().is_empty());
    assert!(desk.store.hulls().await.unwrap().is_empty());
    assert!(desk.store.alerts(at(0)).await.unwrap().is_empty());
    assert!(desk.store.pending(Receiver::DiscordCritical, at(99)).await.unwrap().is_empty());
    assert_eq!(desk.store.setting::<bool>(settings::PAUSED).await.unwrap(), None);
}

#[tokio::test]
async fn every_write_may_be_made_from_any_task() {
    let desk = Desk::watching(&[pilot(1, "One")]).await;
    let store = desk.store.clone();
    // `spawn` asks for a future that is `Send`.
    let task = tokio::spawn(async move {
        let mut tx = store.begin().await?;
        tx.put_hulls(&[hull(item(1), 1)]).await?;
        tx.put_alerts(&[alert(AlertId::Hull(item(1)), 1, &[item(1)])]).await?;
        let ids = tx.enqueue(&[notice_of(1, 1, "One")]).await?;
        tx.put_remaining(ids[0], &[]).await?;
        tx.withdraw_alerts(&[AlertId::Hull(item(1))]).await?;
        tx.withdraw_pilot(PilotId(1)).await?;
        tx.put_setting(settings::PAUSED, &true).await?;
        tx.forget_pilot(PilotId(1)).await?;
        tx.commit().await?;
        store.recover(at(0), &Text::said("Unreadable.")).await
    });
    assert_eq!(task.await.unwrap().unwrap(), Vec::<Text>::new());
}

#[tokio::test]
async fn nobody_reads_what_is_not_committed() {
    let desk = Desk::new().await;
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_pilot(&pilot(1, "One")).await.unwrap();
    assert!(desk.store.pilots().await.unwrap().is_empty());
    tx.commit().await.unwrap();
    assert_eq!(desk.store.pilots().await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_order_of_writes_in_a_transaction_does_not_matter() {
    let desk = Desk::new().await;
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_hull(&hull(item(1), 1)).await.unwrap();
    tx.put_pilot(&pilot(1, "One")).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(desk.store.hulls().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_late_answer_about_a_forgotten_pilot_is_left_out_and_stops_nothing() {
    let desk = Desk::watching(&[pilot(1, "One")]).await;
    let online = SectionStatus::new(SectionId { kind: SectionKind::Online, pilot: PilotId(2) }, at(0));
    let snooze = Snooze { pilot: PilotId(2), since: at(0), until: None, by: String::from("One"), why: None };
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_section(&online, Some(&DatedReading { as_of: at(0), reading: Reading::Online(true) })).await.unwrap();
    tx.put_hulls(&[hull(item(1), 1), hull(item(2), 2)]).await.unwrap();
    tx.put_snooze(&snooze).await.unwrap();
    tx.enqueue(&[notice_of(1, 1, "One")]).await.unwrap();
    tx.commit().await.unwrap();

    assert_eq!(desk.store.hulls().await.unwrap(), [hull(item(1), 1)]);
    assert!(desk.store.sections().await.unwrap().is_empty());
    assert!(desk.store.snoozes().await.unwrap().is_empty());
    assert_eq!(desk.store.pending(Receiver::DiscordCritical, at(0)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_second_writer_in_the_same_process_waits() {
    let desk = Desk::new().await;
    let first = desk.store.begin().await.unwrap();
    let second = desk.store.begin();
    tokio::pin!(second);
    let early = tokio::time::timeout(Duration::from_millis(50), &mut second).await;
    assert!(early.is_err(), "the second writer did not wait");
    first.commit().await.unwrap();
    second.await.unwrap().commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_stores_on_one_folder_take_turns() {
    let folder = tempfile::tempdir().unwrap();
    // Both find an empty folder, both want to write the schema.
    let (one, two) = tokio::join!(Store::open(folder.path()), Store::open(folder.path()));
    let stores = [one.unwrap(), two.unwrap()];
    let mut writers = tokio::task::JoinSet::new();
    for (which, store) in (0..).zip(stores.clone()) {
        writers.spawn(async move {
            for n in 0..50 {
                let mut tx = store.begin().await.unwrap();
                tx.put_pilot(&pilot(which * 1000 + n, "Somebody")).await.unwrap();
                tx.commit().await.unwrap();
            }
        });
    }
    writers.join_all().await;
    for store in &stores {
        assert_eq!(store.pilots().await.unwrap().len(), 100);
    }
}

#[tokio::test]
async fn a_second_store_waits_for_the_first_ones_transaction() {
    let folder = tempfile::tempdir().unwrap();
    let one = Store::open(folder.path()).await.unwrap();
    let two = Store::open(folder.path()).await.unwrap();
    let mut tx = one.begin().await.unwrap();
    tx.put_pilot(&pilot(1, "One")).await.unwrap();
    let second = async {
        let mut tx = two.begin().await.unwrap();
        tx.put_pilot(&pilot(2, "Two")).await.unwrap();
        tx.commit().await.unwrap();
    };
    tokio::pin!(second);
    assert!(tokio::time::timeout(Duration::from_millis(100), &mut second).await.is_err());
    // Reading does not wait.
    assert!(two.pilots().await.unwrap().is_empty());
    tx.commit().await.unwrap();
    second.await;
    assert_eq!(one.pilots().await.unwrap().len(), 2);
}
