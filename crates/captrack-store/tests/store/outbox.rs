use captrack_domain::alert::AlertId;
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{Notice, NoticeKind, Receiver};
use captrack_domain::text::Text;
use captrack_store::{DeliveredNotice, NoticeId, Store};

use crate::test_data::{Desk, at, commit, enqueue, item, line, notice, notice_of};

const CRITICAL: Receiver = Receiver::DiscordCritical;

async fn ids(store: &Store, seconds: i64) -> Vec<NoticeId> {
    let pending = store.pending(CRITICAL, at(seconds)).await.unwrap();
    pending.into_iter().map(|pending| pending.id).collect()
}

/// Names three hulls of two pilots: 1, 2 and 1 again.
fn shared() -> Notice {
    let fleet = AlertId::Fleet(PilotId(1), HullClass::Carrier);
    notice(fleet, 1, vec![line(item(1), 1, "One"), line(item(2), 2, "Two"), line(item(3), 1, "One")])
}

#[tokio::test]
async fn a_notice_comes_back_as_it_was_decided() {
    let desk = Desk::new().await;
    let written = [shared(), Notice { kind: NoticeKind::Resolved, ..notice_of(4, 2, "Two") }];
    let ids = enqueue(&desk.store, &written).await;
    let desk = desk.reopened().await;
    let pending = desk.store.pending(CRITICAL, at(0)).await.unwrap();
    assert_eq!(pending.iter().map(|pending| pending.id).collect::<Vec<_>>(), ids);
    assert_eq!(pending.iter().map(|pending| pending.attempts).collect::<Vec<_>>(), [0, 0]);
    assert_eq!(pending.into_iter().map(|pending| pending.notice).collect::<Vec<_>>(), written);
}

#[tokio::test]
async fn critical_goes_before_standard_and_older_before_newer() {
    let desk = Desk::new().await;
    let decided = |id, level, seconds| Notice { level, decided_at: at(seconds), ..notice_of(id, 1, "One") };
    let ids = enqueue(
        &desk.store,
        &[
            decided(1, AlertLevel::Alerting, 1),
            decided(2, AlertLevel::Critical, 5),
            decided(3, AlertLevel::Alerting, 0),
            decided(4, AlertLevel::Critical, 4),
            decided(5, AlertLevel::Critical, 4),
        ],
    )
    .await;
    let order = [ids[3], ids[4], ids[1], ids[2], ids[0]];
    assert_eq!(self::ids(&desk.store, 5).await, order);
}

#[tokio::test]
async fn a_notice_is_not_sent_before_it_is_gathered_nor_before_its_next_attempt() {
    let desk = Desk::new().await;
    assert_eq!(desk.store.next_due(CRITICAL).await.unwrap(), None);
    let ids = enqueue(&desk.store, &[Notice { not_before: at(2), ..notice_of(1, 1, "One") }]).await;
    assert!(self::ids(&desk.store, 1).await.is_empty());
    assert_eq!(desk.store.next_due(CRITICAL).await.unwrap(), Some(at(2)));
    assert_eq!(self::ids(&desk.store, 2).await, ids);

    commit(&desk.store, async |tx| {
        tx.retry_later(ids[0], at(60), &Text::said("Discord did not answer.")).await.unwrap();
    })
    .await;
    assert!(self::ids(&desk.store, 59).await.is_empty());
    assert_eq!(desk.store.next_due(CRITICAL).await.unwrap(), Some(at(60)));
    let pending = desk.store.pending(CRITICAL, at(60)).await.unwrap();
    assert_eq!((pending[0].id, pending[0].attempts), (ids[0], 1));
}

#[tokio::test]
async fn an_attempt_that_failed_early_does_not_end_the_gathering() {
    let desk = Desk::new().await;
    let ids = enqueue(&desk.store, &[Notice { not_before: at(30), ..notice_of(1, 1, "One") }]).await;
    commit(&desk.store, async |tx| {
        tx.retry_later(ids[0], at(5), &Text::said("Discord did not answer.")).await.unwrap();
    })
    .await;
    assert!(self::ids(&desk.store, 29).await.is_empty());
    assert_eq!(desk.store.next_due(CRITICAL).await.unwrap(), Some(at(30)));
    assert_eq!(self::ids(&desk.store, 30).await, ids);
}

#[tokio::test]
async fn receivers_do_not_see_each_others_notices() {
    let desk = Desk::new().await;
    let to = |receiver| Notice { receiver, ..notice_of(1, 1, "One") };
    enqueue(&desk.store, &[to(Receiver::Os), to(CRITICAL), to(Receiver::DiscordStandard)]).await;
    for receiver in [Receiver::Os, CRITICAL, Receiver::DiscordStandard] {
        let pending = desk.store.pending(receiver, at(0)).await.unwrap();
        assert_eq!(pending.len(), 1);
        assert_eq!(pending[0].notice.receiver, receiver);
    }
}

#[tokio::test]
async fn a_delivered_notice_is_not_sent_again_and_stands_in_the_history() {
    let desk = Desk::new().await;
    let ids = enqueue(&desk.store, &[shared(), notice_of(9, 1, "One")]).await;
    commit(&desk.store, async |tx| {
        tx.retry_later(ids[0], at(1), &Text::said("Discord did not answer.")).await.unwrap();
        tx.mark_delivered(ids[0], at(2)).await.unwrap();
        tx.mark_delivered(ids[1], at(3)).await.unwrap();
    })
    .await;
    let desk = desk.reopened().await;
    assert!(self::ids(&desk.store, 99).await.is_empty());
    let history = desk.store.recent_deliveries(10).await.unwrap();
    assert_eq!(history.iter().map(|settled| settled.id).collect::<Vec<_>>(), [ids[1], ids[0]]);
    let expected = DeliveredNotice { id: ids[0], notice: shared(), attempts: 1, at: at(2) };
    assert_eq!(history[1], expected);
    assert_eq!(desk.store.recent_deliveries(1).await.unwrap().len(), 1);
}

#[tokio::test]
async fn after_a_delivered_part_only_the_rest_is_pending() {
    let desk = Desk::new().await;
    let whole = shared();
    let ids = enqueue(&desk.store, std::slice::from_ref(&whole)).await;
    let left = commit(&desk.store, async |tx| tx.put_remaining(ids[0], &whole.hulls[1..]).await).await;
    assert_eq!(left.unwrap(), 2);
    let desk = desk.reopened().await;
    let pending = desk.store.pending(CRITICAL, at(0)).await.unwrap();
    assert_eq!(pending[0].notice.hulls, whole.hulls[1..]);
    assert_eq!(pending[0].notice.named_before, 1);

    commit(&desk.store, async |tx| tx.mark_delivered(ids[0], at(1)).await.unwrap()).await;
    // The history still says all that was told.
    assert_eq!(desk.store.recent_deliveries(1).await.unwrap()[0].notice, whole);
}

#[tokio::test]
async fn a_snooze_takes_the_pilots_hulls_out_of_what_waits() {
    let desk = Desk::new().await;
    let ids = enqueue(&desk.store, &[shared(), notice_of(1, 1, "One"), notice_of(2, 2, "Two")]).await;
    let taken = commit(&desk.store, async |tx| tx.withdraw_pilot(PilotId(1)).await.unwrap()).await;
    let fleet = AlertId::Fleet(PilotId(1), HullClass::Carrier);
    let expected = [(fleet, item(1)), (fleet, item(3)), (AlertId::Hull(item(1)), item(1))];
    assert_eq!(taken, expected.into());

    let pending = desk.store.pending(CRITICAL, at(0)).await.unwrap();
    assert_eq!(self::ids(&desk.store, 0).await, [ids[0], ids[2]]);
    assert_eq!(pending[0].notice.hulls, [line(item(2), 2, "Two")]);
    assert!(desk.store.undeliverable(9).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_hull_snoozed_while_a_part_is_sent_does_not_come_back() {
    let desk = Desk::new().await;
    let whole = shared();
    let ids = enqueue(&desk.store, std::slice::from_ref(&whole)).await;
    commit(&desk.store, async |tx| tx.withdraw_pilot(PilotId(2)).await.unwrap()).await;
    // The worker had read the notice before that, has sent the first hull and writes down the other two.
    let left = commit(&desk.store, async |tx| tx.put_remaining(ids[0], &whole.hulls[1..]).await).await;
    assert_eq!(left.unwrap(), 1);
    let pending = desk.store.pending(CRITICAL, at(0)).await.unwrap();
    assert_eq!(pending[0].notice.hulls, [line(item(3), 1, "One")]);
}

#[tokio::test]
async fn a_snooze_after_a_delivered_part_takes_back_only_what_was_not_told() {
    let desk = Desk::new().await;
    let whole = shared();
    let ids = enqueue(&desk.store, std::slice::from_ref(&whole)).await;
    commit(&desk.store, async |tx| tx.put_remaining(ids[0], &whole.hulls[1..]).await.unwrap()).await;
    let taken = commit(&desk.store, async |tx| tx.withdraw_pilot(PilotId(1)).await.unwrap()).await;
    assert_eq!(taken, [(whole.alert, item(3))].into());
    commit(&desk.store, async |tx| tx.mark_delivered(ids[0], at(1)).await.unwrap()).await;
    let told = &desk.store.recent_deliveries(1).await.unwrap()[0].notice.hulls;
    assert_eq!(*told, whole.hulls[..2]);
}

#[tokio::test]
async fn an_alerts_pending_notices_can_be_withdrawn() {
    let desk = Desk::new().await;
    let ids = enqueue(&desk.store, &[notice_of(1, 1, "One"), notice_of(1, 1, "One"), notice_of(2, 2, "Two")]).await;
    let alert = AlertId::Hull(item(1));
    commit(&desk.store, async |tx| tx.mark_delivered(ids[0], at(1)).await.unwrap()).await;
    let withdrawn = commit(&desk.store, async |tx| tx.withdraw_alerts(&[alert]).await.unwrap()).await;
    assert_eq!(withdrawn, [(alert, item(1))].into());
    assert_eq!(self::ids(&desk.store, 0).await, [ids[2]]);
    assert_eq!(desk.store.recent_deliveries(9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_withdrawn_notice_is_neither_retried_nor_given_up_but_may_turn_out_delivered() {
    let desk = Desk::new().await;
    let ids = enqueue(&desk.store, &[notice_of(1, 1, "One")]).await;
    commit(&desk.store, async |tx| {
        tx.withdraw_pilot(PilotId(1)).await.unwrap();
        tx.retry_later(ids[0], at(1), &Text::said("Discord did not answer.")).await.unwrap();
        tx.mark_undeliverable(ids[0], &Text::said("Discord refused it."), at(1)).await.unwrap();
        assert_eq!(tx.put_remaining(ids[0], &[line(item(1), 1, "One")]).await.unwrap(), 0);
    })
    .await;
    assert!(self::ids(&desk.store, 99).await.is_empty());
    assert!(desk.store.undeliverable(9).await.unwrap().is_empty());
    commit(&desk.store, async |tx| tx.mark_delivered(ids[0], at(2)).await.unwrap()).await;
    assert_eq!(desk.store.recent_deliveries(9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn pruning_never_takes_what_is_pending() {
    let desk = Desk::new().await;
    let all: Vec<_> = (1..=4).map(|id| notice_of(id, id, "Somebody")).collect();
    let ids = enqueue(&desk.store, &all).await;
    let pruned = commit(&desk.store, async |tx| {
        tx.mark_delivered(ids[0], at(10)).await.unwrap();
        tx.mark_delivered(ids[1], at(30)).await.unwrap();
        tx.withdraw_pilot(PilotId(3)).await.unwrap();
        tx.prune_outbox(at(20)).await.unwrap()
    })
    .await;
    assert_eq!(pruned, 2);
    assert_eq!(self::ids(&desk.store, 99).await, [ids[3]]);
    let history = desk.store.recent_deliveries(9).await.unwrap();
    assert_eq!(history.iter().map(|settled| settled.id).collect::<Vec<_>>(), [ids[1]]);
}

#[tokio::test]
async fn a_notice_of_which_a_part_was_told_counts_as_delivered_when_the_rest_is_withdrawn() {
    let desk = Desk::new().await;
    let whole = shared();
    let ids = enqueue(&desk.store, std::slice::from_ref(&whole)).await;
    commit(&desk.store, async |tx| {
        tx.put_remaining(ids[0], &whole.hulls[2..]).await.unwrap();
        tx.withdraw_pilot(PilotId(1)).await.unwrap();
    })
    .await;
    assert!(self::ids(&desk.store, 99).await.is_empty());
    let told = &desk.store.recent_deliveries(1).await.unwrap()[0];
    assert_eq!(told.notice.hulls, whole.hulls[..2]);
}

#[tokio::test]
async fn when_the_rest_was_snoozed_while_a_part_was_sent_nothing_waits_any_more() {
    let desk = Desk::new().await;
    let whole = shared();
    let ids = enqueue(&desk.store, std::slice::from_ref(&whole)).await;
    commit(&desk.store, async |tx| tx.withdraw_pilot(PilotId(2)).await.unwrap()).await;
    let left = commit(&desk.store, async |tx| tx.put_remaining(ids[0], &whole.hulls[1..2]).await).await;
    assert_eq!(left.unwrap(), 0);
    assert!(self::ids(&desk.store, 99).await.is_empty());
    assert_eq!(desk.store.recent_deliveries(9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn all_that_waits_for_a_receiver_can_be_withdrawn() {
    let desk = Desk::new().await;
    let to_the_desktop = Notice { receiver: Receiver::Os, ..notice_of(3, 1, "One") };
    let ids = enqueue(&desk.store, &[shared(), notice_of(9, 1, "One"), to_the_desktop]).await;
    let withdrawn = commit(&desk.store, async |tx| {
        tx.put_remaining(ids[0], &shared().hulls[1..]).await.unwrap();
        tx.withdraw_receiver(CRITICAL).await.unwrap()
    })
    .await;
    assert_eq!(withdrawn, 2);
    assert!(self::ids(&desk.store, 99).await.is_empty());
    assert_eq!(desk.store.pending(Receiver::Os, at(0)).await.unwrap().len(), 1);
    // Of the first one a part had been told.
    let told = desk.store.recent_deliveries(9).await.unwrap();
    assert_eq!(told.iter().map(|settled| settled.id).collect::<Vec<_>>(), [ids[0]]);
    assert_eq!(told[0].notice.hulls, shared().hulls[..1]);
}

#[tokio::test]
async fn what_waits_can_be_looked_at_in_the_order_of_sending_also_before_it_is_due() {
    let desk = Desk::new().await;
    let standard = Notice {
        receiver: Receiver::DiscordStandard,
        level: AlertLevel::Alerting,
        decided_at: at(-50),
        ..notice_of(5, 2, "Two")
    };
    let gathering = Notice { not_before: at(100), ..notice_of(4, 1, "One") };
    let ids = enqueue(&desk.store, &[shared(), standard, gathering, notice_of(6, 1, "One")]).await;
    commit(&desk.store, async |tx| {
        tx.put_remaining(ids[0], &shared().hulls[1..]).await.unwrap();
        tx.retry_later(ids[3], at(60), &Text::said("Discord did not answer.")).await.unwrap();
    })
    .await;
    let both = [CRITICAL, Receiver::DiscordStandard];
    let waiting = desk.store.waiting(&both, 99).await.unwrap();
    assert_eq!(waiting.iter().map(|waiting| waiting.id).collect::<Vec<_>>(), [ids[0], ids[2], ids[3], ids[1]]);
    assert_eq!(waiting[0].notice.hulls, shared().hulls[1..]);
    assert_eq!(waiting[1].due_at, at(100));
    let tried = &waiting[2];
    assert_eq!(
        (tried.attempts, tried.due_at, tried.reason.clone()),
        (1, at(60), Some(Text::said("Discord did not answer.")))
    );

    assert_eq!(desk.store.waiting(&both, 2).await.unwrap(), waiting[..2]);
    assert_eq!(desk.store.waiting(&[Receiver::DiscordStandard], 99).await.unwrap(), waiting[3..]);
    assert!(desk.store.waiting(&[], 99).await.unwrap().is_empty());
    assert!(desk.store.waiting(&[Receiver::Os], 99).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_left_out_was_not_named_before() {
    let desk = Desk::new().await;
    let whole = shared();
    let ids = enqueue(&desk.store, std::slice::from_ref(&whole)).await;
    commit(&desk.store, async |tx| tx.leave_out(ids[0], &[item(1)]).await.unwrap()).await;
    let pending = desk.store.pending(CRITICAL, at(0)).await.unwrap();
    assert_eq!((pending[0].notice.hulls.as_slice(), pending[0].notice.named_before), (&whole.hulls[1..], 0));
    commit(&desk.store, async |tx| tx.leave_out(ids[0], &[item(2), item(3)]).await.unwrap()).await;
    assert!(self::ids(&desk.store, 99).await.is_empty());
    assert_eq!(desk.store.recent_deliveries(9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_rest_of_a_list_knows_how_much_of_it_was_named() {
    let desk = Desk::new().await;
    let ids = enqueue(&desk.store, &[notice_of(1, 1, "One"), notice_of(2, 2, "Two")]).await;
    commit(&desk.store, async |tx| tx.put_named_before(&ids[..1], 40).await.unwrap()).await;
    let desk = desk.reopened().await;
    let named = |row: &captrack_store::WaitingNotice| row.notice.named_before;
    let waiting = desk.store.waiting(&[CRITICAL], 9).await.unwrap();
    assert_eq!(waiting.iter().map(named).collect::<Vec<_>>(), [40, 0]);
    commit(&desk.store, async |tx| {
        tx.mark_undeliverable(ids[0], &Text::said("Discord refused it."), at(1)).await.unwrap();
    })
    .await;
    let again = commit(&desk.store, async |tx| tx.retry_undeliverable(ids[0], at(2)).await.unwrap()).await;
    assert_eq!(again.unwrap().named_before, 0, "a list of its own");
}

#[tokio::test]
async fn what_continues_an_older_message_says_so_and_can_be_held_back_for_its_edit() {
    let desk = Desk::new().await;
    let ids = enqueue(&desk.store, &[notice_of(1, 1, "One"), notice_of(2, 2, "Two")]).await;
    commit(&desk.store, async |tx| {
        tx.mark_continuing(&ids[1..]).await.unwrap();
        tx.hold_back(&ids[1..], at(30)).await.unwrap();
    })
    .await;
    let desk = desk.reopened().await;
    let waiting = desk.store.waiting(&[CRITICAL], 9).await.unwrap();
    assert_eq!(waiting.iter().map(|row| row.continues).collect::<Vec<_>>(), [false, true]);
    assert_eq!(self::ids(&desk.store, 29).await, ids[..1]);
    assert_eq!(self::ids(&desk.store, 30).await, ids);
}
