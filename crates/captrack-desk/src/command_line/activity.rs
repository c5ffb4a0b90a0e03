//! The activity log on the command line.

use captrack_contract::{ActivityQuery, commands};
use captrack_domain::activity::Activity;
use captrack_domain::text;

use super::Performer;
use super::files::{print, print_line};
use crate::error::DeskError;
use crate::said::said;

/// `captrack activity`: the newest lines for a person, or all of them as CSV.
pub(super) async fn tell(performer: &Performer, text: String, csv: bool) -> Result<(), DeskError> {
    let query = ActivityQuery { text, ..ActivityQuery::default() };
    if csv {
        let file = performer.ask(commands::ExportActivity { query }).await?;
        return print(&file.text);
    }
    let page = performer.ask(commands::Activity { query }).await?;
    for line in &page.lines {
        print_line(&words(&line.activity))?;
    }
    if page.more {
        eprintln!("{}", said(&text!("activity-more")));
    }
    Ok(())
}

/// `2026-11-22 18:28:48 EVE  this computer  policy  Dreadnoughts: alert from 5 under one main → alert from 3 under one main`.
fn words(activity: &Activity) -> String {
    let Activity { at, by, kind, subject, old, new, texts } = activity;
    let worded = captrack_contract::said;
    let subject = worded(texts.subject.as_ref(), subject);
    let old = old.as_deref().map(|old| worded(texts.old.as_ref(), old));
    let new = new.as_deref().map(|new| worded(texts.new.as_ref(), new));
    let by = said(&captrack_text::author(by));
    let what = match (old, new) {
        (Some(old), Some(new)) => format!("{subject}: {old} → {new}"),
        (Some(old), None) => said(&text!("activity-no-longer", subject = subject, old = old)),
        (None, Some(new)) => format!("{subject}: {new}"),
        (None, None) => subject,
    };
    format!("{}  {by}  {}  {what}", at.strftime("%Y-%m-%d %H:%M:%S EVE"), kind.name())
}

#[cfg(test)]
mod tests {
    use captrack_domain::activity::{ActivityKind, ActivityTexts};

    use super::*;

    #[test]
    fn a_line_says_when_who_what_and_how_it_was() {
        let line = |old: Option<&str>, new: Option<&str>| {
            words(&Activity {
                at: "2026-11-22T18:28:48.5Z".parse().unwrap(),
                by: "this desk".to_owned(),
                kind: ActivityKind::Policy,
                subject: "Group wait".to_owned(),
                old: old.map(str::to_owned),
                new: new.map(str::to_owned),
                texts: ActivityTexts::default(),
            })
        };
        let start = "2026-11-22 18:28:48 EVE  this computer  policy  Group wait";
        assert_eq!(line(Some("30 s"), Some("60 s")), format!("{start}: 30 s → 60 s"));
        assert_eq!(line(Some("30 s"), None), format!("{start}: no longer 30 s"));
        assert_eq!(line(None, Some("60 s")), format!("{start}: 60 s"));
        assert_eq!(line(None, None), start);
    }
}
