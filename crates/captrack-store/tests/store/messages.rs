use captrack_domain::alert::AlertId;
use captrack_domain::class::HullClass;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::HullLine;
use captrack_domain::text::Text;
use captrack_store::{MessageId, MessageState, NewMessage, PostedMessage, Store, StoreError, Tx};
use serde::{Deserialize, Serialize};

use crate::test_data::{Desk, at, commit, item, line};

/// What a message says, with more in it than the store knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    pub main: PilotId,
    pub main_name: String,
    pub affiliation: Option<String>,
    pub tone: String,
    pub hulls: Vec<Told>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Told {
    pub alert: AlertId,
    pub line: HullLine,
    pub stands: Option<u64>,
}

pub fn told(alert: AlertId, hull: i64, pilot: i64, name: &str) -> Told {
    Told { alert, line: line(item(hull), pilot, name), stands: Some(7) }
}

pub fn message_part(main: i64, name: &str, hulls: Vec<Told>) -> Telling {
    Telling {
        main: PilotId(main),
        main_name: name.to_owned(),
        affiliation: Some(String::from("Null Logistics")),
        tone: String::from("news"),
        hulls,
    }
}

pub fn titan(hull: i64) -> AlertId {
    AlertId::Hull(item(hull))
}

/// A message about one titan of one pilot.
fn about(hull: i64) -> Vec<Telling> {
    vec![message_part(1, "One", vec![told(titan(hull), hull, 1, "One")])]
}

pub async fn post(tx: &mut Tx, webhook: &str, discord_id: &str, message_parts: &[Telling]) -> MessageId {
    let message = NewMessage { webhook, discord_id, thread: None, posted_at: at(0), message_parts };
    tx.put_message(&message).await.unwrap()
}

async fn posted(store: &Store, webhook: &str, discord_id: &str, message_parts: &[Telling]) -> MessageId {
    commit(store, async |tx| post(tx, webhook, discord_id, message_parts).await).await
}

async fn due(store: &Store, seconds: i64) -> Vec<PostedMessage> {
    store.messages_due("critical", at(seconds), 99).await.unwrap()
}

fn ids(messages: &[PostedMessage]) -> Vec<MessageId> {
    messages.iter().map(|message| message.id).collect()
}

#[tokio::test]
async fn a_message_comes_back_as_it_was_posted() {
    let desk = Desk::new().await;
    let message_parts = vec![about(1).remove(0), message_part(2, "Two", vec![told(titan(2), 2, 2, "Two")])];
    let id = commit(&desk.store, async |tx| {
        let message = NewMessage {
            webhook: "critical",
            discord_id: "1310000000000000001",
            thread: Some("1310000000000000000"),
            posted_at: at(3),
            message_parts: &message_parts,
        };
        tx.put_message(&message).await.unwrap()
    })
    .await;
    posted(&desk.store, "standard", "2", &about(9)).await;
    let desk = desk.reopened().await;
    let open = desk.store.open_messages("critical").await.unwrap();
    assert_eq!(ids(&open), [id]);
    let message = &open[0];
    assert_eq!((message.webhook.as_str(), message.discord_id.as_str()), ("critical", "1310000000000000001"));
    assert_eq!(message.thread.as_deref(), Some("1310000000000000000"));
    assert_eq!((message.state, message.posted_at, message.edited_at), (MessageState::Open, at(3), None));
    assert_eq!((message.edit_due, message.attempts, message.reason.clone()), (None, 0, None));
    assert_eq!(message.message_parts::<Telling>().unwrap(), message_parts);
    assert!(matches!(message.message_parts::<String>(), Err(StoreError::Unreadable { table: "messages", .. })));
}

#[tokio::test]
async fn a_message_whose_hulls_could_not_be_forgotten_is_not_kept() {
    let desk = Desk::new().await;
    let mut tx = desk.store.begin().await.unwrap();
    let nameless = [serde_json::json!({"main": 1, "hulls": []})];
    let message =
        NewMessage { webhook: "critical", discord_id: "1", thread: None, posted_at: at(0), message_parts: &nameless };
    assert!(matches!(tx.put_message(&message).await, Err(StoreError::Unreadable { .. })));
}

#[tokio::test]
async fn a_changed_alert_makes_the_messages_about_it_due() {
    let desk = Desk::new().await;
    let fleet = AlertId::Fleet(PilotId(1), HullClass::Carrier);
    let both = vec![message_part(1, "One", vec![told(titan(1), 1, 1, "One"), told(fleet, 2, 1, "One")])];
    let first = posted(&desk.store, "critical", "1", &both).await;
    let second = posted(&desk.store, "critical", "2", &about(3)).await;
    let elsewhere = posted(&desk.store, "standard", "3", &about(1)).await;
    assert_eq!(desk.store.next_edit_due("critical").await.unwrap(), None);
    assert_eq!(ids(&desk.store.messages_about(&[titan(1)]).await.unwrap()), [first, elsewhere]);
    assert_eq!(ids(&desk.store.messages_about(&[fleet, titan(3), titan(4)]).await.unwrap()), [first, second]);

    let marked = commit(&desk.store, async |tx| tx.mark_messages_due(&[fleet, titan(4)], at(10)).await.unwrap()).await;
    assert_eq!(marked, 1);
    assert_eq!(desk.store.next_edit_due("critical").await.unwrap(), Some(at(10)));
    assert!(due(&desk.store, 9).await.is_empty());
    assert_eq!(ids(&due(&desk.store, 10).await), [first]);
    commit(&desk.store, async |tx| {
        tx.mark_messages_due(&[titan(3)], at(5)).await.unwrap();
        tx.mark_messages_due(&[titan(1)], at(20)).await.unwrap();
    })
    .await;
    assert_eq!(ids(&due(&desk.store, 10).await), [second, first], "the longest due first, and no later than it was");
    assert_eq!(ids(&desk.store.messages_due("critical", at(10), 1).await.unwrap()), [second]);
    assert_eq!(desk.store.next_edit_due("standard").await.unwrap(), Some(at(20)));
}

#[tokio::test]
async fn an_edit_that_discord_took_is_done_and_names_what_it_says_now() {
    let desk = Desk::new().await;
    let id = posted(&desk.store, "critical", "1", &about(1)).await;
    commit(&desk.store, async |tx| {
        tx.mark_messages_due(&[titan(1)], at(10)).await.unwrap();
        tx.retry_edit_later(id, at(12), &Text::said("Discord did not answer.")).await.unwrap();
    })
    .await;
    let message = due(&desk.store, 12).await.remove(0);
    assert_eq!((message.attempts, message.reason.clone()), (1, Some(Text::said("Discord did not answer."))));

    let grown = vec![message_part(1, "One", vec![told(titan(1), 1, 1, "One"), told(titan(2), 2, 1, "One")])];
    let kept = commit(&desk.store, async |tx| tx.mark_edited(&message, &grown, at(13)).await.unwrap()).await;
    assert!(kept);
    assert!(due(&desk.store, 99).await.is_empty());
    let now = desk.store.messages_about(&[titan(2)]).await.unwrap().remove(0);
    assert_eq!((now.id, now.edited_at, now.attempts, now.reason.clone()), (id, Some(at(13)), 0, None));
    assert_eq!(now.message_parts::<Telling>().unwrap(), grown);

    commit(&desk.store, async |tx| tx.mark_edited(&now, &about(2), at(14)).await.unwrap()).await;
    assert!(desk.store.messages_about(&[titan(1)]).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_changes_while_an_edit_is_under_way_is_not_missed() {
    let desk = Desk::new().await;
    posted(&desk.store, "critical", "1", &about(1)).await;
    let mark = async |tx: &mut Tx| tx.mark_messages_due(&[titan(1)], at(10)).await.unwrap();
    commit(&desk.store, mark).await;
    let read = due(&desk.store, 10).await.remove(0);
    // At the very same moment, by the clock.
    commit(&desk.store, mark).await;
    commit(&desk.store, async |tx| tx.mark_edited(&read, &about(1), at(10)).await.unwrap()).await;
    let read = due(&desk.store, 10).await.remove(0);
    assert_eq!(read.edited_at, Some(at(10)));
    commit(&desk.store, mark).await;
    commit(&desk.store, async |tx| tx.mark_up_to_date(&read).await.unwrap()).await;
    let read = due(&desk.store, 10).await.remove(0);
    commit(&desk.store, async |tx| tx.mark_up_to_date(&read).await.unwrap()).await;
    assert!(due(&desk.store, 99).await.is_empty());
}

#[tokio::test]
async fn a_closed_message_is_left_alone_until_its_alert_stands_again_soon_after() {
    let desk = Desk::new().await;
    let id = posted(&desk.store, "critical", "1", &about(1)).await;
    commit(&desk.store, async |tx| tx.mark_messages_due(&[titan(1)], at(10)).await.unwrap()).await;
    let message = due(&desk.store, 10).await.remove(0);
    commit(&desk.store, async |tx| {
        tx.mark_edited(&message, &about(1), at(100)).await.unwrap();
        tx.mark_messages_due(&[titan(1)], at(100)).await.unwrap();
        tx.put_message_state(id, MessageState::Closed).await.unwrap();
        assert_eq!(tx.mark_messages_due(&[titan(1)], at(101)).await.unwrap(), 0);
        assert_eq!(tx.reopen_messages(&[titan(1)], at(100), at(200)).await.unwrap(), 0, "too long ago");
        assert_eq!(tx.reopen_messages(&[titan(2)], at(99), at(200)).await.unwrap(), 0);
    })
    .await;
    assert!(desk.store.open_messages("critical").await.unwrap().is_empty());
    assert!(desk.store.messages_about(&[titan(1)]).await.unwrap().is_empty());
    assert!(due(&desk.store, 999).await.is_empty());
    assert_eq!(desk.store.next_edit_due("critical").await.unwrap(), None);

    let reopened =
        commit(&desk.store, async |tx| tx.reopen_messages(&[titan(1)], at(99), at(200)).await.unwrap()).await;
    assert_eq!(reopened, 1);
    assert_eq!(ids(&due(&desk.store, 200).await), [id]);
}

#[tokio::test]
async fn what_open_messages_name_is_known_by_webhook() {
    let desk = Desk::new().await;
    posted(&desk.store, "critical", "1", &about(1)).await;
    posted(&desk.store, "standard", "2", &about(2)).await;
    let closed = posted(&desk.store, "critical", "3", &about(3)).await;
    let named = commit(&desk.store, async |tx| {
        tx.put_message_state(closed, MessageState::Closed).await.unwrap();
        tx.named_by_open_messages(&[titan(1), titan(2), titan(3)], &["critical"]).await.unwrap()
    })
    .await;
    assert_eq!(named, [(titan(1), item(1))].into());
}

#[tokio::test]
async fn a_message_that_is_gone_stays_gone() {
    let desk = Desk::new().await;
    let deleted = posted(&desk.store, "critical", "1", &about(1)).await;
    posted(&desk.store, "critical", "2", &about(2)).await;
    let other = posted(&desk.store, "standard", "3", &about(2)).await;
    commit(&desk.store, async |tx| {
        tx.put_message_state(deleted, MessageState::Gone).await.unwrap();
        assert_eq!(tx.mark_messages_due(&[titan(1)], at(1)).await.unwrap(), 0);
        assert_eq!(tx.reopen_messages(&[titan(1)], at(-9), at(1)).await.unwrap(), 0);
        // The address was changed: nothing can be edited through the new one.
        assert_eq!(tx.lose_messages("critical").await.unwrap(), 1);
    })
    .await;
    assert!(desk.store.open_messages("critical").await.unwrap().is_empty());
    assert_eq!(ids(&desk.store.open_messages("standard").await.unwrap()), [other]);
    assert_eq!(ids(&desk.store.messages_about(&[titan(1), titan(2)]).await.unwrap()), [other]);
}

#[tokio::test]
async fn pruning_never_takes_an_open_message() {
    let desk = Desk::new().await;
    let open = posted(&desk.store, "critical", "1", &about(1)).await;
    let closed = posted(&desk.store, "critical", "2", &about(2)).await;
    let late = posted(&desk.store, "critical", "3", &about(3)).await;
    let messages = desk.store.open_messages("critical").await.unwrap();
    let pruned = commit(&desk.store, async |tx| {
        tx.put_message_state(closed, MessageState::Closed).await.unwrap();
        tx.mark_edited(&messages[2], &about(3), at(50)).await.unwrap();
        tx.put_message_state(late, MessageState::Gone).await.unwrap();
        tx.prune_messages(at(50)).await.unwrap()
    })
    .await;
    assert_eq!(pruned, 1);
    let pruned = commit(&desk.store, async |tx| {
        assert!(!tx.mark_edited(&messages[1], &about(2), at(60)).await.unwrap(), "it is not there any more");
        tx.prune_messages(at(51)).await.unwrap()
    })
    .await;
    assert_eq!(pruned, 1);
    assert_eq!(ids(&desk.store.open_messages("critical").await.unwrap()), [open]);
    assert_eq!(desk.store.recover(at(0), &Text::said("Unreadable.")).await.unwrap(), Vec::<Text>::new());
}
