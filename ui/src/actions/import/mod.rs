//! Taking in a file: what it would change is shown first, and then done or not.

pub mod dialog;

use captrack_contract::{MainsImport, Refusal, SettingsImport, commands};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use crate::desk;
use crate::desk::files::{FileKind, text_of};
use crate::desk::link::DeskLink;
use crate::words::text::{args, say_with};

/// Where taking in a file stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum ImportState {
    /// There is none.
    #[default]
    Idle,
    /// It is read, or the desk looks at it.
    Looking,
    /// It cannot be used; one sentence.
    Refused(AttrValue),
    /// What it would change; the user decides.
    Asking {
        /// The file's name.
        name: String,
        /// The file's text.
        text: String,
        /// What it would change.
        changes: ImportChanges,
        /// It is being carried out.
        applying: bool,
    },
}

/// What a file would change.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportChanges {
    /// Of the settings.
    Settings(Box<SettingsImport>),
    /// Of the mains.
    Mains(MainsImport),
}

impl ImportChanges {
    /// How many there are.
    pub fn count(&self) -> usize {
        match self {
            Self::Settings(import) => import.changes.len(),
            Self::Mains(import) => import.changes.len(),
        }
    }

    /// What is told when they are carried out.
    fn told(&self) -> AttrValue {
        let key = match self {
            Self::Settings(_) => "import-settings-applied",
            Self::Mains(_) => "import-mains-applied",
        };
        say_with(key, &args!("n" => self.count()))
    }
}

/// Asks what a file would change; nothing is changed.
async fn look(kind: FileKind, text: String) -> Result<ImportChanges, Refusal> {
    match kind {
        FileKind::Settings => {
            let import = desk::ask(commands::ImportConfig { toml: text, apply: false }).await?;
            Ok(ImportChanges::Settings(Box::new(import)))
        }
        FileKind::Mains => desk::ask(commands::ImportMains { csv: text, apply: false }).await.map(ImportChanges::Mains),
    }
}

/// A file on its way in and what the user can do about it.
#[derive(Clone, PartialEq)]
pub struct Importing {
    /// Where it stands.
    pub state: UseStateHandle<ImportState>,
    link: DeskLink,
}

impl Importing {
    /// Reads a file and asks what it would change. `kind`: what it must be, where that is known.
    pub fn take(&self, file: File, kind: Option<FileKind>) {
        let state = self.state.setter();
        let name = file.name();
        let Some(kind) = kind.or_else(|| FileKind::of(&name)) else {
            state.set(ImportState::Refused(say_with("file-unknown", &args!("name" => name))));
            return;
        };
        state.set(ImportState::Looking);
        spawn_local(async move {
            let text = match text_of(&file).await {
                Ok(text) => text,
                Err(why) => return state.set(ImportState::Refused(why)),
            };
            state.set(match look(kind, text.clone()).await {
                Ok(changes) => ImportState::Asking { name, text, changes, applying: false },
                Err(refusal) => ImportState::Refused(refusal.said().into()),
            });
        });
    }

    /// Carries out what the file would change.
    pub fn apply(&self) {
        let ImportState::Asking { name, text, changes, .. } = &*self.state else { return };
        let (state, told) = (self.state.setter(), self.link.clone());
        state.set(ImportState::Asking {
            name: name.clone(),
            text: text.clone(),
            changes: changes.clone(),
            applying: true,
        });
        let ended = move |answer: Result<ImportChanges, Refusal>| match answer {
            Ok(changes) => {
                state.set(ImportState::Idle);
                told.done(changes.told());
            }
            Err(refusal) => state.set(ImportState::Refused(refusal.said().into())),
        };
        match changes {
            ImportChanges::Settings(_) => {
                self.link.settle(commands::ImportConfig { toml: text.clone(), apply: true }, move |answer| {
                    ended(answer.map(|import| ImportChanges::Settings(Box::new(import))));
                });
            }
            ImportChanges::Mains(_) => {
                self.link.settle(commands::ImportMains { csv: text.clone(), apply: true }, move |answer| {
                    ended(answer.map(ImportChanges::Mains));
                });
            }
        }
    }

    /// Leaves everything as it is.
    pub fn leave(&self) {
        self.state.set(ImportState::Idle);
    }
}

/// A place for a file on its way in.
#[hook]
pub fn use_importing(link: &DeskLink) -> Importing {
    let state = use_state_eq(ImportState::default);
    Importing { state, link: link.clone() }
}

#[cfg(test)]
mod tests {
    use captrack_contract::{MainChange, SettingChange};
    use captrack_domain::policy::Policy;
    use captrack_domain::text;

    use super::*;

    fn settings(n: usize) -> ImportChanges {
        let change =
            SettingChange { setting: text!("setting-scope"), old: text!("value-everywhere"), new: text!("value-none") };
        ImportChanges::Settings(Box::new(SettingsImport {
            changes: vec![change; n],
            policy: Policy::default(),
            preferences: captrack_domain::preferences::Preferences::default(),
            applied: true,
        }))
    }

    #[test]
    fn an_import_tells_how_much_it_has_changed() {
        let changes = settings(2);
        assert_eq!(changes.count(), 2);
        assert_eq!(changes.told(), "2 settings from the file are in force.");
        let change = MainChange { pilot: "Kara".into(), from: "Kara".into(), to: "Mira".into() };
        let mains = MainsImport { changes: vec![change], ..MainsImport::default() };
        assert_eq!(ImportChanges::Mains(mains).told(), "One pilot moved to another main.");
    }
}
