//! Settings put back one by one: those that a change made otherwise and that are still as it left them. Pure.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Settings of which each entry is one by itself.
const PARTS: [&str; 2] = ["classes", "places"];

/// What putting settings back comes to.
#[derive(Debug, PartialEq, Eq)]
pub struct MergedSettings<T> {
    /// As they are to be; none: nothing of the change is left.
    pub settings: Option<T>,
    /// Somebody has changed some of them since.
    pub overwritten: bool,
}

/// Of what differs between `before` and `left`, puts back what is still so `now`.
pub fn merged<T: Serialize + DeserializeOwned + PartialEq>(before: &T, left: &T, now: &T) -> MergedSettings<T> {
    let mut merged = object(now);
    let overwritten = put_back(&object(before), &object(left), &mut merged, true);
    match serde_json::from_value::<T>(Value::Object(merged)) {
        Ok(settings) => MergedSettings { settings: Some(settings).filter(|settings| settings != now), overwritten },
        // What fits together by itself does not fit to what somebody has changed since.
        Err(_) => MergedSettings { settings: None, overwritten: true },
    }
}

/// True: somebody has changed some of it since.
fn put_back(before: &Map<String, Value>, left: &Map<String, Value>, now: &mut Map<String, Value>, top: bool) -> bool {
    let mut overwritten = false;
    let names = before.keys().chain(left.keys().filter(|name| !before.contains_key(*name)));
    for name in names.filter(|name| before.get(*name) != left.get(*name)) {
        if top
            && PARTS.contains(&name.as_str())
            && let (Some(Value::Object(before)), Some(Value::Object(left)), Some(Value::Object(now))) =
                (before.get(name), left.get(name), now.get_mut(name))
        {
            overwritten |= put_back(before, left, now, false);
        } else if now.get(name) != left.get(name) {
            overwritten |= now.get(name) != before.get(name);
        } else if let Some(value) = before.get(name) {
            now.insert(name.clone(), value.clone());
        } else {
            now.remove(name);
        }
    }
    overwritten
}

fn object(settings: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(settings) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::class::HullClass;
    use captrack_domain::policy::{ClassMode, Policy};

    use super::*;

    fn with(class: HullClass, n: u32) -> Policy {
        over(Policy::default(), class, n)
    }

    fn over(mut policy: Policy, class: HullClass, n: u32) -> Policy {
        policy.classes.get_mut(&class).unwrap().mode = ClassMode::Threshold { n };
        policy
    }

    #[test]
    fn what_is_still_as_it_was_left_is_put_back_and_the_rest_stays() {
        let (before, left) = (Policy::default(), with(HullClass::Carrier, 2));
        let untouched = merged(&before, &left, &left);
        assert_eq!(untouched, MergedSettings { settings: Some(before.clone()), overwritten: false });
        let other = over(left.clone(), HullClass::Dreadnought, 9);
        let beside = merged(&before, &left, &other);
        assert_eq!(beside, MergedSettings { settings: Some(with(HullClass::Dreadnought, 9)), overwritten: false });
        let same = over(left.clone(), HullClass::Carrier, 7);
        assert_eq!(merged(&before, &left, &same), MergedSettings { settings: None, overwritten: true });
        assert_eq!(
            merged(&before, &left, &before),
            MergedSettings { settings: None, overwritten: false },
            "undone by hand"
        );
    }

    #[test]
    fn what_a_change_added_goes_and_what_it_removed_comes_back() {
        let mut added = Policy::default();
        added
            .places
            .insert("home".into(), serde_json::from_value(serde_json::json!({"regions": [10_000_060]})).unwrap());
        assert_eq!(merged(&Policy::default(), &added, &added).settings, Some(Policy::default()));
        assert_eq!(merged(&added, &Policy::default(), &Policy::default()).settings, Some(added));
    }
}
