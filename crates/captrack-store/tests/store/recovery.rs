use captrack_domain::ids::PilotId;
use captrack_domain::notice::Receiver;
use captrack_domain::text::Text;
use captrack_store::{FILE, StoreError};
use captrack_text::english;
use sqlx::{Connection, SqliteConnection};
use std::path::Path;

use crate::test_data::{Desk, alert, at, item, notice_of};

/// Changes the closed database behind the store's back.
async fn tamper(folder: &Path, statement: &'static str) {
    let url = format!("sqlite://{}", folder.join(FILE).display());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    sqlx::raw_sql(statement).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_healthy_database_has_no_notes() {
    let desk = Desk::new().await;
    assert_eq!(desk.store.recover(at(0), &Text::said("Unreadable.")).await.unwrap(), Vec::<Text>::new());
}

#[tokio::test]
async fn a_notice_nobody_can_read_holds_up_no_other_and_is_given_up_visibly() {
    let desk = Desk::new().await;
    let mut tx = desk.store.begin().await.unwrap();
    let ids = tx.enqueue(&[notice_of(1, 1, "One"), notice_of(2, 2, "Two")]).await.unwrap();
    tx.commit().await.unwrap();
    tamper(desk.folder.path(), "UPDATE outbox SET notice = '{\"said\":\"sung\"}' WHERE id = 1").await;

    let pending = desk.store.pending(Receiver::DiscordCritical, at(0)).await.unwrap();
    assert_eq!(pending.iter().map(|pending| pending.id).collect::<Vec<_>>(), ids[1..]);
    let mut tx = desk.store.begin().await.unwrap();
    assert_eq!(tx.withdraw_pilot(PilotId(3)).await.unwrap(), [].into());
    tx.commit().await.unwrap();

    let notes = desk.store.recover(at(1), &Text::said("Another version wrote it.")).await.unwrap();
    assert_eq!(
        notes.iter().map(english).collect::<Vec<_>>(),
        ["1 notices were written by another version of CapTrack and cannot be sent."]
    );
    let queue = desk.store.queue_lengths().await.unwrap()[&Receiver::DiscordCritical];
    assert_eq!((queue.pending, queue.undeliverable), (1, 1));
    // It is in the list too, so that it can be discarded; it cannot be sent again.
    let given_up = desk.store.undeliverable(9).await.unwrap();
    assert_eq!((given_up.len(), given_up[0].id, given_up[0].notice.as_ref()), (1, ids[0], None));
    assert_eq!(given_up[0].reason, Some(Text::said("Another version wrote it.")));
    let mut tx = desk.store.begin().await.unwrap();
    assert_eq!(tx.retry_undeliverable(ids[0], at(1)).await.unwrap(), None);
    tx.commit().await.unwrap();
    assert_eq!(desk.store.recover(at(2), &Text::said("Unreadable.")).await.unwrap(), Vec::<Text>::new());
}

#[tokio::test]
async fn a_row_that_cannot_be_read_is_named() {
    let desk = Desk::new().await;
    let mut tx = desk.store.begin().await.unwrap();
    let id = captrack_domain::alert::AlertId::Hull(item(1));
    tx.put_alerts(&[alert(id, 1, &[item(1)])]).await.unwrap();
    tx.commit().await.unwrap();
    tamper(desk.folder.path(), "UPDATE alerts SET alert = '{}'").await;
    let error = desk.store.alerts(at(0)).await.unwrap_err();
    assert!(matches!(&error, StoreError::Unreadable { table: "alerts", .. }), "{error:?}");
    let sentence = english(&error.text());
    assert!(sentence.starts_with("A row of alerts (hull/item/1040000000001) cannot be read ("), "{sentence}");
    assert!(sentence.ends_with("); update CapTrack."), "{sentence}");
}
