//! What this desk's user may do: the token's owner's permissions decide while it is connected.

use captrack_contract::{Right, Rights};
use captrack_domain::text;

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
    let withheld = || text!("right-to-change-rules", server = connection.whoami.server.as_str());
    Rights {
        administer: if connection.whoami.may_publish { Right::Granted } else { Right::Withheld(withheld()) },
        // What may not be shared counts on this computer alone.
        snooze: Right::Granted,
    }
}
