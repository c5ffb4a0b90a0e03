//! The bar at the top: how many of what, what the monitor does, and the two things to do about it.

use captrack_contract::{CheckVerdict, DeskStatus, MonitoringState, commands};
use captrack_domain::evaluate::Level;
use yew::prelude::*;

use crate::dashboard::board::Counts;
use crate::dashboard::live_state::LiveState;
use crate::desk::link::use_link;
use crate::kit::icon::{Drawing, Icon};
use crate::kit::level_shape::LevelShape;
use crate::platform::clock;
use crate::platform::shared::SharedRef;
use crate::words;
use crate::words::text::{args, say, say_with};
use crate::words::time;

/// What the bar shows.
#[derive(Properties, PartialEq)]
pub struct TopBarProps {
    /// How many of what.
    pub counts: Counts,
    /// How the desk is doing.
    pub status: SharedRef<DeskStatus>,
    /// A check that the user asked for is under way.
    pub checking: bool,
    /// Such a check begins or ends.
    pub on_checking: Callback<bool>,
    /// What stands in the bar besides: the search and what belongs to it.
    #[prop_or_default]
    pub children: Children,
}

/// The sentence for what a check found.
fn verdict(verdict: CheckVerdict) -> AttrValue {
    say(match verdict {
        CheckVerdict::Quiet => "checked-quiet",
        CheckVerdict::Alerting => "checked-alerting",
        CheckVerdict::Critical => "checked-critical",
        CheckVerdict::Unknown => "checked-unknown",
    })
}

/// The bar.
#[component]
pub fn TopBar(props: &TopBarProps) -> Html {
    let link = use_link();
    let status = &props.status;
    let paused = status.monitoring == MonitoringState::Paused;
    let signed_out = status.monitoring == MonitoringState::SignedOut;
    let pause = {
        let link = link.clone();
        Callback::from(move |_: MouseEvent| {
            link.ask(commands::SetPaused { paused: !paused });
        })
    };
    let check = {
        let on_checking = props.on_checking.clone();
        Callback::from(move |_: MouseEvent| {
            on_checking.emit(true);
            let (told, ended) = (link.clone(), on_checking.clone());
            link.settle(commands::CheckNow, move |answer| {
                ended.emit(false);
                match answer {
                    Ok(found) => told.done(verdict(found)),
                    Err(refusal) => told.refused(&refusal),
                }
            });
        })
    };
    let watched = say_with("count-watched-title", &args!("hulls" => props.counts.watched, "pilots" => status.pilots));
    html! {
        <header class="top-bar">
            if signed_out && props.counts.watched == 0 {
                // Nothing is watched: four noughts would say less than the name.
                <p class="top-name">{ say("program") }</p>
            } else {
            <dl class="counts">
                { count("critical", props.counts.critical, Some(Level::Critical), say("counted-critical"), say("count-critical-title")) }
                { count("alerting", props.counts.alerting, Some(Level::Alerting), say("counted-alerting"), say("count-alerting-title")) }
                { count("watched", props.counts.watched, None, say("counted-watched"), watched) }
                { count("snoozed", props.counts.snoozed, Some(Level::Snoozed), say("counted-snoozed"), say("count-snoozed-title")) }
            </dl>
            }
            { quiet_hours(status) }
            <LiveState status={status.clone()} />
            if !signed_out {
                <div class="top-actions">
                    <button
                        id="pause"
                        class={classes!("button", paused.then_some("is-primary"))}
                        type="button"
                        data-action={if paused { "resume" } else { "pause" }}
                        title={say(if paused { "resume-title" } else { "pause-title" })}
                        onclick={pause}
                    >
                        { say(if paused { "resume" } else { "pause" }) }
                    </button>
                    <button
                        id="check"
                        class={classes!("button", (!paused).then_some("is-primary"))}
                        type="button"
                        data-action="check"
                        aria-busy={props.checking.to_string()}
                        disabled={props.checking || paused}
                        onclick={check}
                    >
                        { say(if props.checking { "checking" } else { "check-now" }) }
                    </button>
                </div>
            }
            { for props.children.iter() }
        </header>
    }
}

/// The mark of quiet hours while they hold.
fn quiet_hours(status: &DeskStatus) -> Html {
    let Some(until) = status.quiet_until else {
        return Html::default();
    };
    let time = time::short(until, clock::now()).to_string();
    html! {
        <p class="quiet-hours" data-state="quiet-hours" title={say_with("quiet-hours-title", &args!("time" => time.clone()))}>
            <Drawing icon={Icon::Moon} size={14} />
            <span>{ say_with("quiet-hours", &args!("time" => time)) }</span>
        </p>
    }
}

fn count(name: &'static str, n: usize, level: Option<Level>, word: AttrValue, title: AttrValue) -> Html {
    // Without any there is nothing to colour.
    let level = level.filter(|_| n > 0);
    html! {
        <div class="count" data-count={name} data-level={level.map(Level::name)} {title}>
            <dt>
                if let Some(level) = level {
                    <LevelShape {level} />
                }
                { word }
            </dt>
            <dd>{ words::number(n) }</dd>
        </div>
    }
}
