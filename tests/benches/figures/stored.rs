//! A data folder as a desk that has watched an alliance for a while leaves it behind.

use std::collections::BTreeMap;
use std::path::Path;

use captrack_domain::hull::{Hull, HullKey, Occupancy};
use captrack_domain::ids::{AllianceId, CorporationId, LocationId, PilotId};
use captrack_domain::pilot::{Pilot, SignInState};
use captrack_domain::place::{Place, Site};
use captrack_domain::reading::{ActiveShip, DatedReading, OwnedHull, Reading};
use captrack_domain::section::{SectionId, SectionKind, SectionStatus};
use captrack_store::{CachedName, CachedStructure, Store};
use jiff::{Timestamp, ToSpan};

use crate::alliance::{HULLS_A_MAIN, Member, members};

const STAGING: LocationId = LocationId(1_035_466_617_946);
const CORPORATION: CorporationId = CorporationId(98_700_101);
const ALLIANCE: AllianceId = AllianceId(99_012_001);

/// Fills a folder with so many hulls, their pilots, and all that was last read of them.
pub async fn write(folder: &Path, hulls: usize, now: Timestamp) {
    let store = Store::open(folder).await.unwrap();
    let members = members(hulls);
    let mut of_pilot: BTreeMap<PilotId, Vec<Member>> = BTreeMap::new();
    for member in &members {
        of_pilot.entry(member.pilot).or_default().push(*member);
    }
    let mut tx = store.begin().await.unwrap();
    for (id, owned) in &of_pilot {
        tx.put_pilot(&pilot(*id, owned[0].main, now)).await.unwrap();
        for (status, reading) in sections(*id, owned, now) {
            tx.put_section(&status, Some(&reading)).await.unwrap();
        }
    }
    for (n, member) in members.iter().enumerate() {
        tx.put_hull(&hull(member, n, now)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let names = [(CORPORATION.0, "Null Logistics"), (ALLIANCE.0, "Synthetic Coalition")];
    let names: Vec<CachedName> = names
        .into_iter()
        .map(|(id, name)| CachedName { id, name: Some(name.to_owned()), category: None, fetched_at: now })
        .collect();
    store.put_names(&names).await.unwrap();
    let staging = CachedStructure {
        id: STAGING,
        known: Some(("1DQ1-A - Staging Keepstar".to_owned(), members[0].system)),
        fetched_at: now,
    };
    store.put_structures(&[staging]).await.unwrap();
    store.close().await;
}

fn pilot(id: PilotId, main: PilotId, now: Timestamp) -> Pilot {
    Pilot {
        id,
        name: format!("Pilot Number {}", id.0 - 2_112_000_000),
        corporation: Some(CORPORATION),
        alliance: Some(ALLIANCE),
        main: Some(main).filter(|main| *main != id),
        added_at: now - 240.hours(),
        introduced_at: Some(now - 240.hours()),
        sign_in: SignInState::Valid,
        auth: None,
    }
}

/// The pilot flies the first of its hulls.
fn sections(pilot: PilotId, owned: &[Member], now: Timestamp) -> Vec<(SectionStatus, DatedReading)> {
    let active = ActiveShip { item: owned[0].item, type_id: owned[0].type_id };
    let assets = owned[1..].iter().map(|member| OwnedHull {
        item: member.item,
        type_id: member.type_id,
        place: in_staging(member),
        packaged: None,
    });
    let readings = [
        (SectionKind::Ship, Reading::Ship(Some(active))),
        (SectionKind::Location, Reading::Location(Place::space(owned[0].system))),
        (SectionKind::Online, Reading::Online(pilot.0 % 20 == 0)),
        (SectionKind::Assets, Reading::Assets(assets.collect())),
        (SectionKind::Affiliation, Reading::Affiliation { corporation: CORPORATION, alliance: Some(ALLIANCE) }),
    ];
    let answered = |(kind, reading)| {
        let mut status = SectionStatus::new(SectionId { kind, pilot }, now + 1.hour());
        status.last_success = Some(now);
        status.last_attempt = Some(now);
        (status, DatedReading { as_of: now, reading })
    };
    readings.into_iter().map(answered).collect()
}

fn hull(member: &Member, n: usize, now: Timestamp) -> Hull {
    let is_flown = n.is_multiple_of(HULLS_A_MAIN / 2);
    Hull {
        key: HullKey::Item(member.item),
        type_id: member.type_id,
        pilot: member.pilot,
        place: if is_flown { Place::space(member.system) } else { in_staging(member) },
        last_system: Some(member.system),
        place_at: now,
        seen_at: now,
        first_seen_at: now - 240.hours(),
        occupancy: if is_flown { Occupancy::Flown } else { Occupancy::Stored { since: now - 100.hours() } },
        absences: 0,
        last_absence: None,
        flown_at: None,
        packaged: None,
    }
}

fn in_staging(member: &Member) -> Place {
    Place { system: Some(member.system), site: Site::Structure(STAGING) }
}
