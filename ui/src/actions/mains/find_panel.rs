//! The panel that finds a main to put pilots under.

use captrack_contract::commands;
use yew::prelude::*;

use crate::actions::mains::moved_pilots::{Mover, named};
use crate::actions::mains::{MainCandidate, candidates, put_under};
use crate::desk::link::use_link;
use crate::kit::popover::Popover;
use crate::platform::dom;
use crate::platform::timer::use_settled;
use crate::words::text::{args, say, say_with};

/// The desk is asked this long after the last letter, in milliseconds.
const PAUSE: i32 = 150;
/// So many mains are offered.
const MOST: usize = 8;

/// Whom to put under a main.
#[derive(Properties, PartialEq)]
pub struct FindMainPanelProps {
    /// The element id of the button it hangs from.
    pub anchor: AttrValue,
    /// Whom.
    pub movers: Vec<Mover>,
    /// The user is done with it.
    pub on_close: Callback<()>,
}

/// The panel: type a part of a name, choose.
#[component]
pub fn FindMainPanel(props: &FindMainPanelProps) -> Html {
    let link = use_link();
    let typed = use_state_eq(String::new);
    // What is looked for by now: an answer to what was typed before is no answer.
    let latest = use_mut_ref(String::new);
    latest.replace(typed.trim().to_owned());
    let found = use_state(|| None::<(String, Vec<MainCandidate>)>);
    {
        let (link, found, movers) = (link.clone(), found.setter(), props.movers.clone());
        use_settled(typed.trim().to_owned(), PAUSE, move |typed| {
            if typed.is_empty() {
                return;
            }
            let (found, movers, typed, latest) = (found.clone(), movers.clone(), typed.clone(), latest.clone());
            link.look_up(commands::Pilots { search: typed.clone() }, move |pilots| {
                if *latest.borrow() == typed {
                    let candidates = candidates(&pilots, &typed, &movers, MOST);
                    found.set(Some((typed, candidates)));
                }
            });
        });
    }
    let choose = {
        let (anchor, on_close) = (props.anchor.clone(), props.on_close.clone());
        let movers = props.movers.clone();
        Callback::from(move |main: Option<MainCandidate>| {
            dom::focus(dom::by_id(&anchor));
            on_close.emit(());
            put_under(&link, &movers, main.map(|main| (main.main, main.name)));
        })
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| typed.set(dom::value_of(&event)))
    };
    let pilot = named(&props.movers);
    let has_own = props.movers.iter().any(|mover| mover.main != mover.pilot);
    let shown = (*found).clone().filter(|_| !typed.trim().is_empty());
    let nobody = shown.as_ref().is_some_and(|(of, found)| found.is_empty() && of == typed.trim());
    let onsubmit = {
        // Only what was found for the words that stand there.
        let first = shown.as_ref().filter(|(of, _)| of == typed.trim()).and_then(|(_, found)| found.first().cloned());
        let choose = choose.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(main) = first.clone() {
                choose.emit(Some(main));
            }
        })
    };
    html! {
        <Popover
            id="find-main-panel"
            anchor={props.anchor.clone()}
            label={say_with("main-find", &args!("pilot" => pilot.to_string()))}
            on_close={props.on_close.clone()}
        >
            <p class="popover-title">{ say("main-put") }<b>{ pilot }</b></p>
            <form {onsubmit}>
            <label class="popover-field">
                <span>{ say("main-name") }</span>
                <input
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    value={(*typed).clone()}
                    data-item="true"
                    data-field="find-main"
                    {oninput}
                />
            </label>
            </form>
            <div aria-live="polite">
                for main in shown.map(|(_, found)| found).unwrap_or_default() {
                    <button
                        key={main.main.to_string()}
                        class="popover-item cut"
                        type="button"
                        data-item="true"
                        data-choose={main.main.to_string()}
                        title={main.name.clone()}
                        onclick={choose.reform({ let main = main.clone(); move |_: MouseEvent| Some(main.clone()) })}
                    >
                        { main.name.clone() }
                    </button>
                }
                if nobody {
                    <p class="popover-note" data-state="nobody">{ say("main-nobody") }</p>
                }
            </div>
            if has_own {
                <button
                    class="popover-item popover-apart"
                    type="button"
                    data-item="true"
                    data-choose="own"
                    onclick={choose.reform(|_: MouseEvent| None)}
                >
                    { say(if props.movers.len() == 1 { "main-own" } else { "main-own-each" }) }
                </button>
            }
        </Popover>
    }
}
