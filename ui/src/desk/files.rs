//! Files that come in and go out: what the desk gives is kept in the download folder, what the user chooses is read here.

use captrack_contract::TextFile;
use captrack_contract::commands::Command;
use captrack_domain::foreign_text::decoded;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FileList};
use yew::AttrValue;

use crate::desk::link::DeskLink;
use crate::words::text::{args, say_with};

/// More than any policy or list of mains has, in bytes.
const LARGEST: f64 = 8_000_000.0;

/// Asks for a file, keeps it and tells where.
pub fn export<C: Command<Reply = TextFile> + 'static>(link: &DeskLink, question: C) {
    let told = link.clone();
    link.look_up(question, move |file| told.save_file(file));
}

/// What the program can take in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Rules, notifications and window, TOML.
    Settings,
    /// Pilots and their mains, CSV.
    Mains,
}

impl FileKind {
    /// What a file of that name must be; none: nothing that the program can take in.
    pub fn of(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "toml" => Some(Self::Settings),
            "csv" | "tsv" => Some(Self::Mains),
            _ => None,
        }
    }

    /// The name in attributes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Mains => "mains",
        }
    }

    /// What a file chooser offers.
    pub const fn accepted(self) -> &'static str {
        match self {
            Self::Settings => ".toml,application/toml,text/plain",
            Self::Mains => ".csv,.tsv,text/csv,text/tab-separated-values,text/plain",
        }
    }
}

/// The first of the chosen or dropped files.
pub fn first(files: Option<FileList>) -> Option<File> {
    files?.get(0)
}

/// The text of a file, or one sentence why there is none.
pub async fn text_of(file: &File) -> Result<String, AttrValue> {
    let blob: &Blob = file;
    let sentence = |key: &str| say_with(key, &args!("name" => file.name()));
    if blob.size() > LARGEST {
        return Err(sentence("file-too-large"));
    }
    let bytes = JsFuture::from(blob.array_buffer().unchecked_into::<js_sys::Promise>()).await.ok();
    let text = bytes.and_then(|bytes| decoded(&js_sys::Uint8Array::new(&bytes).to_vec()));
    text.ok_or_else(|| sentence("file-unreadable"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_ending() {
        assert_eq!(FileKind::of("captrack-policy.toml"), Some(FileKind::Settings));
        assert_eq!(FileKind::of("Mains (2).CSV"), Some(FileKind::Mains));
        for other in ["notes.txt", "toml", "mains.csv.zip", ""] {
            assert_eq!(FileKind::of(other), None, "{other}");
        }
    }
}
