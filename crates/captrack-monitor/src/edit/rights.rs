//! What this desk's user may do: the token's owner's permissions decide while it is connected.

use captrack_contract::{Right, Rights};

use crate::edit::Editor;
use crate::state::auth::AuthState;

impl Editor<'_> {
    /// What this desk's user may do from now on.
    pub(crate) async fn settle_rights(&self) {
        let rights = rights(&self.lock().await.auth);
        if self.rights() != rights {
            self.set_rights(rights).await;
        }
    }
}

/// What the token allows; without one, everything.
pub(crate) fn rights(auth: &AuthState) -> Rights {
    let Some(connection) = &auth.connection else { return Rights::default() };
    let right = |may: bool, what: &str, permission: &str| {
        let sentence = format!(
            "Your account on {} may not {what}: ask an admin there for the permission “{permission}” of CapTrack Bridge.",
            connection.whoami.server
        );
        if may { Right::Granted } else { Right::Withheld(sentence) }
    };
    Rights {
        administer: right(connection.whoami.may_publish, "change rules", "admin_access"),
        // What may not be shared counts on this computer alone.
        snooze: Right::Granted,
    }
}
