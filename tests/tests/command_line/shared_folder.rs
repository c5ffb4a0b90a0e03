//! Settings, mains, acknowledgements and the activity log from the command line, with and without a running CapTrack.

use std::path::PathBuf;

use captrack_sim::{Place, Placement};
use captrack_testing::eden::{ARCHON, AVATAR, DELVE};

use crate::program::{Ended, Program};

impl Program {
    /// A file beside the data folder.
    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Two pilots, one with three carriers, one with a titan, both signed in and read.
    fn two_pilots(&self) -> (i64, i64) {
        let (kara, mira) = (self.pilot("Kara Volkov"), self.pilot("Mira Solace"));
        self.world.place(Placement::flown(kara, AVATAR.0, Place::Space(DELVE.0))).unwrap();
        for _ in 0..3 {
            self.world.place(Placement::stored(mira, ARCHON.0, Place::Space(DELVE.0))).unwrap();
        }
        self.login(kara);
        self.login(mira);
        assert_eq!(self.run(&["check"]).code, 20);
        (kara, mira)
    }

    fn done(&self, words: &[&str]) -> Ended {
        let ended = self.run(words);
        assert_eq!(ended.code, 0, "{words:?}: {ended:?}");
        ended
    }

    /// One plain sentence that begins like this, and nothing on standard output.
    fn refused(&self, words: &[&str], sentence: &str) {
        let ended = self.run(words);
        assert_eq!((ended.code, ended.out.as_str()), (1, ""), "{words:?}: {ended:?}");
        let told = ended.err.strip_prefix("captrack: ").unwrap_or_default();
        assert!(told.starts_with(sentence) && told.lines().count() == 1, "{words:?}: {ended:?}");
    }
}

#[test]
fn settings_go_out_and_come_in_and_the_changes_are_told() {
    let program = Program::new();
    let exported = program.done(&["config", "export"]).out;
    assert!(
        exported.contains("dreadnought = { mode = \"threshold\", n = 5, groups = [485], name = false }"),
        "{exported}"
    );
    let own = program.file("own.toml", "");
    program.done(&["config", "export", own.to_str().unwrap()]);
    assert_eq!(std::fs::read_to_string(&own).unwrap(), exported);

    let wanted = "[classes]\ncarrier = { n = 3, name = \"Flattops\" }\n[snooze]\ndurations = [\"2h\"]\n[window]\nrefresh = \"9s\"\n";
    let changes = "Carriers: alert from 5 under one main → alert from 3 under one main\n\
                   Display name of carriers: none → \"Flattops\"\n\
                   Snooze durations: 1 h, 6 h, 24 h → 2 h\n\
                   Refresh of the window: every 60 s → every 9 s\n";
    let file = program.file("wanted.toml", wanted);
    let file = file.to_str().unwrap();
    let dry = program.done(&["config", "import", file, "--dry-run"]);
    assert_eq!(dry.out, changes);
    assert!(dry.err.contains("nothing was changed"), "{dry:?}");
    assert_eq!(program.done(&["config", "export"]).out, exported, "a dry run changes nothing");

    let imported = program.run_with_input(&["config", "import", "-"], wanted);
    assert_eq!((imported.code, imported.out.as_str(), imported.err.as_str()), (0, changes, ""));
    let again = program.done(&["config", "import", file]);
    assert_eq!(again.out, "");
    assert!(again.err.contains("what already is"), "{again:?}");
    let now = program.done(&["config", "export"]).out;
    assert!(now.contains("n = 3, groups = [547], name = \"Flattops\"") && now.contains("refresh = \"9s\""), "{now}");

    program.done(&["config", "import", own.to_str().unwrap()]);
    assert_eq!(program.done(&["config", "export"]).out, exported, "an export brings everything back");
}

#[test]
fn an_imported_threshold_is_in_force_at_once() {
    let program = Program::new();
    let (_, mira) = program.two_pilots();
    let file = program.file("policy.toml", "[classes]\ntitan = { mode = \"ignore\" }\ncarrier = { n = 3 }\n");
    program.done(&["config", "import", file.to_str().unwrap()]);
    let snapshot = program.snapshot();
    assert_eq!(snapshot["counts"]["alerting"], 3, "{snapshot}");
    assert_eq!(snapshot["mains"][0]["main_id"], mira);
    assert_eq!(program.run(&["check"]).code, 10);
}

#[test]
fn a_settings_file_with_a_mistake_changes_nothing_and_is_told_with_its_line() {
    let program = Program::new();
    let exported = program.done(&["config", "export"]).out;
    for (text, sentence) in [
        (
            "group_wait = \"1m\"\n[classes]\ntitans = { n = 3 }",
            "Line 3: there is no class called \"titans\"; did you mean \"titan\"?",
        ),
        (
            "group_wait = \"1m\"\n[scope]\nregions = [\"Delv\"]",
            "Line 3: there is no region called \"Delv\"; did you mean",
        ),
        (
            "group_wait = \"1m\"\n[snooze]\ndurations = [\"1m\"]",
            "Line 3: a snooze must last between 5 minutes and 30 days: choose another length.",
        ),
        ("group_wait = \"1m\"\n[discord]\n", "Line 2: this file has no setting \"discord\"."),
        ("group_wait = ", "Line 1: this is not TOML: "),
        // Group 18 is no group of ships, which only the server knows.
        ("group_wait = \"1m\"\n[classes]\ncarrier = { groups = [547, 18] }", "Group 18"),
    ] {
        let file = program.file("bad.toml", text);
        program.refused(&["config", "import", file.to_str().unwrap()], sentence);
        program.refused(&["config", "import", file.to_str().unwrap(), "--dry-run"], sentence);
    }
    program.refused(&["config", "import", "not-there.toml"], "The file not-there.toml could not be read");
    assert_eq!(program.done(&["config", "export"]).out, exported);
}

#[test]
fn mains_are_put_together_one_by_one_and_by_file() {
    let program = Program::new();
    let (kara, mira) = program.two_pilots();
    let mains = |program: &Program| program.snapshot()["mains"].as_array().unwrap().len();
    assert_eq!(mains(&program), 2);
    program.done(&["main", "mira solace", "Kara Volkov"]);
    assert_eq!(mains(&program), 1);
    let together = format!("pilot_id,main_id\n{kara},{kara}\n{mira},{kara}\n");
    assert_eq!(program.done(&["mains", "export"]).out, together);
    program.done(&["main", &mira.to_string(), "--own"]);
    assert_eq!(mains(&program), 2);

    let file = program.file("mains.csv", &format!("pilot_id,main_id\n{mira},{kara}\n2112999999,{kara}\n"));
    let file = file.to_str().unwrap();
    let dry = program.done(&["mains", "import", file, "--dry-run"]);
    assert_eq!(dry.out, "Mira Solace: Mira Solace → Kara Volkov\n");
    assert!(dry.err.contains("not watched here and was left out: 2112999999."), "{dry:?}");
    assert_eq!(mains(&program), 2);
    assert_eq!(program.done(&["mains", "import", file]).out, dry.out);
    assert_eq!(mains(&program), 1);

    // As a spreadsheet on Windows writes it, by names.
    let names = "Character\tMain Character\r\nMira Solace\t\r\nNobody\tKara Volkov\r\n";
    let wide: Vec<u8> = [0xfeff].into_iter().chain(names.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let by_name = program.file("names.csv", "");
    std::fs::write(&by_name, wide).unwrap();
    let apart = program.done(&["mains", "import", by_name.to_str().unwrap()]);
    assert_eq!(apart.out, "Mira Solace: Kara Volkov → Mira Solace\n");
    assert!(
        apart.err.contains("Pilots are read from the column “Character”, mains from “Main Character”."),
        "{apart:?}"
    );
    assert!(apart.err.contains("Line 3: nobody watched here is called “Nobody”."), "{apart:?}");
    assert_eq!(program.done(&["mains", "import", file]).out, dry.out);

    let bad = program.file("bad.csv", &format!("pilot_id,main_id\n{mira},{mira}\nKara,Mira\n"));
    program.refused(&["mains", "import", bad.to_str().unwrap()], "Nothing was changed: line 3");
    assert_eq!(mains(&program), 1);
    program.refused(&["main", "Nobody", "Kara Volkov"], "No pilot called \"Nobody\"");
    program.refused(&["main", "Mira Solace", "Nobody"], "No pilot called \"Nobody\"");
}

#[test]
fn what_alerts_is_acknowledged_and_taken_back() {
    let program = Program::new();
    program.two_pilots();
    let acknowledged = || program.snapshot()["mains"][0]["acknowledged"].clone();
    assert!(acknowledged().is_null());
    program.done(&["acknowledge", "Kara Volkov", "--why", "on her way home"]);
    let seen = acknowledged();
    assert_eq!((seen["by"].as_str(), seen["why"].as_str()), (Some("this desk"), Some("on her way home")), "{seen}");
    assert_eq!(program.run(&["check"]).code, 20, "it is silent, not gone");
    program.refused(&["acknowledge", "Mira Solace"], "Mira Solace has no open alerts");
    program.refused(&["acknowledge", "Nobody"], "No pilot called \"Nobody\"");
    program.done(&["acknowledge", "Kara Volkov", "--clear"]);
    program.done(&["acknowledge", "Kara Volkov", "--clear"]);
    assert!(acknowledged().is_null());
}

#[test]
fn every_pilot_has_a_reason() {
    let program = Program::new();
    let (kara, _) = program.two_pilots();
    let oran = program.pilot("Oran Vaari");
    program.login(oran);
    program.run(&["check"]);
    let titan = "Avatar, 1DQ1-A (Delve), critical: Titans always alert.\n";
    assert_eq!(program.done(&["why", "kara volkov"]).out, titan);
    assert_eq!(program.done(&["why", &kara.to_string()]).out, titan);
    let carriers = program.done(&["why", "Mira Solace"]).out;
    assert_eq!(carriers.lines().count(), 3);
    assert!(
        carriers.lines().all(|line| line == "Archon, 1DQ1-A (Delve), informational: 3 carriers (alerts at 5)."),
        "{carriers}"
    );
    for pilot in ["Oran Vaari".to_owned(), oran.to_string()] {
        let none = program.done(&["why", &pilot]).out;
        assert!(
            none.starts_with("Oran Vaari: No capital ship is known of this pilot") && none.lines().count() == 1,
            "{none}"
        );
    }
    program.refused(&["why", "Nobody"], "No pilot called \"Nobody\"");
}

#[test]
fn the_activity_log_tells_what_was_done() {
    let program = Program::new();
    program.two_pilots();
    let file = program.file("policy.toml", "[classes]\ncarrier = { n = 4 }\n");
    program.done(&["config", "import", file.to_str().unwrap()]);
    program.done(&["snooze", "Mira Solace", "6h", "--why", "on holiday"]);
    let lines = program.done(&["activity"]).out;
    let first: Vec<&str> = lines.lines().take(2).collect();
    assert!(first[0].contains("  this computer  snoozed  Mira Solace: ") && first[0].contains("on holiday"), "{lines}");
    let policy = "  this computer  policy  Carriers: alert from 5 under one main → alert from 4 under one main";
    assert!(first[1].ends_with(policy), "{lines}");
    assert_eq!(lines.lines().filter(|line| line.contains("  signed_in  ")).count(), 2, "{lines}");

    let found = program.done(&["activity", "--search", "carriers"]).out;
    assert_eq!(found.lines().count(), 1, "{found}");
    let csv = program.done(&["activity", "--csv", "--search", "HOLIDAY"]).out;
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows[0], "at,by,kind,subject,old,new");
    assert!(rows.len() == 2 && rows[1].contains(",this desk,snoozed,Mira Solace,,"), "{csv}");
}

#[test]
fn the_running_program_carries_it_all_out() {
    let program = Program::new();
    let (kara, mira) = program.two_pilots();
    let running = program.headless();
    let file = program.file(
        "policy.toml",
        "[places.home]\nregions = [\"Delve\"]\n[scope]\nkind = \"all_but_listed\"\nsets = [\"home\"]\n",
    );
    let imported = program.done(&["config", "import", file.to_str().unwrap()]);
    assert_eq!(imported.out.lines().count(), 3, "{imported:?}");
    assert_eq!(program.snapshot()["counts"]["critical"], 0);
    assert!(program.done(&["why", "Kara Volkov"]).out.contains("informational: "));
    let everywhere = program.run_with_input(&["config", "import", "-"], "[scope]\nkind = \"everywhere\"\n");
    assert_eq!(everywhere.out, "Scope: everywhere but in the listed places → everywhere\n");
    program.done(&["acknowledge", &kara.to_string()]);
    program.done(&["main", &mira.to_string(), &kara.to_string()]);
    assert_eq!(program.done(&["mains", "export"]).out.lines().nth(2), Some(format!("{mira},{kara}").as_str()));
    let snapshot = program.snapshot();
    assert_eq!(snapshot["mains"].as_array().unwrap().len(), 1);
    assert!(snapshot["mains"][0]["acknowledged"].is_object(), "{snapshot}");
    assert!(program.done(&["activity"]).out.contains("  this computer  acknowledged  Kara Volkov: "));
    let (code, _) = running.terminate();
    assert_eq!(code, Some(0));
    assert_eq!(program.snapshot()["mains"].as_array().unwrap().len(), 1, "it was kept");
}
