//! The entry as a desktop reads it.

use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use super::*;

struct Home {
    root: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        Self { root: tempfile::tempdir().unwrap() }
    }

    fn entry_of(&self, profile: Option<&str>) -> AutostartEntry {
        AutostartEntry::at(self.root.path().join("config/autostart"), &self.root.path().join("earlier"), profile)
    }

    fn autostart(&self, program: &str, profile: Option<&str>) -> Autostart {
        let command = StartCommand { program: program.into(), arguments: vec!["--hidden".into()], variable: None };
        Autostart { command, entry: self.entry_of(profile), shown: Mutex::new(None) }
    }

    fn entry(&self) -> PathBuf {
        self.entry_of(None).path()
    }
}

#[test]
fn it_is_on_when_it_was_set_and_off_when_it_was_unset_and_nothing_is_left() {
    let home = Home::new();
    let autostart = home.autostart("/opt/captrack", None);
    assert!(!autostart.look().unwrap());
    autostart.set(true).unwrap();
    assert!(autostart.look().unwrap());
    autostart.set(false).unwrap();
    assert!(!autostart.look().unwrap());
    assert_eq!(fs::read_dir(home.entry().parent().unwrap()).unwrap().count(), 0);
}

#[test]
fn two_data_folders_have_two_entries() {
    let home = Home::new();
    home.autostart("/opt/captrack", None).set(true).unwrap();
    let other = home.autostart("/opt/captrack", Some("0123456789abcdef"));
    assert!(!other.look().unwrap());
    other.set(true).unwrap();
    assert_eq!(fs::read_dir(home.entry().parent().unwrap()).unwrap().count(), 2);
}

#[cfg(not(target_os = "macos"))]
#[test]
fn what_the_desktop_has_switched_off_stays_off_when_other_settings_are_saved_and_when_the_program_moves() {
    let home = Home::new();
    let autostart = home.autostart("/opt/captrack", None);
    autostart.set(true).unwrap();
    let off = fs::read_to_string(home.entry()).unwrap().replace("enabled=true", "enabled=false");
    fs::write(home.entry(), &off).unwrap();
    // The settings still show what it was; somebody changes the theme.
    autostart.set(true).unwrap();
    assert_eq!(fs::read_to_string(home.entry()).unwrap(), off);
    let moved = home.autostart("/usr/bin/captrack", None);
    assert!(!moved.look().unwrap());
    assert!(fs::read_to_string(home.entry()).unwrap().contains("Exec=/usr/bin/captrack --hidden"));
    // The user's own choice in CapTrack counts.
    moved.set(true).unwrap();
    assert!(moved.look().unwrap());
}

#[cfg(not(target_os = "macos"))]
#[test]
fn the_entry_of_an_earlier_version_is_replaced_and_one_that_was_off_only_goes() {
    for (more, on) in [("", true), ("Hidden=true\n", false)] {
        let home = Home::new();
        let earlier = home.root.path().join("earlier/CapTrack Desktop.desktop");
        fs::create_dir_all(earlier.parent().unwrap()).unwrap();
        fs::write(&earlier, format!("[Desktop Entry]\nType=Application\nExec=/tmp/a b/captrack --hidden\n{more}"))
            .unwrap();
        let autostart = home.autostart("/tmp/a b/captrack", None);
        assert_eq!(autostart.look().unwrap(), on);
        assert!(!earlier.exists());
        assert_eq!(home.entry().exists(), on);
    }
}

/// The desktop's own reading of the entry, from the folder's oddest name to the program's words.
#[cfg(target_os = "linux")]
#[test]
fn a_program_in_a_folder_with_any_name_is_started_by_the_desktop_with_its_words() {
    let on_the_path = |program: &str| {
        env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
    };
    if !on_the_path("gio") {
        assert!(env::var_os("CI").is_none(), "gio is not installed, which on CI is a failure");
        eprintln!("it did not run: gio is not installed");
        return;
    }
    for name in
        ["plain", "a b", "50% off", "$HOME", "a`id`b", "quo\"te", "back\\slash", "tab\there", "it's", "j\u{f6}rg & co;"]
    {
        let home = Home::new();
        let folder = home.root.path().join(name);
        fs::create_dir(&folder).unwrap();
        let (program, heard) = (folder.join("cap track"), home.root.path().join("heard"));
        fs::write(
            &program,
            format!("#!/bin/sh\nprintf '%s\\n' \"$@\" >'{0}.new'\nmv '{0}.new' '{0}'\n", heard.display()),
        )
        .unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let data = folder.join("data").into_os_string();
        let command = StartCommand {
            program,
            arguments: vec!["--hidden".into(), "--data-dir".into(), data.clone()],
            variable: None,
        };
        let autostart = Autostart { command, entry: home.entry_of(None), shown: Mutex::new(None) };
        autostart.set(true).unwrap();
        let launched = Command::new("gio").arg("launch").arg(home.entry()).output().unwrap();
        assert!(launched.status.success(), "{name:?}: {}", String::from_utf8_lossy(&launched.stderr));
        let began = Instant::now();
        while !heard.exists() {
            assert!(began.elapsed() < Duration::from_secs(30), "{name:?} was not started");
            std::thread::sleep(Duration::from_millis(10));
        }
        let wanted = format!("--hidden\n--data-dir\n{}\n", data.display());
        assert_eq!(fs::read_to_string(&heard).unwrap(), wanted, "{name:?}");
    }
}
