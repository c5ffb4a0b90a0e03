//! Accounts, what they are allowed, and their tokens.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::digest::random_word;
use crate::world::{Pilot, World};

/// What an account can be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthPermission {
    /// `captrack_bridge.basic_access`: may connect a desk.
    BasicAccess,
    /// `corptools.view_characteraudit`: may read hulls.
    ViewCharacteraudit,
    /// `captrack_bridge.snooze_access`: may snooze and acknowledge.
    SnoozeAccess,
    /// `captrack_bridge.admin_access`: may publish a policy.
    AdminAccess,
    /// `captrack_bridge.refresh_access`: may have pilots read at once.
    RefreshAccess,
    /// `corptools.global_hr`: sees everyone.
    GlobalHr,
    /// `corptools.alliance_hr`: sees accounts whose main is in the same alliance.
    AllianceHr,
    /// `corptools.corp_hr`: sees accounts whose main is in the same corporation.
    CorpHr,
}

impl AuthPermission {
    /// All that a leader has.
    pub const LEADER: [Self; 6] = [
        Self::BasicAccess,
        Self::ViewCharacteraudit,
        Self::SnoozeAccess,
        Self::AdminAccess,
        Self::RefreshAccess,
        Self::GlobalHr,
    ];

    /// In words by which an admin finds it.
    pub(super) const fn shown(self) -> &'static str {
        match self {
            Self::BasicAccess => "“basic_access” of CapTrack Bridge",
            Self::SnoozeAccess => "“snooze_access” of CapTrack Bridge",
            Self::AdminAccess => "“admin_access” of CapTrack Bridge",
            Self::RefreshAccess => "“refresh_access” of CapTrack Bridge",
            Self::ViewCharacteraudit => "“Can view character audit” of Corp Tools",
            Self::GlobalHr => "“global_hr” of Corp Tools",
            Self::AllianceHr => "“alliance_hr” of Corp Tools",
            Self::CorpHr => "“corp_hr” of Corp Tools",
        }
    }
}

/// A token.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) secret: String,
    /// Whose: an account, by its main.
    pub(crate) account: i64,
    pub(crate) name: String,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Timestamp,
    pub(crate) revoked: bool,
}

/// All accounts, by their main in the world. An account that nobody changed is active and may do nothing.
#[derive(Debug, Default)]
pub(crate) struct Accounts {
    permissions: BTreeMap<i64, BTreeSet<AuthPermission>>,
    inactive: BTreeSet<i64>,
    /// Accounts that have chosen no main.
    without_main: BTreeSet<i64>,
    /// Characters that belong to no account any more.
    left: BTreeSet<i64>,
    pub(crate) tokens: Vec<Token>,
}

impl Accounts {
    pub(crate) fn allow(&mut self, account: i64, permission: AuthPermission) {
        self.permissions.entry(account).or_default().insert(permission);
    }

    pub(crate) fn forbid(&mut self, account: i64, permission: AuthPermission) {
        self.permissions.entry(account).or_default().remove(&permission);
    }

    pub(crate) fn may(&self, account: i64, permission: AuthPermission) -> bool {
        self.permissions.get(&account).is_some_and(|allowed| allowed.contains(&permission))
    }

    pub(crate) fn set_active(&mut self, account: i64, active: bool) {
        put(&mut self.inactive, account, !active);
    }

    pub(crate) fn is_active(&self, account: i64) -> bool {
        !self.inactive.contains(&account)
    }

    pub(crate) fn set_main(&mut self, account: i64, has_main: bool) {
        put(&mut self.without_main, account, !has_main);
    }

    pub(crate) fn has_main(&self, account: i64) -> bool {
        !self.without_main.contains(&account)
    }

    pub(crate) fn set_left(&mut self, character: i64, left: bool) {
        put(&mut self.left, character, left);
    }

    /// Whether a character belongs to an account.
    pub(crate) fn owns(&self, character: i64) -> bool {
        !self.left.contains(&character)
    }

    /// The main of a character, as AllianceAuth knows it.
    pub(crate) fn main_of(&self, pilot: &Pilot) -> Option<i64> {
        (self.owns(pilot.id) && self.has_main(pilot.main_id)).then_some(pilot.main_id)
    }

    /// Makes a token and returns it.
    pub(crate) fn make_token(&mut self, account: i64, name: &str, days: i64, now: Timestamp) -> Token {
        let token = Token {
            secret: format!("ctb_{}", random_word(32)),
            account,
            name: name.to_owned(),
            created_at: now,
            expires_at: now + SignedDuration::from_hours(24 * days),
            revoked: false,
        };
        self.tokens.push(token.clone());
        token
    }

    /// Makes a token useless.
    pub(crate) fn revoke(&mut self, secret: &str) {
        if let Some(token) = self.tokens.iter_mut().find(|token| token.secret == secret) {
            token.revoked = true;
        }
    }

    /// Whether an account may see a character, as corptools decides it: by the character's main, or by itself where it has none.
    pub(crate) fn sees(&self, account: i64, character: &Pilot, world: &World) -> bool {
        if self.may(account, AuthPermission::GlobalHr) {
            return true;
        }
        if self.owns(character.id) && character.main_id == account {
            return true;
        }
        let Some(viewer) = world.pilots.get(&account) else { return false };
        let judged = self.main_of(character).and_then(|main| world.pilots.get(&main)).unwrap_or(character);
        let alliance = world.alliance_id_of(viewer);
        let by_alliance = self.may(account, AuthPermission::AllianceHr)
            && alliance.is_some()
            && alliance == world.alliance_id_of(judged);
        let by_corporation =
            self.may(account, AuthPermission::CorpHr) && viewer.corporation_id == judged.corporation_id;
        by_alliance || by_corporation
    }

    /// What the account sees, in words.
    pub(super) fn grants(&self, account: i64) -> Vec<&'static str> {
        if self.may(account, AuthPermission::GlobalHr) {
            return vec!["everyone"];
        }
        let words = [(AuthPermission::AllianceHr, "alliance"), (AuthPermission::CorpHr, "corporation")];
        let granted = words.into_iter().filter(|(permission, _)| self.may(account, *permission)).map(|(_, word)| word);
        ["own"].into_iter().chain(granted).collect()
    }
}

fn put(set: &mut BTreeSet<i64>, id: i64, is_in: bool) {
    if is_in {
        set.insert(id);
    } else {
        set.remove(&id);
    }
}
