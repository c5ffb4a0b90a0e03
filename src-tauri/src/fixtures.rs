//! Views for tests.

use std::collections::BTreeMap;

use captrack_contract::{AlertingMain, DeskStatus, MonitoringState, Overview, Rights};
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;

/// How a desk is doing that has nothing to complain of.
pub fn status_of(monitoring: MonitoringState) -> DeskStatus {
    DeskStatus {
        monitoring,
        pilots: 1,
        need_sign_in: Vec::new(),
        last_check: None,
        next_check: None,
        trouble: None,
        trouble_text: None,
        trouble_code: None,
        demo: false,
        other_servers: None,
        can_sign_in: true,
        relay: false,
        relay_trouble: None,
        relay_trouble_code: None,
        relay_trouble_text: None,
        auth_trouble: None,
        auth_trouble_code: None,
        auth_trouble_text: None,
        relay_waiting: 0,
        quiet_until: None,
        paused_since: None,
        paused_until: None,
        rights: Rights::default(),
        problems: Vec::new(),
        sources: Vec::new(),
        clock_ahead_secs: None,
        disk_free_bytes: None,
    }
}

/// A main under which something alerts, flown by two pilots.
pub fn alerting(id: i64, words: &str) -> AlertingMain {
    AlertingMain {
        main: PilotId(id),
        name: format!("Main {id}"),
        hulls: BTreeMap::new(),
        words: words.to_owned(),
        pilots: vec![PilotId(id * 10), PilotId(id * 10 + 1)],
        acknowledged: false,
    }
}

/// An overview with so many hulls of a level.
pub fn overview_of(monitoring: MonitoringState, counts: &[(Level, usize)], mains: Vec<AlertingMain>) -> Overview {
    let mut by_level: BTreeMap<Level, usize> = Level::ALL.into_iter().map(|level| (level, 0)).collect();
    by_level.extend(counts.iter().copied());
    Overview {
        status: status_of(monitoring),
        unacknowledged: counts
            .iter()
            .copied()
            .filter(|(level, _)| matches!(level, Level::Critical | Level::Alerting))
            .collect(),
        counts: by_level,
        alerting_mains: mains.len(),
        mains,
        snooze_durations: vec![3600],
    }
}
