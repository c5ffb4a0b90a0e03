use captrack_contract::{ActivityQuery, PilotRef, SnoozeLength};
use captrack_domain::activity::{Activity, ActivityKind, ActivityTexts};
use captrack_domain::ids::PilotId;
use captrack_domain::place::Place;
use captrack_domain::preferences::Preferences;
use captrack_domain::reading::Reading;
use captrack_domain::section::SectionKind;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use captrack_monitor::NewPilot;
use captrack_ports::{Clock, DeliveryVerdict, PollError};
use captrack_testing::eden::{DELVE, MIRA};

use crate::stage::{DESK, KARA, Stage, at, in_jita, titan};

const DAY: i64 = 86_400;

#[tokio::test]
async fn a_snooze_that_is_set_extended_and_cleared_is_three_lines() {
    let stage = Stage::watching_kara().await;
    let kara = [PilotRef::Id(KARA)];
    let snooze = async |length, why: Option<&str>| {
        stage.monitor.edit().snooze(&kara, length, "Mira Solace", why.map(str::to_owned)).await.unwrap();
    };
    snooze(SnoozeLength::Seconds(3600), Some("roaming")).await;
    snooze(SnoozeLength::UntilCleared, None).await;
    stage.monitor.edit().clear_snooze(&kara, DESK).await.unwrap();
    stage.monitor.edit().clear_snooze(&kara, DESK).await.unwrap();
    let lines = stage.activity(ActivityKind::Snoozed).await;
    let [extended, set] = &lines[..] else { panic!("{lines:?}") };
    let until = Some("until 2026-11-22 13:00 EVE: roaming");
    assert_eq!((set.old.as_deref(), set.new.as_deref()), (None, until));
    assert_eq!((extended.old.as_deref(), extended.new.as_deref()), (until, Some("until cleared")));
    assert_eq!((set.by.as_str(), set.subject.as_str()), ("Mira Solace", "Kara Volkov"));
    let cleared = stage.activity(ActivityKind::SnoozeCleared).await;
    assert_eq!((cleared.len(), cleared[0].by.as_str()), (1, DESK));
}

#[tokio::test]
async fn a_snooze_that_ends_by_itself_is_logged_once_with_its_end_also_when_the_desk_was_off() {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().snooze(&[PilotRef::Id(KARA)], SnoozeLength::Seconds(600), DESK, None).await.unwrap();
    stage.world.set_now(at(5000));
    let stage = stage.restarted().await;
    stage.cycle(5060).await;
    let lines = stage.activity(ActivityKind::SnoozeEnded).await;
    assert_eq!((lines.len(), lines[0].at, lines[0].by.as_str()), (1, at(600), "CapTrack"));
    assert!(stage.monitor.shared().store().snoozes().await.unwrap().is_empty());
}

#[tokio::test]
async fn every_message_that_is_taken_or_refused_is_one_line() {
    let stage = Stage::watching_kara().await;
    stage.world.says(KARA, titan(1));
    stage.cycle(60).await;
    // As it is, more plainly, and with nothing but the hull: one line.
    stage.world.verdicts.lock().extend(vec![DeliveryVerdict::Undeliverable(Text::said("embeds[0]: too long")); 3]);
    stage.drain(62).await;
    let sent = stage.activity(ActivityKind::NoticeSent).await;
    assert_eq!((sent.len(), sent[0].subject.as_str()), (1, "desktop"));
    assert_eq!(sent[0].new.as_deref(), Some("Kara Volkov: 1 titan"));
    let refused = stage.activity(ActivityKind::NoticeRefused).await.remove(0);
    assert_eq!((refused.by.as_str(), refused.subject.as_str()), ("CapTrack", "standard webhook"));
    assert_eq!(refused.old.as_deref(), Some("Kara Volkov: 1 titan"));
    assert_eq!(refused.new.as_deref(), Some("refused: embeds[0]: too long"));
}

#[tokio::test]
async fn webhooks_and_the_relay_are_logged_and_never_a_token() {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().set_relay(false, DESK).await.unwrap();
    stage.monitor.edit().clear_webhook(WebhookName::Standard, DESK).await.unwrap();
    let webhooks = stage.activity(ActivityKind::Webhook).await;
    let [cleared, set] = &webhooks[..] else { panic!("{webhooks:?}") };
    assert_eq!((set.subject.as_str(), set.old.as_deref()), ("standard webhook", None));
    assert_eq!((cleared.old.as_deref(), cleared.new.as_deref()), (set.new.as_deref(), None));
    let relay: Vec<_> = stage.activity(ActivityKind::Relay).await.into_iter().filter_map(|line| line.new).collect();
    assert_eq!(relay, ["off", "on"], "newest first; the first webhook turned it on");
    assert!(!format!("{:?}", stage.all_activity().await).contains("token"));
}

#[tokio::test]
async fn a_refused_webhook_is_logged_once_and_when_it_is_taken_back() {
    let stage = Stage::watching_kara().await;
    stage.world.says(KARA, titan(1));
    stage.cycle(60).await;
    let refused = || DeliveryVerdict::WebhookDead(Text::said("Discord does not know this webhook."));
    stage.world.verdicts.lock().extend([refused(), refused()]);
    let before = stage.activity(ActivityKind::Webhook).await.len();
    stage.drain(62).await;
    stage.drain(400).await;
    let lines = stage.activity(ActivityKind::Webhook).await;
    assert_eq!(lines.len(), before + 1, "twice refused, logged once: {lines:?}");
    assert_eq!(
        (lines[0].by.as_str(), lines[0].new.as_deref()),
        ("CapTrack", Some("Discord does not know this webhook."))
    );
    stage.drain(4000).await;
    let line = stage.activity(ActivityKind::Webhook).await.remove(0);
    assert_eq!((line.old.as_deref(), line.new), (Some("Discord does not know this webhook."), None));
}

#[tokio::test]
async fn who_signs_in_is_named_and_who_is_forgotten_is_not() {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    let signed_in = stage.activity(ActivityKind::SignedIn).await;
    assert_eq!(signed_in.len(), 2);
    assert_eq!((signed_in[0].by.as_str(), signed_in[0].new.as_deref()), ("Kara Volkov", Some("signed in again")));
    stage.monitor.edit().forget_pilot(&PilotRef::Id(KARA), DESK).await.unwrap();
    let all = stage.all_activity().await;
    assert_eq!(all[0].kind, ActivityKind::SignedOut);
    assert!(!format!("{all:?}").contains("Kara"), "{all:?}");
}

#[tokio::test]
async fn many_pilots_at_once_are_one_line() {
    let stage = Stage::new().await;
    let names: Vec<String> = (1..=40).map(|n| format!("Pilot number {n}")).collect();
    let pilots: Vec<NewPilot<'_>> =
        (1..).zip(&names).map(|(n, name)| NewPilot { id: PilotId(n), name, main: None }).collect();
    stage.monitor.edit().add_pilots(&pilots).await.unwrap();
    let lines = stage.activity(ActivityKind::SignedIn).await;
    assert_eq!((lines.len(), lines[0].subject.as_str()), (1, "40 pilots"));
}

/// Keeps a line about Kara's main.
async fn note(stage: &Stage, new: Option<String>) {
    let line = Activity {
        at: stage.world.now(),
        by: DESK.to_owned(),
        kind: ActivityKind::Main,
        subject: "Kara Volkov".to_owned(),
        old: None,
        new,
        texts: ActivityTexts::default(),
    };
    let mut tx = stage.monitor.shared().store().begin().await.unwrap();
    tx.append_activity(&[line]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_log_is_read_page_by_page_and_exported_whole() {
    let stage = Stage::watching_kara().await;
    for n in 0..250 {
        let why = format!("reason {n}, with a comma");
        note(&stage, Some(why)).await;
    }
    let query = |before| ActivityQuery { text: "kara comma".to_owned(), kinds: vec![ActivityKind::Main], before };
    let mut pages = Vec::new();
    let mut before = None;
    loop {
        let page = stage.monitor.views().activity(query(before)).await.unwrap();
        before = page.lines.last().map(|line| line.id);
        pages.push(page.lines.len());
        if !page.more {
            break;
        }
    }
    assert_eq!(pages, [100, 100, 50]);
    let file = stage.monitor.views().activity_csv(query(None)).await.unwrap();
    let mut lines = file.text.lines();
    assert_eq!(lines.next(), Some("at,by,kind,subject,old,new"));
    let first = "2026-11-22T12:00:00Z,this desk,main,Kara Volkov,,\"reason 249, with a comma\"";
    assert_eq!(lines.next(), Some(first));
    assert_eq!(lines.count(), 249);
}

#[tokio::test]
async fn lines_are_kept_for_ninety_days() {
    let stage = Stage::watching_kara().await;
    stage.world.set_now(at(30 * DAY));
    note(&stage, None).await;
    stage.world.set_now(at(91 * DAY));
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let pruning = tokio::spawn(stage.monitor.clone().prune_until(stopped));
    crate::stage::until("what is old is gone", async || stage.all_activity().await.len() == 1).await;
    stop.send_replace(true);
    pruning.await.unwrap();
    assert_eq!(stage.all_activity().await[0].kind, ActivityKind::Main);
}

#[tokio::test]
async fn what_alerts_is_logged_although_nobody_is_told() {
    let stage = Stage::new().await;
    let preferences = Preferences { notify_critical: false, ..Preferences::default() };
    stage.monitor.edit().save_preferences(preferences, DESK).await.unwrap();
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    stage.cycle(0).await;
    stage.world.says(KARA, titan(1));
    stage.world.says(KARA, Reading::Location(in_jita()));
    stage.cycle(60).await;
    stage.drain(90).await;
    assert_eq!((stage.posted(), stage.raised().len()), (0, 0));
    let new = stage.activity(ActivityKind::AlertNew).await.remove(0);
    assert_eq!((new.by.as_str(), new.subject.as_str()), ("CapTrack", "Kara Volkov"));
    assert_eq!(new.new.as_deref(), Some("Avatar, Kara Volkov, Jita (The Forge)"));
    stage.world.says(KARA, Reading::Location(Place::space(DELVE)));
    stage.cycle(600).await;
    let moved = stage.activity(ActivityKind::AlertMoved).await.remove(0);
    assert_eq!(moved.new.as_deref(), Some("Avatar, Kara Volkov, 1DQ1-A (Delve)"));
    assert_eq!(stage.activity(ActivityKind::AlertNew).await.len(), 1, "once");
}

#[tokio::test]
async fn a_line_leads_to_whom_it_is_about_and_says_when_its_ships_are_gone() {
    let stage = Stage::watching_kara().await;
    stage.world.says(KARA, titan(1));
    stage.world.says(KARA, Reading::Location(in_jita()));
    stage.cycle(60).await;
    let only = async |kind| {
        let query = ActivityQuery { kinds: vec![kind], ..ActivityQuery::default() };
        stage.monitor.views().activity(query).await.unwrap().lines.remove(0)
    };
    let new = only(ActivityKind::AlertNew).await;
    assert_eq!((new.main, new.gone), (Some(KARA), false));
    stage.monitor.edit().snooze(&[PilotRef::Id(KARA)], SnoozeLength::UntilCleared, DESK, None).await.unwrap();
    let snoozed = only(ActivityKind::Snoozed).await;
    assert_eq!((snoozed.main, snoozed.gone), (Some(KARA), false), "it names no ship");
    stage.monitor.edit().set_main(&[PilotRef::Id(KARA)], Some(&PilotRef::Id(MIRA)), DESK).await.unwrap();
    let new = only(ActivityKind::AlertNew).await;
    assert_eq!((new.main, new.gone), (Some(MIRA), false), "to the card on which the ship is now");
    stage.monitor.edit().save_preferences(Preferences { sound: false, ..Preferences::default() }, DESK).await.unwrap();
    assert_eq!(only(ActivityKind::Preferences).await.main, None, "a setting has no card");
}

#[tokio::test]
async fn a_ship_that_no_source_tells_of_any_more_is_logged_once() {
    let stage = Stage::watching_kara().await;
    stage.world.says(KARA, titan(1));
    stage.world.says(KARA, Reading::Location(in_jita()));
    stage.cycle(60).await;
    for kind in [SectionKind::Ship, SectionKind::Location] {
        stage.world.fails(kind, KARA, PollError::Later { why: Text::said("ESI is busy"), after: None });
    }
    for minutes in [10, 25, 35, 45, 60] {
        stage.cycle(60 + minutes * 60).await;
    }
    let stale = stage.activity(ActivityKind::AlertStale).await;
    assert_eq!(stale.len(), 1, "{stale:?}");
    assert_eq!((stale[0].by.as_str(), stale[0].subject.as_str()), ("CapTrack", "Kara Volkov"));
    let words = stale[0].new.as_deref().unwrap();
    assert!(words.starts_with("Avatar, Kara Volkov, Jita (The Forge), not seen since 2026-"), "{words}");
}
