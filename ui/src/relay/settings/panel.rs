//! What the panels of relay options have in common.

use captrack_domain::relay_options::RelayOptions;
use yew::prelude::*;

use crate::kit::text_field::field_note;
use crate::relay::state::RelayHandle;

/// What a panel of options needs.
#[derive(Properties, PartialEq)]
pub struct RelayPanelProps {
    /// The way to choose.
    pub relay: RelayHandle,
    /// The options as they count now.
    pub options: RelayOptions,
    /// They cannot be changed.
    pub locked: bool,
}

/// A refusal of a choice that has no field of its own to stand at.
pub fn other_wrong(relay: &RelayHandle, fields: &[&'static str]) -> Html {
    let wrong = fields.iter().find_map(|field| relay.state.wrong_with(field));
    wrong.map_or_else(Html::default, |wrong| field_note("relay-wrong", None, Some(&wrong)))
}
