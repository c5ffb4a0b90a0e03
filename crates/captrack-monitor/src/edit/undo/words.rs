//! Why a change is not undone, in words. Pure.

use std::collections::BTreeSet;

use captrack_contract::LaterChange;
use captrack_domain::words::{author, capitalised};

/// So many things stand in one sentence.
const NAMED: usize = 3;

/// `Mira Solace changed the snooze of Kara Volkov since then, so it stays. …`
pub fn not_undone(changed_since: &[LaterChange]) -> String {
    let who: BTreeSet<&str> = changed_since.iter().filter_map(|change| change.by.as_deref()).collect();
    let who = match who.into_iter().collect::<Vec<_>>().as_slice() {
        [] => "Someone".to_owned(),
        [one] => capitalised(author(one)),
        [one, other] => format!("{} and {}", capitalised(author(one)), author(other)),
        [one, others @ ..] => format!("{} and {} others", capitalised(author(one)), others.len()),
    };
    let mut what: Vec<String> = changed_since.iter().map(|change| change.what.clone()).take(NAMED).collect();
    let more = changed_since.len().saturating_sub(NAMED);
    if more > 0 {
        what.push(format!("{more} more"));
    }
    let what = match what.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    };
    let stays = if changed_since.len() == 1 { "it stays" } else { "they stay" };
    format!("{who} changed {what} since then, so {stays}. Change it by hand if you must.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_undone_says_who_changed_what() {
        let change = |what: &str, by: Option<&str>| LaterChange { what: what.into(), by: by.map(str::to_owned) };
        assert_eq!(
            not_undone(&[change("the snooze of Kara", Some("Mira"))]),
            "Mira changed the snooze of Kara since then, so it stays. Change it by hand if you must."
        );
        assert_eq!(
            not_undone(&[change("“Titans”", Some("this desk")), change("“Carriers”", Some("Mira"))]),
            "Mira and this computer changed “Titans” and “Carriers” since then, so they stay. Change it by hand if you must."
        );
        assert!(
            not_undone(&[change("a", None), change("b", None), change("c", None), change("d", None)])
                .starts_with("Someone changed a, b, c and 1 more since")
        );
    }
}
