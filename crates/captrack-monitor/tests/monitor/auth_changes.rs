//! AllianceAuth that tells changes alone: what is known is at each moment what a desk knows that is told everything each time.

use captrack_contract::HullView;
use captrack_domain::ids::{ItemId, PilotId};
use captrack_domain::place::Place;
use captrack_domain::roster::{RosterHull, RosterPilot};
use captrack_domain::text::Text;
use captrack_ports::AuthError;
use captrack_testing::cases;
use captrack_testing::eden::{AVATAR, DELVE, JITA, REVELATION};
use proptest::prelude::*;

use crate::auth_server::{Auth, connected, read_at, stored};
use crate::stage::{KARA, MIRA, Stage, at};

/// So long after one step the next one follows.
const STEP: i64 = 310;
const PILOTS: i64 = 8;

/// What AllianceAuth knows of a pilot.
#[derive(Debug, Clone)]
struct Known {
    is_named: bool,
    is_owned: bool,
    main: Option<PilotId>,
    assets_read: i64,
    location_read: i64,
    /// Item, type, system, how many packaged.
    hulls: Vec<(i64, i64, captrack_domain::ids::SystemId, Option<u32>)>,
    /// Which of them is flown, if any.
    flies: Option<usize>,
}

/// What happens at AllianceAuth, or on the way to it.
#[derive(Debug, Clone)]
enum Step {
    Moves(i64, usize, bool),
    Gets(i64, bool, Option<u32>),
    Loses(i64, usize),
    Passes(i64, i64, usize),
    Boards(i64, Option<usize>),
    IsRead(i64),
    Main(i64, Option<i64>),
    Owned(i64, bool),
    Named(i64, bool),
    /// Rights are lost: only the first so many are named.
    OnlyFirst(i64),
    CursorsForgotten,
    AnswerLost,
    NobodyAnswers,
    Nothing,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let pilot = || 0..PILOTS;
    let packaged = prop_oneof![3 => Just(None), 1 => (1..4u32).prop_map(Some)];
    let step = prop_oneof![
        4 => (pilot(), 0..4usize, any::<bool>()).prop_map(|(pilot, hull, home)| Step::Moves(pilot, hull, home)),
        3 => (pilot(), any::<bool>(), packaged).prop_map(|(pilot, titan, packaged)| Step::Gets(pilot, titan, packaged)),
        3 => (pilot(), 0..4usize).prop_map(|(pilot, hull)| Step::Loses(pilot, hull)),
        2 => (pilot(), pilot(), 0..4usize).prop_map(|(from, to, hull)| Step::Passes(from, to, hull)),
        2 => (pilot(), prop::option::of(0..4usize)).prop_map(|(pilot, hull)| Step::Boards(pilot, hull)),
        4 => pilot().prop_map(Step::IsRead),
        2 => (pilot(), prop::option::of(pilot())).prop_map(|(pilot, main)| Step::Main(pilot, main)),
        1 => (pilot(), any::<bool>()).prop_map(|(pilot, owned)| Step::Owned(pilot, owned)),
        2 => (pilot(), any::<bool>()).prop_map(|(pilot, named)| Step::Named(pilot, named)),
        1 => (2..PILOTS).prop_map(Step::OnlyFirst),
        1 => Just(Step::CursorsForgotten),
        2 => Just(Step::AnswerLost),
        1 => Just(Step::NobodyAnswers),
        2 => Just(Step::Nothing),
    ];
    prop::collection::vec(step, 1..60)
}

/// AllianceAuth itself.
struct World {
    pilots: Vec<Known>,
    next_item: i64,
    named: i64,
}

fn id(pilot: i64) -> PilotId {
    PilotId(2_112_000_100 + pilot)
}

impl World {
    fn new() -> Self {
        let pilot = |n: i64| Known {
            is_named: true,
            is_owned: true,
            main: (n % 2 == 0).then_some(KARA),
            assets_read: 0,
            location_read: 0,
            hulls: vec![(n, if n % 3 == 0 { AVATAR.0 } else { REVELATION.0 }, JITA, None)],
            flies: None,
        };
        Self { pilots: (0..PILOTS).map(pilot).collect(), next_item: 100, named: PILOTS }
    }

    /// What a step changes here; what happens on the way changes nothing.
    fn take(&mut self, step: &Step, now: i64) {
        let of = |pilot: &i64| usize::try_from(*pilot).unwrap();
        match step {
            Step::Moves(pilot, hull, home) => {
                let known = &mut self.pilots[of(pilot)];
                if let Some(hull) = known.hulls.get_mut(*hull) {
                    hull.2 = if *home { JITA } else { DELVE };
                }
                (known.assets_read, known.location_read) = (now, now);
            }
            Step::Gets(pilot, titan, packaged) => {
                let type_id = if *titan { AVATAR } else { REVELATION };
                self.next_item += 1;
                let known = &mut self.pilots[of(pilot)];
                known.hulls.push((self.next_item, type_id.0, DELVE, *packaged));
                known.assets_read = now;
            }
            Step::Loses(pilot, hull) => {
                let known = &mut self.pilots[of(pilot)];
                if *hull < known.hulls.len() {
                    known.hulls.remove(*hull);
                    known.flies = None;
                }
                (known.assets_read, known.location_read) = (now, now);
            }
            Step::Passes(from, to, hull) => {
                let known = &mut self.pilots[of(from)];
                if *hull < known.hulls.len() {
                    let passed = known.hulls.remove(*hull);
                    (known.flies, known.assets_read, known.location_read) = (None, now, now);
                    let other = &mut self.pilots[of(to)];
                    other.hulls.push(passed);
                    other.assets_read = now;
                }
            }
            Step::Boards(pilot, hull) => {
                let known = &mut self.pilots[of(pilot)];
                known.flies = hull.filter(|hull| known.hulls.get(*hull).is_some_and(|hull| hull.3.is_none()));
                known.location_read = now;
            }
            Step::IsRead(pilot) => {
                let known = &mut self.pilots[of(pilot)];
                (known.assets_read, known.location_read) = (now, now);
            }
            Step::Main(pilot, main) => self.pilots[of(pilot)].main = main.map(id),
            Step::Owned(pilot, owned) => self.pilots[of(pilot)].is_owned = *owned,
            Step::Named(pilot, named) => self.pilots[of(pilot)].is_named = *named,
            Step::OnlyFirst(first) => self.named = if self.named == PILOTS { *first } else { PILOTS },
            Step::CursorsForgotten | Step::AnswerLost | Step::NobodyAnswers | Step::Nothing => {}
        }
    }

    fn tells(&self) -> (Vec<RosterPilot>, Vec<RosterHull>) {
        let named = (0..).zip(&self.pilots).filter(|(n, known)| known.is_named && *n < self.named);
        let (mut pilots, mut hulls) = (Vec::new(), Vec::new());
        for (n, known) in named {
            pilots.push(RosterPilot {
                owned: known.is_owned,
                assets_at: Some(at(known.assets_read)),
                location_at: Some(at(known.location_read)),
                ..read_at(at(0), id(n), &format!("Pilot {n}"), known.main)
            });
            for (place, (item, type_id, system, packaged)) in known.hulls.iter().enumerate() {
                let is_flown = known.flies == Some(place);
                let seen = at(if is_flown { known.assets_read.max(known.location_read) } else { known.assets_read });
                hulls.push(RosterHull {
                    flown: Some(is_flown),
                    packaged: *packaged,
                    place: Place::space(*system),
                    ..stored(*item, id(n), *type_id, *system, seen)
                });
            }
        }
        (pilots, hulls)
    }
}

fn tell(auth: &Auth, world: &World) {
    let (pilots, hulls) = world.tells();
    let known = auth.roster.lock().1.clone();
    if (&known.pilots, &known.hulls) != (&pilots, &hulls) {
        auth.tells(pilots, hulls);
    }
}

async fn hulls(stage: &Stage) -> Vec<HullView> {
    let mut hulls = stage.hulls().await;
    hulls.sort_by_key(|hull| hull.hull_key);
    hulls
}

/// Who is watched through it, under which main, how it is named.
async fn pilots(stage: &Stage) -> Vec<(i64, i64, Option<String>)> {
    let view = stage.monitor.views().pilots_page("").await;
    let mut pilots: Vec<_> = view
        .pilots
        .into_iter()
        .map(|pilot| (pilot.id.0, pilot.main_id.0, Some(format!("{} {}", pilot.through_auth, pilot.left_auth))))
        .collect();
    pilots.sort();
    pilots
}

async fn live(steps: &[Step]) {
    let mut world = World::new();
    let (pilots_now, hulls_now) = world.tells();
    let (by_changes, changing) = connected(pilots_now.clone(), hulls_now.clone()).await;
    let (by_everything, whole) = connected(pilots_now, hulls_now).await;
    *changing.tells_changes.lock() = true;
    for (n, step) in (1..).zip(steps) {
        let now = n * 2 * STEP;
        world.take(step, now);
        tell(&changing, &world);
        tell(&whole, &world);
        match step {
            Step::CursorsForgotten => changing.followed.lock().clear(),
            Step::AnswerLost => *changing.loses.lock() = true,
            Step::NobodyAnswers => {
                changing.fails("changes", AuthError::Silent { why: Text::said("Nobody answers.") });
            }
            _ => {}
        }
        by_changes.cycle(now).await;
        by_everything.cycle(now).await;
        // What was bad on the way is over, and it is asked again.
        changing.fails.lock().clear();
        *changing.loses.lock() = false;
        by_changes.cycle(now + STEP).await;
        by_everything.cycle(now + STEP).await;
        assert_eq!(hulls(&by_changes).await, hulls(&by_everything).await, "after {step:?} of {steps:?}");
        assert_eq!(pilots(&by_changes).await, pilots(&by_everything).await, "after {step:?} of {steps:?}");
    }
    assert_eq!(whole.asked_for("changes"), 0);
    assert!(changing.asked_for("capitals") <= 1, "only before it was known to tell changes");
}

proptest! {
    #![proptest_config(cases!(24, "auth_changes"))]

    #[test]
    fn after_any_steps_the_picture_is_that_of_everything(steps in steps()) {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(live(&steps));
    }
}

#[tokio::test]
async fn a_ship_that_its_pilot_has_passed_on_is_not_flown_by_the_new_owner() {
    live(&[Step::Boards(4, Some(0)), Step::Passes(4, 0, 0), Step::Moves(1, 0, false)]).await;
}

#[tokio::test]
async fn a_round_in_which_nothing_has_changed_is_one_small_question() {
    let world = World::new();
    let (pilots, hulls) = world.tells();
    let (stage, auth) = connected(pilots, hulls).await;
    *auth.tells_changes.lock() = true;
    stage.cycle(310).await;
    stage.cycle(620).await;
    auth.asked.lock().clear();
    stage.cycle(690).await;
    stage.cycle(760).await;
    let asked: Vec<&str> = auth.asked.lock().iter().map(|(what, _)| *what).collect();
    assert_eq!(asked, ["whoami", "whoami"], "every minute, and nothing else");
    assert_eq!(stage.monitor.views().auth_view().await.unwrap().last_success, Some(at(760)), "it has answered");
    auth.tells(vec![read_at(at(700), MIRA, "Mira Solace", None)], vec![stored(50, MIRA, AVATAR.0, JITA, at(700))]);
    stage.cycle(830).await;
    assert_eq!(auth.asked.lock().last().unwrap().0, "changes");
    assert!(stage.hulls().await.iter().any(|hull| hull.item_id == Some(ItemId(1_040_000_000_050))));
}

#[tokio::test]
async fn rounds_are_a_minute_apart_more_or_less_with_a_bridge_that_can_and_five_with_an_old_one() {
    let (stage, auth) = connected(vec![read_at(at(0), KARA, "Kara Volkov", None)], Vec::new()).await;
    let next = async || stage.monitor.views().auth_view().await.unwrap().next_check.unwrap();
    assert_eq!(next().await, at(300));
    *auth.tells_changes.lock() = true;
    let mut waits = std::collections::BTreeSet::new();
    for n in 1..=12 {
        let now = n * 310;
        stage.cycle(now).await;
        let wait = next().await.duration_since(at(now)).as_millis();
        assert!((54_000..=66_000).contains(&wait), "{wait}");
        waits.insert(wait);
    }
    assert!(waits.len() > 6, "not all desks ask in the same second: {waits:?}");
    *auth.tells_changes.lock() = false;
    stage.cycle(4000).await;
    assert_eq!(next().await, at(4300), "an old bridge was put back");
}
