//! The words of the field and their keys in the texts.

pub mod core;
pub mod security;
pub mod text;
pub mod time;

use crate::words::core::said;
use captrack_domain::text::Text;
use std::collections::BTreeMap;

use crate::words::core::author;
use captrack_contract::{MonitoringState, SnoozeLength, SnoozeView};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::policy::{ClassMode, PolicyError};
use captrack_domain::section::Freshness;
use captrack_domain::webhook_name::WebhookName;
use jiff::Timestamp;
use yew::AttrValue;

use crate::platform::clock;
use crate::words::text::{args, say, say_with};

/// Why EVE refuses a sign-in, and what comes next: CapTrack tries again, or the user has to.
pub fn refused_words(why: &Text, next_try: Option<Timestamp>) -> AttrValue {
    let said = said(&why.clone().as_sentence());
    match next_try {
        Some(at) => {
            let time = time::short(at, clock::now()).to_string();
            say_with("refused-next-try", &args!("why" => said, "time" => time))
        }
        None if asks_for_sign_in(why) => said.into(),
        None => say_with("refused-sign-in-again", &args!("why" => said)),
    }
}

/// Whether a refusal says by itself that the user has to sign in again; what an older version kept is English.
fn asks_for_sign_in(why: &Text) -> bool {
    match &*why.code {
        "access-signed-out" | "access-other-account" => true,
        Text::SAID => why.to_string().contains("sign in again"),
        _ => false,
    }
}

/// The name of a freshness in attributes.
pub const fn freshness_name(freshness: Freshness) -> &'static str {
    match freshness {
        Freshness::Fresh => "fresh",
        Freshness::Stale => "stale",
        Freshness::Never => "never",
    }
}

/// `Critical`.
pub fn level(level: Level) -> AttrValue {
    say(match level {
        Level::Critical => "level-critical",
        Level::Alerting => "level-alerting",
        Level::Snoozed => "level-snoozed",
        Level::Informational => "level-informational",
        Level::Unclassified => "level-unclassified",
    })
}

/// What a card of that level is: the badge; informational cards are simply tracked.
pub fn badge(of: Level) -> AttrValue {
    match of {
        Level::Informational => say("level-tracked"),
        other => level(other),
    }
}

/// `30,000`.
pub fn number(n: usize) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    groups.join(",")
}

/// What the user calls classes, where not as New Eden does.
pub type Names = BTreeMap<HullClass, String>;

/// `6 dreadnoughts`; with a name of the user's own `6 Dreads`.
pub fn counted(class: HullClass, n: usize, names: &Names) -> AttrValue {
    if let Some(name) = names.get(&class) {
        return say_with("count-named", &args!("n" => n, "name" => name.as_str()));
    }
    let key = match class {
        HullClass::Titan => "count-titan",
        HullClass::Supercarrier => "count-supercarrier",
        HullClass::Dreadnought => "count-dreadnought",
        HullClass::LancerDreadnought => "count-lancer-dreadnought",
        HullClass::Carrier => "count-carrier",
        HullClass::CommandCarrier => "count-command-carrier",
        HullClass::ForceAuxiliary => "count-force-auxiliary",
        HullClass::CapitalIndustrial => "count-capital-industrial",
        HullClass::JumpFreighter => "count-jump-freighter",
        HullClass::Freighter => "count-freighter",
        HullClass::Unclassified => "count-unclassified",
    };
    say_with(key, &args!("n" => n))
}

/// `dreadnought`, beside a hull's type; or what the user calls it.
pub fn class(class: HullClass, names: &Names) -> AttrValue {
    if let Some(name) = names.get(&class) {
        return name.clone().into();
    }
    say(match class {
        HullClass::Titan => "class-titan",
        HullClass::Supercarrier => "class-supercarrier",
        HullClass::Dreadnought => "class-dreadnought",
        HullClass::LancerDreadnought => "class-lancer-dreadnought",
        HullClass::Carrier => "class-carrier",
        HullClass::CommandCarrier => "class-command-carrier",
        HullClass::ForceAuxiliary => "class-force-auxiliary",
        HullClass::CapitalIndustrial => "class-capital-industrial",
        HullClass::JumpFreighter => "class-jump-freighter",
        HullClass::Freighter => "class-freighter",
        HullClass::Unclassified => "class-unclassified",
    })
}

/// `Dreadnoughts`, or what the user calls them.
pub fn classes_as(class: HullClass, names: &Names) -> AttrValue {
    names.get(&class).map_or_else(|| classes(class), |name| name.clone().into())
}

/// `Dreadnoughts`, as a row of the rules.
pub fn classes(class: HullClass) -> AttrValue {
    say(match class {
        HullClass::Titan => "classes-titan",
        HullClass::Supercarrier => "classes-supercarrier",
        HullClass::Dreadnought => "classes-dreadnought",
        HullClass::LancerDreadnought => "classes-lancer-dreadnought",
        HullClass::Carrier => "classes-carrier",
        HullClass::CommandCarrier => "classes-command-carrier",
        HullClass::ForceAuxiliary => "classes-force-auxiliary",
        HullClass::CapitalIndustrial => "classes-capital-industrial",
        HullClass::JumpFreighter => "classes-jump-freighter",
        HullClass::Freighter => "classes-freighter",
        HullClass::Unclassified => "classes-unclassified",
    })
}

/// The name of a mode in attributes, the same as in policy files.
pub const fn mode_name(mode: ClassMode) -> &'static str {
    match mode {
        ClassMode::Always => "always",
        ClassMode::Threshold { .. } => "threshold",
        ClassMode::TrackOnly => "track_only",
        ClassMode::Ignore => "ignore",
    }
}

/// `Threshold`.
pub fn mode(mode: ClassMode) -> AttrValue {
    say(match mode {
        ClassMode::Always => "mode-always",
        ClassMode::Threshold { .. } => "mode-threshold",
        ClassMode::TrackOnly => "mode-track-only",
        ClassMode::Ignore => "mode-ignore",
    })
}

/// What a mode does, in a sentence.
pub fn mode_meaning(mode: ClassMode) -> AttrValue {
    say(match mode {
        ClassMode::Always => "mode-always-meaning",
        ClassMode::Threshold { .. } => "mode-threshold-meaning",
        ClassMode::TrackOnly => "mode-track-only-meaning",
        ClassMode::Ignore => "mode-ignore-meaning",
    })
}

/// Why a policy cannot be used, as the user's next step.
pub fn policy_error(error: &PolicyError) -> AttrValue {
    said(&error.text().as_sentence()).into()
}

/// The name of a monitoring state in attributes.
pub const fn monitoring_name(monitoring: MonitoringState) -> &'static str {
    match monitoring {
        MonitoringState::SignedOut => "signed_out",
        MonitoringState::Starting => "starting",
        MonitoringState::Watching => "watching",
        MonitoringState::Offline => "offline",
        MonitoringState::Downtime => "downtime",
        MonitoringState::Paused => "paused",
    }
}

/// `for 1 h`, `until cleared`: an entry of a snooze menu.
pub fn snooze_length(length: SnoozeLength) -> AttrValue {
    match length {
        SnoozeLength::Seconds(seconds) => say_with("snooze-for", &args!("length" => time::length(seconds).to_string())),
        SnoozeLength::UntilCleared => say("snooze-until-cleared"),
    }
}

/// `until 18:40 EVE`
pub fn until(end: Timestamp, now: Timestamp) -> AttrValue {
    say_with("until", &args!("time" => time::short(end, now).to_string()))
}

/// `until 18:40 EVE`, `until cleared`: how long a snooze holds.
pub fn snooze_end(snooze: &SnoozeView, now: Timestamp) -> AttrValue {
    match snooze.until {
        Some(end) => until(end, now),
        None => say("snoozed-until-cleared"),
    }
}

/// `until 18:40 EVE, by Mira, “on deployment”`.
pub fn snooze_note(snooze: &SnoozeView, now: Timestamp) -> AttrValue {
    let end = snooze_end(snooze, now).to_string();
    match &snooze.why {
        Some(why) => {
            say_with("snooze-note-why", &args!("end" => end, "by" => author(&snooze.by), "why" => why.as_str()))
        }
        None => say_with("snooze-note", &args!("end" => end, "by" => author(&snooze.by))),
    }
}

/// The name of a webhook in attributes.
pub const fn webhook_name(webhook: WebhookName) -> &'static str {
    match webhook {
        WebhookName::Critical => "critical",
        WebhookName::Standard => "standard",
    }
}

#[cfg(test)]
mod tests;
