//! A line of the table of pilots.

use captrack_contract::{PilotRow, SnoozeView};
use captrack_domain::ids::PilotId;
use yew::prelude::*;

use crate::actions::mains::moved_pilots::Mover;
use crate::kit::icon::{Drawing, Icon};
use crate::kit::level_shape::LevelShape;
use crate::kit::portrait::Portrait;
use crate::pilots::lines::MainStanding;
use crate::pilots::section_marks::SectionMarks;
use crate::platform::clock::use_as_of_now;
use crate::platform::shared::SharedRef;
use crate::words;
use crate::words::core::pilot_why;
use crate::words::text::{args, say, say_with};

/// The element ids of a line and of its button.
pub mod ids {
    use captrack_domain::ids::PilotId;
    use yew::AttrValue;

    /// A pilot's line.
    pub fn line(pilot: PilotId) -> AttrValue {
        format!("pilot/{pilot}").into()
    }

    /// The button of a pilot's line.
    pub fn menu(pilot: PilotId) -> AttrValue {
        format!("pilot/{pilot}/menu").into()
    }

    /// The line with a main's name.
    pub fn main(main: PilotId) -> AttrValue {
        format!("main/{main}").into()
    }
}

/// Whose line, and where.
#[derive(Properties, PartialEq)]
pub struct PilotLineProps {
    /// The pilot.
    pub row: SharedRef<PilotRow>,
    /// How it stands under its main.
    pub standing: MainStanding,
    /// From the top of the list, in pixels.
    pub top: i32,
    /// Its number in the table, from 1; the head of the table is the first.
    pub number: usize,
    /// It is chosen.
    pub chosen: bool,
    /// Tab leads here.
    pub is_stop: bool,
    /// A pilot that is dragged would come under its main.
    pub is_target: bool,
    /// Pilots have pictures.
    pub pictures: bool,
    /// Its menu is open.
    pub is_open: bool,
    /// The user chooses it, or no longer.
    pub on_choose: Callback<Mover>,
    /// The user wants its menu.
    pub on_menu: Callback<SharedRef<PilotRow>>,
}

/// The line.
#[component]
pub fn PilotLine(props: &PilotLineProps) -> Html {
    let row = &props.row;
    let onchange = {
        let row = row.clone();
        props.on_choose.reform(move |_: Event| Mover::of_pilot(&row))
    };
    let onclick = {
        let row = row.clone();
        props.on_menu.reform(move |_: MouseEvent| row.clone())
    };
    let (standing, others) = match props.standing {
        MainStanding::Own { others } => ("own", others),
        MainStanding::Under { last: false } => ("under", 0),
        MainStanding::Under { last: true } => ("under-last", 0),
    };
    let tab = if props.is_stop { "0" } else { "-1" };
    let corporation = row.corporation_name.clone().map_or_else(|| say("corporation-unknown"), AttrValue::from);
    let belongs = row.alliance_name.as_ref().map_or_else(
        || corporation.clone(),
        |alliance| {
            say_with("belongs", &args!("corporation" => corporation.to_string(), "alliance" => alliance.as_str()))
        },
    );
    let why = AttrValue::from(pilot_why(row));
    html! {
        <div
            id={ids::line(row.id)}
            class={classes!("pilot-line", props.is_target.then_some("is-target"), props.chosen.then_some("is-chosen"))}
            role="row"
            aria-rowindex={props.number.to_string()}
            aria-selected={props.chosen.to_string()}
            tabindex={tab}
            data-pilot={row.id.to_string()}
            data-main={row.main_id.to_string()}
            data-standing={standing}
            ~style={format!("top:{}px", props.top)}
        >
            <span class="pilot-check" role="gridcell">
                <input
                    type="checkbox"
                    tabindex={tab}
                    aria-label={say_with("choose-pilot", &args!("pilot" => row.name.as_str()))}
                    checked={props.chosen}
                    {onchange}
                />
            </span>
            <span class="pilot-name" role="gridcell">
                <Portrait pilot={row.id} name={row.name.clone()} picture={props.pictures} />
                <b class="cut" title={row.name.clone()}>{ row.name.clone() }</b>
                if others > 0 {
                    <small class="pilot-others" title={say_with("main-of-others", &args!("n" => others))}>
                        { say_with("main-others", &args!("n" => others)) }
                    </small>
                } else if row.id != row.main_id {
                    <span class="unseen">{ say_with("under-main", &args!("main" => row.main_name.as_str())) }</span>
                }
            </span>
            <span class="pilot-corporation cut" role="gridcell" title={belongs}>{ corporation }</span>
            <span class="pilot-count" role="gridcell">{ row.hulls }</span>
            <span class="pilot-level" role="gridcell">
                if let Some(level) = row.level {
                    <span class="badge" data-level={level.name()}>
                        <LevelShape {level} />
                        { words::badge(level) }
                    </span>
                } else {
                    <span class="no-level">{ say("level-none") }</span>
                }
            </span>
            <span class="pilot-answers" role="gridcell">
                if !row.through_auth_alone {
                    <SectionMarks row={row.clone()} />
                }
                { source(row) }
            </span>
            <span class="pilot-why cut" role="gridcell" title={why.clone()}>{ why }</span>
            <span class="pilot-snooze" role="gridcell">
                if let Some(snooze) = row.snooze.clone() {
                    <SnoozeNote {snooze} />
                }
            </span>
            <span class="pilot-menu" role="gridcell">
                <button
                    id={ids::menu(row.id)}
                    class="icon-button"
                    type="button"
                    tabindex={tab}
                    data-action="pilot-menu"
                    aria-haspopup="dialog"
                    aria-expanded={props.is_open.to_string()}
                    aria-label={say_with("pilot-menu", &args!("pilot" => row.name.as_str()))}
                    title={say("pilot-menu-title")}
                    {onclick}
                >
                    <Drawing icon={Icon::More} size={18} />
                </button>
            </span>
        </div>
    }
}

/// That AllianceAuth tells of the pilot: in full where nothing else does.
fn source(row: &PilotRow) -> Html {
    if !row.through_auth {
        return Html::default();
    }
    let (key, title) = if row.left_auth {
        ("left-auth", "left-auth-title")
    } else if row.through_auth_alone {
        ("through-auth", "through-auth-title")
    } else {
        ("through-auth-as-well", "through-auth-as-well-title")
    };
    html! { <small class="pilot-source" data-source="allianceauth" title={say(title)}>{ say(key) }</small> }
}

#[derive(Properties, PartialEq)]
struct SnoozeNoteProps {
    snooze: SnoozeView,
}

/// Until when, by whom, why.
#[component]
fn SnoozeNote(props: &SnoozeNoteProps) -> Html {
    let note = use_as_of_now(props.snooze.clone(), words::snooze_note);
    html! {
        <span class="snooze-note" title={note.clone()}>
            <Drawing icon={Icon::Moon} size={13} />
            <span class="cut">{ note }</span>
        </span>
    }
}

/// Whose name, and where.
#[derive(Properties, PartialEq)]
pub struct MainLineProps {
    /// The main.
    pub main: PilotId,
    /// The name.
    pub name: AttrValue,
    /// From the top of the list, in pixels.
    pub top: i32,
    /// Its number in the table.
    pub number: usize,
    /// A pilot that is dragged would come under it.
    pub is_target: bool,
}

/// The name of a main that is not among the pilots below it.
#[component]
pub fn MainLine(props: &MainLineProps) -> Html {
    html! {
        <div
            id={ids::main(props.main)}
            class={classes!("pilot-line", "is-main", props.is_target.then_some("is-target"))}
            role="row"
            aria-rowindex={props.number.to_string()}
            data-main={props.main.to_string()}
            ~style={format!("top:{}px", props.top)}
        >
            <span role="gridcell" class="cut" title={say("main-elsewhere")}>
                { say_with("main-heading", &args!("main" => props.name.as_str())) }
            </span>
        </div>
    }
}
