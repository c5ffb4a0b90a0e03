//! What a commit puts into the outbox. Of a threshold alert that is back within the hour the message goes on.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use captrack_domain::alert::{Alert, AlertId, AlertState};
use captrack_domain::hull::HullKey;
use captrack_domain::moment::{earlier, later};
use captrack_domain::notice::{Notice, NoticeKind, Receiver};
use captrack_domain::webhook_name::WebhookName;
use captrack_store::{StoreError, Tx};
use jiff::Timestamp;

use crate::state::State;
use crate::state::relay::Relay;
use crate::state::short_waits::shortened;

/// Changes of a message are gathered for so long: it is edited at most that often.
const EDIT_WAIT: Duration = Duration::from_secs(30);
/// What is back after a longer time is new.
const GOES_ON: Duration = Duration::from_secs(3600);
/// A store keeps whole milliseconds.
const A_MOMENT: Duration = Duration::from_millis(1);

/// Changes of a message are gathered for so long here.
pub(crate) fn edit_wait() -> Duration {
    shortened(EDIT_WAIT)
}

/// The threshold alerts that stand again, each with when it was over. `decided`: alerts as they are from now on, before they are in the
/// state.
pub(crate) fn back_within_the_hour(state: &State, decided: &[Alert], now: Timestamp) -> BTreeMap<AlertId, Timestamp> {
    let over = |alert: &Alert| match state.alerts.get(&alert.id)?.state {
        AlertState::Closed { at } if now < later(at, GOES_ON) => Some((alert.id, at)),
        _ => None,
    };
    let stands = |alert: &&Alert| alert.state == AlertState::Open && matches!(alert.id, AlertId::Fleet(..));
    decided.iter().filter(stands).filter_map(over).collect()
}

/// Puts notices into the outbox. Of alerts that are back the messages go on, and their notices say so.
pub(crate) async fn enqueue(
    tx: &mut Tx,
    notices: &[Notice],
    back: &BTreeMap<AlertId, Timestamp>,
    relay: &Relay,
    now: Timestamp,
) -> Result<(), StoreError> {
    let alerts: Vec<AlertId> = back.keys().copied().collect();
    if alerts.is_empty() {
        return tx.enqueue(notices).await.map(drop);
    }
    for (alert, over_at) in back {
        tx.reopen_messages(&[*alert], earlier((*over_at).min(now), A_MOMENT), later(now, edit_wait())).await?;
    }
    tx.mark_messages_due(&alerts, later(now, edit_wait())).await?;
    let usable: Vec<&str> =
        WebhookName::ALL.into_iter().filter(|webhook| relay.usable(*webhook, now)).map(WebhookName::name).collect();
    let named = tx.named_by_open_messages(&alerts, &usable).await?;
    let (mut continuing, mut others) = (Vec::new(), Vec::new());
    for notice in notices {
        let is_back =
            notice.kind == NoticeKind::Opened && notice.receiver != Receiver::Os && back.contains_key(&notice.alert);
        if is_back {
            let (old, new) = parted(notice, &named);
            continuing.push(old);
            others.extend(new);
        } else {
            others.push(notice.clone());
        }
    }
    tx.enqueue(&others).await?;
    let ids = tx.enqueue(&continuing).await?;
    tx.mark_continuing(&ids).await
}

/// What messages name already, and what has come to it: further hulls. Without such a message all of it is told as back.
fn parted(notice: &Notice, named: &BTreeSet<(AlertId, HullKey)>) -> (Notice, Option<Notice>) {
    let is_named = |key| named.contains(&(notice.alert, key));
    if !notice.hulls.iter().any(|line| is_named(line.key)) {
        return (notice.clone(), None);
    }
    let (mut old, mut new) = (notice.clone(), Notice { kind: NoticeKind::Grew, ..notice.clone() });
    old.hulls.retain(|line| is_named(line.key));
    new.hulls.retain(|line| !is_named(line.key));
    let new = (!new.hulls.is_empty()).then_some(new);
    (old, new)
}

#[cfg(test)]
mod tests {
    use captrack_domain::class::HullClass;
    use captrack_domain::evaluate::AlertLevel;
    use captrack_testing::data::notice;

    use super::*;
    use crate::test_state::{KARA, at, hull_line, kara, key};

    fn fleet() -> AlertId {
        AlertId::Fleet(KARA, HullClass::Carrier)
    }

    fn opened(hulls: &[i64]) -> Notice {
        notice(fleet(), KARA, hulls.iter().map(|n| hull_line(*n)).collect(), at(1))
    }

    fn told(hulls: &[i64]) -> BTreeSet<(AlertId, HullKey)> {
        hulls.iter().map(|n| (fleet(), key(*n))).collect()
    }

    #[test]
    fn what_has_come_to_it_is_told_as_further_hulls() {
        let opened = opened(&[1, 2, 3]);
        let (old, new) = parted(&opened, &told(&[1, 2, 9]));
        let new = new.unwrap();
        assert_eq!((old.kind, old.hulls.len()), (NoticeKind::Opened, 2));
        assert_eq!((new.kind, new.hulls[0].key), (NoticeKind::Grew, key(3)));
        assert_eq!(parted(&opened, &told(&[])), (opened.clone(), None), "no message is left: all of it is posted");
    }

    #[test]
    fn only_fleets_that_were_over_for_less_than_an_hour_are_back() {
        let alert = |id, state| Alert {
            id,
            main: KARA,
            level: AlertLevel::Alerting,
            class: HullClass::Carrier,
            hulls: BTreeSet::new(),
            since: BTreeMap::new(),
            sent_hulls: BTreeSet::new(),
            sent_regions: BTreeMap::new(),
            moved_at: None,
            handover_waits: false,
            sent_at: None,
            reminded_at: None,
            opened_at: at(0),
            state,
        };
        let back = |id, over: i64, now: i64| {
            let mut state = kara();
            state.alerts.insert(id, alert(id, AlertState::Closed { at: at(over) }));
            back_within_the_hour(&state, &[alert(id, AlertState::Open)], at(now))
        };
        assert_eq!(back(fleet(), 0, 3599), [(fleet(), at(0))].into());
        assert!(back(fleet(), 0, 3600).is_empty());
        assert!(back(AlertId::Hull(key(1)), 0, 60).is_empty(), "a titan is told");
        assert_eq!(back(fleet(), 600, 0).len(), 1, "the clock was put back");
    }
}
