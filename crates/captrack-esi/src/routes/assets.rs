//! GET `/characters/{id}/assets?page=`. ESI: char-asset, 1800 tokens/15 min, cached 3600 s.

use std::collections::{BTreeSet, HashMap};

use captrack_domain::ids::{PilotId, TypeId};
use captrack_domain::reading::Reading;
use captrack_monitor::ports::{Answer, Ask, Found, HullTypeAnswer};
use jiff::Timestamp;
use parking_lot::Mutex;

use crate::error::{EsiError, MINUTE};
use crate::moment::since;
use crate::route::Route;
use crate::routes::asset_pages::{Pages, Step};
use crate::routes::asset_walk::{hulls, possible_ships};
use crate::source::EsiSource;
use crate::validators::Validators;

/// How often a list that changes under the reader is begun again.
const STARTS: u32 = 3;
/// How many new ship types are looked up for one read; the next read goes on.
const NEW_TYPES: usize = 50;

/// What is held of lists between reads: pages of an interrupted one, which are not asked again before they expire, and what is
/// remembered of a complete one.
#[derive(Debug, Default)]
pub(crate) struct Lists(Mutex<HashMap<PilotId, Pages>>);

impl Lists {
    /// Forgets a pilot's.
    pub(crate) fn forget(&self, pilot: PilotId) {
        self.0.lock().remove(&pilot);
    }
}

/// Reads the whole list, or nothing.
pub(crate) async fn poll(source: &EsiSource, ask: &Ask) -> Result<Answer, EsiError> {
    let pilot = ask.section.pilot;
    let known = Validators::read(ask.validators.as_deref());
    let before = source.lists.0.lock().remove(&pilot);
    let mut pages = Pages::resume(before, known, digest(&ask.also), source.http.now());
    let answer = read(source, ask, &mut pages).await;
    let held = match &answer {
        Err(_) => Some(pages),
        Ok(Answer { found: Found::Unchanged, .. }) => pages.remember_unchanged(),
        Ok(answer) => pages.remember(answer.validators.as_deref(), |id| is_hull(source, ask, id)),
    };
    if let Some(held) = held {
        source.lists.0.lock().insert(pilot, held);
    }
    answer
}

async fn read(source: &EsiSource, ask: &Ask, pages: &mut Pages) -> Result<Answer, EsiError> {
    if collect(source, ask.section.pilot, pages).await? == Step::Unchanged {
        return Ok(Answer {
            found: Found::Unchanged,
            as_of: pages.as_of(source.http.now()),
            expires: pages.until(),
            validators: ask.validators.clone(),
        });
    }
    let assets = pages.assets();
    find_new_types(source, possible_ships(&assets)).await?;
    Ok(Answer {
        found: Found::New(Reading::Assets(hulls(&assets, |id| is_hull(source, ask, id)))),
        as_of: pages.as_of(source.http.now()),
        expires: pages.until(),
        validators: pages.validators(),
    })
}

fn is_hull(source: &EsiSource, ask: &Ask, id: TypeId) -> bool {
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

/// Asks pages until they make one list.
async fn collect(source: &EsiSource, pilot: PilotId, pages: &mut Pages) -> Result<Step, EsiError> {
    let mut starts = 1;
    loop {
        let torn = match pages.next() {
            Step::Ask { page, etag } => {
                let path = format!("/characters/{pilot}/assets");
                match source.ask(pilot, Route::Assets, path, Some(page), etag.as_deref()).await {
                    Ok(reply) => {
                        pages.answered(page, &reply)?;
                        continue;
                    }
                    // The list has become shorter than it was a moment ago.
                    Err(EsiError::Status { status: 404, proper: true, .. }) if page > 1 => None,
                    Err(error) => return Err(error),
                }
            }
            Step::Torn(torn) => Some(torn),
            done @ (Step::Unchanged | Step::Complete) => return Ok(done),
        };
        if starts == STARTS {
            let wait = wait_for(pages, source.http.now());
            pages.clear();
            return Err(EsiError::Torn(wait));
        }
        starts += 1;
        match torn {
            Some(torn) => pages.drop_pages(&torn),
            None => pages.clear(),
        }
    }
}

/// A minute, or until what was read expires when that is later.
fn wait_for(pages: &Pages, now: Timestamp) -> std::time::Duration {
    pages.until().map_or(MINUTE, |until| since(now, until).max(MINUTE))
}

/// Looks up what the embedded data do not know. A list with a type that could not be looked up is not complete.
async fn find_new_types(source: &EsiSource, types: impl Iterator<Item = TypeId>) -> Result<(), EsiError> {
    let new: BTreeSet<TypeId> = types.filter(|id| source.types.known(*id).is_none()).collect();
    for id in new.iter().take(NEW_TYPES) {
        source.types.find(&source.http, *id).await?;
    }
    if new.len() > NEW_TYPES { Err(EsiError::ManyNewTypes) } else { Ok(()) }
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
