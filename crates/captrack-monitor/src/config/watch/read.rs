//! Watch rules from a file.

use std::collections::BTreeSet;

use captrack_domain::class::HullClass;
use captrack_domain::ids::{ConstellationId, RegionId, SystemId};
use captrack_domain::policy::{Policy, ScopeKind};
use captrack_domain::text;
use captrack_domain::watch::{
    LightYears, MassingArea, Stage, WatchKind, WatchPlace, WatchPlaces, WatchRule, WatchRuleId, validate,
};

use super::{COUNTS, LEVELS, RECEIVERS, TRIGGERS};
use crate::config::close::{closest, meant};
use crate::config::places::read_one;
use crate::config::table::{SettingError, TomlTable, TomlValue, shown};
use crate::config::write::scope_kind;

const OF_EACH: [&str; 7] = ["name", "id", "on", "level", "classes", "places", "kind"];
const OF_MOVES: [&str; 1] = ["when"];
const OF_IN_SPACE: [&str; 2] = ["stages", "repeat"];
const OF_MASSING: [&str; 4] = ["n", "count", "within", "minutes"];

/// The word of a kind, before what belongs to it is known.
#[derive(Clone, Copy)]
enum KindWord {
    Moves,
    InSpace,
    Massing,
}

/// The rules of a file, in the place of those that were there. One without an id is the one that was called so, else a new one.
pub fn read(value: &TomlValue<'_>, policy: &mut Policy) -> Result<(), SettingError> {
    let mut rules: Vec<WatchRule> = Vec::new();
    for item in value.list(text!("toml-watch-rules"))? {
        let rule = rule(&item, &rules, policy)?;
        rules.push(rule);
        // What only the whole makes wrong is said where it stands.
        validate(&rules, &policy.places, WatchPlace::has_possible_id).map_err(|error| item.wrong(error.text()))?;
    }
    policy.watch = rules;
    Ok(())
}

fn rule(value: &TomlValue<'_>, before: &[WatchRule], policy: &Policy) -> Result<WatchRule, SettingError> {
    let table = value.table(None)?;
    let kinds = [("moves", KindWord::Moves), ("in_space", KindWord::InSpace), ("massing", KindWord::Massing)];
    let kind = needed(value, &table, "kind")?.word(&kinds)?;
    let own: &[&str] = match kind {
        KindWord::Moves => &OF_MOVES,
        KindWord::InSpace => &OF_IN_SPACE,
        KindWord::Massing => &OF_MASSING,
    };
    table.only(&OF_EACH.iter().chain(own).copied().collect::<Vec<_>>())?;
    let name = needed(value, &table, "name")?;
    let name = name.text().ok_or_else(|| name.must(text!("toml-be-rule-name")))?.to_owned();
    Ok(WatchRule {
        id: id(&table, &name, before, policy)?,
        name,
        enabled: table.get("on").map_or(Ok(true), |on| on.switch())?,
        classes: classes(&needed(value, &table, "classes")?)?,
        places: table
            .get("places")
            .map_or_else(|| Ok(WatchPlaces::default()), |places| read_places(&places, policy))?,
        level: needed(value, &table, "level")?.word(&LEVELS)?,
        kind: match kind {
            KindWord::Moves => {
                let when = needed(value, &table, "when")?.list(text!("toml-triggers"))?;
                WatchKind::Moves { on: when.iter().map(|word| word.word(&TRIGGERS)).collect::<Result<_, _>>()? }
            }
            KindWord::InSpace => {
                let stages = needed(value, &table, "stages")?.list(text!("toml-stages"))?;
                WatchKind::InSpace {
                    stages: stages.iter().map(stage).collect::<Result<_, _>>()?,
                    repeat: table.get("repeat").map_or(Ok(false), |repeat| repeat.switch())?,
                }
            }
            KindWord::Massing => WatchKind::Massing {
                n: whole(&needed(value, &table, "n")?)?,
                count: table.get("count").map_or_else(|| Ok(<_>::default()), |count| count.word(&COUNTS))?,
                area: area(&needed(value, &table, "within")?)?,
                minutes: whole(&needed(value, &table, "minutes")?)?,
            },
        },
    })
}

/// The value of a key without which it cannot be meant.
fn needed<'a>(of: &TomlValue<'_>, table: &TomlTable<'a>, key: &str) -> Result<TomlValue<'a>, SettingError> {
    table.get(key).ok_or_else(|| of.wrong(text!("toml-needs-setting", name = of.name(), key = key)))
}

fn id(table: &TomlTable<'_>, name: &str, others: &[WatchRule], policy: &Policy) -> Result<WatchRuleId, SettingError> {
    if let Some(id) = table.get("id") {
        return id.text().and_then(|id| id.parse().ok()).ok_or_else(|| id.must(text!("toml-be-rule-id")));
    }
    let is_called = |rule: &&WatchRule| rule.name.trim().eq_ignore_ascii_case(name.trim());
    if let Some(same) = policy.watch.iter().find(is_called) {
        return Ok(same.id);
    }
    let is_taken = |id: u64| policy.watch.iter().chain(others).any(|rule| rule.id.0 == id);
    // Nothing is left to chance here: the same file gives the same rules. FNV-1a.
    let mut id = name
        .trim()
        .to_lowercase()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    while is_taken(id) {
        id = id.wrapping_add(1);
    }
    Ok(WatchRuleId(id))
}

fn classes(value: &TomlValue<'_>) -> Result<BTreeSet<HullClass>, SettingError> {
    let class = |item: &TomlValue<'_>| {
        let name = item.text().ok_or_else(|| item.must(text!("toml-be-class-name")))?;
        let unknown = || meant(text!("toml-no-class", name = shown(name)), name, HullClass::ALL.map(HullClass::name));
        HullClass::from_name(name).ok_or_else(|| item.wrong(unknown()))
    };
    value.list(text!("toml-class-names"))?.iter().map(class).collect()
}

fn read_places(value: &TomlValue<'_>, policy: &Policy) -> Result<WatchPlaces, SettingError> {
    let table = value.table(Some(&["kind", "listed"]))?;
    let kinds = [ScopeKind::Everywhere, ScopeKind::OnlyListed, ScopeKind::AllButListed];
    let mut places = WatchPlaces::default();
    if let Some(kind) = table.get("kind") {
        places.kind = kind.word(&kinds.map(|kind| (scope_kind(kind), kind)))?;
    }
    if let Some(listed) = table.get("listed") {
        let items = listed.list(text!("toml-listed-places"))?;
        places.listed = items.iter().map(|item| place(item, policy)).collect::<Result<_, _>>()?;
    }
    Ok(places)
}

/// `{ region = "Delve" }`, `{ system = "Jita", light_years = 5.0 }`
fn place(value: &TomlValue<'_>, policy: &Policy) -> Result<WatchPlace, SettingError> {
    let keys = ["region", "constellation", "system", "set", "light_years"];
    let table = value.table(Some(&keys))?;
    let one_of = || value.must(text!("toml-be-listed-place"));
    let found = keys.map(|key| table.get(key));
    match found {
        [Some(region), None, None, None, None] => Ok(WatchPlace::Region(read_one::<RegionId>(&region)?)),
        [None, Some(constellation), None, None, None] => {
            Ok(WatchPlace::Constellation(read_one::<ConstellationId>(&constellation)?))
        }
        [None, None, Some(system), None, None] => Ok(WatchPlace::System(read_one::<SystemId>(&system)?)),
        [None, None, Some(system), None, Some(light_years)] => {
            Ok(WatchPlace::Around { system: read_one::<SystemId>(&system)?, light_years: distance(&light_years)? })
        }
        [None, None, None, Some(set), None] => {
            let name = set.text().ok_or_else(|| set.must(text!("toml-be-names-of-sets")))?;
            if policy.places.contains_key(name) {
                return Ok(WatchPlace::Set(name.to_owned()));
            }
            Err(set.wrong(match closest(name, policy.places.keys().map(String::as_str)) {
                Some(word) => {
                    text!("toml-meant", what = text!("toml-no-set", name = shown(name)), word = shown(word))
                }
                None => text!("toml-no-set-yet", name = shown(name)),
            }))
        }
        _ => Err(one_of()),
    }
}

/// `{ minutes = 30, receivers = ["os"] }`
fn stage(value: &TomlValue<'_>) -> Result<Stage, SettingError> {
    let table = value.table(Some(&["minutes", "receivers"]))?;
    let receivers = needed(value, &table, "receivers")?.list(text!("toml-receivers"))?;
    Ok(Stage {
        minutes: whole(&needed(value, &table, "minutes")?)?,
        receivers: receivers.iter().map(|receiver| receiver.word(&RECEIVERS)).collect::<Result<_, _>>()?,
    })
}

fn area(value: &TomlValue<'_>) -> Result<MassingArea, SettingError> {
    if value.is_table() {
        let table = value.table(Some(&["light_years"]))?;
        return Ok(MassingArea::LightYears(distance(&needed(value, &table, "light_years")?)?));
    }
    match value.text() {
        Some("system") => Ok(MassingArea::System),
        Some("constellation") => Ok(MassingArea::Constellation),
        Some("region") => Ok(MassingArea::Region),
        _ => Err(value.must(text!("toml-be-area"))),
    }
}

fn whole(value: &TomlValue<'_>) -> Result<u32, SettingError> {
    let number = value.number().and_then(|number| u32::try_from(number).ok());
    number.ok_or_else(|| value.must(text!("toml-be-whole-number")))
}

fn distance(value: &TomlValue<'_>) -> Result<LightYears, SettingError> {
    value.decimal().map(LightYears).ok_or_else(|| value.must(text!("toml-be-distance")))
}
