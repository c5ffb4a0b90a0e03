//! A summary on Discord now and then.

use captrack_domain::relay_options::{Digest, RelayOptions};
use captrack_domain::time_of_day;
use captrack_domain::webhook_name::WebhookName;
use yew::prelude::*;

use crate::kit::kept_input::use_kept_input;
use crate::kit::segments::{Segment, Segments};
use crate::kit::select::Select;
use crate::kit::text_field::TextField;
use crate::relay::draft::{self, DAYS};
use crate::relay::settings::panel::{RelayPanelProps, other_wrong};
use crate::words;
use crate::words::text::say;

/// Its name in attributes, and what is refused about it.
const FIELD: &str = "relay-digest";

/// The panel.
#[component]
pub fn RelayDigest(props: &RelayPanelProps) -> Html {
    let RelayPanelProps { relay, options, locked } = props;
    let choose = {
        let (relay, options) = (relay.clone(), options.clone());
        Callback::from(move |digest: Option<Digest>| {
            relay.choose(FIELD, RelayOptions { digest, ..options.clone() });
        })
    };
    let on_frequency = {
        let now = options.digest;
        choose.reform(move |frequency: &'static str| draft::with_frequency(now, frequency))
    };
    let segment = |name, label, meaning| Segment { name, label: say(label), meaning: say(meaning) };
    let frequencies = vec![
        segment("off", "relay-digest-off", "relay-digest-off-meaning"),
        segment("daily", "relay-digest-daily", "relay-digest-daily-meaning"),
        segment("weekly", "relay-digest-weekly", "relay-digest-weekly-meaning"),
    ];
    html! {
        <section class="panel" data-part="relay-digest">
            <h2>{ say("relay-digest") }</h2>
            <p class="quiet">{ say("relay-digest-meaning") }</p>
            <Segments
                name={FIELD}
                label={say("relay-digest")}
                segments={frequencies}
                chosen={draft::frequency(options.digest)}
                locked={*locked}
                on_choose={on_frequency}
            />
            { other_wrong(relay, &[FIELD]) }
            if let Some(digest) = options.digest {
                <When {digest} locked={*locked} on_choose={choose.reform(Some)} />
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct WhenProps {
    digest: Digest,
    locked: bool,
    on_choose: Callback<Digest>,
}

/// When it is posted, and where.
#[component]
fn When(props: &WhenProps) -> Html {
    let WhenProps { digest, locked, on_choose } = props;
    let (digest, locked) = (*digest, *locked);
    let typed = use_kept_input("digest-at", || None::<String>);
    let shown = (*typed).clone().unwrap_or_else(|| time_of_day::text(digest.at));
    let no_time = time_of_day::parsed(&shown).is_none();
    let on_input = {
        let typed = typed.clone();
        Callback::from(move |text: String| typed.set(Some(text)))
    };
    let on_leave = {
        let (typed, shown, on_choose) = (typed.clone(), shown.clone(), on_choose.clone());
        Callback::from(move |()| {
            if let Some(at) = time_of_day::parsed(&shown) {
                typed.set(None);
                if at != digest.at {
                    on_choose.emit(Digest { at, ..digest });
                }
            }
        })
    };
    let onsubmit = {
        let on_leave = on_leave.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            on_leave.emit(());
        })
    };
    let on_day = on_choose.reform(move |name: AttrValue| {
        let on = DAYS.into_iter().find(|day| draft::day(*day).0 == name.as_str()).or(digest.on);
        Digest { on, ..digest }
    });
    let on_webhook = on_choose.reform(move |name: &'static str| {
        let standard = name == words::webhook_name(WebhookName::Standard);
        Digest { webhook: if standard { WebhookName::Standard } else { WebhookName::Critical }, ..digest }
    });
    let segment =
        |webhook, label| Segment { name: words::webhook_name(webhook), label: say(label), meaning: say(label) };
    let webhooks =
        vec![segment(WebhookName::Critical, "relay-to-critical"), segment(WebhookName::Standard, "relay-to-standard")];
    html! {
        <form class="relay-when" {onsubmit}>
            if let Some(on) = digest.on {
                <div class="text-field">
                    <label for="relay-digest-day">{ say("relay-digest-day") }</label>
                    <Select
                        name="relay-digest-day"
                        choices={DAYS.map(|day| (draft::day(day).0.into(), draft::day(day).1)).to_vec()}
                        current={draft::day(on).0}
                        {locked}
                        on_choose={on_day}
                    />
                </div>
            }
            <TextField
                id="relay-digest-at"
                label={say("relay-digest-at")}
                value={shown.clone()}
                error={no_time.then(|| say("relay-digest-no-time"))}
                keyboard="numeric"
                short=true
                {locked}
                {on_input}
                {on_leave}
            />
            <div class="text-field">
                <span class="relay-label">{ say("relay-digest-to") }</span>
                <Segments
                    name="relay-digest-webhook"
                    label={say("relay-digest-to")}
                    segments={webhooks}
                    chosen={words::webhook_name(digest.webhook)}
                    {locked}
                    on_choose={on_webhook}
                />
            </div>
        </form>
    }
}
