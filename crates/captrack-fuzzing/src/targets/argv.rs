//! The command line: arguments, a line each.

use std::ffi::OsString;

use captrack_contract::SnoozeLength;
use captrack_desk::{CommandLine, RunMode, SnoozeArgs, parse_options};

use crate::hold;

const WRONG_USAGE: u8 = 64;

pub fn check(bytes: &[u8]) {
    let given = bytes.split(|byte| *byte == b'\n').filter_map(argument);
    let args: Vec<OsString> = std::iter::once("captrack".into()).chain(given).collect();
    let has_link =
        args.iter().any(|arg| arg.to_str().is_some_and(|arg| arg.to_ascii_lowercase().starts_with("captrack:")));
    match parse_options(args.clone()) {
        Ok(options) => {
            let link = match &options.mode {
                RunMode::Command(CommandLine::Link { link }) => Some(link.as_str()),
                _ => None,
            };
            assert_eq!(link.is_some(), has_link, "{args:?}");
            if let Some(link) = link {
                let alone = args.len() == 2 || (args.len() == 3 && args[1] == "--");
                assert!(alone && args.last().is_some_and(|last| last.to_str() == Some(link)), "{args:?}");
                assert!(options.desk.data_dir.is_none() && options.desk.endpoints.is_none(), "{args:?}");
            }
            if let RunMode::Command(command) = &options.mode {
                assert!(!(command.only_reads() && has_link), "a link is there to change something: {args:?}");
            }
            if let RunMode::Command(CommandLine::Snooze {
                length: SnoozeArgs::For(SnoozeLength::Seconds(secs)), ..
            }) = options.mode
            {
                assert!(secs > 0);
            }
        }
        Err(usage) => {
            assert!([0, WRONG_USAGE].contains(&usage.exit_code), "{usage:?}");
            assert!(!usage.text.is_empty());
            hold::harmless(&usage.text);
        }
    }
}

#[cfg(unix)]
fn argument(bytes: &[u8]) -> Option<OsString> {
    use std::os::unix::ffi::OsStringExt;
    // No system gives an argument with a zero in it.
    (!bytes.contains(&0)).then(|| OsString::from_vec(bytes.to_vec()))
}

#[cfg(not(unix))]
fn argument(bytes: &[u8]) -> Option<OsString> {
    String::from_utf8(bytes.to_vec()).ok().filter(|text| !text.contains('\0')).map(OsString::from)
}
