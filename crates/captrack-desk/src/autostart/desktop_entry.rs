//! Autostart entries of Linux desktops, by the Desktop Entry Specification 1.5 and the Desktop Application Autostart Specification.

use std::ffi::OsStr;
use std::path::Path;

use super::command::StartCommand;
use super::error::AutostartError;

/// A line, as `key=value`.
const COMMAND: &str = "Exec";

/// A whole entry.
pub(super) fn entry(command: &StartCommand) -> Result<String, AutostartError> {
    let exec = exec(command)?;
    let id = captrack_secrets::SERVICE;
    Ok(format!(
        "[Desktop Entry]\nType=Application\nName=CapTrack Desktop\nComment=Watches an alliance's capital ships\n{COMMAND}={exec}\nIcon={id}\n\
         Terminal=false\nStartupNotify=false\nX-GNOME-Autostart-enabled=true\n"
    ))
}

/// The entry with another command where it starts something else: what its user has written into it stays. None: it is right.
pub(super) fn repaired(text: &str, command: &StartCommand) -> Result<Option<String>, AutostartError> {
    let exec = exec(command)?;
    let old = value(text, COMMAND);
    // Words before it, such as `env GDK_BACKEND=x11`, are the user's.
    if old.is_some_and(|old| old == exec || old.ends_with(&format!(" {exec}"))) {
        return Ok(None);
    }
    let Some(old) = old else { return entry(command).map(Some) };
    Ok(Some(text.replacen(&format!("{COMMAND}={old}"), &format!("{COMMAND}={exec}"), 1)))
}

/// Whether the desktop starts it: it may have been switched off there.
pub(super) fn is_on(text: &str) -> bool {
    let is = |key: &str, wanted: &str| value(text, key).is_some_and(|value| value.eq_ignore_ascii_case(wanted));
    !is("Hidden", "true") && !is("X-GNOME-Autostart-enabled", "false")
}

/// The value of a key in the entry's own group.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let own = text.lines().skip_while(|line| line.trim() != "[Desktop Entry]").skip(1);
    let own = own.take_while(|line| !line.starts_with('['));
    own.filter_map(|line| line.split_once('=')).find(|(found, _)| found.trim() == key).map(|(_, value)| value.trim())
}

/// The command line as the value of a key.
fn exec(command: &StartCommand) -> Result<String, AutostartError> {
    let program = text_of(command.program.as_os_str())?;
    let mut words = Vec::new();
    // GLib looks for the first word as it is written, with its doubled signs.
    if command.variable.is_some() || program.contains('%') {
        words.push("env".to_owned());
        if program.contains('=') {
            // It would be taken for one more variable.
            return Err(AutostartError::NotText(command.program.clone()));
        }
    }
    if let Some((name, path)) = &command.variable {
        words.push(quoted(&format!("{name}={}", text_of(path.as_os_str())?)));
    }
    words.push(quoted(program));
    for argument in &command.arguments {
        words.push(quoted(text_of(argument)?));
    }
    // A backslash of the command line is two in a value.
    let line = words.join(" ");
    Ok(line.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t").replace('\r', "\\r"))
}

fn text_of(word: &OsStr) -> Result<&str, AutostartError> {
    word.to_str().ok_or_else(|| AutostartError::NotText(Path::new(word).to_owned()))
}

/// A word of a command line: quoted where a letter has a meaning of its own, and `%` always doubled.
fn quoted(word: &str) -> String {
    let word = word.replace('%', "%%");
    let is_plain = |letter: char| letter.is_alphanumeric() || "/-_.:=,+@%".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word;
    }
    let mut quoted = String::from('"');
    for letter in word.chars() {
        if matches!(letter, '"' | '`' | '$' | '\\') {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(program: &str) -> StartCommand {
        StartCommand { program: program.into(), arguments: vec!["--hidden".into()], variable: None }
    }

    #[test]
    fn a_command_is_quoted_by_the_rules() {
        let exec = |program| exec(&command(program)).unwrap();
        assert_eq!(exec("/usr/bin/captrack"), "/usr/bin/captrack --hidden");
        assert_eq!(exec("/tmp/a b/CapTrack.AppImage"), "\"/tmp/a b/CapTrack.AppImage\" --hidden");
        assert_eq!(exec("/tmp/50%"), "env /tmp/50%% --hidden");
        assert_eq!(exec("/a$b`c\"d"), "\"/a\\\\$b\\\\`c\\\\\"d\" --hidden");
        assert_eq!(exec("/a\\b"), "\"/a\\\\\\\\b\" --hidden");
        assert_eq!(exec("/data/j\u{f6}rg"), "/data/j\u{f6}rg --hidden");
        let odd = StartCommand { program: "/a=b/50%".into(), ..command("/x") };
        assert!(matches!(super::exec(&odd), Err(AutostartError::NotText(_))));
        let with_variable = StartCommand { variable: Some(("SOME_FILE", "/p q".into())), ..command("/x") };
        assert_eq!(super::exec(&with_variable).unwrap(), "env \"SOME_FILE=/p q\" /x --hidden");
    }

    #[test]
    fn what_the_desktop_has_switched_off_is_off() {
        let entry = entry(&command("/usr/bin/captrack")).unwrap();
        assert!(is_on(&entry));
        assert!(!is_on(&entry.replace("enabled=true", "enabled=false")), "GNOME's switch");
        assert!(!is_on(&format!("{entry}Hidden=true\n")), "KDE's and Xfce's");
        assert!(is_on(&format!("{entry}[Desktop Action x]\nHidden=true\n")), "another group's");
    }

    #[test]
    fn an_entry_that_starts_another_program_is_put_right_and_keeps_what_the_user_wrote() {
        let before = entry(&command("/old/CapTrack.AppImage")).unwrap() + "X-GNOME-Autostart-Delay=20\nHidden=true\n";
        let after = repaired(&before, &command("/new place/CapTrack.AppImage")).unwrap().unwrap();
        assert_eq!(value(&after, "Exec"), Some("\"/new place/CapTrack.AppImage\" --hidden"));
        assert_eq!(value(&after, "X-GNOME-Autostart-Delay"), Some("20"));
        assert!(!is_on(&after), "it stays switched off");
        assert_eq!(repaired(&after, &command("/new place/CapTrack.AppImage")).unwrap(), None);
        let own_words = entry(&command("/x")).unwrap().replace("Exec=", "Exec=env GDK_BACKEND=x11 ");
        assert_eq!(repaired(&own_words, &command("/x")).unwrap(), None);
        assert!(repaired("nonsense", &command("/x")).unwrap().is_some_and(|entry| entry.contains("Exec=/x --hidden")));
    }
}
