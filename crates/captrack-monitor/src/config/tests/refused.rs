use captrack_domain::policy::Policy;
use captrack_domain::preferences::Preferences;
use captrack_text::english;

use crate::config::read;

fn refused(file: &str) -> String {
    english(&read(file, (&Policy::default(), &Preferences::default(), false)).unwrap_err())
}

/// File, sentence.
const REFUSED: &[(&str, &str)] = &[
    // Keys.
    ("monitorin = true", "Line 1: this file has no setting \"monitorin\"; did you mean \"monitoring\"?"),
    ("\n[discord]\nurl = 1", "Line 2: this file has no setting \"discord\"."),
    (
        "[scope]\nkind = \"everywhere\"\nregion = []",
        "Line 3: scope has no setting \"region\"; did you mean \"regions\"?",
    ),
    ("[classes]\ntitan = { treshold = 3 }", "Line 2: classes.titan has no setting \"treshold\"."),
    (
        "[classes]\n\ntitans = { mode = \"always\" }",
        "Line 3: there is no class called \"titans\"; did you mean \"titan\"?",
    ),
    ("[classes]\nbattleship = { mode = \"always\" }", "Line 2: there is no class called \"battleship\"."),
    ("[places.home]\nregion = []", "Line 2: places.home has no setting \"region\"; did you mean \"regions\"?"),
    ("[window]\ntheme = \"dark\"", "Line 2: window has no setting \"theme\"."),
    // Kinds of values.
    ("monitoring = \"yes\"", "Line 1: monitoring must be true or false, not \"yes\"."),
    ("classes = 1", "Line 1: classes must be a table, not 1."),
    ("[classes]\ntitan = \"always\"", "Line 2: classes.titan must be a table, not \"always\"."),
    ("[scope]\nregions = \"Delve\"", "Line 2: scope.regions must be a list of regions in brackets, not \"Delve\"."),
    (
        "[scope]\nregions = [\n\"Delve\",\ntrue]",
        "Line 4: scope.regions must be a list of regions by name or id, not true.",
    ),
    ("[snooze]\ndurations = \"1h\"", "Line 2: snooze.durations must be a list of durations in brackets, not \"1h\"."),
    ("[window]\nremember_collapse = 1", "Line 2: window.remember_collapse must be true or false, not 1."),
    // Modes and thresholds.
    (
        "[classes]\ntitan = { mode = \"sometimes\" }",
        "Line 2: classes.titan.mode must be \"always\", \"threshold\", \"track_only\" or \"ignore\", not \"sometimes\".",
    ),
    ("[classes]\ncarrier = { n = 0 }", "Line 2: classes.carrier.n must be a whole number from 1 to 1000, not 0."),
    ("[classes]\ncarrier = { n = 1001 }", "Line 2: classes.carrier.n must be a whole number from 1 to 1000, not 1001."),
    ("[classes]\ncarrier = { n = -1 }", "Line 2: classes.carrier.n must be a whole number from 1 to 1000, not -1."),
    ("[classes]\ncarrier = { n = 2.5 }", "Line 2: classes.carrier.n must be a whole number from 1 to 1000, not 2.5."),
    ("[classes]\ntitan = { mode = \"threshold\" }", "Line 2: classes.titan needs n = … beside mode = \"threshold\"."),
    (
        "[classes]\ncarrier = { mode = \"always\", n = 3 }",
        "Line 2: classes.carrier.n goes with mode = \"threshold\" only.",
    ),
    ("[classes]\ntitan = { n = 3 }", "Line 2: classes.titan.n goes with mode = \"threshold\" only."),
    // Groups and names.
    (
        "[classes]\ncarrier = { groups = [547, 30] }",
        "Line 2: group 30 is in two classes, titans and carriers: leave it in one.",
    ),
    ("[classes]\ncarrier = { groups = [547, 547] }", "Line 2: classes.carrier.groups names group 547 twice."),
    (
        "[classes]\ncarrier = { groups = [\"Carrier\"] }",
        "Line 2: classes.carrier.groups must be a list of group ids, such as [485], not \"Carrier\".",
    ),
    (
        "[classes]\ncarrier = { name = \" \" }",
        "Line 2: the display name of carriers must have 1 to 40 visible characters.",
    ),
    (
        "[classes]\ncarrier = { name = \"A name that has more than forty characters\" }",
        "Line 2: the display name of carriers must have 1 to 40 visible characters.",
    ),
    (
        "[classes]\ncarrier = { name = true }",
        "Line 2: classes.carrier.name must be a name in quotes, or false for New Eden's own, not true.",
    ),
    // Places.
    (
        "[scope]\nkind = \"only\"",
        "Line 2: scope.kind must be \"everywhere\", \"only_listed\" or \"all_but_listed\", not \"only\".",
    ),
    (
        "[scope]\nregions = []\nkind = \"only_listed\"",
        "Line 3: \"only in the listed places\" needs at least one region, constellation or system: add one, or alert everywhere.",
    ),
    ("[scope]\nregions = [\"Delv\"]", "Line 2: there is no region called \"Delv\"; did you mean \"Delve\"?"),
    ("[scope]\nregions = [\"Nowhere At All\"]", "Line 2: there is no region called \"Nowhere At All\"."),
    ("[scope]\nsystems = [\"1DQ1A\"]", "Line 2: there is no system called \"1DQ1A\"; did you mean \"1DQ1-A\"?"),
    ("[scope]\nregions = [\"Jita\"]", "Line 2: \"Jita\" is a system, not a region: list it under systems."),
    ("[places.home]\nsystems = [\"Delve\"]", "Line 2: \"Delve\" is a region, not a system: list it under regions."),
    ("[scope]\nsystems = [10000060]", "Line 2: 10000060 is not the id of a system; use its name."),
    (
        "[scope]\nsets = [\"hone\"]\n[places.home]\nregions = [\"Delve\"]",
        "Line 2: there is no set of places called \"hone\"; did you mean \"home\"?",
    ),
    (
        "[scope]\nsets = [\"home\"]",
        "Line 2: there is no set of places called \"home\": write it as a table, as in [places.home].",
    ),
    (
        "[places.\"A name that has more than forty characters\"]\n",
        "Line 1: a set of places needs a name of 1 to 40 visible characters, not \"A name that has more than forty charact…\".",
    ),
    // Times.
    (
        "[snooze]\ndurations = [\"1h\", \"4m\"]",
        "Line 2: a snooze must last between 5 minutes and 30 days: choose another length.",
    ),
    (
        "[snooze]\ndurations = [\"31d\"]",
        "Line 2: a snooze must last between 5 minutes and 30 days: choose another length.",
    ),
    (
        "[snooze]\ndurations = [\"1h\", \"2h\", \"3h\", \"4h\", \"5h\", \"6h\", \"7h\"]",
        "Line 2: at most six snooze durations can be offered: remove one first.",
    ),
    (
        "[snooze]\ndurations = [3600]",
        "Line 2: snooze.durations must be a number with its unit in quotes, such as \"30s\", \"5m\", \"6h\" or \"2d\", not 3600.",
    ),
    ("[repeat]\ncritical = \"4m\"", "Line 1: reminders can be sent every 5 minutes at most: choose a longer interval."),
    (
        "[repeat]\ncritical = \"often\"",
        "Line 2: repeat.critical must be \"never\" or a duration such as \"4h\", not \"often\".",
    ),
    ("[window]\nrefresh = \"4s\"", "Line 2: the window can ask every 5 seconds at most: choose 5 or more, not 4."),
    (
        "group_wait = \"61m\"",
        "Line 1: what is not critical can be gathered for an hour at most: choose a shorter time.",
    ),
    ("group_wait = \"99999999d\"", "Line 1: group_wait must be a shorter duration, not \"99999999d\"."),
    (
        "[notifications]\nquiet_hours = { from = \"22:00\", to = \"22:00\" }",
        "Line 2: quiet hours need two different times; turn them off if nothing is to be quiet.",
    ),
    (
        "[notifications]\nquiet_hours = { from = \"22:00\" }",
        "Line 2: notifications.quiet_hours needs both from and to.",
    ),
    (
        "[notifications]\nquiet_hours = { from = \"10 pm\", to = \"06:00\" }",
        "Line 2: notifications.quiet_hours.from must be a time of the day such as \"22:00\", not \"10 pm\".",
    ),
    (
        "[notifications]\nquiet_hours = { from = \"24:00\", to = \"06:00\" }",
        "Line 2: notifications.quiet_hours.from must be a time of the day such as \"22:00\", not \"24:00\".",
    ),
    (
        "[notifications]\nquiet_hours = true",
        "Line 2: notifications.quiet_hours must be false or { from = \"22:00\", to = \"08:00\", critical_breaks_through = true }, not true.",
    ),
    (
        "[window]\nopen_parts = [\"everything\"]",
        "Line 2: window.open_parts must be \"critical\", \"alerting\", \"snoozed\", \"informational\" or \"unclassified\", not \"everything\".",
    ),
];

#[test]
fn every_mistake_is_told_in_one_sentence_with_its_line() {
    for (file, sentence) in REFUSED {
        assert_eq!(refused(file), *sentence, "{file}");
    }
}

#[test]
fn what_is_no_toml_is_told_with_the_line_and_without_what_stands_there() {
    let told = refused("monitoring = true\n\n[scope\nkind = \"https://discord.com/api/webhooks/1/secret\"");
    assert!(
        told.starts_with("Line 3: this is not TOML: ") && told.ends_with('.') && !told.contains("secret"),
        "{told}"
    );
    let told = refused("monitoring = true\nmonitoring = false");
    assert!(told.starts_with("Line 2: this is not TOML: "), "{told}");
}

#[test]
fn what_a_terminal_would_obey_is_not_repeated() {
    for file in [
        "monitoring = \"\\u001b[31m\\u202eyes\\u0007\"",
        "[classes]\n\"\\u001b[31m\" = 1",
        "[places.\"\\u001b[31m\"]",
        "[places.\"\\u202e\\u0007\"]\nregion = []",
        "[scope]\nkind = \"everywhere\"\nsets = [\"\\u001b]0;x\\u0007\"]",
    ] {
        let told = refused(file);
        assert!(!told.contains(char::is_control) && !told.contains('\u{202e}'), "{told:?}");
    }
}

#[test]
fn a_long_text_in_the_wrong_place_is_not_repeated_whole() {
    let told =
        refused("[notifications]\nsound = \"https://discord.com/api/webhooks/123456789012345678/token-in-here\"");
    assert_eq!(
        told,
        "Line 2: notifications.sound must be true or false, not \"https://discord.com/api/webhooks/1234567…\"."
    );
}
