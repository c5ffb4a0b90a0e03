//! What this computer's user may do, where it is pressed.

use crate::words::core::said;
use captrack_contract::{ErrorCode, Refusal, Right};
use yew::AttrValue;

use crate::desk::link::DeskLink;

/// What a button says on hovering: why it may not be pressed, or else what it does.
pub fn title(right: &Right, what: AttrValue) -> AttrValue {
    match right {
        Right::Granted => what,
        Right::Withheld(why) => said(why).into(),
    }
}

/// Why something may not be done.
pub fn withheld(right: &Right) -> Option<String> {
    match right {
        Right::Granted => None,
        Right::Withheld(why) => Some(said(why)),
    }
}

/// Does what a right allows; where it is withheld, tells why.
pub fn if_granted(right: &Right, link: Option<&DeskLink>, act: impl FnOnce()) {
    match (right, link) {
        (Right::Granted, _) => act(),
        (Right::Withheld(why), Some(link)) => {
            link.refused(&Refusal::of(ErrorCode::NotAllowed, why.clone()));
        }
        (Right::Withheld(_), None) => {}
    }
}
