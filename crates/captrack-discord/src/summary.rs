//! The digest: what stands, under whom, and what has happened since the last one. Pure.

use std::collections::BTreeMap;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_ports::{DigestContent, DigestMain, SnoozedPilot, Wording};
use serde_json::{Value, json};

use crate::card_link::CardLink;
use crate::embed::{ALERTING, CRITICAL, RESOLVED, SEPARATOR, level, level_inline, main_name};
use crate::limits::FIELD_VALUE;
use crate::list::list;
use crate::message::WITHOUT_SOUND;
use crate::message_content::signature;
use crate::pings::nobody;
use crate::said::said;
use crate::snoozed::who_until;
use crate::text::escaped;

const CLASS: usize = 60;
const SENTENCE: usize = 300;

/// The body of a quiet summary: how much stands by level and class, under which mains, who is snoozed, what has happened, and what is not seen.
///
/// Mains, pilots and sentences that have no room are counted: a digest names no hulls, every one of them was told by itself.
pub fn digest(summary: &DigestContent, wording: &Wording<'_>) -> Value {
    let mut fields = Vec::new();
    if !summary.mains.is_empty() {
        let mains: Vec<String> = summary.mains.iter().map(|main| main_line(main, wording)).collect();
        fields.push(field(&text!("digest-mains"), &list(&mains, FIELD_VALUE)));
    }
    if !summary.snoozed_pilots.is_empty() {
        let pilots: Vec<String> = summary.snoozed_pilots.iter().map(|pilot| snoozed_line(pilot, wording)).collect();
        fields.push(field(&text!("snoozed"), &list(&pilots, FIELD_VALUE)));
    }
    fields.push(field(&text!("digest-happened-title"), &happened(summary)));
    let sentences = summary.coverage.iter().map(|sentence| escaped(sentence, SENTENCE));
    let sentences: Vec<String> = sentences.filter(|sentence| !sentence.is_empty()).collect();
    if !sentences.is_empty() {
        fields.push(field(&text!("digest-not-seen"), &list(&sentences, FIELD_VALUE)));
    }
    let mut embed = json!({
        "title": said(&text!("digest-title")),
        "description": open(summary, wording),
        "color": colour(summary),
        "fields": fields,
    });
    if let Some(link) = wording.options.link.as_deref().and_then(CardLink::parse) {
        embed["url"] = link.to_page().into();
    }
    if let Some(desk) = signature(wording) {
        embed["footer"] = json!({ "text": desk });
    }
    json!({ "embeds": [embed], "allowed_mentions": nobody(), "flags": WITHOUT_SOUND })
}

/// `**Critical** · 3 titans, 1 supercarrier`, level by level.
fn open(summary: &DigestContent, wording: &Wording<'_>) -> String {
    let mut lines = Vec::new();
    for of_level in [AlertLevel::Critical, AlertLevel::Alerting] {
        let of_this = summary.open.iter().filter(|((level, _), _)| *level == of_level);
        let hulls: BTreeMap<HullClass, usize> = of_this.map(|((_, class), hulls)| (*class, *hulls)).collect();
        let hulls = counted(&hulls, wording);
        if !hulls.is_empty() {
            lines.push(format!("**{}**{SEPARATOR}{hulls}", level(of_level)));
        }
    }
    if lines.is_empty() {
        lines.push(said(&text!("digest-nothing")));
    }
    match summary.snoozed {
        0 => {}
        n => {
            let (snoozed, ships) = (said(&text!("snoozed")), said(&text!("ships-counted", n = n)));
            lines.push(format!("**{snoozed}**{SEPARATOR}{ships}"));
        }
    }
    lines.join("\n")
}

fn colour(summary: &DigestContent) -> u32 {
    let is_open = |of: AlertLevel| summary.open.iter().any(|((level, _), hulls)| *level == of && *hulls > 0);
    match () {
        () if is_open(AlertLevel::Critical) => CRITICAL,
        () if is_open(AlertLevel::Alerting) => ALERTING,
        () => RESOLVED,
    }
}

/// `**Kara Volkov** (critical) · 1 titan, 5 carriers`.
fn main_line(main: &DigestMain, wording: &Wording<'_>) -> String {
    let (name, level) = (main_name(&main.name, main.main), level_inline(main.level));
    format!("**{name}** ({level}){SEPARATOR}{}", counted(&main.hulls, wording))
}

/// `**Mira Voss** until <t:1795363200:f> · 1 titan`.
fn snoozed_line(pilot: &SnoozedPilot, wording: &Wording<'_>) -> String {
    format!("{}{SEPARATOR}{}", who_until(pilot), counted(&pilot.hulls, wording))
}

/// `3 titans, 1 supercarrier`; empty: none.
fn counted(hulls: &BTreeMap<HullClass, usize>, wording: &Wording<'_>) -> String {
    let one_class = |(class, hulls): (&HullClass, &usize)| {
        let own = wording.class_names.get(class).map(|name| escaped(name, CLASS)).filter(|name| !name.is_empty());
        let n = u32::try_from(*hulls).unwrap_or(u32::MAX);
        said(&match own {
            Some(name) => text!("count-named", n = n, name = name),
            None => captrack_text::counted(*class, n, &()),
        })
    };
    hulls.iter().filter(|(_, hulls)| **hulls > 0).map(one_class).collect::<Vec<_>>().join(", ")
}

fn happened(summary: &DigestContent) -> String {
    let (n, resolved) = (summary.opened, summary.resolved);
    said(&match summary.since.map(|since| format!("<t:{}:f>", since.as_second())) {
        Some(since) => text!("digest-happened-since", n = n, resolved = resolved, since = since),
        None => text!("digest-happened", n = n, resolved = resolved),
    })
}

fn field(name: &Text, value: &str) -> Value {
    json!({ "name": said(name), "value": value, "inline": false })
}
