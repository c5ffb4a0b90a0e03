//! What a message says of a main besides its hulls: its portrait, and who of it is snoozed.

use std::collections::BTreeMap;

use captrack_discord::{compose, rewrite};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{Notice, NoticeKind};
use captrack_domain::relay_options::{Include, MessageMode, RelayOptions};
use captrack_ports::{Post, SnoozedPilot, Wording};

use crate::answers::{embeds, hulls, snoozed};
use crate::discord_rules::{assert_discord_takes, assert_discord_takes_as_an_edit};
use crate::notices::{as_chosen, at, carriers, deliver, numbered, plain, titan};

type Snoozed = BTreeMap<PilotId, Vec<SnoozedPilot>>;

const TITANS: (AlertLevel, HullClass) = (AlertLevel::Critical, HullClass::Titan);
const CARRIERS: (AlertLevel, HullClass) = (AlertLevel::Alerting, HullClass::Carrier);

fn pilot(name: &str, (level, class): (AlertLevel, HullClass), minute: Option<i64>) -> SnoozedPilot {
    let name = name.to_owned();
    SnoozedPilot { pilot: PilotId(9), name, level, hulls: [(class, 1)].into(), until: minute.map(at) }
}

fn of_main_1(pilots: Vec<SnoozedPilot>) -> Snoozed {
    [(PilotId(1), pilots)].into()
}

fn all_messages(notices: Vec<Notice>, wording: &Wording<'_>) -> Vec<Post> {
    let mut waiting = numbered(notices);
    let mut posts = Vec::new();
    while let Some(post) = compose(&waiting, wording) {
        assert_discord_takes(&post.body);
        deliver(&mut waiting, &post);
        posts.push(post);
    }
    posts
}

#[test]
fn a_mains_portrait_stands_where_what_is_said_of_it_begins() {
    let options = RelayOptions { mode: MessageMode::Detailed, ..RelayOptions::default() };
    let waiting = vec![carriers(2, 0..300, NoticeKind::Opened, 0), carriers(3, 900..905, NoticeKind::Opened, 1)];
    let posts = all_messages(waiting, &as_chosen(&options));
    assert!(posts.len() > 1);
    let portraits: Vec<String> = posts
        .iter()
        .flat_map(|post| embeds(&post.body))
        .map(|embed| embed["thumbnail"]["url"].as_str().unwrap_or("-").to_owned())
        .filter(|url| url != "-")
        .collect();
    let of = |main: i64| format!("https://images.evetech.net/characters/{main}/portrait?size=128");
    assert_eq!(portraits, [of(2), of(3)]);
}

#[test]
fn who_of_a_main_is_snoozed_is_named_with_the_end_of_it() {
    let all = of_main_1(vec![pilot("Mira *Voss*", TITANS, Some(360)), pilot("Lio Ren", CARRIERS, None)]);
    let waiting = numbered(vec![titan(1, 1, NoticeKind::Opened, 0), titan(2, 2, NoticeKind::Opened, 0)]);
    let post = compose(&waiting, &Wording { snoozed: &all, ..plain() }).unwrap();
    assert_discord_takes(&post.body);
    let [kara, other] = embeds(&post.body) else { panic!("{}", post.body) };
    let until = at(360).as_second();
    assert_eq!(snoozed(kara), [format!(r"**Mira \*Voss\*** until <t:{until}:f>"), "**Lio Ren** until cleared".into()]);
    assert_eq!(hulls(kara).len(), 1);
    assert!(snoozed(other).is_empty(), "nobody of that main is");
}

#[test]
fn a_channel_for_what_alerts_hears_of_nobody_who_would_be_critical() {
    let all = of_main_1(vec![pilot("Mira Voss", TITANS, None), pilot("Lio Ren", CARRIERS, None)]);
    let waiting = numbered(vec![carriers(1, 0..5, NoticeKind::Opened, 0)]);
    let post = compose(&waiting, &Wording { snoozed: &all, ..plain() }).unwrap();
    assert_eq!(snoozed(&embeds(&post.body)[0]), ["**Lio Ren** until cleared"]);
    let titans = of_main_1(vec![pilot("Mira Voss", TITANS, None)]);
    let post = compose(&waiting, &Wording { snoozed: &titans, ..plain() }).unwrap();
    assert!(!post.body.to_string().contains("Mira Voss") && !post.body.to_string().contains("Snoozed"));
}

#[test]
fn what_is_not_wanted_is_not_said() {
    let include = Include { portrait: false, snoozed: false, ..Include::default() };
    let options = RelayOptions { include, ..RelayOptions::default() };
    let all = of_main_1(vec![pilot("Mira Voss", TITANS, None)]);
    let waiting = numbered(vec![titan(1, 1, NoticeKind::Opened, 0)]);
    let post = compose(&waiting, &Wording { snoozed: &all, ..as_chosen(&options) }).unwrap();
    assert!(embeds(&post.body)[0]["thumbnail"].is_null() && snoozed(&embeds(&post.body)[0]).is_empty());
}

#[test]
fn no_hull_gives_way_to_who_is_snoozed() {
    let pilots = (0..60).map(|n| pilot(&format!("Pilot of a long name {n}"), CARRIERS, None)).collect();
    let all = of_main_1(pilots);
    for mode in [MessageMode::Compact, MessageMode::Detailed] {
        let options = RelayOptions { mode, ..RelayOptions::default() };
        for count in [5, 25, 60, 150] {
            let waiting = || vec![carriers(1, 0..count, NoticeKind::Opened, 0)];
            let without = all_messages(waiting(), &as_chosen(&options));
            let with = all_messages(waiting(), &Wording { snoozed: &all, ..as_chosen(&options) });
            let covers = |posts: &[Post]| posts.iter().map(|post| post.covers.clone()).collect::<Vec<_>>();
            assert_eq!(covers(&with), covers(&without), "{mode:?} {count}");
        }
        let few = all_messages(
            vec![carriers(1, 0..5, NoticeKind::Opened, 0)],
            &Wording { snoozed: &all, ..as_chosen(&options) },
        );
        let named = snoozed(&embeds(&few[0].body)[0]);
        let (more, named) = named.split_last().unwrap();
        assert_eq!(*more, format!("and {} more", 60 - named.len()));
        assert!(named.len() > 10, "{named:?}");
    }
}

#[test]
fn an_edit_says_who_is_snoozed_now() {
    let post = compose(&numbered(vec![titan(1, 1, NoticeKind::Opened, 0)]), &plain()).unwrap();
    assert!(snoozed(&embeds(&post.body)[0]).is_empty());
    let all = of_main_1(vec![pilot("Mira Voss", TITANS, None)]);
    let body = rewrite(&post.message_parts, &Wording { snoozed: &all, ..plain() });
    assert_discord_takes_as_an_edit(&body);
    assert_eq!(snoozed(&embeds(&body)[0]), ["**Mira Voss** until cleared"]);
    assert_eq!(embeds(&body)[0]["thumbnail"], embeds(&post.body)[0]["thumbnail"]);
}
