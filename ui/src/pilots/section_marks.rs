//! How well a pilot answers: a mark for each thing that is asked, and the age of the oldest answer.

use captrack_contract::worded;
use captrack_contract::{PilotRow, SectionState};
use captrack_domain::section::Freshness;
use yew::prelude::*;

use crate::kit::icon::{Drawing, Icon};
use crate::pilots::section_freshness::{overall, title};
use crate::platform::clock::use_as_of_now;
use crate::platform::shared::SharedRef;
use crate::words::time::ShownAge;
use crate::words::{freshness_name, refused_words};

/// Of whom.
#[derive(Properties, PartialEq)]
pub struct SectionMarksProps {
    /// The pilot.
    pub row: SharedRef<PilotRow>,
}

/// The marks.
#[component]
pub fn SectionMarks(props: &SectionMarksProps) -> Html {
    let row = &props.row;
    let said = use_as_of_now(row.clone(), |row, now| overall(&row.sections, now));
    html! {
        <>
            <span class="answer-marks" aria-hidden="true">
                for section in row.sections.iter() {
                    { mark(section) }
                }
            </span>
            if let Some(why) = worded(row.needs_sign_in_text.as_ref(), row.needs_sign_in.as_deref()) {
                <span class="sign-in-again" data-part="sign-in-again" title={refused_words(&why, row.next_try)}>
                    <Drawing icon={Icon::Warning} size={16} />
                    <span class="unseen">{ refused_words(&why, row.next_try) }</span>
                </span>
            } else {
                <span class="answer-age" data-freshness={freshness_name(said.freshness)} aria-hidden="true">
                    { said.age.filter(|_| said.freshness != Freshness::Never).map(ShownAge::text).unwrap_or_default() }
                </span>
            }
            <span class="unseen">{ said.words }</span>
        </>
    }
}

fn mark(section: &SectionState) -> Html {
    html! {
        <i
            key={section.kind.name()}
            class={classes!("answer-mark", section.last_error.is_some().then_some("has-error"))}
            data-section={section.kind.name()}
            data-freshness={freshness_name(section.freshness)}
            title={title(section)}
        />
    }
}
