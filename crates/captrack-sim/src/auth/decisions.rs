//! Snoozes and acknowledgements that desks share: the newest decision about a character counts.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::refusal::AuthRefusal;

const MOST_AT_ONCE: usize = 500;
/// How far away a snooze may end.
const TEN_YEARS_SECS: i64 = 10 * 365 * 24 * 3600;
const LONGEST_WHY: usize = 200;
const MOST_HULLS: usize = 2000;

/// Which decisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoredDecisionKind {
    Snoozes,
    Acknowledgements,
}

impl StoredDecisionKind {
    const fn subject(self) -> &'static str {
        match self {
            Self::Snoozes => "pilot_id",
            Self::Acknowledgements => "main_id",
        }
    }

    const fn standing(self) -> &'static str {
        match self {
            Self::Snoozes => "snoozed",
            Self::Acknowledgements => "acknowledged",
        }
    }

    const fn plural(self) -> &'static str {
        match self {
            Self::Snoozes => "snoozes",
            Self::Acknowledgements => "acknowledgements",
        }
    }
}

/// A decision about a character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredDecision {
    pub(crate) subject: i64,
    pub(crate) stands: bool,
    pub(crate) decided_at: Timestamp,
    /// Of snoozes.
    pub(crate) since: Option<Timestamp>,
    /// Of snoozes.
    pub(crate) until: Option<Timestamp>,
    /// Of acknowledgements.
    pub(crate) hulls: Vec<String>,
    pub(crate) why: Option<String>,
}

/// All decisions of a kind, with who decided.
#[derive(Clone, Debug)]
pub(crate) struct StoredDecisions {
    kind: StoredDecisionKind,
    rows: BTreeMap<i64, (StoredDecision, i64, String)>,
}

impl StoredDecisions {
    pub(super) fn new(kind: StoredDecisionKind) -> Self {
        Self { kind, rows: BTreeMap::new() }
    }

    /// The body of an answer about characters that can be seen.
    pub(crate) fn body(&self, sees: impl Fn(i64) -> bool) -> Value {
        let rows: Vec<Value> = self.rows.keys().filter(|id| sees(**id)).map(|id| self.tell(*id)).collect();
        json!({ "version": 1, self.kind.plural(): rows })
    }

    /// Keeps a decision if it is newer than what is kept.
    pub(crate) fn decide(&mut self, decided: StoredDecision, by_id: i64, by: &str) -> bool {
        let is_newer = self.rows.get(&decided.subject).is_none_or(|(kept, ..)| decided.decided_at > kept.decided_at);
        if is_newer {
            self.rows.insert(decided.subject, (decided, by_id, by.to_owned()));
        }
        is_newer
    }

    /// Takes a request to decide. All of it is refused if it cannot be told whom a decision is about; one that makes no sense by itself.
    pub(super) fn post(
        &mut self,
        body: &Value,
        (by_id, by): (i64, &str),
        now: Timestamp,
        sees: impl Fn(i64) -> bool,
    ) -> Result<Value, AuthRefusal> {
        let decisions = self.parse(body, now)?;
        let mut results = Vec::with_capacity(decisions.len());
        for (subject, decided) in decisions {
            let mut decided = match decided {
                Ok(decided) => decided,
                Err(why) => {
                    let name = self.kind.subject();
                    results.push(json!({ name: subject, "outcome": "unknown", "stored": null, "refused": why }));
                    continue;
                }
            };
            // A desk whose clock is ahead must not win over all others for that long.
            decided.decided_at = decided.decided_at.min(cut(now));
            let is_there = self.rows.get(&subject).is_some_and(|(kept, id, _)| *kept == decided && *id == by_id);
            let outcome = if !sees(subject) {
                "unknown"
            } else if is_there || self.decide(decided, by_id, by) {
                "stored"
            } else {
                "superseded"
            };
            let stored = if outcome == "unknown" { Value::Null } else { self.tell(subject) };
            results.push(json!({ self.kind.subject(): subject, "outcome": outcome, "stored": stored }));
        }
        Ok(json!({ "version": 1, "results": results }))
    }

    fn tell(&self, subject: i64) -> Value {
        let Some((decided, by_id, by)) = self.rows.get(&subject) else { return Value::Null };
        let mut told = json!({
            self.kind.subject(): subject,
            "state": if decided.stands { self.kind.standing() } else { "cleared" },
            "decided_at": exact(decided.decided_at),
            "by": by,
            "by_id": by_id,
            "why": decided.why,
        });
        match self.kind {
            StoredDecisionKind::Snoozes => {
                told["since"] = json!(decided.since.map(exact));
                told["until"] = json!(decided.until.map(exact));
            }
            StoredDecisionKind::Acknowledgements => told["hulls"] = json!(decided.hulls),
        }
        told
    }

    fn parse(&self, body: &Value, now: Timestamp) -> Result<Vec<Parsed>, AuthRefusal> {
        let items = body["decisions"].as_array().filter(|items| !items.is_empty());
        let items = items.ok_or_else(|| AuthRefusal::bad_request("it has no list “decisions”"))?;
        if items.len() > MOST_AT_ONCE {
            return Err(AuthRefusal::too_large("500 decisions"));
        }
        let subjects: Vec<i64> =
            items.iter().enumerate().map(|(at, item)| subject(self.kind, item, at)).collect::<Result<_, _>>()?;
        if subjects.iter().collect::<BTreeSet<_>>().len() != subjects.len() {
            return Err(AuthRefusal::bad_request(&format!("the same {} is in it twice", self.kind.subject())));
        }
        Ok(subjects
            .into_iter()
            .zip(items)
            .map(|(subject, item)| (subject, parse(self.kind, subject, item, now)))
            .collect())
    }
}

/// A decision about a character, or what is wrong with it.
type Parsed = (i64, Result<StoredDecision, String>);

fn subject(kind: StoredDecisionKind, item: &Value, at: usize) -> Result<i64, AuthRefusal> {
    let subject = item[kind.subject()].as_i64().filter(|id| *id > 0);
    subject
        .ok_or_else(|| AuthRefusal::bad_request(&format!("decisions[{at}].{} is not a character's id", kind.subject())))
}

fn parse(kind: StoredDecisionKind, subject: i64, item: &Value, now: Timestamp) -> Result<StoredDecision, String> {
    let stands = match item["state"].as_str() {
        Some("cleared") => false,
        Some(word) if word == kind.standing() => true,
        _ => return Err(format!("state is neither {} nor cleared", kind.standing())),
    };
    let time = |name: &str| match &item[name] {
        Value::Null => Ok(None),
        value => {
            let read = value.as_str().and_then(|text| text.parse().ok());
            read.map(|at| Some(cut(at))).ok_or_else(|| format!("{name} is not a time such as 2026-11-05T18:04:00Z"))
        }
    };
    let decided_at = time("decided_at")?.ok_or("decided_at is missing")?;
    let (since, until) = match kind {
        StoredDecisionKind::Snoozes if stands => (Some(time("since")?.unwrap_or(decided_at)), time("until")?),
        _ => (None, None),
    };
    if until.is_some_and(|until| until.as_second() > now.as_second() + TEN_YEARS_SECS) {
        return Err("until is more than ten years away: leave it out for a snooze without an end".to_owned());
    }
    let hulls =
        if kind == StoredDecisionKind::Acknowledgements && stands { hulls(&item["hulls"])? } else { Vec::new() };
    let why = match &item["why"] {
        Value::Null => None,
        Value::String(why) if why.chars().count() <= LONGEST_WHY => Some(why.clone()).filter(|why| !why.is_empty()),
        _ => return Err("why is not a text of at most 200 characters".to_owned()),
    };
    Ok(StoredDecision { subject, stands, decided_at, since, until, hulls, why })
}

/// Hull keys, in order and each once.
fn hulls(value: &Value) -> Result<Vec<String>, &'static str> {
    if value.is_null() {
        return Ok(Vec::new());
    }
    let list = value
        .as_array()
        .filter(|list| list.len() <= MOST_HULLS)
        .ok_or("hulls is not a list of at most 2000 hull keys")?;
    let key = |value: &Value| value.as_str().filter(|key| is_hull_key(key)).map(str::to_owned);
    let keys: Option<BTreeSet<String>> = list.iter().map(key).collect();
    Ok(keys.ok_or("hulls has something that is no hull key such as item/1040000000001")?.into_iter().collect())
}

fn is_hull_key(text: &str) -> bool {
    let is_number = |part: &str| (1..=19).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split('/').collect::<Vec<_>>()[..] {
        ["item", item] => is_number(item),
        ["pilot", pilot, type_id] => is_number(pilot) && is_number(type_id),
        _ => false,
    }
}

/// Digits finer than a microsecond are cut.
fn cut(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

/// A time as decisions have it: to the microsecond.
pub(super) fn exact(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}
