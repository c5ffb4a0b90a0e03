//! The picture at the beginning of a card: a main's portrait, or the sign of a place.

use captrack_contract::CardKey;
use yew::prelude::*;

use crate::kit::icon::{Drawing, Icon};
use crate::kit::portrait::Portrait;

/// Whose.
#[derive(Properties, PartialEq)]
pub struct CardMarkProps {
    /// The card.
    pub card: CardKey,
    /// Its name.
    pub name: AttrValue,
    /// Pilots have pictures.
    pub pictures: bool,
}

/// The picture. The name stands beside it, so it says nothing to a screen reader.
#[component]
pub fn CardMark(props: &CardMarkProps) -> Html {
    let icon = match props.card {
        CardKey::Main(pilot) => {
            return html! { <Portrait {pilot} name={props.name.clone()} picture={props.pictures} /> };
        }
        CardKey::System(_) => Icon::System,
        CardKey::Region(_) => Icon::Region,
    };
    html! {
        <span class="portrait is-place" aria-hidden="true"><Drawing {icon} size={20} /></span>
    }
}
