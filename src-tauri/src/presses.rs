//! Carries out what the user did with a notification.

use captrack_contract::Page;
use captrack_monitor::Supervised;
use tauri::{AppHandle, Manager};
use tokio::sync::mpsc::UnboundedReceiver;

use crate::notifier::Press;
use crate::outcome;
use crate::shell::Shell;
use crate::windows::{self, Showing};

/// Carries presses out, one after the other, until the program ends.
pub async fn carry_out(app: AppHandle, mut presses: UnboundedReceiver<Press>) {
    while let Some(press) = presses.recv().await {
        match app.state::<Shell>().desk() {
            // One that panics takes none of the next ones with it.
            Ok(desk) => desk.caught(Supervised::Press, Box::pin(carry_one_out(&app, press))).await,
            Err(_none) => carry_one_out(&app, press).await,
        }
    }
}

async fn carry_one_out(app: &AppHandle, press: Press) {
    match press {
        Press::Open { main } => windows::show(app, Page::Dashboard, main.map_or(Showing::Anything, Showing::Card)),
        Press::Snooze { pilots, length } => outcome::snooze(app, &pilots, length).await,
        Press::Undo { undo } => outcome::undo(app, undo).await,
        Press::Over => outcome::over(app).await,
        Press::Dismissed { main } => {
            if let Ok(desk) = app.state::<Shell>().desk() {
                desk.notification_dismissed(main).await;
            }
        }
    }
}
