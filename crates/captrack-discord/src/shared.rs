//! An embed that several mains share, a heading and a few lines each: so that a burst of mains is told in few messages.

use captrack_domain::evaluate::AlertLevel;
use captrack_domain::text;
use captrack_ports::{HullNews, MessagePart};
use serde_json::{Value, json};

use crate::embed::{
    AFFILIATION, HullEnds, SEPARATOR, affiliation, author, main_name, says_several_things, section, with_length,
};
use crate::hull_text::HullStyle;
use crate::limits::{DESCRIPTION, units};
use crate::notice_kind::{heading, words};
use crate::said::said;
use crate::text::escaped;

/// An embed of several mains at one level. It leads nowhere: there is no one card to lead to.
#[derive(Debug, Clone)]
pub(crate) struct SharedEmbed {
    level: AlertLevel,
    author: String,
    /// The affiliation that the author line names: mains of another say theirs.
    affiliation: String,
    lines: String,
    line_units: usize,
    mains: usize,
    ends: HullEnds,
}

impl SharedEmbed {
    /// One without a main yet, named after the first that comes.
    pub(crate) fn for_the_first(message_part: &MessagePart, look: HullStyle<'_>) -> Self {
        Self {
            level: message_part.level,
            author: author(message_part, look),
            affiliation: affiliation(message_part, look),
            lines: String::new(),
            line_units: 0,
            mains: 0,
            ends: HullEnds::default(),
        }
    }

    /// Takes a main in, whole; false: it does not belong here, or the embed would need more than `room` characters in all.
    pub(crate) fn take(&mut self, message_part: &MessagePart, look: HullStyle<'_>, room: usize) -> bool {
        let block = self.block(message_part, look);
        let line_units = self.line_units + units(&block) + usize::from(self.mains > 0);
        let needed = units(&self.author) + units(&title(self.mains + 1)) + line_units;
        if message_part.level != self.level || line_units > DESCRIPTION || needed > room {
            return false;
        }
        if self.mains > 0 {
            self.lines.push('\n');
        }
        self.lines.push_str(&block);
        self.line_units = line_units;
        self.mains += 1;
        message_part.hulls.iter().for_each(|told| self.ends.add(told));
        true
    }

    /// What it takes of the message's characters.
    pub(crate) fn units(&self) -> usize {
        if self.mains == 0 { 0 } else { units(&self.author) + units(&title(self.mains)) + self.line_units }
    }

    /// As Discord takes it, with what stands at the foot of the message.
    pub(crate) fn json(&self, foot: Option<&str>) -> Value {
        let mut embed = json!({
            "author": { "name": self.author },
            "title": title(self.mains),
            "description": self.lines,
            "color": self.ends.colour(self.level),
        });
        if let Some(foot) = foot {
            embed["footer"] = json!({ "text": foot });
        }
        embed
    }

    /// `__**Kara Volkov**__ · opened · 1DQ1-A, Delve · seen 3 minutes ago`, and below it a line a hull.
    fn block(&self, message_part: &MessagePart, look: HullStyle<'_>) -> String {
        let common = look.common(&message_part.hulls);
        let name = main_name(&message_part.main_name, message_part.main);
        let mut ends = HullEnds::default();
        message_part.hulls.iter().for_each(|told| ends.add(told));
        let now = ends.words().filter(|_| !look.is_bare()).map_or_else(String::new, |now| format!(", {now}"));
        let mut head = vec![format!("__**{name}**__"), format!("{}{now}", news_of(message_part))];
        if affiliation(message_part, look) != self.affiliation {
            // Discord reads markdown here, as it does not in an author line.
            head.push(escaped(message_part.affiliation.as_deref().unwrap_or_default(), AFFILIATION));
        }
        head.extend(common.parts().map(str::to_owned));
        head.retain(|part| !part.is_empty());
        let several = says_several_things(&message_part.hulls) && !look.is_bare();
        let mut lines = vec![head.join(SEPARATOR)];
        let mut last = None;
        for told in &message_part.hulls {
            let section = section(told);
            if several && last.as_ref() != Some(&section) {
                lines.push(format!("__{}__", with_length(&heading(section.0), section.1)));
            }
            last = Some(section);
            lines.push(look.line_below(told, &common));
        }
        lines.join("\n")
    }
}

/// What is said of a main's hulls, in the middle of a line.
fn news_of(message_part: &MessagePart) -> String {
    let sections = message_part.hulls.iter().map(section);
    if says_several_things(&message_part.hulls) {
        let mut all_news: Vec<HullNews> = sections.map(|(news, _)| news).collect();
        all_news.dedup();
        return all_news.into_iter().map(words).collect::<Vec<_>>().join(", ");
    }
    let mut sections = sections;
    sections.next().map_or_else(String::new, |(news, stood)| with_length(&words(news), stood))
}

fn title(mains: usize) -> String {
    said(&text!("mains-counted", n = mains))
}
