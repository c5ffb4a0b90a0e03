//! The routes: path, scope, rate group and cache time of each, as the official document of 2026-08-18 has them.

use super::RateGroup;

/// How long an answer is frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caching {
    /// So many seconds.
    Seconds(i64),
    /// So many seconds for the asker, but a change shows at once.
    UntilChange(i64),
    /// Until the next 11:05 UTC.
    UntilRefresh,
}

/// What a route is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RouteKind {
    Location,
    Ship,
    Online,
    CharacterRoles,
    Character,
    Assets,
    AssetNames,
    AssetLocations,
    CorporationAssets,
    CorporationAssetNames,
    CorporationAssetLocations,
    Corporation,
    Members,
    MemberTracking,
    CorporationRoles,
    Alliance,
    AllianceCorporations,
    Structure,
    System,
    Type,
    Group,
    Status,
    Names,
    Affiliation,
}

/// A route of ESI.
#[derive(Clone, Copy, Debug)]
pub struct RouteSpec {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path, ids in braces, as in the official document.
    pub path: &'static str,
    /// The scope that a token needs; none for public routes.
    pub scope: Option<&'static str>,
    /// The rate group; none for routes under the old error limit.
    pub group: Option<RateGroup>,
    /// Seconds that an answer is frozen; none for routes that send no cache headers.
    pub cache_seconds: Option<i64>,
    pub(super) kind: RouteKind,
}

impl RouteSpec {
    /// `GET /characters/{character_id}/location`
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub(super) fn caching(&self, list_cache_seconds: Option<i64>) -> Caching {
        match (self.kind, self.cache_seconds) {
            (RouteKind::Location | RouteKind::Online, Some(seconds)) => Caching::UntilChange(seconds),
            (
                RouteKind::Assets
                | RouteKind::CorporationAssets
                | RouteKind::Members
                | RouteKind::MemberTracking
                | RouteKind::CorporationRoles,
                Some(seconds),
            ) => Caching::Seconds(list_cache_seconds.unwrap_or(seconds)),
            (_, Some(seconds)) => Caching::Seconds(seconds),
            (_, None) => Caching::UntilRefresh,
        }
    }
}

/// A route with the id out of the path.
#[derive(Clone, Debug)]
pub(super) struct RouteMatch {
    pub(super) spec: &'static RouteSpec,
    pub(super) id: i64,
}

const fn get(path: &'static str, kind: RouteKind) -> RouteSpec {
    RouteSpec { method: "GET", path, scope: None, group: None, cache_seconds: None, kind }
}

const fn post(path: &'static str, kind: RouteKind) -> RouteSpec {
    RouteSpec { method: "POST", ..get(path, kind) }
}

impl RouteSpec {
    const fn scope(self, scope: &'static str) -> Self {
        Self { scope: Some(scope), ..self }
    }

    const fn group(self, group: RateGroup) -> Self {
        Self { group: Some(group), ..self }
    }

    const fn cached(self, seconds: i64) -> Self {
        Self { cache_seconds: Some(seconds), ..self }
    }
}

const ASSETS: &str = "esi-assets.read_assets.v1";
const CORPORATION_ASSETS: &str = "esi-assets.read_corporation_assets.v1";
const MEMBERSHIP: &str = "esi-corporations.read_corporation_membership.v1";

static ROUTES: [RouteSpec; 24] = [
    get("/characters/{character_id}/location", RouteKind::Location)
        .scope("esi-location.read_location.v1")
        .group(RateGroup::CharLocation)
        .cached(5),
    get("/characters/{character_id}/ship", RouteKind::Ship)
        .scope("esi-location.read_ship_type.v1")
        .group(RateGroup::CharLocation)
        .cached(5),
    get("/characters/{character_id}/online", RouteKind::Online)
        .scope("esi-location.read_online.v1")
        .group(RateGroup::CharLocation)
        .cached(60),
    get("/characters/{character_id}/assets", RouteKind::Assets).scope(ASSETS).group(RateGroup::CharAsset).cached(3600),
    post("/characters/{character_id}/assets/names", RouteKind::AssetNames).scope(ASSETS).group(RateGroup::CharAsset),
    post("/characters/{character_id}/assets/locations", RouteKind::AssetLocations)
        .scope(ASSETS)
        .group(RateGroup::CharAsset),
    get("/characters/{character_id}/roles", RouteKind::CharacterRoles)
        .scope("esi-characters.read_corporation_roles.v1")
        .group(RateGroup::CharDetail)
        .cached(3600),
    get("/corporations/{corporation_id}/membertracking", RouteKind::MemberTracking)
        .scope("esi-corporations.track_members.v1")
        .group(RateGroup::CorpMember)
        .cached(3600),
    get("/corporations/{corporation_id}/members", RouteKind::Members)
        .scope(MEMBERSHIP)
        .group(RateGroup::CorpMember)
        .cached(3600),
    get("/corporations/{corporation_id}/roles", RouteKind::CorporationRoles)
        .scope(MEMBERSHIP)
        .group(RateGroup::CorpMember)
        .cached(3600),
    get("/corporations/{corporation_id}/assets", RouteKind::CorporationAssets)
        .scope(CORPORATION_ASSETS)
        .group(RateGroup::CorpAsset)
        .cached(3600),
    post("/corporations/{corporation_id}/assets/names", RouteKind::CorporationAssetNames)
        .scope(CORPORATION_ASSETS)
        .group(RateGroup::CorpAsset),
    post("/corporations/{corporation_id}/assets/locations", RouteKind::CorporationAssetLocations)
        .scope(CORPORATION_ASSETS)
        .group(RateGroup::CorpAsset),
    post("/characters/affiliation", RouteKind::Affiliation).cached(3600),
    post("/universe/names", RouteKind::Names),
    get("/universe/structures/{structure_id}", RouteKind::Structure)
        .scope("esi-universe.read_structures.v1")
        .cached(3600),
    get("/universe/systems/{system_id}", RouteKind::System),
    get("/universe/types/{type_id}", RouteKind::Type),
    get("/universe/groups/{group_id}", RouteKind::Group),
    get("/characters/{character_id}", RouteKind::Character).cached(86_400),
    get("/corporations/{corporation_id}", RouteKind::Corporation).cached(3600),
    get("/alliances/{alliance_id}", RouteKind::Alliance).cached(3600),
    get("/alliances/{alliance_id}/corporations", RouteKind::AllianceCorporations).cached(3600),
    get("/status", RouteKind::Status).group(RateGroup::Status).cached(30),
];

/// All routes that the sim serves.
pub fn routes() -> &'static [RouteSpec] {
    &ROUTES
}

/// The route of a request.
pub(super) fn find(method: &str, path: &str) -> Option<RouteMatch> {
    ROUTES.iter().filter(|spec| spec.method == method).find_map(|spec| {
        let mut id = 0;
        let mut given = path.split('/');
        for wanted in spec.path.split('/') {
            let part = given.next()?;
            if wanted.starts_with('{') {
                id = part.parse().ok()?;
            } else if part != wanted {
                return None;
            }
        }
        given.next().is_none().then_some(RouteMatch { spec, id })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_finds_its_route_and_id() {
        let matched = find("GET", "/characters/2112000001/location").unwrap();
        assert_eq!((matched.spec.kind, matched.id), (RouteKind::Location, 2_112_000_001));
        assert_eq!(find("POST", "/characters/affiliation").unwrap().spec.kind, RouteKind::Affiliation);
        assert!(find("GET", "/latest/status").is_none());
        assert!(find("GET", "/status/").is_none());
        assert!(find("GET", "/characters/abc/location").is_none());
    }
}
