//! What can be done about a card: clear its snooze, snooze it, acknowledge it, take that back.

use captrack_contract::{CardHead, PilotRef, ReadAsked, WindowCommand, commands};
use captrack_domain::evaluate::Level;
use yew::prelude::*;

use crate::actions::action_target::ActionTarget;
use crate::actions::rights::title;
use crate::actions::{acknowledge, snooze};
use crate::dashboard::board_context::BoardContext;
use crate::dashboard::menu::{ACKNOWLEDGE, Menu, SNOOZE, can_be_acknowledged, ids};
use crate::desk::link::use_link;
use crate::kit::icon::{Drawing, Icon};
use crate::platform::shared::SharedRef;
use crate::platform::stray_press;
use crate::words::core::said;
use crate::words::text::{args, say, say_with};

/// About which card.
#[derive(Properties, PartialEq)]
pub struct CardActionsProps {
    /// The card.
    pub head: SharedRef<CardHead>,
    /// What is common to all cards.
    pub setting: SharedRef<BoardContext>,
    /// The button of the card whose panel is open.
    pub open: Option<AttrValue>,
}

/// What has come of asking for reads: `2 pilots are read again within 1 min.`
fn read_asked(asked: &ReadAsked) -> AttrValue {
    let mut sentences: Vec<String> = asked.refused.iter().map(said).collect();
    if let Some(secs) = asked.ready_in_secs {
        let minutes = secs.div_ceil(60).max(1);
        sentences.insert(0, say_with("read-now-asked", &args!("n" => asked.queued, "minutes" => minutes)).to_string());
    }
    sentences.join(" ").into()
}

/// The buttons.
#[component]
pub fn CardActions(props: &CardActionsProps) -> Html {
    let link = use_link();
    let CardActionsProps { head, setting, open } = props;
    let right = &setting.rights.snooze;
    let disabled = !right.is_granted();
    let whom = ActionTarget::of_card(head).text();
    let button_id = |what| ids::on_card(head.key, what);
    let is_open = |id: &AttrValue| (open.as_ref() == Some(id)).to_string();
    let opens = |menu: Menu| {
        let on_menu = setting.on_menu.clone();
        Callback::from(move |_: MouseEvent| on_menu.emit(menu.clone()))
    };
    let clear = {
        let (link, whom) = (link.clone(), whom.clone());
        let pilots: Vec<PilotRef> = head.pilots.iter().copied().map(PilotRef::Id).collect();
        Callback::from(move |_: MouseEvent| {
            if stray_press::takes_press() {
                snooze::clear(&link, pilots.clone(), &whom);
            }
        })
    };
    let taken_back = head.key.main().filter(|_| head.acknowledged.is_some()).map(|main| {
        let (link, name) = (link.clone(), head.name.clone());
        Callback::from(move |_: MouseEvent| {
            if !stray_press::takes_press() {
                return;
            }
            acknowledge::take_back(&link, main, &name);
        })
    });
    let read_now = {
        let link = link.clone();
        let pilots: Vec<PilotRef> = head.pilots.iter().copied().map(PilotRef::Id).collect();
        Callback::from(move |_: MouseEvent| {
            if !stray_press::takes_press() {
                return;
            }
            let told = link.clone();
            link.ask_then(commands::ReadNow { pilots: pilots.clone() }, move |asked| told.done(read_asked(&asked)));
        })
    };
    let opens_audit = |main| {
        let link = link.clone();
        Callback::from(move |_: MouseEvent| link.ask_window(WindowCommand::OpenAuditPage { main }))
    };
    let named = |key: &str| say_with(key, &args!("whom" => whom.to_string()));
    let about = |key: &str| say_with(key, &args!("main" => head.name.as_str()));
    let snooze_id = button_id(SNOOZE);
    let acknowledge_id = button_id(ACKNOWLEDGE);
    html! {
        <>
            if is_silenced(head) {
                <button
                    id={button_id("clear")}
                    class="button"
                    type="button"
                    data-action="clear-snooze"
                    aria-label={named("clear-whom")}
                    title={title(right, named("clear-whom"))}
                    {disabled}
                    onclick={clear}
                >
                    { say("clear") }
                </button>
            }
            <button
                id={snooze_id.clone()}
                class="button has-menu"
                type="button"
                data-action="snooze"
                aria-label={named("snooze-whom")}
                title={title(right, named("snooze-whom"))}
                aria-haspopup="dialog"
                aria-expanded={is_open(&snooze_id)}
                {disabled}
                onclick={opens(Menu::snooze_card(head))}
            >
                { say("snooze") }
                <Drawing icon={Icon::Down} size={14} />
            </button>
            if let Some(menu) = Menu::acknowledge(head).filter(|_| can_be_acknowledged(head)) {
                <button
                    id={acknowledge_id.clone()}
                    class="button"
                    type="button"
                    data-action="acknowledge"
                    aria-label={about("acknowledge-main")}
                    title={title(right, say("acknowledge-meaning"))}
                    aria-haspopup="dialog"
                    aria-expanded={is_open(&acknowledge_id)}
                    {disabled}
                    onclick={opens(menu)}
                >
                    { say("acknowledge") }
                </button>
            }
            if head.can_be_read {
                <button
                    id={button_id("read-now")}
                    class="button"
                    type="button"
                    data-action="read-now"
                    aria-label={named("read-now-whom")}
                    title={say("read-now-meaning")}
                    onclick={read_now}
                >
                    { say("read-now") }
                </button>
            }
            if let Some(main) = head.key.main().filter(|_| head.has_audit) {
                <button
                    id={button_id("audit")}
                    class="button"
                    type="button"
                    data-action="audit"
                    aria-label={about("audit-main")}
                    title={say("audit-meaning")}
                    onclick={opens_audit(main)}
                >
                    { say("audit") }
                    <Drawing icon={Icon::Out} size={14} />
                </button>
            }
            if let Some(onclick) = taken_back {
                <button
                    id={acknowledge_id}
                    class="button"
                    type="button"
                    data-action="take-back"
                    aria-label={about("take-back-main")}
                    title={title(right, say("take-back-meaning"))}
                    {disabled}
                    {onclick}
                >
                    { say("take-back") }
                </button>
            }
        </>
    }
}

/// Whether a card shows a button to end its snooze: it stands where it stands because of it.
fn is_silenced(head: &CardHead) -> bool {
    head.level == Level::Snoozed
}
