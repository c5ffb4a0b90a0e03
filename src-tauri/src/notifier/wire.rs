//! What goes over the bus: the desktop notifications specification, as much of it as is used.

use captrack_ports::OsNotification;
use serde::Serialize;
use zbus::zvariant::Type;
use zbus::zvariant::as_value::{self, optional};

use crate::notifier::open_notifications::CLICK;
use crate::notifier::{ACKNOWLEDGE, Toast, UNDO, acknowledgement, snooze_key};
use crate::text::say;

/// The critical alert's picture, which the server shows even where CapTrack is not installed.
const PICTURE: tauri::image::Image<'_> = tauri::include_image!("../icons/tray/critical-64.png");
/// By the freedesktop sound naming specification.
const SOUND: &str = "dialog-warning";

/// The notification server.
#[zbus::proxy(
    interface = "org.freedesktop.Notifications",
    default_service = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications"
)]
pub trait Server {
    /// Shows or replaces; the number under which it stands.
    #[allow(clippy::too_many_arguments)] // The specification's own.
    fn notify(
        &self,
        app_name: &str,
        replaces: u32,
        icon: &str,
        title: &str,
        body: &str,
        actions: &[String],
        hints: Hints,
        timeout_ms: i32,
    ) -> zbus::Result<u32>;

    /// Takes away.
    fn close_notification(&self, number: u32) -> zbus::Result<()>;

    /// What the server can do.
    fn get_capabilities(&self) -> zbus::Result<Vec<String>>;
}

/// What this server can do, as far as it matters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ServerCapabilities {
    /// Buttons.
    pub actions: bool,
    /// The body is markup.
    pub markup: bool,
    /// What has been shown stays in a list until it is put away.
    pub persistence: bool,
}

impl ServerCapabilities {
    /// From the server's own words.
    pub fn of(capabilities: &[String]) -> Self {
        let has = |name: &str| capabilities.iter().any(|capability| capability == name);
        Self { actions: has("actions"), markup: has("body-markup"), persistence: has("persistence") }
    }
}

/// How urgent, by the specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Urgency {
    /// Goes to the list, no banner.
    Low = 0,
    /// As any other.
    Normal = 1,
    /// Stays until it is put away.
    Critical = 2,
}

/// Width, height, bytes a row, has alpha, bits a sample, samples a pixel, pixels.
type RawPicture = (i32, i32, i32, bool, i32, i32, &'static [u8]);

/// Hints of a notification.
#[derive(Debug, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
#[zvariant(signature = "a{sv}")]
pub struct Hints {
    #[serde(with = "as_value")]
    urgency: u8,
    /// Stays in the desktop's list of notifications.
    #[serde(with = "as_value")]
    transient: bool,
    /// A press closes it.
    #[serde(with = "as_value")]
    resident: bool,
    #[serde(with = "as_value")]
    image_data: RawPicture,
    /// Whose it is: the desktop lists its settings under that entry.
    #[serde(with = "as_value")]
    desktop_entry: &'static str,
    #[serde(with = "optional", skip_serializing_if = "Option::is_none")]
    sound_name: Option<String>,
    #[serde(with = "optional", skip_serializing_if = "Option::is_none")]
    suppress_sound: Option<bool>,
}

impl Hints {
    /// The hints of a notification on a server that can do so much.
    pub fn of(notification: &OsNotification, abilities: ServerCapabilities) -> Self {
        let silent = !(notification.draws_attention && notification.sound);
        let side = |pixels: u32| i32::try_from(pixels).unwrap_or_default();
        let (width, height) = (side(PICTURE.width()), side(PICTURE.height()));
        Self {
            urgency: urgency(notification, abilities) as u8,
            transient: false,
            resident: false,
            image_data: (width, height, width * 4, true, 8, 4, pixels()),
            desktop_entry: captrack_desk::APP_ID,
            sound_name: (!silent).then(|| SOUND.to_owned()),
            suppress_sound: silent.then_some(true),
        }
    }
}

impl Hints {
    /// The hints of what a press has come to: seen, not heard, and gone from the list by itself if it worked.
    pub fn of_toast(toast: &Toast) -> Self {
        let look = Self::of(&toast.notification(), ServerCapabilities::default());
        Self { urgency: Urgency::Normal as u8, transient: !toast.failed, ..look }
    }
}

/// News are critical. A silent change must not bring a banner back: servers with a list (GNOME, Plasma) bring one for
/// everything above low; the others show what stands anyway, where low would only look dim.
fn urgency(notification: &OsNotification, abilities: ServerCapabilities) -> Urgency {
    match (notification.draws_attention, abilities.persistence) {
        (true, _) => Urgency::Critical,
        (false, true) => Urgency::Low,
        (false, false) => Urgency::Normal,
    }
}

/// The buttons: keys and labels in turn. A click on the notification itself comes first; servers do not draw it as a button.
pub fn actions(notification: &OsNotification, abilities: ServerCapabilities) -> Vec<String> {
    if !abilities.actions {
        return Vec::new();
    }
    let click = [CLICK.to_owned(), say("notification-open")];
    let acknowledge = acknowledgement(notification).map(|_| [ACKNOWLEDGE.to_owned(), say("notification-acknowledge")]);
    let snoozes = notification.snoozes.iter().flat_map(|(label, secs)| [snooze_key(*secs), label.clone()]);
    click.into_iter().chain(acknowledge.into_iter().flatten()).chain(snoozes).collect()
}

/// The buttons of what a press has come to.
pub fn toast_actions(toast: &Toast, abilities: ServerCapabilities) -> Vec<String> {
    if !abilities.actions {
        return Vec::new();
    }
    let click = [CLICK.to_owned(), say("notification-open")];
    let undo = toast.undo.as_ref().map(|_| [UNDO.to_owned(), say("undo")]);
    click.into_iter().chain(undo.into_iter().flatten()).collect()
}

/// The body as this server reads it. Names come from EVE and may hold anything.
pub fn body(notification: &OsNotification, abilities: ServerCapabilities) -> String {
    if !abilities.markup {
        return notification.body.clone();
    }
    notification.body.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn pixels() -> &'static [u8] {
    static PIXELS: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| PICTURE.rgba().to_vec());
    &PIXELS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notifier::tests::about;

    const EVERYTHING: ServerCapabilities = ServerCapabilities { actions: true, markup: true, persistence: true };
    const NOTHING: ServerCapabilities = ServerCapabilities { actions: false, markup: false, persistence: false };

    fn silent() -> OsNotification {
        OsNotification { draws_attention: false, ..about(7) }
    }

    #[test]
    fn a_click_and_the_buttons_are_offered() {
        let expected = [
            "default",
            "Open",
            "acknowledge",
            "Acknowledge",
            "snooze-3600",
            "Snooze 1 h",
            "snooze-until-cleared",
            "Snooze until cleared",
        ];
        assert_eq!(actions(&about(7), EVERYTHING), expected);
    }

    #[test]
    fn a_server_without_buttons_gets_a_plain_notification() {
        assert!(actions(&about(7), NOTHING).is_empty());
    }

    #[test]
    fn news_are_critical_with_a_sound_and_changes_are_neither() {
        let (news, change) = (Hints::of(&about(7), EVERYTHING), Hints::of(&silent(), EVERYTHING));
        assert_eq!((news.urgency, news.sound_name.as_deref(), news.suppress_sound), (2, Some(SOUND), None));
        assert_eq!((change.urgency, change.sound_name, change.suppress_sound), (0, None, Some(true)));
        assert_eq!(Hints::of(&silent(), NOTHING).urgency, 1);
    }

    #[test]
    fn news_without_a_sound_are_as_urgent_as_any() {
        let hushed = Hints::of(&OsNotification { sound: false, ..about(7) }, EVERYTHING);
        assert_eq!((hushed.urgency, hushed.sound_name, hushed.suppress_sound), (2, None, Some(true)));
    }

    #[test]
    fn a_name_is_never_read_as_markup() {
        let notification = OsNotification { body: "<b>Kara & Co</b>".to_owned(), ..about(7) };
        assert_eq!(body(&notification, EVERYTHING), "&lt;b&gt;Kara &amp; Co&lt;/b&gt;");
        assert_eq!(body(&notification, NOTHING), "<b>Kara & Co</b>");
    }

    #[test]
    fn abilities_are_the_servers_own_words() {
        let words = ["actions", "body", "body-markup"].map(str::to_owned);
        assert_eq!(
            ServerCapabilities::of(&words),
            ServerCapabilities { actions: true, markup: true, persistence: false }
        );
    }

    #[test]
    fn hints_go_over_the_bus_as_a_dictionary_of_variants() {
        use std::collections::HashMap;

        use zbus::zvariant::{LE, OwnedValue, serialized::Context, to_bytes};
        let bytes = to_bytes(Context::new_dbus(LE, 0), &Hints::of(&about(7), EVERYTHING)).unwrap();
        let (read, _): (HashMap<String, OwnedValue>, usize) = bytes.deserialize().unwrap();
        assert_eq!(u8::try_from(&read["urgency"]).unwrap(), 2);
        assert_eq!(read["image-data"].value_signature().to_string(), "(iiibiiay)");
        assert_eq!(<&str>::try_from(&read["desktop-entry"]).unwrap(), captrack_desk::APP_ID);
        assert!(!read.contains_key("suppress-sound"));
    }

    #[test]
    fn what_a_press_came_to_is_seen_not_heard_and_has_undo_where_there_is_one() {
        let undo = captrack_contract::EditId(7);
        let done = Toast::done("Paused".into(), String::new(), Some(undo));
        let failed = Toast::failed("Not paused".into(), "Ask a director.".into());
        assert_eq!(toast_actions(&done, EVERYTHING), ["default", "Open", "undo", "Undo"]);
        assert_eq!(toast_actions(&failed, EVERYTHING), ["default", "Open"]);
        assert!(toast_actions(&done, NOTHING).is_empty());
        let (done, failed) = (Hints::of_toast(&done), Hints::of_toast(&failed));
        assert_eq!((done.urgency, done.sound_name, done.transient), (1, None, true));
        assert_eq!((failed.urgency, failed.suppress_sound, failed.transient), (1, Some(true), false));
    }
}
