//! What Discord checks before it takes a message.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::http::SimReply;

/// Characters of all embeds of a message together.
const EMBED_TOTAL: usize = 6000;

/// Everything that is wrong with a message, by the path of the field.
#[derive(Debug, Default)]
pub(super) struct MessageErrors(Vec<(Vec<String>, &'static str, String)>);

impl MessageErrors {
    /// `{"message": "Invalid Form Body", "code": 50035, "errors": {…}}`
    pub(super) fn into_reply(self) -> SimReply {
        let mut errors = Value::Object(Map::new());
        for (path, code, message) in self.0 {
            let mut at = &mut errors;
            for part in path {
                at = &mut at[part];
            }
            at["_errors"] = json!([{ "code": code, "message": message }]);
        }
        SimReply::json(400, &json!({ "message": "Invalid Form Body", "code": 50035, "errors": errors }))
    }
}

/// A field of the message, with the list of mistakes that it may add to.
struct Field<'a> {
    value: &'a Value,
    path: Vec<String>,
    refused: &'a mut MessageErrors,
}

impl Field<'_> {
    /// A part of this field; absent and null are the same to Discord.
    fn part(&mut self, name: &str) -> Option<Field<'_>> {
        let value = self.value.get(name).filter(|value| !value.is_null())?;
        let path = self.path.iter().cloned().chain([name.to_owned()]).collect();
        Some(Field { value, path, refused: self.refused })
    }

    fn entries(&mut self) -> usize {
        self.value.as_array().map_or(0, Vec::len)
    }

    fn entry(&mut self, index: usize) -> Option<Field<'_>> {
        let value = self.value.get(index)?;
        let path = self.path.iter().cloned().chain([index.to_string()]).collect();
        Some(Field { value, path, refused: self.refused })
    }

    fn wrong(&mut self, code: &'static str, message: impl Into<String>) {
        self.refused.0.push((self.path.clone(), code, message.into()));
    }

    /// A text of at most so many characters.
    fn text(&mut self, longest: usize) {
        match self.value.as_str() {
            None => self.wrong("STRING_TYPE_CONVERT", "Could not interpret value as string."),
            Some(text) if text.chars().count() > longest => {
                self.wrong("BASE_TYPE_MAX_LENGTH", format!("Must be {longest} or fewer in length."));
            }
            Some(_) => {}
        }
    }

    /// A list of at most so many entries.
    fn list(&mut self, longest: usize) {
        match self.value.as_array() {
            None => self.wrong("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType"),
            Some(list) if list.len() > longest => {
                self.wrong("BASE_TYPE_MAX_LENGTH", format!("Must be {longest} or fewer in length."));
            }
            Some(_) => {}
        }
    }

    fn whole(&mut self, lowest: i64, highest: i64) {
        match self.value.as_i64() {
            None => self.wrong("NUMBER_TYPE_COERCE", "Value is not int."),
            Some(number) if number < lowest => {
                self.wrong("NUMBER_TYPE_MIN", format!("int value should be greater than or equal to {lowest}."));
            }
            Some(number) if number > highest => {
                self.wrong("NUMBER_TYPE_MAX", format!("int value should be less than or equal to {highest}."));
            }
            Some(_) => {}
        }
    }

    /// A required text that is not empty.
    fn required(&mut self, name: &str, longest: usize) {
        let path = self.path.iter().cloned().chain([name.to_owned()]).collect();
        match self.part(name) {
            Some(mut part) => {
                part.text(longest);
                if part.value.as_str().is_some_and(|text| text.trim().is_empty()) {
                    part.wrong("BASE_TYPE_REQUIRED", "This field is required");
                }
            }
            None => self.refused.0.push((path, "BASE_TYPE_REQUIRED", "This field is required".to_owned())),
        }
    }
}

fn link(field: &mut Field<'_>) {
    field.text(2048);
    let is_link = field.value.as_str().and_then(|text| url::Url::parse(text).ok());
    if !is_link.is_some_and(|url| ["http", "https", "attachment"].contains(&url.scheme())) {
        field.wrong("URL_TYPE_INVALID_URL", "Not a well formed URL.");
    }
}

fn truth(field: &mut Field<'_>) {
    if !field.value.is_boolean() {
        field.wrong("BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
    }
}

fn date(field: &mut Field<'_>) {
    if field.value.as_str().is_none_or(|text| text.parse::<jiff::Timestamp>().is_err()) {
        field.wrong("DATE_TIME_TYPE_PARSE", "Could not parse the value. Should be ISO8601.");
    }
}

/// Checks a payload against every limit.
pub(super) fn message(payload: &Value) -> Result<(), MessageErrors> {
    let mut refused = MessageErrors::default();
    let mut whole = Field { value: payload, path: Vec::new(), refused: &mut refused };
    with(&mut whole, "content", |field| field.text(2000));
    with(&mut whole, "username", username);
    with(&mut whole, "avatar_url", link);
    with(&mut whole, "thread_name", |field| field.text(100));
    with(&mut whole, "tts", truth);
    with(&mut whole, "flags", |field| field.whole(0, i64::from(u32::MAX)));
    with(&mut whole, "allowed_mentions", allowed_mentions);
    with(&mut whole, "embeds", embeds);
    if refused.0.is_empty() { Ok(()) } else { Err(refused) }
}

/// Whether a payload says nothing at all.
pub(super) fn is_empty(payload: &Value) -> bool {
    let says = |name: &str| payload[name].as_str().is_some_and(|text| !text.trim().is_empty());
    let embeds = payload["embeds"].as_array().is_some_and(|embeds| {
        embeds.iter().any(|embed| embed.as_object().is_some_and(|embed| embed.values().any(|part| !part.is_null())))
    });
    !says("content") && !embeds
}

fn with(field: &mut Field<'_>, name: &str, check: impl FnOnce(&mut Field<'_>)) {
    if let Some(mut part) = field.part(name) {
        check(&mut part);
    }
}

fn username(field: &mut Field<'_>) {
    field.text(80);
    let lower = field.value.as_str().unwrap_or_default().to_lowercase();
    if lower.trim().is_empty() {
        field.wrong("BASE_TYPE_BAD_LENGTH", "Must be between 1 and 80 in length.");
    }
    for word in ["discord", "clyde"] {
        if lower.contains(word) {
            field.wrong("USERNAME_INVALID_CONTAINS", format!("Username cannot contain \"{word}\""));
        }
    }
}

fn allowed_mentions(field: &mut Field<'_>) {
    let parsed: BTreeSet<String> = field.value["parse"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(ToOwned::to_owned)
        .collect();
    with(field, "parse", |parse| {
        parse.list(3);
        for index in 0..parse.entries() {
            if let Some(mut kind) = parse.entry(index)
                && !["roles", "users", "everyone"].iter().any(|known| kind.value == known)
            {
                kind.wrong("BASE_TYPE_CHOICES", "Value must be one of ('roles', 'users', 'everyone').");
            }
        }
    });
    for kind in ["roles", "users"] {
        with(field, kind, |ids| {
            ids.list(100);
            if ids.entries() > 0 && parsed.contains(kind) {
                ids.wrong(
                    "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                    format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive."),
                );
            }
            let mut seen = BTreeSet::new();
            for index in 0..ids.entries() {
                if let Some(mut id) = ids.entry(index) {
                    let text = id.value.as_str().unwrap_or_default().to_owned();
                    if text.is_empty() || !text.chars().all(|c| c.is_ascii_digit()) {
                        id.wrong("NUMBER_TYPE_COERCE", format!("Value \"{text}\" is not snowflake."));
                    } else if !seen.insert(text) {
                        id.wrong("SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value");
                    }
                }
            }
        });
    }
}

fn embeds(field: &mut Field<'_>) {
    field.list(10);
    let mut total = 0;
    for index in 0..field.entries() {
        if let Some(mut one) = field.entry(index) {
            total += embed(&mut one);
        }
    }
    if total > EMBED_TOTAL {
        field.wrong("MAX_EMBED_SIZE_EXCEEDED", format!("Embed size exceeds maximum size of {EMBED_TOTAL}"));
    }
}

/// Checks an embed and counts its characters.
fn embed(field: &mut Field<'_>) -> usize {
    if !field.value.is_object() {
        field.wrong("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
        return 0;
    }
    with(field, "title", |title| title.text(256));
    with(field, "description", |description| description.text(4096));
    with(field, "url", link);
    with(field, "color", |color| color.whole(0, 0x00FF_FFFF));
    with(field, "timestamp", date);
    with(field, "footer", |footer| {
        footer.required("text", 2048);
        with(footer, "icon_url", link);
    });
    with(field, "author", |author| {
        author.required("name", 256);
        with(author, "url", link);
        with(author, "icon_url", link);
    });
    for picture in ["image", "thumbnail"] {
        with(field, picture, |picture| with(picture, "url", link));
    }
    with(field, "fields", |fields| {
        fields.list(25);
        for index in 0..fields.entries() {
            if let Some(mut one) = fields.entry(index) {
                one.required("name", 256);
                one.required("value", 1024);
                with(&mut one, "inline", truth);
            }
        }
    });
    length(field.value)
}

/// Characters that count towards the total of a message.
fn length(embed: &Value) -> usize {
    let of = |text: &Value| text.as_str().map_or(0, |text| text.chars().count());
    let fields: usize =
        embed["fields"].as_array().into_iter().flatten().map(|field| of(&field["name"]) + of(&field["value"])).sum();
    of(&embed["title"])
        + of(&embed["description"])
        + fields
        + of(&embed["footer"]["text"])
        + of(&embed["author"]["name"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(payload: &Value) -> Vec<String> {
        match message(payload) {
            Ok(()) => Vec::new(),
            Err(refused) => refused.0.into_iter().map(|(path, _, _)| path.join(".")).collect(),
        }
    }

    fn long(characters: usize) -> String {
        "ä".repeat(characters)
    }

    #[test]
    fn lengths_are_counted_in_characters_up_to_their_limit() {
        let fits = json!({
            "content": long(2000),
            "username": long(80),
            "embeds": [{ "title": long(256), "description": long(4096), "color": 0x00FF_FFFF }],
        });
        assert_eq!(paths(&fits), Vec::<String>::new());
        let exceeds = json!({
            "content": long(2001),
            "username": long(81),
            "embeds": [{ "title": long(257), "color": 0x0100_0000, "footer": { "text": long(2049) } }],
        });
        assert_eq!(
            paths(&exceeds),
            ["content", "username", "embeds.0.title", "embeds.0.color", "embeds.0.footer.text"]
        );
    }

    #[test]
    fn all_embeds_of_a_message_share_six_thousand_characters() {
        let embed = |characters| json!({ "description": long(characters) });
        assert!(paths(&json!({ "embeds": [embed(3000), embed(3000)] })).is_empty());
        assert_eq!(paths(&json!({ "embeds": [embed(3000), embed(3001)] })), ["embeds"]);
    }

    #[test]
    fn there_are_ten_embeds_with_twenty_five_fields_at_most() {
        let field = json!({ "name": "n", "value": "v" });
        let embed = json!({ "fields": vec![field.clone(); 26] });
        assert_eq!(paths(&json!({ "embeds": [embed] })), ["embeds.0.fields"]);
        assert_eq!(paths(&json!({ "embeds": vec![json!({ "title": "t" }); 11] })), ["embeds"]);
        let empty = json!({ "embeds": [{ "fields": [{ "name": "", "value": "v" }, { "name": "n" }] }] });
        assert_eq!(paths(&empty), ["embeds.0.fields.0.name", "embeds.0.fields.1.value"]);
    }

    #[test]
    fn parsing_roles_excludes_listing_them() {
        let both = json!({ "content": "x", "allowed_mentions": { "parse": ["roles"], "roles": ["1"] } });
        assert_eq!(paths(&both), ["allowed_mentions.roles"]);
        let listed = json!({ "content": "x", "allowed_mentions": { "parse": [], "roles": ["1"] } });
        assert!(paths(&listed).is_empty());
    }

    #[test]
    fn a_message_without_words_is_empty() {
        assert!(is_empty(&json!({ "content": "  ", "embeds": [{}] })));
        assert!(!is_empty(&json!({ "embeds": [{ "title": "t" }] })));
    }

    #[test]
    fn the_error_body_names_the_field() {
        let refused = message(&json!({ "embeds": [{ "title": long(257) }] })).unwrap_err();
        let body: Value = serde_json::from_slice(&refused.into_reply().body).unwrap();
        assert_eq!(body["code"], 50035);
        assert_eq!(body["errors"]["embeds"]["0"]["title"]["_errors"][0]["code"], "BASE_TYPE_MAX_LENGTH");
    }
}
