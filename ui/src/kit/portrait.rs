//! A pilot's portrait: initials until the picture is there, and when there is none.

use captrack_domain::ids::PilotId;
use yew::prelude::*;

use crate::kit::initials::initials;

/// The tints of initials, see `portrait.css`.
const TINTS: i64 = 6;

/// Whose portrait.
#[derive(Properties, PartialEq)]
pub struct PortraitProps {
    /// Whose.
    pub pilot: PilotId,
    /// The name that the initials are of.
    pub name: AttrValue,
    /// There is a picture of them on EVE's image server.
    pub picture: bool,
}

/// A pilot's portrait. The name stands beside it, so it says nothing to a screen reader.
#[component]
pub fn Portrait(props: &PortraitProps) -> Html {
    let tint = props.pilot.0.rem_euclid(TINTS).to_string();
    let source = format!("https://images.evetech.net/characters/{}/portrait?size=64", props.pilot);
    html! {
        <span class="portrait" data-tint={tint} aria-hidden="true">
            { initials(&props.name) }
            if props.picture {
                <Picture {source} />
            }
        </span>
    }
}

/// Whose logo.
#[derive(Properties, PartialEq)]
pub struct LogoProps {
    /// Such as `corporations/98000001`.
    pub of: String,
}

/// The logo of a corporation or an alliance; no room is kept for one that does not come. The name stands beside it, so it
/// says nothing to a screen reader.
#[component]
pub fn Logo(props: &LogoProps) -> Html {
    let arrived = use_state_eq(|| false);
    let onload = {
        let arrived = arrived.clone();
        Callback::from(move |_: Event| arrived.set(true))
    };
    html! {
        <img
            class={classes!("logo", arrived.then_some("is-there"))}
            src={format!("https://images.evetech.net/{}/logo?size=32", props.of)}
            alt=""
            decoding="async"
            {onload}
        />
    }
}

/// Where a picture is.
#[derive(Properties, PartialEq)]
pub struct PictureProps {
    /// Its address.
    pub source: String,
}

/// A picture that covers what stands in its place, once it has arrived. One that never does is never seen.
#[component]
pub fn Picture(props: &PictureProps) -> Html {
    let arrived = use_state_eq(|| false);
    let onload = {
        let arrived = arrived.clone();
        Callback::from(move |_: Event| arrived.set(true))
    };
    html! {
        <img
            class={classes!("picture", arrived.then_some("is-there"))}
            src={props.source.clone()}
            alt=""
            loading="lazy"
            decoding="async"
            {onload}
        />
    }
}
