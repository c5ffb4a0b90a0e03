//! ESI: bodies and headers of every route. The first line says what is asked, then come the answers.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use captrack_domain::ids::{GroupId, LocationId, TypeId};
use captrack_domain::place::Place;
use captrack_domain::reading::Reading;
use captrack_domain::section::{SectionId, SectionKind};
use captrack_http::{HttpClient, HttpError, InProcessResponse as HttpAnswer, Request};
use captrack_ports::{
    HullTypeAnswer, HullTypes, Names, NamesError, PollError, SectionAnswer, SectionContent, SectionRequest, Source,
    StructureAnswer,
};
use serde_json::json;

use super::signed_in::{self, PILOT, SignedInProgram, good_token, metadata};
use crate::answers::{all, block_on, client, first_line, one_after_the_other};
use crate::hold;

/// More than this is never kept beside a section.
const LONGEST_VALIDATORS: usize = 256 * 1024;
const DAY: Duration = Duration::from_secs(86_400);
const TEN_YEARS: Duration = Duration::from_secs(10 * 365 * 86_400);
/// So often a section is asked with what came along with the answer before.
const POLLS: usize = 3;

static TOKEN: LazyLock<String> = LazyLock::new(good_token);

/// Online, location, ship and affiliation.
pub fn sections(bytes: &[u8]) {
    let (what, answers) = first_line(bytes);
    let kind = match what {
        "online" => SectionKind::Online,
        "ship" => SectionKind::Ship,
        "affiliation" => SectionKind::Affiliation,
        _ => SectionKind::Location,
    };
    block_on(poll(kind, answers));
}

/// Assets, page by page.
pub fn assets(bytes: &[u8]) {
    block_on(poll(SectionKind::Assets, bytes));
}

/// Names, a structure, a type and a group.
pub fn look_ups(bytes: &[u8]) {
    let (what, answers) = first_line(bytes);
    block_on(async {
        let names = SignedInProgram::new(&eve(answers)).await.esi.names;
        let refused = |error: &NamesError| signed_in::text(&error.0, &[TOKEN.as_str()]);
        match what {
            "structure" => match names.structure(PILOT, LocationId(1_035_466_617_946)).await {
                Ok(StructureAnswer::Known { name, system }) => {
                    hold::name(&name);
                    assert!(system.is_plausible(), "{system}");
                }
                Ok(StructureAnswer::Denied) => {}
                Err(error) => refused(&error),
            },
            "type" | "known type" => {
                // A titan, and one that is newer than the data that is built in.
                let id = if what == "type" { TypeId(99_999) } else { captrack_testing::eden::AVATAR };
                for _ in 0..POLLS {
                    match names.hull_type(id).await {
                        Ok(HullTypeAnswer::Capital { name, .. }) => hold::name(&name),
                        Ok(HullTypeAnswer::NotACapital) => assert_eq!(what, "type"),
                        Err(error) => {
                            assert_eq!(what, "type", "{error}");
                            refused(&error);
                        }
                    }
                }
            }
            "group" => match names.group(GroupId(30)).await {
                Ok(group) => group.iter().for_each(|group| hold::name(&group.name)),
                Err(error) => refused(&error),
            },
            _ => {
                let asked = [2_112_000_001, 98_000_001, 99_000_001, 7, -1, i64::MAX];
                match names.names(&asked).await {
                    Ok(answers) => {
                        let told: BTreeSet<i64> = answers.iter().map(|answer| answer.id).collect();
                        assert_eq!((answers.len(), told), (asked.len(), asked.into()));
                        answers.iter().filter_map(|answer| answer.name.as_deref()).for_each(hold::name);
                    }
                    Err(error) => refused(&error),
                }
            }
        }
    });
}

/// EVE with an SSO that is well, whose ESI answers so.
fn eve(answers: &[u8]) -> HttpClient {
    let esi = one_after_the_other(all(answers));
    client(move |request: &Request| -> Result<HttpAnswer, HttpError> {
        let body = match (request.url.host_str(), request.url.path()) {
            (Some("esi.evetech.net"), _) => return esi(request),
            (_, "/v2/oauth/token") => {
                json!({ "access_token": *TOKEN, "token_type": "Bearer", "expires_in": 1199, "refresh_token": "next" })
            }
            (_, "/oauth/jwks") => signed_in::jwks(),
            _ => metadata(),
        };
        Ok(HttpAnswer::new(200).body(body.to_string()))
    })
}

async fn poll(kind: SectionKind, answers: &[u8]) {
    let desk = SignedInProgram::new(&eve(answers)).await;
    let mut validators = None;
    for _ in 0..POLLS {
        let section = SectionId { kind, pilot: PILOT };
        let ask = SectionRequest { section, validators: validators.clone(), also: Arc::default() };
        match desk.esi.source.poll(ask).await {
            Ok(answer) => {
                fits(kind, &answer);
                validators = answer.validators;
            }
            Err(error) => {
                signed_in::text(error.text(), &[TOKEN.as_str()]);
                if let PollError::Later { after: Some(after), .. } = error {
                    hold::wait(after);
                }
            }
        }
    }
}

fn fits(kind: SectionKind, answer: &SectionAnswer) {
    assert!(answer.age <= TEN_YEARS, "{:?} old", answer.age);
    assert!(answer.life.is_none_or(|life| life <= DAY), "{:?}", answer.life);
    assert!(answer.validators.as_ref().is_none_or(|kept| kept.len() <= LONGEST_VALIDATORS));
    let SectionContent::New(reading) = &answer.found else { return };
    let text = serde_json::to_string(reading).expect("a reading can be kept");
    hold::same(reading, &serde_json::from_str(&text).expect("a kept reading can be read"));
    match (kind, reading) {
        (SectionKind::Online, Reading::Online(_)) | (SectionKind::Ship, Reading::Ship(None)) => {}
        (SectionKind::Ship, Reading::Ship(Some(ship))) => assert!(ship.item.0 > 0 && ship.type_id.0 > 0, "{ship:?}"),
        (SectionKind::Location, Reading::Location(place)) => {
            assert!(place.system.is_some_and(captrack_domain::ids::SystemId::is_plausible), "{place:?}");
            is_somewhere(place);
        }
        (SectionKind::Affiliation, Reading::Affiliation { corporation, alliance }) => {
            assert!(corporation.0 > 0 && alliance.is_none_or(|alliance| alliance.0 > 0), "{reading:?}");
        }
        (SectionKind::Assets, Reading::Assets(hulls) | Reading::SomeAssets(hulls)) => {
            let items: BTreeSet<_> = hulls.iter().map(|hull| hull.item).collect();
            assert_eq!(items.len(), hulls.len(), "a hull stands twice on a list");
            for hull in hulls {
                assert!(hull.item.0 > 0 && hull.type_id.0 > 0, "{hull:?}");
                is_somewhere(&hull.place);
            }
        }
        (kind, reading) => panic!("{reading:?} is no answer about {kind:?}"),
    }
}

/// Numbers that are written down are those of something.
fn is_somewhere(place: &Place) {
    use captrack_domain::place::Site;
    match place.site {
        Site::Station(id) | Site::Structure(id) => assert!(id.0 > 0, "{place:?}"),
        _ => {}
    }
}
