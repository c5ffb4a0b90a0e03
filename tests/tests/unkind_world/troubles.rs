//! The troubles that hold now, and how often each was met: by a request, a write or a wake-up.

use captrack_sim::{AuthUnkindness, Fault, RequestRecord, Service};

use crate::seen::is_of_roster;
use crate::span::{Span, is_daily_downtime};
use crate::stage::{Stage, Stepped};
use crate::story::MINUTE;
use crate::trouble::{Hides, Trouble};

/// Somebody signs in again when that is possible, and looks so often.
const LOOKS: i64 = 20 * MINUTE;
/// A cycle and what follows it have fewer statements that write.
const STATEMENTS: u32 = 40;

/// So many ask the clock in a step before one crashes: at first the step's own beginning, later in the middle of it.
const ASKED_BEFORE: [u64; 10] = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256];

/// A trouble that holds.
struct Held {
    span: Span,
    faults: Vec<Fault>,
    met: u64,
}

/// A trouble that is over.
#[derive(Debug, Clone, Copy)]
pub struct Met {
    pub trouble: Trouble,
    /// How often it was met.
    pub times: u64,
}

#[derive(Default)]
pub struct Troubles {
    holding: Vec<Held>,
    pub over: Vec<Met>,
    /// The program does not run.
    pub off: bool,
    /// The computer sleeps.
    pub asleep: bool,
    statement: u32,
    /// The step in which the clock crashes somebody, of those there are.
    clock_step: usize,
    /// The statements at which the database has failed.
    pub failed_at: std::collections::BTreeSet<u32>,
}

impl Troubles {
    pub fn hold(&self) -> impl Iterator<Item = &Span> {
        self.holding.iter().map(|held| &held.span)
    }

    fn holds(&self, trouble: Trouble) -> bool {
        self.hold().any(|span| span.trouble == trouble)
    }

    /// Whether the program does nothing now.
    pub const fn rests(&self) -> bool {
        self.off || self.asleep
    }

    /// What holds of this trouble was met so often. Several at once are met together.
    fn meet(&mut self, trouble: Trouble, times: u64) {
        for held in self.holding.iter_mut().filter(|held| held.span.trouble == trouble) {
            held.met += times;
        }
    }

    /// One begins.
    pub async fn begin(&mut self, span: Span, stage: &mut Stage) {
        let faults = span.trouble.faults(span.pilot);
        for fault in &faults {
            stage.world.inject(fault.clone());
        }
        let mut met = 0;
        if let Some(seconds) = span.trouble.turns_clock() {
            stage.turn_clock(seconds);
            met = u64::from(!self.rests());
        }
        match span.trouble {
            Trouble::SsoRevoked => stage.world.revoke_tokens(span.pilot.unwrap()),
            Trouble::Restart if !self.rests() => {
                met = 1;
                stage.die_and_restart().await;
            }
            Trouble::Off => {
                met = 1;
                self.off = true;
            }
            Trouble::Sleep => {
                met = u64::from(!self.off);
                self.asleep = true;
                stage.set_asleep(true);
            }
            _ => {}
        }
        self.holding.push(Held { span, faults, met });
        self.put_last(stage);
        self.set_switches(stage);
    }

    /// A request meets the first fault only: what does no harm stands behind what does.
    fn put_last(&mut self, stage: &Stage) {
        for held in self.holding.iter_mut().filter(|held| held.span.trouble.hides() == Hides::default()) {
            for fault in &held.faults {
                if let Some(met) = stage.world.withdraw(fault) {
                    held.met += met;
                    stage.world.inject(fault.clone());
                }
            }
        }
    }

    /// What refuses or crashes while a trouble holds.
    fn set_switches(&self, stage: &mut Stage) {
        stage.desktop.switch.set(self.holds(Trouble::DesktopRefuses));
        stage.desktop.panics.set(self.holds(Trouble::DesktopPanics));
        stage.keyring.locked.set(self.holds(Trouble::KeyringLocked));
        stage.keyring.full.set(self.holds(Trouble::KeyringFull));
        stage.keyring.panics.set(self.holds(Trouble::KeyringPanics));
        stage.servers.esi.set(self.holds(Trouble::EsiPanics));
        stage.servers.sso.set(self.holds(Trouble::SsoPanics));
        stage.servers.discord.set(self.holds(Trouble::DiscordPanics));
        stage.servers.auth.set(self.holds(Trouble::AuthPanics));
        stage.world.auth().set_unkindness(AuthUnkindness {
            odd_hulls: self.holds(Trouble::AuthOddHulls),
            ..AuthUnkindness::default()
        });
    }

    /// Those whose time is over end.
    pub async fn end(&mut self, at: i64, stage: &mut Stage) {
        let (over, holding) = std::mem::take(&mut self.holding).into_iter().partition(|held| held.span.until <= at);
        self.holding = holding;
        let over: Vec<Held> = over;
        for mut held in over {
            let trouble = held.span.trouble;
            for fault in &held.faults {
                let used_up = u64::from(fault.times.unwrap_or(0));
                held.met += stage.world.withdraw(fault).unwrap_or(used_up);
            }
            self.set_switches(stage);
            let still = self.holds(trouble);
            match trouble {
                Trouble::Off => {
                    self.off = still;
                    if !still {
                        stage.die_and_restart().await;
                    }
                }
                Trouble::Sleep => {
                    self.asleep = still;
                    stage.set_asleep(still);
                }
                Trouble::DatabaseFails if !self.off => stage.store_fails_at(0).await,
                Trouble::DatabaseReadOnly if !self.off => stage.set_read_only(still).await,
                Trouble::DiskFull if !self.off => stage.set_full(still).await,
                trouble if trouble.turns_clock().is_some() => {
                    let turned = self.hold().find_map(|span| span.trouble.turns_clock());
                    stage.turn_clock(turned.unwrap_or(0));
                }
                // Somebody notices that the program asks for it, and signs in again as soon as that is possible.
                Trouble::SsoRevoked if self.rests() || !stage.sign_in(held.span.pilot.unwrap()).await => {
                    held.span.until = at.saturating_add(LOOKS);
                    self.holding.push(held);
                    continue;
                }
                Trouble::SsoRevoked => held.met += 1,
                _ => {}
            }
            self.over.push(Met { trouble, times: held.met });
        }
    }

    /// What has to be done again before each step.
    pub async fn renew(&mut self, seconds: i64, stage: &mut Stage) {
        let is_down = self.holds(Trouble::Downtime);
        stage.world.set_downtime(is_daily_downtime(seconds) || is_down);
        if self.holds(Trouble::EsiErrorLimit420) {
            stage.world.spend_errors(100);
        }
        let crashes = self.holds(Trouble::ClockPanics);
        self.clock_step += usize::from(crashes);
        stage.clock_crashes = crashes.then(|| ASKED_BEFORE[self.clock_step % ASKED_BEFORE.len()]);
        if self.off {
            return;
        }
        if self.holds(Trouble::DatabaseReadOnly) {
            stage.set_read_only(true).await;
        }
        if self.holds(Trouble::DiskFull) {
            stage.set_full(true).await;
        }
        if self.holds(Trouble::DatabaseFails) {
            self.statement = self.statement % STATEMENTS + 1;
            stage.store_fails_at(self.statement).await;
        }
    }

    /// What shows only after a step in which these were asked.
    pub fn after_step(&mut self, stage: &Stage, stepped: Stepped, asked: &[RequestRecord]) {
        let count = |is_one: fn(&RequestRecord) -> bool| asked.iter().filter(|record| is_one(record)).count() as u64;
        let asked_esi = count(|record| record.service == Service::Esi);
        self.meet(Trouble::AuthOddHulls, count(is_of_roster));
        if self.holds(Trouble::DatabaseFails) && stage.store_has_failed() {
            self.meet(Trouble::DatabaseFails, 1);
            self.failed_at.insert(self.statement);
        }
        for trouble in [Trouble::DatabaseReadOnly, Trouble::DiskFull] {
            self.meet(trouble, u64::from(stepped.not_written));
        }
        for trouble in [Trouble::Downtime, Trouble::EsiErrorLimit420] {
            self.meet(trouble, asked_esi);
        }
        let met = [
            (Trouble::DesktopRefuses, stage.desktop.switch.take_met()),
            (Trouble::DesktopPanics, stage.desktop.panics.take_met()),
            (Trouble::KeyringLocked, stage.keyring.locked.take_met()),
            (Trouble::KeyringFull, stage.keyring.full.take_met()),
            (Trouble::KeyringPanics, stage.keyring.panics.take_met()),
            (Trouble::EsiPanics, stage.servers.esi.take_met()),
            (Trouble::SsoPanics, stage.servers.sso.take_met()),
            (Trouble::DiscordPanics, stage.servers.discord.take_met()),
            (Trouble::AuthPanics, stage.servers.auth.take_met()),
            (Trouble::ClockPanics, stage.clock_crashed()),
        ];
        for (trouble, times) in met {
            self.meet(trouble, times);
        }
    }
}
