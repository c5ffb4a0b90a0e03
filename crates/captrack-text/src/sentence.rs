//! From what the core hands over to a text.

use std::sync::LazyLock;

use captrack_domain::text;
use captrack_domain::text::{Argument, Joined, Text};
use fluent_bundle::{FluentArgs, FluentValue};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::args;
use crate::language::Language;
use crate::texts::Texts;

/// The files of the core's texts by their names, in English.
pub const CORE: [(&str, &str); 12] = [
    ("activity", include_str!("../locales/en/activity.ftl")),
    ("command_line", include_str!("../locales/en/command_line.ftl")),
    ("discord", include_str!("../locales/en/discord.ftl")),
    ("failures", include_str!("../locales/en/failures.ftl")),
    ("movements", include_str!("../locales/en/movements.ftl")),
    ("notices", include_str!("../locales/en/notices.ftl")),
    ("problems", include_str!("../locales/en/problems.ftl")),
    ("reasons", include_str!("../locales/en/reasons.ftl")),
    ("refusals", include_str!("../locales/en/refusals.ftl")),
    ("settings", include_str!("../locales/en/settings.ftl")),
    ("undo", include_str!("../locales/en/undo.ftl")),
    ("words", include_str!("../locales/en/words.ftl")),
];

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9", "month-10",
    "month-11", "month-12",
];

static ENGLISH: LazyLock<Texts> = LazyLock::new(|| core(Language::English));
static PSEUDO: LazyLock<Texts> = LazyLock::new(|| core(Language::Pseudo));

fn core(language: Language) -> Texts {
    Texts::read_all(language, CORE.map(|(_, texts)| texts))
}

fn texts(language: Language) -> &'static Texts {
    match language {
        Language::English => &ENGLISH,
        Language::Pseudo => &PSEUDO,
    }
}

/// A text of the core in a language; its code where this version has none for it.
pub fn sentence(text: &Text, language: Language) -> String {
    let texts = texts(language);
    if text.arguments.is_empty() {
        return texts.say(&text.code, None);
    }
    let mut args = FluentArgs::with_capacity(text.arguments.len());
    for (name, argument) in &text.arguments {
        args.set(&**name, value(argument, language));
    }
    texts.say(&text.code, Some(&args))
}

/// A text in English, as JSON, CSV and what is kept as words have it in every language.
pub fn english(text: &Text) -> String {
    sentence(text, Language::English)
}

fn value(argument: &Argument, language: Language) -> FluentValue<'_> {
    match argument {
        Argument::Number(number) => FluentValue::from(*number),
        Argument::Name(words) | Argument::Said(words) => FluentValue::from(words.as_str()),
        other => FluentValue::from(worded(other, language)),
    }
}

/// An argument as it stands in a text.
fn worded(argument: &Argument, language: Language) -> String {
    match argument {
        Argument::Number(number) => number.to_string(),
        Argument::Name(words) | Argument::Said(words) => words.clone(),
        Argument::Time(time) => full_time(*time, language),
        Argument::TimeAt { time, now } => time_at(*time, *now, language),
        Argument::Length(seconds) => length(*seconds, language),
        Argument::Text(text) => sentence(text, language),
        Argument::List { joined, items } => list(*joined, items, language),
    }
}

/// `2026-11-22 18:40 EVE`
fn full_time(time: Timestamp, language: Language) -> String {
    let (date, time) = (time.strftime("%Y-%m-%d").to_string(), time.strftime("%H:%M").to_string());
    texts(language).say("time-full", Some(&args!("date" => date, "time" => time)))
}

/// `18:40 EVE`, `22 Nov 18:40 EVE`
fn time_at(at: Timestamp, now: Timestamp, language: Language) -> String {
    let texts = texts(language);
    let time = at.strftime("%H:%M").to_string();
    let [day, today] = [at, now].map(|at| at.to_zoned(TimeZone::UTC).date());
    if day == today {
        return texts.say("time-today", Some(&args!("time" => time)));
    }
    let month = usize::try_from(day.month()).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    let month = month.map_or_else(String::new, |month| texts.say(month, None));
    let mut args = args!("day" => day.day(), "month" => month, "time" => time);
    if day.year() == today.year() {
        return texts.say("time-this-year", Some(&args));
    }
    args.set("year", FluentValue::from(day.year()));
    texts.say("time-other-year", Some(&args))
}

/// In two units at most: `2 h 10 min`.
fn length(seconds: u64, language: Language) -> String {
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
    let text = match seconds {
        0..60 => text!("length-seconds", n = seconds),
        60..3600 => text!("length-minutes", n = minutes),
        3600..86_400 if minutes % 60 == 0 => text!("length-hours", n = hours),
        3600..86_400 => text!("length-hours-minutes", n = hours, minutes = minutes % 60),
        _ if hours % 24 == 0 => text!("length-days", n = days),
        _ => text!("length-days-hours", n = days, hours = hours % 24),
    };
    sentence(&text, language)
}

/// `one`, `one and two`, `one, two and three`
fn list(joined: Joined, items: &[Argument], language: Language) -> String {
    let (last, between) = match joined {
        Joined::Comma => ("joined-comma", "joined-comma"),
        Joined::And => ("joined-and", "joined-comma"),
        Joined::Or => ("joined-or", "joined-or"),
        Joined::CommaOr => ("joined-or", "joined-comma"),
        Joined::Semicolon => ("joined-semicolon", "joined-semicolon"),
        Joined::Sentences => ("joined-sentences", "joined-sentences"),
    };
    let mut words = items.iter().rev().map(|item| worded(item, language));
    let end = words.next().unwrap_or_default();
    words.enumerate().fold(end, |rest, (at, first)| {
        let key = if at == 0 { last } else { between };
        texts(language).say(key, Some(&args!("first" => first, "rest" => rest)))
    })
}

/// A moment to the second.
pub fn to_the_second(time: Timestamp) -> Text {
    let (date, time) = (time.strftime("%Y-%m-%d").to_string(), time.strftime("%H:%M:%S").to_string());
    text!("time-full", date = date, time = time)
}

/// A length that somebody chose, in the one unit in which it is whole, and never shorter than it is: `1 h`, `90 min`, `2 d`.
pub fn chosen_length(seconds: u64) -> Text {
    match seconds {
        seconds if seconds >= 2 * 86_400 && seconds.is_multiple_of(86_400) => {
            text!("length-days", n = seconds / 86_400)
        }
        seconds if seconds >= 3600 && seconds.is_multiple_of(3600) => text!("length-hours", n = seconds / 3600),
        seconds => text!("length-minutes", n = seconds.div_ceil(60)),
    }
}

/// Until when something holds; none: until somebody ends it.
pub fn until(until: Option<Timestamp>) -> Text {
    until.map_or_else(|| text!("until-cleared"), |until| text!("until-time", time = until))
}

#[cfg(test)]
mod tests;
