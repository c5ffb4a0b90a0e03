//! The demo's own AllianceAuth.

use captrack_contract::{AuthOffer, commands};
use yew::prelude::*;

use crate::desk::link::use_link;
use crate::settings::allianceauth::outcome::{going_on, refused};
use crate::words::text::say;

/// Which.
#[derive(Properties, PartialEq)]
pub struct OfferProps {
    /// Its address and a token for it.
    pub offer: AuthOffer,
}

/// One button is all it takes.
#[component]
pub fn Offer(props: &OfferProps) -> Html {
    let link = use_link();
    let why = use_state(|| None::<String>);
    let busy = use_state_eq(|| false);
    let onclick = {
        let (why, busy, offer) = (why.clone(), busy.clone(), props.offer.clone());
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            why.set(None);
            let (why, busy, offer) = (why.clone(), busy.clone(), offer.clone());
            let command = commands::ConnectAuth { address: offer.address, token: offer.token };
            link.settle(command, move |answer| {
                busy.set(false);
                why.set(answer.err().map(|refusal| refusal.said()));
            });
        })
    };
    html! {
        <>
        <div class="ask-line" data-offer="demo-allianceauth">
            <p>{ say("auth-demo") }</p>
            <button class="button" type="button" data-action="auth-demo" disabled={*busy} {onclick}>
                { say("auth-demo-connect") }
            </button>
        </div>
        if *busy {
            { going_on(say("auth-trying")) }
        }
        { refused(why.as_deref()) }
        </>
    }
}
