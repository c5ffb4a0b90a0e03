//! What a message looks like.

use captrack_discord::{compose, test_message};
use captrack_domain::class::HullClass;
use captrack_domain::notice::{Notice, NoticeKind, NoticeOccasion};
use captrack_domain::relay_options::{Include, MessageMode, RelayOptions};
use captrack_domain::section::Freshness;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{Post, Wording};
use serde_json::Value;

use crate::discord_rules::assert_discord_takes;
use crate::notices::{KINDS, as_chosen, at, carriers, deliver, hull, key, numbered, plain, titan};

fn composed(notices: Vec<Notice>) -> Post {
    let post = compose(&numbered(notices), &plain()).unwrap();
    assert_discord_takes(&post.body);
    post
}

fn titles(post: &Post) -> Vec<String> {
    let embeds = post.body["embeds"].as_array().unwrap();
    embeds.iter().map(|embed| embed["title"].as_str().unwrap().to_owned()).collect()
}

fn description(post: &Post, embed: usize) -> String {
    post.body["embeds"][embed]["description"].as_str().unwrap().to_owned()
}

#[test]
fn nothing_waits_nothing_is_said() {
    assert_eq!(compose(&[], &plain()), None);
    let mut empty = titan(1, 1, NoticeKind::Opened, 0);
    empty.hulls.clear();
    assert_eq!(compose(&[(7, empty)], &plain()), None);
}

#[test]
fn a_titan_is_told_in_one_line() {
    let post = composed(vec![titan(1, 1, NoticeKind::Opened, 0)]);
    insta::assert_json_snapshot!(post.body);
    assert_eq!(post.covers, [(1, vec![key(1)])]);
}

#[test]
fn every_thing_that_can_be_said_has_its_words() {
    let told: Vec<String> =
        KINDS.into_iter().flat_map(|said| titles(&composed(vec![titan(1, 1, said, 130)]))).collect();
    assert_eq!(
        told,
        [
            "Main 1 · new",
            "Main 1 · more",
            "Main 1 · moved",
            "Main 1 · snooze ended",
            "Main 1 · resolved (open for 2 h 10 min)",
            "Main 1 · still open",
        ]
    );
}

#[test]
fn a_main_with_different_news_has_one_embed_with_headings() {
    let mut gone = titan(1, 3, NoticeKind::Resolved, 45);
    gone.hulls[0].freshness = Freshness::Fresh;
    let post = composed(vec![
        titan(1, 1, NoticeKind::Opened, 40),
        gone,
        titan(1, 2, NoticeKind::Moved, 41),
        titan(1, 4, NoticeKind::Opened, 42),
    ]);
    insta::assert_json_snapshot!(post.body);
}

#[test]
fn what_opened_and_ended_before_it_was_sent_is_told_as_both() {
    let post = composed(vec![titan(1, 1, NoticeKind::Opened, 0), titan(1, 1, NoticeKind::Resolved, 3)]);
    assert_eq!(titles(&post), ["Main 1 · new and resolved (open for 3 min)"]);
    assert_eq!(post.covers, [(1, vec![key(1)]), (2, vec![key(1)])]);
    assert_eq!(post.body["embeds"][0]["color"], 0x004F_D39A);
}

#[test]
fn a_hull_that_moved_before_its_opening_was_sent_is_told_where_it_is_now() {
    let mut moved = titan(1, 1, NoticeKind::Moved, 1);
    moved.hulls[0].region_name = Some("Querious".into());
    let post = composed(vec![titan(1, 1, NoticeKind::Opened, 0), moved]);
    assert_eq!(titles(&post), ["Main 1 · new"]);
    assert!(description(&post, 0).contains("Querious"));
    assert!(!description(&post, 0).contains("Delve"));
}

#[test]
fn critical_comes_before_the_rest_and_older_before_newer() {
    let post = composed(vec![
        carriers(1, 10..15, NoticeKind::Opened, 0),
        titan(2, 2, NoticeKind::Opened, 5),
        titan(3, 3, NoticeKind::Opened, 4),
        titan(1, 1, NoticeKind::Opened, 6),
    ]);
    let told: Vec<String> = titles(&post).iter().map(|title| title.replace(" · new", "")).collect();
    assert_eq!(told, ["Main 3", "Main 2", "Main 1", "Main 1"]);
    assert_eq!(post.body["embeds"][3]["color"], 0x00FF_B54A);
}

#[test]
fn a_first_read_is_led_in_and_not_mixed_with_news() {
    let first = |main, item| Notice { occasion: NoticeOccasion::FirstRead, ..titan(main, item, NoticeKind::Opened, 0) };
    let mut waiting = numbered(vec![first(1, 1), titan(2, 2, NoticeKind::Opened, 1), first(3, 3)]);
    let post = compose(&waiting, &plain()).unwrap();
    assert_eq!(post.body["content"], "Open alerts:");
    assert_eq!(post.body["flags"], Value::Null);
    assert_eq!(titles(&post), ["Main 1 · new", "Main 3 · new"]);
    deliver(&mut waiting, &post);
    let post = compose(&waiting, &plain()).unwrap();
    assert_eq!(titles(&post), ["Main 2 · new"]);
    assert_eq!(post.body["content"], Value::Null);
}

#[test]
fn an_edit_makes_no_sound() {
    let edit = Notice { occasion: NoticeOccasion::Edit, ..carriers(1, 0..5, NoticeKind::Opened, 0) };
    let post = composed(vec![edit]);
    assert_eq!(post.body["flags"], 4096);
    assert_eq!(post.body["content"], "After a change of settings:");
}

#[test]
fn a_reminder_says_that_it_still_stands_and_makes_no_sound() {
    let again = |main| Notice { occasion: NoticeOccasion::Reminder, ..titan(main, main, NoticeKind::Reminder, 0) };
    let post = composed(vec![again(1), again(2)]);
    assert_eq!(post.body["flags"], 4096);
    assert_eq!(post.body["content"], "Still open:");
    assert_eq!(titles(&post), ["Main 1 · still open", "Main 2 · still open"]);
}

#[test]
fn what_a_main_opened_by_an_edit_is_never_told_after_its_end() {
    let edit = Notice { occasion: NoticeOccasion::Edit, ..titan(1, 1, NoticeKind::Opened, 0) };
    let post = composed(vec![edit, titan(1, 1, NoticeKind::Resolved, 2), titan(2, 2, NoticeKind::Opened, 1)]);
    assert_eq!(titles(&post), ["Main 1 · new and resolved (open for 2 min)", "Main 2 · new"]);
}

#[test]
fn a_stale_hull_says_so_and_an_unknown_place_too() {
    let mut notice = titan(1, 1, NoticeKind::Opened, 0);
    notice.hulls[0].freshness = Freshness::Stale;
    notice.hulls[0].system_name = None;
    notice.hulls[0].region_name = None;
    notice.hulls[0].place_name = None;
    let mut never = hull(2, HullClass::Unclassified);
    never.freshness = Freshness::Never;
    never.place_name = None;
    notice.hulls.push(never);
    insta::assert_snapshot!(description(&composed(vec![notice]), 0));
}

#[test]
fn a_nameless_pilot_is_called_by_its_number() {
    let mut notice = titan(7, 1, NoticeKind::Opened, 0);
    notice.main_name = "\u{200B}".into();
    notice.hulls[0].pilot_name = String::new();
    let post = composed(vec![notice]);
    assert_eq!(titles(&post), ["Main 7 · new"]);
    assert!(description(&post, 0).contains("Pilot 2112000001"));
}

fn detailed() -> RelayOptions {
    RelayOptions { mode: MessageMode::Detailed, ..RelayOptions::default() }
}

#[test]
fn in_detail_each_hull_has_a_field() {
    let options = RelayOptions {
        desk: Some("Mira's desk".into()),
        link: Some("https://auth.example.org/captrack".into()),
        ..detailed()
    };
    let names = [(HullClass::Titan, "Big *ones*".to_owned())].into();
    let wording = Wording { class_names: &names, ..as_chosen(&options) };
    let mut stale = titan(1, 3, NoticeKind::Moved, 1);
    stale.hulls[0].freshness = Freshness::Stale;
    let waiting = vec![
        titan(1, 1, NoticeKind::Opened, 0),
        titan(1, 4, NoticeKind::Opened, 0),
        stale,
        titan(1, 2, NoticeKind::Resolved, 2),
        carriers(2, 10..12, NoticeKind::Opened, 3),
    ];
    let post = compose(&numbered(waiting), &wording).unwrap();
    assert_discord_takes(&post.body);
    insta::assert_json_snapshot!(post.body);
}

#[test]
fn a_list_of_fields_continues_after_the_twenty_fifth() {
    let options = detailed();
    let post = compose(&numbered(vec![carriers(1, 0..60, NoticeKind::Opened, 0)]), &as_chosen(&options)).unwrap();
    assert_discord_takes(&post.body);
    let fields = |embed: &Value| embed["fields"].as_array().unwrap().len();
    let embeds = post.body["embeds"].as_array().unwrap();
    assert_eq!(embeds.iter().map(fields).collect::<Vec<_>>(), [25, 25, 10]);
    assert_eq!(embeds[1]["footer"]["text"], "Ships 26 to 50 of 60");
}

#[test]
fn only_what_is_wanted_is_said() {
    let told = |include: Include| {
        let options = RelayOptions { include, ..RelayOptions::default() };
        let waiting = numbered(vec![titan(1, 1, NoticeKind::Opened, 0)]);
        let post = compose(&waiting, &as_chosen(&options)).unwrap();
        assert_discord_takes(&post.body);
        let author = post.body["embeds"][0]["author"]["name"].as_str().unwrap();
        format!("{author} | {}", description(&post, 0))
    };
    let nothing = Include::NOTHING;
    let all = [
        nothing,
        Include { system: true, ..nothing },
        Include { region: true, ..nothing },
        Include { place: true, ..nothing },
        Include { age: true, ..nothing },
        Include { corporation: true, ..nothing },
    ];
    insta::assert_snapshot!(all.map(told).join("\n"));
}

#[test]
fn that_a_fact_is_stale_is_said_also_when_its_age_is_not() {
    let options = RelayOptions { include: Include { age: false, ..Include::default() }, ..RelayOptions::default() };
    let mut notice = titan(1, 1, NoticeKind::Opened, 0);
    notice.hulls[0].freshness = Freshness::Stale;
    let post = compose(&numbered(vec![notice]), &as_chosen(&options)).unwrap();
    assert!(description(&post, 0).ends_with(" · **out of date**"));
}

#[test]
fn each_embed_leads_to_an_address_of_its_own() {
    let options = RelayOptions { link: Some("https://auth.example.org/captrack".into()), ..RelayOptions::default() };
    let waiting = numbered(vec![titan(1, 1, NoticeKind::Opened, 0), carriers(1, 10..60, NoticeKind::Opened, 1)]);
    let post = compose(&waiting, &as_chosen(&options)).unwrap();
    assert_discord_takes(&post.body);
    let urls: Vec<&str> =
        post.body["embeds"].as_array().unwrap().iter().map(|embed| embed["url"].as_str().unwrap()).collect();
    let to = |name: &str| format!("https://auth.example.org/captrack#main-{name}");
    assert_eq!(urls, [to("1"), to("1-2"), to("1-3")]);
}

#[test]
fn a_list_that_is_too_long_continues_and_says_which_hulls_of_how_many() {
    let mut waiting = numbered(vec![carriers(1, 0..150, NoticeKind::Opened, 0)]);
    let mut told = Vec::new();
    while let Some(post) = compose(&waiting, &plain()) {
        assert_discord_takes(&post.body);
        for embed in post.body["embeds"].as_array().unwrap() {
            let lines = embed["description"].as_str().unwrap().lines().count();
            let footer = embed["footer"]["text"].as_str().unwrap_or("-");
            told.push(format!("{} | {lines} hulls | {footer}", embed["title"].as_str().unwrap()));
        }
        deliver(&mut waiting, &post);
    }
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_desk_signs_at_the_foot_of_the_message_when_it_has_a_name() {
    let options = RelayOptions { desk: Some("Mira's *desk*".into()), ..RelayOptions::default() };
    let waiting = numbered(vec![titan(1, 1, NoticeKind::Opened, 0), carriers(2, 0..150, NoticeKind::Opened, 1)]);
    let post = compose(&waiting, &as_chosen(&options)).unwrap();
    assert_discord_takes(&post.body);
    let embeds = post.body["embeds"].as_array().unwrap();
    let (last, others) = embeds.split_last().unwrap();
    assert!(others.iter().all(|embed| !embed.to_string().contains("Sent by")));
    let footer = last["footer"]["text"].as_str().unwrap();
    assert!(footer.ends_with(" of 150 · Sent by Mira's *desk*"), "{footer}");

    let alone = compose(&waiting[..1], &as_chosen(&options)).unwrap();
    assert_eq!(alone.body["embeds"][0]["footer"]["text"], "Sent by Mira's *desk*");
}

#[test]
fn the_test_message_is_one_that_discord_takes() {
    for webhook in WebhookName::ALL {
        assert_discord_takes(&test_message(webhook));
    }
    insta::assert_json_snapshot!(test_message(WebhookName::Critical));
}

#[test]
fn times_are_shown_by_discord_in_the_readers_own_clock() {
    let post = composed(vec![titan(1, 1, NoticeKind::Opened, 0)]);
    let seconds = at(0).as_second();
    assert!(description(&post, 0).ends_with(&format!("seen <t:{seconds}:R>")));
}
