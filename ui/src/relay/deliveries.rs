//! The last messages to a webhook.

use captrack_contract::DeliveryView;
use yew::prelude::*;

use crate::kit::icon::Drawing;
use crate::platform::clock;
use crate::relay::words;
use crate::words::text::{args, say, say_with};
use crate::words::time;

/// So many are shown at first.
const AT_FIRST: usize = 8;

/// Which messages.
#[derive(Properties, PartialEq)]
pub struct DeliveriesProps {
    /// They, newest first.
    pub deliveries: Vec<DeliveryView>,
}

/// A table of them; older ones are one click away.
#[component]
pub fn Deliveries(props: &DeliveriesProps) -> Html {
    let all = use_state_eq(|| false);
    let shown = if *all { props.deliveries.len() } else { AT_FIRST };
    let hidden = props.deliveries.len().saturating_sub(shown);
    let more = {
        let all = all.clone();
        Callback::from(move |_: MouseEvent| all.set(true))
    };
    html! {
        <>
            <table class="deliveries">
                <thead class="unseen">
                    <tr>
                        for column in ["column-time", "column-outcome", "column-what", "column-latency"] {
                            <th key={column} scope="col">{ say(column) }</th>
                        }
                    </tr>
                </thead>
                <tbody>
                    for (n, delivery) in props.deliveries.iter().take(shown).enumerate() {
                        { line(n, delivery) }
                    }
                </tbody>
            </table>
            if hidden > 0 {
                <button class="button is-small" type="button" data-action="more-deliveries" onclick={more}>
                    { say_with("discord-more", &args!("n" => hidden)) }
                </button>
            }
        </>
    }
}

fn line(n: usize, delivery: &DeliveryView) -> Html {
    let (name, icon, word) = words::outcome(delivery.outcome);
    let at = delivery.at;
    let today = at.to_zoned(jiff::tz::TimeZone::UTC).date() == clock::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let shown = if today { AttrValue::from(time::of_day(at)) } else { time::short(at, clock::now()) };
    html! {
        <tr key={format!("{at} {n}")} data-delivery={name} data-edit={delivery.edit.to_string()}>
            <td class="delivery-time" title={time::exact(at)}>{ shown }</td>
            <td class="delivery-outcome"><Drawing {icon} size={14} />{ word }</td>
            <td class="delivery-what">
                { delivery.what.clone() }
                <small>{ said(delivery) }</small>
                if let Some(reason) = &delivery.reason {
                    <small class="delivery-reason">{ reason.clone() }</small>
                }
            </td>
            <td class="delivery-latency">{ words::latency(delivery.latency_ms) }</td>
        </tr>
    }
}

/// A post or an edit, about how many hulls.
fn said(delivery: &DeliveryView) -> AttrValue {
    let key = if delivery.edit { "discord-edit" } else { "discord-post" };
    say_with(key, &args!("hulls" => delivery.hulls))
}
