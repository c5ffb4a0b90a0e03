use captrack_domain::class::HullClass;
use captrack_domain::ids::{GroupId, RegionId, SystemId};
use captrack_domain::policy::{ClassMode, PlaceSet, Policy, ScopeKind};
use captrack_domain::preferences::Preferences;
use captrack_domain::quiet::QuietHours;
use jiff::civil::Time;

use crate::config::{read, to_toml};

fn read_on_defaults(file: &str) -> (Policy, Preferences, bool) {
    read(file, (&Policy::default(), &Preferences::default(), false)).unwrap()
}

#[test]
fn the_defaults_are_written_as_people_would_write_them() {
    let file = to_toml(&Policy::default(), &Preferences::default(), false);
    for line in [
        "titan = { mode = \"always\", groups = [30], name = false }",
        "dreadnought = { mode = \"threshold\", n = 5, groups = [485], name = false }",
        "freighter = { mode = \"ignore\", groups = [513], name = false }",
        "unclassified = { mode = \"track_only\", groups = [], name = false }",
    ] {
        assert!(file.lines().any(|found| found == line), "{line}\n{file}");
    }
    for setting in [
        "monitoring = true ",
        "group_wait = \"30s\" ",
        "left_alerts = \"7d\" ",
        "kind = \"everywhere\" ",
        "regions = []\n",
        "sets = [] ",
        "never_known_in_scope = true ",
        "durations = [\"1h\", \"6h\", \"24h\"] ",
        "critical = \"never\"\n",
        "critical = true\n",
        "alerting = false\n",
        "quiet_hours = false ",
        "refresh = \"60s\" ",
        "open_parts = [\"critical\"] ",
        "show_informational = true ",
    ] {
        assert!(file.contains(&format!("\n{setting}")), "{setting}\n{file}");
    }
    assert!(file.lines().all(|line| line.chars().count() <= 140 && !line.ends_with(' ')), "{file}");
}

#[test]
fn a_file_written_by_hand_changes_what_it_names_and_nothing_else() {
    let (policy, preferences, paused) = read_on_defaults(
        r#"
        monitoring = false
        group_wait = "1m"
        [classes]
        dreadnought = { mode = "threshold", n = 3, name = "Dreads" }
        carrier = { n = 8 }
        titan = { mode = "track_only" }
        force_auxiliary = { groups = [1538, 0x1234] }
        [places.home]
        regions = ["delve", 10000050]
        [places."hostile staging"]
        systems = ["C-J6MT"]
        [scope]
        kind = "only_listed"
        constellations = ["O-EIMK"]
        systems = ["1dq1-a"]
        sets = ["home"]
        never_known_in_scope = false
        [snooze]
        durations = ["2d", "30 min"]
        [repeat]
        critical = "4h"
        [notifications]
        alerting = true
        quiet_hours = { from = "22:30", to = "07:00" }
        [window]
        refresh = "5s"
        open_parts = ["critical", "alerting"]
        show_unclassified = false
        "#,
    );
    let mut wanted = Policy {
        group_wait_secs: 60,
        never_known_in_scope: false,
        snooze_durations: vec![2 * 86_400, 1800],
        ..Policy::default()
    };
    let rule = |class| wanted.classes[&class].clone();
    let (mut dread, mut carrier, mut titan, mut fax) = (
        rule(HullClass::Dreadnought),
        rule(HullClass::Carrier),
        rule(HullClass::Titan),
        rule(HullClass::ForceAuxiliary),
    );
    dread.mode = ClassMode::Threshold { n: 3 };
    dread.display_name = Some("Dreads".to_owned());
    carrier.mode = ClassMode::Threshold { n: 8 };
    titan.mode = ClassMode::TrackOnly;
    fax.groups = vec![GroupId(1538), GroupId(0x1234)];
    wanted.classes.extend([
        (HullClass::Dreadnought, dread),
        (HullClass::Carrier, carrier),
        (HullClass::Titan, titan),
        (HullClass::ForceAuxiliary, fax),
    ]);
    wanted.scope.kind = ScopeKind::OnlyListed;
    wanted.scope.constellations = policy.scope.constellations.clone();
    assert_eq!(policy.scope.constellations.len(), 1);
    wanted.scope.systems = [SystemId(30_004_759)].into();
    wanted.scope.sets = ["home".to_owned()].into();
    let home = PlaceSet { regions: [RegionId(10_000_060), RegionId(10_000_050)].into(), ..PlaceSet::default() };
    wanted.places.insert("home".to_owned(), home);
    wanted.places.insert("hostile staging".to_owned(), policy.places["hostile staging"].clone());
    assert_eq!(policy.places["hostile staging"].systems.len(), 1);
    wanted.repeat.critical = Some(4 * 3600);
    assert_eq!(policy, wanted);

    let quiet = QuietHours {
        from: Time::constant(22, 30, 0, 0),
        to: Time::constant(7, 0, 0, 0),
        critical_breaks_through: true,
    };
    assert!(paused && preferences.notify_alerting && preferences.notify_critical && !preferences.show_unclassified);
    assert_eq!((preferences.quiet_hours, preferences.refresh_secs), (Some(quiet), 5));
    assert_eq!(preferences.open_parts.len(), 2);
}

#[test]
fn quiet_hours_names_and_sets_of_places_can_be_taken_away_or_changed_in_part() {
    let (policy, preferences, paused) = read_on_defaults(
        "[classes]\ntitan = { name = \"Bridges\" }\n[places.home]\nregions = [\"Delve\"]\nsystems = [\"Jita\"]\n[places.other]\n\
         [notifications]\nquiet_hours = { from = \"22:00\", to = \"06:00\", critical_breaks_through = false }\n",
    );
    let (later, changed, _) = read(
        "[classes]\ntitan = { name = false }\n[places]\nother = false\nhome = { systems = [] }\n\
         [notifications]\nquiet_hours = { to = \"07:00\" }\n",
        (&policy, &preferences, paused),
    )
    .unwrap();
    assert_eq!(later.display_name(HullClass::Titan), None);
    assert_eq!(later.places.keys().collect::<Vec<_>>(), ["home"]);
    assert_eq!(later.places["home"].regions.len(), 1);
    assert!(later.places["home"].systems.is_empty());
    let quiet = changed.quiet_hours.unwrap();
    assert_eq!((quiet.from.hour(), quiet.to.hour(), quiet.critical_breaks_through), (22, 7, false));
    let (_, none, _) = read("[notifications]\nquiet_hours = false", (&later, &changed, paused)).unwrap();
    assert_eq!(none.quiet_hours, None);
}

#[test]
fn long_lists_stand_below_one_another() {
    let mut policy = Policy::default();
    policy.scope.regions = captrack_universe::universe().regions().take(30).map(|region| region.id).collect();
    let file = to_toml(&policy, &Preferences::default(), false);
    assert!(file.contains("regions = [\n    \"") && file.contains("\n    \"The Forge\",\n"), "{file}");
    assert_eq!(read_on_defaults(&file).0, policy);
}
