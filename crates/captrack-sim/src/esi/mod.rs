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
use crate::http::{SimReply, SimRequest};
use crate::stats::EarlyRequest;
use bearer::Bearer;
use bucket::Buckets;
use cache::{Cache, CacheOptions, RouteContent};
use error_limit::ErrorWindow;
use refusal::EsiRefusal;
use route::{Caching, RouteKind, RouteMatch};

pub(crate) use bearer::BudgetOwner;
pub use bucket::RateGroup;
pub use route::{RouteSpec, routes};

/// How many of the latest early requests are kept one by one.
const EARLY_KEPT: usize = 200;

/// The memory of ESI.
#[derive(Debug)]
pub(crate) struct SimEsi {
    cache: Cache,
    /// What was asked for, by path, so that somebody else can ask for it too.
    known: HashMap<String, Known>,
    pub(crate) buckets: Buckets,
    pub(crate) error_limit: ErrorWindow,
    affiliations: affiliation::AffiliationCache,
    /// Downtime: every route answers 503.
    pub(crate) down: bool,
    /// Only CCP may log in.
    pub(crate) vip: bool,
    pub(crate) started: Timestamp,
}

impl SimEsi {
    pub(crate) fn new(now: Timestamp) -> Self {
        Self {
            cache: Cache::default(),
            known: HashMap::new(),
            buckets: Buckets::default(),
            error_limit: ErrorWindow::default(),
            affiliations: affiliation::AffiliationCache::default(),
            down: false,
            vip: false,
            started: now,
        }
    }
}

/// A path that was asked for: how its content is made.
#[derive(Clone, Debug)]
struct Known {
    call: SimRequest,
    id: i64,
    bearer: Option<Bearer>,
    caching: Caching,
    make: Make,
}

/// Makes the content of a route.
type Make = fn(&Asked<'_>) -> Result<RouteContent, EsiRefusal>;

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

fn habits(core: &Core) -> CacheOptions {
    let options = &core.options;
    CacheOptions { page_size: options.page_size, pages_apart: options.pages_apart, others_ask: options.others_ask }
}

/// Answers a request to ESI. `forced` takes the place of what the route would say; the budgets are charged all the same.
pub(crate) fn answer(core: &Core, call: &SimRequest, forced: Option<SimReply>) -> SimReply {
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
fn limited(core: &Core, call: &SimRequest, matched: Option<&RouteMatch>, forced: Option<SimReply>) -> SimReply {
    if let Some(refused) = core.esi.lock().error_limit.refuse(call.now) {
        return refused;
    }
    let bearer = bearer::read(core, call);
    let asker = bearer.as_ref().map_or(BudgetOwner::Address, Bearer::asker);
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

fn served(
    core: &Core,
    call: &SimRequest,
    matched: Option<&RouteMatch>,
    bearer: Result<Bearer, EsiRefusal>,
) -> SimReply {
    permitted(core, call, matched, bearer).unwrap_or_else(EsiRefusal::into_reply)
}

/// Everything that is checked before the world is looked at.
fn permitted(
    core: &Core,
    call: &SimRequest,
    matched: Option<&RouteMatch>,
    bearer: Result<Bearer, EsiRefusal>,
) -> Result<SimReply, EsiRefusal> {
    if core.esi.lock().down {
        return Err(EsiRefusal::new(503, "The datasource tranquility is temporarily unavailable"));
    }
    let Some(matched) = matched else {
        return Err(EsiRefusal::new(404, "Not found"));
    };
    check_headers(call)?;
    let bearer = match matched.spec.scope {
        None => None,
        Some(scope) => {
            let bearer = bearer?;
            if !bearer.allows(scope) {
                return Err(EsiRefusal::new(403, format!("Token is not valid for scope: {scope}")));
            }
            Some(bearer)
        }
    };
    let asked = Asked { core, call, id: matched.id, bearer };
    match matched.spec.kind {
        RouteKind::Location => cached(&asked, matched, character::location),
        RouteKind::Ship => cached(&asked, matched, character::ship),
        RouteKind::Online => cached(&asked, matched, character::online),
        RouteKind::CharacterRoles => cached(&asked, matched, character::roles),
        RouteKind::Character => cached(&asked, matched, character::sheet),
        RouteKind::Assets => cached(&asked, matched, assets::of_character),
        RouteKind::AssetNames => assets::names(&asked, assets::whose_character),
        RouteKind::AssetLocations => assets::locations(&asked, assets::whose_character),
        RouteKind::CorporationAssets => cached(&asked, matched, assets::of_corporation),
        RouteKind::CorporationAssetNames => assets::names(&asked, assets::whose_corporation),
        RouteKind::CorporationAssetLocations => assets::locations(&asked, assets::whose_corporation),
        RouteKind::Corporation => cached(&asked, matched, corporation::sheet),
        RouteKind::Members => cached(&asked, matched, corporation::members),
        RouteKind::MemberTracking => cached(&asked, matched, corporation::member_tracking),
        RouteKind::CorporationRoles => cached(&asked, matched, corporation::roles),
        RouteKind::Alliance => cached(&asked, matched, corporation::alliance),
        RouteKind::AllianceCorporations => cached(&asked, matched, corporation::of_alliance),
        RouteKind::Structure => cached(&asked, matched, universe::structure),
        RouteKind::System => cached(&asked, matched, universe::system),
        RouteKind::Type => cached(&asked, matched, universe::item_type),
        RouteKind::Group => cached(&asked, matched, universe::group),
        RouteKind::Status => cached(&asked, matched, status),
        RouteKind::Names => names::answer(&asked),
        RouteKind::Affiliation => affiliation::answer(&asked),
    }
}

/// A permitted request.
struct Asked<'a> {
    core: &'a Core,
    call: &'a SimRequest,
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

fn check_headers(call: &SimRequest) -> Result<(), EsiRefusal> {
    if call.header("user-agent").is_none_or(|agent| agent.trim().is_empty()) {
        return Err(EsiRefusal::new(400, "The User-Agent header is required"));
    }
    let date = call.header("x-compatibility-date").ok_or_else(|| {
        EsiRefusal::new(400, "The X-Compatibility-Date header is required").at("header.X-Compatibility-Date", "missing")
    })?;
    let known = date.parse::<jiff::civil::Date>().is_ok_and(|date| {
        let oldest = jiff::civil::date(2020, 1, 1);
        let today = call.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        // A machine whose clock is behind may still ask for the date that this sim was written against.
        let newest = today.max(jiff::civil::date(2026, 8, 18));
        (oldest..=newest).contains(&date)
    });
    if !known {
        return Err(EsiRefusal::new(400, "The X-Compatibility-Date header is not a valid date")
            .at("header.X-Compatibility-Date", date));
    }
    Ok(())
}

/// Answers out of the cache; the content is made only where the cache has none or it has expired.
fn cached(asked: &Asked<'_>, matched: &RouteMatch, make: Make) -> Result<SimReply, EsiRefusal> {
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
fn status(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let (vip, started) = {
        let esi = asked.core.esi.lock();
        (esi.vip, esi.started)
    };
    let players = asked.core.world.lock().pilots.values().filter(|pilot| pilot.online).count() + 20_000;
    Ok(RouteContent::One(json!({
        "players": players,
        "server_version": "3650286",
        "start_time": crate::dates::json_date(started),
        "vip": vip,
    })))
}
