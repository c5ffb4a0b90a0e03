//! When what goes wrong, by seed: each kind some time in a week, about ten times a day one begins, and often several hold at once.

use std::collections::BTreeMap;

use captrack_sim::Fault;
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use crate::cast::Cast;
use crate::stage::Stage;
use crate::story::DAY;
use crate::trouble::{Hides, Trouble};

const MINUTE: i64 = 60;
const HOUR: i64 = 3600;
/// The first hour is kind: everybody is seen once.
const KIND: i64 = HOUR;
/// A list that lacks something would be believed after a long silence of assets: one that is half a day newer is enough.
const APART: i64 = 12 * HOUR;

/// The world begins at three in the afternoon.
const BEGINS: i64 = 15 * HOUR;

/// EVE's daily downtime.
pub fn is_daily_downtime(seconds: i64) -> bool {
    (11 * HOUR..11 * HOUR + 15 * MINUTE).contains(&(BEGINS + seconds).rem_euclid(DAY))
}

/// A trouble from a second to another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    pub trouble: Trouble,
    pub from: i64,
    pub until: i64,
    /// About whom alone.
    pub pilot: Option<i64>,
}

pub fn plan(cast: &Cast, days: i64, rng: &mut StdRng) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    // Twice a week each, but for what takes a day or more.
    let mut kinds: Vec<Trouble> = Trouble::ALL.into_iter().chain(Trouble::ALL).collect();
    kinds.retain({
        let mut seen = Vec::new();
        move |kind| {
            let again = seen.contains(kind);
            seen.push(*kind);
            !(again && matches!(kind, Trouble::Off | Trouble::SsoRevoked))
        }
    });
    kinds.shuffle(rng);
    let apart = 7 * DAY / i64::try_from(kinds.len()).unwrap();
    for (at, trouble) in (0..).zip(kinds) {
        let (least, most) = trouble.lasts();
        let from = KIND + at * apart + rng.random_range(0..apart);
        let lasts = rng.random_range(least..=most) * MINUTE;
        let whose = cast.pilots[rng.random_range(0..cast.pilots.len())].id;
        let of_one = trouble.is_of_one() || trouble.may_be_of_one() && rng.random_bool(0.5);
        spans.push(Span { trouble, from, until: from + lasts, pilot: of_one.then_some(whose) });
    }
    let hides_assets = |span: &Span| span.trouble.hides().assets && span.trouble != Trouble::EsiShortList;
    let others: Vec<Span> = spans.iter().filter(|span| hides_assets(span)).cloned().collect();
    spans.retain(|span| {
        let is_near = |other: &Span| {
            other.until - other.from > 2 * HOUR && (span.from - APART..span.until + APART).contains(&other.until)
        };
        span.trouble != Trouble::EsiShortList || !others.iter().any(is_near)
    });
    spans.retain(|span| span.from < days * DAY);
    spans.sort_by_key(|span| span.from);
    spans
}

/// What of the plan holds, and how often it was met.
#[derive(Default)]
pub struct Troubles {
    holding: Vec<(Span, Vec<Fault>)>,
    pub met: BTreeMap<Trouble, u64>,
    pub off: bool,
    statement: u32,
}

impl Troubles {
    pub fn hold(&self) -> impl Iterator<Item = &Span> {
        self.holding.iter().map(|(span, _)| span)
    }

    fn holds(&self, trouble: Trouble) -> bool {
        self.hold().any(|span| span.trouble == trouble)
    }

    fn meet(&mut self, trouble: Trouble, times: u64) {
        *self.met.entry(trouble).or_default() += times;
    }

    /// One begins.
    pub async fn begin(&mut self, span: Span, stage: &mut Stage) {
        let faults = span.trouble.faults(span.pilot);
        for fault in &faults {
            stage.world.inject(fault.clone());
        }
        self.put_last(stage);
        if let Some(seconds) = span.trouble.turns_clock() {
            stage.turn_clock(seconds);
            self.meet(span.trouble, 1);
        }
        match span.trouble {
            Trouble::SsoRevoked => {
                stage.world.revoke_tokens(span.pilot.unwrap());
                self.meet(span.trouble, 1);
            }
            Trouble::DesktopRefuses => stage.desktop.switch.set(true),
            Trouble::KeyringLocked => stage.keyring.locked.set(true),
            Trouble::Restart => {
                self.meet(span.trouble, 1);
                if !self.off {
                    stage.die_and_restart().await;
                }
            }
            Trouble::Off => {
                self.off = true;
                self.meet(span.trouble, 1);
            }
            _ => {}
        }
        self.holding.push((span, faults));
    }

    /// A request meets the first fault only: what does no harm stands behind what does.
    fn put_last(&mut self, stage: &Stage) {
        let harmless: Vec<(Trouble, Fault)> = self
            .holding
            .iter()
            .filter(|(span, _)| span.trouble.hides() == Hides::default())
            .flat_map(|(span, faults)| faults.iter().map(|fault| (span.trouble, fault.clone())))
            .collect();
        for (trouble, fault) in harmless {
            if let Some(met) = stage.world.withdraw(&fault) {
                self.meet(trouble, met);
                stage.world.inject(fault);
            }
        }
    }

    /// Those whose time is over end.
    pub async fn end(&mut self, at: i64, stage: &mut Stage) {
        let (over, holding) = std::mem::take(&mut self.holding).into_iter().partition(|(span, _)| span.until <= at);
        self.holding = holding;
        let over: Vec<(Span, Vec<Fault>)> = over;
        for (span, faults) in over {
            for fault in &faults {
                let used_up = u64::from(fault.times.unwrap_or(0));
                let met = stage.world.withdraw(fault).unwrap_or(used_up);
                self.meet(span.trouble, met);
            }
            let still = self.holds(span.trouble);
            match span.trouble {
                Trouble::DesktopRefuses => {
                    stage.desktop.switch.set(still);
                    let met = stage.desktop.switch.take_met();
                    self.meet(span.trouble, met);
                }
                Trouble::KeyringLocked => {
                    stage.keyring.locked.set(still);
                    let met = stage.keyring.locked.take_met();
                    self.meet(span.trouble, met);
                }
                Trouble::DatabaseFails if !self.off => stage.store_fails_at(0).await,
                Trouble::Off => {
                    self.off = still;
                    if !still {
                        stage.die_and_restart().await;
                    }
                }
                trouble if trouble.turns_clock().is_some() => {
                    let turned = self.hold().find_map(|span| span.trouble.turns_clock());
                    stage.turn_clock(turned.unwrap_or(0));
                }
                // Somebody notices that the program asks for it, and signs in again as soon as that is possible.
                Trouble::SsoRevoked if self.off || !stage.sign_in(span.pilot.unwrap()).await => {
                    let until = at + 20 * MINUTE;
                    self.holding.push((Span { until, ..span }, faults));
                }
                _ => {}
            }
        }
    }

    /// What has to be done again before each step.
    pub async fn renew(&mut self, seconds: i64, stage: &Stage) {
        stage.world.set_downtime(is_daily_downtime(seconds) || self.holds(Trouble::Downtime));
        if self.holds(Trouble::Downtime) {
            self.meet(Trouble::Downtime, 1);
        }
        if self.holds(Trouble::EsiErrorLimit420) {
            stage.world.spend_errors(100);
            self.meet(Trouble::EsiErrorLimit420, 1);
        }
        if self.holds(Trouble::DatabaseFails) && !self.off {
            self.statement = self.statement % 30 + 1;
            stage.store_fails_at(self.statement).await;
        }
    }

    /// What shows only after the step.
    pub fn after_step(&mut self, stage: &Stage) {
        if self.holds(Trouble::DatabaseFails) && stage.store_has_failed() {
            self.meet(Trouble::DatabaseFails, 1);
        }
    }
}
