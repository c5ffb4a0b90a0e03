//! What messages say of watch rules.

use captrack_discord::{compose, rewrite};
use captrack_domain::alert::AlertId;
use captrack_domain::ids::SystemId;
use captrack_domain::notice::{Notice, NoticeKind, WatchReason};
use captrack_domain::relay_options::{MessageMode, RelayOptions};
use captrack_domain::text;
use captrack_domain::watch::{WatchAlertId, WatchRuleId, WatchSubject};
use captrack_ports::{HullAlertState, Post};
use serde_json::Value;

use crate::discord_rules::{assert_discord_takes, assert_discord_takes_as_an_edit};
use crate::notices::{as_chosen, key, numbered, plain, titan};

fn id(subject: WatchSubject) -> AlertId {
    AlertId::Watch(WatchAlertId { rule: WatchRuleId(7), subject })
}

fn reason(rule: &str) -> WatchReason {
    WatchReason { rule: rule.to_owned(), text: text!("watch-undocked", to = "Jita") }
}

/// The same titan, that a watch rule alerts about.
fn undocked(kind: NoticeKind) -> Notice {
    let mut notice = Notice { alert: id(WatchSubject::Hull(key(1))), ..titan(1, 1, kind, 0) };
    notice.hulls[0].watch = (kind != NoticeKind::Resolved).then(|| reason("Titans *undock*"));
    notice
}

fn massing(mains: i64) -> Vec<Notice> {
    let hulls = (1..=mains).flat_map(|n| titan(n, n, NoticeKind::Opened, 0).hulls).collect();
    let alert = id(WatchSubject::System(SystemId(30_000_142)));
    vec![Notice { alert, hulls, massing: Some(reason("Fleet")), ..titan(1, 1, NoticeKind::Opened, 0) }]
}

fn composed(notices: Vec<Notice>, options: &RelayOptions) -> Post {
    let post = compose(&numbered(notices), &as_chosen(options)).unwrap();
    assert_discord_takes(&post.body);
    post
}

fn description(body: &Value) -> &str {
    body["embeds"][0]["description"].as_str().unwrap()
}

#[test]
fn a_ship_that_its_class_and_a_rule_alert_about_is_one_line_that_names_both() {
    let post =
        composed(vec![titan(1, 1, NoticeKind::Opened, 0), undocked(NoticeKind::Opened)], &RelayOptions::default());
    let line = description(&post.body);
    assert!(line.ends_with(" · Titans \\*undock\\*: Undocked in Jita"), "{line}");
    assert_eq!((line.lines().count(), post.covers), (1, vec![(1, vec![key(1)]), (2, vec![key(1)])]));
    let told = &post.message_parts[0].hulls[0];
    let alerts: Vec<AlertId> = told.alerts().collect();
    assert_eq!(alerts, [AlertId::Hull(key(1)), id(WatchSubject::Hull(key(1)))]);
}

#[test]
fn where_only_the_rule_has_ended_the_ship_is_not_struck_out() {
    let mut ended = undocked(NoticeKind::Resolved);
    ended.decided_at = ended.decided_at.max(crate::notices::at(30));
    let post = composed(
        vec![titan(1, 1, NoticeKind::Opened, 0), undocked(NoticeKind::Opened), ended],
        &RelayOptions::default(),
    );
    let told = &post.message_parts[0].hulls[0];
    assert_eq!((told.alert, told.alert_state), (AlertId::Hull(key(1)), HullAlertState::Open));
    assert!(told.also.is_empty() && !description(&post.body).contains("~~"), "{post:?}");
    let mut waiting = numbered(vec![undocked(NoticeKind::Resolved)]);
    waiting[0].1.hulls[0].watch = Some(reason("Titans undock"));
    let post = compose(&waiting, &plain()).unwrap();
    assert!(description(&post.body).contains("Titans undock"), "its end names the rule: {post:?}");
}

#[test]
fn a_massing_has_an_embed_of_its_own_that_leads_to_no_card() {
    let mut options = RelayOptions { link: Some("https://example.com/{main}".to_owned()), ..RelayOptions::default() };
    options.include.portrait = true;
    let mut notices = massing(3);
    notices.push(titan(1, 1, NoticeKind::Opened, 0));
    let post = composed(notices, &options);
    let embeds = post.body["embeds"].as_array().unwrap();
    let titles: Vec<&str> = embeds.iter().map(|embed| embed["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Fleet · new", "Main 1 · new"]);
    let massing = &embeds[0];
    assert!(massing.get("thumbnail").is_none() && massing.get("url").is_none(), "{massing}");
    let lines: Vec<&str> = massing["description"].as_str().unwrap().lines().collect();
    assert_eq!((lines.len(), lines[0]), (4, "Undocked in Jita"));
    let fields = composed(massing_in_fields(), &RelayOptions { mode: MessageMode::Detailed, ..options });
    let fields = fields.body["embeds"][0]["fields"].as_array().unwrap().clone();
    assert_eq!((fields.len(), fields[0]["name"].as_str()), (4, Some("Massing")));
}

fn massing_in_fields() -> Vec<Notice> {
    massing(3)
}

#[test]
fn a_massing_of_a_hundred_is_told_whole_and_can_be_edited() {
    let mut waiting = numbered(massing(100));
    let mut named = 0;
    while let Some(post) = compose(&waiting, &plain()) {
        assert_discord_takes(&post.body);
        named += post.message_parts.iter().map(|part| part.hulls.len()).sum::<usize>();
        assert_discord_takes_as_an_edit(&rewrite(&post.message_parts, &plain()));
        crate::notices::deliver(&mut waiting, &post);
    }
    assert_eq!(named, 100);
}
