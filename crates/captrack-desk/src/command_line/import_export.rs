//! Settings and mains out to files and in from them.

use captrack_contract::{MainChange, MainsColumns, MainsImport, SettingChange, SettingsImport, commands};
use captrack_domain::text;

use super::Performer;
use super::files::{print_line, read, write};
use crate::args::FileTransfer;
use crate::error::DeskError;
use crate::said::said;

/// Ids are listed up to this many.
const LISTED: usize = 10;

/// `captrack config`.
pub(super) async fn config(performer: &Performer, exchange: FileTransfer) -> Result<(), DeskError> {
    match exchange {
        FileTransfer::Export { file } => {
            let exported = performer.ask(commands::ExportConfig).await?;
            write(&file, &exported.text)
        }
        FileTransfer::Import { file, dry_run } => {
            let command = commands::ImportConfig { toml: read(&file)?, apply: !dry_run };
            let import = performer.ask(command).await?;
            tell_settings(&import)
        }
    }
}

/// `captrack mains`.
pub(super) async fn mains(performer: &Performer, exchange: FileTransfer) -> Result<(), DeskError> {
    match exchange {
        FileTransfer::Export { file } => {
            let exported = performer.ask(commands::ExportMains).await?;
            write(&file, &exported.text)
        }
        FileTransfer::Import { file, dry_run } => {
            let command = commands::ImportMains { csv: read(&file)?, apply: !dry_run };
            let import = performer.ask(command).await?;
            tell_mains(&import)
        }
    }
}

fn tell_settings(import: &SettingsImport) -> Result<(), DeskError> {
    for SettingChange { setting, old, new } in &import.changes {
        print_line(&format!("{}: {} → {}", said(setting), said(old), said(new)))?;
    }
    conclude(import.changes.is_empty(), import.applied);
    Ok(())
}

fn tell_mains(import: &MainsImport) -> Result<(), DeskError> {
    for MainChange { pilot, from, to } in &import.changes {
        print_line(&format!("{pilot}: {from} → {to}"))?;
    }
    if let Some(MainsColumns { pilots, mains }) = &import.columns {
        eprintln!("{}", said(&text!("import-columns", pilots = pilots.as_str(), mains = mains.as_str())));
    }
    for line in import.unmatched.iter().take(LISTED) {
        eprintln!("{}", said(line));
    }
    if import.unmatched.len() > LISTED {
        eprintln!("{}", said(&text!("import-unmatched-more", n = import.unmatched.len() - LISTED)));
    }
    if let Some(sentence) = left_out(import) {
        eprintln!("{sentence}");
    }
    conclude(import.changes.is_empty(), import.applied);
    Ok(())
}

/// Who is in the file and not watched here, in one sentence.
fn left_out(import: &MainsImport) -> Option<String> {
    let unknown = &import.unknown_pilots;
    if unknown.is_empty() {
        return None;
    }
    let listed: Vec<String> = unknown.iter().take(LISTED).map(ToString::to_string).collect();
    let more = if unknown.len() > LISTED { ", …" } else { "" };
    let listed = format!("{}{more}", listed.join(", "));
    Some(said(&text!("import-left-out", n = unknown.len(), pilots = listed)))
}

/// What a person is told besides.
fn conclude(nothing: bool, applied: bool) {
    if nothing {
        eprintln!("{}", said(&text!("import-nothing")));
    } else if !applied {
        eprintln!("{}", said(&text!("import-dry-run")));
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::ids::PilotId;

    use super::*;

    #[test]
    fn pilots_that_are_left_out_are_told_by_their_ids_while_they_are_few() {
        let told = |ids: std::ops::Range<i64>| {
            left_out(&MainsImport { unknown_pilots: ids.map(PilotId).collect(), ..MainsImport::default() })
        };
        assert_eq!(told(0..0), None);
        assert_eq!(told(7..8).unwrap(), "1 pilot of the file is not watched here and was left out: 7.");
        assert_eq!(told(7..9).unwrap(), "2 pilots of the file are not watched here and were left out: 7, 8.");
        assert!(told(0..20).unwrap().ends_with("8, 9, …."));
    }
}
