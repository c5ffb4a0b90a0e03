//! A pilot.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::Place;

/// A pilot. Where they are follows from their ship.
#[derive(Clone, Debug)]
pub(crate) struct Pilot {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) corporation_id: i64,
    /// The main of the account; the pilot's own id for mains.
    pub(crate) main_id: i64,
    /// How often the character changed hands: part of the owner hash.
    pub(crate) sales: u32,
    /// In-game roles in the corporation, as ESI spells them.
    pub(crate) roles: BTreeSet<String>,
    pub(crate) birthday: Timestamp,
    pub(crate) joined: Timestamp,
    pub(crate) online: bool,
    pub(crate) last_login: Timestamp,
    pub(crate) last_logout: Timestamp,
    pub(crate) logins: i64,
    /// The item id of the ship they sit in; a capsule at least.
    pub(crate) ship: i64,
    /// While they control a structure, `/ship` answers 404.
    pub(crate) controls_structure: bool,
    /// Where they dock when they have the choice.
    pub(crate) home: Place,
}

impl Pilot {
    pub(super) fn new(
        id: i64,
        name: String,
        corporation_id: i64,
        main_id: i64,
        ship: i64,
        home: Place,
        now: Timestamp,
    ) -> Self {
        let days = 400 + (id * 7919) % 4000;
        let birthday = now - SignedDuration::from_hours(days * 24);
        let last_logout = now - SignedDuration::from_mins(30 + (id * 31) % 3000);
        Self {
            id,
            name,
            corporation_id,
            main_id,
            sales: 0,
            roles: BTreeSet::new(),
            birthday,
            joined: birthday + SignedDuration::from_hours(24 * 40),
            online: false,
            last_login: last_logout - SignedDuration::from_mins(95),
            last_logout,
            logins: 100 + (id * 13) % 3000,
            ship,
            controls_structure: false,
            home,
        }
    }

    /// Whether the pilot may read what only directors may.
    pub(crate) fn is_director(&self) -> bool {
        self.roles.contains("Director")
    }

    /// The owner hash of an access token: it changes when the character is sold.
    pub(crate) fn owner_hash(&self) -> String {
        crate::digest::owner_hash(&format!("{}/{}/{}", self.main_id, self.id, self.sales))
    }

    /// Logs on or off; nothing happens when that is so already.
    pub(crate) fn set_online(&mut self, online: bool, now: Timestamp) {
        if online == self.online {
            return;
        }
        self.online = online;
        if online {
            self.last_login = now;
            self.logins += 1;
        } else {
            self.last_logout = now;
            self.controls_structure = false;
        }
    }
}
