//! What somebody has changed since, and who: why a change is not undone. Pure.

use std::collections::BTreeSet;

use captrack_contract::LaterChange;
use captrack_domain::text;
use captrack_domain::text::{Argument, Joined, Text, author};

/// So many things stand in one sentence.
const NAMED: usize = 3;

/// `Mira Solace changed the snooze of Kara Volkov since then, so it stays. …`
pub fn not_undone(changed_since: &[LaterChange]) -> Text {
    let who = people(changed_since.iter().filter_map(|change| change.by.as_deref()));
    let what = few(changed_since.iter().map(|change| change.what.clone().into()));
    text!("undo-changed-since", who = who, what = what, n = changed_since.len())
}

/// Those who changed something: `Mira Solace and 2 others`.
pub fn people<'a>(names: impl IntoIterator<Item = &'a str>) -> Argument {
    let names: BTreeSet<&str> = names.into_iter().collect();
    match names.into_iter().collect::<Vec<_>>().as_slice() {
        [] => text!("somebody").into(),
        [first, others @ ..] if others.len() > 1 => {
            text!("undo-and-others", first = author(first), n = others.len()).into()
        }
        few => Argument::list(Joined::And, few.iter().map(|one| author(one))),
    }
}

/// The first few things, and how many more there are.
pub fn few(things: impl ExactSizeIterator<Item = Argument>) -> Argument {
    let more = things.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| text!("undo-more", n = more).into());
    Argument::list(Joined::And, things.take(NAMED).chain(more))
}

#[cfg(test)]
mod tests {
    use super::*;
    use captrack_text::english;

    #[test]
    fn what_is_not_undone_says_who_changed_what() {
        let change = |what: Text, by: Option<&str>| LaterChange { what, by: by.map(str::to_owned) };
        let snooze = |pilot: &str| text!("undo-part-snooze", pilot = pilot);
        let setting = |setting: &str| text!("undo-part-setting", setting = setting);
        let not_undone = |changed_since: &[LaterChange]| english(&not_undone(changed_since));
        assert_eq!(
            not_undone(&[change(snooze("Kara"), Some("Mira"))]),
            "Mira changed the snooze of Kara since then, so it stays. Change it by hand if you must."
        );
        assert_eq!(
            not_undone(&[change(setting("Titans"), Some("this desk")), change(setting("Carriers"), Some("Mira"))]),
            "Mira and this computer changed “Titans” and “Carriers” since then, so they stay. Change it by hand if you must."
        );
        assert_eq!(
            not_undone(&["a", "b", "c", "d"].map(|name| change(setting(name), None))),
            "Someone changed “a”, “b”, “c” and 1 more since then, so they stay. Change it by hand if you must."
        );
        let many = ["A", "B", "C"].map(|by| change(setting("Titans"), Some(by)));
        assert!(not_undone(&many).starts_with("A and 2 others changed"));
    }
}
