//! Movements as people read them.

use super::given::*;
use crate::data::key;
use crate::eden::{AVATAR, DELVE, JITA, KARA, MIRA, PERIMETER};
use crate::movement::{
    HullMove, HullMovement, PilotMove, PilotMovement, Route, TravelMethod, hull_text, pilot_text, time_text,
};
use crate::place::Place;
use crate::space::Space;
use crate::text::in_english;

fn said(from: Place, to: Place, what: HullMove) -> String {
    let movement = HullMovement {
        key: key(1),
        type_id: AVATAR,
        pilot: MIRA,
        before: Some(at(0)),
        at: at(125),
        from: Some(from).filter(Place::is_known),
        to,
        what,
    };
    in_english(&hull_text(&movement, &Names))
}

#[test]
fn every_movement_is_a_phrase() {
    let (jita, perimeter, delve) = (Place::space(JITA), Place::space(PERIMETER), Place::space(DELVE));
    let way = |how| HullMove::Moved(Route { gates: Some(1), light_years: Some(2.049), how });
    let phrases = [
        (said(Place::UNKNOWN, jita, HullMove::Appeared), "first seen: Jita"),
        (said(Place::UNKNOWN, Place::UNKNOWN, HullMove::Appeared), "first seen, location not known"),
        (said(Place::UNKNOWN, jita, HullMove::Located), "location became known: Jita"),
        (said(station(), jita, HullMove::Undocked), "undocked from Jita IV - Moon 4"),
        (said(jita, station(), HullMove::Docked), "docked: Jita IV - Moon 4"),
        (said(jita, perimeter, way(None)), "moved from Jita to Perimeter, at least 1 gate, 2.0 ly"),
        (said(jita, perimeter, way(Some(TravelMethod::Jumped))), "jumped from Jita to Perimeter, 2.0 ly"),
        (said(jita, perimeter, way(Some(TravelMethod::Bridged))), "bridged from Jita to Perimeter, 2.0 ly"),
        (
            said(jita, perimeter, way(Some(TravelMethod::Gates))),
            "took gates from Jita to Perimeter, at least 1 gate, 2.0 ly",
        ),
        (said(jita, delve, HullMove::Moved(Route::UNKNOWN)), "moved from Jita to 1DQ1-A"),
        (said(jita, station(), HullMove::Moved(Route::UNKNOWN)), "moved to Jita IV - Moon 4"),
        (
            said(jita, Place::space(J_SPACE), HullMove::Entered(Space::Wormhole)),
            "entered wormhole space: System 31000744",
        ),
        (said(Place::space(J_SPACE), jita, HullMove::CameOut(Space::Wormhole)), "came out of wormhole space: Jita"),
        (said(jita, jita, HullMove::ChangedPilot { from: KARA }), "changed pilot: Kara Volkov → Mira Solace"),
        (said(jita, jita, HullMove::OutOfSight), "out of sight, last seen: Jita"),
        (said(jita, delve, HullMove::SeenAgain), "seen again after 2 h 5 min"),
        (said(jita, delve, HullMove::Disputed), "two readings of the same time disagree: Jita, 1DQ1-A"),
        (said(Place::UNKNOWN, jita, HullMove::Gone), "no longer listed, last seen: Jita"),
    ];
    for (said, expected) in phrases {
        assert_eq!(said, expected);
    }
}

#[test]
fn what_a_pilot_does_is_a_phrase() {
    let said = |what| {
        let place = Place::space(JITA);
        in_english(&pilot_text(
            &PilotMovement { pilot: KARA, key: key(1), type_id: AVATAR, place, before: None, at: at(0), what },
            &Names,
        ))
    };
    assert_eq!(said(PilotMove::Boarded), "boarded: Jita");
    assert_eq!(said(PilotMove::Left), "left by its pilot: Jita");
    assert_eq!(said(PilotMove::LoggedOn), "pilot logged on: Jita");
    assert_eq!(said(PilotMove::LoggedOff), "pilot logged off: Jita");
}

#[test]
fn both_times_are_said_and_how_old_it_is() {
    let text = |seconds| {
        let before = crate::moment::earlier(at(5), jiff::SignedDuration::from_secs(seconds));
        in_english(&time_text(Some(before), at(5), at(5))).starts_with("at ")
    };
    assert_eq!((text(89), text(90)), (true, false), "a minute and a half apart is no moment");
    let said = |before: Option<i64>, minute, now| in_english(&time_text(before.map(at), at(minute), at(now)));
    assert_eq!(said(None, 0, 20 * 60), "at or before 2026-11-28 12:00 EVE, 20 h ago");
    assert_eq!(said(Some(4), 5, 7), "at 2026-11-28 12:05 EVE, 2 min ago", "a minute apart is one moment");
    assert_eq!(said(Some(0), 75, 200), "between 2026-11-28 12:00 EVE and 2026-11-28 13:15 EVE, 2 h 5 min ago");
    assert_eq!(said(Some(4), 5, 0), "at 2026-11-28 12:05 EVE, 0 s ago", "a clock that went back");
}
