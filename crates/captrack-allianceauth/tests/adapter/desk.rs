//! A desk's end: the adapter with a clock that stands.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use captrack_allianceauth::Bridge;
use captrack_domain::ids::GroupId;
use captrack_http::HttpClient;
use captrack_ports::{AuthAccess, Secret};
use captrack_testing::TestClock;

use crate::stub::Stub;

/// The time at which the answers were recorded.
pub const RECORDED_AT: &str = "2026-11-05T18:00:00Z";

/// The adapter at a time.
pub fn bridge_at(now: &str) -> Bridge {
    bridge_over(&HttpClient::new().unwrap(), now)
}

/// The adapter at a time with another client.
pub fn bridge_over(client: &HttpClient, now: &str) -> Bridge {
    Bridge::open(client, Arc::new(TestClock::standing(now.parse().unwrap())))
}

pub fn bridge() -> Bridge {
    bridge_at(RECORDED_AT)
}

/// The adapter, which soon runs out of patience.
pub fn impatient() -> Bridge {
    bridge().with_timeout(Duration::from_millis(300))
}

/// A token for a server that looks at none.
pub fn access(stub: &Stub) -> AuthAccess {
    AuthAccess { address: stub.address.clone(), token: Secret::new("ctb_any") }
}

/// The ten groups of capitals.
pub fn capital_groups() -> BTreeSet<GroupId> {
    groups(&[30, 485, 513, 547, 659, 883, 902, 1538, 4594, 5120])
}

pub fn groups(ids: &[i64]) -> BTreeSet<GroupId> {
    ids.iter().copied().map(GroupId).collect()
}
