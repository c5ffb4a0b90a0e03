//! Pages that open in the system browser: the sign-in pages of EVE and of the user's AllianceAuth and a few fixed ones, no other.
//!
//! The environment variable `CAPTRACK_BROWSER` takes the place of the system browser, as on the command line.

use std::fmt::Display;

use captrack_contract::{ErrorCode, Refusal, WebPage};
use url::Url;

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

/// The address of a page about something of New Eden; none: no page can have that name.
pub fn web_page(page: &WebPage) -> Option<String> {
    let kills = |what: &str, id: &dyn Display| Some(format!("https://zkillboard.com/{what}/{id}/"));
    match page {
        WebPage::PilotKills(pilot) => kills("character", pilot),
        WebPage::TypeKills(type_id) => kills("ship", type_id),
        WebPage::SystemKills(system) => kills("system", system),
        WebPage::RegionKills(region) => kills("region", region),
        WebPage::SystemMap(system) => on_dotlan("system", system),
        WebPage::RegionMap(region) => on_dotlan("map", region),
    }
}

/// Names stand in these addresses with `_` for a space.
fn on_dotlan(what: &str, name: &str) -> Option<String> {
    let mut address = Url::parse("https://evemaps.dotlan.net").ok()?;
    let name = name.replace(' ', "_");
    if name.is_empty() || name.chars().all(|letter| letter == '.') {
        return None;
    }
    address.path_segments_mut().ok()?.extend([what, &name]);
    Some(address.into())
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
    use captrack_domain::ids::{PilotId, RegionId, SystemId, TypeId};

    use super::*;

    #[test]
    fn a_page_about_new_eden_is_one_of_two_sites_whatever_the_name_is() {
        let page = |page| web_page(&page).unwrap();
        assert_eq!(page(WebPage::PilotKills(PilotId(2_112_000_001))), "https://zkillboard.com/character/2112000001/");
        assert_eq!(page(WebPage::TypeKills(TypeId(11_567))), "https://zkillboard.com/ship/11567/");
        assert_eq!(page(WebPage::SystemKills(SystemId(30_000_142))), "https://zkillboard.com/system/30000142/");
        assert_eq!(page(WebPage::RegionKills(RegionId(10_000_002))), "https://zkillboard.com/region/10000002/");
        assert_eq!(page(WebPage::SystemMap("1DQ1-A".into())), "https://evemaps.dotlan.net/system/1DQ1-A");
        assert_eq!(page(WebPage::RegionMap("The Forge".into())), "https://evemaps.dotlan.net/map/The_Forge");
        for odd in ["../../login", "a?b#c", "//example.com", "\\\\example.com"] {
            let address = page(WebPage::SystemMap(odd.into()));
            let rest = address.strip_prefix("https://evemaps.dotlan.net/system/").unwrap();
            assert!(!rest.contains(['/', '?', '#', '\\']), "{address}");
        }
        assert_eq!(web_page(&WebPage::SystemMap("..".into())), None);
        assert_eq!(web_page(&WebPage::RegionMap(String::new())), None);
    }

    #[test]
    fn help_is_a_fixed_https_page_and_nothing_else() {
        for topic in ["eve_applications", "eve_authorized_apps", "source"] {
            assert!(help_page(topic).is_some_and(|page| page.starts_with("https://")), "{topic}");
        }
        assert_eq!(help_page("https://example.com"), None);
    }
}
