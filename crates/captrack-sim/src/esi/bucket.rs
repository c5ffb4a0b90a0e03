//! Rate limiting: a bucket of tokens per rate group and asker, over a floating window of 15 minutes.

use std::collections::{HashMap, VecDeque};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::bearer::BudgetOwner;
use crate::dates::seconds_until;
use crate::http::SimReply;

/// The window after which a spent token is back.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// A group of routes that share a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RateGroup {
    /// Location, ship, online: 1200 tokens.
    CharLocation,
    /// Assets of a character: 1800 tokens.
    CharAsset,
    /// Roles of a character: 600 tokens.
    CharDetail,
    /// Members, member tracking and roles of a corporation: 300 tokens.
    CorpMember,
    /// Assets of a corporation: 1800 tokens.
    CorpAsset,
    /// `/status`: 600 tokens per address.
    Status,
}

impl RateGroup {
    /// As `X-Ratelimit-TypeGroup` spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::CharLocation => "char-location",
            Self::CharAsset => "char-asset",
            Self::CharDetail => "char-detail",
            Self::CorpMember => "corp-member",
            Self::CorpAsset => "corp-asset",
            Self::Status => "status",
        }
    }

    /// Tokens in 15 minutes.
    pub fn tokens(self) -> u32 {
        match self {
            Self::CharLocation => 1200,
            Self::CharAsset | Self::CorpAsset => 1800,
            Self::CharDetail | Self::Status => 600,
            Self::CorpMember => 300,
        }
    }
}

/// What an answer costs.
fn cost(status: u16) -> u32 {
    match status {
        200..=299 => 2,
        300..=399 => 1,
        429 => 0,
        400..=499 => 5,
        _ => 0,
    }
}

/// What was spent, by whom and when.
#[derive(Debug, Default)]
pub(crate) struct Buckets(HashMap<(RateGroup, BudgetOwner), VecDeque<(Timestamp, u32)>>);

impl Buckets {
    /// 429 when nothing is left.
    pub(super) fn refuse(&mut self, group: RateGroup, asker: &BudgetOwner, now: Timestamp) -> Option<SimReply> {
        let spent = self.within_window(group, asker, now);
        let used: u32 = spent.iter().map(|(_, tokens)| tokens).sum();
        if used < group.tokens() {
            return None;
        }
        let back = spent.front().map_or(now, |(at, _)| *at + WINDOW);
        let reply = SimReply::json(429, &json!({ "error": "Rate limit exceeded", "status": 429 }))
            .with("retry-after", seconds_until(now, back).max(1));
        Some(describe(reply, group, 0, 0))
    }

    /// Charges an answer and writes the headers about it.
    pub(super) fn charge(
        &mut self,
        reply: SimReply,
        group: RateGroup,
        asker: &BudgetOwner,
        now: Timestamp,
    ) -> SimReply {
        let tokens = cost(reply.status);
        self.spend(group, asker, tokens, now);
        let used: u32 = self.within_window(group, asker, now).iter().map(|(_, tokens)| tokens).sum();
        describe(reply, group, group.tokens().saturating_sub(used), tokens)
    }

    /// Takes tokens out of a bucket.
    pub(crate) fn spend(&mut self, group: RateGroup, asker: &BudgetOwner, tokens: u32, now: Timestamp) {
        if tokens > 0 {
            self.0.entry((group, asker.clone())).or_default().push_back((now, tokens));
        }
    }

    fn within_window(&mut self, group: RateGroup, asker: &BudgetOwner, now: Timestamp) -> &VecDeque<(Timestamp, u32)> {
        let spent = self.0.entry((group, asker.clone())).or_default();
        while spent.front().is_some_and(|(at, _)| *at + WINDOW <= now) {
            spent.pop_front();
        }
        spent
    }
}

fn describe(reply: SimReply, group: RateGroup, remaining: u32, used: u32) -> SimReply {
    reply
        .with("x-ratelimit-group", group.name())
        .with("x-ratelimit-limit", format!("{}/15m", group.tokens()))
        .with("x-ratelimit-remaining", remaining)
        .with("x-ratelimit-used", used)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_runs_dry_and_fills_again_as_the_window_passes() {
        let mut buckets = Buckets::default();
        let now = crate::SimOptions::default().start;
        let asker = BudgetOwner::Address;
        for _ in 0..60 {
            assert!(buckets.refuse(RateGroup::CorpMember, &asker, now).is_none());
            buckets.charge(SimReply::empty(403), RateGroup::CorpMember, &asker, now);
        }
        let refused = buckets.refuse(RateGroup::CorpMember, &asker, now + SignedDuration::from_mins(5)).unwrap();
        assert_eq!(refused.status, 429);
        assert!(refused.headers.contains(&("retry-after", "600".to_owned())));
        assert!(buckets.refuse(RateGroup::CorpMember, &asker, now + WINDOW).is_none());
    }

    #[test]
    fn another_pilot_has_another_bucket() {
        let mut buckets = Buckets::default();
        let now = crate::SimOptions::default().start;
        let (one, other) = (BudgetOwner::Pilot(1, "app".to_owned()), BudgetOwner::Pilot(2, "app".to_owned()));
        buckets.spend(RateGroup::Status, &one, 600, now);
        assert!(buckets.refuse(RateGroup::Status, &one, now).is_some());
        assert!(buckets.refuse(RateGroup::Status, &other, now).is_none());
    }

    #[test]
    fn answers_cost_two_one_five_or_nothing() {
        assert_eq!([200, 304, 404, 429, 503].map(cost), [2, 1, 5, 0, 0]);
    }
}
