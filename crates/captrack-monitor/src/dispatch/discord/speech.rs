//! How a message is to be worded now.

use std::collections::BTreeMap;

use captrack_contract::RelayOptions;
use captrack_domain::class::HullClass;
use captrack_domain::notice::{Notice, Occasion};
use jiff::Timestamp;

use crate::ports::{WebhookName, Wording};
use crate::state::State;

/// What a [`Wording`] borrows.
pub(crate) struct Speech {
    options: RelayOptions,
    pings: bool,
    first_read_pings: bool,
    class_names: BTreeMap<HullClass, String>,
}

impl Speech {
    /// The wording of something that pings nobody.
    pub(crate) fn quiet(state: &State) -> Self {
        let name = |class| state.policy.display_name(class).map(|name| (class, name.to_owned()));
        Self {
            options: state.relay.options.clone(),
            pings: false,
            first_read_pings: false,
            class_names: HullClass::ALL.into_iter().filter_map(name).collect(),
        }
    }

    /// The wording of a message about what waits for a webhook.
    pub(crate) fn about(state: &State, webhook: WebhookName, waiting: &[(i64, Notice)], now: Timestamp) -> Self {
        let already_stood = waiting.iter().filter(|(_, notice)| notice.occasion == Occasion::FirstRead);
        let newest = already_stood.map(|(_, notice)| notice.decided_at).max();
        Self {
            pings: state.relay.may_ping(webhook, now),
            first_read_pings: newest.is_some_and(|at| state.relay.may_ping_for_first_read(at)),
            ..Self::quiet(state)
        }
    }

    pub(crate) fn wording(&self) -> Wording<'_> {
        let Self { options, pings, first_read_pings, class_names } = self;
        Wording { options, pings: *pings, first_read_pings: *first_read_pings, class_names }
    }
}
