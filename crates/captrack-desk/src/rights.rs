//! Rights: what this desk's user may do. The local user may do everything; who signs in elsewhere may be allowed less.

use captrack_contract::{ErrorCode, Refusal, Right, Rights};

use crate::desk::Desk;

/// What a command takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RequiredRight {
    /// Changing rules, mains, webhooks, the relay, monitoring.
    Administer,
    /// Silencing.
    Snooze,
}

fn granted(right: &Right) -> Result<(), Refusal> {
    match right {
        Right::Granted => Ok(()),
        Right::Withheld(why) => Err(Refusal::of(ErrorCode::NotAllowed, why.clone())),
    }
}

impl Desk {
    /// What this desk's user may do.
    pub fn rights(&self) -> Rights {
        self.monitor.shared().rights()
    }

    /// Whoever knows this desk's user says what that user may do; windows are told.
    pub async fn set_rights(&self, rights: Rights) {
        self.monitor.shared().set_rights(rights).await;
    }

    /// Refuses what this desk's user may not do.
    pub(crate) fn allow(&self, need: Option<RequiredRight>) -> Result<(), Refusal> {
        let rights = self.rights();
        match need {
            None => Ok(()),
            Some(RequiredRight::Snooze) => granted(&rights.snooze),
            Some(RequiredRight::Administer) => granted(&rights.administer),
        }
    }
}

#[cfg(test)]
mod tests;
