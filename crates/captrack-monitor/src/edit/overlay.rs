//! Published rules over those in force, rule by rule: one that cannot be used costs itself and no other, and whoever publishes keeps what it
//! does not know. Pure.

use std::collections::BTreeMap;

use captrack_domain::foreign_text::excerpt;
use captrack_domain::policy::{Policy, PolicyError, is_name};
use captrack_domain::text;
use captrack_domain::text::Text;
use serde_json::{Map, Value};

mod watch;

/// Parts whose entries are rules of their own. Places first: a scope may name them.
const PARTS: [&str; 2] = ["places", "classes"];

/// The longest reason, in characters.
const LONGEST_WHY: usize = 300;

/// What published rules make of those in force.
#[derive(Debug, PartialEq, Eq)]
pub struct MergedPolicy {
    /// To be put in force.
    pub policy: Policy,
    /// Rules that stay as they were, each with the reason; none: it is not understood.
    pub left_out: BTreeMap<String, Option<Text>>,
}

/// One rule: a class, a set of places, or another setting.
#[derive(Debug, Clone, Copy)]
struct Rule<'a> {
    part: Option<&'static str>,
    name: &'a str,
    value: &'a Value,
}

impl Rule<'_> {
    /// Its value in a policy.
    fn of<'p>(&self, policy: &'p Map<String, Value>) -> Option<&'p Value> {
        match self.part {
            Some(part) => policy.get(part)?.get(self.name),
            None => policy.get(self.name),
        }
    }

    fn of_mut<'p>(&self, policy: &'p mut Map<String, Value>) -> Option<&'p mut Value> {
        match self.part {
            Some(part) => policy.get_mut(part)?.get_mut(self.name),
            None => policy.get_mut(self.name),
        }
    }

    fn put(&self, policy: &mut Map<String, Value>, value: Value) {
        let place = match self.part {
            Some(part) => policy.entry(part).or_insert_with(|| Value::Object(Map::new())).as_object_mut(),
            None => Some(policy),
        };
        if let Some(place) = place {
            place.insert(self.name.to_owned(), value);
        }
    }

    /// What CapTrack understands of it; none: nothing. Of parts nothing else is needed: the time that it takes does not grow with them.
    fn understood(&self, without_parts: &Map<String, Value>) -> Option<Value> {
        let mut policy = without_parts.clone();
        self.put(&mut policy, self.value.clone());
        let policy: Policy = serde_json::from_value(Value::Object(policy)).ok()?;
        self.of(&object(&policy)).cloned()
    }
}

/// The published rules over those in force: those that are not published stay, of classes and sets of places all are replaced. `refused` are
/// classes that cannot be used, each with the reason.
///
/// # Errors
/// They are no rules at all, or make none together: the reason.
pub fn overlaid(in_force: &Policy, published: &Value, refused: &BTreeMap<String, Text>) -> Result<MergedPolicy, Text> {
    let theirs = published.as_object().ok_or_else(|| text!("rules-are-no-settings"))?;
    let here = object(in_force);
    let bare = without_parts(&here);
    let mut left_out: BTreeMap<String, Option<Text>> = BTreeMap::new();
    for part in PARTS {
        if theirs.get(part).is_some_and(|entries| !entries.is_object()) {
            left_out.insert(part.to_owned(), None);
        }
    }
    let mut rules = Vec::new();
    for rule in rules_of(theirs, &here) {
        match refused.get(rule.name).filter(|_| rule.part == Some("classes")) {
            Some(why) => drop(left_out.insert(rule.name.to_owned(), Some(why.clone()))),
            None if rule.part == Some("places") && !is_name(rule.name) => {
                let why = PolicyError::PlaceSetName(rule.name.to_owned()).text();
                left_out.insert(rule.name.to_owned(), Some(why));
            }
            None if rule.understood(&bare).is_some() => rules.push(rule),
            None => drop(left_out.insert(rule.name.to_owned(), None)),
        }
    }
    loop {
        let mut policy = built(&here, theirs, &rules)?;
        let Err(error) = policy.validate() else {
            watch::overlay(&mut policy, in_force, theirs, &mut left_out);
            return Ok(MergedPolicy { policy, left_out });
        };
        // One of them makes no sense, or not with the others: without it all is well, or something else is wrong.
        let without = |at: usize| {
            let fewer: Vec<Rule<'_>> =
                rules.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, rule)| *rule).collect();
            built(&here, theirs, &fewer)
        };
        let is_to_blame = |at: &usize| without(*at).is_ok_and(|policy| policy.validate() != Err(error.clone()));
        // Sets of places come last: there may be thousands, and what one of them makes wrong by itself has been left out above.
        let (places, others): (Vec<usize>, Vec<usize>) =
            (0..rules.len()).partition(|at| rules[*at].part == Some("places"));
        let Some(at) = others.into_iter().chain(places).find(is_to_blame) else { return Err(error.text()) };
        left_out.insert(rules.remove(at).name.to_owned(), Some(error.text()));
    }
}

/// The policy to publish: `ours`, with what `theirs`, which is published now, has besides. A rule of theirs that is not understood here stays
/// unless it was changed here.
pub fn published_again(ours: &Policy, in_force: &Policy, theirs: Option<&Value>) -> Value {
    let (mut body, here) = (object(ours), object(in_force));
    let bare = without_parts(&here);
    let nothing = Map::new();
    let theirs = theirs.and_then(Value::as_object).unwrap_or(&nothing);
    watch::keep(&mut body, ours, in_force, theirs);
    let is_unknown = |key: &str| !here.contains_key(key) && key != watch::WATCH;
    for (key, value) in theirs.iter().filter(|(key, _)| is_unknown(key)) {
        body.insert(key.clone(), value.clone());
    }
    for rule in rules_of(theirs, &here) {
        match rule.understood(&bare) {
            Some(understood) => {
                if let Some(ours) = rule.of_mut(&mut body) {
                    keep_unknown(rule.value, &understood, ours);
                }
            }
            None if rule.of(&body) == rule.of(&here) => rule.put(&mut body, rule.value.clone()),
            None => {}
        }
    }
    Value::Object(body)
}

/// The rules that are published, of those that there are here.
fn rules_of<'a>(theirs: &'a Map<String, Value>, here: &Map<String, Value>) -> Vec<Rule<'a>> {
    let entries = PARTS.into_iter().flat_map(|part| {
        let entries = theirs.get(part).and_then(Value::as_object);
        entries.into_iter().flatten().map(move |(name, value)| Rule { part: Some(part), name, value })
    });
    let is_one = |key: &str| here.contains_key(key) && !PARTS.contains(&key) && key != watch::WATCH;
    let others = theirs.iter().filter(|(key, _)| is_one(key));
    entries.chain(others.map(|(name, value)| Rule { part: None, name, value })).collect()
}

fn built(here: &Map<String, Value>, theirs: &Map<String, Value>, rules: &[Rule<'_>]) -> Result<Policy, Text> {
    let mut policy = here.clone();
    // They come last: what else changes may make them wrong, and they nothing.
    policy.remove(watch::WATCH);
    for part in PARTS {
        let Some(published) = theirs.get(part).and_then(Value::as_object) else { continue };
        // Who is left out stays as it was; who is not published goes.
        if let Some(entries) = policy.get_mut(part).and_then(Value::as_object_mut) {
            entries.retain(|name, _| published.contains_key(name));
        }
    }
    for rule in rules {
        rule.put(&mut policy, rule.value.clone());
    }
    serde_json::from_value(Value::Object(policy)).map_err(|error| Text::said(excerpt(&error.to_string(), LONGEST_WHY)))
}

/// Fields of theirs that nobody understood are put into ours.
fn keep_unknown(theirs: &Value, understood: &Value, ours: &mut Value) {
    let (Value::Object(theirs), Value::Object(understood), Value::Object(ours)) = (theirs, understood, ours) else {
        return;
    };
    for (key, value) in theirs {
        match (understood.get(key), ours.get_mut(key)) {
            (None, None) => drop(ours.insert(key.clone(), value.clone())),
            (Some(understood), Some(ours)) => keep_unknown(value, understood, ours),
            (None, Some(_)) | (Some(_), None) => {}
        }
    }
}

/// The settings of a policy that are rules by themselves.
fn without_parts(policy: &Map<String, Value>) -> Map<String, Value> {
    let mut bare = policy.clone();
    for part in PARTS {
        bare.insert(part.to_owned(), Value::Object(Map::new()));
    }
    bare
}

fn object(policy: &Policy) -> Map<String, Value> {
    match serde_json::to_value(policy) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::class::HullClass;
    use captrack_domain::policy::ClassMode;
    use serde_json::json;

    use super::*;
    use captrack_text::english;

    fn over(published: &Value) -> MergedPolicy {
        overlaid(&Policy::default(), published, &BTreeMap::new()).unwrap()
    }

    fn left_out(overlaid: &MergedPolicy) -> Vec<&str> {
        overlaid.left_out.keys().map(String::as_str).collect()
    }

    /// The default rules as they are published, with one class changed.
    fn published(class: &str, rule: Value) -> Value {
        let mut policy = serde_json::to_value(Policy::default()).unwrap();
        policy["classes"][class] = rule;
        policy
    }

    #[test]
    fn a_value_that_is_not_known_costs_its_rule_and_no_other() {
        let mut theirs = published("titan", json!({"mode": "by_moon_phase", "groups": [30]}));
        theirs["classes"]["carrier"]["n"] = json!(2);
        theirs["group_wait_secs"] = json!("soon");
        theirs["never_known_in_scope"] = json!(false);
        let overlaid = over(&theirs);
        assert_eq!(left_out(&overlaid), ["group_wait_secs", "titan"]);
        assert_eq!(overlaid.policy.mode(HullClass::Titan), ClassMode::Always, "as it was");
        assert_eq!(overlaid.policy.mode(HullClass::Carrier), ClassMode::Threshold { n: 2 });
        assert!(!overlaid.policy.never_known_in_scope);
        assert_eq!(overlaid.policy.group_wait_secs, 30);
    }

    #[test]
    fn a_class_or_a_part_that_is_not_known_costs_nothing_else() {
        let overlaid = over(&published("mothership", json!({"mode": "always"})));
        assert_eq!((overlaid.policy, overlaid.left_out.len()), (Policy::default(), 1));
        let overlaid = over(&json!({"classes": 3, "never_known_in_scope": false, "tomorrow": [1]}));
        assert_eq!(left_out(&overlaid), ["classes"]);
        assert_eq!(overlaid.policy, Policy { never_known_in_scope: false, ..Policy::default() });
    }

    #[test]
    fn what_cannot_be_meant_costs_its_rule_too_and_says_why() {
        let mut theirs = published("titan", json!({"mode": "threshold", "n": 0, "groups": [30]}));
        theirs["snooze_durations"] = json!([1]);
        theirs["repeat"] = json!({"critical": 600});
        let overlaid = over(&theirs);
        assert_eq!(left_out(&overlaid), ["snooze_durations", "titan"]);
        assert!(
            overlaid.left_out["titan"].as_ref().is_some_and(|why| english(why).contains("threshold")),
            "{overlaid:?}"
        );
        assert_eq!(overlaid.policy.repeat.critical, Some(600));
        let scope = json!({"kind": "only_listed"});
        assert_eq!(left_out(&over(&json!({ "scope": scope }))), ["scope"]);
    }

    #[test]
    fn thousands_of_wrong_rules_cost_themselves_and_hardly_any_time() {
        let name = |n: usize| format!("{n:>50}");
        let places: Map<String, Value> = (0..2000).map(|n| (name(n), json!({ "regions": [10_000_060] }))).collect();
        let good = (0..2000).map(|n| (format!("place {n}"), json!({ "systems": [30_004_759] })));
        let places: Map<String, Value> = places.into_iter().chain(good).collect();
        let theirs = json!({ "places": places, "group_wait_secs": 99_999, "snooze_durations": [1] });
        let began = std::time::Instant::now();
        let overlaid = over(&theirs);
        assert_eq!((overlaid.left_out.len(), overlaid.policy.places.len()), (2002, 2000));
        assert!(overlaid.left_out[&name(0)].as_ref().is_some_and(|why| english(why).contains("40 visible characters")));
        // One rule after the other it was minutes.
        assert!(began.elapsed() < std::time::Duration::from_secs(30), "{:?}", began.elapsed());
    }

    #[test]
    fn a_class_that_is_refused_stays_as_it_was() {
        let mut theirs = published("titan", json!({"mode": "always", "groups": [30, 4711]}));
        theirs["classes"]["carrier"]["n"] = json!(2);
        let refused = BTreeMap::from([("titan".to_owned(), text!("refused-group-unchecked", group = 4711_i64))]);
        let overlaid = overlaid(&Policy::default(), &theirs, &refused).unwrap();
        assert_eq!(overlaid.policy.classes[&HullClass::Titan], Policy::default().classes[&HullClass::Titan]);
        assert_eq!(overlaid.policy.mode(HullClass::Carrier), ClassMode::Threshold { n: 2 });
        assert_eq!(overlaid.left_out["titan"].as_ref(), Some(&refused["titan"]));
    }

    #[test]
    fn what_is_no_rules_at_all_is_refused() {
        for nonsense in [json!([1]), json!(null), json!("rules")] {
            assert!(overlaid(&Policy::default(), &nonsense, &BTreeMap::new()).is_err(), "{nonsense}");
        }
    }

    #[test]
    fn whoever_publishes_keeps_what_it_does_not_know() {
        let mut theirs = published("titan", json!({"mode": "always", "groups": [30], "colour": "red"}));
        theirs["watch_rules"] = json!([{"id": "a"}]);
        theirs["classes"]["mothership"] = json!({"mode": "always"});
        theirs["classes"]["carrier"] = json!({"mode": "by_moon_phase", "groups": [547]});
        theirs["scope"]["ranges"] = json!({"from": 30_004_759});
        let mut ours = Policy::default();
        ours.classes.get_mut(&HullClass::Titan).unwrap().mode = ClassMode::TrackOnly;
        let body = published_again(&ours, &Policy::default(), Some(&theirs));
        assert_eq!(body["classes"]["titan"]["mode"], "track_only", "ours");
        for path in
            ["/classes/titan/colour", "/watch_rules", "/classes/mothership", "/classes/carrier", "/scope/ranges"]
        {
            assert_eq!(body.pointer(path), theirs.pointer(path), "{path}");
        }
    }

    #[test]
    fn what_was_changed_or_deleted_here_is_published_so() {
        let mut theirs = published("carrier", json!({"mode": "by_moon_phase", "groups": [547]}));
        theirs["places"] = json!({"home": {"regions": [10_000_060]}});
        let mut in_force = Policy::default();
        in_force.places.insert("home".to_owned(), serde_json::from_value(json!({"regions": [10_000_060]})).unwrap());
        let mut ours = Policy::default();
        ours.classes.get_mut(&HullClass::Carrier).unwrap().mode = ClassMode::Always;
        let body = published_again(&ours, &in_force, Some(&theirs));
        assert_eq!(body["classes"]["carrier"]["mode"], "always");
        assert_eq!(body["places"], json!({}));
        assert_eq!(published_again(&ours, &in_force, None), serde_json::to_value(&ours).unwrap());
    }
}
