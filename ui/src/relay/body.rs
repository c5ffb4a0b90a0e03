//! A message as Discord takes it, read for being shown. Pure.

use serde_json::Value;

use crate::relay::markdown::{self, TextSpan};

/// Discord's own colour of an embed without one.
const NO_COLOUR: u32 = 0x004E_5058;
/// The page may load pictures from nowhere else.
const IMAGES: &str = "https://images.evetech.net/";

/// A message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MessagePreview {
    /// Over the embeds: who is pinged, and an occasion.
    pub content: Vec<TextSpan>,
    /// The embeds.
    pub embeds: Vec<PreviewEmbed>,
    /// It makes no sound.
    pub silent: bool,
}

/// An embed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PreviewEmbed {
    /// The bar on its left, as CSS has it.
    pub colour: String,
    /// Over the title; no markdown.
    pub author: Option<String>,
    /// Its title.
    pub title: Vec<TextSpan>,
    /// Where the title leads.
    pub url: Option<String>,
    /// Its text.
    pub description: Vec<TextSpan>,
    /// Its fields.
    pub fields: Vec<EmbedField>,
    /// A picture beside it: one from EVE's image server.
    pub picture: Option<String>,
    /// Under all; no markdown.
    pub footer: Option<String>,
}

/// A field of an embed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbedField {
    /// Its name.
    pub name: Vec<TextSpan>,
    /// What it says.
    pub value: Vec<TextSpan>,
    /// It stands beside others.
    pub inline: bool,
}

/// No notification sound (Discord's `SUPPRESS_NOTIFICATIONS`).
const WITHOUT_SOUND: u64 = 4096;

/// The message of a body. What is not there is empty.
pub fn read(body: &Value) -> MessagePreview {
    let all = |value: &Value| value.as_array().cloned().unwrap_or_default();
    MessagePreview {
        content: spans(&body["content"]),
        embeds: all(&body["embeds"]).iter().map(embed).collect(),
        silent: body["flags"].as_u64().is_some_and(|flags| flags & WITHOUT_SOUND != 0),
    }
}

fn embed(embed: &Value) -> PreviewEmbed {
    let field = |field: &Value| EmbedField {
        name: spans(&field["name"]),
        value: spans(&field["value"]),
        inline: field["inline"] == true,
    };
    let colour = embed["color"].as_u64().and_then(|colour| u32::try_from(colour).ok()).unwrap_or(NO_COLOUR);
    PreviewEmbed {
        colour: format!("#{:06x}", colour & 0x00FF_FFFF),
        author: plain(&embed["author"]["name"]),
        title: spans(&embed["title"]),
        url: plain(&embed["url"]),
        description: spans(&embed["description"]),
        fields: embed["fields"].as_array().into_iter().flatten().map(field).collect(),
        picture: plain(&embed["thumbnail"]["url"]).filter(|url| url.starts_with(IMAGES)),
        footer: plain(&embed["footer"]["text"]),
    }
}

fn spans(text: &Value) -> Vec<TextSpan> {
    markdown::read(text.as_str().unwrap_or_default())
}

fn plain(text: &Value) -> Option<String> {
    text.as_str().filter(|text| !text.is_empty()).map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::relay::markdown::SpanKind;

    #[test]
    fn every_part_of_a_message_is_read() {
        let message = read(&json!({
            "content": "<@&123> Open alerts:",
            "flags": 4096,
            "embeds": [{
                "author": { "name": "Critical · **Null** Logistics" },
                "title": "Kara Volkov · 1 titan",
                "url": "https://auth.example.org",
                "color": 0x00FF_5D6C,
                "fields": [{ "name": "Avatar (titan)", "value": "Mira", "inline": true }],
                "thumbnail": { "url": "https://images.evetech.net/characters/7/portrait?size=128" },
                "footer": { "text": "Ship 1 of 2" },
            }],
        }));
        assert!(message.silent);
        assert_eq!(message.content[0].piece, SpanKind::Role("123".into()));
        let embed = &message.embeds[0];
        assert_eq!(embed.colour, "#ff5d6c");
        assert_eq!(embed.author.as_deref(), Some("Critical · **Null** Logistics"), "as it stands");
        assert_eq!(embed.title[0].piece, SpanKind::Text("Kara Volkov · 1 titan".into()));
        assert_eq!(embed.url.as_deref(), Some("https://auth.example.org"));
        assert_eq!(embed.fields[0].value[0].piece, SpanKind::Text("Mira".into()));
        assert!(embed.fields[0].inline);
        assert_eq!(embed.picture.as_deref(), Some("https://images.evetech.net/characters/7/portrait?size=128"));
        assert_eq!(embed.footer.as_deref(), Some("Ship 1 of 2"));
    }

    #[test]
    fn what_is_missing_or_odd_is_left_out() {
        assert_eq!(read(&json!(null)), MessagePreview::default());
        let message = read(
            &json!({ "embeds": [{ "title": 5, "fields": "none", "color": -1, "thumbnail": { "url": "https://x.example/" } }] }),
        );
        assert_eq!(message.embeds, [PreviewEmbed { colour: "#4e5058".into(), ..PreviewEmbed::default() }]);
    }
}
