//! How a message is to be worded now.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::class::HullClass;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{Notice, NoticeOccasion};
use captrack_domain::relay_options::{Include, MessageMode, RelayOptions};
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{MessagePart, Post, SnoozedPilot, Wording};
use jiff::Timestamp;

use super::refused_parts::{NextBatch, Plainness};
use crate::notices::snoozed::snoozed_by_main;
use crate::state::State;

/// What a [`Wording`] borrows.
pub(crate) struct WordingParts {
    options: RelayOptions,
    pings: bool,
    pinged_at: Option<Timestamp>,
    first_read_pings: bool,
    class_names: BTreeMap<HullClass, String>,
    snoozed: BTreeMap<PilotId, Vec<SnoozedPilot>>,
    only: Option<BTreeSet<HullKey>>,
    plainness: Plainness,
}

impl WordingParts {
    /// The wording of something that pings nobody.
    pub(crate) fn quiet(state: &State, now: Timestamp) -> Self {
        let name = |class| state.policy.display_name(class).map(|name| (class, name.to_owned()));
        Self {
            options: state.relay.options.clone(),
            pings: false,
            pinged_at: None,
            first_read_pings: false,
            class_names: HullClass::ALL.into_iter().filter_map(name).collect(),
            snoozed: snoozed_by_main(state, now),
            only: None,
            plainness: Plainness::AsChosen,
        }
    }

    /// The wording of a message about what waits for a webhook.
    pub(crate) fn about(state: &State, webhook: WebhookName, waiting: &[(i64, Notice)], now: Timestamp) -> Self {
        let already_stood = waiting.iter().filter(|(_, notice)| notice.occasion == NoticeOccasion::FirstRead);
        let newest = already_stood.map(|(_, notice)| notice.decided_at).max();
        Self {
            pings: state.relay.may_ping(webhook, now),
            // One that lies ahead is of a clock that was put back.
            pinged_at: state.relay.webhooks.get(&webhook).and_then(|webhook| webhook.pinged_at).filter(|at| *at <= now),
            first_read_pings: newest.is_some_and(|at| state.relay.may_ping_for_first_read(at)),
            ..Self::quiet(state, now)
        }
    }

    /// The same about these hulls, and so plainly.
    #[must_use]
    pub(crate) fn of_lot(self, batch: &NextBatch) -> Self {
        Self { only: batch.only.clone(), ..self.with_plainness(batch.plainness) }
    }

    /// The same, so plainly.
    #[must_use]
    pub(crate) fn with_plainness(mut self, plainness: Plainness) -> Self {
        self.plainness = plainness;
        let options = &mut self.options;
        if plainness >= Plainness::Plain {
            (options.link, options.desk) = (None, None);
            let include = &mut options.include;
            (include.corporation, include.portrait, include.snoozed) = (false, false, false);
            self.class_names.clear();
        }
        if plainness == Plainness::Bare {
            options.mode = MessageMode::Compact;
            options.include = Include::NOTHING;
        }
        self
    }

    /// Notices as they are told in this manner: a main that is not named goes by its number.
    pub(crate) fn of_notices<'a>(&self, waiting: &'a [(i64, Notice)]) -> Cow<'a, [(i64, Notice)]> {
        if self.plainness < Plainness::Bare {
            return Cow::Borrowed(waiting);
        }
        let nameless = |(row, notice): &(i64, Notice)| (*row, Notice { main_name: String::new(), ..notice.clone() });
        Cow::Owned(waiting.iter().map(nameless).collect())
    }

    /// What a message says is kept with the names that it was told without.
    pub(crate) fn remember_names(&self, post: &mut Post, waiting: &[(i64, Notice)]) {
        for message_part in post.message_parts.iter_mut().filter(|_| self.plainness == Plainness::Bare) {
            if let Some((_, notice)) = waiting.iter().find(|(_, notice)| notice.main == message_part.main) {
                message_part.main_name.clone_from(&notice.main_name);
            }
        }
    }

    /// Tellings, likewise.
    pub(crate) fn of_message_parts<'a>(&self, message_parts: &'a [MessagePart]) -> Cow<'a, [MessagePart]> {
        if self.plainness < Plainness::Bare {
            return Cow::Borrowed(message_parts);
        }
        let nameless = |message_part: &MessagePart| MessagePart { main_name: String::new(), ..message_part.clone() };
        Cow::Owned(message_parts.iter().map(nameless).collect())
    }

    pub(crate) fn wording(&self) -> Wording<'_> {
        let Self { options, pings, pinged_at, first_read_pings, class_names, snoozed, only, plainness: _ } = self;
        Wording {
            options,
            pings: *pings,
            pinged_at: *pinged_at,
            first_read_pings: *first_read_pings,
            class_names,
            snoozed,
            only: only.as_ref(),
        }
    }
}
