//! The question before a file is taken in: all that it would change, old and new.

use captrack_contract::{MainsColumns, MainsImport, SettingsImport};
use yew::prelude::*;

use crate::actions::import::{ImportChanges, ImportState, Importing};
use crate::kit::dialog::Dialog;
use crate::kit::icon::{Drawing, Icon};
use crate::words::core::said;
use crate::words::text::{args, say, say_with};

/// So many lines are shown.
const MOST: usize = 200;
/// So many numbers of pilots are named.
const MOST_NAMED: usize = 10;

/// A file on its way in.
#[derive(Properties, PartialEq)]
pub struct ImportDialogProps {
    /// A file on its way in.
    pub importing: Importing,
}

/// The dialog, while there is something to ask or to say.
#[component]
pub fn ImportDialog(props: &ImportDialogProps) -> Html {
    let importing = &props.importing;
    let on_close = {
        let importing = importing.clone();
        Callback::from(move |()| {
            // What is under way is told here; to leave would look like stopping it.
            if !matches!(&*importing.state, ImportState::Asking { applying: true, .. }) {
                importing.leave();
            }
        })
    };
    match &*importing.state {
        ImportState::Idle | ImportState::Looking => Html::default(),
        ImportState::Refused(why) => html! {
            <Dialog name="import-refused" title={say("import-refused")} on_close={on_close.clone()}>
                <p class="field-error" data-fact="why"><Drawing icon={Icon::Warning} />{ why.clone() }</p>
                <div class="buttons is-end">{ leave(&on_close, "import-close", false) }</div>
            </Dialog>
        },
        ImportState::Asking { name, changes, applying, .. } => {
            let n = changes.count();
            let apply = {
                let importing = importing.clone();
                Callback::from(move |_: MouseEvent| importing.apply())
            };
            html! {
                <Dialog
                    name="import"
                    title={say_with("import-title", &args!("name" => name.as_str()))}
                    on_close={on_close.clone()}
                >
                    {
                        match changes {
                            ImportChanges::Settings(import) => settings(import),
                            ImportChanges::Mains(import) => mains(import),
                        }
                    }
                    <div class="buttons is-end">
                        { leave(&on_close, if n == 0 { "import-close" } else { "import-leave" }, *applying) }
                        if n > 0 {
                            <button class="button is-primary" type="button" data-action="import-apply" disabled={*applying} onclick={apply}>
                                { say_with("import-apply", &args!("n" => n)) }
                            </button>
                        }
                    </div>
                </Dialog>
            }
        }
    }
}

fn leave(on_close: &Callback<()>, key: &'static str, disabled: bool) -> Html {
    html! {
        <button class="button" type="button" data-action="import-leave" autofocus=true {disabled} onclick={on_close.reform(|_: MouseEvent| ())}>
            { say(key) }
        </button>
    }
}

/// A table of what changes: what, how it is, how it would be.
fn table(head: [&str; 3], rows: Vec<[AttrValue; 3]>, more: usize) -> Html {
    let [what, old, new] = head;
    html! {
        // A list that scrolls can be reached by keyboard.
        <div class="changes" tabindex="0">
            <table>
                <thead><tr><th scope="col">{ say(what) }</th><th scope="col">{ say(old) }</th><th scope="col">{ say(new) }</th></tr></thead>
                <tbody>
                    for [what, old, new] in rows {
                        <tr data-change={what.clone()}>
                            <th scope="row">{ what }</th>
                            <td class="quiet">{ old }</td>
                            <td>{ new }</td>
                        </tr>
                    }
                </tbody>
            </table>
            if more > 0 {
                <p class="quiet">{ say_with("and-more", &args!("n" => more)) }</p>
            }
        </div>
    }
}

fn settings(import: &SettingsImport) -> Html {
    if import.changes.is_empty() {
        return html! { <p data-fact="nothing">{ say("import-nothing") }</p> };
    }
    let row = |change: &captrack_contract::SettingChange| {
        [&change.setting, &change.old, &change.new].map(|text| said(text).into())
    };
    let rows = import.changes.iter().take(MOST).map(row).collect();
    table(["import-setting", "import-old", "import-new"], rows, import.changes.len().saturating_sub(MOST))
}

fn mains(import: &MainsImport) -> Html {
    let row = |change: &captrack_contract::MainChange| {
        [change.pilot.clone().into(), change.from.clone().into(), change.to.clone().into()]
    };
    let rows = import.changes.iter().take(MOST).map(row).collect();
    html! {
        <>
            if import.changes.is_empty() {
                <p data-fact="nothing">{ say("import-nothing") }</p>
            } else {
                { table(["import-pilot", "import-main-old", "import-main-new"], rows, import.changes.len().saturating_sub(MOST)) }
            }
            if import.unchanged > 0 {
                <p class="quiet" data-fact="unchanged">{ say_with("import-unchanged", &args!("n" => import.unchanged)) }</p>
            }
            if let Some(MainsColumns { pilots, mains }) = &import.columns {
                <p class="quiet" data-fact="columns">
                    { say_with("import-columns", &args!("pilots" => pilots.as_str(), "mains" => mains.as_str())) }
                </p>
            }
            if !import.unmatched.is_empty() {
                <ul class="quiet" data-fact="unmatched">
                    for line in import.unmatched.iter().take(MOST_NAMED) {
                        <li>{ said(line) }</li>
                    }
                    if import.unmatched.len() > MOST_NAMED {
                        <li>{ say_with("and-more", &args!("n" => import.unmatched.len() - MOST_NAMED)) }</li>
                    }
                </ul>
            }
            if let Some(unknown) = unknown(import) {
                <p class="quiet" data-fact="unknown">{ unknown }</p>
            }
        </>
    }
}

/// Pilots of the file that are not watched here: how many, and the numbers of the first.
fn unknown(import: &MainsImport) -> Option<AttrValue> {
    let n = import.unknown_pilots.len();
    let named: Vec<String> = import.unknown_pilots.iter().take(MOST_NAMED).map(ToString::to_string).collect();
    let mut ids = named.join(", ");
    if n > MOST_NAMED {
        ids.push_str(", …");
    }
    (n > 0).then(|| say_with("import-unknown", &args!("n" => n, "ids" => ids)))
}

#[cfg(test)]
mod tests {
    use captrack_domain::ids::PilotId;

    use super::*;

    #[test]
    fn pilots_that_are_not_watched_are_counted_and_the_first_are_named() {
        let with = |n: i64| MainsImport { unknown_pilots: (1..=n).map(PilotId).collect(), ..MainsImport::default() };
        assert_eq!(unknown(&with(0)), None);
        assert_eq!(unknown(&with(1)).unwrap(), "One pilot of the file is not watched here and is skipped: 1.");
        assert!(unknown(&with(12)).unwrap().ends_with("9, 10, …."));
    }
}
