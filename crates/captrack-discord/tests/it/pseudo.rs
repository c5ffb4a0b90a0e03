//! Every message in the pseudo-language: what stands outside of its marks are names.

use std::collections::BTreeMap;

use captrack_discord::{compose, digest, note, rewrite, test_message};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{Notice, NoticeKind, NoticeOccasion};
use captrack_domain::relay_options::{MessageMode, RelayOptions};
use captrack_domain::section::Freshness;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{DigestContent, DigestMain, HullAlertState, SnoozedPilot, Wording};
use captrack_text::{Language, unmarked_words};
use serde_json::Value;

use crate::notices::{KINDS, as_chosen, at, carriers, numbered, titan};

/// Names of New Eden and of players, and what Discord reads itself.
const NAMES: [&str; 23] = [
    "Avatar",
    "Archon",
    "Kara",
    "Volkov",
    "Mira",
    "Voss",
    "Ferro",
    "Kain",
    "1DQ1",
    "A",
    "Keepstar",
    "Delve",
    "Null",
    "Logistics",
    "Synthetic",
    "Coalition",
    "Big",
    "One",
    "Miras",
    "Rechner",
    "t",
    "R",
    "f",
];

/// What people read of a message, with where it stands.
fn texts(at: &str, value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            let is_read = |name: &str| matches!(name, "content" | "title" | "description" | "text" | "name" | "value");
            for (name, value) in fields {
                match value {
                    Value::String(text) if is_read(name) => found.push((format!("{at}.{name}"), text.clone())),
                    value => texts(&format!("{at}.{name}"), value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| texts(at, value, found)),
        _ => {}
    }
}

fn assert_marked(what: &str, body: &Value) {
    let mut found = Vec::new();
    texts(what, body, &mut found);
    assert!(!found.is_empty(), "{what} says nothing");
    for (place, text) in found {
        let words = unmarked_words(&text);
        let plain: Vec<&String> = words.iter().filter(|word| !NAMES.contains(&word.as_str())).collect();
        assert!(plain.is_empty(), "{place}: {plain:?} in {text:?}");
    }
}

fn named(mut notice: Notice) -> Notice {
    "Kara Volkov".clone_into(&mut notice.main_name);
    for (n, line) in notice.hulls.iter_mut().enumerate() {
        "Mira Voss".clone_into(&mut line.pilot_name);
        line.freshness = [Freshness::Fresh, Freshness::Stale, Freshness::Never][n % 3];
        if n % 4 == 3 {
            (line.system_name, line.region_name, line.place_name) = (None, None, None);
        }
    }
    notice
}

fn assert_all_marked(wording: &Wording<'_>) {
    for kind in KINDS {
        for occasion in
            [NoticeOccasion::News, NoticeOccasion::FirstRead, NoticeOccasion::Edit, NoticeOccasion::Reminder]
        {
            let notices = [titan(1, 1, kind, 3), carriers(2, 10..50, kind, 4)];
            let notices = notices.map(|notice| named(Notice { occasion, ..notice }));
            let post = compose(&numbered(notices.to_vec()), wording).unwrap();
            assert_marked(&format!("{kind:?}, {occasion:?}"), &post.body);
            let resolved = HullAlertState::Resolved { after: std::time::Duration::from_secs(7800) };
            for state in [resolved, HullAlertState::NamedLater, HullAlertState::Silent] {
                let mut parts = post.message_parts.clone();
                parts.iter_mut().flat_map(|part| &mut part.hulls).for_each(|hull| hull.alert_state = state);
                assert_marked(&format!("{kind:?} edited"), &rewrite(&parts, wording));
            }
        }
    }
    assert_marked("what is left of nothing", &rewrite(&[], wording));
    let many: Vec<Notice> = (1..30).map(|n| named(titan(n, n, NoticeKind::Opened, 3))).collect();
    assert_marked("mains together", &compose(&numbered(many), wording).unwrap().body);
}

fn snoozed(until: Option<jiff::Timestamp>) -> SnoozedPilot {
    let hulls = [(HullClass::Titan, 1), (HullClass::Carrier, 2)].into();
    SnoozedPilot { pilot: PilotId(9), name: "Ferro Kain".to_owned(), level: AlertLevel::Critical, hulls, until }
}

#[test]
fn no_message_has_a_word_that_is_neither_a_name_nor_from_a_file_of_texts() {
    Language::Pseudo.within(say_everything);
}

fn say_everything() {
    let class_names: BTreeMap<HullClass, String> = [(HullClass::Titan, "Big One".to_owned())].into();
    let asleep = [(PilotId(1), vec![snoozed(Some(at(90))), snoozed(None)])].into();
    for mode in [MessageMode::Compact, MessageMode::Detailed] {
        let options = RelayOptions { mode, desk: Some("Miras Rechner".to_owned()), ..RelayOptions::default() };
        assert_all_marked(&as_chosen(&options));
        assert_all_marked(&Wording { class_names: &class_names, snoozed: &asleep, ..as_chosen(&options) });
    }
    let main = |level| DigestMain {
        main: PilotId(1),
        name: "Kara Volkov".to_owned(),
        level,
        hulls: HullClass::ALL.into_iter().map(|class| (class, 2)).collect(),
    };
    let content = DigestContent {
        since: Some(at(0)),
        open: HullClass::ALL.into_iter().map(|class| ((AlertLevel::Critical, class), 1)).collect(),
        snoozed: 4,
        snoozed_pilots: vec![snoozed(Some(at(360))), snoozed(None)],
        mains: vec![main(AlertLevel::Critical), main(AlertLevel::Alerting)],
        opened: 1,
        resolved: 2,
        coverage: vec!["⟦Monitoring is off.⟧".to_owned()],
    };
    let options = RelayOptions::default();
    let wording = as_chosen(&options);
    assert_marked("digest", &digest(&content, &wording));
    assert_marked("digest of nothing", &digest(&DigestContent::default(), &wording));
    assert_marked("note", &note("⟦EVE answers again.⟧", &wording));
    for webhook in WebhookName::ALL {
        assert_marked("test", &test_message(webhook));
    }
}
