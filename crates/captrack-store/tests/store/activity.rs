use captrack_domain::activity::{Activity, ActivityKind, ActivityTexts};
use captrack_store::Store;

use crate::test_data::{Desk, at};

fn line(second: i64, kind: ActivityKind, by: &str, subject: &str) -> Activity {
    let texts = ActivityTexts::default();
    Activity { at: at(second), by: by.to_owned(), kind, subject: subject.to_owned(), old: None, new: None, texts }
}

async fn append(store: &Store, lines: &[Activity]) {
    let mut tx = store.begin().await.unwrap();
    tx.append_activity(lines).await.unwrap();
    tx.commit().await.unwrap();
}

/// The subjects of what is found.
async fn found(store: &Store, text: &str, kinds: &[ActivityKind]) -> Vec<String> {
    let lines = store.activity(text, kinds, None, 99).await.unwrap();
    lines.into_iter().map(|(_, line)| line.subject).collect()
}

#[tokio::test]
async fn every_kind_of_line_comes_back_as_it_was_written_newest_first() {
    let desk = Desk::new().await;
    let mut written: Vec<Activity> =
        (1..).zip(ActivityKind::ALL).map(|(second, kind)| line(second, kind, "this desk", "Kara Volkov")).collect();
    written[0].old = Some(String::from("5 carriers"));
    written[0].new = Some(String::from("3 carriers"));
    append(&desk.store, &written[..7]).await;
    append(&desk.store, &written[7..]).await;
    let desk = desk.reopened().await;
    let read = desk.store.activity("", &[], None, 99).await.unwrap();
    written.reverse();
    assert_eq!(read.iter().map(|(_, line)| line.clone()).collect::<Vec<_>>(), written);
    assert!(read.is_sorted_by(|(newer, _), (older, _)| newer > older));
}

#[tokio::test]
async fn a_page_goes_on_before_the_last_line_of_the_one_before_also_while_lines_are_added() {
    let desk = Desk::new().await;
    let lines: Vec<_> = (0..10).map(|n| line(n, ActivityKind::Main, "this desk", &format!("Pilot {n}"))).collect();
    append(&desk.store, &lines).await;
    let first = desk.store.activity("", &[], None, 4).await.unwrap();
    append(&desk.store, &[line(99, ActivityKind::Main, "this desk", "Late")]).await;
    let second = desk.store.activity("", &[], Some(first[3].0), 4).await.unwrap();
    let third = desk.store.activity("", &[], Some(second[3].0), 4).await.unwrap();
    let subjects: Vec<_> =
        [&first, &second, &third].into_iter().flatten().map(|(_, line)| line.subject.as_str()).collect();
    let expected: Vec<_> = (0..10).rev().map(|n| format!("Pilot {n}")).collect();
    assert_eq!(subjects, expected);
    assert!(desk.store.activity("", &[], None, 0).await.unwrap().is_empty());
}

#[tokio::test]
async fn every_word_must_stand_somewhere_in_a_line_and_case_counts_for_nothing() {
    let desk = Desk::new().await;
    let mut change = line(1, ActivityKind::Policy, "this desk", "Dreadnought");
    change.old = Some(String::from("from 5"));
    change.new = Some(String::from("from 3"));
    append(
        &desk.store,
        &[
            change,
            line(2, ActivityKind::Snoozed, "Kara Volkov", "Mira"),
            line(3, ActivityKind::SignedIn, "this desk", "Ünï Öl"),
            line(4, ActivityKind::SignedIn, "this desk", "100% of_it"),
        ],
    )
    .await;
    assert_eq!(found(&desk.store, "from DREAD", &[]).await, ["Dreadnought"]);
    assert_eq!(found(&desk.store, "volkov mir", &[]).await, ["Mira"]);
    assert_eq!(found(&desk.store, "  DESK  ", &[]).await, ["100% of_it", "Ünï Öl", "Dreadnought"]);
    // SQLite by itself knows no case beyond ASCII, and would take % and _ for anything.
    assert_eq!(found(&desk.store, "ÖL ünÏ", &[]).await, ["Ünï Öl"]);
    assert_eq!(found(&desk.store, "0%", &[]).await, ["100% of_it"]);
    assert!(found(&desk.store, "o_", &[]).await.is_empty());
    assert!(found(&desk.store, "volkov dreadnought", &[]).await.is_empty());
}

#[tokio::test]
async fn lines_can_be_limited_to_kinds() {
    let desk = Desk::new().await;
    append(
        &desk.store,
        &[
            line(1, ActivityKind::Snoozed, "this desk", "Kara"),
            line(2, ActivityKind::SnoozeCleared, "this desk", "Kara again"),
            line(3, ActivityKind::NoticeSent, "CapTrack", "Mira"),
        ],
    )
    .await;
    let kinds = [ActivityKind::Snoozed, ActivityKind::SnoozeCleared];
    assert_eq!(found(&desk.store, "", &kinds).await, ["Kara again", "Kara"]);
    assert_eq!(found(&desk.store, "again", &kinds).await, ["Kara again"]);
    assert!(found(&desk.store, "mira", &kinds).await.is_empty());
}

#[tokio::test]
async fn a_rare_word_is_found_in_a_long_log() {
    let desk = Desk::new().await;
    let mut lines: Vec<_> = (0..2000).map(|n| line(n, ActivityKind::NoticeSent, "CapTrack", "Mira")).collect();
    for (n, second) in [(3, 0), (900, 1), (1999, 2)] {
        lines[n] = line(second, ActivityKind::NoticeSent, "CapTrack", &format!("Kara {n}"));
    }
    append(&desk.store, &lines).await;
    assert_eq!(found(&desk.store, "kara", &[]).await, ["Kara 1999", "Kara 900", "Kara 3"]);
    let first = desk.store.activity("kara", &[], None, 2).await.unwrap();
    let rest = desk.store.activity("kara", &[], Some(first[1].0), 2).await.unwrap();
    assert_eq!(rest.iter().map(|(_, line)| line.subject.as_str()).collect::<Vec<_>>(), ["Kara 3"]);
}

#[tokio::test]
async fn old_lines_are_pruned_and_no_number_is_used_again() {
    let desk = Desk::new().await;
    append(&desk.store, &[line(1, ActivityKind::Main, "this desk", "Old"), line(5, ActivityKind::Main, "x", "New")])
        .await;
    let last = desk.store.activity("", &[], None, 1).await.unwrap()[0].0;
    let mut tx = desk.store.begin().await.unwrap();
    assert_eq!(tx.prune_activity(at(5)).await.unwrap(), 1);
    assert_eq!(tx.prune_activity(at(6)).await.unwrap(), 1);
    tx.commit().await.unwrap();
    append(&desk.store, &[line(9, ActivityKind::Main, "this desk", "After")]).await;
    let lines = desk.store.activity("", &[], None, 9).await.unwrap();
    assert_eq!(lines.len(), 1);
    assert!(lines[0].0 > last);
}
