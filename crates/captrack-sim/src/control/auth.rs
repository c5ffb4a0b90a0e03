//! The handle on AllianceAuth: accounts and tokens, what corptools has read, what other desks decided.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::Control;
use crate::auth::{AuthPermission, AuthUnkindness, StoredDecision, agree};
use crate::core::Core;
use crate::stats::RequestRecord;
use crate::{Fault, FaultEffect, Place, Service, SimError};

/// How long a token lives, in days.
const TOKEN_DAYS: i64 = 180;

/// A handle on the AllianceAuth of a running sim. An account is named by its main.
#[derive(Clone, Debug)]
pub struct AuthControl {
    core: Arc<Core>,
}

impl Control {
    /// The handle on AllianceAuth.
    pub fn auth(&self) -> AuthControl {
        AuthControl { core: Arc::clone(&self.core) }
    }
}

impl AuthControl {
    /// The address of the site, without a slash at the end.
    pub fn url(&self) -> String {
        self.core.addresses.auth.clone()
    }

    /// A token of an account that is allowed everything a leader is.
    pub fn make_leader_token(&self, main: i64) -> Result<String, SimError> {
        for permission in AuthPermission::LEADER {
            self.allow(main, permission)?;
        }
        self.make_token(main, "Leader's desk")
    }

    /// A token of an account, which may do what the account is allowed.
    pub fn make_token(&self, main: i64, name: &str) -> Result<String, SimError> {
        self.core.world.lock().pilot(main)?;
        let now = self.now();
        Ok(self.core.auth.lock().accounts.make_token(main, name, TOKEN_DAYS, now).secret)
    }

    /// Lets the bridge say that it has titans and supercarriers read so often; `None`: that it does not.
    pub fn fast_lane(&self, every: Option<Duration>) {
        self.core.auth.lock().lane.every = every.and_then(|every| every.try_into().ok());
    }

    /// Switches the fast lane off, or on again.
    pub fn set_fast_lane(&self, is_on: bool) {
        self.core.auth.lock().lane.is_on = is_on;
    }

    /// Forgets what desks that ask for changes were told, as a server that was restarted.
    pub fn forget_cursors(&self) {
        self.core.auth.lock().cursors.forget();
    }

    /// Revokes a token: it is refused from the next request on.
    pub fn revoke_token(&self, token: &str) {
        self.core.auth.lock().accounts.revoke(token);
    }

    /// Lets a token expire now.
    pub fn expire_token(&self, token: &str) {
        let now = self.now();
        self.of_token(token, |token| token.expires_at = now);
    }

    /// Allows an account something.
    pub fn allow(&self, main: i64, permission: AuthPermission) -> Result<(), SimError> {
        self.core.world.lock().pilot(main)?;
        self.core.auth.lock().accounts.allow(main, permission);
        Ok(())
    }

    /// Withdraws a permission.
    pub fn forbid(&self, main: i64, permission: AuthPermission) {
        self.core.auth.lock().accounts.forbid(main, permission);
    }

    /// Switches an account on or off.
    pub fn set_active(&self, main: i64, active: bool) {
        self.core.auth.lock().accounts.set_active(main, active);
    }

    /// Lets an account have its main, or none.
    pub fn set_main(&self, main: i64, has_main: bool) {
        self.core.auth.lock().accounts.set_main(main, has_main);
    }

    /// Takes a character out of its account, or puts it back: its data stays and grows old.
    pub fn set_left(&self, character: i64, left: bool) {
        self.core.auth.lock().accounts.set_left(character, left);
    }

    /// corptools reads everything of everybody now.
    pub fn read_all(&self) {
        let now = self.now();
        let mut auth = self.core.auth.lock();
        let world = self.core.world.lock();
        auth.reads.everybody(&world, now);
    }

    /// corptools reads assets, ship and place of a character now.
    pub fn read(&self, character: i64) -> Result<(), SimError> {
        self.read_assets(character)?;
        self.read_location(character)
    }

    /// corptools reads the assets of a character now.
    pub fn read_assets(&self, character: i64) -> Result<(), SimError> {
        let now = self.now();
        let mut auth = self.core.auth.lock();
        let world = self.core.world.lock();
        world.pilot(character)?;
        auth.reads.assets(&world, character, now);
        Ok(())
    }

    /// corptools reads ship and place of a character now.
    pub fn read_location(&self, character: i64) -> Result<(), SimError> {
        let now = self.now();
        let mut auth = self.core.auth.lock();
        let world = self.core.world.lock();
        world.pilot(character)?;
        auth.reads.location(&world, character, now);
        Ok(())
    }

    /// corptools reads everybody by itself so often; never when `None`.
    pub fn read_every(&self, period: Option<Duration>) {
        let period = period.map(|period| SignedDuration::try_from(period).unwrap_or(SignedDuration::MAX));
        self.core.auth.lock().reads.set_period(period);
    }

    /// Registers a character with corptools, of whom nothing is read yet.
    pub fn register(&self, character: i64) -> Result<(), SimError> {
        self.core.world.lock().pilot(character)?;
        self.core.auth.lock().reads.register(character);
        Ok(())
    }

    /// Takes a character out of corptools.
    pub fn unregister(&self, character: i64) {
        self.core.auth.lock().reads.forget(character);
    }

    /// A hull moves, and corptools has read its owner since.
    pub fn hull_moved(&self, item_id: i64, to: Place) -> Result<(), SimError> {
        let control = Control::new(Arc::clone(&self.core));
        control.move_hull(item_id, to)?;
        let owner = control.hulls().into_iter().find(|hull| hull.item_id == item_id).and_then(|hull| hull.owner);
        owner.map_or(Ok(()), |owner| self.read(owner))
    }

    /// Another desk snoozes a pilot now, until a time or until cleared.
    pub fn snooze(&self, by: i64, pilot: i64, until: Option<Timestamp>, why: Option<&str>) -> Result<(), SimError> {
        let now = self.now();
        let (since, why) = (Some(now), why.map(str::to_owned));
        let decided =
            StoredDecision { subject: pilot, stands: true, decided_at: now, since, until, hulls: Vec::new(), why };
        let by_name = self.name(by)?;
        self.core.auth.lock().snoozes.decide(decided, by, &by_name);
        Ok(())
    }

    /// Another desk clears the snooze of a pilot now.
    pub fn clear_snooze(&self, by: i64, pilot: i64) -> Result<(), SimError> {
        let by_name = self.name(by)?;
        let decided = cleared(pilot, self.now());
        self.core.auth.lock().snoozes.decide(decided, by, &by_name);
        Ok(())
    }

    /// Another desk acknowledges hulls of a main now, by their keys such as `item/1040000000001`.
    pub fn acknowledge(&self, by: i64, main: i64, hulls: &[&str], why: Option<&str>) -> Result<(), SimError> {
        let by_name = self.name(by)?;
        let decided = StoredDecision {
            stands: true,
            hulls: hulls.iter().map(|key| (*key).to_owned()).collect(),
            why: why.map(str::to_owned),
            ..cleared(main, self.now())
        };
        self.core.auth.lock().acknowledgements.decide(decided, by, &by_name);
        Ok(())
    }

    /// Another desk takes the acknowledgement of a main back now.
    pub fn clear_acknowledgement(&self, by: i64, main: i64) -> Result<(), SimError> {
        let by_name = self.name(by)?;
        let decided = cleared(main, self.now());
        self.core.auth.lock().acknowledgements.decide(decided, by, &by_name);
        Ok(())
    }

    /// What is kept of snoozes, as `GET snoozes` tells it to somebody who sees everyone.
    pub fn snoozes(&self) -> Vec<Value> {
        let body = self.core.auth.lock().snoozes.body(|_| true);
        body["snoozes"].as_array().cloned().unwrap_or_default()
    }

    /// What is kept of acknowledgements, as `GET acknowledgements` tells it to somebody who sees everyone.
    pub fn acknowledgements(&self) -> Vec<Value> {
        let body = self.core.auth.lock().acknowledgements.body(|_| true);
        body["acknowledgements"].as_array().cloned().unwrap_or_default()
    }

    /// Somebody publishes a policy, or takes it back.
    pub fn publish(&self, by: i64, policy: Option<Value>) -> Result<(), SimError> {
        let by_name = self.name(by)?;
        let now = self.now();
        self.core.auth.lock().policy.publish(policy, by, &by_name, now);
        Ok(())
    }

    /// The published policy, as `GET policy` tells it.
    pub fn policy(&self) -> Value {
        self.core.auth.lock().policy.body()
    }

    /// Agrees to what a desk asks for on the page that it opened, as this account, and returns the link that the browser opens.
    pub fn agree(&self, page: &str, main: i64) -> Result<String, SimError> {
        self.core.world.lock().pilot(main)?;
        agree(&self.core, page, main)
            .ok_or_else(|| SimError::Command("the page lacks a state or a challenge that makes sense".to_owned()))
    }

    /// Who is signed in in the browser and agrees to everything; `None`: the page leads to the login.
    pub fn sign_in_browser(&self, main: Option<i64>) {
        self.core.auth.lock().browser = main;
    }

    /// At most so many requests in so many seconds are answered to one token.
    pub fn set_rate_limit(&self, requests: u32, seconds: i64) {
        let rate = &mut self.core.auth.lock().rate;
        (rate.requests, rate.seconds) = (requests, seconds.max(1));
    }

    /// Puts the server's clock ahead of everybody else's; behind when negative.
    pub fn set_clock_ahead(&self, ahead: SignedDuration) {
        self.core.auth.lock().ahead = ahead;
    }

    /// What goes wrong with the answers from now on.
    pub fn set_unkindness(&self, unkind: AuthUnkindness) {
        self.core.auth.lock().unkind = unkind;
    }

    /// Every request ends like this until `clear_faults`.
    pub fn fail(&self, effect: FaultEffect) {
        self.core.faults.add(Fault::new(Service::Auth, "*", effect));
    }

    /// The latest requests, oldest first.
    pub fn requests(&self) -> Vec<RequestRecord> {
        let mut requests = self.core.tally.requests();
        requests.retain(|request| request.service == Service::Auth);
        requests
    }

    /// The server's time.
    pub fn now(&self) -> Timestamp {
        let now = self.core.now();
        self.core.auth.lock().clock(now)
    }

    fn name(&self, pilot: i64) -> Result<String, SimError> {
        self.core.world.lock().pilot(pilot).map(|pilot| pilot.name.clone())
    }

    fn of_token(&self, secret: &str, change: impl FnOnce(&mut crate::auth::Token)) {
        let mut auth = self.core.auth.lock();
        if let Some(token) = auth.accounts.tokens.iter_mut().find(|token| token.secret == secret) {
            change(token);
        }
    }
}

fn cleared(subject: i64, decided_at: Timestamp) -> StoredDecision {
    StoredDecision { subject, stands: false, decided_at, since: None, until: None, hulls: Vec::new(), why: None }
}
