use std::collections::BTreeSet;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::ids::{ConstellationId, RegionId, SystemId};
use captrack_domain::notice::Receiver;
use captrack_domain::policy::{PlaceSet, Policy, ScopeKind};
use captrack_domain::preferences::Preferences;
use captrack_domain::watch::{
    LightYears, MassingArea, MassingCount, MoveTrigger, Stage, WatchKind, WatchPlace, WatchPlaces, WatchRule,
    WatchRuleId,
};
use captrack_text::english;

use crate::config::{policy_differences, read, to_toml};

fn rule(id: u64, name: &str, kind: WatchKind) -> WatchRule {
    WatchRule {
        id: WatchRuleId(id),
        name: name.to_owned(),
        enabled: true,
        classes: [HullClass::Titan, HullClass::Supercarrier].into(),
        places: WatchPlaces::default(),
        level: AlertLevel::Critical,
        kind,
    }
}

/// One of each kind and area, without sets of places.
pub fn samples() -> Vec<WatchRule> {
    let border = WatchPlaces {
        kind: ScopeKind::AllButListed,
        listed: vec![
            WatchPlace::System(SystemId(30_000_142)),
            WatchPlace::Region(RegionId(10_000_060)),
            WatchPlace::Around { system: SystemId(30_000_142), light_years: LightYears(7.5) },
            WatchPlace::Constellation(ConstellationId(20_000_020)),
            WatchPlace::Region(RegionId(19_999_999)),
        ],
    };
    let massing = |area, count| WatchKind::Massing { n: 6, count, area, minutes: 30 };
    let stage = |minutes, receivers: &[Receiver]| Stage { minutes, receivers: receivers.iter().copied().collect() };
    let in_space = WatchKind::InSpace {
        stages: vec![stage(30, &[Receiver::Os]), stage(45, &[Receiver::DiscordCritical, Receiver::DiscordStandard])],
        repeat: true,
    };
    vec![
        rule(1, "Titans that \"undock\"", WatchKind::Moves { on: [MoveTrigger::Undocks, MoveTrigger::LogsOn].into() }),
        WatchRule {
            places: border,
            level: AlertLevel::Alerting,
            enabled: false,
            ..rule(u64::MAX, "Border", WatchKind::Moves { on: MoveTrigger::ALL.into() })
        },
        rule(3, "Left in space", in_space),
        rule(4, "Fleet", massing(MassingArea::LightYears(LightYears(5.0)), MassingCount::Mains)),
        rule(5, "Fleet in a system", massing(MassingArea::System, MassingCount::Ships)),
        rule(6, "Fleet in a constellation", massing(MassingArea::Constellation, MassingCount::Mains)),
        rule(7, "Fleet in a region", massing(MassingArea::Region, MassingCount::Mains)),
    ]
}

fn read_over(policy: &Policy, file: &str) -> Policy {
    let read = read(file, (policy, &Preferences::default(), false));
    read.unwrap_or_else(|wrong| panic!("{}\n{file}", english(&wrong))).0
}

fn with_rules(watch: Vec<WatchRule>) -> Policy {
    Policy { watch, ..Policy::default() }
}

#[test]
fn what_is_exported_is_read_as_the_same_and_takes_the_place_of_what_was_there() {
    let home = PlaceSet { regions: [RegionId(10_000_060)].into(), ..PlaceSet::default() };
    let mut policy = Policy { places: [("home".to_owned(), home)].into(), ..with_rules(samples()) };
    policy.watch[1].places.listed.push(WatchPlace::Set("home".to_owned()));
    policy.validate().unwrap();
    let file = to_toml(&policy, &Preferences::default(), false);
    assert_eq!(read_over(&Policy::default(), &file), policy, "{file}");
    let none = to_toml(&Policy::default(), &Preferences::default(), false);
    assert_eq!(read_over(&with_rules(samples()), &none).watch, []);
    assert_eq!(read_over(&policy, "monitoring = true").watch, policy.watch, "what a file does not name stays");
}

#[test]
fn a_rule_without_an_id_is_the_one_that_is_called_so_or_a_new_one() {
    let file = "[[watch]]\nname = \"border\"\nlevel = \"critical\"\nclasses = [\"titan\"]\nkind = \"moves\"\nwhen = [\"undocks\"]\n\
                [[watch]]\nname = \"New\"\nlevel = \"alerting\"\nclasses = [\"carrier\"]\nkind = \"massing\"\nn = 2\nwithin = \"system\"\nminutes = 5\n";
    let read_once = read_over(&with_rules(samples()), file);
    assert_eq!(read_once.watch[0].id, WatchRuleId(u64::MAX));
    let ids: BTreeSet<WatchRuleId> = samples().iter().chain(&read_once.watch).map(|rule| rule.id).collect();
    assert_eq!(ids.len(), samples().len() + 1);
    assert_eq!(read_over(&with_rules(samples()), file), read_once, "the same file gives the same rules");
}

/// What follows `[[watch]]`, and the sentence.
const REFUSED: [(&str, &str); 17] = [
    ("name = \"A\"", "Line 1: watch needs kind = …."),
    ("kind = \"reach\"", "Line 2: watch.kind must be \"moves\", \"in_space\" or \"massing\", not \"reach\"."),
    ("kind = \"moves\"\nn = 3", "Line 3: watch has no setting \"n\"; did you mean \"on\"?"),
    ("kind = \"moves\"\nname = 4", "Line 3: watch.name must be a name in quotes, not 4."),
    (
        "kind = \"moves\"\nname = \"A\"\nid = \"7\"",
        "Line 4: watch.id must be 16 hexadecimal digits in quotes, as they are exported, not \"7\".",
    ),
    (
        "kind = \"moves\"\nname = \"A\"\nclasses = [\"titans\"]",
        "Line 4: there is no class called \"titans\"; did you mean \"titan\"?",
    ),
    (
        "kind = \"moves\"\nname = \"A\"\nclasses = []\nlevel = \"critical\"\nwhen = [\"moves\"]",
        "Line 1: the watch rule \"A\" needs at least one class of ships.",
    ),
    (
        "kind = \"moves\"\nname = \"A\"\nclasses = [\"titan\"]\nlevel = \"critical\"\nwhen = []",
        "Line 1: the watch rule \"A\" needs something to wait for: undocks, logs on, moves, enters or leaves.",
    ),
    (
        "kind = \"moves\"\nname = \"A\"\nclasses = [\"titan\"]\nlevel = \"critical\"\nwhen = [\"enters\"]",
        "Line 1: the watch rule \"A\" needs places to enter or leave: list some.",
    ),
    (
        "kind = \"moves\"\nname = \"A\"\nclasses = [\"titan\"]\nplaces = { kind = \"only_listed\", listed = [{ region = \"Delv\" }] }",
        "Line 5: there is no region called \"Delv\"; did you mean \"Delve\"?",
    ),
    (
        "kind = \"moves\"\nname = \"A\"\nclasses = [\"titan\"]\nplaces = { listed = [{ set = \"home\" }] }",
        "Line 5: there is no set of places called \"home\": write it as a table, as in [places.home].",
    ),
    (
        "kind = \"moves\"\nname = \"A\"\nclasses = [\"titan\"]\nplaces = { listed = [{ region = \"Delve\", system = \"Jita\" }] }",
        "Line 5: watch.places.listed must be a table such as { region = \"Delve\" } or { system = \"Jita\", light_years = 7.5 }, not a table.",
    ),
    (
        "kind = \"massing\"\nname = \"A\"\nclasses = [\"titan\"]\nlevel = \"critical\"\nn = 0\nwithin = \"system\"\nminutes = 30",
        "Line 1: the watch rule \"A\" needs a number from 2 to 1000, not 0.",
    ),
    (
        "kind = \"massing\"\nname = \"A\"\nclasses = [\"titan\"]\nlevel = \"critical\"\nn = 6\nwithin = { light_years = 0 }\nminutes = 30",
        "Line 1: the watch rule \"A\" needs a distance above 0 and of at most 200 light years, not 0.",
    ),
    (
        "kind = \"massing\"\nname = \"A\"\nclasses = [\"titan\"]\nlevel = \"critical\"\nn = 6\nwithin = \"galaxy\"\nminutes = 30",
        "Line 7: watch.within must be \"system\", \"constellation\", \"region\" or { light_years = 7.5 }, not \"galaxy\".",
    ),
    (
        "kind = \"in_space\"\nname = \"A\"\nclasses = [\"titan\"]\nlevel = \"critical\"\nstages = [{ minutes = 45, receivers = [\"os\"] }, { minutes = 30, receivers = [\"os\"] }]",
        "Line 1: the watch rule \"A\" has overlapping stages: stage 2 at 30 min must come after stage 1 at 45 min.",
    ),
    (
        "kind = \"in_space\"\nname = \"A\"\nclasses = [\"titan\"]\nlevel = \"critical\"\nstages = [{ minutes = 45, receivers = [\"pager\"] }]",
        "Line 6: watch.stages.receivers must be \"os\", \"discord_critical\" or \"discord_standard\", not \"pager\".",
    ),
];

#[test]
fn each_mistake_is_a_sentence_that_says_where() {
    for (rule, sentence) in REFUSED {
        let file = format!("[[watch]]\n{rule}\n");
        let refused = read(&file, (&Policy::default(), &Preferences::default(), false)).unwrap_err();
        assert_eq!(english(&refused), sentence, "{file}");
    }
}

#[test]
fn a_decimal_comma_is_a_sentence_with_its_line() {
    let file = "\n[[watch]]\nwithin = { light_years = 7,5 }\n";
    let refused = english(&read(file, (&Policy::default(), &Preferences::default(), false)).unwrap_err());
    assert!(refused.starts_with("Line 3: this is not TOML: "), "{refused}");
}

#[test]
fn two_rules_of_one_name_and_more_than_fifty_are_refused() {
    let rule = |name: usize| {
        format!(
            "[[watch]]\nname = \"{name}\"\nlevel = \"critical\"\nclasses = [\"titan\"]\nkind = \"moves\"\nwhen = [\"undocks\"]\n"
        )
    };
    let refused = |file: &str| english(&read(file, (&Policy::default(), &Preferences::default(), false)).unwrap_err());
    let same = refused(&[rule(1), rule(1)].concat());
    assert_eq!(same, "Line 7: two watch rules are called \"1\": give one of them another name.");
    let many = refused(&(1..=51).map(rule).collect::<String>());
    assert!(many.ends_with("there can be 50 watch rules at most, not 51."), "{many}");
}

#[test]
fn what_differs_about_a_rule_is_named() {
    let before = with_rules(samples());
    let mut after = before.clone();
    after.watch[0].name = "Titans".to_owned();
    after.watch[0].classes = [HullClass::Titan].into();
    after.watch[2].kind =
        WatchKind::InSpace { stages: vec![Stage { minutes: 20, receivers: [Receiver::Os].into() }], repeat: false };
    after.watch.remove(6);
    let changes: Vec<String> = policy_differences(&before, &after)
        .iter()
        .map(|change| format!("{}: {} → {}", english(&change.setting), english(&change.old), english(&change.new)))
        .collect();
    assert_eq!(
        changes,
        [
            "Name of the watch rule \"Titans that \"undock\"\": \"Titans that \"undock\"\" → \"Titans\"",
            "Classes of the watch rule \"Titans\": titans, supercarriers → titans",
            "What the watch rule \"Left in space\" waits for: in space for 30 min (notification), 45 min (critical webhook, standard webhook); the last stage is repeated every 5 min until it is acknowledged → in space for 20 min (notification)",
            "Watch rule \"Fleet in a region\": critical; titans, supercarriers; everywhere; 6 different mains in one region within 30 min; on → not there",
        ]
    );
}
