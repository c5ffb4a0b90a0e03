//! Carries out what was pressed in the tray or on a notification, at once and without a question, and says there what came of it: also
//! what else it silences, with a way back.

use captrack_contract::commands::{self, Command};
use captrack_contract::{CheckVerdict, EditId, EditUndone, ErrorCode, PilotRef, Refusal, SnoozeLength, SnoozeReach};
use captrack_domain::ids::PilotId;
use captrack_domain::moment::seconds_until;
use captrack_domain::pause_length::PauseLength;
use captrack_domain::words::{chosen_length, eve_time};
use captrack_ports::{Clock, WallClock};
use jiff::Timestamp;
use tauri::{AppHandle, Manager};

use crate::notifier::Toast;
use crate::shell::Shell;
use crate::text::{args, said, say, say_with};

/// So many places are named.
const PLACES: usize = 3;

/// Silences pilots. A press may come late: a pilot who is silenced already is silenced until the later press says, and one who is no
/// longer watched is passed over.
pub async fn snooze(app: &AppHandle, pilots: &[PilotId], length: SnoozeLength) {
    let pilots: Vec<PilotRef> = pilots.iter().copied().map(PilotRef::Id).collect();
    // Before it is silent: afterwards nothing of theirs is critical any more.
    let reach = ask(app, commands::SnoozeReach { pilots: pilots.clone(), from: None }).await;
    let snoozed = ask_edit(app, commands::Snooze { pilots, length, why: None }).await.map(|(_, edit)| edit);
    tell(app, snoozed_toast(reach, snoozed, length)).await;
}

/// Acknowledges a main.
pub async fn acknowledge(app: &AppHandle, main: PilotId, name: &str) {
    let mains = vec![PilotRef::Id(main)];
    let toast = match ask_edit(app, commands::Acknowledge { mains, why: None }).await {
        Ok(((), edit)) => {
            Toast::done(say_with("toast-acknowledged", &args!("main" => name)), say("toast-acknowledged-meaning"), edit)
        }
        Err(refusal) => failed("toast-not-acknowledged", &refusal),
    };
    tell(app, toast).await;
}

/// Pauses.
pub async fn pause(app: &AppHandle, length: PauseLength) {
    let now = WallClock.now();
    let end = length.end(&WallClock.time_zone(), now);
    let seconds = end.map(|end| seconds_until(end, now));
    let toast = match ask_edit(app, commands::SetPaused { paused: true, seconds }).await {
        Ok(((), edit)) => paused_toast(end, now, edit),
        Err(refusal) => failed("toast-not-paused", &refusal),
    };
    tell(app, toast).await;
}

/// Ends a pause.
pub async fn resume(app: &AppHandle) {
    let toast = match ask(app, commands::SetPaused { paused: false, seconds: None }).await {
        Ok(()) => Toast::done(say("toast-resumed"), say("toast-resumed-meaning"), None),
        Err(refusal) => failed("toast-not-resumed", &refusal),
    };
    tell(app, toast).await;
}

/// Checks everything that may be asked.
pub async fn check(app: &AppHandle) {
    let toast = match ask(app, commands::CheckNow).await {
        Ok(verdict) => Toast::done(say("toast-checked"), say(verdict_key(verdict)), None),
        Err(refusal) => failed("toast-not-checked", &refusal),
    };
    tell(app, toast).await;
}

/// Undoes what a toast offered to undo.
pub async fn undo(app: &AppHandle, edit: EditId) {
    let undone = ask(app, commands::UndoEdit { edit: Some(edit) }).await;
    tell(app, undone_toast(undone)).await;
}

/// A button of an alert that is over was pressed.
pub async fn over(app: &AppHandle) {
    tell(app, Toast::failed(say("toast-not-snoozed"), say("toast-over"))).await;
}

/// A window that was wanted from here was not opened.
pub async fn not_opened(app: &AppHandle, refusal: Refusal) {
    tracing::error!(%refusal, "a window was not opened");
    tell(app, failed("toast-not-opened", &refusal)).await;
}

/// A link from AllianceAuth's page came to nothing.
pub async fn not_connected(app: &AppHandle, refusal: Refusal) {
    tell(app, failed("toast-not-connected", &refusal)).await;
}

async fn ask<C: Command>(app: &AppHandle, command: C) -> Result<C::Reply, Refusal> {
    app.state::<Shell>().ask(command).await
}

async fn ask_edit<C: Command>(app: &AppHandle, command: C) -> Result<(C::Reply, Option<EditId>), Refusal> {
    app.state::<Shell>().ask_edit(command).await
}

async fn tell(app: &AppHandle, toast: Toast) {
    if toast.failed {
        tracing::warn!(what = toast.title, why = toast.body, "a press in the tray or on a notification did not work");
    }
    app.state::<Shell>().notifier.say(toast).await;
}

fn failed(title: &str, refusal: &Refusal) -> Toast {
    Toast::failed(say(title), refusal.said())
}

fn snoozed_toast(
    reach: Result<SnoozeReach, Refusal>,
    snoozed: Result<Option<EditId>, Refusal>,
    length: SnoozeLength,
) -> Toast {
    let undo = match snoozed {
        Ok(edit) => edit,
        Err(refusal) if refusal.code == ErrorCode::UnknownPilot => {
            return Toast::failed(say("toast-not-snoozed"), say("toast-nobody-left"));
        }
        Err(refusal) => return failed("toast-not-snoozed", &refusal),
    };
    match reach {
        Ok(reach) => Toast::done(snoozed_title(&reach, length), silenced_words(&reach), undo),
        // What was pressed has worked: that it cannot be told in detail is no failure of it.
        Err(refusal) => {
            tracing::warn!(%refusal, "what a snooze silences is not known");
            Toast::done(say("toast-snoozed-some"), String::new(), undo)
        }
    }
}

fn paused_toast(end: Option<Timestamp>, now: Timestamp, undo: Option<EditId>) -> Toast {
    match end {
        Some(end) => {
            let title = say_with("toast-paused-until", &args!("time" => eve_time(end, now)));
            Toast::done(title, say("toast-paused-until-meaning"), undo)
        }
        None => Toast::done(say("toast-paused"), say("toast-paused-meaning"), undo),
    }
}

/// `Snoozed for 1 h: Kara Volkov and 2 more pilots`.
fn snoozed_title(reach: &SnoozeReach, length: SnoozeLength) -> String {
    let more = reach.pilots.saturating_sub(1);
    let whom = say_with("toast-whom", &args!("pilot" => reach.name.as_str(), "more" => more));
    match length {
        SnoozeLength::Seconds(secs) => {
            say_with("toast-snoozed-for", &args!("length" => chosen_length(secs), "whom" => whom))
        }
        SnoozeLength::UntilCleared => say_with("toast-snoozed-until-cleared", &args!("whom" => whom)),
    }
}

/// What is silent now, and everywhere it is.
fn silenced_words(reach: &SnoozeReach) -> String {
    let named: Vec<String> = reach.elsewhere.iter().take(PLACES).map(|place| said(&place.name)).collect();
    let more = reach.elsewhere.len().saturating_sub(PLACES);
    let places = named.join(", ");
    let places =
        if more == 0 { places } else { say_with("toast-places-more", &args!("places" => places, "n" => more)) };
    match (reach.ships, reach.critical) {
        (0, _) => say("toast-silent-nothing"),
        (ships, 0) => say_with("toast-silent", &args!("ships" => ships, "places" => places)),
        (ships, _) => {
            let critical = reach.critical_words.as_ref().map(said).unwrap_or_default();
            say_with("toast-silent-critical", &args!("ships" => ships, "critical" => critical, "places" => places))
        }
    }
}

fn undone_toast(undone: Result<EditUndone, Refusal>) -> Toast {
    match undone {
        Ok(EditUndone { words, changed_since }) if changed_since.is_empty() => {
            Toast::done(say("toast-undone"), say_with("toast-undone-what", &args!("what" => said(&words))), None)
        }
        Ok(EditUndone { changed_since, .. }) => {
            let what: Vec<String> = changed_since.iter().take(PLACES).map(|change| said(&change.what)).collect();
            let more = changed_since.len().saturating_sub(PLACES);
            let what = what.join(", ");
            let what = if more == 0 { what } else { say_with("toast-more", &args!("what" => what, "n" => more)) };
            Toast::done(say("toast-undone"), say_with("toast-undone-but", &args!("what" => what)), None)
        }
        Err(refusal) => failed("toast-not-undone", &refusal),
    }
}

const fn verdict_key(verdict: CheckVerdict) -> &'static str {
    match verdict {
        CheckVerdict::Quiet => "toast-check-quiet",
        CheckVerdict::Alerting => "toast-check-alerting",
        CheckVerdict::Critical => "toast-check-critical",
        CheckVerdict::Unknown => "toast-check-unknown",
    }
}

#[cfg(test)]
mod tests {
    use captrack_contract::{AffectedPlace, LaterChange};
    use captrack_domain::text;

    use super::*;

    const HOUR: SnoozeLength = SnoozeLength::Seconds(3600);

    const CHANGED: Option<EditId> = Some(EditId(7));

    fn reach(pilots: usize, places: &[&str]) -> SnoozeReach {
        let place = |name: &&str| AffectedPlace { name: text!("system-named", name = *name), ships: 2, critical: 1 };
        SnoozeReach {
            pilots,
            name: "Kara Volkov".into(),
            ships: 2 * places.len(),
            critical: places.len(),
            critical_words: Some(text!("count-titan", n = 2_u32)),
            elsewhere: places.iter().map(place).collect(),
        }
    }

    #[test]
    fn a_snooze_says_how_many_pilots_what_and_where_and_can_be_undone() {
        let toast = snoozed_toast(Ok(reach(3, &["1DQ1-A (Delve)", "Jita (The Forge)"])), Ok(CHANGED), HOUR);
        assert_eq!(toast.title, "Snoozed for 1 h: Kara Volkov and 2 more pilots");
        assert_eq!(toast.body, "Silent: 4 ships (critical: 2 titans) in 1DQ1-A (Delve), Jita (The Forge).");
        assert_eq!(toast.undo, CHANGED);
        let many = snoozed_toast(Ok(reach(1, &["A", "B", "C", "D", "E"])), Ok(CHANGED), SnoozeLength::UntilCleared);
        assert_eq!(many.title, "Snoozed until cleared: Kara Volkov");
        assert_eq!(many.body, "Silent: 10 ships (critical: 2 titans) in A, B, C and 2 more places.");
        let calm = snoozed_toast(Ok(reach(1, &[])), Ok(CHANGED), HOUR);
        assert_eq!(calm.body, "These pilots have no known ships.");
    }

    #[test]
    fn a_pause_says_until_when_and_can_be_undone() {
        let now = "2026-11-22T15:40:00Z".parse().unwrap();
        let toast = paused_toast("2026-11-22T16:40:00Z".parse().ok(), now, CHANGED);
        assert_eq!((toast.title.as_str(), toast.undo), ("Paused until 16:40 EVE", CHANGED));
        assert!(toast.body.contains("resumes automatically"), "{toast:?}");
        let toast = paused_toast(None, now, CHANGED);
        assert_eq!(toast.title, "Paused");
        assert!(toast.body.contains("until you resume"), "{toast:?}");
    }

    #[test]
    fn what_did_not_work_is_said_with_its_reason_and_stays() {
        let refusal = || Refusal::new(ErrorCode::NotAllowed, "Your token may not snooze.");
        let toast = snoozed_toast(Ok(reach(1, &[])), Err(refusal()), HOUR);
        assert_eq!((toast.title.as_str(), toast.body.as_str()), ("Not snoozed", "Your token may not snooze."));
        assert!(toast.failed && toast.undo.is_none());
        let gone = snoozed_toast(
            Err(Refusal::new(ErrorCode::UnknownPilot, "…")),
            Err(Refusal::new(ErrorCode::UnknownPilot, "No pilot called \"7\" is signed in here.")),
            HOUR,
        );
        assert!(gone.failed && !gone.body.contains('7'), "{gone:?}");
        let undone = undone_toast(Err(refusal()));
        assert!(undone.failed && undone.body == "Your token may not snooze.", "{undone:?}");
        // It is silent all the same, and that is what is said.
        let not_known = snoozed_toast(Err(refusal()), Ok(CHANGED), HOUR);
        assert!(!not_known.failed && not_known.undo.is_some(), "{not_known:?}");
    }

    #[test]
    fn an_undo_says_what_it_undid_and_names_what_somebody_has_changed_since() {
        let undone =
            |changed_since| EditUndone { words: text!("undo-snoozed", subject = "Kara Volkov"), changed_since };
        let kara = LaterChange { what: text!("undo-part-snooze", pilot = "Kara Volkov"), by: Some("Mira".into()) };
        let toast = undone_toast(Ok(undone(vec![kara])));
        assert!(toast.body.contains("the snooze of Kara Volkov"), "{toast:?}");
        let all = undone_toast(Ok(undone(vec![])));
        assert_eq!((all.title.as_str(), all.body.as_str()), ("Undone", "Undone: Snoozed Kara Volkov."));
    }
}
