//! How messages to Discord are written.

use captrack_domain::relay_options::{Include, RelayOptions};
use yew::prelude::*;

use crate::kit::kept_input::use_kept_input;
use crate::kit::segments::{Segment, Segments};
use crate::kit::states::Unreachable;
use crate::kit::switch::Switch;
use crate::kit::text_field::TextField;
use crate::relay::draft;
use crate::relay::settings::digest::RelayDigest;
use crate::relay::settings::panel::{RelayPanelProps, other_wrong};
use crate::relay::settings::pings::RelayPings;
use crate::relay::state::use_relay;
use crate::words::text::say;

/// Whether they can be changed.
#[derive(Properties, PartialEq)]
pub struct RelayOptionsPanelsProps {
    /// This desk's user may look and not change anything.
    pub locked: bool,
}

/// The panels below the webhooks. Every choice takes effect at once.
#[component]
pub fn RelayOptionsPanels(props: &RelayOptionsPanelsProps) -> Html {
    let relay = use_relay();
    let locked = props.locked;
    let Some(options) = relay.state.options().cloned() else {
        return match &relay.state.refused {
            Some(refusal) => html! { <Unreachable refusal={refusal.clone()} try_again={relay.pull.clone()} /> },
            None => Html::default(),
        };
    };
    html! {
        <>
            <Look relay={relay.clone()} options={options.clone()} {locked} />
            <RelayPings relay={relay.clone()} options={options.clone()} {locked} />
            <RelayDigest {relay} {options} {locked} />
        </>
    }
}

/// The sets of words that a switch changes: its name, label, meaning, and what it switches.
type Part = (&'static str, &'static str, &'static str, fn(&mut Include) -> &mut bool);

const PARTS: [Part; 7] = [
    ("relay-system", "relay-system", "relay-system-meaning", |include| &mut include.system),
    ("relay-region", "relay-region", "relay-region-meaning", |include| &mut include.region),
    ("relay-place", "relay-place", "relay-place-meaning", |include| &mut include.place),
    ("relay-age", "relay-age", "relay-age-meaning", |include| &mut include.age),
    ("relay-corporation", "relay-corporation", "relay-corporation-meaning", |include| &mut include.corporation),
    ("relay-portrait", "relay-portrait", "relay-portrait-meaning", |include| &mut include.portrait),
    ("relay-snoozed", "relay-snoozed", "relay-snoozed-meaning", |include| &mut include.snoozed),
];

/// How a message looks.
#[component]
fn Look(props: &RelayPanelProps) -> Html {
    let RelayPanelProps { relay, options, locked } = props;
    let locked = *locked;
    let on_mode = {
        let (relay, options) = (relay.clone(), options.clone());
        Callback::from(move |name: &'static str| {
            relay.choose("relay-mode", RelayOptions { mode: draft::mode_of(name), ..options.clone() });
        })
    };
    let segment = |name, label, meaning| Segment { name, label: say(label), meaning: say(meaning) };
    let modes = vec![
        segment("compact", "relay-compact", "relay-compact-meaning"),
        segment("detailed", "relay-detailed", "relay-detailed-meaning"),
    ];
    let on_resolved = {
        let (relay, options) = (relay.clone(), options.clone());
        Callback::from(move |on: bool| {
            relay.choose("relay-post-resolved", RelayOptions { post_resolved: on, ..options.clone() });
        })
    };
    let on_stand_in = {
        let (relay, options) = (relay.clone(), options.clone());
        Callback::from(move |on: bool| {
            relay.choose("relay-critical-to-standard", RelayOptions { critical_to_standard: on, ..options.clone() });
        })
    };
    html! {
        <section class="panel" data-part="relay-look">
            <h2>{ say("relay-look") }</h2>
            <p class="quiet">{ say("relay-look-meaning") }</p>
            <div class="choice">
                <span class="choice-label">{ say("relay-mode") }</span>
                <Segments
                    name="relay-mode"
                    label={say("relay-mode")}
                    segments={modes}
                    chosen={draft::mode_name(options.mode)}
                    {locked}
                    on_choose={on_mode}
                />
            </div>
            <div class="relay-parts">
                for part in PARTS {
                    { include_switch(part, props) }
                }
            </div>
            <OptionalText
                name="relay-link"
                label={say("relay-link")}
                hint={say("relay-link-hint")}
                example={say("relay-link-example")}
                value={options.link.clone()}
                settled={relay.state.chosen.is_none()}
                wrong={relay.state.wrong_with("relay-link")}
                {locked}
                on_done={choosing(props, "relay-link", |options, link| options.link = link)}
            />
            <OptionalText
                name="relay-desk"
                label={say("relay-desk")}
                hint={say("relay-desk-hint")}
                example={say("relay-desk-example")}
                value={options.desk.clone()}
                settled={relay.state.chosen.is_none()}
                wrong={relay.state.wrong_with("relay-desk")}
                {locked}
                on_done={choosing(props, "relay-desk", |options, desk| options.desk = desk)}
            />
            <Switch
                name="relay-post-resolved"
                label={say("relay-post-resolved")}
                meaning={say("relay-post-resolved-meaning")}
                on={options.post_resolved}
                {locked}
                on_switch={on_resolved}
            />
            <Switch
                name="relay-critical-to-standard"
                label={say("relay-critical-to-standard")}
                meaning={say("relay-critical-to-standard-meaning")}
                on={options.critical_to_standard}
                {locked}
                on_switch={on_stand_in}
            />
            { other_wrong(relay, &["relay-mode", "relay-post-resolved", "relay-critical-to-standard", "relay-include"]) }
        </section>
    }
}

fn include_switch((name, label, meaning, part): Part, props: &RelayPanelProps) -> Html {
    let mut include = props.options.include;
    let on = *part(&mut include);
    let (relay, options) = (props.relay.clone(), props.options.clone());
    let on_switch = Callback::from(move |on: bool| {
        let mut options = options.clone();
        *part(&mut options.include) = on;
        relay.choose("relay-include", options);
    });
    html! { <Switch key={name} {name} label={say(label)} meaning={say(meaning)} {on} locked={props.locked} {on_switch} /> }
}

fn choosing(
    props: &RelayPanelProps,
    field: &'static str,
    set: fn(&mut RelayOptions, Option<String>),
) -> Callback<Option<String>> {
    let (relay, options) = (props.relay.clone(), props.options.clone());
    Callback::from(move |text: Option<String>| {
        let mut options = options.clone();
        set(&mut options, text);
        relay.choose(field, options);
    })
}

#[derive(Properties, PartialEq)]
struct OptionalTextProps {
    name: &'static str,
    label: AttrValue,
    hint: AttrValue,
    example: AttrValue,
    value: Option<String>,
    /// The desk has said that this is it.
    settled: bool,
    wrong: Option<AttrValue>,
    locked: bool,
    on_done: Callback<Option<String>>,
}

/// A text that is used once the user leaves its field or presses Enter. What the desk refuses stays in it.
#[component]
fn OptionalText(props: &OptionalTextProps) -> Html {
    let typed = use_kept_input(props.name, || None::<String>);
    {
        let typed = typed.clone();
        // The desk has it; what it refuses stays in the field.
        use_effect_with((props.value.clone(), props.settled), move |(value, settled)| {
            if *settled && typed.as_ref().is_some_and(|typed| draft::optional(typed) == *value) {
                typed.set(None);
            }
        });
    }
    let done = {
        let (typed, value, on_done) = (typed.clone(), props.value.clone(), props.on_done.clone());
        Callback::from(move |()| {
            let Some(text) = typed.as_ref().map(|typed| draft::optional(typed)) else { return };
            if text == value {
                typed.set(None);
            } else {
                on_done.emit(text);
            }
        })
    };
    let onsubmit = {
        let done = done.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            done.emit(());
        })
    };
    let shown = (*typed).clone().or_else(|| props.value.clone()).unwrap_or_default();
    let on_input = {
        let typed = typed.clone();
        Callback::from(move |text: String| typed.set(Some(text)))
    };
    // Once it is put right, nothing is wrong with it any more.
    let wrong = props.wrong.clone().filter(|_| typed.is_some());
    html! {
        <form {onsubmit}>
            <TextField
                id={props.name}
                label={props.label.clone()}
                hint={props.hint.clone()}
                example={props.example.clone()}
                error={wrong}
                value={shown}
                locked={props.locked}
                {on_input}
                on_leave={done}
            />
        </form>
    }
}
