//! The last messages to a webhook.

use captrack_contract::DeliveryView;
use jiff::Timestamp;
use yew::prelude::*;

use crate::kit::icon::Drawing;
use crate::platform::clock::use_as_of_now;
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
    html! {
        <tr key={format!("{at} {n}")} data-delivery={name} data-edit={delivery.edit.to_string()}>
            <td class="delivery-time" title={time::exact(at)}><DeliveryTime {at} /></td>
            <td class="delivery-outcome"><Drawing {icon} size={14} />{ word }</td>
            <td class="delivery-what">
                { captrack_contract::said(delivery.what_text.as_ref(), &delivery.what) }
                <small>{ said(delivery) }</small>
                if let Some(reason) = &delivery.reason {
                    <small class="delivery-reason">
                        { captrack_contract::said(delivery.reason_text.as_ref(), reason) }
                    </small>
                }
            </td>
            <td class="delivery-latency">{ words::latency(delivery.latency_ms) }</td>
        </tr>
    }
}

#[derive(Properties, PartialEq)]
struct DeliveryTimeProps {
    at: Timestamp,
}

/// The time, with its day once that is over.
#[component]
fn DeliveryTime(props: &DeliveryTimeProps) -> Html {
    let shown = use_as_of_now(props.at, |at, now| {
        let [day, today] = [*at, now].map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date());
        if day == today { AttrValue::from(time::of_day(*at)) } else { time::short(*at, now) }
    });
    html! { { shown } }
}

/// A post or an edit, about how many hulls.
fn said(delivery: &DeliveryView) -> AttrValue {
    let key = if delivery.edit { "discord-edit" } else { "discord-post" };
    say_with(key, &args!("hulls" => delivery.hulls))
}
