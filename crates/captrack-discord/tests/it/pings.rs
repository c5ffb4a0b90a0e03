//! Who is called, and when.

use captrack_discord::compose;
use captrack_domain::notice::{Notice, NoticeKind, NoticeOccasion};
use captrack_domain::relay_options::{DiscordId, PingPolicy, Pings, RelayOptions};
use captrack_ports::{Post, Wording};

use crate::discord_rules::{assert_discord_takes, assert_discord_takes_and_pings};
use crate::notices::{as_chosen, at, carriers, numbered, titan};

const ROLE: u64 = 1_442_000_000_000_000_011;
const USER: u64 = 1_442_000_000_000_000_012;

fn options(policy: Option<PingPolicy>) -> RelayOptions {
    let pings = Pings { policy, roles: vec![DiscordId(ROLE)], users: vec![DiscordId(USER)], apart_minutes: 0 };
    RelayOptions { pings, ..RelayOptions::default() }
}

fn composed(notices: Vec<Notice>, wording: &Wording<'_>) -> Post {
    let post = compose(&numbered(notices), wording).unwrap();
    if post.pings {
        assert_discord_takes_and_pings(&post.body, &[ROLE.to_string()], &[USER.to_string()]);
    } else {
        assert_discord_takes(&post.body);
    }
    post
}

fn pings(notices: Vec<Notice>, policy: Option<PingPolicy>) -> bool {
    composed(notices, &as_chosen(&options(policy))).pings
}

fn with(occasion: NoticeOccasion, notice: Notice) -> Notice {
    Notice { occasion, ..notice }
}

#[test]
fn those_who_are_called_are_named_in_the_text_of_the_message() {
    let post = composed(vec![titan(1, 1, NoticeKind::Opened, 0)], &as_chosen(&options(None)));
    assert_eq!(post.body["content"], format!("<@&{ROLE}> <@{USER}>"));
    let first = with(NoticeOccasion::FirstRead, titan(1, 1, NoticeKind::Opened, 0));
    let post = composed(vec![first], &as_chosen(&options(None)));
    assert_eq!(post.body["content"], format!("<@&{ROLE}> <@{USER}> Open alerts:"));
}

#[test]
fn each_policy_calls_for_what_it_names() {
    let critical = || vec![titan(1, 1, NoticeKind::Opened, 0)];
    let alerting = || vec![carriers(1, 0..5, NoticeKind::Opened, 0)];
    for (policy, for_critical, for_alerting) in [
        (None, true, false),
        (Some(PingPolicy::CriticalOnly), true, false),
        (Some(PingPolicy::All), true, true),
        (Some(PingPolicy::None), false, false),
    ] {
        assert_eq!(pings(critical(), policy), for_critical, "{policy:?}");
        assert_eq!(pings(alerting(), policy), for_alerting, "{policy:?}");
    }
}

#[test]
fn nobody_is_called_for_an_edit_a_reminder_or_an_end() {
    for occasion in [NoticeOccasion::Edit, NoticeOccasion::Reminder] {
        assert!(
            !pings(vec![with(occasion, titan(1, 1, NoticeKind::Opened, 0))], Some(PingPolicy::All)),
            "{occasion:?}"
        );
    }
    assert!(!pings(vec![titan(1, 1, NoticeKind::Resolved, 5)], Some(PingPolicy::All)));
    assert!(!pings(
        vec![titan(1, 1, NoticeKind::Opened, 0), titan(1, 1, NoticeKind::Resolved, 5)],
        Some(PingPolicy::All)
    ));
    assert!(pings(vec![titan(1, 1, NoticeKind::Resolved, 5), titan(2, 2, NoticeKind::Opened, 5)], None));
}

#[test]
fn what_an_edit_opened_calls_nobody_when_it_is_told_with_other_news() {
    let edit = with(NoticeOccasion::Edit, titan(1, 1, NoticeKind::Opened, 0));
    assert!(!pings(vec![edit.clone(), titan(1, 2, NoticeKind::Resolved, 1)], Some(PingPolicy::All)));
    assert!(pings(vec![edit, titan(1, 2, NoticeKind::Opened, 1)], Some(PingPolicy::All)));
}

#[test]
fn several_mains_in_a_message_call_once() {
    let notices = (0..10).map(|main| titan(main, main, NoticeKind::Opened, main)).collect();
    assert!(composed(notices, &as_chosen(&options(None))).pings);
}

#[test]
fn nobody_is_called_while_the_last_call_is_too_near() {
    let options = options(Some(PingPolicy::All));
    let near = Wording { pings: false, ..as_chosen(&options) };
    assert!(!composed(vec![titan(1, 1, NoticeKind::Opened, 0)], &near).pings);
}

#[test]
fn what_had_been_decided_when_somebody_was_called_calls_nobody_again() {
    let options = options(None);
    let called = Wording { pinged_at: Some(at(5)), ..as_chosen(&options) };
    assert!(!composed(vec![titan(1, 1, NoticeKind::Opened, 4), titan(2, 2, NoticeKind::Opened, 5)], &called).pings);
    assert!(composed(vec![titan(1, 1, NoticeKind::Opened, 4), titan(2, 2, NoticeKind::Opened, 6)], &called).pings);
    assert!(
        composed(vec![titan(1, 1, NoticeKind::Opened, 4), titan(1, 1, NoticeKind::Moved, 6)], &called).pings,
        "it went on"
    );
}

#[test]
fn what_already_stood_calls_once_and_news_goes_on_calling() {
    let options = options(None);
    let called = Wording { first_read_pings: false, ..as_chosen(&options) };
    let first = with(NoticeOccasion::FirstRead, titan(1, 1, NoticeKind::Opened, 0));
    assert!(composed(vec![first.clone()], &as_chosen(&options)).pings);
    assert!(!composed(vec![first], &called).pings);
    assert!(composed(vec![titan(1, 1, NoticeKind::Opened, 0)], &called).pings);
}

#[test]
fn an_id_that_was_given_twice_is_told_to_discord_once() {
    let mut options = options(None);
    options.pings.roles.push(DiscordId(ROLE));
    composed(vec![titan(1, 1, NoticeKind::Opened, 0)], &as_chosen(&options));
}

#[test]
fn a_pilot_called_everyone_pings_nobody() {
    let mut notice = titan(1, 1, NoticeKind::Opened, 0);
    notice.main_name = format!("<@&{ROLE}> @everyone");
    notice.hulls[0].pilot_name = format!("@here <@{USER}>");
    let post = composed(vec![notice], &as_chosen(&RelayOptions::default()));
    assert!(!post.pings);
    assert!(post.body["content"].is_null());
}
