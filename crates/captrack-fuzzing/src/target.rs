//! The targets by name.

use std::time::{Duration, Instant};

use crate::panics;
use crate::targets::{
    allianceauth, argv, board, callback, discord, endpoints, esi, links, mains, policy, search, secrets, settings,
    socket, sso, webhook,
};

/// No parser takes longer for input of the sizes used here, on the slowest computer and without optimisation.
const LONGEST: Duration = Duration::from_secs(20);

/// A parser and what it must hold to.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, which is also that of its folder of inputs.
    pub name: &'static str,
    /// Its sources, seen from the checkout's root: what the printed coverage is of.
    pub sources: &'static [&'static str],
    check: fn(&[u8]),
}

impl Target {
    /// Parses the bytes, and panics where a promise is broken.
    pub fn run(&self, bytes: &[u8]) {
        let began = Instant::now();
        panics::none_in_tasks(|| (self.check)(bytes));
        let took = began.elapsed();
        assert!(took < LONGEST, "{} bytes took {took:?}", bytes.len());
    }
}

/// All of them.
#[rustfmt::skip]
pub const TARGETS: &[Target] = &[
    Target { name: "jwt", check: sso::jwt, sources: &["crates/captrack-esi/src/sso/jwt.rs"] },
    Target { name: "jwks", check: sso::jwks, sources: &["crates/captrack-esi/src/sso/keys.rs"] },
    Target { name: "sso_answers", check: sso::answers, sources: &["crates/captrack-esi/src/sso/metadata.rs", "crates/captrack-esi/src/sso/authority.rs", "crates/captrack-esi/src/sso/wire.rs"] },
    Target { name: "callback", check: callback::check, sources: &["crates/captrack-esi/src/sso/callback.rs", "crates/captrack-esi/src/sso/timed_listener.rs"] },
    Target { name: "esi_sections", check: esi::sections, sources: &["crates/captrack-esi/src/headers.rs", "crates/captrack-esi/src/routes/location.rs", "crates/captrack-esi/src/routes/ship.rs", "crates/captrack-esi/src/routes/online.rs", "crates/captrack-esi/src/routes/affiliation.rs", "crates/captrack-esi/src/validators.rs", "crates/captrack-esi/src/final_answers.rs"] },
    Target { name: "esi_assets", check: esi::assets, sources: &["crates/captrack-esi/src/routes/asset_pages.rs", "crates/captrack-esi/src/routes/asset_rows.rs", "crates/captrack-esi/src/routes/asset_walk.rs", "crates/captrack-esi/src/routes/assets.rs"] },
    Target { name: "esi_lookups", check: esi::look_ups, sources: &["crates/captrack-esi/src/names.rs", "crates/captrack-esi/src/bisect.rs", "crates/captrack-esi/src/routes/names.rs", "crates/captrack-esi/src/routes/structures.rs", "crates/captrack-esi/src/routes/groups.rs", "crates/captrack-esi/src/routes/types.rs"] },
    Target { name: "auth_roster", check: allianceauth::roster, sources: &["crates/captrack-allianceauth/src/wire/capitals.rs", "crates/captrack-allianceauth/src/wire/roster.rs", "crates/captrack-allianceauth/src/wire/column.rs", "crates/captrack-allianceauth/src/wire/mod.rs"] },
    Target { name: "auth_decisions", check: allianceauth::decisions, sources: &["crates/captrack-allianceauth/src/wire/snoozes.rs", "crates/captrack-allianceauth/src/wire/acknowledgements.rs", "crates/captrack-allianceauth/src/wire/results.rs", "crates/captrack-allianceauth/src/wire/rows.rs"] },
    Target { name: "auth_answers", check: allianceauth::answers, sources: &["crates/captrack-allianceauth/src/wire/whoami.rs", "crates/captrack-allianceauth/src/wire/policy.rs", "crates/captrack-allianceauth/src/connect.rs", "crates/captrack-allianceauth/src/refusal.rs", "crates/captrack-allianceauth/src/foreign_answer.rs", "crates/captrack-allianceauth/src/answer.rs", "crates/captrack-allianceauth/src/foreign_sentence.rs"] },
    Target { name: "discord_answers", check: discord::check, sources: &["crates/captrack-discord/src/answer.rs", "crates/captrack-discord/src/rate.rs"] },
    Target { name: "webhook_address", check: webhook::check, sources: &["crates/captrack-discord/src/address.rs"] },
    Target { name: "links", check: links::check, sources: &["crates/captrack-allianceauth/src/link.rs", "crates/captrack-discord/src/card_link.rs", "crates/captrack-ports/src/auth_server/address.rs"] },
    Target { name: "argv", check: argv::check, sources: &["crates/captrack-desk/src/args.rs", "crates/captrack-desk/src/text.rs"] },
    Target { name: "settings_toml", check: settings::check, sources: &["crates/captrack-monitor/src/config/read.rs", "crates/captrack-monitor/src/config/table.rs", "crates/captrack-monitor/src/config/duration.rs", "crates/captrack-monitor/src/config/places.rs", "crates/captrack-monitor/src/config/write.rs"] },
    Target { name: "mains_csv", check: mains::check, sources: &["crates/captrack-monitor/src/edit/mains/file.rs", "crates/captrack-monitor/src/shared/csv.rs"] },
    Target { name: "policy", check: policy::check, sources: &["crates/captrack-monitor/src/edit/overlay.rs", "crates/captrack-domain/src/policy/validity.rs"] },
    Target { name: "endpoints_file", check: endpoints::check, sources: &["crates/captrack-desk/src/endpoints_file.rs", "crates/captrack-esi/src/endpoints.rs"] },
    Target { name: "socket_lines", check: socket::check, sources: &["crates/captrack-desk/src/socket/lines.rs"] },
    Target { name: "secrets_file", check: secrets::check, sources: &["crates/captrack-secrets/src/file/format.rs"] },
    Target { name: "board", check: board::check, sources: &["crates/captrack-contract/src/board.rs"] },
    Target { name: "search", check: search::check, sources: &["crates/captrack-contract/src/search.rs"] },
];

/// The target of that name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
