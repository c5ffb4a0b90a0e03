//! Whatever waits: every hull is named exactly once, nothing is over a limit, nobody is pinged.

use std::collections::BTreeMap;

use captrack_contract::RelayOptions;
use captrack_discord::compose;
use captrack_domain::alert::AlertId;
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{Notice, Occasion, Said};
use captrack_domain::section::Freshness;
use captrack_monitor::ports::Post;
use proptest::prelude::*;

use crate::discord_rules::assert_discord_takes;
use crate::hostile::{assert_harmless, name};
use crate::notices::{as_chosen, carriers, deliver, hull, numbered, plain, titan};

fn said() -> impl Strategy<Value = Said> {
    prop::sample::select(vec![Said::Opened, Said::Grew, Said::Moved, Said::SnoozeEnded, Said::Resolved, Said::Reminder])
}

fn occasion() -> impl Strategy<Value = Occasion> {
    prop_oneof![
        4 => Just(Occasion::News),
        1 => Just(Occasion::FirstRead),
        1 => Just(Occasion::Edit),
        1 => Just(Occasion::Reminder),
    ]
}

/// How many hulls a notice has: mostly few, now and then a whole fleet.
fn size() -> impl Strategy<Value = usize> {
    prop_oneof![6 => 0_usize..4, 2 => 4_usize..20, 1 => 20_usize..150]
}

prop_compose! {
    fn notice()(
        main in 0_i64..6,
        critical in any::<bool>(),
        said in said(),
        occasion in occasion(),
        size in size(),
        first in 0_i64..20,
        minute in 0_i64..30,
        names in prop::collection::vec(name(), 6),
        known in any::<[bool; 3]>(),
        freshness in prop::sample::select(vec![Freshness::Fresh, Freshness::Stale, Freshness::Never]),
    ) -> Notice {
        let class = if critical { HullClass::Titan } else { HullClass::Carrier };
        let hulls = (first..).take(size).map(|item| {
            let item = main * 1000 + item + if critical { 500 } else { 0 };
            let mut hull = hull(item, class);
            // The mark shows that the hull was named; the rest of the name tries to hide it.
            hull.pilot_name = format!("{}Mark{item}X{}", names[0], names[1]);
            hull.type_name.clone_from(&names[2]);
            hull.system_name = known[0].then(|| names[3].clone());
            hull.region_name = known[1].then(|| names[4].clone());
            hull.place_name = known[2].then(|| names[5].repeat(3));
            hull.freshness = freshness;
            hull
        }).collect();
        Notice {
            main_name: names[3].clone(),
            affiliation: known[0].then(|| names[4].repeat(9)),
            alert: AlertId::Fleet(PilotId(main), class),
            level: if critical { AlertLevel::Critical } else { AlertLevel::Alerting },
            hulls,
            occasion,
            ..titan(main, 0, said, minute)
        }
    }
}

/// Composes until nothing waits; every message is checked by itself.
fn all_messages(mut waiting: Vec<(i64, Notice)>) -> Vec<Post> {
    waiting.retain(|(_, notice)| !notice.hulls.is_empty());
    let options = RelayOptions { desk: Some("@everyone's desk".into()), ..RelayOptions::default() };
    let mut posts = Vec::new();
    while let Some(post) = compose(&waiting, &as_chosen(&options)) {
        assert!(!post.covers.is_empty(), "a message that names nothing");
        assert_discord_takes(&post.body);
        for embed in post.body["embeds"].as_array().unwrap() {
            assert_harmless(embed["title"].as_str().unwrap());
            assert_harmless(embed["description"].as_str().unwrap());
            assert!(!embed["author"]["name"].as_str().unwrap().contains('@'));
            assert!(!embed["footer"]["text"].as_str().unwrap_or_default().contains('@'));
        }
        assert!(!post.body["content"].as_str().unwrap_or_default().contains('@'));
        deliver(&mut waiting, &post);
        posts.push(post);
        assert!(posts.len() < 5000, "it never ends");
    }
    assert!(waiting.is_empty());
    posts
}

/// How often each mark was named.
fn marks(posts: &[Post]) -> BTreeMap<i64, usize> {
    let mut marks = BTreeMap::new();
    for post in posts {
        for embed in post.body["embeds"].as_array().unwrap() {
            for part in embed["description"].as_str().unwrap().split("Mark").skip(1) {
                let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
                *marks.entry(digits.parse().unwrap()).or_default() += 1;
            }
        }
    }
    marks
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_hull_is_named_exactly_once_whatever_waits(notices in prop::collection::vec(notice(), 0..25)) {
        let waiting = numbered(notices);
        let mut expected: BTreeMap<i64, usize> = BTreeMap::new();
        for line in waiting.iter().flat_map(|(_, notice)| &notice.hulls) {
            expected.insert(line.pilot.0 - 2_112_000_000, 1);
        }
        let posts = all_messages(waiting.clone());
        prop_assert_eq!(marks(&posts), expected);

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

#[test]
fn a_burst_takes_as_few_messages_as_ten_embeds_allow() {
    let notices = (0..174).map(|main| carriers(main, main * 10..main * 10 + 3, Said::Opened, main));
    assert_eq!(all_messages(numbered(notices.collect())).len(), 18);
    let notices = (0..1500).map(|main| titan(main, main, Said::Opened, main));
    assert_eq!(all_messages(numbered(notices.collect())).len(), 150);
}

#[test]
fn a_main_that_fits_into_one_message_is_not_torn_apart() {
    let notices = (0..6).map(|main| carriers(main, main * 100..main * 100 + 30, Said::Opened, main));
    for post in all_messages(numbered(notices.collect())) {
        for embed in post.body["embeds"].as_array().unwrap() {
            assert_eq!(embed["description"].as_str().unwrap().lines().count(), 30);
        }
    }
}

#[test]
fn rows_that_have_nothing_left_to_say_are_done_with_the_next_message() {
    let mut empty = titan(1, 1, Said::Opened, 0);
    empty.hulls.clear();
    let waiting = numbered(vec![empty, titan(2, 2, Said::Opened, 0)]);
    let post = compose(&waiting, &plain()).unwrap();
    assert_eq!(post.covers[0], (1, vec![]));
    assert_eq!(post.covers.len(), 2);
}
