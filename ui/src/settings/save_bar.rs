//! The bar under the settings while rules are edited: how many changes, and whether they make sense.

use captrack_domain::policy::Policy;
use yew::prelude::*;

use crate::kit::icon::{Drawing, Icon};
use crate::settings::policy_draft;
use crate::words::text::{args, say, say_with};

/// What is edited.
#[derive(Properties, PartialEq)]
pub struct SaveBarProps {
    /// The rules in force.
    pub in_force: Policy,
    /// The rules as edited.
    pub draft: Policy,
    /// Why they cannot be saved; one sentence.
    pub refused: Option<AttrValue>,
    /// They are on their way.
    pub saving: bool,
    /// The user wants them in force.
    pub on_save: Callback<()>,
    /// The user wants those in force.
    pub on_discard: Callback<()>,
}

/// The bar.
#[component]
pub fn SaveBar(props: &SaveBarProps) -> Html {
    let n = policy_draft::changes(&props.in_force, &props.draft);
    html! {
        <footer class="save-bar" data-changes={n.to_string()}>
            if let Some(refused) = &props.refused {
                // Said aloud where it was typed.
                <p id="save-note" class="field-error">
                    <Drawing icon={Icon::Warning} />
                    { refused.clone() }
                </p>
            } else {
                <p id="save-note" class="quiet" role="status">{ say_with("changes-unsaved", &args!("n" => n)) }</p>
            }
            <button
                class="button"
                type="button"
                data-action="discard"
                disabled={props.saving}
                onclick={props.on_discard.reform(|_: MouseEvent| ())}
            >
                { say("discard") }
            </button>
            <button
                class="button is-primary"
                type="button"
                data-action="save"
                aria-describedby="save-note"
                disabled={props.refused.is_some() || props.saving}
                onclick={props.on_save.reform(|_: MouseEvent| ())}
            >
                { say_with("save-changes", &args!("n" => n)) }
            </button>
        </footer>
    }
}
