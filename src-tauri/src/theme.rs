//! Dark, light, or as the system has it: title bars, and what a window shows before its page is painted.

use captrack_domain::preferences::Theme;
use tauri::utils::config::Color;
use tauri::{AppHandle, Manager, WebviewWindow};

/// The page's background in the dark, from its style sheet.
const DARK: Color = Color(0x0b, 0x0e, 0x13, 0xff);
/// The page's background in the light.
const LIGHT: Color = Color(0xf3, 0xf5, 0xf8, 0xff);

/// What a window shows before its page is painted; dark is what a page is without a theme.
pub const fn background(theme: Option<tauri::Theme>) -> Color {
    match theme {
        Some(tauri::Theme::Light) => LIGHT,
        _ => DARK,
    }
}

/// The window system's word for it; none: as the system has it.
pub const fn native(theme: Theme) -> Option<tauri::Theme> {
    match theme {
        Theme::System => None,
        Theme::Dark => Some(tauri::Theme::Dark),
        Theme::Light => Some(tauri::Theme::Light),
    }
}

/// Puts a new window in that theme, before it is shown.
pub async fn before_it_is_shown(window: &WebviewWindow, theme: Theme) -> tauri::Result<()> {
    let forced = native(theme);
    if forced.is_some() {
        window.set_theme(forced)?;
    }
    let theme = match forced {
        Some(theme) => Some(theme),
        None => systems_theme(window).await,
    };
    window.set_background_color(Some(background(theme)))
}

/// Puts every window in that theme, after the user chose it.
pub fn put_on_all(app: &AppHandle, theme: Theme) {
    for window in app.webview_windows().values() {
        let put_on = || {
            window.set_theme(native(theme))?;
            if cfg!(target_os = "linux") && theme == Theme::System {
                // Without a theme of its own a window asks the desktop's portal for one, but tells GTK only when told.
                window.set_theme(Some(window.theme()?))?;
            }
            window.set_background_color(Some(background(window.theme().ok())))
        };
        if let Err(error) = put_on() {
            tracing::debug!(%error, "a window kept its theme");
        }
    }
}

/// What the page will take for the system's theme: WebKitGTK goes by GTK's settings.
#[cfg(target_os = "linux")]
async fn systems_theme(window: &WebviewWindow) -> Option<tauri::Theme> {
    use gtk::prelude::GtkSettingsExt;
    let (told, theme) = tokio::sync::oneshot::channel();
    let asked = window.run_on_main_thread(move || {
        let settings = gtk::Settings::default();
        let dark = settings.is_some_and(|settings| {
            let named_dark =
                settings.gtk_theme_name().is_some_and(|name| name.ends_with("-dark") || name.ends_with("-Dark"));
            settings.is_gtk_application_prefer_dark_theme() || named_dark
        });
        // Nobody waits any more when the window is gone already.
        let _ = told.send(if dark { tauri::Theme::Dark } else { tauri::Theme::Light });
    });
    asked.ok()?;
    theme.await.ok()
}

#[cfg(not(target_os = "linux"))]
#[allow(clippy::unused_async)] // Linux has to ask on the main thread.
async fn systems_theme(window: &WebviewWindow) -> Option<tauri::Theme> {
    window.theme().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_dark_before_its_page_unless_it_is_light() {
        assert_eq!(background(native(Theme::Light)), LIGHT);
        assert_eq!(background(native(Theme::Dark)), DARK);
        assert_eq!(background(None), DARK);
    }
}
