use captrack_contract::SettingChange;
use captrack_domain::policy::Policy;
use captrack_domain::preferences::Preferences;
use captrack_text::english;

use crate::config::{differences, policy_differences, read};

/// What a file changes in the defaults, as lines.
fn changes(file: &str) -> Vec<String> {
    let before = (&Policy::default(), &Preferences::default(), false);
    let after = read(file, before).unwrap();
    let words = |SettingChange { setting, old, new }: SettingChange| {
        let [setting, old, new] = [setting, old, new].map(|text| english(&text));
        format!("{setting}: {old} → {new}")
    };
    differences(before, (&after.0, &after.1, after.2)).into_iter().map(words).collect()
}

/// File, change.
const CHANGES: &[(&str, &str)] = &[
    ("monitoring = false", "Monitoring: on → off"),
    ("group_wait = \"2m\"", "Group wait: 30 s → 2 min"),
    ("left_alerts = \"1d\"", "Pilots who have left AllianceAuth alert: for 7 d → for 24 h"),
    ("left_alerts = \"0s\"", "Pilots who have left AllianceAuth alert: for 7 d → not at all"),
    ("[classes]\ndreadnought = { n = 3 }", "Dreadnoughts: alert from 5 under one main → alert from 3 under one main"),
    ("[classes]\ntitan = { mode = \"track_only\" }", "Titans: always alert → tracked, never alert"),
    ("[classes]\nfreighter = { mode = \"threshold\", n = 9 }", "Freighters: not shown → alert from 9 under one main"),
    ("[classes]\ncarrier = { groups = [] }", "Groups of carriers: Carrier (547) → none"),
    ("[classes]\ncarrier = { groups = [547, 9] }", "Groups of carriers: Carrier (547) → Carrier (547), group 9"),
    ("[classes]\ncarrier = { name = \"Flattops\" }", "Display name of carriers: none → \"Flattops\""),
    ("[scope]\nkind = \"all_but_listed\"", "Scope: everywhere → everywhere but in the listed places"),
    ("[scope]\nregions = [\"Delve\"]", "Listed regions: none → Delve"),
    ("[scope]\nconstellations = [\"O-EIMK\"]", "Listed constellations: none → O-EIMK"),
    ("[scope]\nsystems = [\"Jita\", \"Amarr\"]", "Listed systems: none → Amarr, Jita"),
    ("[scope]\nnever_known_in_scope = false", "Ships whose location was never known: in scope → out of scope"),
    ("[places.home]\nregions = [\"Delve\"]", "Set of places \"home\": not there → Delve"),
    (
        "[places.home]\nregions = [\"Delve\"]\nconstellations = [\"O-EIMK\"]\nsystems = [\"Jita\"]",
        "Set of places \"home\": not there → Delve, Jita, O-EIMK (constellation)",
    ),
    ("[places.home]", "Set of places \"home\": not there → empty"),
    ("[snooze]\ndurations = []", "Snooze durations: 1 h, 6 h, 24 h → until cleared only"),
    ("[repeat]\ncritical = \"4h\"", "Reminders of what is critical: never → every 4 h"),
    ("[repeat]\nalerting = \"30m\"", "Reminders of what is alerting: never → every 30 min"),
    ("[notifications]\ncritical = false", "Notifications of what is critical: on → off"),
    ("[notifications]\nalerting = true", "Notifications of what is alerting: off → on"),
    ("[notifications]\nsound = false", "Sound of notifications: on → off"),
    (
        "[notifications]\nquiet_hours = { from = \"22:00\", to = \"08:00\" }",
        "Quiet hours: none → 22:00 to 08:00, critical breaks through",
    ),
    (
        "[notifications]\nquiet_hours = { from = \"22:00\", to = \"08:00\", critical_breaks_through = false }",
        "Quiet hours: none → 22:00 to 08:00, critical too",
    ),
    ("[window]\nrefresh = \"10s\"", "Refresh of the window: every 60 s → every 10 s"),
    ("[window]\nopen_parts = [\"alerting\", \"critical\"]", "Parts that are open: critical → critical, alerting"),
    ("[window]\nremember_collapse = false", "Remember open and closed cards: on → off"),
    ("[window]\nshow_unclassified = false", "Show unclassified ships: on → off"),
    ("[window]\nshow_informational = false", "Show what is merely tracked: on → off"),
    ("[window]\nletter_keys = false", "Single-letter shortcuts: on → off"),
];

#[test]
fn every_setting_that_differs_is_told_in_words() {
    for (file, change) in CHANGES {
        assert_eq!(changes(file), [*change], "{file}");
    }
}

#[test]
fn no_region_is_called_like_a_system() {
    let universe = captrack_universe::universe();
    let shared: Vec<&str> =
        universe.regions().map(|region| region.name).filter(|name| universe.find_system(name).is_some()).collect();
    assert!(shared.is_empty(), "a list of places would not say which is meant: {shared:?}");
}

#[test]
fn several_changes_come_in_the_order_of_the_settings() {
    let told = changes("monitoring = false\n[window]\nrefresh = \"9s\"\n[classes]\ncarrier = { n = 4, name = \"C\" }");
    let settings: Vec<&str> = told.iter().filter_map(|change| change.split(':').next()).collect();
    assert_eq!(settings, ["Monitoring", "Carriers", "Display name of carriers", "Refresh of the window"]);
}

#[test]
fn a_change_in_a_long_list_is_told_by_what_comes_and_goes() {
    let mut before = Policy::default();
    before.scope.regions = captrack_universe::universe().regions().take(20).map(|region| region.id).collect();
    let mut after = before.clone();
    after.scope.regions.pop_first();
    after.scope.regions.extend([captrack_domain::ids::RegionId(10_000_060)]);
    let told = policy_differences(&before, &after);
    assert_eq!(told.len(), 1);
    let words = [&told[0].old, &told[0].new].map(english);
    assert_eq!(words, ["20", "20: with Delve, without Derelik"]);
}
