//! What Discord refused as a whole: sent again more plainly, then in ever smaller parts, until what is at fault stands alone and the rest has
//! been told.
//!
//! Kept in memory only: after a restart the message is refused as a whole once more, and it all begins anew.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use captrack_domain::hull::HullKey;
use captrack_domain::moment::later;
use captrack_domain::webhook_name::WebhookName;
use captrack_store::MessageId;
use jiff::Timestamp;

/// After so many hulls in a row that Discord does not take, the next is tried after a while, and then after a longer one.
const ENOUGH: u32 = 5;
/// A hull that Discord does not take now, in words that need not be its last, is tried again after this.
pub(crate) const SET_ASIDE: Duration = Duration::from_secs(600);

/// How plainly a message is written: what may be at fault besides the hulls is left out step by step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Plainness {
    /// As the user wants it.
    #[default]
    AsChosen,
    /// Without link, desk, corporation and the user's own names of classes.
    Plain,
    /// And without places, ages and the main's name: which hull it is, and whose.
    Bare,
}

impl Plainness {
    fn plainer(self) -> Option<Self> {
        match self {
            Self::AsChosen => Some(Self::Plain),
            Self::Plain => Some(Self::Bare),
            Self::Bare => None,
        }
    }
}

/// What the next message is to name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct NextBatch {
    /// These hulls; none: whatever waits.
    pub(crate) only: Option<BTreeSet<HullKey>>,
    pub(crate) plainness: Plainness,
    /// It is a part of what was refused.
    pub(crate) suspect: bool,
}

impl NextBatch {
    /// The same without these, of all that waits.
    #[must_use]
    pub(crate) fn without(self, aside: &BTreeSet<HullKey>, waiting: &BTreeSet<HullKey>) -> Self {
        if aside.is_disjoint(waiting) || self.only.is_some() {
            return self;
        }
        Self { only: Some(waiting.difference(aside).copied().collect()), ..self }
    }
}

/// What is to become of a refused message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RefusalStep {
    /// What it named is sent again, in another way.
    SentAgain,
    /// There is nothing left to try.
    GivenUp,
}

/// A part of a message that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    hulls: BTreeSet<HullKey>,
    plainness: Plainness,
}

/// The parts that are still to be tried on one webhook.
#[derive(Debug, Default)]
struct Parts {
    waiting: VecDeque<Part>,
    /// What was not refused has its turn: it must not wait until every part has been tried.
    others_next: bool,
}

/// What was refused and is still to be tried otherwise.
#[derive(Debug, Default)]
pub(crate) struct RefusedParts {
    posts: BTreeMap<WebhookName, Parts>,
    /// How plainly a message must be edited.
    edits: BTreeMap<MessageId, Plainness>,
    /// Hulls given up since a webhook last took anything.
    in_vain: BTreeMap<WebhookName, u32>,
    /// Hulls that are not named until then.
    aside: BTreeMap<WebhookName, BTreeMap<HullKey, Timestamp>>,
}

impl RefusedParts {
    /// The address is new: another Discord channel may take it all.
    pub(crate) fn forget(&mut self, webhook: WebhookName) {
        self.posts.remove(&webhook);
        self.in_vain.remove(&webhook);
        self.aside.remove(&webhook);
        self.edits.clear();
    }

    /// These are not named for a while: what Discord said of them need not be its last word, and the others must not wait for them.
    pub(crate) fn set_aside(&mut self, webhook: WebhookName, hulls: &[HullKey], now: Timestamp) {
        let aside = self.aside.entry(webhook).or_default();
        aside.extend(hulls.iter().map(|key| (*key, later(now, SET_ASIDE))));
    }

    /// The hulls that are set aside now. A clock that was put back lets them go.
    pub(crate) fn aside(&mut self, webhook: WebhookName, now: Timestamp) -> BTreeSet<HullKey> {
        let Some(aside) = self.aside.get_mut(&webhook) else { return BTreeSet::new() };
        aside.retain(|_, until| now < *until && *until <= later(now, SET_ASIDE));
        aside.keys().copied().collect()
    }

    /// What the next message is to name, of what waits.
    pub(crate) fn next(&mut self, webhook: WebhookName, waiting: &BTreeSet<HullKey>) -> NextBatch {
        let Some(parts) = self.posts.get_mut(&webhook) else { return NextBatch::default() };
        // What was snoozed or withdrawn meanwhile is no suspect any more.
        for part in &mut parts.waiting {
            part.hulls.retain(|key| waiting.contains(key));
        }
        parts.waiting.retain(|part| !part.hulls.is_empty());
        let Some(first) = parts.waiting.front() else {
            self.posts.remove(&webhook);
            return NextBatch::default();
        };
        let is_suspect = |key: &&HullKey| parts.waiting.iter().any(|part| part.hulls.contains(key));
        let others: BTreeSet<HullKey> = waiting.iter().filter(|key| !is_suspect(key)).copied().collect();
        if parts.others_next && !others.is_empty() {
            parts.others_next = false;
            return NextBatch { only: Some(others), ..NextBatch::default() };
        }
        parts.others_next = true;
        NextBatch { only: Some(first.hulls.clone()), plainness: first.plainness, suspect: true }
    }

    /// Discord took a message that named these.
    pub(crate) fn taken(&mut self, webhook: WebhookName, named: &[HullKey]) {
        self.in_vain.remove(&webhook);
        let Some(parts) = self.posts.get_mut(&webhook) else { return };
        for part in &mut parts.waiting {
            part.hulls.retain(|key| !named.contains(key));
        }
        parts.waiting.retain(|part| !part.hulls.is_empty());
    }

    /// Discord refused a message that named these, in this order.
    pub(crate) fn refused(&mut self, webhook: WebhookName, batch: &NextBatch, named: &[HullKey]) -> RefusalStep {
        let parts = self.posts.entry(webhook).or_default();
        for part in &mut parts.waiting {
            part.hulls.retain(|key| !named.contains(key));
        }
        parts.waiting.retain(|part| !part.hulls.is_empty());
        let part = |hulls: &[HullKey], plainness| Part { hulls: hulls.iter().copied().collect(), plainness };
        match (batch.plainness, named.len()) {
            (Plainness::AsChosen, _) => parts.waiting.push_front(part(named, Plainness::Plain)),
            (plainness, 0 | 1) => {
                let Some(plainer) = plainness.plainer() else {
                    *self.in_vain.entry(webhook).or_default() += 1;
                    return RefusalStep::GivenUp;
                };
                parts.waiting.push_front(part(named, plainer));
            }
            (plainness, all) => {
                let (first, second) = named.split_at(all / 2);
                parts.waiting.push_front(part(second, plainness));
                parts.waiting.push_front(part(first, plainness));
            }
        }
        RefusalStep::SentAgain
    }

    /// Whatever is asked of it, Discord refuses it: that is not about one hull or another, and asking on and on would be no use.
    pub(crate) fn all_in_vain(&self, webhook: WebhookName) -> bool {
        self.in_vain.get(&webhook).is_some_and(|hulls| *hulls >= ENOUGH)
    }

    /// How plainly a message is to be edited.
    pub(crate) fn of_edit(&self, message: MessageId) -> Plainness {
        self.edits.get(&message).copied().unwrap_or_default()
    }

    /// Discord took an edit of it: the next one may say everything again.
    pub(crate) fn edit_taken(&mut self, message: MessageId) {
        self.edits.remove(&message);
    }

    /// Discord refused an edit of it. Given up: there is no plainer one.
    pub(crate) fn edit_refused(&mut self, message: MessageId) -> RefusalStep {
        if let Some(plainer) = self.of_edit(message).plainer() {
            self.edits.insert(message, plainer);
            RefusalStep::SentAgain
        } else {
            self.edits.remove(&message);
            RefusalStep::GivenUp
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_state::key;

    const CRITICAL: WebhookName = WebhookName::Critical;

    fn keys(hulls: impl IntoIterator<Item = i64>) -> BTreeSet<HullKey> {
        hulls.into_iter().map(key).collect()
    }

    /// Sends until all that waits is told or given up, as Discord would that refuses these hulls unless it is told of them in this manner.
    /// Gives what was given up, and how many messages it took.
    fn sent(all: i64, faulty: &[i64], takes_them: Option<Plainness>) -> (BTreeSet<HullKey>, usize) {
        let (mut refused_parts, mut waiting, mut given_up) = (RefusedParts::default(), keys(1..=all), BTreeSet::new());
        for requests in 0.. {
            if waiting.is_empty() {
                return (given_up, requests);
            }
            let batch = refused_parts.next(CRITICAL, &waiting);
            let named: Vec<HullKey> = batch.only.clone().unwrap_or_else(|| waiting.clone()).into_iter().collect();
            let names_one = faulty.iter().any(|n| named.contains(&key(*n)));
            if !names_one || takes_them.is_some_and(|plainness| batch.plainness >= plainness) {
                refused_parts.taken(CRITICAL, &named);
                waiting.retain(|key| !named.contains(key));
            } else if refused_parts.refused(CRITICAL, &batch, &named) == RefusalStep::GivenUp {
                assert_eq!(named.len(), 1);
                given_up.extend(named.iter().copied());
                waiting.remove(&named[0]);
            }
        }
        unreachable!()
    }

    #[test]
    fn only_what_is_at_fault_is_given_up() {
        assert_eq!(sent(100, &[], None), (keys([]), 1));
        assert_eq!(sent(1, &[1], None), (keys([1]), 3));
        let (given_up, requests) = sent(100, &[37], None);
        assert_eq!(given_up, keys([37]));
        assert!(requests <= 20, "{requests}");
        assert_eq!(sent(100, &[1, 50, 51, 100], None).0, keys([1, 50, 51, 100]));
        assert_eq!(sent(7, &[1, 2, 3, 4, 5, 6, 7], None).0, keys(1..=7));
    }

    #[test]
    fn what_is_taken_when_it_is_said_plainly_is_not_given_up() {
        assert_eq!(sent(100, &(1..=100).collect::<Vec<_>>(), Some(Plainness::Plain)), (keys([]), 2), "a bad link");
        assert_eq!(sent(100, &[37], Some(Plainness::Bare)).0, keys([]), "a bad place");
    }

    #[test]
    fn what_was_not_refused_has_its_turn_between_the_parts() {
        let mut refused_parts = RefusedParts::default();
        refused_parts.refused(CRITICAL, &NextBatch::default(), &keys(1..=8).into_iter().collect::<Vec<_>>());
        let waiting = keys(1..=9);
        assert!(refused_parts.next(CRITICAL, &waiting).suspect);
        let others = refused_parts.next(CRITICAL, &waiting);
        assert_eq!((others.only, others.suspect, others.plainness), (Some(keys([9])), false, Plainness::AsChosen));
        assert_eq!(refused_parts.next(CRITICAL, &keys(1..=8)).only, Some(keys(1..=8)));
        assert_eq!(
            refused_parts.next(CRITICAL, &keys(3..=8)).only,
            Some(keys(3..=8)),
            "what was withdrawn is left out"
        );
        assert_eq!(refused_parts.next(CRITICAL, &keys([9])), NextBatch::default(), "nothing is suspected any more");
    }

    #[test]
    fn it_is_all_in_vain_after_five_hulls_and_until_something_is_taken() {
        let mut refused_parts = RefusedParts::default();
        let batch = NextBatch { plainness: Plainness::Bare, ..NextBatch::default() };
        for n in 1..=5 {
            assert!(!refused_parts.all_in_vain(CRITICAL), "{n}");
            assert_eq!(refused_parts.refused(CRITICAL, &batch, &[key(n)]), RefusalStep::GivenUp);
        }
        assert!(refused_parts.all_in_vain(CRITICAL) && !refused_parts.all_in_vain(WebhookName::Standard));
        refused_parts.taken(CRITICAL, &[key(6)]);
        assert!(!refused_parts.all_in_vain(CRITICAL));
    }

    #[test]
    fn what_is_set_aside_is_named_again_after_ten_minutes_or_when_the_clock_was_put_back() {
        let now = crate::test_state::at(0);
        let mut refused_parts = RefusedParts::default();
        refused_parts.set_aside(CRITICAL, &[key(1)], now);
        assert_eq!(refused_parts.aside(CRITICAL, now + Duration::from_secs(599)), keys([1]));
        assert!(refused_parts.aside(WebhookName::Standard, now).is_empty());
        assert!(refused_parts.aside(CRITICAL, now + SET_ASIDE).is_empty());
        refused_parts.set_aside(CRITICAL, &[key(1)], now);
        assert!(refused_parts.aside(CRITICAL, now - Duration::from_secs(1)).is_empty());
    }

    #[test]
    fn an_edit_that_is_refused_is_made_more_plainly_until_there_is_no_plainer_one() {
        let mut refused_parts = RefusedParts::default();
        let message = MessageId(1);
        let manners: Vec<_> =
            (0..3).map(|_| (refused_parts.of_edit(message), refused_parts.edit_refused(message))).collect();
        let again = RefusalStep::SentAgain;
        assert_eq!(
            manners,
            [(Plainness::AsChosen, again), (Plainness::Plain, again), (Plainness::Bare, RefusalStep::GivenUp)]
        );
    }
}
