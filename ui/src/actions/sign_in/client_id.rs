//! The client id of an EVE application: how to get one, and the field for it.

use captrack_contract::{ErrorCode, SignInView, WindowCommand, commands};
use yew::prelude::*;

use crate::desk::link::use_link;
use crate::kit::copy_field::CopyField;
use crate::kit::icon::{Drawing, Icon};
use crate::kit::kept_input::use_kept_input;
use crate::platform::dom;
use crate::words::text::{args, say, say_with};

/// How signing in works here.
#[derive(Properties, PartialEq)]
pub struct ClientIdProps {
    /// How signing in works here.
    pub sign_in: SignInView,
}

/// The steps to a client id.
#[component]
pub fn ClientIdSteps(props: &ClientIdProps) -> Html {
    let link = use_link();
    let applications = Callback::from(move |_: MouseEvent| {
        link.ask_window(WindowCommand::OpenHelp { topic: "eve_applications".into() });
    });
    html! {
        <ol class="steps">
            <li>
                <p>{ say("client-id-step-open") }</p>
                <button class="button" type="button" data-action="open-applications" onclick={applications}>
                    { say("client-id-open") }
                    <Drawing icon={Icon::Out} size={14} />
                </button>
            </li>
            <li>
                <p>{ say("client-id-step-callback") }</p>
                <CopyField name={say("callback-url")} text={props.sign_in.callback_url.clone()} />
            </li>
            <li>
                <p>{ say("client-id-step-scopes") }</p>
                <Scopes scopes={props.sign_in.scopes.clone()} />
            </li>
            <li>
                <p>{ say("client-id-step-paste") }</p>
                <ClientIdField sign_in={props.sign_in.clone()} />
            </li>
        </ol>
    }
}

/// Which scopes.
#[derive(Properties, PartialEq)]
pub struct ScopesProps {
    /// As ESI names them.
    pub scopes: Vec<String>,
}

/// What EVE is asked to let this program read, with a button that copies all of it.
#[component]
pub fn Scopes(props: &ScopesProps) -> Html {
    let link = use_link();
    let copy_all = {
        let all = props.scopes.join(" ");
        Callback::from(move |_: MouseEvent| {
            crate::kit::copy_field::copy(&link, &say("scopes"), &all);
        })
    };
    html! {
        <div class="scopes">
            <ul>
                for scope in props.scopes.iter().cloned() {
                    <li key={scope.clone()}><code>{ scope }</code></li>
                }
            </ul>
            <button class="button is-small" type="button" data-action="copy" onclick={copy_all}>
                <Drawing icon={Icon::Copy} size={14} />
                { say("copy-scopes") }
            </button>
        </div>
    }
}

/// The field: what is typed stays until it is saved, and after a refusal.
#[component]
pub fn ClientIdField(props: &ClientIdProps) -> Html {
    let link = use_link();
    let typed = use_kept_input("client-id", || None::<String>);
    let refused = use_state(|| None::<String>);
    let own = props.sign_in.client_id_is_own;
    let port_in_force = callback_port(&props.sign_in.callback_url);
    let typed_port = use_kept_input("callback-port", || None::<String>);
    let shown_port = (*typed_port).clone().unwrap_or_else(|| port_in_force.clone());
    let current = props.sign_in.client_id.clone().filter(|_| own).unwrap_or_default();
    let shown = (*typed).clone().unwrap_or_else(|| current.clone());
    let oninput = {
        let (typed, refused) = (typed.clone(), refused.clone());
        Callback::from(move |event: InputEvent| {
            typed.set(Some(dom::value_of(&event)));
            refused.set(None);
        })
    };
    let oninput_port = {
        let (typed_port, refused) = (typed_port.clone(), refused.clone());
        Callback::from(move |event: InputEvent| {
            typed_port.set(Some(dom::value_of(&event)));
            refused.set(None);
        })
    };
    let save_as = {
        let (typed, typed_port, refused) = (typed.clone(), typed_port.clone(), refused.clone());
        let port = shown_port.trim().to_owned();
        move |client_id: String| {
            let emptied = client_id.is_empty();
            // What is no number is no port either: the program says so.
            let callback_port = (!emptied).then(|| port.parse().unwrap_or(0));
            let (typed, typed_port, refused, told) = (typed.clone(), typed_port.clone(), refused.clone(), link.clone());
            link.settle(commands::SetClientId { client_id, callback_port }, move |answer| match answer {
                Ok(()) => {
                    typed.set(None);
                    typed_port.set(None);
                    told.done(say(if emptied { "client-id-default" } else { "client-id-saved" }));
                }
                Err(refusal) if refusal.code == ErrorCode::Invalid => {
                    refused.set(Some(refusal.said()));
                }
                Err(refusal) => told.refused(&refusal),
            });
        }
    };
    let onsubmit = {
        let (save_as, shown) = (save_as.clone(), shown.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            save_as(shown.trim().to_owned());
        })
    };
    let reset = Callback::from(move |_: MouseEvent| save_as(String::new()));
    let unchanged = shown.trim() == current && shown_port.trim() == port_in_force;
    html! {
        <form class="field-form" {onsubmit}>
            <div class="field-row">
                <input
                    id="client-id"
                    class="field is-code"
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    data-field="client-id"
                    aria-label={say("client-id")}
                    aria-invalid={refused.is_some().to_string()}
                    placeholder={say("client-id-example")}
                    value={shown.clone()}
                    {oninput}
                />
                <button class="button" type="submit" data-action="save-client-id" disabled={unchanged || shown.trim().is_empty()}>
                    { say("save") }
                </button>
                if own {
                    <button class="button" type="button" data-action="reset-client-id" onclick={reset}>
                        { say("client-id-use-default") }
                    </button>
                }
            </div>
            <label class="port-field" title={say("callback-port-title")}>
                { say("callback-port") }
                <input
                    class="field is-code"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    data-field="callback-port"
                    value={shown_port}
                    oninput={oninput_port}
                />
            </label>
            if let Some(sentence) = &*refused {
                <p class="field-error" role="alert">{ sentence.clone() }</p>
            } else {
                <p class="quiet">
                    {
                        match &props.sign_in.client_id {
                            Some(_) if own => say("client-id-own-in-force"),
                            Some(client_id) => say_with(
                                "client-id-default-in-force",
                                &args!("id" => client_id.as_str()),
                            ),
                            None => say("client-id-none"),
                        }
                    }
                </p>
            }
        </form>
    }
}

/// The port of a callback's address.
fn callback_port(url: &str) -> String {
    let host = url.split('/').nth(2).unwrap_or_default();
    host.rsplit_once(':').map_or_else(String::new, |(_, port)| port.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_stands_in_the_callback_s_address() {
        assert_eq!(callback_port("http://localhost:8635/callback"), "8635");
        assert_eq!(callback_port("http://localhost/callback"), "");
        assert_eq!(callback_port(""), "");
    }
}
