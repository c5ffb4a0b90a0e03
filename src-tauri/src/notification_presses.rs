//! Carries out what the user did with a notification.

use captrack_contract::Page;
use captrack_monitor::SupervisedPart;
use tauri::{AppHandle, Manager};
use tokio::sync::mpsc::UnboundedReceiver;

use crate::notifier::NotificationPress;
use crate::quick_actions;
use crate::shell::Shell;
use crate::windows::{self, WindowOpening};

/// Carries presses out, one after the other, until the program ends.
pub async fn carry_out(app: AppHandle, mut presses: UnboundedReceiver<NotificationPress>) {
    while let Some(press) = presses.recv().await {
        match app.state::<Shell>().desk() {
            // One that panics takes none of the next ones with it.
            Ok(desk) => desk.caught(SupervisedPart::Press, Box::pin(carry_one_out(&app, press))).await,
            Err(_none) => carry_one_out(&app, press).await,
        }
    }
}

async fn carry_one_out(app: &AppHandle, press: NotificationPress) {
    match press {
        NotificationPress::Open { main } => {
            windows::show(app, Page::Dashboard, main.map_or(WindowOpening::Anything, WindowOpening::Card));
        }
        NotificationPress::Acknowledge { main, title } => quick_actions::acknowledge(app, main, &title).await,
        NotificationPress::Snooze { pilots, length } => quick_actions::snooze(app, &pilots, length).await,
        NotificationPress::Undo { undo } => quick_actions::undo(app, undo).await,
        NotificationPress::Over => quick_actions::over(app).await,
        NotificationPress::Dismissed { main } => {
            if let Ok(desk) = app.state::<Shell>().desk() {
                desk.notification_dismissed(main).await;
            }
        }
    }
}
