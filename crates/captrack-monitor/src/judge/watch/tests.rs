use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{AlertLevel, Level};
use captrack_domain::ids::LocationId;
use captrack_domain::movement::HullMove;
use captrack_domain::place::Site;
use captrack_domain::policy::ClassMode;
use captrack_domain::watch::{MoveTrigger, WatchKind, WatchPlaces, WatchRule, WatchRuleId};
use captrack_domain::why::DecidingRule;

use super::*;
use crate::test_state::{AVATAR, JITA, KARA, at, flown, kara, key};

fn docked() -> Place {
    Place { system: Some(JITA), site: Site::Structure(LocationId(1_035_000_000_001)) }
}

fn event(n: i64, second: i64, what: HullChange) -> HullEvent {
    HullEvent { key: key(n), type_id: AVATAR, pilot: KARA, at: at(second), before: Some(at(second - 60)), what }
}

fn titans_that_undock() -> WatchRule {
    WatchRule {
        id: WatchRuleId(7),
        name: "Titans undock".to_owned(),
        enabled: true,
        classes: [HullClass::Titan].into(),
        places: WatchPlaces::default(),
        level: AlertLevel::Critical,
        kind: WatchKind::Moves { on: [MoveTrigger::Undocks].into() },
    }
}

/// Titans say nothing by themselves, and one is in space.
fn with_a_titan() -> State {
    let mut state = kara().with_hull(flown(1, KARA, AVATAR, Place::space(JITA)));
    state.policy.classes.get_mut(&HullClass::Titan).unwrap().mode = ClassMode::TrackOnly;
    state
}

#[test]
fn what_became_known_just_now_is_a_movement_from_where_the_ship_was_before() {
    let state = with_a_titan();
    let moved = HullChange::Moved { from: docked(), to: Place::space(JITA) };
    let news = news_of(&state, &[event(1, 60, moved)]);
    let said: Vec<(HullMove, Option<Timestamp>, Timestamp)> =
        news.iter().map(|movement| (movement.what, movement.before, movement.at)).collect();
    assert_eq!(said, [(HullMove::Undocked, Some(at(0)), at(60))]);
    let news = news_of(&state, &[event(1, 60, HullChange::Appeared { place: Place::space(JITA) })]);
    assert!(news.iter().all(|movement| movement.what == HullMove::Appeared), "nobody saw it docked: {news:?}");
}

#[test]
fn a_movement_alerts_only_while_it_is_news() {
    let mut state = with_a_titan();
    state.policy.watch = vec![titans_that_undock()];
    let quiet = state.clone().judged(at(0));
    assert_eq!(quiet.evaluation.cards[0].level, Level::Informational);
    let moved = HullChange::Moved { from: docked(), to: Place::space(JITA) };
    let news = news_of(&state, &[event(1, 60, moved)]);
    state.watch.news = Some(news);
    let state = state.judged(at(60));
    let verdict = state.evaluation.verdicts[0].clone().unwrap();
    assert_eq!(verdict.level, Level::Critical);
    assert_eq!(verdict.why.reason, DecidingRule::Watch { rule: "Titans undock".to_owned(), class: None });
    assert_eq!(state.watch.judgement.held.len(), 1);
}

#[test]
fn with_no_rule_nothing_is_judged() {
    let state = with_a_titan();
    let judged = state.clone().judged(at(0));
    assert!(judged.watch.is_shared_with(&state.watch));
    let mut off = with_a_titan();
    off.policy.watch = vec![WatchRule { enabled: false, ..titans_that_undock() }];
    assert!(off.judged(at(0)).watch.judgement.held.is_empty());
}

#[test]
fn a_pilot_who_was_online_a_moment_ago_counts_as_online() {
    use captrack_domain::reading::Reading;
    let mut state = with_a_titan().with_answer(KARA, Reading::Online(true), at(0));
    let hull = state.fleet.hulls.get_mut(&key(1)).unwrap();
    hull.place_at = at(45);
    let hull = hull.clone();
    assert_eq!(sight(&state, &hull).online.map(|online| online.as_of), Some(at(45)));
    let late = Hull { place_at: at(3600), ..hull };
    assert!(sight(&state, &late).online.is_some_and(|online| online.as_of < at(3600)));
}
