//! When time alone changes something: until then nothing but news has to be decided on.

use super::given::{Watch, at, dock, rule};
use crate::data::key;
use crate::eden::{DELVE, JITA, PERIMETER};
use crate::notice::Receiver;
use crate::place::Place;
use crate::watch::{MoveTrigger, Stage, WatchKind, WatchSubject};

const TITAN: WatchSubject = WatchSubject::Hull(key(1));
const NOTHING: Vec<String> = Vec::new();

fn moves(trigger: MoveTrigger) -> Watch {
    Watch::of(&[rule(WatchKind::Moves { on: [trigger].into() })])
}

fn in_space(repeat: bool) -> Watch {
    let stages = vec![Stage { minutes: 10, receivers: [Receiver::Os].into() }];
    Watch::of(&[rule(WatchKind::InSpace { stages, repeat })])
}

/// In so many minutes after noon.
fn due(watch: &Watch) -> Option<i64> {
    watch.until.map(|until| until.duration_since(at(0)).as_mins())
}

#[test]
fn what_lasts_until_it_is_seen_otherwise_waits_for_news_and_what_fades_for_its_end() {
    let mut watch = moves(MoveTrigger::Undocks);
    watch.see(1, dock(JITA), 0);
    watch.news(0);
    watch.see(1, Place::space(JITA), 1);
    assert_eq!((watch.news(1).len(), due(&watch)), (1, None));
    watch.see(1, dock(JITA), 2);
    assert_eq!((watch.news(2), due(&watch)), (NOTHING, Some(17)));
    assert_eq!((watch.news(9), due(&watch)), (NOTHING, Some(17)));
    assert_eq!((watch.news(17).len(), due(&watch)), (1, None));
}

#[test]
fn a_ship_on_its_way_is_so_for_half_an_hour_and_a_move_that_waits_is_told_after_five_minutes() {
    let mut watch = moves(MoveTrigger::Moves);
    watch.see(1, Place::space(JITA), 0);
    watch.news(0);
    watch.see(1, Place::space(PERIMETER), 1);
    assert_eq!((watch.news(1).len(), due(&watch)), (1, Some(31)));
    watch.see(1, Place::space(DELVE), 2);
    assert_eq!((watch.news(2), due(&watch)), (NOTHING, Some(6)));
    assert_eq!((watch.news(6), due(&watch)), (vec!["Moved: Moves".to_owned()], Some(32)));
}

#[test]
fn of_several_ships_on_their_way_the_first_is_due() {
    let mut watch = moves(MoveTrigger::Moves);
    for n in [1, 2] {
        watch.see(n, Place::space(JITA), 0);
    }
    watch.news(0);
    for (n, minutes) in [(2, 1), (1, 5)] {
        watch.see(n, Place::space(PERIMETER), minutes);
        watch.news(minutes);
    }
    assert_eq!(due(&watch), Some(31));
}

#[test]
fn a_stage_that_repeats_is_due_every_five_minutes_until_it_has_repeated_twelve_times() {
    let mut watch = in_space(true);
    let mut told = Vec::new();
    for minute in 0..90 {
        watch.see(1, Place::space(JITA), minute);
        watch.online(1, true, minute);
        if !watch.news(minute).is_empty() {
            told.push((minute, due(&watch)));
        }
    }
    let repeated = (2..14).map(|n| (5 * n, Some(5 * n + 5)));
    assert_eq!(told, repeated.chain([(70, None)]).collect::<Vec<_>>());
}

#[test]
fn a_stage_that_does_not_repeat_or_that_somebody_has_seen_is_not_due() {
    let mut watch = in_space(false);
    watch.stays(1, Place::space(JITA), 0..=10);
    assert_eq!(due(&watch), None);
    let mut watch = in_space(true);
    watch.stays(1, Place::space(JITA), 0..=10);
    watch.acknowledge(TITAN);
    watch.stays(1, Place::space(JITA), 11..=15);
    assert_eq!(due(&watch), None, "what is not told now is not due now either");
}
