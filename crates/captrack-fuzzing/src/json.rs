//! Changes that leave JSON what it is, and make it say something odd.

use serde_json::{Value, json};

use crate::random::Random;

/// As deep as serde goes, and one more.
const DEEP: usize = 130;
const LONG: usize = 2000;
/// Texts that mean something somewhere, or turn what stands beside them.
pub const ODD: [&str; 24] = [
    "",
    " ",
    "0",
    "-1",
    "null",
    "true",
    "\u{202E}turned",
    "\u{0}",
    "\u{7f}\u{1b}[31m",
    "a\nb\r\n",
    "\u{FEFF}",
    "ẞßſİı",
    "👩‍👩‍👧‍👦",
    "é\u{301}\u{301}",
    "\u{FFFD}",
    "1e999",
    "2026-11-05T18:00:00Z",
    "9999-12-31T23:59:59Z",
    "-0001-01-01T00:00:00Z",
    "https://user:pw@example.com/?a#b",
    "ctb_fuzz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcd",
    "rt-Qm9yZWFsLUZ1enotUmVmcmVzaA",
    "Fuzz_0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxy",
    "..//..\\",
];
/// Numbers at the ends of what somebody may have meant.
pub const EXTREMES: [&str; 22] = [
    "0",
    "-0",
    "-1",
    "1",
    "2147483647",
    "2147483648",
    "-2147483649",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "1e308",
    "1e999",
    "-1e-999",
    "0.1",
    "253402300800",
    "99999999999999999999999999",
];

/// The first JSON in the bytes that is more than a number, from one of its possible beginnings: where it is, and what it says.
pub fn find(random: &mut Random, bytes: &[u8]) -> Option<(usize, usize, Value)> {
    let begins: Vec<usize> = (0..bytes.len()).filter(|at| matches!(bytes[*at], b'{' | b'[')).take(400).collect();
    let first = if random.below(2) == 0 { begins.first() } else { random.of(&begins) };
    let at = *first?;
    let mut values = serde_json::Deserializer::from_slice(&bytes[at..]).into_iter::<Value>();
    let value = values.next()?.ok()?;
    Some((at, at + values.byte_offset(), value))
}

/// Changes one thing somewhere in it.
pub fn change(random: &mut Random, at: &mut Value) {
    if random.below(5) > 0 {
        let index = random.below(children(at));
        let child = match at {
            Value::Array(all) => all.get_mut(index),
            Value::Object(all) => all.values_mut().nth(index),
            _ => None,
        };
        if let Some(child) = child {
            return change(random, child);
        }
    }
    match random.below(12) {
        0 => *at = Value::Null,
        1 => *at = json!(random.below(2) == 0),
        2 | 3 => *at = number(random),
        4 => *at = json!(random.of(&ODD)),
        5 => *at = json!("x".repeat(1 + random.below(LONG))),
        6 => *at = deep(1 + random.below(DEEP)),
        7 => *at = json!([at.clone(), at.clone()]),
        8 => *at = json!({ "id": at.clone() }),
        9 => without_one(random, at),
        10 => with_more(random, at),
        _ => match at {
            Value::Number(old) => {
                *at = json!(old.as_i64().unwrap_or_default().wrapping_add(random.below(7) as i64 - 3));
            }
            Value::String(old) => old.push_str(random.of(&ODD).copied().unwrap_or_default()),
            other => with_more(random, other),
        },
    }
}

fn children(value: &Value) -> usize {
    match value {
        Value::Array(all) => all.len(),
        Value::Object(all) => all.len(),
        _ => 0,
    }
}

fn number(random: &mut Random) -> Value {
    random.of(&EXTREMES).and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null)
}

fn deep(levels: usize) -> Value {
    (0..levels).fold(json!(1), |inner, _| json!([inner]))
}

fn without_one(random: &mut Random, at: &mut Value) {
    match at {
        Value::Array(all) if !all.is_empty() => drop(all.remove(random.below(all.len()))),
        Value::Object(all) => {
            let name = all.keys().nth(random.below(all.len())).cloned();
            name.and_then(|name| all.remove(&name));
        }
        other => *other = Value::Null,
    }
}

fn with_more(random: &mut Random, at: &mut Value) {
    match at {
        Value::Array(all) => {
            let more = random.of(all).cloned().unwrap_or(Value::Null);
            (0..=random.below(40)).for_each(|_| all.push(more.clone()));
        }
        Value::Object(all) => {
            let more = all.values().nth(random.below(all.len())).cloned().unwrap_or(Value::Null);
            all.insert(random.of(&ODD).copied().unwrap_or_default().to_owned(), more);
        }
        other => *other = json!([other.clone()]),
    }
}

/// The same text with one key twice, the first time with nothing.
pub fn repeat_a_key(random: &mut Random, text: &str) -> Option<String> {
    let begins: Vec<usize> = text.match_indices("{\"").map(|(at, _)| at).collect();
    let at = *random.of(&begins)?;
    let end = text[at + 2..].find("\":")? + at + 4;
    let key = &text[at + 1..end];
    Some(format!("{}{key}null,{}", &text[..=at], &text[at + 1..]))
}
