//! Who is pinged on Discord, for what, and how often at most.

use captrack_domain::relay_options::{Pings, RelayOptions};
use yew::prelude::*;

use crate::kit::kept_input::use_kept_input;
use crate::kit::segments::{Segment, Segments};
use crate::kit::stepper::Stepper;
use crate::kit::tag::Tag;
use crate::kit::text_field::{TextField, field_note};
use crate::relay::draft::{self, PingTarget};
use crate::relay::settings::panel::{RelayPanelProps, other_wrong};
use crate::words::text::{args, say, say_with};

/// Minutes of a day.
const MOST_APART: u32 = 24 * 60;

/// The panel.
#[component]
pub fn RelayPings(props: &RelayPanelProps) -> Html {
    let RelayPanelProps { relay, options, locked } = props;
    let locked = *locked;
    let on_policy = {
        let (relay, options) = (relay.clone(), options.clone());
        Callback::from(move |name: &'static str| {
            let pings = Pings { policy: Some(draft::policy_of(name)), ..options.pings.clone() };
            relay.choose("relay-pings", RelayOptions { pings, ..options.clone() });
        })
    };
    let on_apart = {
        let (relay, options) = (relay.clone(), options.clone());
        Callback::from(move |apart_minutes: u32| {
            let pings = Pings { apart_minutes, ..options.pings.clone() };
            relay.choose("relay-apart", RelayOptions { pings, ..options.clone() });
        })
    };
    let segment = |name, label, meaning| Segment { name, label: say(label), meaning: say(meaning) };
    let policies = vec![
        segment("none", "relay-pings-none", "relay-pings-none-meaning"),
        segment("critical_only", "relay-pings-critical", "relay-pings-critical-meaning"),
        segment("all", "relay-pings-all", "relay-pings-all-meaning"),
    ];
    html! {
        <section class="panel" data-part="relay-pings">
            <h2>{ say("relay-pings") }</h2>
            <p class="quiet">{ say("relay-pings-meaning") }</p>
            <div class="choice">
                <span class="choice-label">{ say("relay-pings-for") }</span>
                <Segments
                    name="relay-pings"
                    label={say("relay-pings-for")}
                    segments={policies}
                    chosen={draft::policy_name(options.pings.policy)}
                    {locked}
                    on_choose={on_policy}
                />
            </div>
            { other_wrong(relay, &["relay-pings"]) }
            <Ids who={PingTarget::Roles} relay={relay.clone()} options={options.clone()} {locked} />
            <Ids who={PingTarget::Users} relay={relay.clone()} options={options.clone()} {locked} />
            <div class="choice">
                <span class="choice-label">{ say("relay-apart") }</span>
                <Stepper
                    name="relay-apart"
                    label={say("relay-apart")}
                    value={options.pings.apart_minutes}
                    least=0
                    most={MOST_APART}
                    described_by="relay-apart-note"
                    {locked}
                    on_set={on_apart}
                />
            </div>
            { field_note("relay-apart-note", Some(&say("relay-apart-hint")), relay.state.wrong_with("relay-apart").as_ref()) }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct IdsProps {
    who: PingTarget,
    relay: crate::relay::state::RelayHandle,
    options: RelayOptions,
    locked: bool,
}

/// Roles or users, each a tag that can be taken out, and a field for one more.
#[component]
fn Ids(props: &IdsProps) -> Html {
    let IdsProps { who, relay, options, locked } = props;
    let who = *who;
    let (field, title, label) = match who {
        PingTarget::Roles => ("relay-role", "relay-roles", "relay-role"),
        PingTarget::Users => ("relay-user", "relay-users", "relay-user"),
    };
    let typed = use_kept_input(field, String::new);
    let wrong = use_state_eq(|| None::<AttrValue>);
    let on_input = {
        let (typed, wrong) = (typed.clone(), wrong.clone());
        Callback::from(move |text: String| {
            typed.set(text);
            wrong.set(None);
        })
    };
    let onsubmit = {
        let (typed, wrong, relay, options) = (typed.clone(), wrong.clone(), relay.clone(), options.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match draft::with(&options, who, &typed) {
                Ok(options) => {
                    relay.choose(field, options);
                    typed.set(String::new());
                }
                Err(why) => wrong.set(Some(why)),
            }
        })
    };
    let ids = draft::ids(&options.pings, who);
    let tags = ids.iter().map(|id| {
        let (relay, options, id) = (relay.clone(), options.clone(), *id);
        let on_remove =
            Callback::from(move |()| relay.choose(field, draft::without(&options, who, id)));
        let name = id.to_string();
        let remove = say_with("relay-id-remove", &args!("name" => name.as_str()));
        html! {
            <Tag key={name.clone()} name={name.clone()} label={name.clone()} {remove} then_focus={field} locked={*locked} {on_remove} />
        }
    });
    let error = (*wrong).clone().or_else(|| relay.state.wrong_with(field));
    html! {
        <div class="relay-ids" data-ids={field}>
            <h3>{ say(title) }</h3>
            if ids.is_empty() {
                <p class="quiet">{ say("relay-ids-none") }</p>
            } else {
                <ul class="tags">{ for tags }</ul>
            }
            if !locked {
                <form {onsubmit}>
                    <TextField
                        id={field}
                        label={say(label)}
                        hint={say("relay-id-hint")}
                        example={say("relay-id-example")}
                        {error}
                        keyboard="numeric"
                        value={(*typed).clone()}
                        {on_input}
                    >
                        <button class="button" type="submit" data-action="add-id" disabled={typed.trim().is_empty()}>
                            { say("relay-id-add") }
                        </button>
                    </TextField>
                </form>
            }
        </div>
    }
}
