//! The quiet summary.

use captrack_discord::{digest, note};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::ids::PilotId;
use captrack_domain::relay_options::RelayOptions;
use captrack_ports::{DigestContent, DigestMain, SnoozedPilot};
use captrack_testing::cases;
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::Value;

use crate::answers::assert_all_harmless;
use crate::discord_rules::assert_discord_takes;
use crate::hostile::name;
use crate::notices::{as_chosen, at, plain};
use crate::random::chosen;

fn main(number: i64, name: &str) -> DigestMain {
    let hulls = [(HullClass::Titan, 1), (HullClass::Carrier, 5)].into();
    DigestMain { main: PilotId(number), name: name.to_owned(), level: AlertLevel::Critical, hulls }
}

fn snoozed(name: &str, until: Option<Timestamp>) -> SnoozedPilot {
    let hulls = [(HullClass::Titan, 1), (HullClass::Carrier, 1)].into();
    SnoozedPilot { pilot: PilotId(9), name: name.to_owned(), level: AlertLevel::Critical, hulls, until }
}

fn summary() -> DigestContent {
    DigestContent {
        since: Some(at(0)),
        open: [
            ((AlertLevel::Critical, HullClass::Titan), 3),
            ((AlertLevel::Critical, HullClass::Supercarrier), 1),
            ((AlertLevel::Alerting, HullClass::Carrier), 24),
        ]
        .into(),
        snoozed: 4,
        snoozed_pilots: vec![snoozed("Ferro Kain", Some(at(360))), snoozed("Lio **Ren**", None)],
        mains: vec![main(1, "Kara Volkov"), main(2, "Mira Voss")],
        opened: 5,
        resolved: 1,
        coverage: vec!["Ferro Kain has to sign in again.".to_owned()],
    }
}

fn values(body: &Value) -> Vec<&str> {
    body["embeds"][0]["fields"].as_array().unwrap().iter().map(|field| field["value"].as_str().unwrap()).collect()
}

#[test]
fn a_digest_says_what_stands_and_what_has_happened() {
    let options = RelayOptions {
        desk: Some("Mira's desk".into()),
        link: Some("https://auth.example.org/captrack".into()),
        ..RelayOptions::default()
    };
    let body = digest(&summary(), &as_chosen(&options));
    assert_discord_takes(&body);
    assert_eq!(body["flags"], 4096);
    insta::assert_json_snapshot!(body);
}

#[test]
fn a_digest_of_nothing_says_that_nothing_alerts() {
    let body = digest(&DigestContent::default(), &plain());
    assert_discord_takes(&body);
    assert_eq!(body["embeds"][0]["description"], "No open alerts.");
    assert_eq!(values(&body), ["0 new alerts, 0 resolved"]);
    assert_eq!(body["embeds"][0]["color"], 0x004F_D39A);
}

#[test]
fn mains_that_have_no_room_are_counted() {
    let mains: Vec<DigestMain> = (0..300).map(|number| main(number, &format!("Main {number}"))).collect();
    let body = digest(&DigestContent { mains, ..summary() }, &plain());
    assert_discord_takes(&body);
    let lines: Vec<&str> = values(&body)[0].lines().collect();
    let (more, shown) = lines.split_last().unwrap();
    assert_eq!(*more, format!("and {} more", 300 - shown.len()));
    assert!(shown.len() > 15, "{}", shown.len());
}

#[test]
fn a_few_sentences_of_the_desk_are_quiet_and_mention_nobody() {
    let options = RelayOptions { desk: Some("Mira's desk".into()), ..RelayOptions::default() };
    for text in ["EVE answers again.".to_owned(), "@everyone <@1> **x** ".repeat(500)] {
        let body = note(&text, &as_chosen(&options));
        assert_discord_takes(&body);
        assert_all_harmless(&body);
        assert_eq!(body["flags"], 4096);
        assert_eq!(body["embeds"][0]["footer"]["text"], "Sent by Mira's desk");
    }
}

proptest! {
    #![proptest_config(cases!(64, "digests"))]

    #[test]
    fn a_digest_is_harmless_and_quiet_whoever_is_in_it(
        names in prop::collection::vec(name(), 0..120),
        sentences in prop::collection::vec(prop::collection::vec(name(), 1..12).prop_map(|names| names.concat()), 0..20),
        chosen in chosen(),
    ) {
        let mains = (1..).zip(&names).map(|(number, name)| main(number, name)).collect();
        let snoozed_pilots = chosen.snoozed.values().flatten().cloned().collect();
        let body = digest(&DigestContent { mains, snoozed_pilots, coverage: sentences, ..summary() }, &chosen.wording());
        assert_discord_takes(&body);
        prop_assert_eq!(&body["flags"], 4096);
        let mut shown = body.clone();
        // Our own time is no name.
        for field in shown["embeds"][0]["fields"].as_array_mut().unwrap() {
            let value = field["value"].as_str().unwrap().replace(" since <t:1795359600:f>", "");
            field["value"] = value.into();
        }
        assert_all_harmless(&shown);
    }
}
