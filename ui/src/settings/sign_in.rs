//! Sign-in: the pilots, and how to add one.

use captrack_contract::worded;
use std::rc::Rc;

use captrack_contract::{PilotView, SettingsView, WindowCommand};
use web_sys::Element;
use yew::prelude::*;

use crate::actions::sign_in::client_id::{ClientIdField, ClientIdSteps, Scopes};
use crate::actions::sign_in::sign_in_box::SignInBox;
use crate::actions::sign_out::sign_out;
use crate::desk::link::use_link;
use crate::kit::copy_field::CopyField;
use crate::kit::focus_back::use_focus_back;
use crate::kit::icon::{Drawing, Icon};
use crate::kit::kept_input::use_kept_input;
use crate::kit::portrait::Portrait;
use crate::kit::text_field::TextField;
use crate::platform::dom;
use crate::words::text::{args, say, say_with};
use crate::words::{refused_words, time};

/// The section.
#[derive(Properties, PartialEq)]
pub struct PilotsProps {
    /// All settings.
    pub view: Rc<SettingsView>,
}

/// The pilots, the sign-in, and the application behind it.
#[component]
pub fn Pilots(props: &PilotsProps) -> Html {
    let view = &props.view;
    let possible = view.sign_in.client_id.is_some();
    html! {
        <>
            <section class="panel"><SignInBox {possible} has_pilots={!view.pilots.is_empty()} /></section>
            <SignedIn view={view.clone()} />
            <section class="panel" data-panel="client-id">
                <h2>{ say("client-id") }</h2>
                <p class="quiet">{ say("client-id-why") }</p>
                if possible {
                    <ClientIdField sign_in={view.sign_in.clone()} />
                    <h3>{ say("callback-url") }</h3>
                    <p class="quiet">{ say("callback-url-what") }</p>
                    <CopyField name={say("callback-url")} text={view.sign_in.callback_url.clone()} />
                    <h3>{ say("scopes") }</h3>
                    <p class="quiet">{ say("scopes-what") }</p>
                    <Scopes scopes={view.sign_in.scopes.clone()} />
                } else {
                    <ClientIdSteps sign_in={view.sign_in.clone()} />
                }
            </section>
        </>
    }
}

/// So many pilots are shown at first, and so many more at a time: the page is not one of hundreds of buttons.
const SHOWN: usize = 10;
/// More pilots than can be looked through have a search.
const SEARCHED: usize = 20;

/// The pilots: those whose sign-in EVE refuses first. Many are searched and shown some at a time.
#[component]
fn SignedIn(props: &PilotsProps) -> Html {
    let view = &props.view;
    let search = use_kept_input("sign-in-search", String::new);
    let shown = use_state_eq(|| SHOWN);
    let found = found(&view.pilots, &search);
    let left = found.len().saturating_sub(*shown);
    let on_input = {
        let (search, shown) = (search.clone(), shown.clone());
        Callback::from(move |text: String| {
            search.set(text);
            shown.set(SHOWN);
        })
    };
    let more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + 5 * SHOWN))
    };
    html! {
        <section class="panel">
            <h2>{ say_with("pilots-heading", &args!("n" => view.pilots.len())) }</h2>
            if view.pilots.is_empty() {
                <p class="quiet">{ say("pilots-none") }</p>
            }
            if view.pilots.len() > SEARCHED {
                <TextField
                    id="pilot-search"
                    label={say("pilot-search")}
                    value={(*search).clone()}
                    {on_input}
                />
            }
            if !view.pilots.is_empty() {
                if found.is_empty() {
                    <p class="quiet" role="status">{ say("pilot-search-none") }</p>
                }
                <ul class="pilots">
                    for pilot in found.iter().take(*shown).copied() {
                        <PilotRow key={pilot.id.0.to_string()} pilot={pilot.clone()} picture={!view.demo} />
                    }
                </ul>
                if left > 0 {
                    <button class="button" type="button" data-action="more-pilots" onclick={more}>
                        { say_with("pilots-more", &args!("n" => left.min(5 * SHOWN), "left" => left)) }
                    </button>
                }
            }
        </section>
    }
}

/// Those whose name or corporation has the words; whose sign-in EVE refuses first, else as they come.
fn found<'a>(pilots: &'a [PilotView], search: &str) -> Vec<&'a PilotView> {
    let search = search.trim().to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&search);
    let mut found: Vec<&PilotView> =
        pilots.iter().filter(|pilot| has(&pilot.name) || pilot.corporation_name.as_deref().is_some_and(has)).collect();
    found.sort_by_key(|pilot| pilot.needs_sign_in.is_none());
    found
}

#[derive(Properties, PartialEq)]
struct PilotRowProps {
    pilot: PilotView,
    picture: bool,
}

/// A pilot, and the question before they are forgotten.
#[component]
fn PilotRow(props: &PilotRowProps) -> Html {
    let asking = use_state_eq(|| false);
    let pilot = &props.pilot;
    let button = format!("sign-out-{}", pilot.id);
    use_focus_back(*asking, &button);
    let corporation = pilot.corporation_name.clone().map_or_else(|| say("corporation-unknown"), AttrValue::from);
    let ask = {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(true))
    };
    let keep = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(false))
    };
    html! {
        <li class="pilot" data-pilot={pilot.id.to_string()}>
            <div class="pilot-row">
                <Portrait pilot={pilot.id} name={pilot.name.clone()} picture={props.picture} />
                <div class="pilot-who">
                    <b>{ pilot.name.clone() }</b>
                    <span class="quiet" title={corporation.clone()}>{ corporation }</span>
                </div>
                <span class="pilot-hulls">{ say_with("pilot-hulls", &args!("n" => pilot.hulls)) }</span>
                {
                    if pilot.needs_sign_in.is_some() {
                        let state = if pilot.next_try.is_some() { "pilot-refused" } else { "pilot-needs-sign-in" };
                        html! { <span class="pilot-state is-trouble">{ say(state) }</span> }
                    } else {
                        let since = say_with("pilot-since", &args!("time" => time::exact(pilot.added_at).to_string()));
                        html! { <span class="pilot-state" title={since}>{ say("pilot-signed-in") }</span> }
                    }
                }
                <button
                    id={button}
                    class="button"
                    type="button"
                    data-action="sign-out"
                    aria-label={say_with("sign-out-whom", &args!("pilot" => pilot.name.as_str()))}
                    aria-expanded={asking.to_string()}
                    onclick={ask}
                >
                    { say("sign-out") }
                </button>
            </div>
            if let Some(why) = worded(pilot.needs_sign_in_text.as_ref(), pilot.needs_sign_in.as_deref()) {
                <p class="pilot-trouble">{ refused_words(&why, pilot.next_try) }</p>
            }
            if *asking {
                <SignOutQuestion pilot={pilot.clone()} {keep} />
            }
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct SignOutQuestionProps {
    pilot: PilotView,
    keep: Callback<()>,
}

/// Everything that will be gone, before it is.
#[component]
fn SignOutQuestion(props: &SignOutQuestionProps) -> Html {
    let link = use_link();
    let busy = use_state_eq(|| false);
    let no = use_node_ref();
    {
        let no = no.clone();
        use_effect_with((), move |()| dom::focus(no.cast::<Element>()));
    }
    let confirmed = {
        let (link, busy, keep) = (link.clone(), busy.clone(), props.keep.clone());
        let pilot = props.pilot.id;
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let (busy, keep) = (busy.clone(), keep.clone());
            sign_out(&link, pilot, move || {
                busy.set(false);
                keep.emit(());
            });
        })
    };
    let authorized_apps = Callback::from(move |_: MouseEvent| {
        link.ask_window(WindowCommand::OpenHelp { topic: "eve_authorized_apps".into() });
    });
    let onkeydown = {
        let keep = props.keep.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                keep.emit(());
            }
        })
    };
    let name = props.pilot.name.as_str();
    html! {
        <div class="question" role="group" aria-label={say_with("sign-out-whom", &args!("pilot" => name))} {onkeydown}>
            <p>{ say_with("sign-out-question", &args!("pilot" => name)) }</p>
            <div class="buttons">
                <button
                    class="button is-danger"
                    type="button"
                    data-action="sign-out-confirmed"
                    disabled={*busy}
                    onclick={confirmed}
                >
                    { say("sign-out-yes") }
                </button>
                <button
                    ref={no}
                    class="button"
                    type="button"
                    data-action="sign-out-kept"
                    onclick={props.keep.reform(|_: MouseEvent| ())}
                >
                    { say("sign-out-no") }
                </button>
                <button class="button is-plain" type="button" data-action="open-authorized-apps" onclick={authorized_apps}>
                    { say("authorized-apps") }
                    <Drawing icon={Icon::Out} size={14} />
                </button>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::ids::PilotId;

    use super::*;
    use crate::fixtures::then;

    fn pilot(id: i64, why: Option<&str>) -> PilotView {
        PilotView {
            id: PilotId(id),
            name: format!("Pilot {id}"),
            corporation_name: (id > 2).then(|| "Null Logistics".into()),
            added_at: then(),
            needs_sign_in: why.map(Into::into),
            needs_sign_in_text: None,
            next_try: None,
            hulls: 0,
        }
    }

    fn ids(pilots: &[&PilotView]) -> Vec<i64> {
        pilots.iter().map(|pilot| pilot.id.0).collect()
    }

    #[test]
    fn those_who_must_sign_in_again_come_first() {
        let pilots = [pilot(1, None), pilot(2, Some("Revoked.")), pilot(3, None)];
        assert_eq!(ids(&found(&pilots, "")), [2, 1, 3]);
    }

    #[test]
    fn a_search_finds_names_and_corporations() {
        let pilots = [pilot(1, None), pilot(2, None), pilot(3, None)];
        assert_eq!(ids(&found(&pilots, " pilot 2 ")), [2]);
        assert_eq!(ids(&found(&pilots, "LOGIS")), [3]);
        assert!(found(&pilots, "Kara").is_empty());
    }
}
