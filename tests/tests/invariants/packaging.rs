//! What is packed names the program alike: its id, its version, its files, its commands.

use std::ffi::OsString;

use crate::checkout::{read, root, workspace};
use captrack_desk::{APP_ID, parse_options};

const LINUX: &str = "packaging/linux";

/// What is in both packages: where each file comes from, and where it goes.
fn files() -> Vec<(String, String)> {
    let list = read(&format!("{LINUX}/files"));
    let words =
        list.lines().filter(|line| !line.starts_with('#')).map(|line| line.split_whitespace().collect::<Vec<_>>());
    words.map(|words| (words[0].to_owned(), words[1].to_owned())).collect()
}

#[test]
fn the_application_has_one_id_everywhere() {
    let configuration: serde_json::Value = serde_json::from_str(&read("src-tauri/tauri.conf.json")).unwrap();
    assert_eq!(configuration["identifier"], APP_ID);
    assert_eq!(captrack_secrets::SERVICE, APP_ID);
    let entry = read(&format!("{LINUX}/{APP_ID}.desktop"));
    for line in [format!("Icon={APP_ID}"), format!("StartupWMClass={APP_ID}"), "Exec=captrack %u".to_owned()] {
        assert!(entry.lines().any(|found| found == line), "{line}");
    }
    let metainfo = read(&format!("{LINUX}/{APP_ID}.metainfo.xml"));
    assert!(metainfo.contains(&format!("<id>{APP_ID}</id>")));
    assert!(metainfo.contains(&format!("<launchable type=\"desktop-id\">{APP_ID}.desktop</launchable>")));
    assert!(read("packaging/windows/installer.nsi").contains(&format!("!define APP_ID \"{APP_ID}\"")));
}

/// Whether a path is named by a line with `*` for anything.
fn is_named(path: &str, line: &str) -> bool {
    let mut rest = path;
    line.split('*').enumerate().all(|(nth, part)| match rest.find(part) {
        Some(at) if nth > 0 || at == 0 => {
            rest = &rest[at + part.len()..];
            true
        }
        _ => false,
    })
}

#[test]
fn both_packages_for_linux_hold_the_same_files_and_all_of_them_are_there() {
    let files = files();
    for wanted in [
        "usr/bin/captrack".to_owned(),
        format!("usr/share/applications/{APP_ID}.desktop"),
        format!("usr/share/icons/hicolor/scalable/apps/{APP_ID}.svg"),
        "usr/lib/systemd/system/captrack@.service".to_owned(),
    ] {
        assert!(files.iter().any(|(_, to)| *to == wanted), "{wanted}");
    }
    for (from, _) in files.iter().filter(|(from, _)| from != "program") {
        assert!(root().join(from).is_file(), "{from}");
    }
    let spec = read(&format!("{LINUX}/captrack-desktop.spec"));
    let listed: Vec<&str> = spec.split("%files\n").nth(1).unwrap().lines().collect();
    for (_, to) in &files {
        let installed = if to.ends_with(".1") { format!("/{to}.gz") } else { format!("/{to}") };
        assert!(listed.iter().any(|line| is_named(&installed, line)), "{installed} is not in the .rpm");
    }
}

#[test]
fn every_file_that_names_the_version_names_this_one() {
    let version = workspace()["workspace"]["package"]["version"].as_str().unwrap().to_owned();
    let first = |name: &str, wanted: &str| {
        let text = read(&format!("{LINUX}/{name}"));
        assert!(text.contains(wanted), "{name} does not say {wanted}");
    };
    assert!(read(&format!("{LINUX}/changelog")).starts_with(&format!("captrack-desktop ({version}) ")));
    first("captrack.1", &format!("CapTrack Desktop {version}"));
    first(&format!("{APP_ID}.metainfo.xml"), &format!("<release version=\"{version}\""));
}

#[test]
fn the_manual_page_has_every_command_and_option() {
    let manual = read(&format!("{LINUX}/captrack.1")).replace('\\', "");
    let help = parse_options(["captrack", "--help"].map(OsString::from)).unwrap_err().text;
    let commands = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
    let commands = commands.lines().filter_map(|line| line.split_whitespace().next()).filter(|word| *word != "help");
    let options = help.split_whitespace().filter(|word| word.starts_with("--")).map(|word| word.trim_end_matches(','));
    let missing: Vec<&str> = commands.chain(options).filter(|word| !manual.contains(word)).collect();
    assert!(help.contains("Commands:\n") && missing.is_empty(), "{missing:?}");
}

#[test]
fn what_the_unit_may_do_is_little() {
    let unit = read(&format!("{LINUX}/captrack@.service"));
    for line in ["NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "CapabilityBoundingSet=", "User=%i"]
    {
        assert!(unit.lines().any(|found| found == line), "{line}");
    }
    let start = unit.lines().find_map(|line| line.strip_prefix("ExecStart=/usr/bin/")).unwrap();
    let words = start.replace("${STATE_DIRECTORY}", "/var/lib/captrack/captrack");
    parse_options(words.split(' ').map(OsString::from)).unwrap();
}
