//! What is known of the connection to AllianceAuth, in words. Pure.

use captrack_contract::{AuthView, LaneView};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use yew::AttrValue;

use crate::words;
use crate::words::text::{args, say, say_with};
use crate::words::time::{self, ShownAge};

/// A token that ends this soon is a reason to make another.
const ENDS_SOON: SignedDuration = SignedDuration::from_hours(14 * 24);

/// One line of what is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionFact {
    /// Its label among the texts.
    key: &'static str,
    /// What is known.
    pub text: AttrValue,
    /// The exact time behind it, where there is one.
    pub title: Option<AttrValue>,
    /// Something is to be done about it.
    pub is_trouble: bool,
}

impl ConnectionFact {
    fn new(key: &'static str, text: AttrValue) -> Self {
        Self { key, text, title: None, is_trouble: false }
    }

    fn trouble(key: &'static str, text: AttrValue) -> Self {
        Self { is_trouble: true, ..Self::new(key, text) }
    }

    /// Its name in attributes.
    pub fn name(&self) -> &'static str {
        self.key.trim_start_matches("auth-")
    }

    /// What it is about.
    pub fn label(&self) -> AttrValue {
        say(self.key)
    }
}

/// All lines, those that are only there when something is the matter at the end.
pub fn facts(view: &AuthView, now: Timestamp) -> Vec<ConnectionFact> {
    let mut facts = vec![
        ConnectionFact::new("auth-address", view.address.clone().into()),
        ConnectionFact::new("auth-as", view.main_name.clone().into()),
        token(view, now),
        ConnectionFact::new("auth-may", say(may(view))),
        told(view, now),
        ConnectionFact::new(
            "auth-pilots",
            say_with(
                "auth-pilots-text",
                &args!("n" => view.pilots, "hulls" => view.hulls, "hulls-text" => words::number(view.hulls), "n-text" => words::number(view.pilots)),
            ),
        ),
        read(view, now),
    ];
    facts.extend(lane(view));
    facts.extend(read_interval(view));
    if view.stale > 0 {
        facts.push(ConnectionFact::trouble("auth-stale", say_with("auth-stale-text", &args!("n" => view.stale))));
    }
    if view.missing > 0 {
        facts.push(ConnectionFact::new("auth-missing", say_with("auth-missing-text", &args!("n" => view.missing))));
    }
    if view.unsent > 0 {
        facts.push(ConnectionFact::new("auth-unsent", say_with("auth-unsent-text", &args!("n" => view.unsent))));
    }
    if let Some(ahead) = view.clock_ahead_secs {
        let key = if ahead > 0 { "auth-clock-ahead" } else { "auth-clock-behind" };
        let by = span(SignedDuration::from_secs(ahead).abs());
        facts.push(ConnectionFact::trouble("auth-clock", say_with(key, &args!("by" => by.to_string()))));
    }
    facts
}

fn token(view: &AuthView, now: Timestamp) -> ConnectionFact {
    let (name, ends) = (view.token_name.as_str(), view.token_expires_at);
    let left = ends.duration_since(now);
    let title = Some(time::exact(ends));
    if left > ENDS_SOON {
        let day = time::day(ends.to_zoned(TimeZone::UTC).date());
        let text = say_with("auth-token-text", &args!("name" => name, "day" => day.to_string()));
        return ConnectionFact { title, ..ConnectionFact::new("auth-token", text) };
    }
    let text = match time::until(ends, now) {
        Some(left) => say_with("auth-token-ends-soon", &args!("name" => name, "left" => left.text().to_string())),
        None => say_with("auth-token-ended", &args!("name" => name)),
    };
    ConnectionFact { title, ..ConnectionFact::trouble("auth-token", text) }
}

const fn may(view: &AuthView) -> &'static str {
    match (view.may_snooze, view.may_publish) {
        (false, false) => "auth-may-see",
        (true, false) => "auth-may-snooze",
        (false, true) => "auth-may-publish",
        (true, true) => "auth-may-all",
    }
}

fn told(view: &AuthView, now: Timestamp) -> ConnectionFact {
    let told = match view.last_success {
        Some(last) => say_with("auth-told-text", &args!("age" => ShownAge::of(last, now).text().to_string())),
        None => say("auth-told-never"),
    };
    let next = match view.next_check.map(|next| time::until(next, now)) {
        None => say("auth-asked-now"),
        Some(None) => say("auth-asked-soon"),
        Some(Some(left)) => say_with("auth-asked-in", &args!("left" => left.text().to_string())),
    };
    let text = say_with("auth-told-and-next", &args!("told" => told.to_string(), "next" => next.to_string()));
    ConnectionFact { title: view.last_success.map(time::exact), ..ConnectionFact::new("auth-told", text) }
}

fn read(view: &AuthView, now: Timestamp) -> ConnectionFact {
    let Some((oldest, newest)) = view.assets_read else {
        return ConnectionFact::new("auth-read", say("auth-read-never"));
    };
    let (oldest, newest) = (ShownAge::of(oldest, now), ShownAge::of(newest, now));
    if oldest == newest {
        return ConnectionFact::new(
            "auth-read",
            say_with("auth-read-at-once", &args!("age" => newest.text().to_string())),
        );
    }
    let ages = args!("newest" => newest.text().to_string(), "oldest" => oldest.text().to_string());
    ConnectionFact::new("auth-read", say_with("auth-read-text", &ages))
}

/// How often it has ships read on purpose: `every 10 min for 120 ships, every 50 min for 2,880 ships`.
fn lane(view: &AuthView) -> Option<ConnectionFact> {
    let step = |step: &LaneView| {
        let every = span(SignedDuration::from_secs(i64::try_from(step.every_secs).unwrap_or(i64::MAX)));
        let ships = usize::try_from(step.ships).unwrap_or(usize::MAX);
        say_with("auth-lane-step", &args!("every" => every.to_string(), "n" => ships, "ships" => words::number(ships)))
            .to_string()
    };
    let steps: Vec<String> = view.lane.iter().map(step).collect();
    (!steps.is_empty()).then(|| ConnectionFact::new("auth-lane", steps.join(", ").into()))
}

/// How often it reads a character.
fn read_interval(view: &AuthView) -> Option<ConnectionFact> {
    let words = |secs: u64| span(SignedDuration::from_secs(i64::try_from(secs).unwrap_or(i64::MAX))).to_string();
    let text = match (view.place_every_secs, view.assets_every_secs) {
        (Some(place), Some(assets)) if place != assets => {
            say_with("auth-rhythm-both", &args!("place" => words(place), "assets" => words(assets)))
        }
        (Some(every), _) | (None, Some(every)) => say_with("auth-rhythm-text", &args!("every" => words(every))),
        (None, None) => return None,
    };
    Some(ConnectionFact::new("auth-rhythm", text))
}

/// `1 h 00`: a length of time in the words of ages.
fn span(length: SignedDuration) -> AttrValue {
    let end = Timestamp::UNIX_EPOCH.saturating_add(length).unwrap_or(Timestamp::MAX);
    ShownAge::of(Timestamp::UNIX_EPOCH, end).text()
}

#[cfg(test)]
mod tests;
