//! An embed that several mains share, a heading and a few lines each: so that a burst of mains is told in few messages.

use captrack_domain::evaluate::AlertLevel;
use captrack_ports::{HullNews, MessagePart};
use serde_json::{Value, json};

use crate::embed::{
    AFFILIATION, HullEnds, MAIN, SEPARATOR, affiliation, author, says_several_things, section, with_length,
};
use crate::hull_text::{HullStyle, named};
use crate::limits::{DESCRIPTION, units};
use crate::notice_kind::{heading, words};
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
    pub(crate) fn for_the_first(telling: &MessagePart, look: HullStyle<'_>) -> Self {
        Self {
            level: telling.level,
            author: author(telling, look),
            affiliation: affiliation(telling, look),
            lines: String::new(),
            line_units: 0,
            mains: 0,
            ends: HullEnds::default(),
        }
    }

    /// Takes a main in, whole; false: it does not belong here, or the embed would need more than `room` characters in all.
    pub(crate) fn take(&mut self, telling: &MessagePart, look: HullStyle<'_>, room: usize) -> bool {
        let block = self.block(telling, look);
        let line_units = self.line_units + units(&block) + usize::from(self.mains > 0);
        let needed = units(&self.author) + units(&title(self.mains + 1)) + line_units;
        if telling.level != self.level || line_units > DESCRIPTION || needed > room {
            return false;
        }
        if self.mains > 0 {
            self.lines.push('\n');
        }
        self.lines.push_str(&block);
        self.line_units = line_units;
        self.mains += 1;
        telling.hulls.iter().for_each(|told| self.ends.add(told));
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
    fn block(&self, telling: &MessagePart, look: HullStyle<'_>) -> String {
        let common = look.common(&telling.hulls);
        let name = named(&telling.main_name, MAIN, || format!("Main {}", telling.main));
        let mut ends = HullEnds::default();
        telling.hulls.iter().for_each(|told| ends.add(told));
        let now = ends.words().filter(|_| !look.is_bare()).map_or_else(String::new, |now| format!(", {now}"));
        let mut head = vec![format!("__**{name}**__"), format!("{}{now}", said(telling))];
        if affiliation(telling, look) != self.affiliation {
            // Discord reads markdown here, as it does not in an author line.
            head.push(escaped(telling.affiliation.as_deref().unwrap_or_default(), AFFILIATION));
        }
        head.extend(common.parts().map(str::to_owned));
        head.retain(|part| !part.is_empty());
        let several = says_several_things(&telling.hulls) && !look.is_bare();
        let mut lines = vec![head.join(SEPARATOR)];
        let mut last = None;
        for told in &telling.hulls {
            let section = section(told);
            if several && last.as_ref() != Some(&section) {
                lines.push(format!("__{}__", with_length(heading(section.0), section.1.as_deref())));
            }
            last = Some(section);
            lines.push(look.line_below(told, &common));
        }
        lines.join("\n")
    }
}

/// What is said of a main's hulls, in the middle of a line.
fn said(telling: &MessagePart) -> String {
    let sections = telling.hulls.iter().map(section);
    if says_several_things(&telling.hulls) {
        let mut tales: Vec<HullNews> = sections.map(|(tale, _)| tale).collect();
        tales.dedup();
        return tales.into_iter().map(words).collect::<Vec<_>>().join(", ");
    }
    let mut sections = sections;
    sections.next().map_or_else(String::new, |(tale, stood)| with_length(words(tale), stood.as_deref()))
}

fn title(mains: usize) -> String {
    if mains == 1 { "1 main".to_owned() } else { format!("{mains} mains") }
}
