//! What the page of the activity log knows, and the reducer that changes it.

use std::rc::Rc;

use captrack_contract::{ActivityLine, ActivityPage, ActivityQuery, Refusal};
use jiff::{civil::Date, tz::TimeZone};
use yew::Reducible;

use crate::activity::words::Family;
use crate::platform::shared::SharedRef;

/// So many lines are in the page at most; of more, the newest make room for older ones.
pub const MOST: usize = 300;

/// What the page knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ActivityState {
    /// What stands in the search; the desk is asked for it a moment later.
    pub typed: String,
    /// What is asked for; `before` is always none.
    pub query: ActivityQuery,
    /// What was answered, perhaps still to an earlier question; none before the first answer.
    pub log: Option<ActivityLog>,
    /// Why the last question for the newest lines was refused.
    pub refused: Option<Refusal>,
    /// Older lines are asked for.
    pub asking_older: bool,
}

/// Lines of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct ActivityLog {
    /// What they answer.
    pub query: ActivityQuery,
    /// They, newest first.
    pub lines: Vec<SharedRef<ActivityLine>>,
    /// There are older ones.
    pub more: bool,
    /// There are newer ones, which made room.
    pub skipped: bool,
}

/// What happens.
#[derive(Debug)]
pub enum ActivityAction {
    /// The user types into the search.
    Typed(String),
    /// The user has stopped typing, or pressed Enter: what stands in the field by now is searched for.
    SearchTyped,
    /// The user searches for something.
    Search(String),
    /// The user wants lines of a family, or no longer.
    Family(Family),
    /// The user wants lines of every kind.
    EveryKind,
    /// The newest lines.
    Arrived(ActivityQuery, ActivityPage),
    /// The lines before `query.before`.
    Older(ActivityQuery, ActivityPage),
    /// The user goes back to the newest lines.
    Newest,
    /// Older lines are asked for.
    AskingOlder,
    /// They were refused.
    NoOlder,
    /// The question for the newest was refused.
    Refused(Refusal),
}

impl ActivityLog {
    /// The newest lines, put before those that are known already if they reach them.
    fn newest(query: ActivityQuery, page: ActivityPage, earlier: Option<&Self>) -> Self {
        let known = earlier.filter(|log| log.query == query);
        let mut lines: Vec<_> = page
            .lines
            .into_iter()
            .map(|line| {
                let same = known.and_then(|log| log.lines.iter().find(|known| known.id == line.id));
                SharedRef::unless_same(line, same)
            })
            .collect();
        let oldest = lines.last().map(|line| line.id);
        let rest = known.filter(|_| page.more).map(|log| {
            let begins = log.lines.partition_point(|line| oldest.is_some_and(|oldest| line.id >= oldest));
            // With a gap between old and new it begins anew: the user asks for the older ones again.
            let reach = log.lines.first().is_some_and(|line| oldest.is_some_and(|oldest| line.id >= oldest));
            if reach { &log.lines[begins..] } else { &[] }
        });
        let rest = rest.unwrap_or_default();
        let more = if rest.is_empty() { page.more } else { known.is_some_and(|log| log.more) };
        lines.extend_from_slice(rest);
        let more = more || lines.len() > MOST;
        lines.truncate(MOST);
        Self { query, lines, more, skipped: false }
    }

    /// Puts older lines below.
    fn extend(&mut self, page: ActivityPage) {
        self.lines.extend(page.lines.into_iter().map(SharedRef::new));
        self.more = page.more;
        let over = self.lines.len().saturating_sub(MOST);
        self.lines.drain(..over);
        self.skipped |= over > 0;
    }

    /// Something less than everything is asked for.
    pub fn is_narrowed(&self) -> bool {
        !self.query.text.trim().is_empty() || !self.query.kinds.is_empty()
    }

    /// The number of the newest line.
    pub fn newest_line(&self) -> Option<i64> {
        self.lines.first().map(|line| line.id)
    }

    /// The number of the oldest line.
    pub fn oldest(&self) -> Option<i64> {
        self.lines.last().map(|line| line.id)
    }

    /// The lines by day, EVE time, newest first.
    pub fn days(&self) -> impl Iterator<Item = (Date, &[SharedRef<ActivityLine>])> {
        self.lines.chunk_by(|one, next| day(one) == day(next)).filter_map(|lines| Some((day(lines.first()?), lines)))
    }
}

fn day(line: &ActivityLine) -> Date {
    line.activity.at.to_zoned(TimeZone::UTC).date()
}

impl ActivityState {
    /// What is shown answers an earlier question.
    pub fn is_behind(&self) -> bool {
        self.log.as_ref().is_some_and(|log| log.query != self.query)
    }
}

impl Reducible for ActivityState {
    type Action = ActivityAction;

    fn reduce(self: Rc<Self>, action: ActivityAction) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            ActivityAction::Typed(typed) => state.typed = typed,
            ActivityAction::SearchTyped => state.query.text.clone_from(&state.typed),
            ActivityAction::Search(text) => {
                state.typed.clone_from(&text);
                state.query.text = text;
            }
            ActivityAction::Family(family) => {
                let kinds = &mut state.query.kinds;
                let chosen = family.kinds().all(|kind| kinds.contains(&kind));
                kinds.retain(|kind| Family::of(*kind) != family);
                if !chosen {
                    kinds.extend(family.kinds());
                }
                kinds.sort_unstable();
            }
            ActivityAction::EveryKind => state.query.kinds.clear(),
            // An answer to what is no longer asked would only flicker.
            ActivityAction::Arrived(query, _) if query != state.query => return self,
            // Somebody who reads far back is not thrown to the top.
            ActivityAction::Arrived(query, _)
                if state.log.as_ref().is_some_and(|log| log.skipped && log.query == query) =>
            {
                state.refused = None;
            }
            ActivityAction::Arrived(query, page) => {
                state.log = Some(ActivityLog::newest(query, page, state.log.as_ref()));
                state.refused = None;
            }
            ActivityAction::Older(query, page) => {
                state.asking_older = false;
                state.refused = None;
                let asked = ActivityQuery { before: None, ..query.clone() };
                if let Some(log) = state.log.as_mut().filter(|log| log.query == asked && log.oldest() == query.before) {
                    log.extend(page);
                }
            }
            ActivityAction::Newest => {
                if let Some(log) = &mut state.log {
                    log.skipped = false;
                }
            }
            ActivityAction::AskingOlder => state.asking_older = true,
            ActivityAction::NoOlder => state.asking_older = false,
            ActivityAction::Refused(refusal) => state.refused = Some(refusal),
        }
        if state == *self { self } else { Rc::new(state) }
    }
}

#[cfg(test)]
mod tests;
