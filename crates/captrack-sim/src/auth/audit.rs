//! corptools' page about an account, which a desk opens in the browser.

use super::login;
use crate::core::Core;
use crate::http::{SimReply, SimRequest};

/// What the addresses of these pages begin with.
pub(super) const PAGES: &str = "/audit/r/";

/// The address of these pages, with a place for a main.
pub(super) fn page_of(site: &str) -> String {
    format!("{}{PAGES}{{character_id}}/account/overview", site.trim_end_matches('/'))
}

/// The page: for whoever is signed in in the browser.
pub(super) fn page(core: &Core, call: &SimRequest) -> SimReply {
    if core.auth.lock().browser.is_none() {
        return login(call);
    }
    let main = call.segments().get(2).and_then(|id| id.parse().ok());
    let world = core.world.lock();
    match main.and_then(|id: i64| world.pilots.get(&id)) {
        Some(pilot) => SimReply::html(
            200,
            format!("<!doctype html><title>Character audit</title><h1>Character audit of {}</h1>", pilot.name),
        ),
        None => SimReply::html(404, "<!doctype html><title>Not Found</title><h1>Not Found</h1>".to_owned()),
    }
}
