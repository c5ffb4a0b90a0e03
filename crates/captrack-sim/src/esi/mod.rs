//! ESI: the routes that the program uses, as strict as the real one about headers, tokens, budgets and caching.

mod affiliation;
mod assets;
mod bearer;
mod bucket;
mod cache;
mod character;
mod corporation;
mod error_limit;
mod names;
mod refusal;
mod route;
mod universe;

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::json;

use crate::core::Core;
use crate::http::{Call, Reply};
use crate::stats::EarlyRequest;
use bearer::Bearer;
use bucket::Buckets;
use cache::{Cache, Content, Habits};
use error_limit::ErrorLimit;
use refusal::Refusal;
use route::{Caching, Kind, Match};

pub(crate) use bearer::Asker;
pub use bucket::RateGroup;
pub use route::{RouteSpec, routes};

/// How many of the latest early requests are kept one by one.
const EARLY_KEPT: usize = 200;

/// The memory of ESI.
#[derive(Debug)]
pub(crate) struct Esi {
    cache: Cache,
    /// What was asked for, by path, so that somebody else can ask for it too.
    known: HashMap<String, Known>,
    pub(crate) buckets: Buckets,
    pub(crate) error_limit: ErrorLimit,
    affiliations: affiliation::Affiliations,
    /// Downtime: every route answers 503.
    pub(crate) down: bool,
    /// Only CCP may log in.
    pub(crate) vip: bool,
    pub(crate) started: Timestamp,
}

impl Esi {
    pub(crate) fn new(now: Timestamp) -> Self {
        Self {
            cache: Cache::default(),
            known: HashMap::new(),
            buckets: Buckets::default(),
            error_limit: ErrorLimit::default(),
            affiliations: affiliation::Affiliations::default(),
            down: false,
            vip: false,
            started: now,
        }
    }
}

/// A path that was asked for: how its content is made.
#[derive(Clone, Debug)]
struct Known {
    call: Call,
    id: i64,
    bearer: Option<Bearer>,
    caching: Caching,
    make: Make,
}

/// Makes the content of a route.
type Make = fn(&Asked<'_>) -> Result<Content, Refusal>;

/// Where others ask ESI too: they ask for what was asked for before, at some moment between these two.
pub(crate) fn others_ask(core: &Core, before: Timestamp, now: Timestamp) {
    if !core.options.others_ask || now <= before {
        return;
    }
    let known: Vec<(String, Known)> =
        core.esi.lock().known.iter().map(|(path, known)| (path.clone(), known.clone())).collect();
    for (path, Known { call, id, bearer, caching, make }) in known {
        let asked = Asked { core, call: &call, id, bearer };
        // What cannot be had now is not cached either.
        let Ok(content) = make(&asked) else { continue };
        core.esi.lock().cache.ask_meanwhile(&path, caching, &content, habits(core), (before, now));
    }
}

fn habits(core: &Core) -> Habits {
    let options = &core.options;
    Habits { page_size: options.page_size, pages_apart: options.pages_apart, others_ask: options.others_ask }
}

/// Answers a request to ESI. `forced` takes the place of what the route would say; the budgets are charged all the same.
pub(crate) fn answer(core: &Core, call: &Call, forced: Option<Reply>) -> Reply {
    let matched = route::find(&call.method, &call.path);
    let asked = matched.as_ref().map_or_else(|| "unknown route".to_owned(), |matched| matched.spec.name());
    let reply = limited(core, call, matched.as_ref(), forced);
    core.tally.count(|stats| {
        *stats.esi.requests.entry(asked).or_default() += 1;
        *stats.esi.statuses.entry(reply.status).or_default() += 1;
    });
    reply
}

/// The budgets around an answer.
fn limited(core: &Core, call: &Call, matched: Option<&Match>, forced: Option<Reply>) -> Reply {
    if let Some(refused) = core.esi.lock().error_limit.refuse(call.now) {
        return refused;
    }
    let bearer = bearer::read(core, call);
    let asker = bearer.as_ref().map_or(Asker::Address, Bearer::asker);
    let Some(group) = matched.and_then(|matched| matched.spec.group) else {
        let reply = forced.unwrap_or_else(|| served(core, call, matched, bearer));
        return core.esi.lock().error_limit.charge(reply, call.now);
    };
    if let Some(refused) = core.esi.lock().buckets.refuse(group, &asker, call.now) {
        return refused;
    }
    let reply = forced.unwrap_or_else(|| served(core, call, matched, bearer));
    core.esi.lock().buckets.charge(reply, group, &asker, call.now)
}

fn served(core: &Core, call: &Call, matched: Option<&Match>, bearer: Result<Bearer, Refusal>) -> Reply {
    permitted(core, call, matched, bearer).unwrap_or_else(Refusal::into_reply)
}

/// Everything that is checked before the world is looked at.
fn permitted(
    core: &Core,
    call: &Call,
    matched: Option<&Match>,
    bearer: Result<Bearer, Refusal>,
) -> Result<Reply, Refusal> {
    if core.esi.lock().down {
        return Err(Refusal::new(503, "The datasource tranquility is temporarily unavailable"));
    }
    let Some(matched) = matched else {
        return Err(Refusal::new(404, "Not found"));
    };
    check_headers(call)?;
    let bearer = match matched.spec.scope {
        None => None,
        Some(scope) => {
            let bearer = bearer?;
            if !bearer.allows(scope) {
                return Err(Refusal::new(403, format!("Token is not valid for scope: {scope}")));
            }
            Some(bearer)
        }
    };
    let asked = Asked { core, call, id: matched.id, bearer };
    match matched.spec.kind {
        Kind::Location => cached(&asked, matched, character::location),
        Kind::Ship => cached(&asked, matched, character::ship),
        Kind::Online => cached(&asked, matched, character::online),
        Kind::CharacterRoles => cached(&asked, matched, character::roles),
        Kind::Character => cached(&asked, matched, character::sheet),
        Kind::Assets => cached(&asked, matched, assets::of_character),
        Kind::AssetNames => assets::names(&asked, assets::whose_character),
        Kind::AssetLocations => assets::locations(&asked, assets::whose_character),
        Kind::CorporationAssets => cached(&asked, matched, assets::of_corporation),
        Kind::CorporationAssetNames => assets::names(&asked, assets::whose_corporation),
        Kind::CorporationAssetLocations => assets::locations(&asked, assets::whose_corporation),
        Kind::Corporation => cached(&asked, matched, corporation::sheet),
        Kind::Members => cached(&asked, matched, corporation::members),
        Kind::MemberTracking => cached(&asked, matched, corporation::member_tracking),
        Kind::CorporationRoles => cached(&asked, matched, corporation::roles),
        Kind::Alliance => cached(&asked, matched, corporation::alliance),
        Kind::AllianceCorporations => cached(&asked, matched, corporation::of_alliance),
        Kind::Structure => cached(&asked, matched, universe::structure),
        Kind::System => cached(&asked, matched, universe::system),
        Kind::Type => cached(&asked, matched, universe::item_type),
        Kind::Group => cached(&asked, matched, universe::group),
        Kind::Status => cached(&asked, matched, status),
        Kind::Names => names::answer(&asked),
        Kind::Affiliation => affiliation::answer(&asked),
    }
}

/// A permitted request.
struct Asked<'a> {
    core: &'a Core,
    call: &'a Call,
    /// The id in the path; 0 where there is none.
    id: i64,
    bearer: Option<Bearer>,
}

impl Asked<'_> {
    /// The pilot whose token asks; 403 when the route has a token of somebody who is gone.
    fn pilot_id(&self) -> i64 {
        self.bearer.as_ref().map_or(0, |bearer| bearer.pilot)
    }
}

fn check_headers(call: &Call) -> Result<(), Refusal> {
    if call.header("user-agent").is_none_or(|agent| agent.trim().is_empty()) {
        return Err(Refusal::new(400, "The User-Agent header is required"));
    }
    let date = call.header("x-compatibility-date").ok_or_else(|| {
        Refusal::new(400, "The X-Compatibility-Date header is required").at("header.X-Compatibility-Date", "missing")
    })?;
    let known = date.parse::<jiff::civil::Date>().is_ok_and(|date| {
        let oldest = jiff::civil::date(2020, 1, 1);
        let today = call.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        // A machine whose clock is behind may still ask for the date that this sim was written against.
        let newest = today.max(jiff::civil::date(2026, 8, 18));
        (oldest..=newest).contains(&date)
    });
    if !known {
        return Err(Refusal::new(400, "The X-Compatibility-Date header is not a valid date")
            .at("header.X-Compatibility-Date", date));
    }
    Ok(())
}

/// Answers out of the cache; the content is made only where the cache has none or it has expired.
fn cached(asked: &Asked<'_>, matched: &Match, make: Make) -> Result<Reply, Refusal> {
    let caching = matched.spec.caching(asked.core.options.list_cache_seconds);
    // The content is made before the lock is taken: making it takes the world's lock, and it is cheap.
    let content = make(asked)?;
    let mut esi = asked.core.esi.lock();
    if asked.core.options.others_ask {
        let known = Known { call: asked.call.clone(), id: asked.id, bearer: asked.bearer.clone(), caching, make };
        esi.known.insert(asked.call.path.clone(), known);
    }
    let (reply, early) = esi.cache.answer(asked.call, asked.bearer.as_ref(), caching, content, habits(asked.core))?;
    drop(esi);
    if let Some(expires) = early {
        note_early(asked, expires);
    }
    Ok(reply)
}

fn note_early(asked: &Asked<'_>, expires: Timestamp) {
    let early = EarlyRequest {
        at: asked.call.now,
        path: asked.call.path_and_query(),
        pilot: asked.bearer.as_ref().map(|bearer| bearer.pilot),
        expires,
    };
    asked.core.tally.count(|stats| {
        stats.esi.early_requests += 1;
        if stats.esi.early.len() == EARLY_KEPT {
            stats.esi.early.remove(0);
        }
        stats.esi.early.push(early);
    });
}

/// `/status`
#[expect(clippy::unnecessary_wraps, reason = "the shape of a route")]
fn status(asked: &Asked<'_>) -> Result<Content, Refusal> {
    let (vip, started) = {
        let esi = asked.core.esi.lock();
        (esi.vip, esi.started)
    };
    let players = asked.core.world.lock().pilots.values().filter(|pilot| pilot.online).count() + 20_000;
    Ok(Content::One(json!({
        "players": players,
        "server_version": "3650286",
        "start_time": crate::dates::json_date(started),
        "vip": vip,
    })))
}
