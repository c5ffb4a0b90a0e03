//! Whether there is a screen for a window.

/// Whether windows can be shown here. On the main thread, before anything of Tauri, which would panic without a screen.
#[cfg(target_os = "linux")]
pub fn is_there() -> bool {
    // By this the desktop finds the program's entry, and with it the name and the picture of its windows.
    gtk::glib::set_prgname(Some(captrack_desk::APP_ID));
    // What the desktop calls the tray icon's program.
    gtk::glib::set_application_name(&crate::text::say("app-name"));
    gtk::init().is_ok()
}

/// Windows and macOS always have one.
#[cfg(not(target_os = "linux"))]
pub const fn is_there() -> bool {
    true
}
