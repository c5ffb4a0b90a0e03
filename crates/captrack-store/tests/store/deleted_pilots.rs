use captrack_domain::text;
use std::path::Path;
use std::time::Duration;

use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::activity::{Activity, ActivityKind, ActivityTexts};
use captrack_domain::alert::AlertId;
use captrack_domain::class::HullClass;
use captrack_domain::fleet::{HullChange, HullEvent};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{Notice, Receiver};
use captrack_domain::pilot::SignInState;
use captrack_domain::reading::{DatedReading, OwnedHull, Reading};
use captrack_domain::refused_access::RefusedAccess;
use captrack_domain::section::{SectionId, SectionKind, SectionStatus};
use captrack_domain::snooze::Snooze;
use captrack_domain::text::{Argument, Text};
use captrack_domain::watch_event::{WatchChange, WatchEvent};
use captrack_store::{CachedName, Delivery, DeliveryKind, DeliveryOutcome, HistoryEvent, MessageState, Tx};
use captrack_testing::eden::{AVATAR, EREBUS};

use crate::messages::{Telling, message_part, post, titan, told};
use crate::test_data::{Desk, alert, at, hull, item, line, notice, notice_of, pilot};

const GONE: i64 = 2_112_777_001;
const NAME: &str = "Vanishing Vera";
const ALT: i64 = 2_112_000_002;
/// A main who is not watched.
const STRANGER: i64 = 2_112_000_003;
/// Belongs to the alt, stands under the forgotten main.
const ALTS_HULL: i64 = 500;

fn reason() -> String {
    format!("{NAME}'s move")
}

fn done(kind: ActivityKind, by: &str, subject: &str, old: Option<&str>, new: Option<&str>) -> Activity {
    Activity {
        at: at(3),
        by: by.to_owned(),
        kind,
        subject: subject.to_owned(),
        old: old.map(str::to_owned),
        new: new.map(str::to_owned),
        texts: ActivityTexts {
            subject: None,
            old: old.map(|old| text!("activity-by", by = old)),
            new: new.map(|new| text!("activity-by", by = new)),
        },
    }
}

/// What Discord may say of a message that names a pilot.
fn refusal(name: &str) -> Text {
    let said = text!("activity-refused", why = Argument::Said(format!("embeds[0].title: {name}")));
    Text::sentences([text!("activity-by", by = name), said])
}

/// Everything that can be known of the pilot, and an alt under the pilot as main.
async fn write_a_life(tx: &mut Tx) {
    let mut leaving = pilot(GONE, NAME);
    leaving.sign_in = SignInState::Refused(RefusedAccess::new(at(0), Text::said(format!("{NAME} has revoked it."))));
    tx.put_pilot(&leaving).await.unwrap();
    let mut alt = pilot(ALT, "Alt");
    alt.main = Some(PilotId(GONE));
    tx.put_pilot(&alt).await.unwrap();

    let section = SectionStatus::new(SectionId { kind: SectionKind::Assets, pilot: PilotId(GONE) }, at(0));
    let owned = |id| OwnedHull {
        item: item(id).item().unwrap(),
        type_id: AVATAR,
        place: hull(item(id), GONE).place,
        packaged: None,
    };
    let assets = DatedReading { as_of: at(0), reading: Reading::Assets((700..900).map(owned).collect()) };
    tx.put_section(&section, Some(&assets)).await.unwrap();
    let hulls: Vec<_> = (700..900).map(|id| hull(item(id), GONE)).collect();
    tx.put_hulls(&hulls).await.unwrap();
    tx.put_hull(&hull(HullKey::PilotType(PilotId(GONE), EREBUS), GONE)).await.unwrap();
    tx.put_hull(&hull(item(ALTS_HULL), ALT)).await.unwrap();

    let snooze = |pilot, by: &str| Snooze {
        pilot: PilotId(pilot),
        since: at(0),
        until: None,
        by: by.to_owned(),
        why: Some(reason()),
    };
    tx.put_snooze(&snooze(GONE, "this desk")).await.unwrap();
    tx.put_snooze(&snooze(ALT, NAME)).await.unwrap();

    let seen = |main, by: &str, hulls: &[HullKey]| Acknowledgement {
        main: PilotId(main),
        at: at(0),
        by: by.to_owned(),
        why: Some(reason()),
        hulls: hulls.iter().copied().collect(),
    };
    tx.put_acknowledgement(&seen(GONE, "this desk", &[item(704), item(ALTS_HULL)])).await.unwrap();
    tx.put_acknowledgement(&seen(ALT, NAME, &[item(705), item(ALTS_HULL)])).await.unwrap();
    tx.put_acknowledgement(&seen(STRANGER, "this desk", &[item(706)])).await.unwrap();
    tx.append_activity(&[
        done(ActivityKind::SignedIn, NAME, NAME, None, None),
        done(ActivityKind::Snoozed, NAME, "Alt", None, Some("until cleared: travels with Vanishing Vera")),
        done(ActivityKind::Main, "this desk", "Alt", Some("Alt"), Some(NAME)),
    ])
    .await
    .unwrap();

    let event = |key, pilot, what| {
        HistoryEvent::Hull(HullEvent { key, type_id: AVATAR, pilot: PilotId(pilot), at: at(1), before: None, what })
    };
    let place = hull(item(700), GONE).place;
    let online = WatchChange::Online { pilot: PilotId(GONE) };
    tx.append_events(&[
        event(item(700), GONE, HullChange::Appeared { place }),
        // Sold before, and known to nobody since.
        event(item(650), GONE, HullChange::Gone { place }),
        event(item(ALTS_HULL), GONE, HullChange::Boarded),
        event(item(ALTS_HULL), ALT, HullChange::Changed { from: PilotId(GONE) }),
        event(item(ALTS_HULL), ALT, HullChange::Left),
        HistoryEvent::Watch(WatchEvent { at: at(1), before: None, what: online }),
    ])
    .await
    .unwrap();
    assert!(tx.put_checkpoint(hulls.iter().chain(&[hull(item(ALTS_HULL), ALT)]), at(2)).await.unwrap());

    let theirs = alert(AlertId::Hull(item(700)), GONE, &[item(700)]);
    let sold = alert(AlertId::Hull(item(650)), GONE, &[]);
    let fleet = alert(AlertId::Fleet(PilotId(GONE), HullClass::Carrier), GONE, &[item(701), item(ALTS_HULL)]);
    let elsewhere = alert(AlertId::Fleet(PilotId(ALT), HullClass::Titan), ALT, &[item(702), item(ALTS_HULL)]);
    let alts = alert(AlertId::Hull(item(ALTS_HULL)), GONE, &[item(ALTS_HULL)]);
    tx.put_alerts(&[theirs, sold, fleet, elsewhere, alts]).await.unwrap();

    let both = vec![line(item(703), GONE, NAME), line(item(ALTS_HULL), ALT, "Alt")];
    let shared = Notice { main_name: NAME.to_owned(), ..notice(AlertId::Hull(item(ALTS_HULL)), GONE, both.clone()) };
    let ids = tx
        .enqueue(&[
            notice_of(700, GONE, NAME),
            shared.clone(),
            Notice { receiver: Receiver::DiscordStandard, ..shared.clone() },
            notice(AlertId::Fleet(PilotId(GONE), HullClass::Carrier), GONE, both),
            notice_of(700, GONE, NAME),
        ])
        .await
        .unwrap();
    tx.mark_delivered(ids[2], at(2)).await.unwrap();
    tx.mark_undeliverable(ids[4], &Text::said("Discord refused it."), at(2)).await.unwrap();
    write_messages(tx).await;
}

/// What stands on Discord of them, alone and beside the alt.
async fn write_messages(tx: &mut Tx) {
    let theirs = told(titan(700), 700, GONE, NAME);
    let alts = told(titan(ALTS_HULL), ALTS_HULL, ALT, "Alt");
    post(tx, "critical", "1", &[message_part(GONE, NAME, vec![theirs.clone()])]).await;
    let beside = [
        message_part(GONE, NAME, vec![theirs.clone(), alts.clone()]),
        message_part(STRANGER, "Stranger", vec![theirs]),
    ];
    let shared = post(tx, "critical", "2", &beside).await;
    post(tx, "critical", "3", &[message_part(ALT, "Alt", vec![alts])]).await;
    post(tx, "critical", "4", &[]).await;
    let closed = post(tx, "critical", "5", &beside).await;
    tx.put_message_state(closed, MessageState::Closed).await.unwrap();
    assert!(shared < closed);
    let delivery = Delivery {
        webhook: String::from("critical"),
        at: at(3),
        latency: Duration::from_millis(1),
        kind: DeliveryKind::Post,
        outcome: DeliveryOutcome::Refused,
        hulls: 2,
        what: format!("{NAME}: 1 titan opened, Alt: 1 titan opened"),
        what_text: Some(text!("named-main", main = NAME, ships = "1 titan")),
        reason: Some(refusal(NAME)),
    };
    tx.append_delivery(&delivery).await.unwrap();
}

/// Where in the files of a data folder a text stands.
fn found_in(folder: &Path, text: &str) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let holds = |path: &Path| {
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    };
    files.filter(|path| holds(path)).map(|path| path.display().to_string()).collect()
}

/// How SQLite stores a number of this size: big-endian, in four bytes (or more, then ending in these four).
fn found_as_number(folder: &Path, id: i64) -> bool {
    let needle = &id.to_be_bytes()[4..];
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| std::fs::read(path).unwrap()).any(|bytes| bytes.windows(4).any(|window| window == needle))
}

#[tokio::test]
async fn a_forgotten_pilot_leaves_no_trace_in_the_files() {
    let desk = Desk::new().await;
    let mut tx = desk.store.begin().await.unwrap();
    write_a_life(&mut tx).await;
    tx.commit().await.unwrap();
    let name = |id, name: &str| CachedName {
        id,
        name: Some(name.to_owned()),
        category: Some(String::from("character")),
        fetched_at: at(0),
    };
    desk.store.put_names(&[name(GONE, NAME), name(ALT, "Alt")]).await.unwrap();
    desk.store.set_card_closed(&format!("main/{GONE}"), true).await.unwrap();
    assert!(!found_in(desk.folder.path(), NAME).is_empty());
    assert!(found_as_number(desk.folder.path(), GONE));

    let mut tx = desk.store.begin().await.unwrap();
    tx.forget_pilot(PilotId(GONE)).await.unwrap();
    tx.commit().await.unwrap();

    let hulls = ["1040000000700", "1040000000899", "1040000000650", "1040000000703"];
    for trace in [NAME, &GONE.to_string()].into_iter().chain(hulls) {
        assert_eq!(found_in(desk.folder.path(), trace), Vec::<String>::new(), "{trace}");
    }
    assert!(!found_as_number(desk.folder.path(), GONE));
    assert_eq!(desk.store.recover(at(9), &Text::said("Unreadable.")).await.unwrap(), Vec::<Text>::new());
}

#[tokio::test]
async fn what_is_shared_with_a_forgotten_pilot_stays_for_the_others() {
    let desk = Desk::new().await;
    let mut tx = desk.store.begin().await.unwrap();
    write_a_life(&mut tx).await;
    tx.commit().await.unwrap();
    let mut tx = desk.store.begin().await.unwrap();
    tx.forget_pilot(PilotId(GONE)).await.unwrap();
    tx.commit().await.unwrap();

    let store = &desk.store;
    let pilots = store.pilots().await.unwrap();
    assert_eq!(pilots, [pilot(ALT, "Alt")], "the alt is its own main now");
    assert_eq!(store.hulls().await.unwrap(), [hull(item(ALTS_HULL), ALT)]);
    let snooze = &store.snoozes().await.unwrap()[0];
    assert_eq!((snooze.by.as_str(), snooze.why.as_deref()), ("a forgotten pilot", Some("a forgotten pilot's move")));
    let acknowledgements = store.acknowledgements().await.unwrap();
    assert_eq!(acknowledgements.len(), 1, "nothing that was seen of others is left under the stranger");
    assert_eq!((acknowledgements[0].main, acknowledgements[0].by.as_str()), (PilotId(ALT), "a forgotten pilot"));
    assert_eq!(acknowledgements[0].hulls, [item(ALTS_HULL)].into());
    let events = store.events_since(at(0)).await.unwrap();
    let what: Vec<_> =
        events.iter().filter_map(HistoryEvent::hull_event).map(|event| (event.key, event.what)).collect();
    assert_eq!(what, [(item(ALTS_HULL), HullChange::Left)]);
    assert_eq!(events.len(), 1);
    let past = store.fleet_at(at(2)).await.unwrap();
    assert_eq!(past.iter().map(|hull| hull.key).collect::<Vec<_>>(), [item(ALTS_HULL)]);

    let alerts = store.alerts(at(0)).await.unwrap();
    assert_eq!(
        alerts,
        [
            alert(AlertId::Fleet(PilotId(ALT), HullClass::Titan), ALT, &[item(ALTS_HULL)]),
            alert(AlertId::Hull(item(ALTS_HULL)), ALT, &[item(ALTS_HULL)]),
        ]
    );

    let pending = store.pending(Receiver::DiscordCritical, at(9)).await.unwrap();
    assert_eq!(pending.len(), 1);
    let delivered = store.recent_deliveries(9).await.unwrap();
    assert_eq!(delivered.len(), 1);
    for notice in [&pending[0].notice, &delivered[0].notice] {
        assert_eq!(notice.hulls, [line(item(ALTS_HULL), ALT, "Alt")]);
        assert_eq!((notice.main, notice.main_name.as_str()), (PilotId(ALT), "Alt"));
    }
    assert!(store.undeliverable(9).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_message_that_named_a_forgotten_pilot_beside_others_goes_on_without() {
    let desk = Desk::new().await;
    let mut tx = desk.store.begin().await.unwrap();
    write_a_life(&mut tx).await;
    tx.commit().await.unwrap();
    let mut tx = desk.store.begin().await.unwrap();
    tx.forget_pilot(PilotId(GONE)).await.unwrap();
    tx.commit().await.unwrap();

    let open = desk.store.open_messages("critical").await.unwrap();
    assert_eq!(open.iter().map(|message| message.discord_id.as_str()).collect::<Vec<_>>(), ["1", "2", "3", "4"]);
    let alts = told(titan(ALTS_HULL), ALTS_HULL, ALT, "Alt");
    let rest = Telling { affiliation: None, ..message_part(ALT, "Alt", vec![alts]) };
    assert_eq!(open[0].message_parts::<Telling>().unwrap(), [], "about nobody else");
    assert_eq!(open[1].message_parts::<Telling>().unwrap(), [rest]);
    // Discord still says the name.
    for message in &open[..2] {
        assert!(message.edit_due.is_some_and(|due| due < at(0)));
    }
    assert_eq!(open[2].edit_due, None);
    assert!(open[3].edit_due.is_some_and(|due| due < at(0)), "it told of somebody who was forgotten meanwhile");
    assert!(desk.store.messages_about(&[titan(700)]).await.unwrap().is_empty());
    let delivery = &desk.store.deliveries("critical", 9).await.unwrap()[0];
    assert_eq!(delivery.what, "a forgotten pilot: 1 titan opened, Alt: 1 titan opened");
    assert_eq!(delivery.reason, Some(refusal("a forgotten pilot")));
}

#[tokio::test]
async fn the_activity_log_keeps_what_a_forgotten_pilot_did_by_nobody() {
    let desk = Desk::new().await;
    let mut tx = desk.store.begin().await.unwrap();
    write_a_life(&mut tx).await;
    tx.append_activity(&[
        done(ActivityKind::Policy, NAME, NAME, Some("always"), Some(NAME)),
        done(ActivityKind::NoticeSent, "CapTrack", "Vanishing Veras", None, None),
    ])
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let mut tx = desk.store.begin().await.unwrap();
    tx.forget_pilot(PilotId(GONE)).await.unwrap();
    // The line that says so is written with it.
    tx.append_activity(&[done(ActivityKind::SignedOut, "this desk", NAME, None, None)]).await.unwrap();
    tx.commit().await.unwrap();

    let nobody = "a forgotten pilot";
    // A text would bring the name back.
    let words_alone = |line: Activity| Activity { texts: ActivityTexts::default(), ..line };
    let mut lines: Vec<_> = desk.store.activity("", &[], None, 99).await.unwrap();
    lines.reverse();
    let lines: Vec<Activity> = lines.into_iter().map(|(_, line)| line).collect();
    assert_eq!(
        lines,
        [
            done(ActivityKind::SignedIn, nobody, nobody, None, None),
            words_alone(done(
                ActivityKind::Snoozed,
                nobody,
                "Alt",
                None,
                Some("until cleared: travels with a forgotten pilot")
            )),
            words_alone(done(ActivityKind::Main, "this desk", "Alt", Some("Alt"), Some(nobody))),
            // A setting that happens to be called so is nobody.
            done(ActivityKind::Policy, nobody, NAME, Some("always"), Some(NAME)),
            done(ActivityKind::NoticeSent, "CapTrack", "Vanishing Veras", None, None),
            done(ActivityKind::SignedOut, "this desk", nobody, None, None),
        ]
    );
}

#[tokio::test]
async fn forgetting_comes_last_in_its_transaction() {
    let desk = Desk::new().await;
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_pilot(&pilot(GONE, NAME)).await.unwrap();
    tx.forget_pilot(PilotId(GONE)).await.unwrap();
    // What was decided in the same step, such as that the alert is over.
    tx.put_hull(&hull(item(700), GONE)).await.unwrap();
    tx.put_alerts(&[alert(AlertId::Hull(item(700)), GONE, &[item(700)])]).await.unwrap();
    tx.enqueue(&[notice_of(700, GONE, NAME)]).await.unwrap();
    tx.commit().await.unwrap();
    assert!(desk.store.hulls().await.unwrap().is_empty());
    assert!(desk.store.alerts(at(0)).await.unwrap().is_empty());
    assert!(desk.store.pending(Receiver::DiscordCritical, at(9)).await.unwrap().is_empty());
    assert_eq!(found_in(desk.folder.path(), NAME), Vec::<String>::new());
}

#[tokio::test]
async fn forgetting_somebody_unknown_changes_nothing() {
    let desk = Desk::watching(&[pilot(1, "One")]).await;
    let mut tx = desk.store.begin().await.unwrap();
    tx.forget_pilot(PilotId(GONE)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(desk.store.pilots().await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_uncommitted_farewell_forgets_nobody() {
    let desk = Desk::watching(&[pilot(1, "One")]).await;
    let mut tx = desk.store.begin().await.unwrap();
    tx.forget_pilot(PilotId(1)).await.unwrap();
    drop(tx);
    assert_eq!(desk.store.pilots().await.unwrap().len(), 1);
}
