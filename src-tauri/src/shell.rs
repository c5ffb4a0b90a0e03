//! What the shell holds for as long as the program runs.

use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use captrack_contract::commands::Command;
use captrack_contract::{EditId, ErrorCode, Refusal};
use captrack_desk::Desk;
use parking_lot::Mutex;
use tokio::sync::mpsc::UnboundedSender;

use crate::notifier::DesktopNotifier;
use crate::page_loss::{LostPage, OpenPages};
use crate::scratch::ScratchFolder;
use crate::text::say;

/// What the shell holds, as Tauri's managed state.
pub struct Shell {
    desk: Mutex<Result<Arc<Desk>, Refusal>>,
    /// The desktop's notifications.
    pub notifier: Arc<DesktopNotifier>,
    /// The pages of the windows, and whether they live.
    pub pages: Mutex<OpenPages>,
    /// Where lost pages are brought back.
    pub lost_pages: UnboundedSender<LostPage>,
    /// One window is opened at a time, so that two clicks do not open two.
    pub opening: tokio::sync::Mutex<()>,
    /// For what nobody needs afterwards.
    pub scratch: ScratchFolder,
    /// The demo that was started from here last.
    pub demo: Mutex<Option<Child>>,
    has_tray: AtomicBool,
    ending: AtomicBool,
}

impl Shell {
    /// With a desk, or with the sentence that says why there is none.
    pub fn new(
        desk: Result<Arc<Desk>, Refusal>,
        notifier: Arc<DesktopNotifier>,
        lost_pages: UnboundedSender<LostPage>,
        scratch: ScratchFolder,
    ) -> Self {
        Self {
            desk: Mutex::new(desk),
            notifier,
            pages: Mutex::default(),
            lost_pages,
            opening: tokio::sync::Mutex::default(),
            scratch,
            demo: Mutex::default(),
            has_tray: AtomicBool::new(false),
            ending: AtomicBool::new(false),
        }
    }

    /// The desk. Not to be kept: the data folder is given back when the last hold on it goes.
    pub fn desk(&self) -> Result<Arc<Desk>, Refusal> {
        self.desk.lock().clone()
    }

    /// Has a command carried out.
    pub async fn ask<C: Command>(&self, command: C) -> Result<C::Reply, Refusal> {
        self.desk()?.ask(command).await
    }

    /// The same, with the change that can be undone.
    pub async fn ask_edit<C: Command>(&self, command: C) -> Result<(C::Reply, Option<EditId>), Refusal> {
        self.desk()?.ask_edit(command).await
    }

    /// The desk has shut down; commands are refused from now on.
    pub fn let_go_of_desk(&self) {
        *self.desk.lock() = Err(Refusal::new(ErrorCode::Unavailable, say("no-desk")));
    }

    /// A tray icon could be made.
    pub fn tray_is_made(&self) {
        self.has_tray.store(true, Ordering::SeqCst);
    }

    /// There is a tray icon, whether or not the desktop shows it.
    pub fn has_tray(&self) -> bool {
        self.has_tray.load(Ordering::SeqCst)
    }

    /// True for the one who ends the program, false for everybody after.
    pub fn begin_to_end(&self) -> bool {
        !self.ending.swap(true, Ordering::SeqCst)
    }

    /// The program is ending: no window opens any more.
    pub fn is_ending(&self) -> bool {
        self.ending.load(Ordering::SeqCst)
    }
}
