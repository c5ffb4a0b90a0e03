//! What can be done with a pilot.

use crate::actions::rights::withheld;
use captrack_contract::{PilotRef, PilotRow, Right, Rights, worded};
use captrack_domain::text::Text;
use yew::prelude::*;

use crate::actions::action_target::ActionTarget;
use crate::actions::mains::moved_pilots::Mover;
use crate::actions::mains::put_under;
use crate::actions::snooze;
use crate::desk::link::use_link;
use crate::kit::popover::Popover;
use crate::pilots::section_freshness::{is_troubled, title};
use crate::pilots::state::{PilotMenu, PilotPanel};
use crate::platform::dom;
use crate::platform::shared::SharedRef;
use crate::words::refused_words;
use crate::words::text::{args, say, say_with};
use crate::words::time;

/// With whom.
#[derive(Properties, PartialEq)]
pub struct ActionsPanelProps {
    /// The element id of the button it hangs from.
    pub anchor: AttrValue,
    /// The pilot.
    pub row: SharedRef<PilotRow>,
    /// What this desk's user may do.
    pub rights: Rights,
    /// The user goes on to another panel.
    pub on_menu: Callback<PilotMenu>,
    /// The user is done with it.
    pub on_close: Callback<()>,
}

/// The panel.
#[component]
pub fn ActionsPanel(props: &ActionsPanelProps) -> Html {
    let link = use_link();
    let row = &props.row;
    let go_on = |panel: PilotPanel| {
        let menu = PilotMenu { anchor: props.anchor.clone(), on: Some(row.id), panel };
        props.on_menu.reform(move |_: MouseEvent| menu.clone())
    };
    let leave = {
        let (anchor, on_close) = (props.anchor.clone(), props.on_close.clone());
        move || {
            dom::focus(dom::by_id(&anchor));
            on_close.emit(());
        }
    };
    let own = {
        let (link, leave, mover) = (link.clone(), leave.clone(), Mover::of_pilot(row));
        Callback::from(move |_: MouseEvent| {
            leave();
            put_under(&link, std::slice::from_ref(&mover), None);
        })
    };
    let clear = {
        let (pilot, name) = (row.id, row.name.clone());
        Callback::from(move |_: MouseEvent| {
            leave();
            snooze::clear(&link, vec![PilotRef::Id(pilot)], &name);
        })
    };
    let snooze = PilotPanel::Snooze {
        whom: ActionTarget::Pilot { name: row.name.clone() },
        pilots: vec![row.id],
        snoozed: row.snooze.clone(),
    };
    let sign_out = PilotPanel::SignOut { pilot: row.id, name: row.name.clone() };
    let Rights { administer, snooze: may_snooze } = &props.rights;
    // AllianceAuth's word on mains stands above every right.
    let given = Right::Withheld(Text::said(say("main-given").to_string()));
    let may_move = if row.main_is_given { &given } else { administer };
    let alone = Right::Withheld(Text::said(say("through-auth-alone").to_string()));
    let may_sign_out = if row.through_auth_alone { &alone } else { &Right::Granted };
    html! {
        <Popover
            id="pilot-actions"
            anchor={props.anchor.clone()}
            label={say_with("pilot-menu", &args!("pilot" => row.name.as_str()))}
            on_close={props.on_close.clone()}
        >
            <p class="popover-title">
                <b class="cut">{ row.name.clone() }</b>
                if row.id != row.main_id {
                    { say_with("under-main", &args!("main" => row.main_name.as_str())) }
                }
            </p>
            { answers(row) }
            { item("find-main", "main-put-more", may_move, go_on(PilotPanel::FindMain(vec![Mover::of_pilot(row)]))) }
            if row.id != row.main_id {
                { item("own-main", "main-own", may_move, own) }
            }
            if row.snooze.is_some() {
                { item("snooze", "snooze-extend", may_snooze, go_on(snooze)) }
                { item("clear-snooze", "snooze-clear", may_snooze, clear) }
            } else {
                { item("snooze", "snooze-more", may_snooze, go_on(snooze)) }
            }
            { item("sign-out", "sign-out-more", may_sign_out, go_on(sign_out)) }
            { refused([may_move, may_snooze, may_sign_out]) }
        </Popover>
    }
}

/// What of the pilot does not answer, and why: what the marks on the line say to a pointer.
fn answers(row: &PilotRow) -> Html {
    let refused = worded(row.needs_sign_in_text.as_ref(), row.needs_sign_in.as_deref());
    let refused = refused.map(|why| refused_words(&why, row.next_try));
    let troubled: Vec<_> = row.sections.iter().filter(|section| is_troubled(section)).map(title).collect();
    if refused.is_none() && troubled.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="popover-note" data-note="answers" aria-label={say("column-answers")}>
            if let Some(refused) = refused {
                <li>{ refused }</li>
            }
            for section in troubled {
                <li key={section.to_string()}>{ time::unbroken(&section) }</li>
            }
        </ul>
    }
}

fn item(action: &'static str, key: &'static str, right: &Right, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button
            key={action}
            class="popover-item"
            type="button"
            data-item="true"
            data-action={action}
            disabled={!right.is_granted()}
            {onclick}
        >
            { say(key) }
        </button>
    }
}

/// Why some of it may not be done.
fn refused(rights: [&Right; 3]) -> Html {
    let sentences = rights.into_iter().filter_map(withheld);
    let mut sentences: Vec<String> = sentences.collect();
    sentences.dedup();
    html! {
        for sentence in sentences {
            <p key={sentence.clone()} class="popover-note" data-note="withheld">{ sentence.clone() }</p>
        }
    }
}
