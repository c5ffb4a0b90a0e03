//! A message said anew: nothing that was told is lost, nothing is over a limit, nobody is called.

use std::collections::BTreeMap;
use std::time::Duration;

use captrack_discord::{compose, rewrite};
use captrack_domain::class::HullClass;
use captrack_domain::notice::{Notice, NoticeKind};
use captrack_domain::relay_options::{Include, MessageMode, RelayOptions};
use captrack_domain::section::Freshness;
use captrack_ports::{HullAlertState, HullNews, MessageHull, MessagePart, Post};
use captrack_testing::cases;
use proptest::prelude::*;
use serde_json::Value;

use crate::answers::{assert_all_harmless, embeds, hulls, left_out, marks, titles};
use crate::discord_rules::assert_discord_takes_as_an_edit;
use crate::hostile::name;
use crate::notices::{as_chosen, at, carriers, hull, numbered, plain, titan};
use crate::packing::all_messages;
use crate::random::{chosen, freshness, notice};

/// What may happen to a hull after it was told.
#[derive(Debug, Clone)]
struct Fate {
    alert_state: HullAlertState,
    places: Option<[String; 3]>,
    freshness: Freshness,
}

fn alert_state() -> impl Strategy<Value = HullAlertState> {
    prop_oneof![
        2 => Just(HullAlertState::Open),
        2 => (0_u64..10_000_000).prop_map(|seconds| HullAlertState::Resolved { after: Duration::from_secs(seconds) }),
        1 => Just(HullAlertState::Silent),
        1 => Just(HullAlertState::NamedLater),
    ]
}

prop_compose! {
    fn fate()(
        alert_state in alert_state(),
        places in prop::option::of([name(), name(), name()]),
        freshness in freshness(),
    ) -> Fate {
        Fate { alert_state, places, freshness }
    }
}

/// The tellings after that: each hull has one of the fates, and so many were added to one of them.
fn changed(message_parts: &[MessagePart], fates: &[Fate], added: usize, to: usize) -> Vec<MessagePart> {
    let mut message_parts = message_parts.to_vec();
    let hulls = message_parts.iter_mut().flat_map(|message_part| &mut message_part.hulls);
    for (told, fate) in hulls.zip(fates.iter().cycle()) {
        told.alert_state = fate.alert_state;
        told.line.freshness = fate.freshness;
        if let Some([system, region, place]) = fate.places.clone() {
            told.line.system_name = Some(system);
            told.line.region_name = Some(region);
            told.line.place_name = Some(place);
        }
    }
    let at = to % message_parts.len();
    let alert = message_parts[at].hulls[0].alert;
    message_parts[at].hulls.extend((0..added).map(|item| {
        let mut line = hull(9_000_000 + i64::try_from(item).unwrap(), HullClass::Carrier);
        line.pilot_name = format!("Mark{}X", 9_000_000 + item);
        MessageHull {
            alert,
            also: Vec::new(),
            line,
            news: HullNews::Grew,
            alert_state: HullAlertState::Open,
            added: true,
        }
    }));
    message_parts
}

fn split(named: &BTreeMap<i64, usize>) -> (BTreeMap<i64, usize>, usize) {
    let mut told = named.clone();
    let added = told.split_off(&9_000_000);
    (told, added.values().sum())
}

proptest! {
    #![proptest_config(cases!(64, "rewrites"))]

    #[test]
    fn what_was_told_is_told_again_whatever_became_of_it(
        notices in prop_oneof![3 => prop::collection::vec(notice(), 1..15), 1 => prop::collection::vec(notice(), 20..60)],
        chosen in chosen(),
        fates in prop::collection::vec(fate(), 1..12),
        added in prop_oneof![Just(0_usize), 1_usize..8, 100_usize..300],
        to in 0_usize..10,
    ) {
        let wording = chosen.wording();
        for post in all_messages(numbered(notices), &wording) {
            let message_parts = changed(&post.message_parts, &fates, added, to);
            let body = rewrite(&message_parts, &wording);
            assert_discord_takes_as_an_edit(&body);
            assert_all_harmless(&body);

            let (told, shown) = split(&marks([&body]));
            prop_assert_eq!(told, marks([&post.body]), "each hull that was told, once");
            prop_assert_eq!(shown + left_out(&body), added, "what has no room is counted");
            prop_assert_eq!(&rewrite(&message_parts, &wording), &body);

            // As the store gives it back.
            let kept = serde_json::to_string(&message_parts).unwrap();
            let kept: Vec<MessagePart> = serde_json::from_str(&kept).unwrap();
            prop_assert_eq!(rewrite(&kept, &wording), body);
        }
    }

    #[test]
    fn a_message_of_which_nothing_has_changed_says_the_same(
        notices in prop_oneof![2 => prop::collection::vec(notice(), 1..15), 1 => prop::collection::vec(notice(), 20..60)],
        chosen in chosen(),
    ) {
        let wording = chosen.wording();
        for post in all_messages(numbered(notices), &wording) {
            let body = rewrite(&post.message_parts, &wording);
            prop_assert_eq!(marks([&body]), marks([&post.body]));
            // The part of a list may say one thing though the whole of it says several.
            if post.message_parts.iter().all(|message_part| message_part.after == 0) {
                prop_assert_eq!(&body["embeds"], &post.body["embeds"]);
            }
        }
    }

    #[test]
    fn a_message_is_said_anew_as_somebody_chooses_now(
        notices in prop::collection::vec(notice(), 1..15),
        then in chosen(),
        now in chosen(),
        longer in prop::option::of("[A-Za-z]{30,37}"),
    ) {
        for post in all_messages(numbered(notices), &then.wording()) {
            let mut message_parts = post.message_parts.clone();
            if let Some(longer) = &longer {
                message_parts.iter_mut().flat_map(|message_part| &mut message_part.hulls).for_each(|told| told.line.type_name.clone_from(longer));
            }
            let body = rewrite(&message_parts, &now.wording());
            assert_discord_takes_as_an_edit(&body);
            assert_all_harmless(&body);
            let named: usize = embeds(&body).iter().map(|embed| hulls(embed).len()).sum();
            let told: usize = post.message_parts.iter().map(|message_part| message_part.hulls.len()).sum();
            prop_assert_eq!(named + left_out(&body), told);
        }
    }
}

fn composed(notices: Vec<Notice>) -> Post {
    compose(&numbered(notices), &plain()).unwrap()
}

fn rewritten(message_parts: &[MessagePart]) -> Value {
    let body = rewrite(message_parts, &plain());
    assert_discord_takes_as_an_edit(&body);
    body
}

const TWO_HOURS: HullAlertState = HullAlertState::Resolved { after: Duration::from_secs(7800) };

#[test]
fn a_hull_that_moved_is_told_where_it_is_now() {
    let mut message_parts = composed(vec![titan(1, 1, NoticeKind::Opened, 0)]).message_parts;
    let line = &mut message_parts[0].hulls[0].line;
    line.system_name = Some("Jita".into());
    line.region_name = Some("The Forge".into());
    line.place_name = None;
    line.observed_at = at(9);
    insta::assert_json_snapshot!(rewritten(&message_parts));
}

#[test]
fn one_of_several_that_was_resolved_is_struck_through_and_says_how_long_it_stood() {
    let mut message_parts = composed(vec![carriers(1, 0..3, NoticeKind::Opened, 0)]).message_parts;
    message_parts[0].hulls[1].alert_state = TWO_HOURS;
    message_parts[0].hulls[2].alert_state = HullAlertState::Silent;
    let body = rewritten(&message_parts);
    insta::assert_snapshot!(body["embeds"][0]["description"].as_str().unwrap());
    assert_eq!(body["embeds"][0]["color"], 0x00FF_B54A, "one still stands");
    assert_eq!(titles(&body), ["Main 1 · new"]);
}

#[test]
fn a_message_of_which_all_is_resolved_is_green_and_says_so() {
    let mut message_parts = composed(vec![titan(1, 1, NoticeKind::Opened, 0)]).message_parts;
    message_parts[0].hulls[0].alert_state = TWO_HOURS;
    let body = rewritten(&message_parts);
    assert_eq!(titles(&body), ["Main 1 · new, now resolved"]);
    assert_eq!(body["embeds"][0]["color"], 0x004F_D39A);
    let detailed = RelayOptions { mode: MessageMode::Detailed, ..RelayOptions::default() };
    insta::assert_json_snapshot!(rewrite(&message_parts, &as_chosen(&detailed))["embeds"][0]["fields"]);

    message_parts[0].hulls[0].alert_state = HullAlertState::Silent;
    let body = rewritten(&message_parts);
    assert_eq!(titles(&body), ["Main 1 · new, no longer alerts"]);
    assert_ne!(body["embeds"][0]["color"], 0x004F_D39A, "snoozed is not resolved");

    message_parts[0].hulls[0].alert_state = HullAlertState::NamedLater;
    let body = rewritten(&message_parts);
    assert_eq!(titles(&body), ["Main 1 · new, continued in a later message"]);
    let text = body["embeds"][0]["description"].as_str().unwrap();
    assert!(text.starts_with("~~") && text.ends_with("~~ · continued in a later message"), "{text}");
    assert_ne!(body["embeds"][0]["color"], 0x004F_D39A, "it still alerts");
}

#[test]
fn what_was_told_as_resolved_and_alerts_again_says_so() {
    let mut message_parts = composed(vec![titan(1, 1, NoticeKind::Resolved, 0)]).message_parts;
    message_parts[0].hulls[0].alert_state = HullAlertState::Open;
    let body = rewritten(&message_parts);
    assert!(hulls(&embeds(&body)[0])[0].contains("**alerts again**"));
    assert_eq!(body["embeds"][0]["color"], 0x00FF_5D6C);
}

#[test]
fn hulls_that_came_later_are_added_under_a_heading_while_they_fit() {
    let mut message_parts = composed(vec![carriers(1, 0..5, NoticeKind::Opened, 0)]).message_parts;
    let add = |message_part: &mut MessagePart, items: std::ops::Range<i64>| {
        let alert = message_part.hulls[0].alert;
        message_part.hulls.extend(items.map(|item| MessageHull {
            alert,
            also: Vec::new(),
            line: hull(item, HullClass::Carrier),
            news: HullNews::Grew,
            alert_state: HullAlertState::Open,
            added: true,
        }));
    };
    add(&mut message_parts[0], 5..7);
    let body = rewritten(&message_parts);
    assert_eq!(titles(&body), ["Main 1 · new, more"]);
    insta::assert_snapshot!(body["embeds"][0]["description"].as_str().unwrap());

    add(&mut message_parts[0], 7..200);
    let body = rewritten(&message_parts);
    let named: usize = embeds(&body).iter().map(|embed| hulls(embed).len()).sum();
    assert!(named > 50, "{named}");
    assert_eq!(named + left_out(&body), 200);
}

#[test]
fn a_message_of_which_everybody_was_forgotten_says_only_that() {
    for message_parts in [
        vec![],
        vec![MessagePart {
            hulls: vec![],
            ..composed(vec![titan(1, 1, NoticeKind::Opened, 0)]).message_parts.remove(0)
        }],
    ] {
        let body = rewritten(&message_parts);
        assert_eq!(body["embeds"][0]["description"], "These ships are no longer watched.");
    }
}

#[test]
fn a_full_message_names_all_of_its_hulls_even_when_each_stood_for_another_time() {
    let mut over = carriers(1, 0..400, NoticeKind::Resolved, 0);
    for (line, number) in over.hulls.iter_mut().zip(0..) {
        line.pilot_name = format!("Mark{number}X");
        (line.system_name, line.region_name, line.place_name) = (None, None, None);
    }
    let bare = RelayOptions { include: Include::NOTHING, ..RelayOptions::default() };
    let wording = as_chosen(&bare);
    for post in all_messages(numbered(vec![over]), &wording) {
        let mut message_parts = post.message_parts.clone();
        for (told, hours) in message_parts.iter_mut().flat_map(|message_part| &mut message_part.hulls).zip(1..) {
            told.alert_state = HullAlertState::Resolved { after: Duration::from_secs(3600 * hours) };
        }
        let body = rewrite(&message_parts, &wording);
        assert_discord_takes_as_an_edit(&body);
        assert_eq!(marks([&body]), marks([&post.body]));
    }
}
