//! Settings: a JSON value each. No secret is ever one of them.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::column::{StoreRow, json};
use crate::error::StoreError;
use crate::open::Store;
use crate::tx::Tx;

/// The rules: a `Policy`.
pub const POLICY: &str = "policy";
/// Whether this desk relays to Discord, and what is known of its webhooks: never their addresses.
pub const RELAY: &str = "relay";
/// The client id of the user's own EVE application: a string.
pub const CLIENT_ID: &str = "client_id";
/// The port that EVE SSO calls back on: a number.
pub const CALLBACK_PORT: &str = "callback_port";
/// Whether polling is paused: `false`, or since when and until when; of earlier versions also `true`.
pub const PAUSED: &str = "paused";
/// When the user last left the main window, or marked everything as seen: a time.
pub const LOOKED_AT: &str = "looked_at";
/// Look and behaviour of this desk: `Preferences`.
pub const PREFERENCES: &str = "preferences";
/// The AllianceAuth that this desk is connected to, what it said last, and how it answers: never its token.
pub const ALLIANCE_AUTH: &str = "alliance_auth";
/// The number of the last commit that a window would show: a number.
pub const REVISION: &str = "revision";

impl Store {
    /// A setting, if it was ever set.
    pub async fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StoreError> {
        let value: Option<String> = sqlx::query_scalar("SELECT value FROM settings WHERE key = ?1")
            .bind(key)
            .fetch_optional(&self.readers)
            .await?;
        value.map(|value| StoreRow { table: "settings", key }.json(&value)).transpose()
    }
}

impl Tx {
    /// Sets a setting.
    pub async fn put_setting<T: Serialize + ?Sized + Sync>(&mut self, key: &str, value: &T) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        )
        .bind(key)
        .bind(json("settings", &value)?)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Puts a setting back to its default.
    pub async fn clear_setting(&mut self, key: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM settings WHERE key = ?1").bind(key).execute(self.connection()).await?;
        Ok(())
    }
}
