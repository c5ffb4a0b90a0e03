//! Whether there is a screen for a window.

/// Whether windows can be shown here. On the main thread, before anything of Tauri, which would panic without a screen.
#[cfg(target_os = "linux")]
pub fn is_there() -> bool {
    // What the desktop calls the tray icon's program.
    gtk::glib::set_application_name(&crate::text::say("app-name"));
    gtk::init().is_ok()
}

/// Windows and macOS always have one.
#[cfg(not(target_os = "linux"))]
pub const fn is_there() -> bool {
    true
}
