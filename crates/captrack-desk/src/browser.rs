//! The system browser, or the program that `CAPTRACK_BROWSER` names in its place.

use std::ffi::OsString;

/// A program that is started with the address as its only argument, in place of the system browser.
const BROWSER_VARIABLE: &str = "CAPTRACK_BROWSER";

/// Opens an address. It is logged nowhere: that of a sign-in is the user's alone. May block for a moment.
pub fn open_in_browser(address: &str) -> std::io::Result<()> {
    start(std::env::var_os(BROWSER_VARIABLE).filter(|browser| !browser.is_empty()), address)
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
    fn a_browser_that_cannot_be_started_is_an_error() {
        assert!(start(Some("no-such-browser-anywhere".into()), "https://example.com").is_err());
    }
}
