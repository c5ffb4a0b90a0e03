//! What a body says, read as somebody in the channel reads it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::hostile::assert_harmless;

pub fn embeds(body: &Value) -> &[Value] {
    body["embeds"].as_array().unwrap()
}

pub fn titles(body: &Value) -> Vec<String> {
    embeds(body).iter().map(|embed| embed["title"].as_str().unwrap().to_owned()).collect()
}

/// What an embed says of its hulls: its lines, or the fields that stand side by side.
pub fn hulls(embed: &Value) -> Vec<String> {
    if embed["description"].is_null() {
        let fields = fields(embed).iter().filter(|field| field["inline"] == true);
        return fields.map(|field| format!("{}\n{}", text(&field["name"]), text(&field["value"]))).collect();
    }
    text(&embed["description"]).lines().filter(|line| !line.starts_with("__")).map(str::to_owned).collect()
}

/// Who an embed says is snoozed, line by line.
pub fn snoozed(embed: &Value) -> Vec<String> {
    let field = fields(embed).iter().find(|field| field["name"] == "Snoozed");
    field.map(|field| text(&field["value"]).lines().map(str::to_owned).collect()).unwrap_or_default()
}

fn fields(embed: &Value) -> &[Value] {
    embed["fields"].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// How often each hull was named: the pilots' names hold marks.
pub fn marks<'a>(bodies: impl IntoIterator<Item = &'a Value>) -> BTreeMap<i64, usize> {
    let mut marks = BTreeMap::new();
    for hull in bodies.into_iter().flat_map(embeds).flat_map(hulls) {
        for part in hull.split("Mark").skip(1) {
            let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
            *marks.entry(digits.parse().unwrap()).or_default() += 1;
        }
    }
    marks
}

/// How many hulls a body only counts.
pub fn left_out(body: &Value) -> usize {
    let footers = embeds(body).iter().map(|embed| text(&embed["footer"]["text"]));
    footers
        .flat_map(|footer| footer.split(" · ").map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|part| part.strip_prefix("and ")?.strip_suffix(" more, see below")?.parse::<usize>().ok())
        .sum()
}

/// `Ships 41 to 80 of 120`: the first, the last, and how many there are.
pub fn numbers(embed: &Value) -> Option<(usize, usize, usize)> {
    let footer = text(&embed["footer"]["text"]);
    let words: Vec<&str> = footer.split(" · ").next()?.split(' ').collect();
    let number = |word: &str| word.parse::<usize>().unwrap();
    match words[..] {
        ["Ships", first, "to", last, "of", all] => Some((number(first), number(last), number(all))),
        ["Ship", only, "of", all] => Some((number(only), number(only), number(all))),
        _ => None,
    }
}

/// Panics when anything in a body, as Discord reads it, is more than text.
pub fn assert_all_harmless(body: &Value) {
    for embed in embeds(body) {
        assert_harmless(&text(&embed["title"]));
        assert_harmless(&text(&embed["description"]));
        for field in embed["fields"].as_array().into_iter().flatten() {
            assert_harmless(&text(&field["name"]));
            assert_harmless(&text(&field["value"]));
        }
        assert!(!text(&embed["author"]["name"]).contains('@'));
        assert!(!text(&embed["footer"]["text"]).contains('@'));
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
