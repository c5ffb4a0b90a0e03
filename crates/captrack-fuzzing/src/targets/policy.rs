//! Rules that AllianceAuth publishes, over those in force.

use std::collections::BTreeMap;

use captrack_domain::policy::Policy;
use captrack_monitor::parsers::{overlaid, published_again};
use serde_json::Value;

use crate::hold;

pub fn check(bytes: &[u8]) {
    let Ok(published) = serde_json::from_slice::<Value>(bytes) else { return };
    let in_force = Policy::default();
    let over = match overlaid(&in_force, &published, &BTreeMap::new()) {
        Ok(over) => over,
        Err(why) => return hold::text(&why, &[]),
    };
    over.policy.validate().expect("rules that are taken over can be in force");
    let text = serde_json::to_string(&over.policy).expect("rules can be kept");
    hold::same(&over.policy, &serde_json::from_str(&text).expect("kept rules can be read"));
    for (_, why) in over.left_out.iter().filter_map(|(name, why)| why.as_ref().map(|why| (name, why))) {
        hold::text(why, &[]);
    }
    // Taken over a second time nothing changes.
    let twice = overlaid(&over.policy, &published, &BTreeMap::new()).expect("what was taken over once");
    hold::same(&twice.policy, &over.policy);
    // Whoever publishes what is in force publishes the same rules.
    let body = published_again(&over.policy, &over.policy, Some(&published));
    let back = overlaid(&in_force, &body, &BTreeMap::new()).expect("what is published can be taken over");
    hold::same(&back.policy, &over.policy);
}
