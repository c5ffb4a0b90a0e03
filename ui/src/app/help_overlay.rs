//! The keys of the main window, on one sheet.

use yew::prelude::*;

use crate::kit::dialog::Dialog;
use crate::window::main_page::MainPage;
use crate::words::text::say;

/// Keys and what they do.
type Keys = &'static [(&'static str, &'static str)];

/// Everywhere.
const EVERYWHERE: Keys = &[
    ("1", "key-dashboard"),
    ("2", "key-pilots"),
    ("3", "key-activity"),
    ("4", "key-discord"),
    ("/", "key-search"),
    ("Esc", "key-escape"),
    ("Ctrl+Z", "key-undo"),
    ("F6", "key-notices"),
    ("?", "key-help"),
];

/// On the dashboard.
const DASHBOARD: Keys = &[
    ("↑ ↓", "key-go"),
    ("Home End", "key-ends"),
    ("PgUp PgDn", "key-pages"),
    ("j k", "key-cards"),
    ("→", "key-open"),
    ("←", "key-close"),
    ("Enter", "key-enter"),
    ("x", "key-select"),
    ("s", "key-snooze"),
    ("a", "key-acknowledge"),
    ("m", "key-main"),
    ("o", "key-links"),
    ("g", "key-group"),
];

/// Among the pilots.
const PILOTS: Keys = &[
    ("↑ ↓", "key-pilots-go"),
    ("Home End", "key-ends"),
    ("PgUp PgDn", "key-pages"),
    ("Space", "key-pilots-choose"),
    ("Enter", "key-pilots-menu"),
    ("m", "key-pilots-main"),
    ("s", "key-pilots-snooze"),
];

/// What to do when the user has read enough.
#[derive(Properties, PartialEq)]
pub struct HelpOverlayProps {
    /// The page that the user is on: its keys come first.
    pub here: MainPage,
    /// Single letters, digits and signs are shortcuts.
    pub letter_keys: bool,
    /// The user closes it.
    pub on_close: Callback<()>,
}

/// The sheet.
#[component]
pub fn HelpOverlay(props: &HelpOverlayProps) -> Html {
    let everywhere = (say("keys-everywhere"), EVERYWHERE);
    let dashboard = (MainPage::Dashboard.title(), DASHBOARD);
    let pilots = (MainPage::Pilots.title(), PILOTS);
    let groups = match props.here {
        MainPage::Dashboard => [dashboard, everywhere, pilots],
        MainPage::Pilots => [pilots, everywhere, dashboard],
        MainPage::Activity | MainPage::Discord => [everywhere, dashboard, pilots],
    };
    let onkeydown = {
        let on_close = props.on_close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "?" {
                event.prevent_default();
                on_close.emit(());
            }
        })
    };
    let close = props.on_close.reform(|_: MouseEvent| ());
    html! {
        <Dialog name="help" title={say("keys")} on_close={props.on_close.clone()}>
            if !props.letter_keys {
                <p class="quiet" data-note="letter-keys-off">{ say("keys-letters-off") }</p>
            }
            // A list that scrolls can be reached by keyboard.
            <div class="help-groups" tabindex="0" {onkeydown}>
                for (title, keys) in groups {
                    <section key={title.to_string()} class="help-group">
                        <h3>{ title.clone() }</h3>
                        <dl class="help-keys">
                            for (key, meaning) in keys.iter().copied() {
                                { line(key, meaning) }
                            }
                        </dl>
                    </section>
                }
            </div>
            <div class="buttons is-end">
                <button class="button" type="button" data-action="close-help" autofocus=true onclick={close}>{ say("import-close") }</button>
            </div>
        </Dialog>
    }
}

fn line(keys: &'static str, meaning: &'static str) -> Html {
    html! {
        <div key={meaning}>
            <dt>
                for key in keys.split(' ') {
                    <kbd key={key}>{ key }</kbd>
                }
            </dt>
            <dd>{ say(meaning) }</dd>
        </div>
    }
}
