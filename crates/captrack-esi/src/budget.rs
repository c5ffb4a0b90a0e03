//! Token buckets: a rate group lets a character have so many tokens in a floating window of 15 minutes.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use captrack_domain::ids::PilotId;
use jiff::Timestamp;
use parking_lot::Mutex;

use crate::headers::BucketHeaders;
use crate::moment::{ElapsedTime, at_least_a_second, left, since};
use crate::route::{Route, RouteLimit};

/// The window when the server does not say.
const WINDOW: Duration = Duration::from_secs(900);
/// What a request may cost at most: a 4xx.
const MAX_COST: u32 = 5;
/// What a request is taken to have cost when no answer came: a 2xx.
const UNANSWERED: u32 = 2;
/// The pause after a 429 that does not say for how long.
const PAUSE: Duration = Duration::from_secs(60);

/// What an answer costs. ESI: 2xx 2, 3xx 1, 4xx 5, 429 and 5xx nothing.
pub(crate) const fn cost(status: u16) -> u32 {
    match status {
        429 => 0,
        200..=299 => 2,
        300..=399 => 1,
        400..=499 => MAX_COST,
        _ => 0,
    }
}

/// Whose bucket: a group's name, and the character (nobody: the source address).
type Key = (String, Option<PilotId>);

/// All buckets. A tenth of each stays untouched, for other programs and for what was miscounted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Budgets(Arc<Mutex<RateGroups>>);

#[derive(Debug, Default)]
struct RateGroups {
    buckets: HashMap<Key, Bucket>,
    /// Groups as the server names them, where that differs from what was known.
    learnt: HashMap<Route, String>,
}

#[derive(Debug)]
struct Bucket {
    tokens: u32,
    window: Duration,
    spent: VecDeque<(Timestamp, u32)>,
    reserved: u32,
    closed: Option<ElapsedTime>,
}

/// Permit to ask once. Dropped without an answer it counts as a usual one.
#[derive(Debug)]
pub(crate) struct Permit {
    budgets: Budgets,
    route: Route,
    pilot: Option<PilotId>,
    key: Option<Key>,
    asked_at: Timestamp,
}

impl Budgets {
    /// Permit to ask, or how long to wait first.
    pub(crate) fn ask(&self, route: Route, pilot: Option<PilotId>, now: Timestamp) -> Result<Permit, Duration> {
        let mut budgets = self.0.lock();
        let key = budgets.group(route).map(|group| (group, pilot));
        if let Some(key) = &key {
            let tokens = match route.limit() {
                RouteLimit::Bucket { tokens, .. } => tokens,
                // A group of which nothing is known but its name; its headers will tell.
                RouteLimit::Errors => 100,
            };
            budgets.buckets.entry(key.clone()).or_insert_with(|| Bucket::new(tokens)).reserve(now)?;
        }
        Ok(Permit { budgets: self.clone(), route, pilot, key, asked_at: now })
    }
}

impl RateGroups {
    fn group(&self, route: Route) -> Option<String> {
        if let Some(group) = self.learnt.get(&route) {
            return Some(group.clone());
        }
        match route.limit() {
            RouteLimit::Bucket { group, .. } => Some(group.to_owned()),
            RouteLimit::Errors => None,
        }
    }
}

impl Permit {
    /// The answer came: books its cost and what the server says of the bucket.
    pub(crate) fn answered(mut self, status: u16, told: &BucketHeaders, retry_after: Option<Duration>, now: Timestamp) {
        let mut budgets = self.budgets.0.lock();
        let old = self.key.take();
        if let Some(bucket) = old.as_ref().and_then(|key| budgets.buckets.get_mut(key)) {
            bucket.release();
        }
        let named = told.group.as_ref().map(|group| (group.clone(), self.pilot));
        if let Some((group, _)) = &named
            && budgets.group(self.route).as_ref() != Some(group)
        {
            budgets.learnt.insert(self.route, group.clone());
        }
        let Some(key) = named.or(old) else { return };
        let tokens = told.limit.map_or(100, |(tokens, _)| tokens);
        let bucket = budgets.buckets.entry(key).or_insert_with(|| Bucket::new(tokens));
        bucket.book(now, cost(status));
        bucket.believe(now, told);
        if status == 429 {
            bucket.closed = Some(ElapsedTime::new(now, retry_after.unwrap_or(PAUSE)));
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let Some(key) = self.key.take() else { return };
        if let Some(bucket) = self.budgets.0.lock().buckets.get_mut(&key) {
            bucket.release();
            bucket.book(self.asked_at, UNANSWERED);
        }
    }
}

impl Bucket {
    fn new(tokens: u32) -> Self {
        Self { tokens, window: WINDOW, spent: VecDeque::new(), reserved: 0, closed: None }
    }

    fn reserve(&mut self, now: Timestamp) -> Result<(), Duration> {
        self.forget_old(now);
        if let Some(wait) = left(&mut self.closed, now) {
            return Err(at_least_a_second(wait));
        }
        // Where a server has said that there are hardly any, one request at a time hears whether that was a mistake.
        let usable = (self.tokens - self.tokens / 10).max(MAX_COST);
        let wanted = self.spent() + self.reserved + MAX_COST;
        if wanted > usable {
            return Err(self.wait_for(wanted - usable, now));
        }
        self.reserved += MAX_COST;
        Ok(())
    }

    fn release(&mut self) {
        self.reserved = self.reserved.saturating_sub(MAX_COST);
    }

    fn book(&mut self, now: Timestamp, cost: u32) {
        if cost > 0 {
            self.spent.push_back((now, cost));
        }
    }

    /// The server counts too, and what it says counts more: other programs may use the same character.
    fn believe(&mut self, now: Timestamp, told: &BucketHeaders) {
        if let Some((tokens, window)) = told.limit {
            self.tokens = tokens;
            self.window = window;
        }
        self.forget_old(now);
        let Some(remaining) = told.remaining else { return };
        let used = self.tokens.saturating_sub(remaining);
        let counted = self.spent();
        if used > counted {
            self.spent.push_back((now, used - counted));
        } else {
            self.give_back(counted - used);
        }
    }

    fn give_back(&mut self, mut surplus: u32) {
        while surplus > 0 {
            let Some((_, cost)) = self.spent.front_mut() else { return };
            if *cost > surplus {
                *cost -= surplus;
                return;
            }
            surplus -= *cost;
            self.spent.pop_front();
        }
    }

    /// What was spent longer ago than the window has come back. What a clock that was set back since calls the future was spent now.
    fn forget_old(&mut self, now: Timestamp) {
        for (at, _) in &mut self.spent {
            *at = (*at).min(now);
        }
        while self.spent.front().is_some_and(|(at, _)| since(*at, now) >= self.window) {
            self.spent.pop_front();
        }
    }

    fn spent(&self) -> u32 {
        self.spent.iter().map(|(_, cost)| cost).sum()
    }

    /// When so many tokens will have come back.
    fn wait_for(&self, tokens: u32, now: Timestamp) -> Duration {
        let mut back = 0;
        for (at, cost) in &self.spent {
            back += cost;
            if back >= tokens {
                return at_least_a_second(self.window.saturating_sub(since(*at, now)));
            }
        }
        // Only requests under way stand against it.
        Duration::from_secs(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PILOT: Option<PilotId> = Some(PilotId(7));

    fn start() -> Timestamp {
        "2026-08-18T12:00:00Z".parse().unwrap()
    }

    fn told(remaining: u32) -> BucketHeaders {
        BucketHeaders { group: Some("char-location".into()), limit: Some((1200, WINDOW)), remaining: Some(remaining) }
    }

    #[test]
    fn a_tenth_of_the_bucket_is_left_untouched() {
        let budgets = Budgets::default();
        let mut spent = 0;
        while let Ok(leave) = budgets.ask(Route::Ship, PILOT, start()) {
            leave.answered(404, &BucketHeaders::default(), None, start());
            spent += cost(404);
        }
        assert_eq!(spent, 1080);
    }

    #[test]
    fn a_group_is_shared_by_its_routes_and_apart_for_each_pilot() {
        let budgets = Budgets::default();
        let leave = budgets.ask(Route::Ship, PILOT, start()).unwrap();
        leave.answered(200, &told(100), None, start());
        assert!(budgets.ask(Route::Location, PILOT, start()).is_err());
        assert!(budgets.ask(Route::Location, Some(PilotId(8)), start()).is_ok());
        assert!(budgets.ask(Route::Assets, PILOT, start()).is_ok());
    }

    #[test]
    fn tokens_come_back_when_the_window_has_passed() {
        let budgets = Budgets::default();
        let leave = budgets.ask(Route::Ship, PILOT, start()).unwrap();
        leave.answered(200, &told(0), None, start());
        let wait = budgets.ask(Route::Ship, PILOT, start() + Duration::from_secs(300)).unwrap_err();
        assert_eq!(wait, Duration::from_secs(600));
        assert!(budgets.ask(Route::Ship, PILOT, start() + Duration::from_secs(901)).is_ok());
    }

    #[test]
    fn the_server_is_believed_when_it_counts_less() {
        let budgets = Budgets::default();
        for _ in 0..100 {
            let leave = budgets.ask(Route::Ship, PILOT, start()).unwrap();
            leave.answered(404, &BucketHeaders::default(), None, start());
        }
        let leave = budgets.ask(Route::Ship, PILOT, start()).unwrap();
        leave.answered(200, &told(1198), None, start());
        let budgets = budgets.0.lock();
        assert_eq!(budgets.buckets[&("char-location".to_owned(), PILOT)].spent(), 2);
    }

    #[test]
    fn a_clock_that_is_set_back_closes_no_bucket_for_longer_than_its_window() {
        let budgets = Budgets::default();
        let earlier = start() - Duration::from_secs(7200);
        budgets.ask(Route::Ship, PILOT, start()).unwrap().answered(200, &told(0), None, start());
        assert_eq!(budgets.ask(Route::Ship, PILOT, earlier).unwrap_err(), WINDOW);
        assert!(budgets.ask(Route::Ship, PILOT, earlier + WINDOW).is_ok());
        let retry = Some(Duration::from_secs(37));
        budgets.ask(Route::Assets, PILOT, start()).unwrap().answered(429, &BucketHeaders::default(), retry, start());
        assert_eq!(budgets.ask(Route::Assets, PILOT, earlier).unwrap_err(), Duration::from_secs(37));
        assert!(budgets.ask(Route::Assets, PILOT, earlier + Duration::from_secs(37)).is_ok());
    }

    #[test]
    fn a_bucket_that_is_told_to_be_tiny_is_asked_about_again_and_believed_otherwise() {
        let budgets = Budgets::default();
        let tiny = BucketHeaders { group: None, limit: Some((1, WINDOW)), remaining: Some(0) };
        budgets.ask(Route::Ship, PILOT, start()).unwrap().answered(200, &tiny, None, start());
        assert!(budgets.ask(Route::Ship, PILOT, start() + Duration::from_secs(60)).is_err(), "there is nothing left");
        let later = start() + WINDOW;
        budgets.ask(Route::Ship, PILOT, later).unwrap().answered(200, &told(1190), None, later);
        assert!((0..100).all(|_| budgets.ask(Route::Ship, PILOT, later).map(std::mem::forget).is_ok()));
    }

    #[test]
    fn too_many_requests_close_the_bucket_for_as_long_as_the_server_says() {
        let budgets = Budgets::default();
        let leave = budgets.ask(Route::Ship, PILOT, start()).unwrap();
        leave.answered(429, &BucketHeaders::default(), Some(Duration::from_secs(37)), start());
        assert_eq!(budgets.ask(Route::Ship, PILOT, start()).unwrap_err(), Duration::from_secs(37));
        assert!(budgets.ask(Route::Ship, PILOT, start() + Duration::from_secs(37)).is_ok());
    }

    #[test]
    fn too_many_requests_without_a_word_of_how_long_close_it_for_a_minute() {
        let budgets = Budgets::default();
        let leave = budgets.ask(Route::Ship, PILOT, start()).unwrap();
        leave.answered(429, &BucketHeaders::default(), None, start());
        assert_eq!(budgets.ask(Route::Ship, PILOT, start()).unwrap_err(), PAUSE);
    }

    #[test]
    fn a_request_that_is_given_up_holds_no_tokens_for_ever() {
        let budgets = Budgets::default();
        for _ in 0..300 {
            drop(budgets.ask(Route::Ship, PILOT, start()).unwrap());
        }
        let budgets = budgets.0.lock();
        let bucket = &budgets.buckets[&("char-location".to_owned(), PILOT)];
        assert_eq!((bucket.reserved, bucket.spent()), (0, 600));
    }

    #[test]
    fn a_group_that_the_server_renames_is_learnt() {
        let budgets = Budgets::default();
        let other = BucketHeaders {
            group: Some("char-ship".into()),
            limit: Some((20, Duration::from_secs(60))),
            remaining: Some(0),
        };
        budgets.ask(Route::Ship, PILOT, start()).unwrap().answered(200, &other, None, start());
        assert_eq!(budgets.ask(Route::Ship, PILOT, start()).unwrap_err(), Duration::from_secs(60));
        assert!(budgets.ask(Route::Location, PILOT, start()).is_ok());
    }

    #[test]
    fn routes_of_the_old_error_limit_have_no_bucket() {
        let budgets = Budgets::default();
        for _ in 0..2000 {
            budgets.ask(Route::Names, None, start()).unwrap().answered(404, &BucketHeaders::default(), None, start());
        }
    }
}
