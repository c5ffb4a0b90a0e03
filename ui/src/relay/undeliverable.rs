//! What Discord refused for good: sent once more, or thrown away.

use captrack_contract::{UndeliverableView, commands};
use yew::prelude::*;

use crate::desk::link::{DeskLink, use_link};
use crate::kit::ask_line::AskLine;
use crate::kit::focus_back::use_focus_back;
use crate::kit::icon::{Drawing, Icon};
use crate::words::core::said;
use crate::words::text::{args, say, say_with};
use crate::words::time;

/// Which notices.
#[derive(Properties, PartialEq)]
pub struct UndeliverableProps {
    /// They.
    pub rows: Vec<UndeliverableView>,
    /// This desk's user may send them again or throw them away.
    pub may_administer: bool,
}

/// The notices, each with its reason.
#[component]
pub fn Undeliverable(props: &UndeliverableProps) -> Html {
    let link = use_link();
    let asking = use_state_eq(|| false);
    use_focus_back(*asking, "discard-all");
    let all: Vec<i64> = props.rows.iter().map(|row| row.id).collect();
    let n = all.len();
    let ask = |asks: bool| {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(asks))
    };
    let discard_all = {
        let (asking, link, all) = (asking.clone(), link.clone(), all.clone());
        Callback::from(move |()| {
            asking.set(false);
            discard(&link, all.clone());
        })
    };
    let retry_all = {
        let (link, all) = (link.clone(), all.clone());
        Callback::from(move |_: MouseEvent| retry(&link, all.clone()))
    };
    html! {
        <div class="undeliverable">
            <h3><Drawing icon={Icon::Warning} size={14} />{ say_with("discord-undeliverable", &args!("n" => n)) }</h3>
            <ul>
                for row in &props.rows {
                    { line(row, &link, props.may_administer) }
                }
            </ul>
            if n > 1 && props.may_administer {
                if *asking {
                    <AskLine
                        name="discard-all"
                        question={say_with("discard-all-question", &args!("n" => n))}
                        yes={say("discard-all")}
                        on_yes={discard_all}
                        on_no={ask(false)}
                    />
                } else {
                    <div class="buttons">
                        <button class="button is-small" type="button" data-action="retry-all" onclick={retry_all}>{ say("retry-all") }</button>
                        <button id="discard-all" class="button is-small" type="button" data-action="discard-all" onclick={ask(true).reform(|_: MouseEvent| ())}>{ say("discard-all") }</button>
                    </div>
                }
            }
        </div>
    }
}

fn retry(link: &DeskLink, rows: Vec<i64>) {
    let told = link.clone();
    let n = rows.len();
    link.ask_then(commands::RetryUndeliverable { rows }, move |()| {
        told.done(say_with("told-retried", &args!("n" => n)));
    });
}

fn discard(link: &DeskLink, rows: Vec<i64>) {
    let told = link.clone();
    let n = rows.len();
    link.ask_then(commands::DiscardUndeliverable { rows }, move |()| {
        told.done(say_with("told-thrown-away", &args!("n" => n)));
    });
}

fn line(row: &UndeliverableView, link: &DeskLink, may_administer: bool) -> Html {
    let (id, what) = (row.id, said(&row.what_text));
    let words = row.reason.as_ref().map(|reason| captrack_contract::said(row.reason_text.as_ref(), reason));
    let reason = words.map_or_else(|| say("no-reason"), AttrValue::from);
    let act = |act: fn(&DeskLink, Vec<i64>)| {
        let link = link.clone();
        Callback::from(move |_: MouseEvent| act(&link, vec![id]))
    };
    let button = |action: &'static str, label: &str, named: &str, onclick: Callback<MouseEvent>| {
        let name = say_with(named, &args!("name" => what.as_str()));
        html! {
            <button class="button is-small" type="button" data-action={action} aria-label={name} {onclick}>{ say(label) }</button>
        }
    };
    html! {
        <li key={id} data-undeliverable={id.to_string()}>
            <div>
                <b>{ what.clone() }</b>
                <small title={time::exact(row.at)}>{ reason }</small>
            </div>
            if may_administer {
                <div class="buttons">
                    { button("retry-undeliverable", "retry", "retry-what", act(retry)) }
                    { button("discard-undeliverable", "discard-notice", "discard-notice-what", act(discard)) }
                </div>
            }
        </li>
    }
}
