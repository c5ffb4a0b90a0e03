use super::given::{RULE, Watch, at, only, rule};
use crate::class::HullClass;
use crate::data::key;
use crate::eden::{DELVE, DELVE_REGION, JITA, PERIMETER};
use crate::ids::{ConstellationId, PilotId, RegionId, SystemId};
use crate::movement::MovementNames;
use crate::notice::Receiver;
use crate::place::Place;
use crate::policy::Policy;
use crate::text::{Argument, in_english};
use crate::watch::{
    LightYears, MassingArea, MassingCount, MoveTrigger, Stage, WatchAlert, WatchAlertId, WatchKind, WatchNames,
    WatchPlace, WatchRule, WatchSubject, watch_text,
};

struct Names;

impl MovementNames for Names {
    fn place(&self, place: &Place) -> Argument {
        place.system.map_or_else(|| "an unknown place".into(), |system| self.system(system))
    }

    fn system(&self, system: SystemId) -> Argument {
        match system {
            JITA => "Jita".into(),
            PERIMETER => "Perimeter".into(),
            DELVE => "1DQ1-A".into(),
            other => other.to_string().into(),
        }
    }

    fn pilot(&self, pilot: PilotId) -> Argument {
        pilot.to_string().into()
    }
}

impl WatchNames for Names {
    fn constellation(&self, _: ConstellationId) -> Argument {
        "Kimotoro".into()
    }

    fn region(&self, _: RegionId) -> Argument {
        "The Forge".into()
    }
}

fn said(alert: &WatchAlert, rule: &WatchRule, minutes: i64) -> String {
    in_english(&watch_text(alert, rule, &Policy::default(), &Names, at(minutes)))
}

fn of(watch: &Watch, subject: WatchSubject) -> &WatchAlert {
    &watch.alerts[&WatchAlertId { rule: RULE, subject }]
}

fn moved(trigger: MoveTrigger, from: Place, to: Place) -> String {
    let on = WatchKind::Moves { on: [trigger].into() };
    let mut rule = rule(on);
    if matches!(trigger, MoveTrigger::Enters | MoveTrigger::Leaves) {
        rule.places = only(&[WatchPlace::Region(DELVE_REGION)]);
    }
    let mut watch = Watch::of(std::slice::from_ref(&rule));
    watch.see(1, from, 0);
    watch.online(1, trigger != MoveTrigger::LogsOn, 0);
    watch.news(0);
    watch.see(1, to, 12);
    watch.online(1, true, 12);
    watch.news(12);
    said(of(&watch, WatchSubject::Hull(key(1))), &rule, 14)
}

fn massed(kind: WatchKind, subject: WatchSubject) -> String {
    let rule = rule(kind);
    let mut watch = Watch::of(std::slice::from_ref(&rule));
    watch.see(1, Place::space(JITA), -60);
    watch.expected = [key(2)].into();
    for n in [2, 100, 101, 102] {
        watch.see(n, Place::space(JITA), 0);
    }
    watch.news(0);
    watch.see(100, Place::space(PERIMETER), 40);
    watch.see(101, Place::space(JITA), 40);
    watch.news(40);
    said(of(&watch, subject), &rule, 40)
}

#[test]
fn every_watch_alert_is_one_plain_sentence() {
    let stage = |minutes| Stage { minutes, receivers: [Receiver::Os].into() };
    let long = rule(WatchKind::InSpace { stages: vec![stage(10), stage(90)], repeat: false });
    let mut watch = Watch::of(std::slice::from_ref(&long));
    watch.stays(1, Place::space(JITA), 0..=45);
    let kind = |area, count, n| WatchKind::Massing { n, count, area, minutes: 30 };
    let region = WatchSubject::Region(RegionId(10_000_002));
    let constellation = WatchSubject::Constellation(ConstellationId(20_000_020));
    let around = MassingArea::LightYears(LightYears(7.5));
    let said = [
        moved(MoveTrigger::Undocks, super::given::dock(JITA), Place::space(JITA)),
        moved(MoveTrigger::LogsOn, super::given::dock(JITA), super::given::dock(JITA)),
        moved(MoveTrigger::Moves, Place::space(JITA), Place::space(PERIMETER)),
        moved(MoveTrigger::Enters, Place::space(JITA), Place::space(DELVE)),
        moved(MoveTrigger::Leaves, Place::space(DELVE), Place::space(JITA)),
        said(of(&watch, WatchSubject::Hull(key(1))), &long, 47),
        massed(kind(MassingArea::System, MassingCount::Mains, 2), WatchSubject::System(JITA)),
        massed(kind(MassingArea::Region, MassingCount::Mains, 2), region),
        massed(kind(MassingArea::Constellation, MassingCount::Ships, 2), constellation),
        massed(kind(around, MassingCount::Ships, 2), WatchSubject::System(JITA)),
    ];
    insta::assert_snapshot!(said.join("\n"), @r"
    Undocked in Jita, between 2026-11-22 12:00 EVE and 2026-11-22 12:12 EVE, 2 min ago
    Pilot logged on in Jita, between 2026-11-22 12:00 EVE and 2026-11-22 12:12 EVE, 2 min ago
    Moved from Jita to Perimeter, between 2026-11-22 12:00 EVE and 2026-11-22 12:12 EVE, 2 min ago
    Entered the listed places: Jita → 1DQ1-A, between 2026-11-22 12:00 EVE and 2026-11-22 12:12 EVE, 2 min ago
    Left the listed places: 1DQ1-A → Jita, between 2026-11-22 12:00 EVE and 2026-11-22 12:12 EVE, 2 min ago
    In space for 45 min, perhaps tethered (stage 1 of 2): since 12:00 EVE, last seen 12:45 EVE
    2 different mains with titans or dreadnoughts in Jita (alerts at 2 in 30 min), 1 out of date, 1 more last seen there earlier, 1 expected
    3 different mains with titans or dreadnoughts in The Forge (alerts at 2 in 30 min), 1 out of date, 1 more last seen there earlier, 1 expected
    3 titans or dreadnoughts in Kimotoro (alerts at 2 in 30 min), 1 out of date, 1 more last seen there earlier, 1 expected
    3 titans or dreadnoughts within 7.5 light years of Jita (alerts at 2 in 30 min), 1 out of date, 1 more last seen there earlier, 1 expected
    ");
}

#[test]
fn what_there_is_nothing_to_say_about_is_left_out() {
    let stages = vec![Stage { minutes: 10, receivers: [Receiver::Os].into() }];
    let long = rule(WatchKind::InSpace { stages, repeat: false });
    let mut watch = Watch::of(std::slice::from_ref(&long));
    watch.stays(1, Place::space(JITA), 0..=45);
    let stay = said(of(&watch, WatchSubject::Hull(key(1))), &long, 47);
    let massed = |classes: &[HullClass]| {
        let kind = WatchKind::Massing { n: 2, count: MassingCount::Ships, area: MassingArea::System, minutes: 30 };
        let rule = WatchRule { classes: classes.iter().copied().collect(), ..rule(kind) };
        let mut watch = Watch::of(std::slice::from_ref(&rule));
        for n in [1, 2] {
            watch.see(n, Place::space(JITA), 0);
        }
        watch.news(0);
        said(of(&watch, WatchSubject::System(JITA)), &rule, 0)
    };
    let classes = [HullClass::Titan, HullClass::Supercarrier, HullClass::Dreadnought, HullClass::Carrier];
    let said = [stay, massed(&classes[..1]), massed(&classes[..2]), massed(&classes[..3]), massed(&classes)];
    insta::assert_snapshot!(said.join("\n"), @r"
    In space for 45 min, perhaps tethered: since 12:00 EVE, last seen 12:45 EVE
    2 titans in Jita (alerts at 2 in 30 min)
    2 titans or supercarriers in Jita (alerts at 2 in 30 min)
    2 titans or supercarriers or dreadnoughts in Jita (alerts at 2 in 30 min)
    2 capital ships in Jita (alerts at 2 in 30 min)
    ");
}
