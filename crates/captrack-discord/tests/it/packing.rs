//! Whatever waits: every hull is named exactly once, nothing is over a limit, nobody is pinged.

use std::collections::BTreeMap;

use captrack_discord::compose;
use captrack_domain::notice::{Notice, NoticeKind, NoticeOccasion};
use captrack_domain::relay_options::{DiscordId, MessageMode, RelayOptions};
use captrack_ports::{HullAlertState, MessagePart, Post, Wording};
use captrack_testing::cases;
use proptest::prelude::*;

use crate::answers::{assert_all_harmless, embeds, hulls, marks, numbers};
use crate::discord_rules::{assert_discord_takes, assert_discord_takes_and_pings};
use crate::notices::{as_chosen, carriers, deliver, numbered, plain, titan};
use crate::random::{chosen, notice};

/// Composes until nothing waits; every message is checked by itself.
pub fn all_messages(mut waiting: Vec<(i64, Notice)>, wording: &Wording<'_>) -> Vec<Post> {
    waiting.retain(|(_, notice)| !notice.hulls.is_empty());
    let mut posts = Vec::new();
    while let Some(post) = compose(&waiting, wording) {
        assert!(!post.covers.is_empty(), "a message that names nothing");
        assert_pings_as_chosen(&post, wording);
        assert_all_harmless(&post.body);
        assert_eq!(named(&post.message_parts), marks([&post.body]), "what is kept of a message is what it says");
        deliver(&mut waiting, &post);
        posts.push(post);
        assert!(posts.len() < 5000, "it never ends");
    }
    assert!(waiting.is_empty());
    posts
}

/// Nobody but those who are configured, and only for what calls them.
fn assert_pings_as_chosen(post: &Post, wording: &Wording<'_>) {
    let pings = &wording.options.pings;
    if !post.pings {
        assert_discord_takes(&post.body);
        return;
    }
    assert_discord_takes_and_pings(&post.body, &once_each(&pings.roles), &once_each(&pings.users));
    assert!(wording.pings);
    assert!(post.body["flags"].is_null(), "a ping without a sound is none");
    let mentions_somebody = |message_part: &MessagePart| {
        let loud = message_part.tone == NoticeOccasion::News
            || (message_part.tone == NoticeOccasion::FirstRead && wording.first_read_pings);
        loud && pings.ping(message_part.level) && message_part.hulls.iter().any(|told| !told.news.is_over())
    };
    assert!(post.message_parts.iter().any(mentions_somebody));
}

fn once_each(ids: &[DiscordId]) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for id in ids.iter().map(ToString::to_string) {
        if !once.contains(&id) {
            once.push(id);
        }
    }
    once
}

/// The marks that tellings hold, each once.
fn named(message_parts: &[MessagePart]) -> BTreeMap<i64, usize> {
    let hulls = message_parts.iter().flat_map(|message_part| &message_part.hulls);
    let mut named = BTreeMap::new();
    for told in hulls.filter(|told| told.line.pilot_name.contains("Mark")) {
        *named.entry(told.line.pilot.0 - 2_112_000_000).or_default() += 1;
    }
    named
}

/// Whether a message may call somebody for what waits, at the least: news of what stands, on a level that pings.
fn calls_somebody(waiting: &[(i64, Notice)], wording: &Wording<'_>) -> bool {
    let mentions_somebody = |notice: &Notice| {
        notice.occasion == NoticeOccasion::News
            && notice.kind != NoticeKind::Resolved
            && !notice.hulls.is_empty()
            && wording.options.pings.ping(notice.level)
    };
    wording.pings && waiting.iter().any(|(_, notice)| mentions_somebody(notice))
}

proptest! {
    #![proptest_config(cases!(96, "packing"))]

    #[test]
    fn every_hull_is_named_exactly_once_whatever_waits(
        notices in prop::collection::vec(notice(), 0..25),
        chosen in chosen(),
    ) {
        let waiting = numbered(notices);
        let mut expected: BTreeMap<i64, usize> = BTreeMap::new();
        for line in waiting.iter().flat_map(|(_, notice)| &notice.hulls) {
            expected.insert(line.pilot.0 - 2_112_000_000, 1);
        }
        let posts = all_messages(waiting.clone(), &chosen.wording());
        prop_assert_eq!(marks(posts.iter().map(|post| &post.body)), expected);

        // Each row's hulls are covered by exactly one message each.
        let mut covered: Vec<_> = posts.iter().flat_map(|post| &post.covers)
            .flat_map(|(row, keys)| keys.iter().map(|key| (*row, *key))).collect();
        covered.sort();
        let mut rows: Vec<_> = waiting.iter()
            .flat_map(|(row, notice)| notice.hulls.iter().map(|line| (*row, line.key))).collect();
        rows.sort();
        prop_assert_eq!(covered, rows);
    }

    #[test]
    fn news_that_is_to_ping_does_ping(notice in notice(), chosen in chosen()) {
        let waiting = numbered(vec![notice]);
        let posts = all_messages(waiting.clone(), &chosen.wording());
        if calls_somebody(&waiting, &chosen.wording()) {
            prop_assert!(posts.iter().all(|post| post.pings));
        }
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(
        notices in prop::collection::vec(notice(), 0..10).prop_map(numbered),
        shuffled in any::<prop::sample::Index>(),
    ) {
        let mut other = notices.clone();
        if !other.is_empty() {
            let at = shuffled.index(other.len());
            other.rotate_left(at);
        }
        prop_assert_eq!(compose(&notices, &plain()), compose(&other, &plain()));
    }
}

proptest! {
    #![proptest_config(cases!(24, "packing"))]

    #[test]
    fn a_list_that_continues_is_numbered_from_its_first_hull_to_its_last(hulls in 2_i64..400, detailed in any::<bool>()) {
        let mode = if detailed { MessageMode::Detailed } else { MessageMode::Compact };
        let options = RelayOptions { mode, ..RelayOptions::default() };
        let posts = all_messages(numbered(vec![carriers(1, 0..hulls, NoticeKind::Opened, 0)]), &as_chosen(&options));
        let all = usize::try_from(hulls).unwrap();
        let mut told = 0;
        for embed in posts.iter().flat_map(|post| embeds(&post.body)) {
            let here = crate::answers::hulls(embed).len();
            // What is told whole has no numbers.
            let whole = (here == all).then_some((1, all, all));
            prop_assert_eq!(numbers(embed).or(whole), Some((told + 1, told + here, all)));
            told += here;
        }
        prop_assert_eq!(told, all);
    }
}

#[test]
fn in_a_burst_mains_share_embeds_so_that_it_takes_fewer_messages_than_ten_embeds_would() {
    for (mains, hulls) in [(174, 3), (1500, 1), (1500, 6)] {
        let notices = (0..mains).map(|main| carriers(main, main * 10..main * 10 + hulls, NoticeKind::Opened, main));
        let messages = all_messages(numbered(notices.collect()), &plain()).len();
        assert!(messages <= usize::try_from(mains).unwrap() / 12, "{mains} mains with {hulls} each: {messages}");
    }
}

#[test]
fn ten_mains_have_an_embed_each_and_so_do_more_where_each_hull_has_a_field() {
    let mains = |count| numbered((0..count).map(|main| titan(main, main, NoticeKind::Opened, main)).collect());
    let titles = |post: &Post| crate::answers::titles(&post.body);
    assert_eq!(titles(&compose(&mains(10), &plain()).unwrap()).len(), 10);
    let shared = compose(&mains(11), &plain()).unwrap();
    assert_eq!(titles(&shared), ["11 mains"]);
    let detailed = RelayOptions { mode: MessageMode::Detailed, ..RelayOptions::default() };
    assert_eq!(titles(&compose(&mains(11), &as_chosen(&detailed)).unwrap()).len(), 10);
}

#[test]
fn what_the_hulls_of_a_main_have_in_common_is_said_once_over_their_lines() {
    let mut notices: Vec<Notice> =
        (1..=11).map(|main| carriers(main, main * 10..main * 10 + 3, NoticeKind::Opened, main)).collect();
    notices[0].hulls[2].system_name = Some("Jita".to_owned());
    notices[0].hulls[2].region_name = Some("The Forge".to_owned());
    notices[1].affiliation = Some("Other *Corp*".to_owned());
    let post = compose(&numbered(notices), &plain()).unwrap();
    let text = post.body["embeds"][0]["description"].as_str().unwrap();
    let first_two: Vec<&str> = text.lines().take(8).collect();
    insta::assert_snapshot!(first_two.join("\n"));
}

/// Whatever becomes of a message of many mains, an edit of it says where each hull is, as long as that fits at all.
#[test]
fn a_shared_embed_is_edited_hull_by_hull_without_losing_places() {
    let notices = (1..=60).map(|main| carriers(main, main * 10..main * 10 + 4, NoticeKind::Opened, main)).collect();
    let post = compose(&numbered(notices), &plain()).unwrap();
    assert!(post.message_parts.len() > 10);
    let mut message_parts = post.message_parts.clone();
    message_parts[0].hulls[1].line.system_name = Some("Jita".to_owned());
    message_parts[3]
        .hulls
        .iter_mut()
        .for_each(|told| told.alert_state = HullAlertState::Resolved { after: std::time::Duration::from_secs(7800) });
    let body = captrack_discord::rewrite(&message_parts, &plain());
    let text: String = embeds(&body).iter().map(|embed| embed["description"].as_str().unwrap()).collect();
    assert!(text.contains("Pilot 11 · Jita, Delve"), "{text}");
    assert!(text.contains("__**Main 4**__ · new, now resolved"), "{text}");
    assert!(text.contains("~~**Archon** (carrier) · Pilot 40~~ · resolved after 2 h 10 min"), "{text}");
    assert_eq!(text.matches("Keepstar").count(), message_parts.len(), "once a main");
    assert_eq!(captrack_discord::rewrite(&post.message_parts, &plain())["embeds"], post.body["embeds"]);
}

#[test]
fn a_main_that_fits_into_one_message_is_not_torn_apart() {
    let notices = (0..6).map(|main| carriers(main, main * 100..main * 100 + 30, NoticeKind::Opened, main));
    for post in all_messages(numbered(notices.collect()), &plain()) {
        for embed in embeds(&post.body) {
            assert_eq!(hulls(embed).len(), 30);
        }
    }
}

#[test]
fn rows_that_have_nothing_left_to_say_are_done_with_the_next_message() {
    let mut empty = titan(1, 1, NoticeKind::Opened, 0);
    empty.hulls.clear();
    let waiting = numbered(vec![empty, titan(2, 2, NoticeKind::Opened, 0)]);
    let post = compose(&waiting, &plain()).unwrap();
    assert_eq!(post.covers[0], (1, vec![]));
    assert_eq!(post.covers.len(), 2);
}

#[test]
fn names_of_sixty_emoji_are_told_within_every_limit() {
    let name = "👩‍🚀".chars().cycle().take(60).collect::<String>() + &"😀".repeat(60);
    let notices = (0..30).map(|main| {
        let mut notice = carriers(main, main * 10..main * 10 + 5, NoticeKind::Opened, main);
        notice.main_name = format!("{name}{main}");
        for line in &mut notice.hulls {
            line.pilot_name = format!("Mark{}X{name}", line.pilot.0 - 2_112_000_000);
            line.place_name = Some(name.clone());
        }
        notice
    });
    // Each body is checked against Discord's limits, in the units that are never fewer than Discord's.
    let posts = all_messages(numbered(notices.collect()), &plain());
    assert_eq!(marks(posts.iter().map(|post| &post.body)).len(), 150);
    assert!(posts.len() > 1);
}

#[test]
fn a_main_that_is_called_like_a_mention_and_a_link_is_shown_as_it_is_written() {
    for mains in [1, 20] {
        let notices = (0..mains).map(|main| {
            let mut notice = titan(main, main, NoticeKind::Opened, main);
            notice.main_name = "@everyone **x** \u{200b}[a](http://b)".to_owned();
            notice
        });
        let post = compose(&numbered(notices.collect()), &plain()).unwrap();
        assert_discord_takes(&post.body);
        assert_all_harmless(&post.body);
        let text = post.body.to_string();
        assert!(text.contains(r"＠everyone \\*\\*x\\*\\* \\[a\\](http\\://b)"), "{text}");
        assert!(!post.pings);
    }
}
