//! Bodies that are too long: none is read further than the route's largest, whatever is said of its length and however it is packed.

use std::time::Duration;

use captrack_domain::ids::PilotId;
use captrack_domain::section::SectionKind;
use captrack_ports::{PollError, SectionAnswer};
use captrack_sim::{ContentLength, FaultEffect, JITA_STATION, Place, Service, SimOptions};

use crate::desk::{Desk, later};

const KIB: usize = 1024;
/// The largest body of each section, and its route.
const LARGEST: [(SectionKind, &str, usize); 5] = [
    (SectionKind::Online, "/characters/*/online", 64 * KIB),
    (SectionKind::Location, "/characters/*/location", 64 * KIB),
    (SectionKind::Ship, "/characters/*/ship", 64 * KIB),
    (SectionKind::Affiliation, "/characters/affiliation", KIB * KIB),
    (SectionKind::Assets, "/characters/*/assets", 4 * KIB * KIB),
];
/// Sooner than this a body that never ends has been given up.
const PATIENCE: Duration = Duration::from_secs(15);

async fn desk(gzip: bool) -> (Desk, PilotId) {
    let desk = Desk::with(SimOptions { gzip, ..SimOptions::default() });
    let pilot = desk.signed_in("Oona Vex").await;
    for n in 0..20 {
        desk.control.stock(pilot.0, 34 + n, 1, Place::Station(JITA_STATION)).unwrap();
    }
    (desk, pilot)
}

/// Asks a section whose next answer is filled up.
async fn padded(
    (desk, pilot): &(Desk, PilotId),
    (kind, route): (SectionKind, &str),
    bytes: Option<usize>,
    length: ContentLength,
) -> Result<SectionAnswer, PollError> {
    desk.fault(Service::Esi, route, FaultEffect::Padded { bytes, length }, 1);
    let answer = tokio::time::timeout(PATIENCE, desk.poll(*pilot, kind)).await;
    // What is broken is not asked for again at once.
    desk.pass(3700);
    answer.unwrap_or_else(|_| panic!("{kind}: the body is read without end"))
}

fn too_long(answer: Result<SectionAnswer, PollError>) {
    let (why, after) = later(answer);
    assert!(why.contains("could not be read"), "{why}");
    assert!(after.is_some_and(|after| after <= Duration::from_secs(60)), "{after:?}");
}

#[tokio::test]
async fn a_body_is_read_to_the_routes_largest_and_not_a_byte_further_with_its_length_told_or_not() {
    for gzip in [false, true] {
        let asker = desk(gzip).await;
        for (kind, route, largest) in LARGEST {
            for length in [ContentLength::Right, ContentLength::None] {
                let answer = padded(&asker, (kind, route), Some(largest), length).await;
                assert!(answer.is_ok(), "{kind}, {length:?}, gzip {gzip}: {answer:?}");
                too_long(padded(&asker, (kind, route), Some(largest + 1), length).await);
            }
            asker.0.poll(asker.1, kind).await.unwrap();
            asker.0.pass(3700);
        }
    }
}

#[tokio::test]
async fn a_length_that_lies_is_believed_by_nobody() {
    let asker = desk(false).await;
    let online = (SectionKind::Online, "/characters/*/online");
    // Far more is announced than comes: no memory is set aside for it, and the answer is cut short.
    for length in [70 * 1024, 1 << 40] {
        let told = ContentLength::Wrong { length };
        let (why, _) = later(padded(&asker, online, Some(1000), told).await);
        assert!(why.contains("cut short") || why.contains("could not be read"), "{why}");
    }
    // Less is announced than comes: what is beyond belongs to no answer, and is not taken for the next one.
    let _ = padded(&asker, online, Some(300_000), ContentLength::Wrong { length: 200 }).await;
    let (desk, pilot) = &asker;
    desk.poll(*pilot, SectionKind::Online).await.unwrap();
    desk.poll(*pilot, SectionKind::Location).await.unwrap();
}

#[tokio::test]
async fn a_body_without_end_is_given_up_also_when_it_is_packed_a_thousand_times_smaller() {
    for gzip in [false, true] {
        let asker = desk(gzip).await;
        for (kind, route, _) in LARGEST {
            too_long(padded(&asker, (kind, route), None, ContentLength::None).await);
            asker.0.poll(asker.1, kind).await.unwrap();
            asker.0.pass(3700);
        }
    }
}

#[tokio::test]
async fn an_error_that_is_too_long_is_an_error_without_words() {
    let (desk, pilot) = desk(false).await;
    let words = |length: usize| {
        let body = serde_json::json!({ "error": format!("token is expired{}", " ".repeat(length)), "sso_status": 400 });
        FaultEffect::Answer { status: 403, body: Some(body), headers: Vec::new() }
    };
    let refreshes = desk.refreshes();
    desk.fault(Service::Esi, "/characters/*/online", words(70 * 1024), 1);
    later(desk.poll(pilot, SectionKind::Online).await);
    assert_eq!(desk.refreshes(), refreshes, "nobody read what it says");
}
