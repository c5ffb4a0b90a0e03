//! A hull's picture from EVE's image server, and a silhouette until it is there.

use captrack_domain::class::HullClass;
use captrack_domain::ids::TypeId;
use yew::prelude::*;

use crate::kit::portrait::Picture;

/// Silhouettes seen from above, bow up: what kills, what carries, what mends, what hauls.
const fn silhouette(class: HullClass) -> &'static str {
    match class {
        HullClass::Titan => "M10 1 12.5 7 15 9v6l-2.5 1.5L11.5 19h-3l-1-2.5L5 15V9l2.5-2Z",
        HullClass::Supercarrier => "M10 2 12.5 5 17 12v4l-4-.5L12 18H8l-1-2.5L3 16v-4l4.5-7Z",
        HullClass::Dreadnought | HullClass::LancerDreadnought => "M10 1.5 12 6v4l3 3v4h-3l-.5 1.5h-3L8 17H5v-4l3-3V6Z",
        HullClass::Carrier | HullClass::CommandCarrier => "M10 3 13 7l4 3.5V14l-4 1-1 2.5H8L7 15l-4-1v-3.5L7 7Z",
        HullClass::ForceAuxiliary => "M8 3h4v4.5h4.5v4H12V17H8v-5.5H3.5v-4H8Z",
        HullClass::CapitalIndustrial | HullClass::JumpFreighter | HullClass::Freighter => {
            "M8 3h4l1.5 3v9L12 17.5H8L6.5 15V6ZM4 8h2v6H4Zm10 0h2v6h-2Z"
        }
        HullClass::Unclassified => "M10 3 16 17l-6-3-6 3Z",
    }
}

/// Which hull.
#[derive(Properties, PartialEq)]
pub struct HullIconProps {
    /// Its type.
    pub type_id: TypeId,
    /// Its class.
    pub class: HullClass,
}

/// A hull's picture. Its name stands beside it, so it says nothing to a screen reader.
#[component]
pub fn HullIcon(props: &HullIconProps) -> Html {
    let source = format!("https://images.evetech.net/types/{}/icon?size=32", props.type_id);
    html! {
        <span class="hull-icon" aria-hidden="true">
            <svg width="20" height="20" viewBox="0 0 20 20"><path d={silhouette(props.class)} /></svg>
            <Picture {source} />
        </span>
    }
}
