//! The bar at the top: how many of what, what the monitor does, and the two things to do about it.

use captrack_contract::search::Search;
use captrack_contract::{CheckVerdict, DeskStatus, MonitoringState, commands};
use captrack_domain::evaluate::Level;
use captrack_domain::time_of_day;
use yew::prelude::*;

use crate::actions::rights;
use crate::dashboard::board::Counts;
use crate::dashboard::live_state::LiveState;
use crate::dashboard::pause_panel::PausePanel;
use crate::dashboard::search::filters::Filter;
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
    /// Pilots of whom something is out of date.
    pub stale_pilots: usize,
    /// What is searched for.
    pub search: AttrValue,
    /// The user wants only the ships that a number counts, or all of them again.
    pub on_search: Callback<String>,
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
    let is_pausing = use_state_eq(|| false);
    let on_pause = {
        let (link, is_pausing) = (link.clone(), is_pausing.clone());
        Callback::from(move |_: MouseEvent| {
            if paused {
                link.change(commands::SetPaused { paused: false, seconds: None }, say("told-resumed"));
            } else {
                is_pausing.set(!*is_pausing);
            }
        })
    };
    let on_close = {
        let is_pausing = is_pausing.setter();
        Callback::from(move |()| is_pausing.set(false))
    };
    let administer = &status.rights.administer;
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
            <div class="counts" role="group" aria-label={say("counts")}>
                { count(props, "critical", props.counts.critical, Some(Level::Critical), say("counted-critical"), say("count-critical-title")) }
                { count(props, "alerting", props.counts.alerting, Some(Level::Alerting), say("counted-alerting"), say("count-alerting-title")) }
                { count(props, "watched", props.counts.watched, None, say("counted-watched"), watched) }
                { count(props, "snoozed", props.counts.snoozed, Some(Level::Snoozed), say("counted-snoozed"), say("count-snoozed-title")) }
            </div>
            }
            { quiet_hours(status) }
            <LiveState status={status.clone()} stale_pilots={props.stale_pilots} />
            if !signed_out {
                <div class="top-actions">
                    <button
                        id="pause"
                        class={classes!("button", paused.then_some("is-primary"))}
                        type="button"
                        data-action={if paused { "resume" } else { "pause" }}
                        title={rights::title(administer, say(if paused { "resume-title" } else { "pause-title" }))}
                        disabled={!administer.is_granted()}
                        aria-haspopup={(!paused).then_some("dialog")}
                        aria-expanded={(!paused).then(|| is_pausing.to_string())}
                        onclick={on_pause}
                    >
                        { say(if paused { "resume" } else { "pause" }) }
                    </button>
                    if *is_pausing && !paused {
                        <PausePanel anchor="pause" {on_close} />
                    }
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
    // They are set by this computer's clock.
    let time = time_of_day::text(until.to_zoned(clock::local_zone()).time());
    let eve = time::short(until, clock::now()).to_string();
    let title = say_with("quiet-hours-title", &args!("time" => time.as_str(), "eve" => eve));
    html! {
        <p class="quiet-hours" data-state="quiet-hours" {title}>
            <Drawing icon={Icon::Quiet} size={14} />
            <span class="quiet-long">{ say_with("quiet-hours", &args!("time" => time.as_str())) }</span>
            // Where there is no room for all of it.
            <span class="quiet-short" aria-hidden="true">{ time }</span>
        </p>
    }
}

/// A number that leaves only what it counts when it is pressed, and everything again with the next press.
fn count(
    props: &TopBarProps,
    name: &'static str,
    n: usize,
    level: Option<Level>,
    word: AttrValue,
    title: AttrValue,
) -> Html {
    let search = Search::parse(&props.search);
    let chosen = level.is_some_and(|level| Filter::Level.is_chosen(&search, level.name()));
    let then = Filter::Level.put(&search, level.map(Level::name).filter(|_| !chosen));
    // Without any there is nothing to colour.
    let shown = level.filter(|_| n > 0);
    html! {
        <button
            class={classes!("count", chosen.then_some("is-chosen"))}
            type="button"
            data-count={name}
            data-level={shown.map(Level::name)}
            aria-pressed={level.map(|_| chosen.to_string())}
            {title}
            onclick={props.on_search.reform(move |_: MouseEvent| then.clone())}
        >
            // A blank, for whoever hears it.
            <b>{ words::number(n) }</b>{ " " }
            <span class="count-word">
                if let Some(level) = shown {
                    <LevelShape {level} />
                }
                { word }
            </span>
        </button>
    }
}
