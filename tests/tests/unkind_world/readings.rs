//! What notifications and messages say of a hull, as a reader reads them.

use captrack_sim::{DiscordMessage, SimOptions};

use crate::cast::{AWAY, HOME, system_name};
use crate::truth::Subject;

/// That a hull alerts, or that this is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    pub over: bool,
    /// It moved, or opened again: the same place may be named once more.
    pub again: bool,
    /// The system that is named with it.
    pub system: Option<i64>,
    /// When it was seen there, where that is said.
    pub seen: Option<i64>,
}

/// What the lines of a notification's body say of a hull: `Avatar, Kara Volkov, Jita (The Forge)`.
pub fn in_notification(body: &str, subject: &Subject) -> Option<Claim> {
    let begins = format!("{}, {}, ", subject.type_name, subject.pilot_name);
    let line = body.lines().find(|line| line.starts_with(&begins))?;
    Some(Claim { over: false, again: false, system: named_system(line), seen: None })
}

/// What a message says of a hull now: a line an embed, below a heading of its own or the embed's title.
pub fn in_message(message: &DiscordMessage, subject: &Subject) -> Vec<Claim> {
    let mut claims = Vec::new();
    for embed in message.payload["embeds"].as_array().into_iter().flatten() {
        let title = embed["title"].as_str().unwrap_or_default();
        let mut heading = title.split_once(" · ").map_or(title, |(_, said)| said).to_lowercase();
        for line in embed["description"].as_str().unwrap_or_default().lines() {
            if let Some(own) = line.strip_prefix("__") {
                heading = own.to_lowercase();
                continue;
            }
            let plain = line.replace(['*', '~', '_', '\\'], "");
            let first = plain.split(" · ").next().unwrap_or_default();
            let names_type = first == subject.type_name || first.starts_with(&format!("{} (", subject.type_name));
            if !names_type || !plain.contains(&format!(" · {}", subject.pilot_name)) {
                continue;
            }
            let says_over =
                heading.starts_with("resolved (") || heading == "resolved" || heading.starts_with("new and resolved");
            let over = line.contains("~~") || says_over && !line.contains("alerts again");
            let again = heading.contains("moved") || heading.contains("again") || line.contains("alerts again");
            claims.push(Claim { over, again, system: named_system(&plain), seen: named_time(line) });
        }
    }
    claims
}

/// `seen <t:1795400341:R>`
fn named_time(line: &str) -> Option<i64> {
    let (_, from) = line.split_once("<t:")?;
    let seconds: i64 = from.split_once(':')?.0.parse().ok()?;
    Some(seconds - SimOptions::default().start.as_second())
}

fn named_system(line: &str) -> Option<i64> {
    let all = AWAY.iter().map(|(system, _)| *system).chain([HOME]);
    all.into_iter().find(|system| {
        let name = system_name(*system);
        line.contains(&format!("{name}, ")) || line.contains(&format!(", {name} ("))
    })
}
