//! A start without a window: the icon in the tray shows that the program is there. Right after a login the tray may come later than the program; where
//! none comes the window opens, minimised, among the others.

use std::time::Duration;

use captrack_monitor::shortened;
use tauri::{AppHandle, Manager};

use crate::shell::Shell;
use crate::tray_host::shows_tray_icons;
use crate::{quick_actions, windows};

/// So long a desktop may take to show its tray.
const PATIENCE: Duration = Duration::from_secs(30);
/// It is asked this often.
const AGAIN: Duration = Duration::from_millis(500);

/// Sees to it that something shows the program.
pub async fn ensure_shown(app: AppHandle) {
    if app.state::<Shell>().has_tray() && comes_within(shortened(PATIENCE), shows_tray_icons).await {
        tracing::info!("the tray shows the program");
        return;
    }
    tracing::info!("nothing shows tray icons here: the window opens minimised");
    if let Err(refusal) = windows::open_minimised(&app).await {
        quick_actions::not_opened(&app, refusal).await;
    }
}

/// Whether it holds before the time is over.
async fn comes_within<F: Future<Output = bool>>(patience: Duration, holds: impl Fn() -> F) -> bool {
    let asked = async {
        while !holds().await {
            tokio::time::sleep(AGAIN).await;
        }
    };
    tokio::time::timeout(patience, asked).await.is_ok()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_tray_that_comes_late_is_waited_for_and_one_that_never_comes_is_not() {
        let asked = AtomicUsize::new(0);
        assert!(comes_within(PATIENCE, || async { asked.fetch_add(1, Ordering::Relaxed) == 20 }).await);
        assert!(!comes_within(PATIENCE, || async { false }).await);
    }
}
