//! Signing a pilot out, once for the pilots' page and the settings: the command, and what it has come to in words.

pub mod panel;

use captrack_contract::{PilotRef, SignedOut, commands};
use captrack_domain::ids::PilotId;
use captrack_domain::text::Text;
use yew::AttrValue;

use crate::desk::link::DeskLink;
use crate::words::core::said;
use crate::words::text::{args, say_with};

/// Signs a pilot out and tells what it has come to; then it goes on, signed out or not.
pub fn sign_out(link: &DeskLink, pilot: PilotId, then: impl FnOnce() + 'static) {
    let told = link.clone();
    link.settle(commands::SignOut { pilot: PilotRef::Id(pilot) }, move |answer| {
        then();
        match answer {
            Ok(SignedOut { name, remains }) => told.done(signed_out(&name, remains.as_ref())),
            Err(refusal) => told.refused(&refusal),
        }
    });
}

fn signed_out(name: &str, remains: Option<&Text>) -> AttrValue {
    match remains {
        Some(remains) => say_with("signed-out-remains", &args!("pilot" => name, "remains" => said(remains))),
        None => say_with("signed-out", &args!("pilot" => name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_undone_is_told_with_the_sign_out() {
        assert_eq!(signed_out("Kara", None), "Kara is signed out, and everything of theirs is deleted.");
        let remains = captrack_domain::text!("pilot-stays", pilot = "Kara");
        assert!(signed_out("Kara", Some(&remains)).ends_with("because AllianceAuth names it."));
    }
}
