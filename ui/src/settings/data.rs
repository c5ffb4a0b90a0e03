//! Data and files: settings and mains as files, what is kept where, and how it goes away.

use std::rc::Rc;

use captrack_contract::{SettingsView, WindowCommand, commands};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::actions::import::{ImportState, Importing};
use crate::desk::files::{self, FileKind};
use crate::desk::link::use_link;
use crate::kit::copy_field::CopyField;
use crate::kit::icon::{Drawing, Icon};
use crate::words::text::say;

/// The section.
#[derive(Properties, PartialEq)]
pub struct DataProps {
    /// All settings.
    pub view: Rc<SettingsView>,
    /// This desk's user may change rules and mains.
    pub may_import: bool,
    /// A file on its way in.
    pub importing: Importing,
}

/// What can be taken out and in, and what is kept, sent and forgotten.
#[component]
pub fn Data(props: &DataProps) -> Html {
    let link = use_link();
    let authorized_apps = Callback::from(move |_: MouseEvent| {
        link.ask_window(WindowCommand::OpenHelp { topic: "eve_authorized_apps".into() });
    });
    html! {
        <>
            for kind in [FileKind::Settings, FileKind::Mains] {
                <FilePanel key={kind.name()} {kind} may_import={props.may_import} importing={props.importing.clone()} />
            }
            <section class="panel facts">
                <h2>{ say("data-where") }</h2>
                <CopyField name={say("data-folder")} text={props.view.data_folder.clone()} />
                <p class="quiet">{ say("data-folder-what") }</p>
                <h2>{ say("data-secrets") }</h2>
                <p data-fact="secrets">{ props.view.secrets_in.clone() }</p>
                <p class="quiet">{ say("data-secrets-what") }</p>
            </section>
            <section class="panel facts">
                <h2>{ say("data-read") }</h2>
                <p>{ say("data-read-what") }</p>
                <h2>{ say("data-sent") }</h2>
                <p>{ say("data-sent-what") }</p>
                <h2>{ say("data-forgotten") }</h2>
                <p>{ say("data-forgotten-what") }</p>
                <button class="button" type="button" data-action="open-authorized-apps" onclick={authorized_apps}>
                    { say("authorized-apps") }
                    <Drawing icon={Icon::Out} size={14} />
                </button>
            </section>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct FilePanelProps {
    kind: FileKind,
    may_import: bool,
    importing: Importing,
}

/// A kind of file: out with a button, in with another or by dropping it.
#[component]
fn FilePanel(props: &FilePanelProps) -> Html {
    let link = use_link();
    let kind = props.kind;
    let (title, what, drop) = match kind {
        FileKind::Settings => ("file-settings", "file-settings-what", "file-settings-drop"),
        FileKind::Mains => ("file-mains", "file-mains-what", "file-mains-drop"),
    };
    let export = Callback::from(move |_: MouseEvent| match kind {
        FileKind::Settings => files::export(&link, commands::ExportConfig),
        FileKind::Mains => files::export(&link, commands::ExportMains),
    });
    let looking = *props.importing.state == ImportState::Looking;
    let onchange = {
        let importing = props.importing.clone();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                if let Some(file) = files::first(field.files()).filter(|_| !looking) {
                    importing.take(file, Some(kind));
                }
                // The same file can be chosen again, once it has been mended.
                field.set_value("");
            }
        })
    };
    let note_id = format!("import-{}-note", kind.name());
    html! {
        <section class="panel" data-file={kind.name()}>
            <h2>{ say(title) }</h2>
            <p class="quiet">{ say(what) }</p>
            <div class="buttons">
                <button class="button" type="button" data-action={format!("export-{}", kind.name())} onclick={export}>
                    { say("file-export") }
                </button>
                if props.may_import {
                    <label class={classes!("button", "file-button", looking.then_some("is-busy"))}>
                        { say(if looking { "file-looking" } else { "file-import" }) }
                        <input
                            type="file"
                            accept={kind.accepted()}
                            data-field={format!("import-{}", kind.name())}
                            aria-describedby={note_id.clone()}
                            {onchange}
                        />
                    </label>
                }
            </div>
            if props.may_import {
                <p class="field-hint" id={note_id}>{ say(drop) }</p>
            }
        </section>
    }
}
