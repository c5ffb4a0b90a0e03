//! Where a ship went, from readings to the words that a person reads.

use captrack_contract::{Trail, TrailEntry, TrailStart, TrailSubject, commands};
use captrack_domain::ids::PilotId;
use captrack_sim::{Fault, FaultEffect, Place, Placement, Service};
use captrack_testing::eden::{AVATAR, DELVE, JITA_STATION};
use captrack_universe::universe;

use crate::stage::Stage;

async fn trail(stage: &Stage, of: &str, since: Option<TrailStart>) -> Trail {
    stage.desk.ask(commands::Trail { of: of.to_owned(), since }).await.unwrap()
}

fn kinds(trail: &Trail, about: TrailSubject) -> Vec<&str> {
    let of_kind = trail.entries.iter().filter(|entry| entry.about == about);
    of_kind.map(|entry| entry.kind.as_str()).collect()
}

fn entry<'a>(trail: &'a Trail, kind: &str) -> &'a TrailEntry {
    trail.entries.iter().find(|entry| entry.kind == kind).unwrap_or_else(|| panic!("{kind}: {trail:#?}"))
}

/// Kara's titan, docked in Jita.
async fn docked() -> (Stage, PilotId, i64) {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    let titan = stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Station(JITA_STATION.0))).unwrap();
    stage.sign_in(kara).await;
    stage.after(60).await;
    stage.after(60).await;
    (stage, kara, titan)
}

#[tokio::test]
async fn a_ship_that_undocks_jumps_and_is_left_has_a_trail_with_both_times_of_each_step() {
    let (stage, kara, titan) = docked().await;
    let behind = universe().behind_gates(DELVE)[0];
    for place in [Place::Space(DELVE.0), Place::Space(behind.0)] {
        stage.world.move_hull(titan, place).unwrap();
        stage.after(60).await;
        stage.after(60).await;
    }
    stage.snooze(kara, 3600).await;
    stage.world.leave(kara.0).unwrap();
    stage.after(60).await;
    stage.after(60).await;

    let trail = trail(&stage, "kara volkov", None).await;
    assert_eq!(kinds(&trail, TrailSubject::Hull), ["appeared", "undocked", "moved", "moved"]);
    assert_eq!(kinds(&trail, TrailSubject::Pilot), ["left"]);
    assert!(kinds(&trail, TrailSubject::Activity).contains(&"snoozed"), "{trail:#?}");
    let undocked = entry(&trail, "undocked");
    assert!(undocked.before.is_some_and(|before| before < undocked.at), "{undocked:?}");
    let place = |entry: &TrailEntry| entry.to.clone().and_then(|place| place.system_name);
    assert_eq!(place(undocked).as_deref(), Some("1DQ1-A"));
    assert!(undocked.text.starts_with("Avatar, Kara Volkov: undocked from Jita IV - Moon 4"), "{}", undocked.text);
    assert!(undocked.text.ends_with(" ago") && undocked.text.contains(" EVE"), "{}", undocked.text);
    let last = trail.entries.iter().rfind(|entry| entry.kind == "moved").unwrap();
    assert_eq!((last.gates, last.how.as_deref()), (Some(1), None), "a gate or its drive");
    assert!(last.text.contains("moved from 1DQ1-A to ") && last.text.contains(", at least 1 gate, "), "{}", last.text);

    let of_ship = self::trail(&stage, &titan.to_string(), None).await;
    assert_eq!(of_ship.entries, trail.entries, "the same by its item id");
    assert_eq!((of_ship.pilot_id, of_ship.hull_key.map(|key| key.to_string())), (None, Some(format!("item/{titan}"))));
}

#[tokio::test]
async fn a_trail_begins_where_it_is_asked_to_and_of_nobody_there_is_none() {
    let (stage, _, titan) = docked().await;
    stage.after(3 * 3600).await;
    stage.world.move_hull(titan, Place::Space(DELVE.0)).unwrap();
    stage.after(60).await;
    stage.after(60).await;
    let recent = trail(&stage, "Kara Volkov", Some(TrailStart::Ago(3600))).await;
    assert!(!kinds(&recent, TrailSubject::Hull).contains(&"appeared"), "{recent:#?}");
    assert!(kinds(&recent, TrailSubject::Hull).contains(&"undocked"), "{recent:#?}");
    let later = trail(&stage, "Kara Volkov", Some(TrailStart::At(stage.world.now()))).await;
    assert_eq!(later.entries, []);

    let nobody = commands::Trail { of: "Nobody".to_owned(), since: None };
    let refused = stage.desk.ask(nobody).await.unwrap_err();
    assert_eq!(refused.sentence, "No pilot or ship called \"Nobody\" is known here; check the name or the id.");
}

#[tokio::test]
async fn what_nobody_could_see_is_one_movement_over_the_gap() {
    let (stage, _, titan) = docked().await;
    let fault = Fault::new(Service::Esi, "*", FaultEffect::Answer { status: 503, body: None, headers: Vec::new() });
    stage.world.inject(fault);
    for place in [Place::Space(DELVE.0), Place::Station(JITA_STATION.0), Place::Space(DELVE.0)] {
        stage.world.move_hull(titan, place).unwrap();
        for _ in 0..30 {
            stage.after(60).await;
        }
    }
    let blind = trail(&stage, "Kara Volkov", None).await;
    assert_eq!(kinds(&blind, TrailSubject::Hull), ["appeared", "out_of_sight"]);
    assert_eq!(kinds(&blind, TrailSubject::Source), ["no_data"]);
    assert!(entry(&blind, "no_data").text.starts_with("No data from EVE until now, between "), "{blind:#?}");
    stage.world.clear_faults();
    for _ in 0..60 {
        stage.after(60).await;
    }
    let seen = trail(&stage, "Kara Volkov", None).await;
    assert_eq!(kinds(&seen, TrailSubject::Hull), ["appeared", "seen_again", "undocked", "moved"]);
    let moved = entry(&seen, "moved");
    assert!(moved.at.duration_since(moved.before.unwrap()).as_mins() >= 90, "{moved:?}");
    assert_eq!(moved.how, None);
}

#[tokio::test]
async fn who_is_forgotten_leaves_no_trail() {
    let (stage, kara, titan) = docked().await;
    let sign_out = commands::SignOut { pilot: captrack_contract::PilotRef::Id(kara) };
    stage.desk.ask(sign_out).await.unwrap();
    for of in ["Kara Volkov".to_owned(), kara.to_string(), titan.to_string()] {
        assert!(stage.desk.ask(commands::Trail { of, since: None }).await.is_err());
    }
}
