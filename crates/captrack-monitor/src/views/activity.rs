//! The activity log as it is shown and exported.

use std::collections::{BTreeMap, BTreeSet};

use captrack_contract::{ActivityLine, ActivityPage, ActivityQuery, Refusal, TextFile};
use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;
use captrack_store::StoreError;

use crate::judge::facts::refresh::refresh_for_show;
use crate::judge::labels::type_name;
use crate::notices::activity::hull_name;
use crate::shared::csv;
use crate::shared::refusal::store_refused;
use crate::state::State;
use crate::views::Views;

/// So many lines are one page.
const PAGE: usize = 100;
/// So many are read at once for a file.
const BATCH: usize = 1000;

impl Views<'_> {
    /// Lines of the activity log, newest first; the next page begins before the last of them.
    pub async fn activity(&self, query: ActivityQuery) -> Result<ActivityPage, Refusal> {
        let mut lines = self.lines(&query, query.before, PAGE + 1).await.map_err(|error| store_refused(&error))?;
        let more = lines.len() > PAGE;
        lines.truncate(PAGE);
        let mut state = self.lock().await;
        refresh_for_show(&mut state, self.now());
        lead_to_cards(&state, &mut lines);
        Ok(ActivityPage { lines, more })
    }

    /// All lines that a query asks for, newest first, as CSV.
    pub async fn activity_csv(&self, query: ActivityQuery) -> Result<TextFile, Refusal> {
        let mut text = csv::row(["at", "by", "kind", "subject", "old", "new"]);
        let mut before = query.before;
        loop {
            let lines = self.lines(&query, before, BATCH).await.map_err(|error| store_refused(&error))?;
            for ActivityLine { activity, .. } in &lines {
                let Activity { at, by, kind, subject, old, new, texts: _ } = activity;
                let (old, new) = (old.as_deref().unwrap_or_default(), new.as_deref().unwrap_or_default());
                text.push_str(&csv::row([&at.to_string(), by, kind.name(), subject, old, new]));
            }
            match lines.last() {
                Some(last) if lines.len() == BATCH => before = Some(last.id),
                _ => return Ok(TextFile { name: "captrack-activity.csv".to_owned(), text }),
            }
        }
    }

    async fn lines(
        &self,
        query: &ActivityQuery,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<ActivityLine>, StoreError> {
        let lines = self.store.activity(&query.text, &query.kinds, before, limit).await?;
        Ok(lines.into_iter().map(|(id, activity)| ActivityLine { id, activity, main: None, gone: false }).collect())
    }
}

/// Says of each line under which main it is about somebody now, and whether the ships that it names are gone from there.
fn lead_to_cards(state: &State, lines: &mut [ActivityLine]) {
    let subjects: BTreeSet<&str> =
        lines.iter().filter(|line| is_about_somebody(line.activity.kind)).map(|line| &*line.activity.subject).collect();
    let watched = state.pilots.values().map(|pilot| (state.pilot_name(pilot.id), pilot.main_id()));
    let others = state.pilots.values().filter_map(Pilot::other_main).map(|main| (state.pilot_name(main), main));
    let mains: BTreeMap<String, PilotId> =
        others.chain(watched).filter(|(name, _)| subjects.contains(name.as_str())).collect();
    let wanted: BTreeSet<PilotId> = mains.values().copied().collect();
    let mut hulls: BTreeMap<PilotId, Vec<String>> = BTreeMap::new();
    for fact in state.facts.iter().filter(|fact| wanted.contains(&fact.main)) {
        if let Some(hull) = state.fleet.hulls.get(&fact.key) {
            let name = hull_name(&type_name(state, hull), &state.pilot_name(fact.pilot));
            hulls.entry(fact.main).or_default().push(name);
        }
    }
    for line in lines.iter_mut().filter(|line| is_about_somebody(line.activity.kind)) {
        line.main = mains.get(&line.activity.subject).copied();
        let Some((main, new)) = line.main.zip(line.activity.new.as_ref()).filter(|_| names_ships(line.activity.kind))
        else {
            continue;
        };
        line.gone = !hulls.get(&main).is_some_and(|hulls| hulls.iter().any(|hull| new.contains(hull)));
    }
}

/// Whether the subject of such a line is a pilot or a main.
const fn is_about_somebody(kind: ActivityKind) -> bool {
    match kind {
        ActivityKind::AlertNew
        | ActivityKind::AlertMore
        | ActivityKind::AlertMoved
        | ActivityKind::AlertStale
        | ActivityKind::AlertResolved
        | ActivityKind::Snoozed
        | ActivityKind::SnoozeCleared
        | ActivityKind::SnoozeEnded
        | ActivityKind::Acknowledged
        | ActivityKind::AcknowledgementCleared
        | ActivityKind::AcknowledgementEnded
        | ActivityKind::SignedIn
        | ActivityKind::SignedOut
        | ActivityKind::Main => true,
        ActivityKind::Policy
        | ActivityKind::Preferences
        | ActivityKind::Monitoring
        | ActivityKind::AllianceAuth
        | ActivityKind::Webhook
        | ActivityKind::Relay
        | ActivityKind::NoticeSent
        | ActivityKind::NoticeRefused => false,
    }
}

const fn names_ships(kind: ActivityKind) -> bool {
    matches!(
        kind,
        ActivityKind::AlertNew
            | ActivityKind::AlertMore
            | ActivityKind::AlertMoved
            | ActivityKind::AlertStale
            | ActivityKind::AlertResolved
    )
}

#[cfg(test)]
mod tests {
    use captrack_domain::activity::ActivityTexts;
    use captrack_domain::place::Place;

    use super::*;
    use crate::test_state::{AVATAR, JITA, KARA, MIRA, at, hull, kara};

    fn line(kind: ActivityKind, subject: &str, new: &str) -> ActivityLine {
        let (by, subject, new) = ("CapTrack".to_owned(), subject.to_owned(), Some(new.to_owned()));
        ActivityLine {
            id: 1,
            activity: Activity { at: at(0), by, kind, subject, old: None, new, texts: ActivityTexts::default() },
            main: None,
            gone: false,
        }
    }

    #[test]
    fn a_line_leads_to_the_main_of_whom_it_is_about_and_knows_whether_its_ships_are_there() {
        let state = kara().with_hull(hull(1, KARA, AVATAR, Place::space(JITA))).alt(KARA, MIRA).judged(at(0));
        let mut lines = [
            line(ActivityKind::AlertNew, "Kara Volkov", "Avatar, Kara Volkov, 1DQ1-A (Delve)"),
            line(ActivityKind::AlertResolved, "Kara Volkov", "Nyx, Kara Volkov, Jita (The Forge)"),
            line(ActivityKind::Snoozed, "Kara Volkov", "until cleared"),
            line(ActivityKind::AlertNew, "Cato Wexler", "Avatar, Cato Wexler, Jita (The Forge)"),
            line(ActivityKind::Policy, "Kara Volkov", "off"),
        ];
        lead_to_cards(&state, &mut lines);
        let led: Vec<(Option<PilotId>, bool)> = lines.iter().map(|line| (line.main, line.gone)).collect();
        let under_mira = Some(MIRA);
        assert_eq!(led, [(under_mira, false), (under_mira, true), (under_mira, false), (None, false), (None, false)]);
    }
}
