//! What is said of a window's page: that it is lost, and how the windows are.

use std::time::Instant;

use tauri::{AppHandle, Manager};

use super::loss::{LostPage, PageLoss};
use crate::shell::Shell;

/// A page is lost: it is brought back, at once or a little later, or it is said that it does not come back.
pub fn lost(app: &AppHandle, label: &str, loss: PageLoss) {
    let shell = app.state::<Shell>();
    let remedy = shell.pages.lock().lost(label, Instant::now());
    tracing::error!(window = label, ?loss, ?remedy, "a window has lost its page");
    // Nobody listens any more when the program ends.
    let _ = shell.lost_pages.send(LostPage { window: label.to_owned(), loss, remedy });
}

/// Tells the desk how the windows are, for its list of what is not as it should be.
pub async fn report(app: &AppHandle) {
    let shell = app.state::<Shell>();
    let trouble = shell.pages.lock().trouble();
    if let Ok(desk) = shell.desk() {
        desk.note_windows(trouble).await;
    }
}

/// The same, by and by.
pub fn report_soon(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move { report(&app).await });
}

/// This computer lacks what draws pages: that holds until a page answers.
pub async fn no_web_view(app: &AppHandle) {
    app.state::<Shell>().pages.lock().no_web_view();
    report(app).await;
}
