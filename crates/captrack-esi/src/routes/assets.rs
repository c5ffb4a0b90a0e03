//! GET `/characters/{id}/assets?page=`. ESI: char-asset, 1800 tokens/15 min, cached 3600 s.

use std::collections::{BTreeSet, HashMap};

use captrack_domain::ids::{PilotId, TypeId};
use captrack_domain::reading::Reading;
use captrack_ports::{HullTypeAnswer, SectionAnswer, SectionContent, SectionRequest};
use parking_lot::Mutex;

use crate::error::EsiError;
use crate::moment::since;
use crate::route::Route;
use crate::routes::asset_pages::{AssetPages, AssetPagesOutcome, NextPages, PartialList};
use crate::routes::asset_walk::{AssetRow, hulls, possible_ships};
use crate::routes::types::TypeAnswer as TypeFound;
use crate::source::EsiSource;
use crate::validators::Validators;

/// How many new ship types are looked up for one read; the next read goes on.
const NEW_TYPES: usize = 50;

/// What is held of lists between reads: pages of an interrupted one, which are not asked again before they expire, and what is
/// remembered of a finished one.
#[derive(Debug, Default)]
pub(crate) struct AssetLists(Mutex<HashMap<PilotId, AssetPages>>);

impl AssetLists {
    /// Forgets a pilot's.
    pub(crate) fn forget(&self, pilot: PilotId) {
        self.0.lock().remove(&pilot);
    }
}

/// Reads the list.
pub(crate) async fn poll(source: &EsiSource, ask: &SectionRequest) -> Result<SectionAnswer, EsiError> {
    let pilot = ask.section.pilot;
    let known = still_good(source, Validators::read(ask.validators.as_deref())).await;
    let before = source.lists.0.lock().remove(&pilot);
    let mut pages = AssetPages::resume(before, known, digest(&ask.also));
    let answer = read(source, ask, &mut pages).await;
    let held = match &answer {
        Err(_) => Some(pages),
        Ok(SectionAnswer { found: SectionContent::Unchanged, .. }) => pages.remember_unchanged(),
        Ok(answer) => pages.remember(answer.validators.as_deref(), |id| is_hull(source, ask, id)),
    };
    if let Some(held) = held {
        source.lists.0.lock().insert(pilot, held);
    }
    answer
}

/// A list is read in full again when one of its types that were unknown to ESI turns out to be a hull.
async fn still_good(source: &EsiSource, known: Option<Validators>) -> Option<Validators> {
    let known = known?;
    let mut looked_up = 0;
    for id in &known.unknown_types {
        // Those that are left have their turn with the next reads: the others are not asked about again for a while.
        looked_up += usize::from(source.types.must_ask(TypeId(*id), source.http.now()));
        if looked_up > NEW_TYPES {
            break;
        }
        if matches!(source.types.find(&source.http, TypeId(*id)).await, Ok(TypeFound::Capital { .. })) {
            return None;
        }
    }
    Some(known)
}

async fn read(source: &EsiSource, ask: &SectionRequest, pages: &mut AssetPages) -> Result<SectionAnswer, EsiError> {
    let pilot = ask.section.pilot;
    let outcome = collect(source, pilot, pages).await?;
    let now = source.http.now();
    let (age, life) = (since(pages.as_of(now), now), pages.until().map(|until| since(now, until)));
    if outcome == AssetPagesOutcome::Unchanged {
        return Ok(SectionAnswer { found: SectionContent::Unchanged, age, life, validators: ask.validators.clone() });
    }
    let assets = pages.assets();
    let types = look_up(source, &assets).await;
    let hulls = hulls(&assets, |id| is_hull(source, ask, id));
    let reason = match outcome {
        AssetPagesOutcome::Partial(reason) => Some(reason),
        _ if types.unserved => Some(PartialList::UnknownType),
        _ => None,
    };
    if let Some(reason) = reason {
        tracing::info!(pilot = pilot.0, ?reason, "an asset list that takes nothing away");
        return Ok(SectionAnswer {
            found: SectionContent::New(Reading::SomeAssets(hulls)),
            age,
            life,
            validators: None,
        });
    }
    let validators = pages.validators().filter(|_| types.all_known);
    let validators = validators.and_then(|validators| validators.with_unknown_types(types.unknown).keep());
    Ok(SectionAnswer { found: SectionContent::New(Reading::Assets(hulls)), age, life, validators })
}

fn is_hull(source: &EsiSource, ask: &SectionRequest, id: TypeId) -> bool {
    ask.also.contains(&id) || matches!(source.types.known(id), Some(HullTypeAnswer::Capital { .. }))
}

/// A digest of types (FNV-1a), the same in every run; 0: none.
fn digest(types: &BTreeSet<TypeId>) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    if types.is_empty() {
        return 0;
    }
    let bytes = types.iter().flat_map(|id| id.0.to_le_bytes());
    bytes.fold(OFFSET, |digest, byte| (digest ^ u64::from(byte)).wrapping_mul(PRIME)).max(1)
}

/// Asks pages until every one has answered.
async fn collect(source: &EsiSource, pilot: PilotId, pages: &mut AssetPages) -> Result<AssetPagesOutcome, EsiError> {
    loop {
        let (page, etag) = match pages.next(source.http.now()) {
            NextPages::Ask { page, etag } => (page, etag),
            NextPages::Done(outcome) => return Ok(outcome),
        };
        let path = format!("/characters/{pilot}/assets");
        match source.ask(pilot, Route::Assets, path, Some(page), etag.as_deref()).await {
            Ok(reply) => pages.answered(page, &reply)?,
            // The list has become shorter than it was a moment ago, or did not say how long it is.
            Err(error) if page > 1 && error.says_no_such_page() => pages.has_no(page),
            Err(error) => return Err(error),
        }
    }
}

/// What is known of the types on a list.
#[derive(Debug)]
struct TypesOnIt {
    /// Each is a hull or none, as far as ESI knows.
    all_known: bool,
    /// One could not be looked up, and not for long: a hull may be among those that are left out.
    unserved: bool,
    /// Types that ESI does not know yet.
    unknown: Vec<i64>,
}

/// Looks up what the embedded data do not know. A type that cannot be looked up leaves its rows out and nothing else.
async fn look_up(source: &EsiSource, assets: &[AssetRow]) -> TypesOnIt {
    let new: BTreeSet<TypeId> = possible_ships(assets).filter(|id| source.types.is_new(*id)).collect();
    let mut types = TypesOnIt { all_known: true, unserved: false, unknown: Vec::new() };
    let mut looked_up = 0;
    for id in new {
        let asks = source.types.must_ask(id, source.http.now());
        if asks && looked_up == NEW_TYPES {
            (types.all_known, types.unserved) = (false, true);
            continue;
        }
        looked_up += usize::from(asks);
        match source.types.find(&source.http, id).await {
            Ok(TypeFound::Capital { .. } | TypeFound::NotACapital) => {}
            Ok(TypeFound::NotYet) => types.unknown.push(id.0),
            Err(error) => {
                let rows = assets.iter().filter(|asset| asset.type_id == id.0).count();
                let for_long = source.types.is_unserved_for_long(id, source.http.now());
                tracing::info!(type_id = id.0, rows, for_long, %error, "rows of a type that could not be looked up are left out");
                types.all_known = false;
                types.unserved |= !for_long;
            }
        }
    }
    types
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_tells_sets_of_types_apart_and_is_the_same_in_every_run() {
        let of = |ids: &[i64]| digest(&ids.iter().copied().map(TypeId).collect());
        assert_eq!(of(&[]), 0);
        assert_eq!(of(&[638, 639]), of(&[639, 638]));
        let different = [of(&[]), of(&[0]), of(&[638]), of(&[639]), of(&[638, 639])];
        assert_eq!(different.iter().collect::<BTreeSet<_>>().len(), different.len());
        assert_eq!(of(&[638]), 0xbc52_eb2f_1a3b_8271);
    }
}
