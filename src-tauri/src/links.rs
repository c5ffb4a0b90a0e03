//! Pages that open in the system browser: EVE's sign-in page and a few fixed ones, no other.
//!
//! The environment variable `CAPTRACK_BROWSER` takes the place of the system browser: a program that is started with the
//! address as its only argument.

use std::ffi::OsString;

use captrack_contract::{ErrorCode, Refusal};

use crate::text::{args, say_with};

/// A program that takes the place of the system browser.
const BROWSER_VARIABLE: &str = "CAPTRACK_BROWSER";

/// The address of a help topic of [`captrack_contract::WindowCommand::OpenHelp`].
pub fn help_page(topic: &str) -> Option<&'static str> {
    match topic {
        "eve_applications" => Some("https://developers.eveonline.com/applications"),
        "eve_authorized_apps" => Some("https://developers.eveonline.com/authorized-apps"),
        "source" => Some(env!("CARGO_PKG_REPOSITORY")),
        _ => None,
    }
}

/// Opens a page in the browser. The address is logged nowhere: that of a sign-in is the user's alone.
pub async fn open_in_browser(address: String) -> Result<(), Refusal> {
    let browser = std::env::var_os(BROWSER_VARIABLE).filter(|browser| !browser.is_empty());
    // Starting a program can block, on a slow disk or a busy desktop.
    let opened = tauri::async_runtime::spawn_blocking(move || start(browser, &address)).await;
    let failed = |why: String| Refusal::new(ErrorCode::Unavailable, say_with("browser-failed", &args!("why" => why)));
    match opened {
        Ok(started) => started.map_err(|error| failed(error.to_string())),
        Err(error) => Err(failed(error.to_string())),
    }
}

fn start(browser: Option<OsString>, address: &str) -> std::io::Result<()> {
    let Some(browser) = browser else { return open::that_detached(address) };
    let mut started = std::process::Command::new(browser).arg(address).spawn()?;
    // Waited for, so that nothing is left of it when it ends.
    std::thread::spawn(move || started.wait());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_is_a_fixed_https_page_and_nothing_else() {
        for topic in ["eve_applications", "eve_authorized_apps", "source"] {
            assert!(help_page(topic).is_some_and(|page| page.starts_with("https://")), "{topic}");
        }
        assert_eq!(help_page("https://example.com"), None);
    }

    #[test]
    fn a_browser_that_cannot_be_started_is_an_error() {
        assert!(start(Some("no-such-browser-anywhere".into()), "https://example.com").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn another_browser_gets_the_address_as_its_only_argument() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (browser, told) = (folder.path().join("browser"), folder.path().join("told"));
        let script =
            format!("#!/bin/sh\nprintf '%s|%s' \"$#\" \"$1\" > '{}.new'\nmv '{0}.new' '{0}'\n", told.display());
        std::fs::write(&browser, script).unwrap();
        std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755)).unwrap();
        start(Some(browser.into()), "https://example.com/?a=b&c").unwrap();
        let until = std::time::Instant::now() + std::time::Duration::from_secs(10);
        while !told.exists() {
            assert!(std::time::Instant::now() < until, "the browser was not started");
            std::thread::yield_now();
        }
        assert_eq!(std::fs::read_to_string(told).unwrap(), "1|https://example.com/?a=b&c");
    }
}
