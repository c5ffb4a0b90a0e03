//! The colours of both themes can be told apart: WCAG 2.2, 4.5:1 for text, 3:1 for the edges of controls.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../kit/tokens.css");

type Colours = BTreeMap<&'static str, [f64; 3]>;

/// The colours of the block that begins with `selector`.
fn colours(selector: &str) -> Colours {
    let block = TOKENS.split(selector).nth(1).unwrap();
    let block = block.split('}').next().unwrap();
    block
        .split(';')
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"))
        .filter(|(_, hex)| hex.len() == 6)
        .map(|(name, hex)| {
            let part = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap());
            (name, [part(0), part(2), part(4)])
        })
        .collect()
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = part / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Pairs of a theme that are closer than `least`.
fn too_close(theme: &Colours, fronts: &[&str], backs: &[&str], least: f64) -> Vec<String> {
    let pairs = fronts.iter().flat_map(|front| backs.iter().map(move |back| (*front, *back)));
    pairs
        .map(|(front, back)| (front, back, contrast(theme[front], theme[back])))
        .filter(|(_, _, contrast)| *contrast < least)
        .map(|(front, back, contrast)| format!("{front} on {back}: {contrast:.2}"))
        .collect()
}

const SURFACES: [&str; 4] = ["bg", "panel", "raised", "hover"];
const LEVELS: [&str; 5] = ["critical", "alerting", "informational", "snoozed", "unclassified"];

#[test]
fn text_can_be_read_on_every_surface_of_both_themes() {
    for selector in [":root {", "[data-theme=\"light\"] {"] {
        let theme = colours(selector);
        let words = ["text", "muted", "faint"];
        let mut close = too_close(&theme, &words, &SURFACES, 4.5);
        let marks = ["ok", "high-sec", "low-sec", "null-sec"];
        close.extend(too_close(&theme, &marks, &["bg", "panel", "hover"], 4.5));
        close.extend(too_close(&theme, &LEVELS, &["bg", "panel", "raised"], 4.5));
        for level in LEVELS {
            let own = format!("{level}-bg");
            close.extend(too_close(&theme, &[level, "text"], &[&own], 4.5));
        }
        close.extend(too_close(&theme, &["accent-ink"], &["accent"], 4.5));
        assert!(close.is_empty(), "{selector} {close:#?}");
    }
}

#[test]
fn edges_of_controls_can_be_seen_in_both_themes() {
    for selector in [":root {", "[data-theme=\"light\"] {"] {
        let theme = colours(selector);
        let close = too_close(&theme, &["edge", "accent"], &["bg", "panel", "raised"], 3.0);
        assert!(close.is_empty(), "{selector} {close:#?}");
    }
}
