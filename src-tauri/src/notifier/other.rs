//! Windows and macOS: notifications through Tauri's plugin.
//!
//! Neither lets a notification be replaced or taken away, so a change that draws no attention is not shown at all, and a
//! closed alert leaves its notification in the desktop's list. A press is checked against how things stand when it comes.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use captrack_contract::EditId;
use captrack_ports::{Notifier, NotifierError, OsNotification};
use parking_lot::Mutex;
use tauri::{AppHandle, Wry};
use tauri_plugin_notification::{Action, ActionType, NotificationExt};
use tokio::sync::mpsc::UnboundedSender;

use crate::notifier::{
    ACKNOWLEDGE, NotificationPress, TOAST, Toast, UNDO, acknowledgement, alert_press, snooze_key, undo_press,
};
use crate::text::{args, say, say_with};

/// Some desktops show no more buttons.
const BUTTONS: usize = 3;

/// The plugin's name for a click on the notification itself.
const CLICK: &str = "tap";
/// The first button: on macOS a click on the menu of buttons reports the first of them, so it must never be a snooze.
const OPEN: &str = "open";

/// The desktop's notifications.
pub struct DesktopNotifier {
    app: OnceLock<AppHandle<Wry>>,
    shown: Mutex<HashMap<i32, OsNotification>>,
    /// What the *Undo* of the toast does.
    undo: Mutex<Option<EditId>>,
    presses: UnboundedSender<NotificationPress>,
    me: std::sync::Weak<Self>,
}

impl DesktopNotifier {
    /// Presses go out through the channel. Nothing is shown before [`Self::attach`].
    pub fn new(presses: UnboundedSender<NotificationPress>) -> Arc<Self> {
        Arc::new_cyclic(|me| Self {
            app: OnceLock::new(),
            shown: Mutex::default(),
            undo: Mutex::default(),
            presses,
            me: me.clone(),
        })
    }

    /// Notifications go through this application from now on.
    pub fn attach(&self, app: &AppHandle<Wry>) {
        if self.app.set(app.clone()).is_err() {
            return;
        }
        let me = self.me.clone();
        let listened = app.notification().on_action(move |performed| {
            let number = performed.notification().map(tauri_plugin_notification::ActiveNotification::id);
            if let (Some(me), Some(number)) = (me.upgrade(), number) {
                me.pressed(number, performed.action_id());
            }
        });
        if let Err(error) = listened {
            tracing::warn!(%error, "presses on notifications will not be heard");
        }
    }

    /// The program ends. What is shown cannot be taken away here; its buttons do nothing any more.
    #[allow(clippy::unused_async)] // Elsewhere there is something to wait for.
    pub async fn end(&self) {
        self.shown.lock().clear();
    }

    /// Says what a press has come to. Where nothing can be shown it is only in the log.
    #[allow(clippy::unused_async)] // Elsewhere there is something to wait for.
    pub async fn say(&self, toast: Toast) {
        let Some(app) = self.app.get() else { return };
        let number = number_of(TOAST);
        self.shown.lock().insert(number, toast.notification());
        let open = Action::builder(OPEN, say("notification-open")).build();
        let undo = toast.undo.as_ref().map(|_| Action::builder(UNDO, say("undo")).build());
        *self.undo.lock() = toast.undo;
        let buttons = ActionType::builder(TOAST).actions(std::iter::once(open).chain(undo).collect()).build();
        let notifications = app.notification();
        let shown = notifications.register_action_types(vec![buttons]).and_then(|()| {
            let shown = notifications.builder().id(number).title(&toast.title).body(&toast.body).silent();
            shown.action_type_id(TOAST).show()
        });
        if let Err(error) = shown {
            tracing::warn!(%error, "what a press came to could not be shown");
        }
    }

    fn pressed(&self, number: i32, key: &str) {
        let undo = self.undo.lock().filter(|_| number == number_of(TOAST));
        let press = match (self.shown.lock().get(&number), key) {
            (shown, CLICK | OPEN) => {
                Some(NotificationPress::Open { main: shown.and_then(|notification| notification.main) })
            }
            (_, UNDO) => undo_press(key, undo),
            (Some(notification), key) => alert_press(key, notification),
            (None, key) => {
                let of_an_alert = key == ACKNOWLEDGE || key.starts_with("snooze-");
                of_an_alert.then_some(NotificationPress::Over)
            }
        };
        if let Some(press) = press {
            // Only after the program's end does nobody listen.
            let _ = self.presses.send(press);
        }
    }
}

#[async_trait]
impl Notifier for DesktopNotifier {
    async fn show(&self, notification: OsNotification) -> Result<(), NotifierError> {
        let app = self.app.get().ok_or_else(|| NotifierError(say("notifier-starting")))?;
        let number = number_of(&notification.tag);
        let earlier = self.shown.lock().insert(number, notification.clone());
        if earlier.is_some() && !notification.draws_attention {
            return Ok(());
        }
        let refused = |error: tauri_plugin_notification::Error| {
            NotifierError(say_with("notifier-refused", &args!("error" => error.to_string())))
        };
        let notifications = app.notification();
        let open = Action::builder(OPEN, say("notification-open")).build();
        let snoozes =
            notification.snoozes.iter().map(|(label, secs)| Action::builder(snooze_key(*secs), label).build());
        let acknowledge = acknowledgement(&notification)
            .map(|_| Action::builder(ACKNOWLEDGE, say("notification-acknowledge")).build());
        let all = std::iter::once(open).chain(acknowledge).chain(snoozes).take(BUTTONS);
        let buttons = ActionType::builder(&notification.tag).actions(all.collect());
        notifications.register_action_types(vec![buttons.build()]).map_err(refused)?;
        let shown = notifications.builder().id(number).title(&notification.title).body(&notification.body);
        let shown = if notification.sound { shown } else { shown.silent() };
        shown.action_type_id(&notification.tag).show().map_err(refused)
    }

    async fn close(&self, tag: &str) -> Result<(), NotifierError> {
        self.shown.lock().remove(&number_of(tag));
        Ok(())
    }
}

/// A tag's number: the same every time, so that a press finds what it is about.
fn number_of(tag: &str) -> i32 {
    tag.bytes().fold(7_i32, |number, byte| number.wrapping_mul(31).wrapping_add(i32::from(byte)))
}
