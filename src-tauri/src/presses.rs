//! Carries out what the user did with a notification.

use captrack_contract::{Command, Page, PilotRef, SnoozeLength};
use captrack_domain::ids::PilotId;
use tauri::{AppHandle, Manager};
use tokio::sync::mpsc::UnboundedReceiver;

use crate::notifier::Press;
use crate::shell::Shell;
use crate::windows::{self, Showing};

/// Carries presses out, one after the other, until the program ends.
pub async fn carry_out(app: AppHandle, mut presses: UnboundedReceiver<Press>) {
    while let Some(press) = presses.recv().await {
        match press {
            Press::Open { main } => windows::show(&app, Page::Dashboard, main.map_or(Showing::Anything, Showing::Card)),
            Press::Snooze { pilots, length } => snooze(&app, &pilots, length).await,
            Press::Dismissed { main } => {
                if let Ok(desk) = app.state::<Shell>().desk() {
                    desk.notification_dismissed(main).await;
                }
            }
        }
    }
}

/// Silences pilots. A press may come late: a pilot who is silenced already is silenced until the later press says, and one who
/// is no longer watched is passed over.
pub async fn snooze(app: &AppHandle, pilots: &[PilotId], length: SnoozeLength) {
    let Ok(desk) = app.state::<Shell>().desk() else { return };
    let together = pilots.iter().copied().map(PilotRef::Id).collect();
    if desk.execute(Command::Snooze { pilots: together, length, why: None }).await.is_ok() {
        return;
    }
    for pilot in pilots {
        let alone = Command::Snooze { pilots: vec![PilotRef::Id(*pilot)], length, why: None };
        if let Err(refusal) = desk.execute(alone).await {
            tracing::warn!(%refusal, "a pilot was not snoozed");
        }
    }
}
