use captrack_domain::alert::AlertId;
use captrack_domain::class::HullClass;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{HullLine, Notice, Receiver};
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use captrack_store::{NoticeId, NoticeQueue, Store, Tx, UndeliverableNotice};

use crate::test_data::{Desk, at, commit, enqueue, item, line, notice, notice_of};

const CRITICAL: Receiver = Receiver::DiscordCritical;
fn refusal() -> Text {
    text!("activity-refused", why = Argument::Said("embeds[0]: too long".to_owned()))
}

/// Names four hulls of two pilots: 1, 2, 1 and 2 again.
fn shared() -> Notice {
    let fleet = AlertId::Fleet(PilotId(1), HullClass::Carrier);
    let lines = (1..=4).map(|n| line(item(n), if n % 2 == 1 { 1 } else { 2 }, if n % 2 == 1 { "One" } else { "Two" }));
    notice(fleet, 1, lines.collect())
}

async fn pending_hulls(store: &Store) -> Vec<(NoticeId, Vec<HullLine>)> {
    let pending = store.pending(CRITICAL, at(99)).await.unwrap();
    pending.into_iter().map(|pending| (pending.id, pending.notice.hulls)).collect()
}

async fn given_up(store: &Store) -> Vec<UndeliverableNotice> {
    store.undeliverable(99).await.unwrap()
}

fn hulls_of(row: &UndeliverableNotice) -> Vec<HullLine> {
    row.notice.as_ref().unwrap().hulls.clone()
}

#[tokio::test]
async fn an_undeliverable_notice_is_kept_with_its_reason_and_counted() {
    let desk = Desk::new().await;
    let later = Notice { decided_at: at(7), ..notice_of(2, 1, "One") };
    let ids = enqueue(&desk.store, &[notice_of(1, 1, "One"), later]).await;
    commit(&desk.store, async |tx| tx.mark_undeliverable(ids[0], &refusal(), at(5)).await.unwrap()).await;
    let desk = desk.reopened().await;
    let expected = UndeliverableNotice {
        id: ids[0],
        receiver: CRITICAL,
        notice: Some(notice_of(1, 1, "One")),
        attempts: 1,
        at: at(5),
        reason: Some(refusal()),
    };
    assert_eq!(given_up(&desk.store).await, [expected]);
    let queue = NoticeQueue { pending: 1, oldest: Some(at(7)), undeliverable: 1 };
    assert_eq!(desk.store.queue_lengths().await.unwrap(), [(CRITICAL, queue)].into());
}

#[tokio::test]
async fn a_refused_message_takes_only_the_hulls_it_named() {
    let desk = Desk::new().await;
    let whole = shared();
    let ids = enqueue(&desk.store, std::slice::from_ref(&whole)).await;
    let named = [item(2), item(3)];
    let left =
        commit(&desk.store, async |tx| tx.mark_hulls_undeliverable(ids[0], &named, &refusal(), at(5)).await.unwrap())
            .await;
    assert_eq!(left, 2);
    let desk = desk.reopened().await;
    let rest = vec![whole.hulls[0].clone(), whole.hulls[3].clone()];
    assert_eq!(pending_hulls(&desk.store).await, [(ids[0], rest.clone())]);
    let refused = given_up(&desk.store).await;
    assert_eq!(refused.len(), 1);
    assert_eq!(hulls_of(&refused[0]), whole.hulls[1..3]);
    assert_eq!((refused[0].attempts, refused[0].at, refused[0].reason.clone()), (1, at(5), Some(refusal())));
    assert_ne!(refused[0].id, ids[0]);

    // The rest is told, and refused hulls are not said to have been.
    commit(&desk.store, async |tx| tx.mark_delivered(ids[0], at(6)).await.unwrap()).await;
    assert_eq!(desk.store.recent_deliveries(9).await.unwrap()[0].notice.hulls, rest);
}

#[tokio::test]
async fn all_that_is_left_after_a_delivered_part_can_be_refused() {
    let desk = Desk::new().await;
    let whole = shared();
    let ids = enqueue(&desk.store, &[whole.clone(), whole.clone()]).await;
    commit(&desk.store, async |tx| {
        for id in &ids {
            tx.put_remaining(*id, &whole.hulls[2..]).await.unwrap();
        }
        let rest = [item(3), item(4)];
        assert_eq!(tx.mark_hulls_undeliverable(ids[0], &rest, &refusal(), at(5)).await.unwrap(), 0);
        tx.mark_undeliverable(ids[1], &refusal(), at(5)).await.unwrap();
    })
    .await;
    assert!(pending_hulls(&desk.store).await.is_empty());
    for row in given_up(&desk.store).await {
        assert_eq!(hulls_of(&row), whole.hulls[2..]);
    }
    for told in desk.store.recent_deliveries(9).await.unwrap() {
        assert_eq!(told.notice.hulls, whole.hulls[..2]);
    }
    assert_eq!(given_up(&desk.store).await.len() + desk.store.recent_deliveries(9).await.unwrap().len(), 4);
}

#[tokio::test]
async fn what_was_refused_hull_by_hull_is_nowhere_twice() {
    let desk = Desk::new().await;
    let whole = shared();
    let ids = enqueue(&desk.store, std::slice::from_ref(&whole)).await;
    for (n, left) in [(1, 3), (2, 2), (3, 1), (4, 0)] {
        let refuse =
            async |tx: &mut Tx| tx.mark_hulls_undeliverable(ids[0], &[item(n)], &refusal(), at(n)).await.unwrap();
        assert_eq!(commit(&desk.store, refuse).await, left);
    }
    assert!(pending_hulls(&desk.store).await.is_empty());
    let mut refused: Vec<_> = given_up(&desk.store).await.iter().flat_map(hulls_of).collect();
    refused.sort_by_key(|line| line.key);
    assert_eq!(refused, whole.hulls);
    assert!(desk.store.recent_deliveries(9).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_hull_that_was_told_snoozed_or_never_in_it_is_not_refused() {
    let desk = Desk::new().await;
    let whole = shared();
    let ids = enqueue(&desk.store, std::slice::from_ref(&whole)).await;
    commit(&desk.store, async |tx| {
        tx.put_remaining(ids[0], &whole.hulls[1..]).await.unwrap();
        // 2 and 4 are snoozed while the message that names 1, 2 and 9 is under way.
        tx.withdraw_pilot(PilotId(2)).await.unwrap();
        let named = [item(1), item(2), item(9)];
        assert_eq!(tx.mark_hulls_undeliverable(ids[0], &named, &refusal(), at(5)).await.unwrap(), 1);
        assert_eq!(tx.mark_hulls_undeliverable(NoticeId(4711), &named, &refusal(), at(5)).await.unwrap(), 0);
    })
    .await;
    assert!(given_up(&desk.store).await.is_empty());
    assert_eq!(pending_hulls(&desk.store).await, [(ids[0], vec![whole.hulls[2].clone()])]);
}

#[tokio::test]
async fn what_was_given_up_can_be_sent_again() {
    let desk = Desk::new().await;
    let whole = shared();
    let ids = enqueue(&desk.store, std::slice::from_ref(&whole)).await;
    commit(&desk.store, async |tx| {
        tx.mark_hulls_undeliverable(ids[0], &[item(2)], &refusal(), at(5)).await.unwrap();
        tx.mark_delivered(ids[0], at(6)).await.unwrap();
    })
    .await;
    let refused = given_up(&desk.store).await.remove(0).id;
    let again = commit(&desk.store, async |tx| tx.retry_undeliverable(refused, at(30)).await.unwrap()).await;
    assert_eq!(again.unwrap().hulls, whole.hulls[1..2]);
    assert!(given_up(&desk.store).await.is_empty());
    assert_eq!(desk.store.next_due(CRITICAL).await.unwrap(), Some(at(30)));
    assert_eq!(pending_hulls(&desk.store).await, [(refused, whole.hulls[1..2].to_vec())]);
    commit(&desk.store, async |tx| {
        assert_eq!(tx.retry_undeliverable(refused, at(40)).await.unwrap(), None, "it waits already");
        assert_eq!(tx.retry_undeliverable(NoticeId(4711), at(40)).await.unwrap(), None);
        // Its pilot is snoozed: that is found out by whoever wants it sent again.
        tx.withdraw_pilot(PilotId(2)).await.unwrap();
    })
    .await;
    assert!(pending_hulls(&desk.store).await.is_empty());
}

#[tokio::test]
async fn what_was_given_up_can_be_discarded() {
    let desk = Desk::new().await;
    let ids = enqueue(&desk.store, &[notice_of(1, 1, "One"), notice_of(2, 2, "Two")]).await;
    commit(&desk.store, async |tx| {
        tx.mark_undeliverable(ids[0], &refusal(), at(5)).await.unwrap();
        assert!(tx.discard_undeliverable(ids[0]).await.unwrap());
        assert!(!tx.discard_undeliverable(ids[0]).await.unwrap());
        assert!(!tx.discard_undeliverable(ids[1]).await.unwrap(), "it waits: nobody has refused it");
        assert_eq!(tx.retry_undeliverable(ids[0], at(6)).await.unwrap(), None);
    })
    .await;
    assert!(given_up(&desk.store).await.is_empty());
    assert_eq!(desk.store.queue_lengths().await.unwrap()[&CRITICAL].undeliverable, 0);
    assert_eq!(pending_hulls(&desk.store).await.len(), 1);
}

#[tokio::test]
async fn what_was_given_up_is_listed_by_receiver_newest_first() {
    let desk = Desk::new().await;
    let to = |receiver, id| Notice { receiver, ..notice_of(id, 1, "One") };
    let notices = [to(CRITICAL, 1), to(Receiver::DiscordStandard, 2), to(CRITICAL, 3), to(Receiver::Os, 4)];
    let ids = enqueue(&desk.store, &notices).await;
    commit(&desk.store, async |tx| {
        for (second, id) in (10..).zip(&ids) {
            tx.mark_undeliverable(*id, &refusal(), at(second)).await.unwrap();
        }
    })
    .await;
    let of = async |receivers: &[Receiver], limit| {
        let rows = desk.store.undeliverable_to(receivers, limit).await.unwrap();
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(of(&[CRITICAL], 9).await, [ids[2], ids[0]]);
    assert_eq!(of(&[CRITICAL, Receiver::DiscordStandard], 2).await, [ids[2], ids[1]]);
    assert!(of(&[], 9).await.is_empty());
    assert_eq!(given_up(&desk.store).await.len(), 4);
}
