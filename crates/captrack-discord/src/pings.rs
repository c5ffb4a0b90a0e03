//! Who is pinged.

use captrack_domain::notice::NoticeOccasion;
use captrack_domain::relay_options::{DiscordId, Pings};
use captrack_ports::{MessagePart, Wording};
use serde_json::{Value, json};

/// Whether hulls of a telling for which somebody may be called do call somebody now.
pub(crate) fn mentions_somebody(message_part: &MessagePart, wording: &Wording<'_>) -> bool {
    let may = match message_part.tone {
        NoticeOccasion::News => wording.pings,
        NoticeOccasion::FirstRead => wording.pings && wording.first_read_pings,
        NoticeOccasion::Edit | NoticeOccasion::Reminder => false,
    };
    may && wording.options.pings.ping(message_part.level)
}

/// `<@&role> <@user>`. Discord reads mentions in a message's own text alone.
pub(crate) fn mentions(pings: &Pings) -> String {
    let roles = once_each(&pings.roles).into_iter().map(|role| format!("<@&{role}>"));
    let users = once_each(&pings.users).into_iter().map(|user| format!("<@{user}>"));
    roles.chain(users).collect::<Vec<_>>().join(" ")
}

/// Exactly those may be mentioned.
pub(crate) fn allowed(pings: &Pings) -> Value {
    let texts = |ids: &[DiscordId]| once_each(ids).iter().map(ToString::to_string).collect::<Vec<_>>();
    json!({ "parse": [], "roles": texts(&pings.roles), "users": texts(&pings.users) })
}

/// Nobody may be mentioned.
pub(crate) fn nobody() -> Value {
    json!({ "parse": [] })
}

/// Discord refuses an id that is listed twice.
fn once_each(ids: &[DiscordId]) -> Vec<DiscordId> {
    let mut once = Vec::new();
    for id in ids {
        if !once.contains(id) {
            once.push(*id);
        }
    }
    once
}
