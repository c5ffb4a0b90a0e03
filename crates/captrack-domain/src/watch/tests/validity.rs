use std::collections::BTreeSet;

use super::given::{only, rule};
use crate::eden::JITA;
use crate::ids::{RegionId, SystemId};
use crate::notice::Receiver;
use crate::scope::{PlaceSet, ScopeKind};
use crate::text::in_english;
use crate::watch::{
    LightYears, MassingArea, MassingCount, MoveTrigger, Stage, WatchKind, WatchPlace, WatchPlaces, WatchRule,
    WatchRuleId, validate,
};

fn moves(on: &[MoveTrigger]) -> WatchRule {
    rule(WatchKind::Moves { on: on.iter().copied().collect() })
}

fn massing(n: u32, area: MassingArea, minutes: u32) -> WatchRule {
    rule(WatchKind::Massing { n, count: MassingCount::Mains, area, minutes })
}

fn in_space(minutes: &[u32]) -> WatchRule {
    let stage = |minutes: &u32| Stage { minutes: *minutes, receivers: [Receiver::Os].into() };
    rule(WatchKind::InSpace { stages: minutes.iter().map(stage).collect(), repeat: false })
}

fn in_places(listed: &[WatchPlace]) -> WatchRule {
    WatchRule { places: only(listed), ..moves(&[MoveTrigger::Moves]) }
}

fn called(name: &str, id: u64) -> WatchRule {
    WatchRule { name: name.to_owned(), id: WatchRuleId(id), ..moves(&[MoveTrigger::Moves]) }
}

fn fault(rules: &[WatchRule]) -> String {
    let sets = [("home".to_owned(), PlaceSet::default())].into();
    let is_known =
        |place: &WatchPlace| !matches!(place, WatchPlace::System(SystemId(1)) | WatchPlace::Region(RegionId(1)));
    validate(rules, &sets, is_known).map_or_else(|fault| in_english(&fault.text()), |()| "fine".to_owned())
}

#[test]
fn rules_that_can_be_meant_are_fine() {
    let everywhere = WatchPlaces { kind: ScopeKind::Everywhere, listed: vec![WatchPlace::System(JITA)] };
    let rules = [
        called("Titans", 1),
        WatchRule { id: WatchRuleId(2), name: "Home".to_owned(), ..in_places(&[WatchPlace::Set("home".to_owned())]) },
        WatchRule { id: WatchRuleId(3), name: "Long".to_owned(), ..in_space(&[1, 30, 1440]) },
        WatchRule {
            id: WatchRuleId(4),
            name: "Many".to_owned(),
            places: everywhere,
            ..massing(2, MassingArea::LightYears(LightYears(7.5)), 1440)
        },
    ];
    assert_eq!(fault(&rules), "fine");
    assert_eq!(fault(&[in_places(&vec![WatchPlace::System(JITA); 20])]), "fine");
    let border = WatchRule { places: only(&[WatchPlace::System(JITA)]), ..moves(&[MoveTrigger::Enters]) };
    assert_eq!(fault(&[border]), "fine");
    let fifty: Vec<WatchRule> = (0..50).map(|n| called(&format!("Rule {n}"), n)).collect();
    assert_eq!(fault(&fifty), "fine");
}

#[test]
fn every_fault_is_one_plain_sentence() {
    let around = |light_years| WatchPlace::Around { system: JITA, light_years: LightYears(light_years) };
    let many: Vec<WatchRule> = (0..51).map(|n| called(&format!("Rule {n}"), n)).collect();
    let deaf = Stage { minutes: 10, receivers: BTreeSet::new() };
    let faults = [
        fault(&many),
        fault(&[called(" ", 1)]),
        fault(&[called("Titans", 1), called("titans ", 2)]),
        fault(&[called("Titans", 1), called("Supers", 1)]),
        fault(&[WatchRule { classes: BTreeSet::new(), ..called("Titans", 1) }]),
        fault(&[moves(&[])]),
        fault(&[moves(&[MoveTrigger::Enters])]),
        fault(&[in_places(&[])]),
        fault(&[in_places(&vec![WatchPlace::System(JITA); 21])]),
        fault(&[in_places(&[WatchPlace::System(SystemId(1))])]),
        fault(&[in_places(&[WatchPlace::Region(RegionId(1))])]),
        fault(&[in_places(&[WatchPlace::Set("away".to_owned())])]),
        fault(&[in_places(&[around(0.0)])]),
        fault(&[in_places(&[around(f64::NAN)])]),
        fault(&[massing(3, MassingArea::LightYears(LightYears(f64::INFINITY)), 30)]),
        fault(&[massing(0, MassingArea::System, 30)]),
        fault(&[massing(1, MassingArea::System, 30)]),
        fault(&[massing(3, MassingArea::System, 0)]),
        fault(&[massing(3, MassingArea::Region, 1441)]),
        fault(&[in_space(&[])]),
        fault(&[in_space(&[1, 2, 3, 4])]),
        fault(&[in_space(&[30, 20])]),
        fault(&[in_space(&[30, 30])]),
        fault(&[in_space(&[0])]),
        fault(&[rule(WatchKind::InSpace { stages: vec![deaf], repeat: true })]),
    ];
    insta::assert_snapshot!(faults.join("\n"), @r#"
    there can be 50 watch rules at most, not 51
    a watch rule needs a name of 1 to 40 visible characters, not ""
    two watch rules are called "titans": give one of them another name
    the watch rules "Titans" and "Supers" have the same id
    the watch rule "Titans" needs at least one class of ships
    the watch rule "Watch" needs something to wait for: undocks, logs on, moves, enters or leaves
    the watch rule "Watch" needs places to enter or leave: list some
    the watch rule "Watch" needs at least one place, or has to look everywhere
    the watch rule "Watch" can list 20 places at most, not 21
    the watch rule "Watch" lists a place that CapTrack does not know: system 1
    the watch rule "Watch" lists a place that CapTrack does not know: region 1
    the watch rule "Watch" lists a place that CapTrack does not know: the set of places "away"
    the watch rule "Watch" needs a distance above 0 and of at most 200 light years, not 0
    the watch rule "Watch" needs a distance above 0 and of at most 200 light years, not NaN
    the watch rule "Watch" needs a distance above 0 and of at most 200 light years, not inf
    the watch rule "Watch" needs a number from 2 to 1000, not 0
    the watch rule "Watch" needs a number from 2 to 1000, not 1
    the watch rule "Watch" needs a time from 1 min to 24 h, not 0 min
    the watch rule "Watch" needs a time from 1 min to 24 h, not 1441 min
    the watch rule "Watch" needs one to three stages, not 0
    the watch rule "Watch" needs one to three stages, not 4
    the watch rule "Watch" has overlapping stages: stage 2 at 20 min must come after stage 1 at 30 min
    the watch rule "Watch" has overlapping stages: stage 2 at 30 min must come after stage 1 at 30 min
    the watch rule "Watch" has a stage at 0 min: a stage is between 1 min and 24 h
    the watch rule "Watch" has a stage without a receiver: stage 1
    "#);
}

#[test]
fn a_rule_is_the_same_only_with_the_same_distance() {
    let within = |light_years| massing(3, MassingArea::LightYears(LightYears(light_years)), 30);
    assert_eq!(within(7.5), within(7.5));
    assert_ne!(within(7.5), within(7.6));
    assert_eq!(within(f64::NAN), within(f64::NAN), "a rule that cannot be meant was not changed either");
}

#[test]
fn a_rule_that_does_not_say_whether_it_is_on_is_on() {
    let mut json = serde_json::to_value(moves(&[MoveTrigger::Moves])).unwrap();
    assert!(json.as_object_mut().unwrap().remove("enabled").is_some());
    assert_eq!(serde_json::from_value::<WatchRule>(json).unwrap(), moves(&[MoveTrigger::Moves]));
}
