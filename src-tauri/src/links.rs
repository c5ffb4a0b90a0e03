//! Pages that open in the system browser: the sign-in pages of EVE and of the user's AllianceAuth and a few fixed ones, no other.
//!
//! The environment variable `CAPTRACK_BROWSER` takes the place of the system browser, as on the command line.

use captrack_contract::{ErrorCode, Refusal};

use crate::text::{args, say_with};

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
    // Starting a program can block, on a slow disk or a busy desktop.
    let opened = tauri::async_runtime::spawn_blocking(move || captrack_desk::open_in_browser(&address)).await;
    let failed = |why: String| Refusal::new(ErrorCode::Unavailable, say_with("browser-failed", &args!("why" => why)));
    match opened {
        Ok(started) => started.map_err(|error| failed(error.to_string())),
        Err(error) => Err(failed(error.to_string())),
    }
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
}
