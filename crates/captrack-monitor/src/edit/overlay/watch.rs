//! Watch rules among published rules: each is a rule of its own, known by its id.

use std::collections::BTreeMap;

use captrack_domain::foreign_text::excerpt;
use captrack_domain::policy::{LONGEST_NAME, Policy, PolicyError};
use captrack_domain::text::Text;
use captrack_domain::watch::{MOST_RULES, WatchRule, WatchRuleError, WatchRuleId};
use serde_json::{Map, Value};

use super::keep_unknown;

/// Under which key they are published.
pub(super) const WATCH: &str = "watch";

/// Rules that stay as they were, each with the reason; none: it is not understood.
type LeftOut = BTreeMap<String, Option<Text>>;

/// Puts the published ones into a policy, whose other rules are the published ones already. Where none are published those that are in force stay.
pub(super) fn overlay(policy: &mut Policy, in_force: &Policy, theirs: &Map<String, Value>, left_out: &mut LeftOut) {
    policy.watch.clone_from(&in_force.watch);
    match theirs.get(WATCH) {
        Some(Value::Array(entries)) => policy.watch = understood_here(entries, in_force, left_out),
        Some(_) => drop(left_out.insert(WATCH.to_owned(), None)),
        None => {}
    }
    for rule in policy.watch.split_off(policy.watch.len().min(MOST_RULES)) {
        let many = policy.watch.len() + 1;
        left_out.insert(rule.name, Some(WatchRuleError::TooMany(many).text()));
    }
    while let Err(PolicyError::Watch(error)) = policy.validate() {
        let without = |at: usize| {
            let mut fewer = policy.clone();
            fewer.watch.remove(at);
            fewer
        };
        let is_to_blame = |at: &usize| without(*at).validate() != Err(PolicyError::Watch(error.clone()));
        // Of two that go badly together the later one.
        let Some(at) = (0..policy.watch.len()).rev().find(is_to_blame) else { break };
        let rule = policy.watch.remove(at);
        let before = of(in_force, rule.id).filter(|before| **before != rule);
        policy.watch.splice(at..at, before.cloned());
        left_out.insert(excerpt(&rule.name, LONGEST_NAME), Some(error.text()));
    }
}

fn understood_here(entries: &[Value], in_force: &Policy, left_out: &mut LeftOut) -> Vec<WatchRule> {
    let mut rules = Vec::new();
    for entry in entries {
        if let Ok(rule) = serde_json::from_value(entry.clone()) {
            rules.push(rule);
            continue;
        }
        rules.extend(id_of(entry).and_then(|id| of(in_force, id)).cloned());
        let name = entry.get("name").and_then(Value::as_str).unwrap_or(WATCH);
        left_out.insert(excerpt(name, LONGEST_NAME), None);
    }
    rules
}

/// Keeps in a body that is to be published what `theirs` has besides: fields and whole rules that are not understood here, unless they were
/// changed or deleted here.
pub(super) fn keep(body: &mut Map<String, Value>, ours: &Policy, in_force: &Policy, theirs: &Map<String, Value>) {
    let mut rules: Vec<Value> = body.remove(WATCH).and_then(|rules| rules.as_array().cloned()).unwrap_or_default();
    let published = theirs.get(WATCH);
    for entry in published.and_then(Value::as_array).into_iter().flatten() {
        let Some(id) = id_of(entry) else {
            rules.push(entry.clone());
            continue;
        };
        let at = rules.iter().position(|rule| id_of(rule) == Some(id));
        let understood = serde_json::from_value::<WatchRule>(entry.clone()).ok();
        match (at, understood) {
            (Some(at), Some(understood)) => {
                if let Ok(understood) = serde_json::to_value(understood) {
                    keep_unknown(entry, &understood, &mut rules[at]);
                }
            }
            (Some(at), None) if of(ours, id) == of(in_force, id) => rules[at] = entry.clone(),
            (None, None) if of(in_force, id).is_none() => rules.push(entry.clone()),
            (Some(_) | None, _) => {}
        }
    }
    // That there are none any more is said, else those that others have would stay.
    if !rules.is_empty() || published.is_some() || !in_force.watch.is_empty() {
        body.insert(WATCH.to_owned(), Value::Array(rules));
    }
}

fn id_of(rule: &Value) -> Option<WatchRuleId> {
    rule.get("id")?.as_str()?.parse().ok()
}

fn of(policy: &Policy, id: WatchRuleId) -> Option<&WatchRule> {
    policy.watch.iter().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use captrack_text::english;
    use serde_json::json;

    use super::super::{MergedPolicy, overlaid, published_again};
    use super::*;

    fn rule(id: &str, name: &str) -> Value {
        json!({"id": id, "name": name, "classes": ["titan"], "level": "critical", "kind": "moves", "on": ["undocks"]})
    }

    fn reach(id: &str) -> Value {
        json!({"id": id, "name": "Reach", "classes": ["titan"], "level": "critical", "kind": "reach", "jumps": 2})
    }

    fn policy(rules: &[Value]) -> Policy {
        let watch = rules.iter().map(|rule| serde_json::from_value(rule.clone()).unwrap()).collect();
        Policy { watch, ..Policy::default() }
    }

    fn names(merged: &MergedPolicy) -> (Vec<&str>, Vec<&str>) {
        let rules = merged.policy.watch.iter().map(|rule| rule.name.as_str()).collect();
        (rules, merged.left_out.keys().map(String::as_str).collect())
    }

    fn over(in_force: &Policy, theirs: &Value) -> MergedPolicy {
        overlaid(in_force, theirs, &BTreeMap::new()).unwrap()
    }

    #[test]
    fn a_rule_of_a_kind_that_is_not_known_costs_itself_and_no_other() {
        let theirs =
            json!({"watch": [rule("00000000000000a1", "A"), reach("00000000000000a2"), rule("00000000000000a3", "C")]});
        assert_eq!(names(&over(&Policy::default(), &theirs)), (vec!["A", "C"], vec!["Reach"]));
        let here = policy(&[rule("00000000000000a2", "B")]);
        assert_eq!(names(&over(&here, &theirs)), (vec!["A", "B", "C"], vec!["Reach"]), "it stays as it was here");
    }

    #[test]
    fn what_cannot_be_meant_costs_its_rule_and_says_why() {
        let mut nothing = rule("00000000000000a1", "Nothing");
        nothing["classes"] = json!([]);
        let mut at_home = rule("00000000000000a4", "At home");
        at_home["places"] = json!({"kind": "only_listed", "listed": [{"set": "home"}]});
        let here = Policy {
            places: [("home".to_owned(), serde_json::from_value(json!({"regions": [10_000_060]})).unwrap())].into(),
            ..policy(&[at_home])
        };
        assert_eq!(here.validate(), Ok(()));
        let theirs = json!({"watch": [nothing, rule("00000000000000a2", "A"), rule("00000000000000a3", "a")]});
        let merged = over(&here, &theirs);
        assert_eq!(names(&merged), (vec!["A"], vec!["Nothing", "a"]));
        assert!(english(merged.left_out["Nothing"].as_ref().unwrap()).contains("at least one class"), "{merged:?}");
        let merged = over(&here, &json!({"places": {}, "group_wait_secs": 7}));
        assert_eq!(names(&merged), (vec![], vec!["At home"]), "its places are gone");
        assert_eq!(merged.policy.group_wait_secs, 7);
    }

    #[test]
    fn more_than_fifty_are_too_many() {
        let many: Vec<Value> = (1..=60).map(|n| rule(&format!("{n:016x}"), &n.to_string())).collect();
        let merged = over(&Policy::default(), &json!({ "watch": many }));
        assert_eq!((merged.policy.watch.len(), merged.left_out.len()), (50, 10));
    }

    #[test]
    fn where_none_are_published_those_of_here_stay() {
        let here = policy(&[rule("00000000000000a1", "A")]);
        assert_eq!(over(&here, &json!({"group_wait_secs": 7})).policy.watch, here.watch);
        assert_eq!(over(&here, &json!({"watch": []})).policy.watch, []);
        assert_eq!(names(&over(&here, &json!({"watch": 3}))), (vec!["A"], vec!["watch"]));
    }

    #[test]
    fn whoever_publishes_keeps_rules_and_fields_that_it_does_not_know() {
        let mut coloured = rule("00000000000000a1", "A");
        coloured["colour"] = json!("red");
        let theirs = json!({"watch": [coloured.clone(), reach("00000000000000a2")]});
        let here = policy(&[rule("00000000000000a1", "A")]);
        let renamed = policy(&[rule("00000000000000a1", "B")]);
        let body = published_again(&renamed, &here, Some(&theirs));
        coloured["name"] = json!("B");
        let places = json!({"kind": "everywhere", "listed": []});
        (coloured["places"], coloured["enabled"]) = (places, json!(true));
        assert_eq!(body["watch"], json!([coloured, reach("00000000000000a2")]));
        let body = published_again(&Policy::default(), &here, Some(&theirs));
        assert_eq!(body["watch"], json!([reach("00000000000000a2")]), "the other was deleted here");
    }

    #[test]
    fn that_there_are_none_any_more_is_published() {
        let here = policy(&[rule("00000000000000a1", "A")]);
        assert_eq!(published_again(&Policy::default(), &here, None).get("watch"), Some(&json!([])));
        assert_eq!(published_again(&Policy::default(), &Policy::default(), None).get("watch"), None);
    }
}
